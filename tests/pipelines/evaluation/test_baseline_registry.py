"""Every baseline by name, on the small world."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgqa import KGQA, InputError, Passage, Question, Triple
from kgqa.data.example import AskExample
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.pipelines.evaluation.baselines.registry import BASELINES
from kgqa.pipelines.evaluation.baselines.without import without
from kgqa.pipelines.writing import write_knowledge_base

QUESTIONS = [Question("a", "What is Lindium used for?"), Question("b", "Where was Karl Moe born?"), Question("c", "x")]
TRAINING = [AskExample("t", "Where was Ada Lind born?", ("Nordhavn",), ("Ada Lind",))]


@pytest.fixture(scope="module")
def qa(kb: Path, encoder: SentenceEncoder) -> KGQA:
    return KGQA.load(kb, encoder=encoder)


@pytest.mark.parametrize("name", sorted(BASELINES))
def test_it_answers_in_order_and_says_why_it_does_not(qa: KGQA, name: str) -> None:
    if name in ("bm25", "fusion"):
        pytest.importorskip("bm25s", reason='needs pip install "kgqa[evaluate]"')
    baseline = BASELINES[name]
    system = baseline.make(qa, TRAINING)
    assert (system.name, baseline.name) == (name, name) and baseline.title
    results = system.answer(QUESTIONS)
    assert [r.question for r in results] == QUESTIONS
    for result in results:
        assert bool(result.answers) != bool(result.abstained)
        assert all(0 <= answer.score <= 1 for answer in result.answers)
        assert all(support.evidence < len(result.evidence) for a in result.answers for support in a.support)
    assert results == system.answer(QUESTIONS)
    if baseline.needs == "passages":
        assert "ship hulls" in (results[0].answer or "")
        assert all(result.links == () for result in results)
        assert {e.content.id for r in results[:1] for e in r.evidence} <= {"lindium", "nordhavn"}
    elif name != "strings":
        assert results[1].answer == "Brinn"


@pytest.mark.parametrize("name", sorted(BASELINES))
def test_a_knowledge_base_that_lacks_what_it_needs(tmp_path: Path, encoder: SentenceEncoder, name: str) -> None:
    passages = BASELINES[name].needs == "passages"
    graph = Graph.build([Triple("Veland", "borders", "Osmark")] if passages else [])
    table = PassageTable.build([] if passages else [Passage("p", "p", "Veland", "A country.")])
    write_knowledge_base(tmp_path / "x.kb", graph, table, encoder=encoder)
    with pytest.raises(InputError, match=f"{name!r}.*this knowledge base has no"):
        BASELINES[name].make(KGQA.load(tmp_path / "x.kb", encoder=encoder), TRAINING)


@pytest.mark.parametrize("name", ["dense", "graph", "strings", "templates"])
def test_another_retriever_than_kgqas_own(qa: KGQA, name: str) -> None:
    with pytest.raises(InputError, match=f"{name!r} uses the index of kgqa's own retriever.*Dropping"):
        BASELINES[name].make(without(qa, ["passages"]), TRAINING)
