"""What one sentence says counts once, by whatever it was read."""

from __future__ import annotations

import pytest
from said_sample import said_facts

from kgqa import Answer, Passage, Path, Step, Support, Triple
from kgqa.kg.graph import Graph
from kgqa.reader.aggregation.answers import from_paths, merged
from kgqa.reader.aggregation.origins import Origins
from kgqa.reader.network.found import FoundPath
from kgqa.sources import READ
from kgqa.types import Evidence

DIRECTED = Triple("Heat Haze", "director", "Oda Wren")
BORN = Triple("Oda Wren", "place of birth", "Tarnmouth")
CHAIN = Path("Heat Haze", (Step("director"), Step("place of birth")), ("Tarnmouth",), (DIRECTED, BORN))
SINGLE = Path("Oda Wren", (Step("place of birth"),), ("Tarnmouth",), (BORN,))
EVIDENCE = [
    Evidence(Passage("film", "film", "Heat Haze", "x" * 40), "x" * 40, 0.9, "title"),
    Evidence(Passage("wren", "wren", "Oda Wren", "x" * 40), "x" * 40, 0.9, "bridge"),
    Evidence(CHAIN, "chain", 0.9, "path"),
    Evidence(SINGLE, "single", 0.9, "path"),
    Evidence(CHAIN, "read", 0.9, READ),
]
SAID = Origins(EVIDENCE, said_facts({DIRECTED: (0.8, "film"), BORN: (0.8, "wren")}))
IMPORTED = Origins(EVIDENCE)
FILM, WREN, PATH, FACT = Support(0, 0, 9), Support(1, 0, 9), Support(2), Support(3)


def answer(score: float, *support: Support) -> Answer:
    return Answer("Tarnmouth", score, "span", support, (), ("Tarnmouth",))


@pytest.mark.parametrize(("first", "second"), [(0.6, 0.4), (0.4, 0.6)])
def test_a_fact_and_the_sentence_that_it_was_read_from_are_one_source(first: float, second: float) -> None:
    (one,) = merged([answer(first, PATH), answer(second, WREN)], SAID)
    assert one.score == 0.6 and set(one.support) == {PATH, WREN}
    (two,) = merged([answer(first, PATH), answer(second, WREN)], IMPORTED)
    assert two.score > 0.6


def test_another_text_makes_it_surer() -> None:
    # The chain ends in what the second text says: that the first says so too is news, but where the chain is from both.
    assert merged([answer(0.4, PATH), answer(0.6, FILM)], SAID)[0].score > 0.6
    assert merged([answer(0.6, PATH), answer(0.4, FILM)], SAID)[0].score == 0.6


def test_what_was_read_anew_out_of_the_same_texts_is_no_second_source() -> None:
    read = answer(0.5, WREN, FILM, Support(4))
    assert merged([answer(0.6, PATH), read], SAID)[0].score == 0.6
    assert merged([answer(0.4, PATH), read], SAID)[0].score == 0.5


def test_a_chain_of_documents_that_is_hardly_meant_supports_nothing() -> None:
    assert merged([answer(0.6, WREN), answer(0.02, PATH)], SAID)[0].support == (WREN,)
    assert merged([answer(0.6, WREN), answer(0.02, PATH)], IMPORTED)[0].support == (WREN, PATH)


def test_that_documents_say_all_is_less_sure_than_what_they_say() -> None:
    children = tuple(Triple("Oda Wren", "child", name) for name in ("Per", "Tor"))
    path = Path("Oda Wren", (Step("child"),), ("Per", "Tor"), children)
    graph, found = Graph.build(children), FoundPath(0, path, 5.0, 0.9)
    said = Origins([Evidence(path, "children", 0.9, "path")], said_facts(dict.fromkeys(children, (0.8, "wren"))))
    assert [a.score for a in from_paths([found], graph, origins=said)] == [0.9]
    (number,) = from_paths([found], graph, count=True, origins=said)
    assert number.text == "2" and number.score < 0.9
    assert from_paths([found], graph, count=True, origins=IMPORTED)[0].score == 0.9


def test_one_text_is_a_span_or_a_single_fact_out_of_it() -> None:
    assert SAID.of_one_text(answer(0.6, WREN)) and SAID.of_one_text(answer(0.6, WREN, FACT))
    assert not SAID.of_one_text(answer(0.6, WREN, PATH))
    assert IMPORTED.of_one_text(answer(0.6, WREN)) and not IMPORTED.of_one_text(answer(0.6, WREN, FACT))
