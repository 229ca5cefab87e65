"""Where a name begins and ends: the model's entities with their edges set right, cut where a sentence ends in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from kgqa.extract.resolve.places import DEMONYMS
from kgqa.extract.syntax.lexicon import LEGAL_FORMS, word_set
from kgqa.extract.syntax.name_types import TYPES

if TYPE_CHECKING:
    from spacy.tokens import Span

_EDGE = " \t\r\n\"“”'‘’`*_,;:.!?-–—/|"
_ADDRESS = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Rev|Cpl|Sgt|Lt|Col|Capt|Gen|Sen|Rep|Gov)\.?|Miss|Mister"
    r"|Professor|Doctor|Actor|Actress|Director)\s+(?=\w)"
)

_PEERAGE = re.compile(
    r", \d+(?:st|nd|rd|th) (?:Earl|Duke|Baron|Baroness|Viscount|Marquess|Marquis|Count|Baronet|Lord|Prince)"
    r"(?: (?:of (?:the )?)?[A-Z][\w’'-]+)*"
)
_HANGING = re.compile(r"\s(?:of|the|and|in|by|for|at)$")
_WORD_BEFORE = re.compile(r"(?<![\w’'-])([A-Z][\w’'-]+) $")
_LEFT = re.compile(r"(?<![\w.])(?:[A-Z][\w’']*-\s?)+$")
_RIGHT = re.compile(r"-\s?[A-Z]\w+")
"""Halves of a name with a hyphen, which some texts set a blank behind."""
_STOP = re.compile(r"([\w&]+)\.[\"”']? +(?=[\"“]?[A-Z0-9])")
_BEFORE_NAMES = word_set("""
mr mrs ms dr prof rev st ste sta mt ft gen col capt lt sgt maj sen rep gov hon fr sir no vs feat assoc dott op vol
messrs
""")
"""Abbreviations that stand before a name, and end none."""
LONGEST_ABBREVIATION = 4
"""Letters of an abbreviation: behind a longer word a point ends the sentence."""
_PAIR = re.compile(r"(?P<one>[A-Z][\w’'-]+) and (?P<other>[A-Z][\w’'-]+)")
_ENDING = word_set("ltd inc corp co bros jr sr esq")
"""Abbreviations that a name may end with."""


class Stretch(NamedTuple):
    """A name's characters, its type so far, and how early it was found: 0 is the surest."""

    start: int
    end: int
    type: str
    rank: int


def trimmed(entity: Span, text: str, own: frozenset[str]) -> Iterator[Stretch]:
    """An entity of the model without what does not belong to the name, up to a line's end or a bracket.

    A person's name begins with a word of the document's title, ``own``, where that stands right before it.
    """
    start, end, label = entity.start_char, entity.end_char, entity.label_
    line = text.find("\n", start, end)
    if line >= 0:
        end = line
    start, end = strip(text, start, end)
    for opening, closing in ("()", "[]"):
        inside = text[start:end]
        if inside.count(opening) != inside.count(closing):
            place = min(at for sign in (opening, closing) if (at := inside.find(sign)) >= 0)
            end = start + place
            start, end = strip(text, start, end)
    words = text[start:end]
    for article in ("the ", "The ", "a ", "A ", "an ", "his ", "her ", "its ", "their ", "this "):
        if words.startswith(article) and (article[0].islower() or label not in ("WORK_OF_ART", "ORG")):
            start += len(article)
            break
    if text[start:end].endswith(("'s", "’s")):
        end -= 2
    while start < end and (hanging := _HANGING.search(text, start, end)):
        end = hanging.start()
    if label == "PERSON":
        if found := _ADDRESS.match(text, start, end):
            start = found.end()
        if found := _PEERAGE.match(text, end):
            end = found.end()
        if (found := _WORD_BEFORE.search(text, max(0, start - 30), start)) and found[1] in own:
            start = found.start(1)
    start, end = strip(text, start, end)
    if text[start:end].strip("- ").casefold() in DEMONYMS and (label != "LANGUAGE" or entity.root.dep_ == "amod"):
        label = "NORP"
    if label != "NORP" and start < end:
        if found := _LEFT.search(text, max(0, start - 30), start):
            start = found.start()
        if found := _RIGHT.match(text, end):
            end = found.end()
    words = text[start:end]
    if start < end and any(sign.isupper() or sign.isdigit() for sign in words) and any(map(str.isalpha, words)):
        yield Stretch(start, end, TYPES[label], 3)


def strip(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without signs at its edges, but a point that belongs to an abbreviation."""
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE and not (text[end - 1] == "." and _is_abbreviated(text[start:end])):
        end -= 1
    return start, end


def _is_abbreviated(words: str) -> bool:
    """Whether the point at the end belongs to the name: "U.S.", "Velm Inc.", "Jr."."""
    last = words.split()[-1] if words.split() else ""
    return "." in last[:-1] or last.lower() in ("inc.", "jr.", "sr.", "ltd.", "co.", "corp.", "bros.", "st.", "mt.")


def pieces(stretch: Stretch, text: str, begins: frozenset[int]) -> Iterator[Stretch]:
    """A name cut where a sentence ends in it, "Velm Ltd. Velm" is two, and between two people.

    That is behind a legal form, and behind a junior's mark or any word where a sentence begins by the parse or the
    name begins anew, or behind a word too long for an abbreviation. ``begins``: where sentences begin.
    """
    if stretch.type == "person" and (both := _two_people(text[stretch.start : stretch.end], text)):
        for start, end in both:
            yield stretch._replace(start=stretch.start + start, end=stretch.start + end)
        return
    start = stretch.start
    first = text[start : stretch.end].split(" ", 1)[0]
    for found in _STOP.finditer(text, stretch.start, stretch.end):
        word, after = found[1].lower(), text[found.end() : stretch.end].split()
        is_long = len(word) > LONGEST_ABBREVIATION and word.isalpha()
        if not after or after[0].strip(".,").lower() in LEGAL_FORMS or word in _BEFORE_NAMES:
            continue
        if found.start() <= start and not is_long:
            continue
        again = after[0].strip(".,") in {part.strip(".,") for part in text[start : found.start(1)].split()}
        anew = after[0] == first or found.end() in begins or (again and word in _ENDING)
        if anew or is_long or word in ("ltd", "inc", "corp"):
            yield stretch._replace(start=start, end=strip(text, start, found.end())[1])
            start = found.end()
    yield stretch._replace(start=start) if start != stretch.start else stretch


def _two_people(name: str, text: str) -> list[tuple[int, int]]:
    """The places of two in "Otto and Emil", where the text speaks of either alone, too; none for any other name."""
    found = _PAIR.fullmatch(name)
    if found is None:
        return []
    alone = (re.search(rf"(?<!and )(?<!\w){re.escape(found[one])}(?! and |\w)", text) for one in ("one", "other"))
    return [found.span("one"), found.span("other")] if all(alone) else []
