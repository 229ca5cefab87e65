"""Linked passages that are read as one text."""

from __future__ import annotations

from kgqa import Answer, Passage, Support
from kgqa.reader.linked import PAIRS, linked_pairs, with_surer
from kgqa.types import Evidence


def passage(title: str, text: str) -> Evidence:
    return Evidence(Passage(title, title, title, text), text, 0.5, "title")


SHIP = passage("Nordlys (ship)", "The Nordlys is a sailing ship. She was commanded by Karl Berg.")
YARD = passage("Lind Yard", "Lind Yard is a yard in Nordhavn. It built the Nordlys in 1911.")
TOWN = passage("Osmark", "Osmark is a town of 2,000 people.")
ASKED = "Who commanded the ship that Lind Yard built?"


def test_a_pair_is_linked_where_one_names_the_other() -> None:
    assert linked_pairs(ASKED, [YARD, TOWN, SHIP]) == [(0, 2)]
    assert linked_pairs(ASKED, [YARD, TOWN]) == []


def test_what_a_question_names_both_of_is_compared() -> None:
    assert linked_pairs("Which is older, Lind Yard or Nordlys?", [YARD, SHIP]) == []


def test_passages_of_one_title_and_without_one_are_no_pair() -> None:
    nameless = passage("", "It built the Nordlys.")
    assert linked_pairs(ASKED, [YARD, YARD, nameless]) == []
    assert linked_pairs(ASKED, [nameless, SHIP]) == []


def test_the_best_pairs_are_read_and_not_more() -> None:
    pages = [
        passage(f"Harbour {word}", "It lies by Harbour One.") for word in ("One", "Two", "Six", "Ten", "Red", "Sea")
    ]
    found = linked_pairs("Who?", pages)
    assert len(found) == PAIRS and found == sorted(found, key=sum)


def answer(text: str, score: float, *places: int) -> Answer:
    return Answer(text, score, "span", tuple(Support(place, 3, 9) for place in places), (), (text,))


def test_one_text_is_one_source_however_it_is_read() -> None:
    alone, both = answer("Karl Berg", 0.3, 2), answer("Karl Berg", 0.6, 2)
    (kept,) = with_surer([alone], [both])
    assert kept.score == 0.6 and kept.support == alone.support
    (kept,) = with_surer([answer("Karl Berg", 0.8, 2)], [both])
    assert kept.score == 0.8
    assert len(with_surer([answer("Karl Berg", 0.3, 1)], [both])) == 2
    assert len(with_surer([answer("Nordhavn", 0.3, 2)], [both])) == 2
