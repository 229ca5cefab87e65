"""Which facts of a graph documents say, how surely, and where."""

from __future__ import annotations

from kgqa import Literal, Passage, Triple
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.kg.provenance import Claim, Provenance, State, Statement
from kgqa.kg.said import SaidFacts

BORN = Triple("Ada Lind", "place of birth", "Nordhavn")
YEAR = Triple("Ada Lind", "date of birth", Literal("1871", "year"))
SPOUSE = Triple("Ada Lind", "spouse", "Karl Moe")
PASSAGES = PassageTable.build(
    [Passage("a#0", "a", "Ada", "x" * 50), Passage("a#60", "a", "Ada", "x" * 50, 60), Passage("b", "b", "B", "x" * 50)]
)


def statement(doc_id: str, start: int, sure: float) -> Statement:
    return Statement(doc_id, (start, start + 20), (start, start + 10), "hand", sure)


def said(given: Graph | None = None) -> SaidFacts:
    claims = [
        Claim(BORN, State.FACT, 0.9, (statement("a", 70, 0.8), statement("b", 0, 0.5))),
        Claim(YEAR, State.UNSAID, 0.9, (statement("a", 0, 0.9),)),
        Claim(SPOUSE, State.FACT, 0.6, (statement("a", 52, 0.6),)),
    ]
    return SaidFacts(Provenance.build(claims), PASSAGES, given)


def test_a_fact_has_its_passages_and_its_confidence() -> None:
    assert said().is_said(BORN) and round(said().confidence(BORN), 2) == 0.9
    assert said().passages(BORN) == {"a#60", "b"}


def test_what_is_denied_or_said_by_none_is_no_fact_of_documents() -> None:
    for triple in (YEAR, Triple("Ada Lind", "occupation", "chemist")):
        assert not said().is_said(triple)
        assert (said().confidence(triple), said().passages(triple)) == (1.0, frozenset())


def test_words_between_two_passages_are_of_their_document() -> None:
    assert said().passages(SPOUSE) == {"a"}


def test_an_imported_fact_stands_by_itself_whatever_documents_say_too() -> None:
    mixed = said(Graph.build([BORN]))
    assert not mixed.is_said(BORN) and mixed.confidence(BORN) == 1.0
    assert mixed.is_said(SPOUSE)
