"""A number that a question asks to be worked out of many: the total or the average of a value of all of some set."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal as Choice

from kgqa.reader.language.operations import synonyms

_OF_ALL = re.compile(
    r"(?:(?:what|how (?:much|high|large|big|long)) (?:is|are|was|were) |give (?:me )?|calculate |compute )?the "
    r"(?P<how>(?:total|average|overall) (?:number|amount) of|average|mean|total|combined|overall|sum of(?: the)?) "
    r"(?P<what>(?!number\b|amount\b)[a-z]+(?: [a-z]+){0,2}?) (?P<by>of|for|among|across|over|in|at) "
    r"(?:all (?:of )?)?(?:the )?(?P<set>[^,]+)"
)
_SAME = (
    ("length", "duration", "runtime", "running time"),
    ("salary", "wage", "pay", "income"),
    ("price", "cost"),
    ("weight", "mass"),
)
"""Names of one value."""

_ALONE = re.compile(
    r"(?:(?:what|how (?:much|high|large|big|long)) (?:is|are|was|were) |give (?:me )?|calculate |compute )the "
    r"(?P<how>average|mean|total|combined|overall|sum of(?: the)?) (?P<what>(?!number\b|amount\b)[a-z]+(?: [a-z]+)?)"
)
ALL = "which things"
"""What is left of a question that names no set."""

_BARE = re.compile(r"§\d+(?: and §\d+)*")


@dataclass(frozen=True, slots=True)
class Total:
    """``wanted``: words of the relation of the values; ``said``: what is asked for, in words; ``place``: what the set
    may be in or at where it is not named itself ("the total salary in Logistics")."""

    way: Choice["sum", "average"]
    wanted: tuple[str, ...]
    said: str
    place: str = ""


def taken_total(text: str) -> tuple[str, Total | None]:
    """A question for a total as the question for the set that it is of, and the total; any other as it is. ``text``:
    masked, in small letters, without its last sign.

    >>> taken_total("what is the total budget of all projects")
    ('which projects', Total(way='sum', wanted=('budget',), said='total budget', place=''))
    >>> taken_total("what is the average depth of §0")
    ('what is the average depth of §0', None)
    """
    found = _OF_ALL.fullmatch(text)
    if found is not None and _BARE.fullmatch(found["set"]):
        return text, None
    alone = _ALONE.fullmatch(text) if found is None else None
    if (found := found or alone) is None:
        return text, None
    what = re.sub(r"s$", "", found["what"]) if found["how"].startswith("sum") else found["what"]
    way: Choice["sum", "average"] = "average" if found["how"].startswith(("average", "mean")) else "sum"
    same = next((names for names in _SAME if what in names), ())
    wanted = (what, *same, *(name for word in what.split() for name in synonyms(word)))
    word = "average" if way == "average" else "total"
    if alone is not None:
        return ALL, Total(way, tuple(dict.fromkeys(wanted)), f"{word} {what}")
    of = re.sub(r"^([a-z]+(?: [a-z]+)?) (?:that|which|who) (?!§)", r"\1 ", found["set"])
    place = f"{found['by']} {found['set']}" if found["by"] in ("in", "at", "for") else ""
    return f"which {of}", Total(way, tuple(dict.fromkeys(wanted)), f"{word} {what}", place)
