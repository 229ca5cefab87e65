"""Counting and choosing among mixed facts, asked end to end with the packaged encoder and reader."""

from __future__ import annotations

import pytest

from kgqa import KGQA
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.pipelines.importing import import_files
from kgqa.retriever.path_scorer import PathScorer

FACTS = """
Osta|located in|Norvia
Bergia|located in|Norvia
Skerrin|located in|Norvia
River Halm|located in|Norvia
Mount Ebb|located in|Norvia
Ida Krall|located in|Norvia
Osta|instance of|city
Bergia|instance of|city
Skerrin|instance of|city
River Halm|instance of|river
Mount Ebb|instance of|mountain
Ida Krall|instance of|human
Grey Harbour|directed by|Ada Brock
The Salt Ladder|directed by|Ada Brock
Night Ferry|directed by|Ada Brock
Grey Harbour|release date|1987-05-04
The Salt Ladder|release date|1992-11-01
Night Ferry|release date|2001-02-14
First Light|performer|The Hollow Band
Long Way|performer|The Hollow Band
First Light|publication date|1994
Long Way|publication date|12 March 2003
Left Bank|performer|Tin Choir
Right Bank|performer|Tin Choir
"""


@pytest.fixture(scope="module")
def qa(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder, scorer: PathScorer) -> KGQA:
    folder = tmp_path_factory.mktemp("kinds")
    (folder / "facts.tsv").write_text(FACTS.strip().replace("|", "\t") + "\n", encoding="utf-8")
    import_files(folder / "mixed.kb", triples=[folder / "facts.tsv"], encoder=encoder, scorer=scorer)
    return KGQA.load(folder / "mixed.kb", encoder=encoder, paths=scorer, device="cpu")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many cities are in Norvia?", "3"),
        ("How many cities are located in Norvia?", "3"),
        ("What is the number of cities in Norvia?", "3"),
        ("How many mountains are located in Norvia?", "1"),
        ("Which cities are in Norvia?", "Bergia; Osta; Skerrin"),
        ("What was the first film by Ada Brock?", "Grey Harbour"),
        ("What was Ada Brock's first film?", "Grey Harbour"),
        ("What is the latest film of Ada Brock?", "Night Ferry"),
        ("Which film did Ada Brock direct first?", "Grey Harbour"),
        ("What was the second film directed by Ada Brock?", "The Salt Ladder"),
        ("What is the latest album of The Hollow Band?", "Long Way"),
        ("What was The Hollow Band's debut album?", "First Light"),
        ("How many films did Ada Brock direct?", "3"),
    ],
)
def test_asked(qa: KGQA, question: str, answer: str) -> None:
    result = qa(question)
    assert result.answer == answer, (result.answers, result.abstained)


@pytest.mark.parametrize(
    "question",
    [
        "How many lakes are located in Norvia?",
        "What was the first album by Tin Choir?",
        "What was the fourth film directed by Ada Brock?",
    ],
)
def test_what_facts_do_not_say_is_left_open(qa: KGQA, question: str) -> None:
    result = qa(question)
    assert result.answers == () and result.abstained


def test_a_date_that_is_missing_is_said(qa: KGQA) -> None:
    assert "no fact says which is 'first'" in qa("What was the first album by Tin Choir?").abstained
