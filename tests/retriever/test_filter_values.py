"""Values of filters are those of the graph."""

from __future__ import annotations

import pytest

from kgqa import Entity, InputError, Relation, Triple
from kgqa.kg.graph import Graph
from kgqa.retriever.filter_values import known_values, unknown_value

BASE = "http://example.org/"
GRAPH = Graph.build(
    [Triple("a", f"{BASE}dir", "b"), Triple("a", f"{BASE}by", "c"), Triple("a", "built by", "c")],
    [Entity("a", "A", types=("Film",)), Entity("b", "B", types=("person", "Person"))],
    [Relation(f"{BASE}dir", "directed by"), Relation(f"{BASE}by", "Built by"), Relation("built by", "built by")],
)


def test_relations_are_meant_by_id_and_by_label() -> None:
    assert known_values({"relation": [f"{BASE}dir"]}, GRAPH)["relation"] == (f"{BASE}dir",)
    assert known_values({"relation": ["Directed By", f"{BASE}dir"]}, GRAPH)["relation"] == (f"{BASE}dir",)
    # An id means itself; of a label all that are called so are meant.
    assert known_values({"relation": ["built by"]}, GRAPH)["relation"] == ("built by",)
    assert set(known_values({"relation": ["BUILT BY"]}, GRAPH)["relation"]) == {f"{BASE}by", "built by"}


def test_types_are_meant_by_any_case() -> None:
    assert known_values({"type": ["film"], "doc": ["d"]}, GRAPH) == {"type": ("Film",), "doc": ["d"]}
    assert known_values({"type": ["person"]}, GRAPH)["type"] == ("person",)
    assert set(known_values({"type": ["PERSON"]}, GRAPH)["type"]) == {"person", "Person"}
    assert known_values({"type": [], "relation": []}, GRAPH) == {"type": (), "relation": ()}


@pytest.mark.parametrize(
    ("filters", "error"),
    [
        ({"type": ["persn"]}, "type: the knowledge base has no type 'persn'; there is: 'person'"),
        (
            {"relation": ["direct by"]},
            "relation: the knowledge base has no relation 'direct by'; there is: 'directed by'",
        ),
        ({"relation": ["currency"]}, "relation: the knowledge base has no relation 'currency'$"),
    ],
)
def test_what_there_is_none_of_is_an_error_with_near_names(filters: dict[str, list[str]], error: str) -> None:
    with pytest.raises(InputError, match=error):
        known_values(filters, GRAPH)


def test_near_names_are_looked_for_among_not_too_many() -> None:
    assert "there is: 'mill.txt'" in str(unknown_value("doc", "mil.txt", ["mill.txt", "mill.txt", "tower.txt"]))
    assert "there is" not in str(unknown_value("doc", "5", map(str, range(20_000))))
