"""The retriever on the small world, with the real encoder."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgqa import Entity, Evidence, InputError, Link, Mention, Passage, Question, Step
from kgqa import Path as GraphPath
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.kg.folder import GRAPH, PASSAGES, open_folder
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.retriever.index import RetrievalIndex
from kgqa.retriever.path_scorer import PathScorer
from kgqa.retriever.paths import PathFinder
from kgqa.retriever.retriever import HybridRetriever, pooled


@pytest.fixture(scope="module")
def retriever(kb: Path, encoder: SentenceEncoder, scorer: PathScorer) -> HybridRetriever:
    folder = open_folder(kb)
    graph = Graph.load(folder.arrays(GRAPH))
    passages = PassageTable.load(folder.arrays(PASSAGES))
    return HybridRetriever(
        graph,
        passages,
        RetrievalIndex.load(folder.arrays("retriever"), graph, passages),
        encoder,
        PathFinder(graph, scorer),
    )


def link(text: str, name: str) -> tuple[Link, ...]:
    at = text.index(name)
    return (Link(Mention(at, at + len(name), name), Entity(name, name), 1.0),)


def paths(evidence: tuple) -> list[GraphPath]:
    return [e.content for e in evidence if isinstance(e.content, GraphPath)]


def test_one_hop_and_two_hops_are_found_from_the_link(retriever: HybridRetriever) -> None:
    text = "what is the currency of the country where lindium was discovered?"
    (found,) = retriever.retrieve([Question("1", text)], [link(text, "lindium")], top_k=4)
    best = paths(found)[0]
    assert [(s.relation, s.inverse) for s in best.steps] == [("discovered in", False), ("currency", False)]
    assert best.ends == ("Velandic krone",)
    assert {(t.head, t.relation, t.tail) for t in best.triples} == {
        ("lindium", "discovered in", "Veland"),
        ("Veland", "currency", "Velandic krone"),
    }


def test_a_linked_entitys_own_page_and_that_of_a_bridge_are_read(retriever: HybridRetriever) -> None:
    text = "who built the lighthouse in the city where Ada Lind was born?"
    (found,) = retriever.retrieve([Question("1", text)], [link(text, "Ada Lind")], top_k=1)
    assert [e.content.id for e in found if isinstance(e.content, Passage)] == ["nordhavn"]


def test_without_a_link_facts_are_found_by_their_words(retriever: HybridRetriever) -> None:
    (found,) = retriever.retrieve([Question("1", "what is the money of Osmark called?")], [()], top_k=4)
    assert any(e.source == "fact" and e.content.ends == ("mark",) for e in found)


def test_symmetric_relations_give_one_path(retriever: HybridRetriever) -> None:
    text = "which countries border Veland?"
    (found,) = retriever.retrieve([Question("1", text)], [link(text, "Veland")], top_k=8)
    assert len({e.text for e in found}) == len(found)


def test_filters(retriever: HybridRetriever) -> None:
    text = "tell me about Veland and lindium"
    links = [link(text, "Veland")]
    questions = [Question("1", text)]
    (found,) = retriever.retrieve(questions, links, filters={"doc": ["nordhavn"], "relation": ["currency"]})
    assert {e.content.id for e in found if isinstance(e.content, Passage)} == {"nordhavn"}
    assert {s.relation for p in paths(found) for s in p.steps} == {"currency"}
    (found,) = retriever.retrieve(questions, [link(text, "lindium")], filters={"type": ["country"]})
    assert {end for p in paths(found) for end in p.ends} == {"Veland"}
    (same,) = retriever.retrieve(questions, [link(text, "lindium")], filters={"type": ["Country"]})
    assert same == found
    with pytest.raises(InputError, match="no relation 'curency'; there is: 'currency'"):
        retriever.retrieve(questions, links, filters={"relation": ["curency"]})
    with pytest.raises(InputError, match="no document 'nordhaven'; there is: 'nordhavn'"):
        retriever.retrieve(questions, links, filters={"doc": ["nordhavn", "nordhaven"]})
    with pytest.raises(InputError, match=r"unknown filter 'colour'.*doc, since, until, relation, type"):
        retriever.retrieve(questions, links, filters={"colour": ["red"]})


def test_a_type_is_looked_for_before_the_best_paths_are_taken(retriever: HybridRetriever) -> None:
    text = "what is the occupation of Ada Lind?"
    links = [link(text, "Ada Lind")]
    (best,) = retriever.retrieve([Question("1", text)], links, top_k=1)
    assert "Veland" not in {end for path in paths(best) for end in path.ends}
    (found,) = retriever.retrieve([Question("1", text)], links, top_k=1, filters={"type": ["country"]})
    assert len(paths(found)) == 2 and {end for path in paths(found) for end in path.ends} == {"Veland"}
    with pytest.raises(InputError, match="no type 'contry'; there is: 'country'"):
        retriever.retrieve([Question("1", text)], links, filters={"type": ["contry"]})


def test_documents_are_limited_by_the_day_they_came(retriever: HybridRetriever) -> None:
    dated = HybridRetriever(
        retriever.graph,
        retriever.passages,
        retriever.index,
        retriever.encoder,
        retriever.paths,
        added={"lindium": "2026-02-28", "nordhavn": "2026-03-01"},
    )
    question = Question("1", "what is lindium and what is Nordhavn?")

    def read(**filters: list[str]) -> set[str]:
        (found,) = dated.retrieve([question], [()], top_k=4, filters=filters)
        return {e.content.id for e in found if isinstance(e.content, Passage)}

    assert read(since=["2026-02-28"], until=["2026-03-01"]) == {"lindium", "nordhavn"}
    assert read(since=["2026-03-01"]) == read(since=["2026-02-01", "2026-03-01"]) == {"nordhavn"}
    assert read(until=["2026-02-28"]) == {"lindium"}
    assert read(until=["2026-02-28"], doc=["nordhavn"]) == set()
    (undated,) = retriever.retrieve([question], [()], filters={"since": ["2020-01-01"]})
    assert not any(isinstance(e.content, Passage) for e in undated)
    for day in ("2026-3-1", "20260301", "yesterday", "2026-02-30"):
        with pytest.raises(InputError, match="since takes a day such as 2026-03-01"):
            read(since=[day])


def test_chains_that_lead_to_the_same_add_up() -> None:
    def piece(end: str, relation: str, score: float, source: str = "path") -> Evidence:
        steps = (Step(relation, False),)
        return Evidence(GraphPath("s", steps, (end,), ()), f"{relation} {end}", score, source)

    given = [piece("a", "r", 0.3), piece("b", "r", 0.4), piece("a", "q", 0.2), piece("a", "p", 0.5, "fact")]
    assert [round(e.score, 6) for e in pooled(given)] == [0.5, 0.4, 0.2, 0.5]
    assert [e.score for e in pooled([piece("a", "r", 0.9), piece("a", "q", 0.4)])] == [1.0, 0.4]
    assert pooled([]) == []


def test_together_and_alone_give_equal_evidence(retriever: HybridRetriever) -> None:
    texts = ["who discovered lindium?", "which countries border Veland?", "what is Brinn?", "🙂", "x " * 300]
    questions = [Question(str(i), t) for i, t in enumerate(texts)]
    links = [link(texts[0], "lindium"), link(texts[1], "Veland"), (), (), ()]
    together = retriever.retrieve(questions, links, top_k=3)
    alone = [retriever.retrieve([q], [k], top_k=3)[0] for q, k in zip(questions, links, strict=True)]
    assert together == alone


def test_a_symmetric_relation_is_one_path_with_both_shares(retriever: HybridRetriever) -> None:
    text = "which countries border Veland?"
    (found,) = retriever.retrieve([Question("1", text)], [link(text, "Veland")], top_k=8)
    lone = [e for e in found if isinstance(e.content, GraphPath) and len(e.content.steps) == 1]
    own = [e for e in lone if e.content.steps[0].relation == "borders"]
    assert len(own) == 1 and set(own[0].content.ends) == {"Osmark", "Tarnia"}
    (looks,) = retriever.paths.scorer.looks(["which countries border it?"])
    ways = retriever.paths.find(looks, ["Veland"], hops=3, count=100)
    parts = [share for path, share in ways if [s.relation for s in path.steps] == ["borders"]]
    assert len(parts) == 2
    # So are others that lead to the same, of those that are found at all.
    same = [share for path, share in ways if set(path.ends) == {"Osmark", "Tarnia"}]
    assert sum(parts) - 1e-5 <= own[0].score <= sum(same) + 1e-5
