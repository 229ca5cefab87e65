"""Spans of one passage beside each other: what speaks against one of them speaks for the rest."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kgqa.reader.doubts.believed import believed, trimmed
from kgqa.reader.doubts.changes import is_told_side
from kgqa.reader.doubts.fates import is_told_fate
from kgqa.reader.doubts.years import is_told_year
from kgqa.reader.network.decode import Span

SO_MANY_WORDS = 3.0
"""How many times the odds of a span are those that it has where the text says in so many words what is asked."""

LEAST_OPEN = 0.02
"""Least part of all spans that is thought to be open between those that nothing speaks against."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A span of a text with its margin and share, what is left of its probability by what speaks against it, and how
    many times its odds are more for what speaks for it."""

    start: int
    end: int
    margin: float
    share: float
    left: float
    odds: float = 1.0

    def probability(self, read: float) -> float:
        """What the probability of the reader's curve comes to.

        >>> Weighed(0, 4, 1.0, 0.0, left=1.0, odds=3.0).probability(0.5)
        0.75
        """
        return self.left * self.odds * read / (1 + (self.odds - 1) * read)


def weighed(question: str, text: str, spans: Sequence[Span], *, shift: int = 0, title: str = "") -> list[Weighed]:
    """Each of the ``spans``, trimmed and doubted (:func:`believed`), in their order; those that are one once they are
    trimmed are one, with the shares and odds of all.

    The share that goes to a span that is doubted is no rival's of one that is not: of "destroyed in 1840 and rebuilt in
    1852" the first date takes nothing from the second where somebody asks for that. ``shift``: where ``text`` begins
    in what the spans are of; ``title``: that of the text.
    """
    found: dict[tuple[int, int], Weighed] = {}
    for span in spans:
        place = trimmed(question, text, span.start - shift, span.end - shift)
        one = Weighed(*place, span.margin, span.share, 1.0)
        if (other := found.get(place)) is not None:
            one = replace(other, margin=_sum(other.margin, one.margin), share=min(0.0, _sum(other.share, one.share)))
        else:
            is_said = any(told(question, text, *place) for told in (is_told_fate, is_told_side, is_told_year))
            odds = SO_MANY_WORDS if is_said else 1.0
            one = replace(one, left=believed(question, text, *place, title), odds=odds)
        found[place] = one
    doubted = sum(math.exp(one.share) * (1 - one.left) for one in found.values() if one.left < 1)
    if not doubted:
        return list(found.values())
    opened = math.log(max(LEAST_OPEN, 1 - doubted))
    return [replace(one, share=min(0.0, one.share - opened)) if one.left == 1 else one for one in found.values()]


def _sum(one: float, other: float) -> float:
    high, low = max(one, other), min(one, other)
    return high + math.log1p(math.exp(low - high))
