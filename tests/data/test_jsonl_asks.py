from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kgqa import InputError, Passage
from kgqa.data.example import AskExample
from kgqa.data.jsonl_asks import CARD, read_jsonl_asks


def write(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_little_is_needed(tmp_path: Path) -> None:
    path = write(
        tmp_path / "q.jsonl",
        {"question": " Who? ", "answers": ["Ann", "Bob", "Ann"]},
        {"question": "Why?", "answers": [], "id": "why", "source": "me"},
    )
    assert list(read_jsonl_asks(path)) == [
        AskExample("1", "Who?", ("Ann", "Bob")),
        AskExample("why", "Why?", (), answerable=False),
    ]
    assert [example.id for example in read_jsonl_asks(path, {"source": "me"})] == ["why"]
    assert [example.id for example in read_jsonl_asks(path, {"id": "1"})] == ["1"]


def test_all_that_may_be_said(tmp_path: Path) -> None:
    record = {
        "id": "a",
        "question": "Where is Ann from?",
        "answers": ["Cork"],
        "entities": ["Ann"],
        "kind": "place",
        "hops": 1,
        "passages": [{"id": "p", "title": "Ann", "text": "Ann is of Cork."}, "Cork is a city.", {"text": "x"}],
        "gold_passages": ["p", "a#2"],
    }
    (example,) = read_jsonl_asks(write(tmp_path / "q.jsonl", record))
    assert example == AskExample(
        "a",
        "Where is Ann from?",
        ("Cork",),
        ("Ann",),
        1,
        "place",
        gold_passages=("p", "a#2"),
        passages=(
            Passage("p", "p", "Ann", "Ann is of Cork."),
            Passage("a#2", "a#2", "", "Cork is a city."),
            Passage("a#3", "a#3", "", "x"),
        ),
    )


def test_gold_passages_may_stand_elsewhere(tmp_path: Path) -> None:
    (example,) = read_jsonl_asks(
        write(tmp_path / "q.jsonl", {"question": "Who?", "answers": ["Ann"], "gold_passages": ["of the collection"]})
    )
    assert example.gold_passages == ("of the collection",)


@pytest.mark.parametrize(
    "change, says",
    [
        ({"question": None}, "text is needed under 'question', found None"),
        ({"answers": None}, "a question needs a list under 'answers', and has None"),
        ({"answers": "Ann"}, "a question needs a list under 'answers', and has 'Ann'"),
        ({"answers": [""]}, "'answers' is a list of texts that are not blank"),
        ({"answers": [1]}, "'answers' is a list of texts that are not blank"),
        ({"id": 3}, "text is needed under 'id', found 3"),
        ({"entities": "Ann"}, "'entities' is a list of texts"),
        ({"kind": 3}, "text is needed under 'kind', found 3"),
        ({"hops": 0}, "'hops' is a whole number from 1, not 0"),
        ({"hops": True}, "'hops' is a whole number from 1, not True"),
        ({"hops": "2"}, "'hops' is a whole number from 1, not '2'"),
        ({"passages": "x"}, "'passages' is a list, not 'x'"),
        ({"passages": [3]}, "one of its 'passages' is a text or "),
        ({"passages": [{"id": "p"}]}, "b#1: text is needed under 'text'"),
        ({"passages": [{"id": "p", "text": "x"}] * 2}, "each of its 'passages' needs an id of its own"),
        ({"passages": [{"title": 3, "text": "x"}]}, "b#1: a title is a text, not 3"),
        ({"passages": ["x"], "gold_passages": ["p"]}, "'gold_passages' names 'p', which none of its 'passages' has"),
        ({"id": "a"}, "the id 'a' is already that of "),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    good = {"id": "a", "question": "Who?", "answers": ["Ann"]}
    with pytest.raises(InputError) as error:
        list(read_jsonl_asks(write(tmp_path / "q.jsonl", good, {**good, "id": "b", **change})))
    assert str(error.value).startswith(f"{tmp_path}/q.jsonl:2: ") and says in str(error.value)


def test_a_file_of_another_layout_is_named(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(json.dumps({"id": "a", "question": "Who?"}) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"q\.jsonl:1: .* and has None; the file looks like questions as JSONL$"):
        list(read_jsonl_asks(path))
    with pytest.raises(InputError, match="holds no question"):
        list(read_jsonl_asks(write(path)))


def test_the_card() -> None:
    assert (CARD.name, CARD.task, CARD.answers) == ("jsonl", "asking", "all")
