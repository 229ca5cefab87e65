"""Names joined to a linked one: in "both north and Veland" the first is a name because the second is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kgqa.types import Mention

BESIDE = 0.25
"""What a mention must score to be linked beside another."""

_JOINED = re.compile(r",?\s+(?:&|and|or|nor)\s+(?:(?:also|the)\s+)?", re.IGNORECASE)
"""A comma alone joins no names: "who is younger, Jo Lind or Ada Holt"."""


def joined(text: str, mentions: Sequence[Mention], scores: Sequence[float], linked: Sequence[bool]) -> list[bool]:
    """Which mentions are linked when those joined to linked ones, by "and" or "or", are as well.

    ``mentions``: in order and disjoint, each with its score and whether it is linked by itself.

    >>> text = "which ports do drama and Veland share"
    >>> joined(text, [Mention(15, 20, "drama"), Mention(25, 31, "Veland")], [0.5, 1.0], [False, True])
    [True, True]
    """
    found = list(linked)
    places = range(len(mentions))
    for there, here in [*pairwise(places), *pairwise(reversed(places))]:
        if found[there] and not found[here] and scores[here] >= BESIDE:
            first, last = sorted((mentions[there], mentions[here]), key=lambda mention: mention.start)
            found[here] = _JOINED.fullmatch(text[first.end : last.start]) is not None
    return found
