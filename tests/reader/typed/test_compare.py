"""Comparisons over an invented graph: every path within two steps is evidence, all equally like the question."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import rdflib

from kgqa import Entity, Evidence, Literal, Triple
from kgqa.kg.graph import Graph
from kgqa.kg.queries import query_of
from kgqa.kg.stores.rdf_terms import iri_of
from kgqa.kg.stores.rdflib_plugin import KGQAStore
from kgqa.kg.verbalize import verbalize
from kgqa.reader.calibration import Calibration
from kgqa.reader.language.nations import same_nation
from kgqa.reader.typed.compare import Outcome, compared, undecided
from kgqa.retriever.chains import discover
from kgqa.retriever.path_scorer import PathScorer, load_scorer
from kgqa.retriever.paths import PathFinder
from kgqa.types import Path

DATE, INTEGER = "http://www.w3.org/2001/XMLSchema#date", "http://www.w3.org/2001/XMLSchema#integer"
GRAPH = Graph.build(
    [
        # dates as entities that are labelled as dates, as a table of triples gives them
        Triple("Ivo Brandt", "date of birth", "4 May 1879"),
        Triple("Ivo Brandt", "date of death", "1 June 1900"),
        Triple("Lena Oster", "date of birth", "November 9, 1892"),
        Triple("Lena Oster", "date of death", "2 January 1990"),
        Triple("Ruth Kaal", "date of birth", "1892"),
        Triple("Otto Wels", "date of birth", "4 May 1879"),
        Triple("Mira Sand", "date of birth", "1 May 1901"),
        Triple("Mira Sand", "date of birth", "3 May 1911"),
        Triple("Grey Harbour", "director", "Ivo Brandt"),
        Triple("The Older Brother", "director", "Lena Oster"),
        Triple("Salt", "director", "Ruth Kaal"),
        Triple("Grey Harbour", "publication date", Literal("1931-02-01", DATE)),
        Triple("The Older Brother", "publication date", Literal("1925-01-01", DATE)),
        Triple("The Older Brother", "publication date", Literal("1940-01-01", DATE)),
        Triple("Arn", "population", Literal("120000", INTEGER)),
        Triple("Bolm", "population", Literal("9000", INTEGER)),
        Triple("Arn", "area", Literal("12 km²")),
        Triple("Bolm", "area", Literal("4000 ha")),
        Triple("Arn", "height", Literal("20 m")),
        Triple("Bolm", "height", Literal("20 m")),
        Triple("Ivo Brandt", "country of citizenship", "Dutch"),
        Triple("Lena Oster", "country of citizenship", "Netherlands"),
        Triple("Ruth Kaal", "country of citizenship", "Danish"),
        Triple("Otto Wels", "country of citizenship", "Scottish"),
        Triple("Mira Sand", "country of citizenship", "British"),
        Triple("Grey Harbour", "country of origin", "France"),
        Triple("The Older Brother", "country of origin", "Italy"),
        Triple("Ivo Brandt", "employer", "Nordfilm"),
        Triple("Lena Oster", "employer", "Nordfilm"),
        Triple("Ruth Kaal", "employer", "Weil & Sons"),
        Triple("Mira Sand", "employer", "Nordfilm Studios"),
        Triple("The Larks", "date of construction", "1950"),
        Triple("The Larks", "date of foundation", "1961"),
        Triple("The Terns", "date of foundation", "1958"),
    ],
    [Entity("Bolm", "Bolm", aliases=("Old Bolm",))],
)
SCORER = PathScorer(load_scorer(), device="cpu")
BOTH = ("Ivo Brandt", "Lena Oster")
FILMS = ("Grey Harbour", "The Older Brother")


def evidence(starts: Sequence[str], *, without: str = "") -> tuple[Evidence, ...]:
    finder = PathFinder(GRAPH, SCORER)
    found = []
    for start in starts:
        row = GRAPH.row(start)
        assert row is not None
        for chain in discover(GRAPH, row, 2):
            path = finder.path(start, row, chain)
            if path.ends and (not without or path.steps[-1].relation != without):
                found.append(Evidence(path, verbalize(path, GRAPH).text, 0.5 - 0.02 * len(chain), "path"))
    return tuple(found)


def outcome(question: str, *starts: str) -> Outcome:
    found = compared(question, evidence(starts), GRAPH)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("question", "starts", "answer"),
    [
        ("Who is older, Ivo Brandt or Lena Oster?", BOTH, "Ivo Brandt"),
        ("Who is younger, Ivo Brandt or Lena Oster?", BOTH, "Lena Oster"),
        ("Who was born first: Lena Oster or Ruth Kaal's rival Ivo Brandt?", BOTH, "Ivo Brandt"),
        ("Who died later, Ivo Brandt or Lena Oster?", BOTH, "Lena Oster"),
        ("Who lived longer, Ivo Brandt or Lena Oster?", BOTH, "Lena Oster"),
        ("Which film came out first, Grey Harbour or The Older Brother?", FILMS, "The Older Brother"),
        ("Which film came out last, Grey Harbour or The Older Brother?", FILMS, "Grey Harbour"),
        ("Which film has the director who is older, Grey Harbour or The Older Brother?", FILMS, "Grey Harbour"),
        ("Which film has the director who died later, Grey Harbour or The Older Brother?", FILMS, "The Older Brother"),
        ("Who is younger, the director of Grey Harbour or the director of The Older Brother?", FILMS, "Lena Oster"),
        ("Which town has more inhabitants, Arn or old bolm?", ("Arn", "Bolm"), "Arn"),
        ("Which town has the larger area, Arn or Bolm?", ("Arn", "Bolm"), "Bolm"),
        # What is known of both, and not what is known of one and fits as well.
        ("Which band was formed first, The Larks or The Terns?", ("The Larks", "The Terns"), "The Terns"),
    ],
)
def test_one_of_those_named(question: str, starts: tuple[str, ...], answer: str) -> None:
    found = outcome(question, *starts)
    assert found.answer is not None, found.reason
    assert found.answer.text == answer and found.answer.kind == "entity"
    assert [entity.id for entity in found.answer.entities] == [answer]
    pieces = evidence(starts)
    paths = [pieces[support.evidence].content for support in found.answer.support]
    assert {path.start for path in paths if isinstance(path, Path)} == set(starts)


@pytest.mark.parametrize(
    ("question", "starts", "answer"),
    [
        ("Is Ivo Brandt older than Lena Oster?", BOTH, "yes"),
        ("Did Ivo Brandt die after Lena Oster?", BOTH, "no"),
        ("Are Ivo Brandt and Lena Oster from the same country?", BOTH, "yes"),
        ("Do Ivo Brandt and Ruth Kaal have the same nationality?", ("Ivo Brandt", "Ruth Kaal"), "no"),
        ("Are Ivo Brandt and Ruth Kaal of different nationality?", ("Ivo Brandt", "Ruth Kaal"), "yes"),
        ("Are Grey Harbour and The Older Brother from the same country?", FILMS, "no"),
        ("Do both films Grey Harbour and The Older Brother have directors from the same country?", FILMS, "yes"),
        ("Do Ivo Brandt and Lena Oster share the same employer?", BOTH, "yes"),
        ("Do Ivo Brandt and Ruth Kaal share the same employer?", ("Ivo Brandt", "Ruth Kaal"), "no"),
    ],
)
def test_yes_or_no(question: str, starts: tuple[str, ...], answer: str) -> None:
    found = outcome(question, *starts)
    assert found.answer is not None, found.reason
    assert (found.answer.text, found.answer.kind, len(found.answer.support)) == (answer, "boolean", 2)


@pytest.mark.parametrize(
    ("question", "starts", "reason"),
    [
        ("Who is older, Ivo Brandt or Otto Wels?", ("Ivo Brandt", "Otto Wels"), "'date of birth' are equal"),
        ("Who is older, Lena Oster or Ruth Kaal?", ("Lena Oster", "Ruth Kaal"), "not known closely enough"),
        ("Which is taller, Arn or Bolm?", ("Arn", "Bolm"), "'height' are equal"),
        ("Do Ivo Brandt and Mira Sand share the same employer?", ("Ivo Brandt", "Mira Sand"), "a part of the other"),
        ("Who died first, Ivo Brandt or Ruth Kaal?", ("Ivo Brandt", "Ruth Kaal"), "not known of Ruth Kaal"),
        ("Who died first, Otto Wels or Ruth Kaal?", ("Otto Wels", "Ruth Kaal"), "no fact of the kind"),
        ("Who lived longer, Ivo Brandt or Ruth Kaal?", ("Ivo Brandt", "Ruth Kaal"), "not known of Ruth Kaal"),
        ("Which film's director died first, Grey Harbour or Salt?", ("Grey Harbour", "Salt"), "not known of Salt"),
        ("Which film came out first, Grey Harbour or Salt?", ("Grey Harbour", "Salt"), "not known of Salt"),
        ("Are Otto Wels and Mira Sand from the same country?", ("Otto Wels", "Mira Sand"), "a part of the other"),
    ],
)
def test_it_is_left_open_and_says_why(question: str, starts: tuple[str, ...], reason: str) -> None:
    found = outcome(question, *starts)
    assert found.answer is None and reason in found.reason
    assert found.answers(Calibration()) == []
    assert undecided(question, evidence(starts), GRAPH) == found.reason


def test_several_values_count_with_all_they_leave_possible() -> None:
    first = outcome("Who is older, Mira Sand or Ivo Brandt?", "Mira Sand", "Ivo Brandt").answer
    assert first is not None and first.text == "Ivo Brandt"
    graph = Graph.build([*GRAPH.match(), Triple("Jan Aal", "date of birth", "1905")])
    finder = PathFinder(graph, SCORER)
    pieces = []
    for start in ("Mira Sand", "Jan Aal"):
        row = graph.row(start)
        assert row is not None
        for chain in discover(graph, row, 1):
            path = finder.path(start, row, chain)
            pieces.append(Evidence(path, verbalize(path, graph).text, 0.5, "path"))
    assert "closely enough" in undecided("Who is older, Mira Sand or Jan Aal?", pieces, graph)


def test_a_missing_fact_is_not_made_up_for_by_another() -> None:
    question = "Who died first, Ivo Brandt or Lena Oster?"
    found = compared(question, evidence(BOTH, without="date of death"), GRAPH)
    assert found is not None and found.answer is None


def test_other_questions_are_none_of_its_business() -> None:
    assert compared("Who directed Grey Harbour?", evidence(FILMS), GRAPH) is None
    assert compared("Who is older, Ivo Brandt or his wife?", evidence(BOTH[:1]), GRAPH) is None
    assert compared("Who directed The Older Brother and Grey Harbour?", evidence(FILMS), GRAPH) is None
    assert undecided("", (), GRAPH) == ""


def test_a_score_is_a_probability() -> None:
    found = outcome("Who is older, Ivo Brandt or Lena Oster?", *BOTH)
    (answer,) = found.answers(Calibration(compare_slope=2.0, compare_bias=-1.0))
    assert answer.score == Calibration(compare_slope=2.0, compare_bias=-1.0).compare(found.fit)
    assert 0.9 < found.answers(Calibration())[0].score < 1


def test_countries_by_name_and_adjective() -> None:
    assert same_nation("Swiss", "Switzerland") and same_nation("U.S.", "American")
    assert same_nation("Veland", "veland") and same_nation("Veland", "Osmark") is False
    assert same_nation("Niger", "Nigerian") is False and same_nation("English", "Great Britain") is None


@pytest.mark.parametrize(
    ("question", "starts", "answer"),
    [
        ("Who is older, Ivo Brandt or Lena Oster?", BOTH, "Ivo Brandt"),
        ("Which film came out last, Grey Harbour or The Older Brother?", FILMS, "Grey Harbour"),
        ("Which town has more inhabitants, Arn or old bolm?", ("Arn", "Bolm"), "Arn"),
        ("Is Ivo Brandt older than Lena Oster?", BOTH, True),
        ("Did Ivo Brandt die after Lena Oster?", BOTH, False),
        ("Do Ivo Brandt and Lena Oster share the same employer?", BOTH, True),
        ("Are Grey Harbour and The Older Brother from different countries?", FILMS, True),
    ],
)
def test_a_comparison_gives_its_query(question: str, starts: tuple[str, ...], answer: str | bool) -> None:
    found = outcome(question, *starts).answer
    assert found is not None
    query = query_of(found.derivation, "sparql")
    assert query is not None and query_of(found.derivation, "cypher") is not None
    result = rdflib.Graph(KGQAStore.of(GRAPH)).query(query)
    if isinstance(answer, bool):
        assert result.askAnswer is answer
    else:
        assert [str(row[0]) for row in result] == [iri_of(answer)]


def test_no_query_says_what_names_of_countries_mean() -> None:
    found = outcome("Are Ivo Brandt and Lena Oster from the same country?", *BOTH).answer
    assert found is not None and found.text == "yes" and found.derivation is None
    found = outcome("Who lived longer, Ivo Brandt or Lena Oster?", *BOTH).answer
    assert found is not None and found.derivation is None
