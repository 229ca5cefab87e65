"""Which qualifiers a question asks for, beside the chains from what it names."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from kgqa import Literal, Question, Triple
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.kg.statements import SUBJECT, Statement, entity_in, without_statements
from kgqa.retriever.index import RetrievalIndex
from kgqa.retriever.path_scorer import PathScorer
from kgqa.retriever.paths import PathFinder
from kgqa.retriever.qualified import asked_time
from kgqa.retriever.qualifiers import LEAST, QualifierFinder
from kgqa.retriever.retriever import HybridRetriever
from kgqa.types import Path, Step

PLAYED = Triple("ida", "played in", "salt")
WORKS, OWNS = Triple("ida", "works for", "mill"), Triple("ida", "owns", "mill")
NURSE, GHOST = (Statement.of(PLAYED, [("role", Literal(role))]) for role in ("nurse", "ghost"))
SINCE, OWNED = (Statement.of(fact, [("since", Literal(year))]) for fact, year in ((WORKS, "2011"), (OWNS, "2020")))
FACTS = [PLAYED, WORKS, OWNS, Triple("per", "played in", "salt"), Triple("ida", "born in", "veland")]


def found(scorer: PathScorer, masked: str, *starts: str, hops: int = 2) -> list[tuple[Path, float]]:
    graph = Graph.build([*FACTS, *(one for said in (NURSE, GHOST, SINCE, OWNED) for one in said.triples())])
    finder = PathFinder(without_statements(graph), scorer)
    qualifiers = QualifierFinder.of(graph, finder.steps)
    assert qualifiers is not None
    (looks,) = scorer.looks([masked])
    return qualifiers.among(masked, looks, starts, finder.find(looks, starts, hops=hops, count=8))


def test_a_graph_without_statements_needs_none(scorer: PathScorer) -> None:
    graph = Graph.build(FACTS)
    assert QualifierFinder.of(graph, PathFinder(graph, scorer).steps) is None


def test_of_the_fact_that_is_named_by_its_ends(scorer: PathScorer) -> None:
    paths = found(scorer, "Since when does it work for it?", "ida", "mill")
    assert paths[0][0] == Path(
        SINCE.id, (Step("since"),), (Literal("2011"),), (Triple(SINCE.id, "since", Literal("2011")),)
    )
    assert sum(share for _, share in paths) <= 1 + 1e-6
    assert all(OWNED.id != path.start for path, _ in paths)  # less likely than LEAST
    (path, share) = found(scorer, "Since when has it owned it?", "mill", "ida")[0]
    assert path.start == OWNED.id and share > LEAST


def test_of_several_statements_of_one_relation(scorer: PathScorer) -> None:
    (path, _) = found(scorer, "Which roles did it play in it?", "ida", "salt")[0]
    assert (path.start, path.steps) == ("ida", (Step(SUBJECT, True), Step("role")))
    assert set(path.ends) == {Literal("nurse"), Literal("ghost")}
    assert set(path.triples) == {
        *(Triple(one.id, SUBJECT, "ida") for one in (NURSE, GHOST)),
        *(Triple(one.id, *one.qualifiers[0]) for one in (NURSE, GHOST)),
    }


@pytest.mark.parametrize(
    ("masked", "starts"),
    [
        ("Which role did it play in it?", ("per", "salt")),  # no statement of the two
        ("Which role did it play in it?", ("per",)),
        ("Who played in it?", ("salt",)),  # the question has not the word
        ("Who played in it with it?", ("salt", "ida")),  # nor means it
        ("Where was it born?", ("ida",)),
        ("Which role did it play?", ("nobody",)),
        ("Which role did Ida play in it?", ("salt",)),  # whom it means is not linked
        ("Which role has it?", ("ida",)),  # nothing says that a role that was played is meant
    ],
)
def test_what_is_not_asked_for_changes_nothing(scorer: PathScorer, masked: str, starts: tuple[str, ...]) -> None:
    (looks,) = scorer.looks([masked])
    finder = PathFinder(Graph.build(FACTS), scorer)
    plain = finder.find(looks, starts, hops=2, count=8)
    got = found(scorer, masked, *starts)
    assert [path for path, _ in got] == [path for path, _ in plain]
    assert [share for _, share in got] == pytest.approx([share for _, share in plain])


def test_of_one_entity_by_the_qualifiers_own_word(scorer: PathScorer) -> None:
    (path, _) = found(scorer, "Which roles did it play?", "ida")[0]
    assert set(path.ends) == {Literal("nurse"), Literal("ghost")}
    (path, _) = found(scorer, "Which roles were played in it?", "salt")[0]
    assert set(path.ends) == {Literal("nurse"), Literal("ghost")} and path.start == "salt"


@pytest.mark.parametrize("facts", [0, 100], ids=["by entities", "by facts"])
def test_questions_without_a_link_meet_no_statement(
    monkeypatch: pytest.MonkeyPatch, encoder: SentenceEncoder, scorer: PathScorer, facts: int
) -> None:
    monkeypatch.setattr("kgqa.retriever.index.FACTS_INDEXED", facts)
    bare = Graph.build(FACTS)
    many = [Statement.of(PLAYED, [("role", Literal(f"nurse {i}"))]) for i in range(20)]
    said = [one for statement in many for one in statement.triples()]
    full = Graph.build([*FACTS, *said], [entity_in(statement, bare) for statement in many])

    def encode(texts: list[str], what: str) -> NDArray[np.float32]:
        return scorer.steps(texts) if what == "relations" else encoder.encode(texts)

    found = []
    for graph in (bare, full):
        index = RetrievalIndex.build(graph, PassageTable.build(()), encode)
        plain = without_statements(graph)
        finder = PathFinder(plain, scorer)
        qualifiers = QualifierFinder.of(graph, finder.steps)
        retriever = HybridRetriever(plain, PassageTable.build(()), index, encoder, finder, qualifiers=qualifiers)
        questions = [Question("1", "ida played in salt"), Question("2", "name")]
        found.append([[one.text for one in own] for own in retriever.retrieve(questions, [(), ()])])
    assert found[0] == found[1] and found[0][0]


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("Who led the bank in 1995?", 1995),
        ("In 1995, who led the bank?", 1995),
        ("Who led the bank that was founded in 1995?", None),
        ("Which people born in 1950 led the bank?", None),
        ("Who led the bank from 1990 to 1995?", None),
        ("Who led the bank after 1995?", None),
    ],
)
def test_the_time_of_a_fact_and_not_of_another(question: str, year: int | None) -> None:
    asked = asked_time(question)
    assert (None if asked is None else asked.year) == year
