"""What of the words that were read is the value of a slot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.slots.common import COMMON, Slot
from kgqa.reader.slots.values import value

BY_LABEL = {slot.label: slot for slot in COMMON}


def test_labels_are_distinct() -> None:
    assert len(BY_LABEL) == len(COMMON)


@pytest.mark.parametrize(
    ("label", "before", "read", "after", "wanted"),
    [
        ("date of birth", "Oda (", "4 May 1931 – 9 June 2002", ")", "4 May 1931"),
        ("date of death", "Oda (", "4 May 1931 – 9 June 2002", ")", "9 June 2002"),
        ("date of death", "Oda (", "May 4, 1931", " – June 9, 2002) sang", "June 9, 2002"),
        ("date of death", "Oda (", "4 May 1931 – 9 June 2002", "), a singer", "9 June 2002"),
        ("date of death", "Oda was born on ", "4 May 1931", " and sang", None),
        ("date of death", "Oda (born ", "4 May 1931", ") sang", None),
        ("date of birth", "Oda died on ", "9 June 2002", ".", None),
        ("date of birth", "", "in a harbour town", "", None),
        ("publication date", "published in the ", "late 19th century", ".", "19th century"),
        ("height", "a ", "44-story, 733 foot (223 m) tower", " in", "733 foot"),
        ("elevation", "the ", "23rd", " highest peak", None),
        ("area", "It covers ", "543 km², mostly", " marsh", "543 km²"),
        ("population", "It covers ", "543 km²", ".", None),
        ("population", "It has ", "1,543 people", ".", "1,543 people"),
        ("country", "a village in ", "Gamla County, Nord Province, Iran", ".", "Iran"),
        ("country of citizenship", "was a ", "celebrated Dutch painter", ".", "Dutch"),
        ("country", "lies in ", "Gamla, Veland", ".", "Veland"),
        ("director", "by ", "Oda Wrenfield and starring Pell Marrowick", "", "Oda Wrenfield"),
        ("director", "by ", "Ludwig van Beek", "", "Ludwig van Beek"),
        ("director", "", "the sea", "", None),
        ("director", "in ", "March 1931", "", None),
        ("place of death", "at ", "Rome, 30 May 1904", "", "Rome"),
        ("place of death", "died of a ", "malignant tumour", "", None),
        ("place of birth", "born in ", "March", " 1931", None),
        ("place of birth", "born on ", "14 March", ", 1931", None),
        ("educated at", "is a ", "Danish", " director", None),
        ("educated at", "is a ", "French-American", " actor", None),
        ("educated at", "went to ", "Danish Film School", "", "Danish Film School"),
        ("employer", "was a ", "former sailor", "", None),
        ("director", "by ", "Oda Wrenfield. He", " wrote it", "Oda Wrenfield"),
        ("director", "by ", "J. S. Bell", "", "J. S. Bell"),
        ("spouse", "wife of ", "the Danish admiral and later mayor Pell Marrowick", ". She", "Pell Marrowick"),
        ("spouse", "wife of ", "Pell of Gamla Berg", ".", "Pell of Gamla Berg"),
        ("place of birth", "in ", "Tarnmouth, Veland", "", "Tarnmouth, Veland"),
        ("child", "was the daughter of the composer ", "Pell Marrowick", "", None),
        ("father", "was the daughter of the composer ", "Pell Marrowick", "", "Pell Marrowick"),
        ("father", "His mother was the painter ", "Oda Wrenfield", "", None),
        ("mother", "His father was Pell and his mother was the painter ", "Oda Wrenfield", "", "Oda Wrenfield"),
        ("father", "was the father of ", "Pell Marrowick", "", None),
        ("place of birth", "was not born in ", "Tarnmouth", "", None),
        ("place of birth", "may have been born in ", "Tarnmouth", "", None),
        ("place of birth", "He did not sing. He was born in ", "Tarnmouth", "", "Tarnmouth"),
        ("population", "has ", "12,400 inhabitants", "", "12,400 inhabitants"),
        ("population", "has ", "many inhabitants", "", None),
        ("duration", "on ", "4 May 1931", "", None),
    ],
)
def test_the_value_in_what_was_read(label: str, before: str, read: str, after: str, wanted: str | None) -> None:
    text = before + read + after
    found = value(BY_LABEL[label], text, len(before), len(before) + len(read))
    assert (None if found is None else text[slice(*found)]) == wanted


@given(st.sampled_from(COMMON), st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_a_value_is_a_stretch_of_the_text(slot: Slot, text: str, start: int, end: int) -> None:
    start, end = min(start, len(text)), min(end, len(text))
    found = value(slot, text, start, end)
    assert found is None or 0 <= found[0] < found[1] <= len(text)


def test_who_is_told_to_have_directed_composed_nothing() -> None:
    text = "Salt is a film whose director, Ida Lind, was sixty. Its editor was Sven Berg."
    ida, sven = text.index("Ida"), text.index("Sven")
    found = {label: value(BY_LABEL[label], text, ida, ida + 8) for label in ("director", "composer", "father")}
    assert found == {"director": (ida, ida + 8), "composer": None, "father": (ida, ida + 8)}
    assert value(BY_LABEL["editor"], text, sven, sven + 9) and not value(BY_LABEL["producer"], text, sven, sven + 9)
    text = "Salt is a film written by the director Ida Lind."
    assert value(BY_LABEL["screenwriter"], text, 39, 47) == (39, 47)
