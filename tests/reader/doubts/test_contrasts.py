"""What came to nothing, the other side of a contrast, values of another sort."""

from __future__ import annotations

import pytest

from kgqa.reader.doubts.contrasts import is_on_other_side
from kgqa.reader.doubts.dropped import is_dropped
from kgqa.reader.doubts.measures import is_other_measure


def place(text: str, span: str) -> tuple[int, int]:
    start = text.index(span)
    return start, start + len(span)


FEE = "Walter Oake proposed raising the fee from 40 to 45 crowns; the proposal was rejected."


@pytest.mark.parametrize(
    ("question", "text", "span", "dropped"),
    [
        ("What did Tarrel buy in 1961?", "A plan to buy Orsk Optical was dropped in 1961.", "Orsk Optical", True),
        ("What is the annual fee?", FEE, "45 crowns", True),
        ("What did Walter Oake propose?", FEE, "raising the fee", False),
        ("When was the film released?", "A film was planned for 1971 but never made.", "1971", True),
        ("Since when is it listed?", "A proposal to list it was turned down in 2022.", "2022", True),
        ("When was the proposal turned down?", "A proposal to list it was turned down in 2022.", "2022", False),
        ("What did Tarrel buy in 1961?", "Tarrel bought Orsk Optical in 1961.", "Orsk Optical", False),
        ("When did the plan fail?", "The plan failed in 1961.", "1961", False),
    ],
)
def test_what_came_to_nothing(question: str, text: str, span: str, dropped: bool) -> None:
    assert is_dropped(question, text, *place(text, span)) == dropped


NESTS = "Before the removal, 31% of nests produced a fledgling; afterwards this rose to 68%."


@pytest.mark.parametrize(
    ("question", "text", "span", "other"),
    [
        ("What share produced a fledgling after the removal?", NESTS, "31%", True),
        ("What share produced a fledgling after the removal?", NESTS, "68%", False),
        ("What share produced a fledgling before the removal?", NESTS, "68%", True),
        ("What share produced a fledgling before the removal?", NESTS, "31%", False),
        ("What share produced a fledgling?", NESTS, "31%", False),
        ("What happened after the fire?", "The mill was rebuilt.", "rebuilt", False),
    ],
)
def test_the_other_side_of_a_contrast(question: str, text: str, span: str, other: bool) -> None:
    assert is_on_other_side(question, text, *place(text, span)) == other


CAPE = (
    "Cape Sorrow, nine kilometres to the south, has a lighthouse 38 metres tall. Gusts reached 163 kilometres per hour."
)


@pytest.mark.parametrize(
    ("question", "span", "other"),
    [
        ("How tall is the lighthouse?", "nine kilometres", True),
        ("How high is the lighthouse?", "163 kilometres", True),
        ("How tall is the lighthouse?", "38 metres", False),
        ("How tall is the lighthouse?", "38", False),
        ("How far is Cape Sorrow?", "nine kilometres", False),
        ("How much does the lighthouse weigh?", "38 metres", True),
        ("How long is it?", "nine kilometres", False),
        ("How deep is it?", "Cape Sorrow", False),  # no number: another rule's
    ],
)
def test_values_of_another_sort(question: str, span: str, other: bool) -> None:
    assert is_other_measure(question, CAPE, *place(CAPE, span)) == other
