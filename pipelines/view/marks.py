"""A sentence in pieces: where it names the head and the tail of a fact, and which stretch says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from kgqa.pipelines.view.picture import Sentence

HEAD, TAIL, SAID = "head", "tail", "said"

Piece = tuple[str, str]
"""A stretch of the sentence and what it is: some of HEAD, TAIL and SAID, a blank between, or ""."""

NAMES = 8
"""Names of one thing that are looked for."""


def pieces(sentence: Sentence, heads: Sequence[str] = (), tails: Sequence[str] = ()) -> list[Piece]:
    """The sentence cut where what it is changes; joined, the pieces are its text.

    >>> pieces(Sentence("Ada Lind isolated lindium."), ["Ada Lind"], ["lindium"])
    [('Ada Lind', 'head'), (' isolated ', ''), ('lindium', 'tail'), ('.', '')]
    """
    text = sentence.text
    kinds = [""] * len(text)
    # Of names that overlap the longer one is meant: "Lind" in "Lind Bay" is the bay.
    found = [
        (match.end() - match.start(), match.start(), kind)
        for kind, names in ((HEAD, heads), (TAIL, tails))
        for pattern in (pattern_of(names),)
        if pattern
        for match in pattern.finditer(text)
    ]
    for length, start, kind in sorted(found, key=lambda each: (-each[0], each[1], each[2])):
        if not any(kinds[start : start + length]):
            kinds[start : start + length] = [kind] * length
    said = range(max(0, sentence.start), min(len(text), sentence.end))
    marked = [f"{kind} {SAID}".strip() if at in said else kind for at, kind in enumerate(kinds)]
    runs = groupby(zip(text, marked, strict=True), lambda each: each[1])
    return [("".join(sign for sign, _ in run), kind) for kind, run in runs]


def pattern_of(names: Sequence[str]) -> re.Pattern[str] | None:
    """What finds any of the names as whole words, whatever their case, the longest first; None for no name."""
    held = sorted({name.strip() for name in names[:NAMES]} - {""}, key=lambda name: (-len(name), name))
    if not held:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, held))})(?!\w)", re.IGNORECASE)


def spoken(label: str, aliases: Sequence[str] = ()) -> tuple[str, ...]:
    """What a text may call a thing: its label without a qualifier in brackets, then the label and its aliases.

    >>> spoken("Heat (1995 film)", ["Heat"])
    ('Heat', 'Heat (1995 film)')
    """
    return tuple(dict.fromkeys((label.partition(" (")[0] or label, label, *aliases)))
