"""What two pages both say."""

from __future__ import annotations

from kgqa.reader.pairs.shared import shared_kinds, shared_places

WREN = "Oda Wren (1931 – 2002) was a Danish film director, poet and sculptor."
MARR = "Pell Marr is an Icelandic film director and poet."
ANSA = "Ansa Merrow is a Danish novelist."
IVO = "Ivo Stane is a Swedish writer and lawyer."


def test_professions() -> None:
    assert [each.text for each in shared_kinds("profession", WREN, MARR)] == ["film director", "poet"]
    assert shared_kinds("profession", WREN, ANSA) == []
    (found,) = shared_kinds("profession", ANSA, IVO)
    assert (found.text, ANSA[slice(*found.first)], IVO[slice(*found.second)]) == ("writer", "novelist", "writer")


def test_a_kind_that_says_more_than_what_is_asked_for() -> None:
    one, other = "Veldia is a genus of flowering plants.", "Dorvia is a genus of plants in Peru."
    assert shared_kinds("plants", one, other) == []


def test_places() -> None:
    one = "Skarn Park is a park in Tarnmouth (Kestan Islands, Spain)."
    other = "Lowell Park lies on the island of Dunmoor, one of the Kestan Islands, in Spain."
    assert [each.text for each in shared_places("", one, other)] == ["Kestan Islands", "Spain"]
    assert [each.text for each in shared_places("country", one, other)] == ["Spain"]
    assert [each.text for each in shared_places("nationality", WREN, ANSA)] == ["Danish"]
    assert shared_places("country", WREN, MARR) == []
