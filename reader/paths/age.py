"""How old somebody was at death: from the two days that the graph has, in whole years."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import chain_label
from kgqa.reader.facts.sides import value
from kgqa.reader.language.operations import family
from kgqa.reader.language.quantities import Quantity, iso
from kgqa.types import Answer, Evidence, Path, Step, Support

KNOWN = 0.95
"""Probability that the two days of the one that is named are those asked for."""

_AGE = re.compile(
    r"(?:how old (?:was|were) .* (?:when (?:\S+ ){1,6}?(?:died|passed away)"
    r"|at (?:the time of )?(?:his|her|their) death)"
    r"|at what age did .* (?:die|pass away)|what was the age of .* (?:when (?:\S+ ){1,6}?died|at death)"
    r"|how (?:many years|long) did .* live)\s*\?*\s*$",
    re.IGNORECASE,
)


def asks_age_at_death(question: str) -> bool:
    """Whether a question asks how old somebody became.

    >>> [asks_age_at_death(q) for q in ("How old was Jo Lind when she died?", "How old was Jo when the war began?")]
    [True, False]
    """
    return _AGE.search(question) is not None


def age_at_death(question: str, evidence: Sequence[Evidence], graph: Graph) -> Answer | None:
    """The age that the graph's days of birth and death come to; "70 or 71" where these are years alone. None where the
    question asks for something else, or a day is not known."""
    if not asks_age_at_death(question):
        return None
    found: dict[tuple[str, tuple[Step, ...]], dict[str, int]] = {}
    for number, piece in enumerate(evidence):
        path = piece.content
        if isinstance(path, Path) and (kind := _kind(path, graph)):
            days = found.setdefault((path.start, path.steps[:-1]), {})
            if kind not in days or piece.score > evidence[days[kind]].score:
                days[kind] = number
    known = [(len(steps), days) for (_, steps), days in sorted(found.items(), key=str) if len(days) == 2]
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
