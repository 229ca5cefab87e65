"""From the words that were read to the value of a slot: of what stands about it, only what is of its sort."""

from __future__ import annotations

import re

from kgqa.reader.language.nations import is_adjective, known_nation
from kgqa.reader.language.quantities import DATES, date, measured
from kgqa.reader.slots.common import Slot

_BASES = {"area": "m2", "elevation": "m", "height": "m", "length": "m"}
"""Units of what is measured: "the 23rd highest" tells no height."""

_CENTURY = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)[ -]century\b|\b\d{3}0s\b", re.IGNORECASE)
_TO = re.compile(r"\s*[-–—]\s*")
_OTHER = {
    "death": re.compile(r"\b(?:born|b\.)(?: (?:on|in|c\.|about))? ?$", re.IGNORECASE),
    "birth": re.compile(r"\b(?:died|d\.)(?: (?:on|in|c\.|about))? ?$", re.IGNORECASE),
}
"""What before a date says that it is another."""

_UNSAID = re.compile(
    r"\b(?:not|nothing|never|(?:Not|Nothing|Never)(?! [A-Z])|no longer|[Nn]either|may|might)\b"
    r"|\b(?:[Pp]erhaps|[Pp]ossibly|[Pp]robably)\b|\b(?:reportedly|allegedly|denied)\b|\b(?:is|was|did|does|has|had|could|would)n't\b"
)
"""What before a value in its sentence says that it is none, or not surely one; "Never Say So" is a title."""

_TURNED = {
    "child": re.compile(r"\b(?:son|daughter|child|children) of (?:the )?(?:[a-z]+ ){0,3}$"),
    "father": re.compile(r"\b(?:father|mother|parent) of (?:the )?(?:[a-z]+ ){0,3}$"),
    "mother": re.compile(r"\b(?:father|mother|parent) of (?:the )?(?:[a-z]+ ){0,3}$"),
}
"""What before a name says that it stands at the other end of the relation: "the daughter of" a parent."""

_ROLES = frozenset(("director", "producer", "screenwriter", "composer", "lyricist", "cinematographer", "editor"))
_ROLE = re.compile(rf"\b({'|'.join(sorted(_ROLES))})(?:,| (?:is|was)) $", re.IGNORECASE)
"""What before a name says who made what of a film: "its director, Ada Lind," composed no music."""

_PARENT = re.compile(r"\b(father|mother)\b(?!-)", re.IGNORECASE)
_PARENTS = {"father": "mother", "mother": "father"}
"""The one that is meant by the last word of these before a name is not the other."""

_PLACE_BREAK = re.compile(r"(?<!\s)\s*[;–—(\n]|,? (?:\d|(?:on|in|at|to|from|and) [^A-Z]|(?:on|in|at|from) )")
"""Where a place ends: at a date or at what it is further in."""

_PARTICLES = "of the de del della degli di da do dos du van von der den la le al el bin ibn bint y zu af av ten ter st"
_NEXT = r"\.\s+(?:He|She|It|They|His|Her|Its|The|This|In|An?)\b"
_NAME_BREAK = re.compile(rf"[;\n]|{_NEXT}|,? (?!(?:{_PARTICLES.replace(' ', '|')})\b)[a-z]")
"""Where a name ends: at a word in lower case that is no part of names, or where the next sentence begins."""


_LED_ON = re.compile(
    rf"(?:the |an? )?[A-Z][\w-]+ (?!(?:{_PARTICLES.replace(' ', '|')})\b)(?:[a-z][\w-]* ){{1,4}}"
    r"(?=[^\W\d_a-z][\w'’-]+ [^\W\d_a-z])"
)
"""What leads on to a name of two words or more: "the Danish composer and singer"."""

_NATION = re.compile(r"([A-Z][\w.]+)(?: |- ?)(?=[^\W\d_a-z][\w.'’-]* [^\W\d_a-z])")
"""The first word of three or more in a row that begin with a capital."""

_LANGUAGE = re.compile(
    r"(?:ish|ese|[ei]an|an|ic|ch|sh|in|i|u|ek|que|og|ew|ay|o|[dgrsy]a|l)\b|\blanguage|[^\x00-\u024f]", re.IGNORECASE
)
"""How names of languages end, most of them: "Linux" is none."""

_DAY = re.compile(
    r"(?:\d+\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december)(?:\s+\d+)?",
    re.IGNORECASE,
)


def value(slot: Slot, text: str, start: int, end: int) -> tuple[int, int] | None:
    """The offsets of a slot's value within the span ``text[start:end]`` that was read; None where none is there.

    Of two dates, as in "1 May 1850 – 3 June 1911", the first is that of birth and the last that of death; of
    "Anna Lind and her sister" a person is the first; of "Gamla, Veland, Norway" a country is the last it names.

    >>> born, died = Slot("date of birth", "date"), Slot("date of death", "date")
    >>> text = "Ada Lind (1 May 1850 – 3 June 1911)"
    >>> [text[slice(*value(slot, text, 10, 34))] for slot in (born, died)]
    ['1 May 1850', '3 June 1911']
    """
    if start >= end or is_denied_before(text, start):
        return None
    if slot.sort == "date":
        return _date(slot, text, start, end)
    if slot.sort == "country":
        return _country(text, start, end)
    if slot.label in _BASES:
        return measured(text, start, end, _BASES[slot.label])
    if slot.sort == "number":
        if any(measured(text, start, end, base) for base in _BASES.values()):
            return None  # an area is no number of people
        return (start, end) if any(c.isdigit() for c in text[start:end]) and not DATES.match(text, start, end) else None
    if slot.label.endswith("language") and not _LANGUAGE.search(text[start:end]):
        return None
    if slot.sort == "place":
        end = _until(_PLACE_BREAK, text, start, end)
    if slot.sort in ("place", "body") and (not is_named(text[start:end]) or _DAY.fullmatch(text[start:end])):
        return None
    if slot.sort == "body" and _of_nations(text[start:end]):
        return None
    if slot.sort == "person":
        start = _led_on_to(text, start, end)
        end = _until(_NAME_BREAK, text, start, end)
        turned = _TURNED.get(slot.label)
        clause = text[_sentence(text, start) : start]
        said = _PARENT.findall(clause)
        if turned is not None and turned.search(clause):
            return None
        if said and said[-1].lower() == _PARENTS.get(slot.label):
            return None
        role = _ROLE.search(clause)
        if role is not None and slot.label in _ROLES and slot.label != role[1].lower():
            return None
        if not is_named(text[start:end]):
            return None
    return (start, end) if start < end else None


def is_named(value: str) -> bool:
    """Whether words hold a name: a capital, or a letter of a script without any, and are no date.

    >>> is_named("Ghent"), is_named("heart failure"), is_named("3 March 1911"), is_named("東京")
    (True, False, False, True)
    """
    return date(value) is None and any(c.isupper() or not c.isascii() for c in value)


_DISTRICT = re.compile(r"D\.? ?C\b")


def own_name(place: str) -> str:
    """The name of a place without what it lies in, as graphs name places.

    >>> own_name("Tarnmouth, Veland"), own_name("Washington, D.C."), own_name("Ghent")
    ('Tarnmouth', 'Washington, D.C.', 'Ghent')
    """
    own, _, around = place.partition(", ")
    return own if is_named(own) and is_named(around) and not _DISTRICT.match(around) else place


def is_denied_before(text: str, start: int) -> bool:
    """Whether the sentence or clause of ``text`` denies or doubts, before the character ``start``, what follows.

    >>> is_denied_before("It was not made by Jo.", 19), is_denied_before("It was made by Jo.", 15)
    (True, False)
    """
    return _UNSAID.search(text, _sentence(text, start), start) is not None


def _of_nations(value: str) -> bool:
    return all(known_nation(word) for word in re.split(r"[\s/–-]+", value.strip()))


def _sentence(text: str, at: int) -> int:
    """Where the sentence or clause around ``at`` begins, or thereabouts."""
    return max(text.rfind(end, 0, at) for end in (". ", "; ", "\n", "! ", "? ", ", but ", " and ")) + 1


def _led_on_to(text: str, start: int, end: int) -> int:
    """Where a name begins behind what leads on to it: "the Danish composer and singer Ada Lind"."""
    found = _LED_ON.match(text, start, end)
    start = start if found is None else found.end()
    while (nation := _NATION.match(text, start, end)) is not None and is_adjective(nation[1]):
        start = nation.end()
    return start


def _until(stop: re.Pattern[str], text: str, start: int, end: int) -> int:
    found = stop.search(text, start + 1, end)
    return found.start() if found else end


def _date(slot: Slot, text: str, start: int, end: int) -> tuple[int, int] | None:
    found = [m.span() for m in DATES.finditer(text, start, end)]
    if not found:
        century = _CENTURY.search(text, start, end)
        return None if century is None else century.span()
    last = slot.label.endswith(("death", "dissolution"))
    if last and (to := _TO.match(text, found[-1][1])) and (ends := DATES.match(text, to.end())):
        return ends.span()
    start, end = found[-1] if last else found[0]
    other = next((said for label, said in _OTHER.items() if slot.label.endswith(label)), None)
    return None if other and other.search(text, 0, start) else (start, end)


def _country(text: str, start: int, end: int) -> tuple[int, int] | None:
    if known_nation(text[start:end]):
        return start, end
    words = list(re.finditer(r"[^\s,;()]+", text[start:end]))
    for first in range(len(words) - 1, -1, -1):
        for last in range(len(words), first, -1):
            a, b = start + words[first].start(), start + words[last - 1].end()
            if known_nation(text[a:b]):
                return a, b
    comma = text.rfind(", ", start, end)
    return (comma + 2, end) if comma >= 0 else (start, end)
