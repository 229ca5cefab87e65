from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgqa import InputError
from kgqa.data.example import AskExample
from kgqa.data.records import Record, examples_of, json_records, unique
from kgqa.data.where import Where

RECORDS = [
    {"id": "a", "question": "A?", "split": "dev", "ok": True, "n": 1, "x": None},
    {"id": "b", "question": "B?", "split": "dev", "ok": False, "n": 2.5},
    {"id": "c", "question": "C?", "split": "train", "ok": True, "n": 1},
]


def write(path: Path, records: list[dict[str, object]], array: bool = False) -> Path:
    text = json.dumps(records) if array else "".join(json.dumps(record) + "\n" for record in records)
    path.write_text(text, encoding="utf-8")
    return path


def parse(record: Record) -> AskExample:
    return AskExample(record.text("id"), record.text("question"), ("x",))


def ids(path: Path, where: Where | None = None) -> str:
    return "".join(example.id for example in examples_of(path, json_records(path), parse, where))


@pytest.mark.parametrize("array", [False, True])
def test_lines_and_arrays_are_told_apart(tmp_path: Path, array: bool) -> None:
    path = write(tmp_path / "a", RECORDS, array)
    places = [record.place for record in json_records(path)]
    assert places == [f"{path}: record {n} ({i})" if array else f"{path}:{n}" for n, i in enumerate("abc", 1)]
    assert [dict(record.values) for record in json_records(path)] == RECORDS


@pytest.mark.parametrize(
    "where, found",
    [
        (None, "abc"),
        ({}, "abc"),
        ({"split": "dev"}, "ab"),
        ({"ok": "true"}, "ac"),
        ({"n": "1", "split": "train"}, "c"),
        ({"n": "2.5"}, "b"),
        ({"x": "null"}, "a"),
    ],
)
def test_choosing_by_fields(tmp_path: Path, where: Where | None, found: str) -> None:
    assert ids(write(tmp_path / "a", RECORDS), where) == found


@pytest.mark.parametrize(
    "where, says",
    [
        ({"split": "test"}, "no question has split=test; split is one of 'dev', 'train'"),
        ({"ok": "True"}, "no question has ok=True; ok is one of 'false', 'true'"),
        ({"splt": "dev"}, "no question has splt=dev; no record has a field 'splt'"),
        (
            {"split": "train", "ok": "false"},
            "no question has split=train and ok=false; split is one of 'dev', 'train'; ok is one of 'false', 'true'",
        ),
    ],
)
def test_choosing_nothing_says_what_there_is(tmp_path: Path, where: Where, says: str) -> None:
    path = write(tmp_path / "a", RECORDS)
    with pytest.raises(InputError) as error:
        ids(path, where)
    assert str(error.value) == f"{path}: {says}"


def test_few_of_many_values_are_listed(tmp_path: Path) -> None:
    path = write(tmp_path / "a", [{"id": str(n), "question": "Q", "n": n} for n in range(50)])
    with pytest.raises(InputError, match=r"n is one of '0', '1', .*, '9', \.\.\.$"):
        ids(path, {"n": "x"})


def test_ids_are_given_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a", [*RECORDS, RECORDS[1]])
    with pytest.raises(InputError, match=r"a:4: the id 'b' is already that of .*a:2$"):
        ids(path)
    seen: dict[str, str] = {}
    unique("a", "here", seen)
    with pytest.raises(InputError, match=r"^there: the id 'a' is already that of here$"):
        unique("a", "there", seen)


@pytest.mark.parametrize("text", ["", "\n \n", "[]", " [ ] "])
def test_a_file_without_a_record(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="a: holds no question; the file looks like"):
        ids(path)


def test_the_first_bad_record_says_what_the_file_looks_like(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("Heat|directed_by|Ann\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"a:1: not JSON: .*; the file looks like triples head\|relation\|tail$"):
        ids(path)
    write(path, [{"id": "a"}, RECORDS[1]])
    with pytest.raises(InputError, match=r"a:1: text is needed under 'question', found None; the file looks like"):
        ids(path)
    write(path, [RECORDS[1], {"id": "a"}])
    with pytest.raises(InputError, match=r"a:2: text is needed under 'question', found None$"):
        ids(path)


def test_bad_fields(tmp_path: Path) -> None:
    record = Record("F:1", {"a": "\ud800", "b": ["x", " "], "c": "x", "d": [["y"], 3], "e": [" y ", "y"]})
    with pytest.raises(InputError, match=r"^F:1: the text under 'a' holds half of a surrogate pair"):
        record.text("a")
    for name in "bc":
        with pytest.raises(InputError, match=f"^F:1: '{name}' is a list of texts that are not blank"):
            record.texts(name)
    with pytest.raises(InputError, match=r"^F:1: 'd' is a list of lists"):
        record.lists("d")
    assert (record.texts("e"), record.texts("none"), record.lists("none")) == (("y",), (), [])
