"""Explanations: what is left out is what is said, and the numbers are those of reading again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path as File
from typing import Any

import pytest

from kgqa import KGQA, Answer, Entity, InputError, Passage, Path, Question, Result, Step, Support, Triple
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import verbalize
from kgqa.pipelines.explain import explain
from kgqa.reader.checkpoint import new_checkpoint
from kgqa.reader.explain.occlusion import Remembering, occlude, same_answer
from kgqa.reader.explain.values import Explanation
from kgqa.reader.passages.injected import beside_passages
from kgqa.reader.stage import BertReader
from kgqa.sources import READ
from kgqa.types import Evidence, Link

GRAPH = Graph.build(
    [Triple("V", "borders", "O"), Triple("V", "capital", "N"), Triple("O", "capital", "B")],
    [Entity("V", "Veland"), Entity("O", "Osmark"), Entity("N", "Nordhavn"), Entity("B", "Brinn")],
)
QUESTION = Question("1", "What is the old capital of Veland?")


def path(head: str, relation: str, tail: str) -> Evidence:
    content = Path(head, (Step(relation),), (tail,), (Triple(head, relation, tail),))
    return Evidence(content, verbalize(content, GRAPH).text, 0.5, "path")


def passage(id: str, text: str) -> Evidence:
    return Evidence(Passage(id, id, "Veland", text), text, 0.5, "dense")


EVIDENCE = (
    passage("a", "Its old capital is Tarn on the coast."),
    path("V", "borders", "O"),
    passage("b", "The harbour froze over in 1788."),
    path("V", "capital", "N"),
    path("O", "capital", "B"),
)


@pytest.fixture(scope="module")
def tiny(tiny_base: File) -> BertReader:
    return BertReader(new_checkpoint(str(tiny_base)), GRAPH, device="cpu")


def test_each_variant_is_what_reading_it_alone_gives(tiny: BertReader) -> None:
    full = tiny.read([QUESTION], [EVIDENCE])[0]
    explained = occlude(tiny, QUESTION, EVIDENCE, said=full[:1], count=3)
    assert [e.answer for e in explained] == list(full[:3]) and explained[0].said
    for e in explained:
        assert [a.text for a in e.alternatives] == [a.text for a in full if a is not e.answer and a != e.answer]
        assert [effect.evidence for effect in e.evidence] == [0, 1, 2, 3, 4]
        for i, effect in enumerate(e.evidence):
            (alone,) = tiny.read([QUESTION], [EVIDENCE[:i] + EVIDENCE[i + 1 :]])
            score = next((a.score for a in alone if same_answer(a, e.answer)), 0.0)
            assert (effect.score, effect.instead) == (score, alone[0].text)
            assert effect.change == pytest.approx(score - e.answer.score, abs=1e-4)
        assert [effect.text for effect in e.words] == ["What", "is", "the", "old", "capital", "of", "Veland"]
        assert all(QUESTION.text[w.start : w.end] == w.text for w in e.words)
    (alone,) = tiny.read([Question("1", "What is the capital of Veland?")], [EVIDENCE])
    old = explained[0].words[3]
    assert old.score == next((a.score for a in alone if same_answer(a, explained[0].answer)), 0.0)


def test_facts_are_those_injected_and_their_numbers_those_of_reading(tiny: BertReader) -> None:
    question = Question("1", "What is the capital of Veland?")  # the old one would be another than the facts
    spans = [e for e in occlude(tiny, question, EVIDENCE, count=10) if e.margin is not None]
    assert spans
    paths = tiny.read_paths([question], [EVIDENCE])[0]
    ranked = [p.evidence for p in beside_passages(question.text, paths, EVIDENCE, GRAPH)]
    assert 1 < len(ranked) < len(paths)  # one is of a relation that the question does not name
    for e in spans:
        stands = next(s for s in e.answer.support if s.start is not None)
        assert [f.evidence for f in e.facts] == ranked
        # The first is left out: what the stage itself reads beside the other two.
        left = [p for p in paths if p.evidence != ranked[0]]
        for given, margin in ((paths, e.margin), (left, e.facts[0].margin)):
            found = tiny.read_passages([question], [EVIDENCE], [given])[0]
            same = [f for f in found if (f.evidence, f.start, f.end) == (stands.evidence, stands.start, stands.end)]
            assert [f.margin for f in same] == [margin for f in same]
            assert same or given is left
        content = EVIDENCE[stands.evidence].content
        assert isinstance(content, Passage) and e.spans
        assert all(content.text[s.start : s.end] == s.text for s in e.spans)
        scores = [s.score for s in e.spans]
        assert scores == sorted(scores, reverse=True)


def test_a_fact_without_room_is_not_told(tiny_base: File) -> None:
    from kgqa.reader.network.inputs import Limits

    checkpoint = replace(new_checkpoint(str(tiny_base)), limits=Limits(facts=12))
    reader = BertReader(checkpoint, GRAPH, device="cpu")
    spans = [
        e
        for e in occlude(reader, Question("1", "What is the capital of Veland?"), EVIDENCE, count=10)
        if e.margin is not None
    ]
    assert {len(e.facts) for e in spans} == {1}


def test_remembering_changes_nothing(tiny: BertReader) -> None:
    questions, evidence = [QUESTION, QUESTION, Question("2", "Who?")], [EVIDENCE, EVIDENCE[1:], EVIDENCE]
    remembering = Remembering(tiny)
    assert remembering.read(questions, evidence) == tiny.read(questions, evidence)
    assert remembering.read(questions, evidence) == tiny.read(questions, evidence)


class First:
    """A reader of one's own: the title of the first piece of evidence, surer the more there is."""

    def read(self, questions: list[Question], evidence: list[tuple[Evidence, ...]]) -> list[tuple[Answer, ...]]:
        return [(Answer(own[0].text, 0.1 * len(own), "span"),) if own else () for own in evidence]


def test_a_reader_of_ones_own() -> None:
    (only,) = occlude(First(), QUESTION, EVIDENCE)
    assert only.evidence[0].score == 0.0 and only.evidence[0].instead == EVIDENCE[1].text
    assert only.evidence[1].change == pytest.approx(-0.1)
    assert (only.facts, only.spans, only.margin) == ((), (), None)
    assert occlude(First(), QUESTION, ()) == ()


@pytest.mark.parametrize(("text", "words"), [("🙂?", 0), ("Brinn?", 0), ("Who, Brinn's?", 2), ("北京 在哪里", 2)])
def test_no_question_is_emptied(text: str, words: int) -> None:
    (only,) = occlude(First(), Question("1", text), EVIDENCE)
    assert len(only.words) == words


def test_what_counts_as_the_same_answer() -> None:
    osmark = Entity("O", "Osmark")
    named = Answer("Osmark", 0.5, "entity", (), (osmark,), ("Osmark",))
    assert same_answer(named, Answer("the osmark", 0.1, "span", (), (), ("the osmark",)))
    assert same_answer(named, Answer("Kingdom of Osmark", 0.1, "entity", (), (osmark,), ("Kingdom of Osmark",)))
    assert not same_answer(named, Answer("1", 0.1, "number", (), (osmark,), ("1",)))


def test_json_keeps_all_and_bad_json_is_told(tiny: BertReader) -> None:
    explanation = Explanation(QUESTION, occlude(tiny, QUESTION, EVIDENCE, count=2))
    assert Explanation.from_json(explanation.to_json()) == explanation
    assert explanation == Explanation(QUESTION, occlude(tiny, QUESTION, EVIDENCE, count=2))
    with pytest.raises(InputError, match="no Explanation in this JSON: question"):
        Explanation.from_json('{"answers": []}')
    assert "nothing was read" in str(Explanation(QUESTION, ()))


def test_results_of_others_and_bad_numbers(tiny: BertReader) -> None:
    qa = KGQA(GRAPH, None, None, None, tiny)
    answers = tiny.read([QUESTION], [EVIDENCE])[0]
    result = Result(QUESTION, (), EVIDENCE, answers[:2])
    assert [e.said for e in explain(qa, result, answers=3).answers] == [True, True, False]
    assert not explain(qa, Result(QUESTION, (), EVIDENCE, (), "too unsure")).answers[0].said
    with pytest.raises(InputError, match="answers must be 1 or more"):
        explain(qa, result, answers=0)
    other = Answer("Tarnia", 0.9, "span", (Support(0, 0, 3),), (), ("Tarnia",))
    with pytest.raises(InputError, match="says 'Tarnia'"):
        explain(qa, Result(QUESTION, (), EVIDENCE, (other,)))
    with pytest.raises(InputError, match="does not say 'Tarnia'"):
        explain(qa, Result(QUESTION, (), (), (other,)))


class Halving:
    """A second look that believes everything half."""

    linked = None

    def doubts(
        self, question: Question, links: Sequence[Link], evidence: Sequence[Evidence], answers: Sequence[Answer]
    ) -> tuple[Answer, ...]:
        return tuple(replace(answer, score=answer.score / 2) for answer in answers)

    def of_two_pages(self, question: Question) -> tuple[Answer, ...]:
        return ()


class Settling:
    """Facts that have settled the year of a question."""

    def meant(self, question: Question, evidence: Sequence[Evidence]) -> tuple[Question, Sequence[Evidence]]:
        return replace(question, text=question.text.replace(" in 1996", "")), evidence


def pipeline(tiny: BertReader, **looks: Any) -> KGQA:
    none: Any = None
    return KGQA(GRAPH, none, none, none, tiny, **looks)


def test_what_a_second_look_doubts_is_explained_as_it_is_believed(tiny: BertReader) -> None:
    qa, read = pipeline(tiny, second=Halving()), tiny.read([QUESTION], [EVIDENCE])[0]
    halved = tuple(replace(answer, score=answer.score / 2) for answer in read)
    (best,) = explain(qa, Result(QUESTION, (), EVIDENCE, halved[:2])).answers
    assert best.answer == halved[0] and best.said
    for i, effect in enumerate(best.evidence):
        (alone,) = tiny.read([QUESTION], [EVIDENCE[:i] + EVIDENCE[i + 1 :]])
        assert effect.score == next((a.score / 2 for a in alone if same_answer(a, read[0])), 0.0)
    assert explain(qa, Result(QUESTION, (), EVIDENCE, read[:1])).answers[0].answer == read[0]  # it may have been sure
    other = replace(read[0], score=read[0].score / 8)
    with pytest.raises(InputError, match="or a second look weighed it by pages beyond"):
        explain(qa, Result(QUESTION, (), EVIDENCE, (other,)))


def test_what_was_read_for_other_answers_moves_none(tiny: BertReader) -> None:
    read = tiny.read([QUESTION], [EVIDENCE])[0]
    more = (*EVIDENCE, replace(passage("c", "Brinn is the old capital of Veland."), source=READ))
    (best,) = explain(pipeline(tiny, second=Halving()), Result(QUESTION, (), more, read[:1])).answers
    assert best.answer == read[0] and len(best.evidence) == len(EVIDENCE)


def test_a_time_that_facts_have_settled_is_not_read(tiny: BertReader) -> None:
    paths = tuple(piece for piece in EVIDENCE if isinstance(piece.content, Path))
    asked = Question("1", "What was the capital of Veland in 1996?")
    (read,) = tiny.read([Question("1", "What was the capital of Veland?")], [paths])
    assert read
    explained = explain(pipeline(tiny, qualified=Settling()), Result(asked, (), paths, read[:1]))
    assert explained.answers[0].answer == read[0]


@pytest.mark.slow
def test_without_what_supports_it_an_answer_drops_most(kb: File, encoder: SentenceEncoder) -> None:
    qa = KGQA.load(kb, encoder=encoder)
    for text in ("What is lindium used for?", "Who discovered lindium?", "Which countries border Veland?"):
        result = qa(text)
        explanation = explain(qa, result)
        (explained,) = explanation.answers
        assert explained.answer == result.answers[0]
        most = min(explained.evidence, key=lambda effect: effect.change)
        assert most.evidence in {support.evidence for support in explained.answer.support}
        assert most.change < -0.05
        assert f"A: {result.answer}" in str(explanation) and "without the evidence" in str(explanation)
