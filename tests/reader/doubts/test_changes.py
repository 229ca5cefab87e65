"""Before and after a change: which of the two that a text names a question means."""

from __future__ import annotations

import pytest

from kgqa.reader.doubts.believed import believed, trimmed
from kgqa.reader.doubts.changes import asked_side, changes_of, is_of_other_time
from kgqa.reader.network.decode import Span
from kgqa.reader.passages.rivals import weighed

MONEY = "In 1924 the krone replaced the florin as the currency of Kestria."
CAPITAL = "The capital was Aldmoor until 1950, when the government moved to Nordhavn."
OFFICE = "Since 1994 the head office has been in Marn; until then it was in Tolbeck."
HEAD = "The chief executive is Petra Kvist, who took over from Anders Voss in 2011."
FOLLOWED = "Its first director was Hedda Lorne; she was followed by Paul Ristow in 2004."
LANGUAGE = "The official language has been Kestan since 1931; before that it was Varlic."
AIRLINE = "The airline was called Kestair until 1998 and has been named Nordwing since then."
MOVED = "Its head office moved from Aldmoor to Pell in 2003."
LICENCE = "It is licensed under the MIT licence since version 2.0; earlier versions were under the GPL."
PRICE = "The price of a meal will rise from 5.20 to 5.80 euros in January."
RATE = "The default baud rate is now 19200 instead of 9600."


def read(question: str, text: str, value: str) -> str:
    start = text.index(value)
    return text[slice(*trimmed(question, text, start, start + len(value)))]


@pytest.mark.parametrize(
    ("question", "text", "values", "expected"),
    [
        ("What was the currency before 1924?", MONEY, ("krone", "florin"), "florin"),
        ("What was the currency after 1924?", MONEY, ("krone", "florin"), "krone"),
        ("What was the currency until 1920?", MONEY, ("krone",), "florin"),
        ("What has been the currency since 1930?", MONEY, ("florin",), "krone"),
        ("What was the capital before 1950?", CAPITAL, ("Aldmoor", "Nordhavn"), "Aldmoor"),
        ("What was the capital after 1950?", CAPITAL, ("Aldmoor", "Nordhavn"), "Nordhavn"),
        ("Where was the head office until 1994?", OFFICE, ("Marn", "Tolbeck"), "Tolbeck"),
        ("Where has the head office been since 1994?", OFFICE, ("Marn", "Tolbeck"), "Marn"),
        ("Who was the chief executive before 2011?", HEAD, ("Petra Kvist", "Anders Voss"), "Anders Voss"),
        (
            "Who has been chief executive since 2011?",
            HEAD,
            ("Petra Kvist, who took over from Anders Voss",),
            "Petra Kvist",
        ),
        ("Who became director of the museum in 2004?", FOLLOWED, ("Hedda Lorne",), "Paul Ristow"),
        ("Who was director before 2004?", FOLLOWED, ("Paul Ristow",), "Hedda Lorne"),
        ("What was the language before 1931?", LANGUAGE, ("Kestan",), "Varlic"),
        ("What has it been called since 1998?", AIRLINE, ("Kestair",), "Nordwing"),
        ("Where was the office before 2003?", MOVED, ("Aldmoor to Pell",), "Aldmoor"),
        ("Where did the office move in 2003?", MOVED, ("Aldmoor to Pell",), "Pell"),
        ("Where did the office move from in 2003?", MOVED, ("Aldmoor to Pell",), "Aldmoor"),
        ("Where is the office?", MOVED, ("Aldmoor to Pell",), "Pell"),
        ("What was the licence before version 2.0?", LICENCE, ("MIT",), "GPL"),
        ("What was the price of a meal before January?", PRICE, ("5.20 to 5.80 euros",), "5.20"),
        (
            "When is the party?",
            "It was moved from 12 June to 19 June 2026.",
            ("12 June to 19 June 2026",),
            "19 June 2026",
        ),
        ("What is the default baud rate?", RATE, ("19200 instead of 9600",), "19200"),
    ],
)
def test_the_side_that_is_asked_for_is_read(question: str, text: str, values: tuple[str, ...], expected: str) -> None:
    assert [read(question, text, value) for value in values] == [expected] * len(values)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("What was the currency before 1930?", MONEY, "krone"),  # in 1927 it was that
        ("What was the currency after 1900?", MONEY, "florin"),
        ("What was the capital in 1940?", CAPITAL, "Aldmoor"),
        ("What replaced the florin in 1924?", MONEY, "krone"),
        ("Who took over from Anders Voss in 2011?", HEAD, "Petra Kvist"),
        ("Where was the office?", MOVED, "Aldmoor"),
        ("Who built the bridge before 1950?", CAPITAL, "government"),
        ("Which towns were capitals before 1950?", CAPITAL, "Nordhavn"),
    ],
)
def test_other_spans_stay_as_they_are(question: str, text: str, value: str) -> None:
    assert read(question, text, value) == value


@pytest.mark.parametrize(
    ("question", "text", "doubted"),
    [
        ("What was the capital after 1950?", "The capital was Aldmoor until 1950.", True),
        ("What was the capital before 1950?", "The capital was Aldmoor until 1950.", False),
        ("What was the capital before 1950?", "Since 1950 the capital has been Aldmoor.", True),
        ("What was the capital before 1950?", "The capital has been Aldmoor since 1950.", True),
        ("What has been the capital since 1950?", "The capital has been Aldmoor since 1950.", False),
        ("What is the capital?", "The capital was Aldmoor until 1950.", False),
    ],
)
def test_what_was_so_at_another_time_is_doubted(question: str, text: str, doubted: bool) -> None:
    at = text.index("Aldmoor")
    assert is_of_other_time(question, text, at, at + 7) is doubted
    assert (believed(question, text, at, at + 7) < 1) is doubted


@pytest.mark.parametrize(
    "text",
    [
        "The road from Pell to Ulm was built in 1901.",
        "He replaced the wheel and she left.",
        "Born in 1901, he lived here until 1950.",
    ],
)
def test_no_change_is_told(text: str) -> None:
    assert changes_of(text) == ()


def test_the_very_change_makes_a_side_surer() -> None:
    start = MONEY.index("florin")
    spans = [Span(start, start + 6, 2.0, -0.1)]
    assert [weighed(f"What was the currency before {year}?", MONEY, spans)[0].odds for year in (1924, 1920)] == [
        3.0,
        1.0,
    ]


def test_lists_are_chosen_from_by_their_dates() -> None:
    assert asked_side("Which films did Mara Tolve make after 1990?") is None


@pytest.mark.parametrize(
    ("question", "is_doubted"),
    [
        ("What is the population of Tarn?", True),
        ("How many people live in Tarn?", False),
        ("What was the population of Tarn?", False),
        ("What was the population of Tarn in 1900?", False),
    ],
)
def test_what_was_so_is_not_what_is(question: str, is_doubted: bool) -> None:
    text = "The population of Tarn was about 4,120 in 1900 and is 11,300 today. It was 9,000 in 1950."
    places = {name: (text.index(name), text.index(name) + len(name)) for name in ("4,120", "11,300", "9,000")}
    doubted = {name for name, place in places.items() if is_of_other_time(question, text, *place)}
    assert doubted == ({"4,120"} if is_doubted else set())
