"""Answers out of what was found."""

from __future__ import annotations

import random
from dataclasses import replace
from unittest.mock import patch

from kgqa import Answer, Entity, Literal, Passage, Path, Step, Support, Triple
from kgqa.kg.graph import Graph
from kgqa.reader.aggregation.answers import from_paths, from_spans, merged, sets_first
from kgqa.reader.aggregation.conflicts import conflicts
from kgqa.reader.facts import yes_no
from kgqa.reader.facts.yes_no import yes_or_no
from kgqa.reader.network.found import Chosen, FoundPath, FoundSpan
from kgqa.reader.typed import sets
from kgqa.reader.typed.sets import walked
from kgqa.retriever.paths import ENDS_KEPT
from kgqa.types import Evidence

GRAPH = Graph.build(
    [
        Triple("V", "borders", "O"),
        Triple("V", "borders", "T"),
        Triple("V", "population", Literal("210000", "number")),
        Triple("O", "borders", "V"),
        Triple("N", "borders", "O"),
    ],
    [Entity("V", "Veland"), Entity("O", "Osmark"), Entity("T", "Tarnia"), Entity("N", "Norra")],
)
BORDERS = Path("V", (Step("borders"),), ("O", "T"), (Triple("V", "borders", "O"), Triple("V", "borders", "T")))
PEOPLE = Path("V", (Step("population"),), (Literal("210000", "number"),), ())


def test_a_path_answers_with_all_its_ends() -> None:
    (answer,) = from_paths([FoundPath(3, BORDERS, 5.0, 0.9)], GRAPH)
    assert (answer.text, answer.kind, answer.values) == ("Osmark; Tarnia", "entities", ("Osmark", "Tarnia"))
    assert [e.id for e in answer.entities] == ["O", "T"]
    assert answer.support == (Support(3),)


def test_a_count_is_the_number_of_ends_and_a_number_stays_one() -> None:
    count, number = from_paths([FoundPath(0, BORDERS, 1, 0.9), FoundPath(1, PEOPLE, 1, 0.8)], GRAPH, count=True)
    assert (count.text, count.kind) == ("2", "number")
    assert (number.text, number.kind) == ("210000", "number")


def test_what_a_path_is_cut_to_is_counted_in_full() -> None:
    facts = [Triple(f"n{i:04}", "near", "hub") for i in range(ENDS_KEPT + 20)]
    facts += [Triple(f"n{i:04}", "by", "far") for i in range(7)]
    graph = Graph.build(facts)
    path = walked("hub", (Step("near", True),), graph)
    assert len(path.ends) == ENDS_KEPT
    found = FoundPath(0, path, 1.0, 0.9)
    (count,) = from_paths([found], graph, count=True)
    assert count.text == str(ENDS_KEPT + 20)
    # Which of the others are of a kind that was chosen is not known.
    assert from_paths([replace(found, chosen=Chosen(kinds=("town",)))], graph, count=True) == []
    # Nor is it where not everything on the way was gone through.
    way = FoundPath(0, replace(path, steps=(*path.steps, Step("near")), start="hub"), 1.0, 0.9)
    with patch.object(sets, "NODES_WALKED", 500):
        assert from_paths([way], graph, count=True) == []


def test_sets_beyond_what_a_path_keeps_are_whole() -> None:
    facts = [
        Triple(f"n{i:04}", "near", hub) for i in range(ENDS_KEPT + 50) for hub in ("x", "y") if hub == "x" or i > 1000
    ]
    graph = Graph.build([*facts, Triple("x", "near", "y")])
    path, other = (walked(hub, (Step("near", True),), graph) for hub in ("x", "y"))
    assert len(path.ends) == ENDS_KEPT and len(other.ends) == 50
    assert tuple(sets.ends_of(path, graph)) == tuple(f"n{i:04}" for i in range(ENDS_KEPT + 50))
    rows = [sets._rows(one, graph).tolist() for one in (path, other)]
    assert [graph.node(row) for row in rows[1]] == list(other.ends)
    assert {graph.node(row) for row in set(rows[0]) & set(rows[1])} == set(other.ends) - {"x"}


def test_a_span_that_is_a_member_supports_the_set() -> None:
    passage = Passage("p", "p", "", "It touches Osmark.")
    spans = from_spans([FoundSpan(1, passage, 11, 17, 2.0, 0.6)], lambda text: Entity("O", "Osmark"))
    (answer,) = merged(from_paths([FoundPath(0, BORDERS, 5.0, 0.8)], GRAPH) + spans)
    assert answer.values == ("Osmark", "Tarnia")
    assert answer.support == (Support(0), Support(1, 11, 17))
    assert 0.8 < answer.score < 1


def test_a_set_is_said_before_its_members_where_all_of_them_are_known() -> None:
    both = Answer("Osmark; Tarnia", 0.55, "entities", (Support(0),), (), ("Osmark", "Tarnia"))
    one = Answer("Osmark", 0.9, "entity", (Support(1),), (), ("Osmark",))
    other = Answer("Tarnia", 0.7, "entity", (Support(2),), (), ("Tarnia",))
    third = Answer("Norra", 0.6, "entity", (Support(3),), (), ("Norra",))
    said = sets_first(merged([both, one, other, third]))
    assert [answer.text for answer in said] == ["Osmark; Tarnia", "Norra"]
    assert said[0].score == 0.7
    assert {piece.evidence for piece in said[0].support} == {0, 1, 2}
    # One of its members is told by nothing else, or the set is no answer: it stays where it was.
    assert [answer.text for answer in sets_first(merged([both, one, third]))] == ["Osmark", "Norra", "Osmark; Tarnia"]
    listed = replace(both, support=(Support(4, 0, 6), Support(4, 10, 16)))
    assert [answer.text for answer in sets_first(merged([listed, one, third]))] == ["Osmark; Tarnia", "Norra"]
    doubtful = replace(both, score=0.2)
    assert sets_first(merged([doubtful, one, other])) == merged([doubtful, one, other])


def test_merging_does_not_depend_on_order() -> None:
    answers = [
        Answer("Osmark", 0.5, "span", (Support(1, 0, 6),), (), ("Osmark",)),
        Answer("the osmark", 0.4, "span", (Support(2, 0, 6),), (), ("the osmark",)),
        Answer("Osmark; Tarnia", 0.45, "entities", (Support(0),), (), ("Osmark", "Tarnia")),
        Answer("Norra", 0.3, "span", (Support(4, 0, 5),), (), ("Norra",)),
    ]
    first = merged(answers)
    for seed in range(10):
        random.Random(seed).shuffle(answers)
        assert merged(answers) == first


def test_the_same_evidence_twice_does_not_make_an_answer_surer() -> None:
    twice = [Answer("Osmark", 0.5, "span", (Support(1, 0, 6),), (), ("Osmark",))] * 2
    assert merged(twice)[0].score == 0.5


def test_yes_no_and_neither() -> None:
    found = [FoundPath(0, BORDERS, 5.0, 0.9)]
    (yes,) = yes_or_no("Does Veland border Osmark?", found, GRAPH)
    assert (yes.text, yes.kind, yes.score) == ("yes", "boolean", 0.9)
    from_osmark = Path("O", (Step("borders"),), ("V",), (Triple("O", "borders", "V"),))
    (no,) = yes_or_no("Does Osmark border Tarnia?", [FoundPath(0, from_osmark, 5.0, 0.9)], GRAPH)
    assert no.text == "no" and no.score < 0.9
    assert yes_or_no("Does Veland border the sea?", found, GRAPH) == []
    assert yes_or_no("Does Osmark border the sea?", found, GRAPH) == []


def test_no_of_a_relation_of_many_ends_rests_on_what_was_linked() -> None:
    from_osmark = Path("O", (Step("borders"),), ("V",), (Triple("O", "borders", "V"),))
    of_tarnia = Path("T", (Step("borders", True),), ("V",), (Triple("V", "borders", "T"),))
    found = [FoundPath(0, from_osmark, 5.0, 0.9)]
    for few in (0, 2, 3):
        with patch.object(yes_no, "ENDS_LOOKED_AT", few):
            linked = yes_or_no("Does Osmark border Tarnia?", [*found, FoundPath(1, of_tarnia, 0.0, 0.1)], GRAPH)
            assert [(one.text, one.derivation and one.derivation.subject) for one in linked] == [("no", "T")]
            assert len(yes_or_no("Does Osmark border Tarnia?", found, GRAPH)) == (few == 3)  # ends are O, T and V
            # Nothing borders Norra, whoever it borders: it is no end of the relation.
            of_norra = Path("N", (Step("borders"), Step("borders")), ("V",), (Triple("N", "borders", "O"),))
            assert yes_or_no("Does Osmark border Norra?", [*found, FoundPath(1, of_norra, 0.0, 0.1)], GRAPH) == []


def test_graph_and_text_that_disagree_are_told() -> None:
    evidence = (
        Evidence(BORDERS, "Veland | borders: Osmark ; Tarnia", 0.9, "path"),
        Evidence(Passage("p7", "p7", "", "Norra"), "Norra", 0.8, "dense"),
    )
    graph = Answer("Osmark; Tarnia", 0.9, "entities", (Support(0),), (), ("Osmark", "Tarnia"))
    text = Answer("Norra", 0.7, "span", (Support(1, 0, 5),), (), ("Norra",))
    (sentence,) = conflicts((graph, text), evidence)
    assert sentence == "the graph says 'Osmark; Tarnia' (0.90), but passage p7 says 'Norra' (0.70)"
    unsure = Answer("Norra", 0.2, "span", (Support(1, 0, 5),), (), ("Norra",))
    assert conflicts((graph, unsure), evidence) == ()
    both = Answer("Osmark; Tarnia", 0.9, "entities", (Support(0), Support(1)), (), ("Osmark", "Tarnia"))
    assert conflicts((both, text), evidence) == ()


def test_an_unlikely_set_does_not_take_the_place_of_a_likely_member() -> None:
    member = Answer("Berlin", 0.97, "entity", (Support(0),), (), ("Berlin",))
    cities = Answer("Berlin; Bonn", 0.02, "entities", (Support(1),), (), ("Berlin", "Bonn"))
    likely = Answer("Berlin; Bonn", 0.9, "entities", (Support(1),), (), ("Berlin", "Bonn"))
    assert merged([member, cities])[0].text == "Berlin"
    assert merged([member, likely])[0].text == "Berlin"


def test_values_are_confirmed_and_never_denied() -> None:
    found = [FoundPath(0, PEOPLE, 5.0, 0.9)]
    assert yes_or_no("Is the population of Veland 210000?", found, GRAPH)[0].text == "yes"
    assert yes_or_no("Is the population of Veland above 1000?", found, GRAPH) == []
