"""A graph that was found in documents lacks what none of them was seen to say."""

from __future__ import annotations

import pytest
from said_sample import said_facts

from kgqa import Triple
from kgqa.kg.graph import Graph
from kgqa.retriever.open_world import OpenWorld
from kgqa.retriever.path_scorer import PathScorer
from kgqa.retriever.paths import PathFinder
from kgqa.types import Path, Step

FACTS = [
    Triple("Ada Lind", "child", "Olaf Lind"),
    Triple("Ada Lind", "place of birth", "Nordhavn"),
    Triple("Olaf Lind", "place of birth", "Brinn"),
    Triple("Ada Lind", "spouse", "Karl Moe"),
    Triple("Karl Moe", "spouse", "Ada Lind"),
]
LABELS = ["father", "mother", "child", "spouse", "place of birth", "date of birth", "director", "educated at"]


def found(
    scorer: PathScorer, facts: list[Triple], question: str, said: list[Triple]
) -> tuple[float, float, list[Path]]:
    """The probability of the likeliest path before and after, and the paths that are left."""
    graph = Graph.build(facts)
    (looks,) = scorer.looks([question])
    before = PathFinder(graph, scorer).find(looks, ["Ada Lind"], hops=3, count=16)
    world = OpenWorld(LABELS, scorer.steps, said_facts(dict.fromkeys(said, (0.8, "ada"))))
    after = world.among(looks, before, graph)
    best = before[0][0]
    shares = {path.steps: share for path, share in after}
    return before[0][1], shares.get(best.steps, 0.0), [path for path, _ in after]


def test_the_best_of_the_rest_is_no_answer(scorer: PathScorer) -> None:
    # Nothing is known of a father: the child's place of birth is all that is like it.
    before, after, _ = found(scorer, FACTS[:3], "where was the father of it born", FACTS[:3])
    assert after < before / 2


def test_what_is_asked_for_and_known_stays_likely(scorer: PathScorer) -> None:
    before, after, _ = found(scorer, FACTS[:3], "where was the child of it born", FACTS[:3])
    assert after == pytest.approx(before, rel=0.1)


def test_an_imported_graph_has_all_there_is(scorer: PathScorer) -> None:
    before, after, paths = found(scorer, FACTS, "where was the father of it born", [])
    assert after == before and paths


def test_facts_of_documents_do_not_come_back_to_their_start_and_go_on(scorer: PathScorer) -> None:
    chain = ("spouse", "spouse", "place of birth")

    def relations(said: list[Triple]) -> set[tuple[str, ...]]:
        _, _, paths = found(scorer, FACTS, "where was the spouse of it born", said)
        return {tuple(step.relation for step in path.steps) for path in paths}

    assert chain in relations([])
    assert chain not in relations(FACTS)


def test_a_limit_makes_no_path_likelier(scorer: PathScorer) -> None:
    graph = Graph.build(FACTS[:3])
    (looks,) = scorer.looks(["where was the father of it born"])
    finder = PathFinder(graph, scorer)
    every = finder.find(looks, ["Ada Lind"], hops=3, count=16)
    some = finder.find(looks, ["Ada Lind"], hops=3, count=16, relations=frozenset({"place of birth"}))
    world = OpenWorld(LABELS, scorer.steps, said_facts(dict.fromkeys(FACTS[:3], (0.8, "ada"))))
    shares = {path.steps: share for path, share in world.among(looks, every, graph)}
    limited = world.among(looks, some, graph, every)
    assert limited and all(share == pytest.approx(shares[path.steps]) for path, share in limited)
    assert world.among(looks, [], graph) == []


def test_only_what_is_surely_meant_leads_to_pages_out_of_documents(scorer: PathScorer) -> None:
    path = Path("Ada Lind", (Step("spouse"),), ("Karl Moe",), (FACTS[3],))
    facts = [said_facts(dict.fromkeys(own, (0.8, "ada"))) for own in (FACTS, [])]
    said, imported = (OpenWorld(LABELS, scorer.steps, own) for own in facts)
    assert [said.leads_on(path, share) for share in (0.05, 0.9)] == [False, True]
    assert imported.leads_on(path, 0.05)
