"""Questions for yes or no in other words than the text's, asked end to end with all packaged models."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgqa import KGQA
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.pipelines.evaluation.baselines.without import without
from kgqa.pipelines.explain import explain
from kgqa.pipelines.importing import import_files
from kgqa.retriever.path_scorer import PathScorer

TEXTS = {
    "Brackwater Hostel: House rules": "The kitchen closes at ten. Pets have to stay outside. We take cards only. "
    "Smoking is allowed on the roof, never in the dormitories. Breakfast is part of the price.",
    "Brackwater Hostel: The building": "The house was built in 1904. It has no lift, but the porter carries bags "
    "upstairs. Towels can be borrowed at the desk.",
    "Ottil Ferry": "The ferry sails every hour. Bicycles travel free. Nobody was hurt when it ran aground in 1987.",
    "Sunda Ferry: Rules": "The ferry takes foot passengers and cyclists only. We no longer accept cash on board. "
    "Children under six travel free of charge. Dogs have to be kept on a lead. Hot drinks are sold on the upper deck.",
    "Sandholm Hostel": "Sandholm Hostel stands by the old harbour. The house has no lift. Every room has a shower of "
    "its own. Breakfast is served from seven to nine.",
}


@pytest.fixture(scope="module")
def qa(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder, scorer: PathScorer) -> KGQA:
    folder: Path = tmp_path_factory.mktemp("yes-no")
    lines = [json.dumps({"id": title, "title": title, "text": text}) for title, text in TEXTS.items()]
    (folder / "texts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    import_files(folder / "texts.kb", passages=[folder / "texts.jsonl"], encoder=encoder, scorer=scorer)
    return KGQA.load(folder / "texts.kb", encoder=encoder, paths=scorer, device="cpu")


ASKED = {
    "Can I pay with banknotes on the Sunda ferry?": "no",
    "May I take my car on the Sunda ferry?": "no",
    "Can I get a cup of tea on the Sunda ferry?": "yes",
    "Is there an elevator in Sandholm Hostel?": "no",
    "Must my dog be on a leash on the Sunda ferry?": "yes",
    "Is the Sunda ferry heated?": "",
    "Does Sandholm Hostel have a garden?": "",
    "Was the Sunda ferry built in Norway?": "",
}

QUESTIONS = ["Is there a lift in Brackwater Hostel?", "Was anybody hurt on the Ottil ferry in 1987?"]


def test_what_the_text_says_in_other_words_is_judged(qa: KGQA) -> None:
    for question, verdict, place in zip(QUESTIONS, ("no", "no"), ("has no lift", "Nobody was hurt"), strict=True):
        result = qa(question)
        assert result.answer == verdict, (question, result.answers, result.abstained)
        (best, *_) = result.answers
        assert best.kind == "boolean"
        support = best.support[0]
        text = result.evidence[support.evidence].content.text  # type: ignore[union-attr]  # a passage
        assert place in text[support.start : support.end]


def test_what_is_so_alone_is_no_no(qa: KGQA) -> None:
    assert qa("Do you take cards?").answer != "no"


@pytest.mark.parametrize(
    "question", ["Is there a laundry in the hostel?", "Does the ferry have a restaurant?", "Was the hostel ever sold?"]
)
def test_what_no_text_decides_is_left_open(qa: KGQA, question: str) -> None:
    assert qa(question).answer is None


def test_alone_and_among_others_a_question_is_judged_alike(qa: KGQA) -> None:
    together = qa.batch([*QUESTIONS, "Is there a laundry in the hostel?"])
    assert [one.answers for one in together[:2]] == [qa(question).answers for question in QUESTIONS]


def test_without_a_second_look_nothing_is_judged(qa: KGQA) -> None:
    assert without(qa, ["second"])(QUESTIONS[0]).answer is None


def test_most_are_judged_and_none_wrongly_and_explained_by_their_sentences(qa: KGQA) -> None:
    results = {question: qa(question) for question in ASKED}
    said = {question: result.answer for question, result in results.items()}
    assert all(answer in (None, ASKED[question]) for question, answer in said.items()), said
    judged = [result for result in results.values() if result.answer is not None]
    assert len(judged) >= 2, said
    for result in judged[:2]:  # each is read once more for every sentence that is left out
        (best,) = explain(qa, result).answers
        assert (best.answer.text, best.said) == (result.answer, True)
        without_it = {effect.evidence: effect.change for effect in best.evidence}
        assert without_it[result.answers[0].support[0].evidence] < 0
