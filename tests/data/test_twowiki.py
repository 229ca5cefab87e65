from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kgqa import InputError
from kgqa.data.example import AskExample
from kgqa.data.twowiki import read_2wiki

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "2wikimultihopqa" / "questions.jsonl"
RECORD = {
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


def test_a_question(tmp_path: Path) -> None:
    (example,) = read_2wiki(write(tmp_path / "q.jsonl", RECORD))
    assert example == AskExample(
        "a", RECORD["question"], ("Cork",), ("Ann Lee",), None, "compositional", True, ("p1", "p2")
    )


def test_one_split(tmp_path: Path) -> None:
    path = write(tmp_path / "q.jsonl", RECORD, {**RECORD, "id": "b", "split": "train"})
    assert [example.id for example in read_2wiki(path, "train")] == ["b"]
    with pytest.raises(InputError, match=r"no question is of the split 'test'; there are \['dev', 'train'\]"):
        list(read_2wiki(path, "test"))


@pytest.mark.parametrize("name", ["id", "question", "answer"])
def test_a_missing_field_is_named(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "q.jsonl", RECORD, {**RECORD, name: None})
    with pytest.raises(InputError, match=rf"q\.jsonl:2: a question needs text under '{name}'"):
        list(read_2wiki(path))


def test_the_published_file() -> None:
    if not SHARED.exists():
        pytest.skip("the data set 2WikiMultihopQA is not beside this checkout")
    examples = list(read_2wiki(SHARED))
    some = list(read_2wiki(SHARED, "dev500"))
    assert 0 < len(some) < len(examples) == len({example.id for example in examples})
    assert all(example.gold_passages for example in examples)
