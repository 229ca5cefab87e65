"""Cutting a document into passages: whole paragraphs where they fit, else whole sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

LIMIT = 900
"""Characters that a passage holds at most."""

_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)\s*")
# The look-behind makes a run of a million dots one attempt and not a million.
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+\s+|[。！？]+[”’」』）]*\s*|(?:\r\n|\r|\n)\s*")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|vs|etc|e\.g|i\.e|cf|No|vol|pp|ca|approx)\.$"
)
_HEADING = re.compile(r"#{1,6}\s[^\r\n]*")

Span = tuple[int, int]
"""Half-open character offsets in the document."""


def split_document(text: str, limit: int = LIMIT) -> list[Span]:
    """Half-open offsets of the passages of ``text``, in order and without overlap.

    Together they hold every character that is not white space; each starts and ends with one and has
    at most ``limit`` characters. Paragraphs end at blank lines. One that is too long is cut at ends of
    sentences or lines, a sentence that is too long at white space, and a word that is too long anywhere.

    >>> split_document("One. Two.\\n\\nThree.", limit=9)
    [(0, 9), (11, 17)]
    """
    passages: list[Span] = []
    held: list[Span] = []
    for unit in _units(text, limit):
        if held and unit[1] - held[0][0] > limit:
            # A heading belongs with what follows it.
            carried = held.pop() if len(held) > 1 and _HEADING.fullmatch(text, *held[-1]) else None
            passages.append((held[0][0], held[-1][1]))
            held = [carried] if carried and unit[1] - carried[0] <= limit else []
            if carried and not held:
                passages.append(carried)
        held.append(unit)
    if held:
        passages.append((held[0][0], held[-1][1]))
    return passages


def _units(text: str, limit: int) -> Iterator[Span]:
    """Paragraphs, and the pieces of those that are too long."""
    for paragraph in _cut(text, (0, len(text)), _BLANK_LINE):
        if paragraph[1] - paragraph[0] <= limit:
            yield paragraph
        else:
            yield from _pack(_sentences(text, paragraph, limit), limit)


def _sentences(text: str, paragraph: Span, limit: int) -> Iterator[Span]:
    for start, end in _cut(text, paragraph, _SENTENCE_END):
        while end - start > limit:
            cut = _last_space(text, start, start + limit)
            piece = _trim(text, start, cut)
            if piece:
                yield piece
            start = cut
            while start < end and text[start].isspace():
                start += 1
        if start < end:
            yield start, end


def _pack(units: Iterator[Span], limit: int) -> Iterator[Span]:
    held: Span | None = None
    for start, end in units:
        if held and end - held[0] <= limit:
            held = (held[0], end)
        else:
            if held:
                yield held
            held = (start, end)
    if held:
        yield held


def _cut(text: str, span: Span, boundary: re.Pattern[str]) -> Iterator[Span]:
    """The trimmed stretches of ``span`` between boundaries; a boundary's own text ends the stretch."""
    start, stop = span
    for match in boundary.finditer(text, start, stop):
        before = text[max(start, match.start() - 8) : match.start() + 1]
        if match[0].startswith(".") and _ABBREVIATION.search(before):
            continue
        piece = _trim(text, start, match.end())
        if piece:
            yield piece
        start = match.end()
    piece = _trim(text, start, stop)
    if piece:
        yield piece


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return (start, end) if start < end else None


def _last_space(text: str, start: int, end: int) -> int:
    """Where to cut ``text[start:end]``: after its last white space, or at its end where it has none.

    A cut in the first half would make a stub, so a long word is cut rather than set apart.
    """
    for at in range(end - 1, start + (end - start) // 2, -1):
        if text[at].isspace():
            return at + 1
    return end
