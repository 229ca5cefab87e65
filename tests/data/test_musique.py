from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kgqa import InputError
from kgqa.data.corpora import passages_of
from kgqa.data.musique import CARD, read_musique


def paragraph(index: int, title: str, text: str, gold: bool = False) -> dict[str, Any]:
    return {"idx": index, "title": title, "paragraph_text": text, "is_supporting": gold}


RECORD: dict[str, Any] = {
    "id": "3hop1__12_34_56",
    "paragraphs": [
        paragraph(0, "Cork", "Cork is a city."),
        paragraph(1, "Cork", "Cork lies on the Lee.", True),
        paragraph(2, "Ann Lee", "Ann is of Cork. ", True),
        paragraph(3, "Ann Lee", "Ann is of Cork."),
        paragraph(4, "Empty", " "),
    ],
    "question": "On what river does the town of Ann Lee lie?",
    "question_decomposition": [{"id": 12, "question": "Ann Lee >> home", "answer": "Cork", "paragraph_support_idx": 2}],
    "answer": "the Lee",
    "answer_aliases": ["River Lee", "the Lee"],
    "answerable": True,
}


def write(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_a_question(tmp_path: Path) -> None:
    path = write(tmp_path / "dev.jsonl", RECORD)
    (example,) = read_musique(path)
    assert (example.id, example.question) == ("3hop1__12_34_56", RECORD["question"])
    assert example.answers == ("the Lee", "River Lee")
    assert (example.kind, example.hops, example.answerable) == ("3hop1", 3, True)
    assert [(p.id, p.title, p.text) for p in example.passages] == [
        ("Cork", "Cork", "Cork is a city."),
        ("Cork#2", "Cork", "Cork lies on the Lee."),
        ("Ann Lee", "Ann Lee", "Ann is of Cork."),
    ]
    assert example.gold_passages == ("Cork#2", "Ann Lee")
    assert tuple(passages_of(path)) == example.passages


def test_a_twin_without_an_answer_has_the_same_id(tmp_path: Path) -> None:
    twin = {**RECORD, "answerable": False, "paragraphs": RECORD["paragraphs"][:1]}
    path = write(tmp_path / "dev.jsonl", RECORD, twin)
    first, second = read_musique(path)
    assert (second.id, second.answers, second.answerable) == (f"{first.id}#unanswerable", (), False)
    assert list(read_musique(path, {"answerable": "true"})) == [first]
    with pytest.raises(InputError, match=r"dev\.jsonl:2: the id .* is already that of .*dev\.jsonl:1$"):
        list(read_musique(write(path, RECORD, RECORD)))


def test_an_id_of_another_make_has_no_hops(tmp_path: Path) -> None:
    (example,) = read_musique(write(tmp_path / "dev.jsonl", {**RECORD, "id": "x2hop_1"}))
    assert (example.kind, example.hops) == ("", None)


@pytest.mark.parametrize(
    "change, says",
    [
        ({"answer": None}, "text is needed under 'answer'"),
        ({"answer_aliases": "x"}, "'answer_aliases' is a list of texts"),
        ({"answerable": "yes"}, "'answerable' is true or false, not 'yes'"),
        ({"paragraphs": []}, "a question needs its 'paragraphs'"),
        ({"paragraphs": [{"title": "T"}]}, "a passage in 'paragraphs' is "),
        ({"paragraphs": "T"}, "'paragraphs' is a list of passages"),
    ],
)
def test_a_bad_record_is_named(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    path = write(tmp_path / "dev.jsonl", RECORD, {**RECORD, "id": "2hop__1_2", **change})
    with pytest.raises(InputError, match=rf"dev\.jsonl:2: {says}"):
        list(read_musique(path))


def test_the_card_says_that_no_published_file_was_read() -> None:
    assert (CARD.name, CARD.answers, CARD.verified) == ("musique", "any", False)
