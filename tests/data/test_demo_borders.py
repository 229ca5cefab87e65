from __future__ import annotations

from kgqa.data.demo.borders import borders

NONE: frozenset[str] = frozenset()


def sets(**countries: str) -> dict[str, frozenset[str]]:
    return {code: frozenset(others.split()) for code, others in countries.items()}


def test_a_border_of_the_first_source_goes_both_ways() -> None:
    assert borders(sets(AT="DE", DE=""), {}) == (("AT", "DE"), ("DE", "AT"))


def test_the_second_source_counts_only_where_both_say_it() -> None:
    first = sets(BT="", BW="", MM="", ZM="")
    assert borders(first, sets(MM="BT", BW="ZM", ZM="BW")) == (("BW", "ZM"), ("ZM", "BW"))


def test_straits_and_countries_that_are_not_listed_are_left_out() -> None:
    assert borders(sets(IN="LK", LK="IN", SR="XX"), sets(IN="LK", LK="IN")) == ()
