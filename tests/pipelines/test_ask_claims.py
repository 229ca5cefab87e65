"""Questions for yes or no over texts, asked end to end with the packaged encoder and reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgqa import KGQA
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.pipelines.explain import explain
from kgqa.pipelines.importing import import_files
from kgqa.retriever.path_scorer import PathScorer

TEXTS = {
    "Kestrel Mill": "Kestrel Mill stands above the village of Marrow. It was founded in 1871 by the miller Lena "
    "Brandvold. Since 2009 the mill has belonged to the University of Sundholm.",
    "Osterby": "Osterby is a harbour town in the county of Vaering. The mayor of Osterby is Sigrun Dahl, a former "
    "ferry captain. Delmont, the capital of Vaering, lies 60 km inland.",
    "Staff": "The engineer, Paul Lund, lives in Marrow with his wife. Tomas Hale works from Monday to Thursday.",
}


@pytest.fixture(scope="module")
def qa(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder, scorer: PathScorer) -> KGQA:
    folder: Path = tmp_path_factory.mktemp("claims")
    lines = [json.dumps({"id": title, "title": title, "text": text}) for title, text in TEXTS.items()]
    (folder / "texts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    import_files(folder / "texts.kb", passages=[folder / "texts.jsonl"], encoder=encoder, scorer=scorer)
    return KGQA.load(folder / "texts.kb", encoder=encoder, paths=scorer, device="cpu")


@pytest.mark.parametrize(
    ("question", "verdict", "place"),
    [
        ("Is Delmont the capital of Vaering?", "yes", "Delmont"),
        ("Is Osterby the capital of Vaering?", "no", "Delmont"),
        ("Isn't Delmont the capital of Vaering?", "yes", "Delmont"),
        ("Osterby is the capital of Vaering, isn't it?", "no", "Delmont"),
        ("Kestrel Mill was founded in 1871, right?", "yes", "1871"),
        ("Is Osterby a harbour town?", "yes", "harbour town"),
        ("Is Osterby a river?", "", ""),
        ("Does Kestrel Mill belong to the University of Sundholm?", "yes", "University of Sundholm"),
        ("Was Kestrel Mill founded in 1871?", "yes", "1871"),
        ("Was Kestrel Mill founded in 1931?", "no", "1871"),
        ("Is Sigrun Dahl the mayor of Osterby?", "yes", "Sigrun Dahl"),
        ("Is Sigrun Dahl the mayor of Delmont?", "", ""),
        ("Does Tomas Hale live in Marrow?", "", ""),
    ],
)
def test_a_claim_is_held_against_what_the_texts_say(qa: KGQA, question: str, verdict: str, place: str) -> None:
    result = qa(question)
    assert result.answer == (verdict or None) or (not verdict and result.abstained), result.answers
    if verdict:
        (best, *_) = result.answers
        assert best.kind == "boolean"
        support = best.support[0]
        text = result.evidence[support.evidence].content.text  # type: ignore[union-attr]  # a passage
        assert place in text[support.start : support.end]


def test_alone_and_among_others_a_claim_is_judged_alike(qa: KGQA) -> None:
    questions = [
        "Is Delmont the capital of Vaering?",
        "Who is the mayor of Osterby?",
        "Is Osterby the capital of Vaering?",
    ]
    together = qa.batch(questions)
    assert [one.answers for one in together] == [qa(question).answers for question in questions]
    assert together[1].answer == "Sigrun Dahl"


def test_a_tag_question_is_explained_as_the_plain_one_and_keeps_its_words(qa: KGQA) -> None:
    result = qa("Osterby is the capital of Vaering, isn't it?")
    assert result.answer == "no" and result.question.text == "Osterby is the capital of Vaering, isn't it?"
    assert all(result.question.text[one.mention.start : one.mention.end] == one.mention.text for one in result.links)
    (best,) = explain(qa, result).answers
    assert best.answer.text == "no"


def test_a_verdict_is_explained_by_what_the_claim_was_held_against(qa: KGQA) -> None:
    result = qa("Is Osterby the capital of Vaering?")
    (best,) = explain(qa, result).answers
    assert (best.answer.text, best.said) == ("no", True)
    without = {effect.evidence: effect.change for effect in best.evidence}
    assert min(without.values()) == without[result.answers[0].support[0].evidence] < -0.3
