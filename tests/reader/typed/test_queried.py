"""Queries compare what the answer compared, and so give the same: each node by its own value, with nothing lost."""

from __future__ import annotations

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kgqa import Answer, Entity, Literal, Triple
from kgqa.kg.graph import Graph
from kgqa.kg.queries import query_of
from kgqa.kg.stores.rdflib_plugin import KGQAStore
from kgqa.reader.typed.all_of_kind import of_kind, with_values
from kgqa.reader.typed.queried import in_figures


def boats(relation: str, **values: tuple[str, ...]) -> Graph:
    facts = [Triple(name, relation, Literal(value)) for name, own in values.items() for value in own]
    return Graph.build(facts, [Entity(name, name, types=("boat",)) for name in values])


def asked(question: str, graph: Graph) -> tuple[str, str]:
    """The answer, and what its query gives."""
    found = of_kind(question, with_values(question, (), graph), graph, built=False)
    assert isinstance(found, Answer) and found.derivation is not None, found
    rows = rdflib.Graph(KGQAStore.of(graph)).query(query_of(found.derivation, "sparql") or "")
    return found.text, "; ".join(sorted(str(row[0]).rpartition(":")[2] for row in rows))  # type: ignore[index]  # rows of a SELECT


SHARED = {"Alka": ("20",), "Bris": ("10", "20"), "Cor": ("30",)}
FAR = {"Alka": ("5 nm",), "Bris": ("3 nm", "4 nm"), "Cor": ("7 nm",)}
EARLY = {"Alka": ("50 BC",), "Bris": ("812",), "Cor": ("1850",)}
AGAIN = {"Alka": ("1985", "1990"), "Bris": ("1990",), "Cor": ("2001",)}
UNLIKE = {"Alka": ("20",), "Bris": ("10", "20 kg"), "Cor": ("30",), "Dun": ("40",)}


@pytest.mark.parametrize(
    ("relation", "values", "question", "answer"),
    [
        ("length", SHARED, "Which boats have a length of more than 15?", "Alka; Cor"),
        ("length", SHARED, "Which boats have a length of less than 25?", "Alka; Bris"),
        ("length", SHARED, "How many boats have a length of more than 35?", "0"),
        ("length", SHARED, "Which boat has the largest length?", "Cor"),
        ("length", UNLIKE, "Which boats have a length of more than 15?", "Alka; Cor; Dun"),
        ("length", FAR, "Which boats have a length of more than 4.5 nm?", "Alka; Cor"),
        ("length", FAR, "Which boat has the largest length?", "Cor"),
        ("launched", EARLY, "Which boats were launched before 1000?", "Alka; Bris"),
        ("launched", EARLY, "Which boat was launched first?", "Alka"),
        ("release date", AGAIN, "Which boats were released before 1988?", "Alka"),
        ("release date", AGAIN, "Which boat was released first?", "Alka"),
    ],
)
def test_the_query_gives_the_answer(
    relation: str, values: dict[str, tuple[str, ...]], question: str, answer: str
) -> None:
    assert asked(question, boats(relation, **values)) == (answer, answer)


def test_a_value_written_twice_is_taken_once() -> None:
    graph = boats("length", Alka=("2 km", "2000 m"), Bris=("3 km",))
    for question, answer in (("total", "5 km"), ("average", "2.5 km")):
        text, queried = asked(f"What is the {question} length of all boats?", graph)
        assert text == answer and float(queried) == float(answer.removesuffix(" km"))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_figures_lose_nothing(number: float) -> None:
    text = in_figures(number)
    assert float(text) == number and "e" not in text
