"""How old somebody was at death: from the two days that the graph has, in whole years."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import chain_label
from kgqa.reader.facts.sides import value
from kgqa.reader.language.named import named, without_names
from kgqa.reader.language.operations import family
from kgqa.reader.language.quantities import Quantity, iso
from kgqa.types import Answer, Evidence, Path, Step, Support

KNOWN = 0.95
"""Probability that the two days of the one that is named are those asked for."""

_WHEN = r"when (?:he|she|they|(?P=who)) (?:(?:finally|at last|suddenly) )?(?:died|passed away)"
_AGE = re.compile(
    rf"(?:how old (?:was|were) (?P<who>.+?) (?:{_WHEN}|at (?:the time of )?(?:his|her|their) death)"
    r"|at what age did .+ (?:die|pass away)"
    rf"|what was the age of (?P<other>.+?) (?:{_WHEN.replace('who', 'other')}|at death)"
    r"|how (?:many years|long) did .+ live)\s*\?*\s*$",
    re.IGNORECASE,
)
_KIN = {
    "husband": "spouse|husband",
    "wife": "spouse|wife",
    "spouse": "spouse|husband|wife",
    "father": "father|parent",
    "mother": "mother|parent",
    "son": "son|child",
    "daughter": "daughter|child",
    "brother": "brother|sibling",
    "sister": "sister|sibling",
}
_ANY_KIN = re.compile(
    rf"\b(?:{'|'.join(_KIN)}|\w*(?:parent|child|uncle|aunt|nephew|niece|cousin|widow)\w*)\b", re.IGNORECASE
)
_OWNED = re.compile(r"['’]s?\b|\bit (?!die\b|pass\b|live\b|when\b|at\b)\w", re.IGNORECASE)
"""Somebody or something of the one that is named ("it") is meant."""


def asks_age_at_death(question: str) -> bool:
    """Whether a question asks how old somebody became.

    >>> [asks_age_at_death(q) for q in ("How old was Jo Lind when she died?", "How old was Jo when the war began?")]
    [True, False]
    >>> asks_age_at_death("How old was Jo Lind when her husband died?")
    False
    """
    return _AGE.search(question) is not None


def age_at_death(question: str, evidence: Sequence[Evidence], graph: Graph) -> Answer | None:
    """The age that the graph's days of birth and death come to; "70 or 71" where these are years alone. None where the
    question asks for something else, or a day is not known."""
    words = without_names(question, evidence, graph)
    if not asks_age_at_death(words) or len(set(named(question, evidence, graph).starts)) > 1:
        return None  # of two that are named it may be the age of the one at the death of the other
    found: dict[tuple[str, tuple[Step, ...]], dict[str, int]] = {}
    for number, piece in enumerate(evidence):
        path = piece.content
        if isinstance(path, Path) and (kind := _kind(path, graph)):
            days = found.setdefault((path.start, path.steps[:-1]), {})
            if kind not in days or piece.score > evidence[days[kind]].score:
                days[kind] = number
    known = [
        (len(steps), days)
        for (_, steps), days in sorted(found.items(), key=str)
        if len(days) == 2 and _leads_there(words, steps, graph)
    ]
    if not known:
        return None
    steps, days = min(known, key=lambda one: (one[0], -sum(evidence[number].score for number in one[1].values())))
    born, died = (value(_path(evidence[days[kind]]), "date", graph) for kind in ("birth", "death"))
    if born is None or died is None or not (years := _years(born, died)):
        return None
    text = " or ".join(map(str, years))
    # Beyond the one that is named, the chain to the one who is meant has to be right too.
    sure = KNOWN if not steps else KNOWN * min(1.0, max(evidence[number].score for number in days.values()))
    support = tuple(Support(days[kind]) for kind in ("birth", "death"))
    return Answer(text, sure, "number" if len(years) == 1 else "span", support, (), (text,))


def _leads_there(words: str, steps: tuple[Step, ...], graph: Graph) -> bool:
    """Whether a chain may lead to the one meant: not nowhere where it is somebody's husband, nor to a father then."""
    kin = _ANY_KIN.search(words)
    if kin is None:
        return bool(steps) or _OWNED.search(words) is None
    meant = _KIN.get(kin[0].lower())
    return bool(steps) and meant is not None and re.search(meant, chain_label(steps, graph).lower()) is not None


def _kind(path: Path, graph: Graph) -> str:
    """ "birth" or "death" where a path leads to one such day."""
    if path.steps[-1].inverse or value(path, "date", graph) is None:
        return ""
    kind = family(chain_label(path.steps[-1:], graph))
    return kind if kind in ("birth", "death") else ""


def _path(piece: Evidence) -> Path:
    assert isinstance(piece.content, Path)
    return piece.content


def _years(born: Quantity, died: Quantity) -> tuple[int, ...]:
    """The ages possible, one or two; none where the days are too vague, or death comes before birth."""
    days = [iso(day) for day in (born.low, born.high, died.low, died.high)]
    if not all(days):
        return ()  # before our era
    first, last, early, late = map(datetime.date.fromisoformat, days)
    low, high = _full(last, early), _full(first, late)
    return tuple(range(max(low, 0), high + 1)) if high <= low + 1 else ()


def _full(begin: datetime.date, end: datetime.date) -> int:
    return end.year - begin.year - ((end.month, end.day) < (begin.month, begin.day))
