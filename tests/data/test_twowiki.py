from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kgqa import InputError, Passage, Triple
from kgqa.data.example import AskExample
from kgqa.data.twowiki import read_2wiki

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "2wikimultihopqa" / "questions.jsonl"
RECORD: dict[str, Any] = {
    "id": "a",
    "question": "Where was the father of Ann Lee born?",
    "answer": "Cork",
    "type": "compositional",
    "split": "dev",
    "evidences": [["Ann Lee", "father", "Bob Lee"], ["Bob Lee", "place of birth", "Cork"]],
    "gold_ids": ["p1", "p2"],
}


def write(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


PUBLISHED = {
    "_id": "a",
    "question": "Where was the father of Ann Lee born?",
    "answer": "Cork",
    "type": "compositional",
    "context": [["Ann Lee", ["Ann is old.", "Her father is Bob Lee."]], ["Bob Lee", [" Bob is of Cork. "]], ["C", []]],
    "supporting_facts": [["Ann Lee", 1], ["Bob Lee", 0], ["Ann Lee", 0], ["Elsewhere", 0]],
    "evidences": RECORD["evidences"],
    "level": "easy",
}
TRIPLES = (Triple("Ann Lee", "father", "Bob Lee"), Triple("Bob Lee", "place of birth", "Cork"))


def array(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text(json.dumps(records), encoding="utf-8")
    return path


def test_a_question(tmp_path: Path) -> None:
    (example,) = read_2wiki(write(tmp_path / "q.jsonl", RECORD))
    assert example == AskExample(
        "a",
        "Where was the father of Ann Lee born?",
        ("Cork",),
        ("Ann Lee",),
        2,
        "compositional",
        gold_passages=("p1", "p2"),
        gold_triples=TRIPLES,
        gold_relations=("father", "place of birth"),
    )


def test_a_published_question(tmp_path: Path) -> None:
    (example,) = read_2wiki(array(tmp_path / "dev.json", PUBLISHED))
    assert example == AskExample(
        "a",
        "Where was the father of Ann Lee born?",
        ("Cork",),
        ("Ann Lee",),
        2,
        "compositional",
        gold_passages=("Ann Lee", "Bob Lee", "Elsewhere"),
        gold_triples=TRIPLES,
        gold_relations=("father", "place of birth"),
        passages=(
            Passage("Ann Lee", "Ann Lee", "Ann Lee", "Ann is old. Her father is Bob Lee."),
            Passage("Bob Lee", "Bob Lee", "Bob Lee", "Bob is of Cork."),
        ),
    )


def test_facts_that_do_not_follow_one_another_are_no_chain(tmp_path: Path) -> None:
    evidences = [["Ann", "born", "1900"], ["Bob", "born", "1901"]]
    (example,) = read_2wiki(write(tmp_path / "q.jsonl", {**RECORD, "evidences": evidences}))
    assert (example.hops, example.gold_relations, len(example.gold_triples)) == (None, (), 2)


def test_some_of_them(tmp_path: Path) -> None:
    path = write(tmp_path / "q.jsonl", RECORD, {**RECORD, "id": "b", "split": "train"})
    assert [example.id for example in read_2wiki(path, {"split": "train"})] == ["b"]
    with pytest.raises(InputError, match=r"no question has split=test; split is one of 'dev', 'train'$"):
        list(read_2wiki(path, {"split": "test"}))
    path = array(tmp_path / "dev.json", PUBLISHED, {**PUBLISHED, "_id": "b", "type": "comparison"})
    assert [example.id for example in read_2wiki(path, {"type": "comparison"})] == ["b"]


@pytest.mark.parametrize("name", ["id", "question", "answer"])
def test_a_missing_field_is_named(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "q.jsonl", RECORD, {**RECORD, name: None})
    with pytest.raises(InputError, match=rf"q\.jsonl:2: text is needed under '{name}', found None$"):
        list(read_2wiki(path))


@pytest.mark.parametrize(
    "change, says",
    [
        ({"answer": ""}, "text is needed under 'answer'"),
        ({"context": {"title": []}}, "'context' is a list of passages"),
        ({"context": [["Ann"]]}, r"a passage in 'context' is \[title, \[sentences\]\], not \['Ann'\]"),
        ({"supporting_facts": ["Ann"]}, "'supporting_facts' is a list of lists"),
        ({"supporting_facts": [[]]}, "'supporting_facts' is a list of "),
        ({"evidences": [["a", "b"]]}, "one of its 'evidences' is"),
    ],
)
def test_a_bad_record_is_named(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    path = array(tmp_path / "dev.json", PUBLISHED, {**PUBLISHED, "_id": "b", **change})
    with pytest.raises(InputError, match=rf"dev\.json: record 2 \(b\): {says}"):
        list(read_2wiki(path))


def test_ids_are_given_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"record 2 \(a\): the id 'a' is already that of .*dev\.json: record 1 \(a\)"):
        list(read_2wiki(array(tmp_path / "dev.json", PUBLISHED, PUBLISHED)))


def test_a_file_of_another_layout_is_named(tmp_path: Path) -> None:
    path = tmp_path / "dev.json"
    path.write_text("x [Heat]\tA\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"dev\.json:1: not JSON: .*; the file looks like MetaQA questions$"):
        list(read_2wiki(path))


def test_the_published_file() -> None:
    if not SHARED.exists():
        pytest.skip("the data set 2WikiMultihopQA is not beside this checkout")
    examples = list(read_2wiki(SHARED))
    some = list(read_2wiki(SHARED, {"split": "dev500"}))
    assert 0 < len(some) < len(examples) == len({example.id for example in examples})
    assert all(example.gold_passages and example.gold_triples for example in examples)
    chains = [example for example in examples if example.gold_relations]
    assert len(chains) > 400
    assert all(example.gold_triples[-1].tail == example.answers[0] for example in chains)
