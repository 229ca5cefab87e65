"""Questions for yes or no in other words than the texts', asked end to end with all that comes with kgqa."""

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
    "Ferry rules": "The ferry takes foot passengers and cyclists only. We no longer accept cash on board. "
    "Children under six travel free of charge. Dogs have to be kept on a lead. Hot drinks are sold on the upper deck.",
    "Sandholm Hostel": "Sandholm Hostel stands by the old harbour. The house has no lift. Every room has a shower of "
    "its own. Breakfast is served from seven to nine.",
}
QUESTIONS = {
    "Can I pay with banknotes on the ferry?": "no",
    "May I take my car on the ferry?": "no",
    "my daughter is four, do I have to buy a ticket for her": "no",
    "Can I get a cup of tea on the ferry?": "yes",
    "Is there an elevator in Sandholm Hostel?": "no",
    "Must my dog be on a leash?": "yes",
    "Is the ferry heated?": "",
    "Does Sandholm Hostel have a garden?": "",
    "Was the ferry built in Norway?": "",
}


@pytest.fixture(scope="module")
def qa(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder, scorer: PathScorer) -> KGQA:
    folder: Path = tmp_path_factory.mktemp("sentences")
    lines = [json.dumps({"id": title, "title": title, "text": text}) for title, text in TEXTS.items()]
    (folder / "texts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    import_files(folder / "texts.kb", passages=[folder / "texts.jsonl"], encoder=encoder, scorer=scorer)
    return KGQA.load(folder / "texts.kb", encoder=encoder, paths=scorer, device="cpu")


def test_most_are_judged_and_none_wrongly(qa: KGQA) -> None:
    said = {question: qa(question).answer for question in QUESTIONS}
    assert all(answer in (None, QUESTIONS[question]) for question, answer in said.items()), said
    assert sum(answer is not None for answer in said.values()) >= 3, said


def test_a_verdict_is_explained_by_its_sentence(qa: KGQA) -> None:
    judged = [result for question in QUESTIONS if (result := qa(question)).answer is not None]
    for result in judged:
        (best,) = explain(qa, result).answers
        assert (best.answer.text, best.said) == (result.answer, True)
        without = {effect.evidence: effect.change for effect in best.evidence}
        assert without[result.answers[0].support[0].evidence] < 0
