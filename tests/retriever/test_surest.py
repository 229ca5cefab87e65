"""Of what a thing has one, documents give one value."""

from __future__ import annotations

from said_sample import said_facts

from kgqa import Literal, Path, Step, Triple
from kgqa.kg.graph import Graph
from kgqa.retriever.surest import surest

YEAR = Triple("Ada", "date of death", Literal("1938", "year"))
DAY = Triple("Ada", "date of death", Literal("1938-08-06", "date"))
SHORT = Triple("Ada", "father", "Olaf")
FULL = Triple("Ada", "father", "Olaf Lind, 3rd Earl of Veland")
WRONG = Triple("Ada", "father", "Karl Moe")
OF_FULL = Triple("Olaf Lind, 3rd Earl of Veland", "father", "Torvald Lind")
OF_WRONG = Triple("Karl Moe", "father", "Jens Moe")


def ends(facts: list[Triple], sure: dict[Triple, float], *relations: str, text: str = "") -> tuple[object, ...]:
    graph = Graph.build(facts)
    last = [triple for triple in facts if triple.relation == relations[-1]]
    starts = {triple.head for triple in last} - {"Ada"} if len(relations) > 1 else {"Ada"}
    reached = tuple(triple.tail for triple in last if triple.head in starts)
    path = Path("Ada", tuple(map(Step, relations)), reached, tuple(facts))
    claims = {triple: (value, "ada") for triple, value in sure.items()}
    found = surest(path, graph, said_facts(claims, texts={"ada": text} if text else None))
    assert set(found.triples) <= set(path.triples)
    return found.ends


def test_a_value_cut_short_is_the_whole_one() -> None:
    assert ends([YEAR, DAY], {YEAR: 0.9, DAY: 0.8}, "date of death") == (DAY.tail,)
    assert ends([SHORT, FULL], {SHORT: 0.9, FULL: 0.7}, "father") == (FULL.tail,)


def test_of_two_fathers_the_surer_one_and_his() -> None:
    facts = [FULL, WRONG, OF_FULL, OF_WRONG]
    assert ends(facts, {FULL: 0.8, WRONG: 0.6, OF_FULL: 0.7, OF_WRONG: 0.9}, "father", "father") == ("Torvald Lind",)
    alike = {FULL: 0.8, WRONG: 0.8, OF_FULL: 0.7, OF_WRONG: 0.9}
    assert ends(facts, alike, "father", "father") == ("Torvald Lind", "Jens Moe")


def test_what_there_may_be_several_of_stays_a_set() -> None:
    children = [Triple("Ada", "child", "Per"), Triple("Ada", "child", "Per Lind")]
    assert ends(children, dict(zip(children, (0.9, 0.6), strict=True)), "child") == ("Per", "Per Lind")


def test_imported_values_stay() -> None:
    assert ends([YEAR, DAY], {}, "date of death") == (YEAR.tail, DAY.tail)
    assert ends([YEAR, DAY], {DAY: 0.9}, "date of death") == (YEAR.tail, DAY.tail)


def test_a_place_is_not_what_it_lies_in() -> None:
    city, land = Triple("Ada", "place of birth", "Nordhavn"), Triple("Ada", "place of birth", "Veland")
    sure = {city: 0.78, land: 0.8}
    assert ends([land, city], sure, "place of birth", text="Ada was born in Nordhavn, Veland.") == ("Nordhavn",)
    # Of two that no sentence says together neither lies in the other.
    assert ends([land, city], sure, "place of birth") == ("Veland", "Nordhavn")


def test_of_what_a_thing_mostly_has_one_a_much_less_sure_value_is_left_out() -> None:
    one, other = Triple("Ada", "country of citizenship", "Veland"), Triple("Ada", "country of citizenship", "Dorn")
    assert ends([one, other], {one: 0.88, other: 0.6}, "country of citizenship") == ("Veland",)
    assert ends([one, other], {one: 0.88, other: 0.8}, "country of citizenship") == ("Veland", "Dorn")
    assert ends([one, other], {one: 0.88}, "country of citizenship") == ("Veland", "Dorn")
