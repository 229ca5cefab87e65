"""Pieces without case as a question that a person could have typed: names as the passage writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tokenizers import Tokenizer

_SMALL = re.compile(
    r"(The|A|An|In|On|At|By|For|From|To|Of|And|It|Its|He|His|She|Her|They|Their|This|That|As|With|After|Before|"
    r"During|When|While|There|These|Was|Is)\b"
)
"""What has an upper-case letter because it began a sentence."""

_TIGHT, _BEFORE = frozenset(",.?!;:)%]'’-/–"), frozenset("('’-/$[–#")
"""Signs with no space before them, and after them."""


def spelt(tokenizer: Tokenizer, pieces: Sequence[int], passage: str) -> str:
    """The question of these pieces: runs of the passage's own pieces as they stand there, the rest in lower case.

    ``tokenizer``: an uncased WordPiece, which neither cuts off nor pads.
    """
    encoding = tokenizer.encode(passage, add_special_tokens=False)
    places: dict[int, list[int]] = {}
    for at, piece in enumerate(encoding.ids):
        places.setdefault(piece, []).append(at)
    text, at = "", 0
    while at < len(pieces):
        size, first = _longest(pieces[at:], encoding.ids, places.get(pieces[at], []), passage, encoding.offsets)
        word = tokenizer.id_to_token(pieces[at])
        if size:
            said = passage[encoding.offsets[first][0] : encoding.offsets[first + size - 1][1]]
        else:
            said, size = word.removeprefix("##"), 1
        if text and _SMALL.match(said):
            said = said[0].lower() + said[1:]
        joined = not text or word.startswith("##") or said[0] in _TIGHT or text[-1] in _BEFORE
        text += said if joined else f" {said}"
        at += size
    return text[:1].upper() + text[1:]


def _longest(
    pieces: Sequence[int], ids: Sequence[int], starts: Sequence[int], passage: str, offsets: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """Length and place of the longest run of the passage that the pieces begin with; of equals one in lower case."""
    size, first = 0, 0
    for start in starts:
        run = 0
        while run < len(pieces) and start + run < len(ids) and ids[start + run] == pieces[run]:
            run += 1
        if run > size or (run == size and passage[offsets[start][0]].islower()):
            size, first = run, start
    return size, first
