from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kgqa import InputError, Passage
from kgqa.data.corpora import passages_of
from kgqa.data.example import AskExample
from kgqa.data.hotpotqa import CARD, read_hotpotqa

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "hotpotqa" / "questions.jsonl"
PUBLISHED: dict[str, Any] = {
    "_id": "a1",
    "question": " Which river runs by the town of Ann Lee? ",
    "answer": "Lee",
    "type": "bridge",
    "level": "hard",
    "supporting_facts": [["Cork", 0], ["Ann Lee", 0]],
    "context": [["Ann Lee", ["Ann is of Cork."]], ["Cork", ["Cork lies on the Lee.", " It is old."]], ["Nil", [" "]]],
}


def array(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text(json.dumps(records, indent=1), encoding="utf-8")
    return path


def test_a_published_question(tmp_path: Path) -> None:
    (example,) = read_hotpotqa(array(tmp_path / "dev.json", PUBLISHED))
    assert example == AskExample(
        "a1",
        "Which river runs by the town of Ann Lee?",
        ("Lee",),
        kind="bridge",
        gold_passages=("Cork", "Ann Lee"),
        passages=(
            Passage("Ann Lee", "Ann Lee", "Ann Lee", "Ann is of Cork."),
            Passage("Cork", "Cork", "Cork", "Cork lies on the Lee. It is old."),
        ),
    )


def test_a_question_beside_a_corpus(tmp_path: Path) -> None:
    record = {"id": "a", "question": "Who?", "answer": "Ann", "type": "bridge", "gold_ids": ["p7", "p9"]}
    path = tmp_path / "q.jsonl"
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    assert list(read_hotpotqa(path)) == [AskExample("a", "Who?", ("Ann",), kind="bridge", gold_passages=("p7", "p9"))]


def test_gold_passages_are_those_of_the_collection(tmp_path: Path) -> None:
    # A title may stand over another text in a second question: the ids say which, whatever is chosen.
    other = {**PUBLISHED, "_id": "b2", "level": "easy", "context": [["Cork", ["A stopper."]], PUBLISHED["context"][0]]}
    path = array(tmp_path / "dev.json", PUBLISHED, other)
    first, second = read_hotpotqa(path)
    assert (first.gold_passages, second.gold_passages) == (("Cork", "Ann Lee"), ("Cork#2", "Ann Lee"))
    assert [passage.id for passage in passages_of(path)] == ["Ann Lee", "Cork", "Cork#2"]
    assert list(read_hotpotqa(path, {"level": "easy"})) == [second]


@pytest.mark.parametrize("name", ["_id", "question", "answer"])
def test_a_missing_field_is_named(tmp_path: Path, name: str) -> None:
    bad = {**PUBLISHED, "_id": "b", name: ""}
    with pytest.raises(InputError, match=rf"dev\.json: record 2 .*: text is needed under '{name}', found ''$"):
        list(read_hotpotqa(array(tmp_path / "dev.json", PUBLISHED, bad)))


def test_an_array_that_holds_no_question(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"dev\.json: holds no question"):
        list(read_hotpotqa(array(tmp_path / "dev.json")))


def test_the_card() -> None:
    assert (CARD.name, CARD.task, CARD.answers, CARD.verified) == ("hotpotqa", "asking", "any", True)


def test_the_published_file() -> None:
    if not SHARED.exists():
        pytest.skip("the data set HotpotQA is not beside this checkout")
    examples = list(read_hotpotqa(SHARED))
    assert len({example.id for example in examples}) == len(examples) == 1126
    assert {example.kind for example in examples} == {"bridge", "comparison"}
    complete = list(read_hotpotqa(SHARED, {"gold_complete": "true"}))
    assert len(complete) == 455 and all(len(example.gold_passages) == 2 for example in complete)
