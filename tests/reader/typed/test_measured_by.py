"""The relation that a number is compared by: what its words name, whole, and not what begins alike."""

from __future__ import annotations

import pytest

from kgqa import Answer, Entity, Literal, Triple
from kgqa.kg.graph import Graph
from kgqa.reader.asked.limits import taken_limits
from kgqa.reader.asked.superlative import taken_superlative
from kgqa.reader.typed.all_of_kind import of_kind, with_values
from kgqa.reader.typed.measured import measures


def things(kind: str, **rows: dict[str, str]) -> Graph:
    facts = [Triple(name, relation, Literal(value)) for name, row in rows.items() for relation, value in row.items()]
    return Graph.build(facts, [Entity(name, name, types=(kind,)) for name in rows])


@pytest.mark.parametrize(
    ("text", "left", "family", "said"),
    [
        ("which canals in §0 are more than 40 km long", "which canals in §0 are", "length", ["40 km"]),
        ("which canals over 40 km long are in §0", "which canals are in §0", "length", ["40 km"]),
        ("which hills in §0 are over 300 m high", "which hills in §0 are", "elevation", ["300 m"]),
        ("which ponds between 2 and 5 m deep are in §0", "which ponds are in §0", "depth", ["2 m", "5 m"]),
        ("which stones of §0 are over 5 t heavy", "which stones of §0 are", "weight", ["5 t"]),
        ("which canals in §0 are at least 9 m in width", "which canals in §0 are", "width", ["9 m"]),
        ("which trees in §0 are older than 300 years", "which trees in §0", "age", ["300"]),
        ("which trees in §0 are over 300 years old", "which trees in §0 are", "age", ["300"]),
        ("which towns in §0 have between 2 and 5 thousand people", "which towns in §0", "population", None),
    ],
)
def test_what_a_number_is_compared_with(text: str, left: str, family: str, said: list[str] | None) -> None:
    found, limits, _ = taken_limits(text, is_yes_no=False)
    assert found == left and all(family in limit.wanted for limit in limits)
    assert limits and (said is None or [limit.said for limit in limits] == said)
    if said is None:
        assert [limit.value.low for limit in limits] == [2000, 5000]


@pytest.mark.parametrize(
    ("text", "left", "wanted"),
    [
        ("which town of §0 is the largest by population", "which town of §0", "population"),
        ("what are the two largest towns in §0 by area", "what are the towns in §0", "area"),
        ("what is the largest firm by number of employees in §0", "what is the firm in §0", "employee"),
        ("which firm of §0 is the largest in terms of market value", "which firm of §0", "market value"),
        ("what is the largest land ruled by queens in §0", "what is the land ruled by queens in §0", "area"),
    ],
)
def test_the_best_are_chosen_by_what_is_said(text: str, left: str, wanted: str) -> None:
    found = taken_superlative(text)
    assert found[0] == left and found[1] is not None and wanted in found[1].wanted
    assert wanted == "area" or "area" not in found[1].wanted


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which canals are more than 40 km long?", "Ost"),
        ("Which canals are between 10 and 40 km long?", "Ulm"),
        ("Which canal is the longest?", "Ost"),
    ],
)
def test_long_is_no_longitude(question: str, answer: str) -> None:
    over = things(
        "canal",
        Ost={"length": "52 km", "longitude": "8.5"},
        Ulm={"length": "12 km", "longitude": "114.7"},
    )
    found = of_kind(question, (), over, built=False)
    assert isinstance(found, Answer) and found.text == answer


def test_high_is_no_number_of_members_and_deep_no_area() -> None:
    hills = things("hill", Ros={"elevation": "350", "members": "2"}, Tor={"elevation": "200", "members": "400"})
    found = of_kind("Which hills are over 300 m high?", (), hills, built=False)
    assert isinstance(found, Answer) and found.text == "Ros"
    ponds = things("pond", Eik={"depth": "4", "area": "9"}, Dal={"depth": "1", "area": "3"})
    found = of_kind("Which ponds are between 2 and 5 m deep?", (), ponds, built=False)
    assert isinstance(found, Answer) and found.text == "Eik"


def test_a_name_is_compared_by_whole_words_whatever_their_ending() -> None:
    over = things("firm", Ost={"staffTotal": "5", "numbers of employees": "9", "costume": "3"})
    ids = [over.entity(0).id]
    for word, names in (("staff", ["staffTotal"]), ("employee", ["numbers of employees"]), ("cost", [])):
        found = measures(ids, "number", (word,), "which firms", "firm", over, {})
        assert [one.relation.id for one in found] == names


def test_a_year_is_no_number_of_years_even_where_a_path_hints_at_it() -> None:
    over = things("play", Ost={"release year": "1990"})
    ids = [over.entity(0).id]
    hints = {"release year": 0.9}
    assert not measures(ids, "number", ("year",), "which plays ran more than 5 years", "play", over, hints)
    assert not measures(ids, "number", ("age",), "which plays are older than 5 years", "play", over, hints)


@pytest.mark.parametrize(
    ("prices", "label", "answer"),
    [
        (("$30", "$90"), "price", "B"),
        (("30", "90"), "price", "B"),
        (("30", "90"), "price (EUR)", None),
        (("€30", "€90"), "price", None),
    ],
)
def test_money_is_compared_with_its_own(prices: tuple[str, str], label: str, answer: str | None) -> None:
    boats = things("boat", A={label: prices[0]}, B={label: prices[1]})
    question = "Which boats have a price of more than $60?"
    found = of_kind(question, with_values(question, (), boats), boats, built=False)
    said = found.text if isinstance(found, Answer) else None
    assert said == answer
