"""Stretches that are cut out of a longer name: "the University" and "California" in "the University of California"."""

from __future__ import annotations

from kgqa.linker.reading import Reading
from kgqa.linker.words import BODIES, KINDS, MORE_KINDS

_LINKS = ("of", "for")


def is_cut(reading: Reading, first: int, last: int) -> bool:
    """Whether tokens [first, last) are a part of a name that goes on, in a text whose case tells names apart.

    They are where they say no more than a kind ("the Senate") and a name goes on around them, or where "of" or "for"
    joins them to a word for a body before them ("Bachelor of arts").
    """
    if not reading.cased:
        return False
    own = [n for n in range(first, last) if reading.tokens[n].text not in ("the", "a", "an", "and", *_LINKS)]
    if not own:
        return False
    single = last - first == 2 and len(own) == 1 and not reading.upper[first] and reading.upper[last - 1]
    if single and _blank_before(reading, last) and reading.upper[last] and not reading.begins[last]:
        return True  # "the Methodist" of "the Methodist Church"
    if _is_hyphened(reading, first, last):
        return True
    kinds = any(reading.upper[n] for n in own) and all(_is_kind(reading.tokens[n].text) for n in own)
    if kinds and (_goes_on(reading, last, several=len(own) > 1) or _led_by_name(reading, first)):
        return True
    return _tail(reading, first)


def _is_hyphened(reading: Reading, first: int, last: int) -> bool:
    """Whether a hyphen joins a stretch in upper case to another word in upper case: "Jean" in "Jean-Baptiste"."""
    tokens, text = reading.tokens, reading.text
    if not reading.upper[first]:
        return False
    before = first > 0 and reading.upper[first - 1] and text[tokens[first - 1].end : tokens[first].start] == "-"
    after = last < len(tokens) and reading.upper[last] and text[tokens[last - 1].end : tokens[last].start] == "-"
    return before or after


def _is_kind(word: str) -> bool:
    return word in KINDS or word in MORE_KINDS


def _blank_before(reading: Reading, place: int) -> bool:
    """Whether only blanks part a token from the one before."""
    if not 0 < place < len(reading.tokens) or reading.tokens[place - 1].possessive:
        return False
    return reading.text[reading.tokens[place - 1].end : reading.tokens[place].start].isspace()


def _goes_on(reading: Reading, last: int, *, several: bool) -> bool:
    """Whether a name goes on behind a stretch; several words are a name before "of" in lower case, too: "won an
    Academy Award for his work", but not "the Academy Award for the Best Picture"."""
    if not _blank_before(reading, last):
        return False
    if reading.tokens[last].text in _LINKS:
        after = last + 1
        if several and _blank_before(reading, after) and reading.tokens[after].text == "the":
            after += 1
        return _blank_before(reading, after) and (not several or reading.upper[after])
    return reading.upper[last] and not reading.begins[last]


def _led_by_name(reading: Reading, first: int) -> bool:
    """Whether a word of a name stands before: "Connecticut State" before "Senate"."""
    if not _blank_before(reading, first) or reading.begins[first]:
        return False
    before = first - 1
    return reading.upper[before] and reading.tokens[before].text not in ("the", "a", "an", "his", "her", "its", "in")


def _tail(reading: Reading, first: int) -> bool:
    place = first
    while place and reading.tokens[place - 1].text in ("the", "and", ",") and _blank_before(reading, place):
        place -= 1
    if not (_blank_before(reading, place) and reading.tokens[place - 1].text in _LINKS):
        return False
    head = place - 2
    return head >= 0 and _blank_before(reading, place - 1) and reading.upper[head] and _is_body(reading, head)


def _is_body(reading: Reading, place: int) -> bool:
    return reading.tokens[place].text in BODIES
