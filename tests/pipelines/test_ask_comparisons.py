"""Comparisons asked end to end, with the packaged encoder and reader, over an invented world."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgqa import KGQA, Question
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.pipelines.importing import import_files

TRIPLES = [
    ("Tove Ralk", "date of birth", "3 March 1911"),
    ("Tove Ralk", "date of death", "12 May 1980"),
    ("Tove Ralk", "country of citizenship", "Danish"),
    ("Emil Sorn", "date of birth", "June 8, 1940"),
    ("Emil Sorn", "country of citizenship", "Sweden"),
    ("The Long Winter Road", "director", "Tove Ralk"),
    ("The Long Winter Road", "publication date", "1952"),
    ("The Long Winter Road", "country of origin", "Denmark"),
    ("Tin Moon", "director", "Emil Sorn"),
    ("Tin Moon", "publication date", "1978"),
    ("Tin Moon", "country of origin", "Denmark"),
    ("River Halm", "length", "120 km"),
    ("River Osk", "length", "88 mi"),
]
ASKED = [
    ("Who is older, Tove Ralk or Emil Sorn?", "Tove Ralk"),
    ("Which film came out first, Tin Moon or The Long Winter Road?", "The Long Winter Road"),
    ("Which film has the younger director, Tin Moon or The Long Winter Road?", "Tin Moon"),
    ("Which river is longer, River Halm or River Osk?", "River Osk"),
    ("Are Tin Moon and The Long Winter Road from the same country?", "yes"),
    ("Do both films Tin Moon and The Long Winter Road have directors from the same country?", "no"),
    ("Was Emil Sorn born before Tove Ralk?", "no"),
]


@pytest.fixture(scope="module")
def qa(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder) -> KGQA:
    folder = tmp_path_factory.mktemp("comparisons")
    (folder / "triples.tsv").write_text("".join("\t".join(t) + "\n" for t in TRIPLES), encoding="utf-8")
    out: Path = folder / "films.kb"
    import_files(out, triples=[folder / "triples.tsv"], encoder=encoder)
    return KGQA.load(out, encoder=encoder)


def test_comparisons_are_decided_by_a_fact_of_each(qa: KGQA) -> None:
    questions = [Question(str(i), text) for i, (text, _) in enumerate(ASKED)]
    results = qa.batch(questions)
    assert [result.answer for result in results] == [answer for _, answer in ASKED]
    for result in results:
        answer = result.answers[0]
        starts = {result.evidence[support.evidence].content.start for support in answer.support}
        assert len(starts) == 2
        assert 0.3 < answer.score < 1
    assert [qa(question) for question in questions] == results


def test_what_is_not_known_of_one_is_said(qa: KGQA) -> None:
    result = qa("Which film has the director who died first, Tin Moon or The Long Winter Road?")
    assert result.answers == ()
    assert "'director | date of death' is not known of Tin Moon" in result.abstained
