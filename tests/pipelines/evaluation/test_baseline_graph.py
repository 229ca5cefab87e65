"""The graph without a reader, and strings without a model, on the small world."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgqa import KGQA, Question, Result
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.pipelines.evaluation.baselines.graph_only import GraphOnly
from kgqa.pipelines.evaluation.baselines.strings import Strings
from kgqa.pipelines.evaluation.baselines.system import System, hybrid
from kgqa.retriever.paths import masked


@pytest.fixture(scope="module")
def qa(kb: Path, encoder: SentenceEncoder) -> KGQA:
    return KGQA.load(kb, encoder=encoder)


def ask(system: System, *texts: str) -> list[Result]:
    return system.answer([Question(str(i), text) for i, text in enumerate(texts)])


TEXTS = (
    "Who discovered lindium?",
    "What is the currency of the country where lindium was discovered?",
    "Which countries border Veland?",
    "How many countries border Veland?",
    "Who won the 2031 world cup?",
    "who discovered lindium?",
)


def test_it_says_the_ends_of_the_retrievers_best_path(qa: KGQA) -> None:
    system = GraphOnly(qa, hybrid(qa, "graph"))
    results = ask(system, *TEXTS)
    assert [r.question.text for r in results] == list(TEXTS)
    assert [r.answer for r in results[:3]] == ["Ada Lind", "Velandic krone", "Osmark; Tarnia"]
    assert (results[3].answer, results[3].answers[0].kind) == ("2", "number")
    assert results[4].answers == results[4].evidence == () and "named" in results[4].abstained
    retriever = hybrid(qa, "graph")
    for result in results[:4]:
        hidden = masked(result.question, result.links)
        starts = [link.entity.id for link in result.links]
        best = retriever.paths.find(retriever.paths.scorer.looks([hidden])[0], starts, hops=retriever.hops, count=9)
        assert result.evidence[0].content == best[0][0]
        assert 0 <= result.answers[0].score == pytest.approx(best[0][1], abs=1e-6)
        assert Result.from_json(result.to_json()) == result


def test_a_batch_gives_what_one_by_one_gives(qa: KGQA) -> None:
    system = GraphOnly(qa, hybrid(qa, "graph"))
    assert ask(system, *TEXTS) == [system.answer([Question(str(i), text)])[0] for i, text in enumerate(TEXTS)]
    assert system.answer([]) == []


def test_hops_are_the_retrievers(kb: Path, encoder: SentenceEncoder) -> None:
    qa = KGQA.load(kb, encoder=encoder, hops=1)
    (result,) = ask(GraphOnly(qa, hybrid(qa, "graph")), TEXTS[1])
    assert len(result.evidence[0].content.steps) == 1


def test_strings_take_the_longest_label_and_the_relation_that_is_named(qa: KGQA) -> None:
    krone, born, both, other, none, unlinked, twice = ask(
        Strings(qa),
        "What is the currency of Veland?",
        "Who was born in Nordhavn?",
        "The capital and the currency of Osmark?",
        "lindium was discovered by whom?",
        "What is Ada Lind like?",
        "What is veland like?",
        "Which countries border Veland?",
    )
    assert (krone.answer, krone.answers[0].score) == ("Velandic krone", 1.0)
    assert krone.links[0].mention.text == "Veland"
    assert (born.answer, born.evidence[0].text) == ("Ada Lind", "Nordhavn | those born in: Ada Lind")
    assert both.answer == "Brinn"  # one word of each: "capital" comes first
    assert other.answer == "Ada Lind"  # "discovered by" and "discovered in" share one word that counts
    assert none.answers == () and none.links[0].entity.id == "Ada Lind" and "no relation" in none.abstained
    assert unlinked.links == () and "no entity" in unlinked.abstained
    assert "no relation" in twice.abstained  # "border" is not "borders": words are compared letter for letter
