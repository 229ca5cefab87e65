import numpy as np

from kgqa.kg.graph import Graph
from kgqa.linker import LinkIndex, TextLinker
from kgqa.types import Entity, Triple

VERAS = [Entity(f"A{n}", f"Vera {name}") for n, name in enumerate(("Aberg", "Halm", "Dahl", "Lund"))]
OTTOS = [Entity(f"B{n}", f"Otto {name}") for n, name in enumerate(("Vik", "Moe", "Halm", "Berg"))]


def linked(text: str, graph: Graph) -> list[tuple[str, str]]:
    (links,) = TextLinker(graph, LinkIndex.build(graph)).link([text])
    return [(link.mention.text, link.entity.label) for link in links]


def test_facts_between_mentions_tell_what_they_mean() -> None:
    places = [Entity("P1", "Brinn"), Entity("P2", "Nordhavn")]
    text = "In Brinn, Vera sang."
    apart = Graph.build([], [*VERAS, *places])
    assert linked(text, apart) == [("Brinn", "Brinn")]
    joined = Graph.build([Triple("A2", "lives in", "P1"), Triple("A3", "lives in", "P2")], [*VERAS, *places])
    assert linked(text, joined) == [("Brinn", "Brinn"), ("Vera", "Vera Dahl")]


def test_given_names_of_one_family_speak_for_each_other() -> None:
    graph = Graph.build([], [*VERAS, *OTTOS])
    assert linked("We met Vera and Otto there.", graph) == [("Vera", "Vera Halm"), ("Otto", "Otto Halm")]
    assert linked("We met Vera there.", graph) == []


def test_a_hub_among_the_candidates_is_no_neighbour_of_itself() -> None:
    facts = [Triple("A1", "knows", f"X{n}") for n in range(50)]
    graph = Graph.build(facts, [*VERAS, *(Entity(f"X{n}", f"Person {n}") for n in range(50))])
    assert linked("Then Vera met Vera.", graph) == []
    assert np.array_equal(graph.degrees(np.array([graph.row("A1")])), [50])
