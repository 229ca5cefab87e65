"""Lines of N-Triples and N-Quads cut at their blanks into tokens, where that can't change what they mean.

It can't where every line is HEAD, RELATION, TAIL, maybe GRAPH, and a dot with one blank between them, and all other
blanks are in the texts of literals.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import count
from typing import NamedTuple

import numpy as np

from kgqa.kg.arrays import Array

BREAK = ".\n"
"""The end of a line, which the token of the next one's head begins with."""
_ESCAPES = (("\\\\", "\0"), ('\\"', "\1"))
"""What may stand before a quote that ends no text, and what stands for it meanwhile."""
_BLANK = re.compile(r"_:([A-Za-z0-9_][A-Za-z0-9_\-]*)")


class NotPlain(ValueError):
    """Lines that must be parsed as they are."""


class Lines(NamedTuple):
    """The tokens of some lines. A head begins with BREAK; a tail that is a literal has only what is around the text,
    as one quote and what follows it, and ``texts`` are those of such tails in their order. ``graphs`` is empty where no
    line has one, else "" for those that have none."""

    heads: Sequence[str]
    kinds: Sequence[str]
    tails: Sequence[str]
    graphs: Sequence[str]
    texts: Sequence[str]

    @classmethod
    def of(cls, text: str, *, has_graphs: bool = False) -> Lines:
        """Cuts whole lines, the last one's LF included; ``has_graphs``: whether a line may name its graph.

        Raises NotPlain where lines are of another shape.
        """
        if "\r" in text or any(mark in text for _, mark in _ESCAPES):
            raise NotPlain
        hidden = BREAK + text
        for escape, mark in _ESCAPES if "\\" in text else ():
            hidden = hidden.replace(escape, mark)
        parts = hidden.split('"')
        tokens = '"'.join(parts[::2]).split(" ")
        size = text.count("\n")
        if tokens.pop() != BREAK or len(parts) % 2 == 0:
            raise NotPlain
        if len(tokens) == 3 * size:
            return cls(tokens[::3], tokens[1::3], tokens[2::3], (), parts[1::2])
        if not has_graphs:
            raise NotPlain
        if len(tokens) == 4 * size:
            return cls(tokens[::4], tokens[1::4], tokens[2::4], tokens[3::4], parts[1::2])
        heads, kinds, tails, graphs = _uneven(tokens, size)
        return cls(heads, kinds, tails, graphs, parts[1::2])

    def blanks(self) -> dict[str, str]:
        """The tokens that are blank nodes and their labels, in the order of the lines."""
        starts = ("_:", f"{BREAK}_:")
        columns = (self.heads, self.tails, self.graphs) if self.graphs else (self.heads, self.tails)
        tokens = dict.fromkeys(token for row in zip(*columns, strict=True) for token in row if token.startswith(starts))
        found = {token: _BLANK.fullmatch(token.removeprefix(BREAK)) for token in tokens}
        if not all(found.values()):
            raise NotPlain
        return {token: match[1] for token, match in found.items() if match}


def _uneven(tokens: Sequence[str], size: int) -> tuple[list[str], list[str], list[str], list[str]]:
    """Heads, relations, tails and graphs of lines of which some have a graph."""
    starts = [at for at, token in enumerate(tokens) if token.startswith(BREAK)]
    ends = [*starts[1:], len(tokens)]
    if len(starts) != size or not {end - start for start, end in zip(starts, ends, strict=True)} <= {3, 4}:
        raise NotPlain
    heads, kinds, tails = ([tokens[start + place] for start in starts] for place in range(3))
    graphs = [tokens[end - 1] if end - start == 4 else "" for start, end in zip(starts, ends, strict=True)]
    return heads, kinds, tails, graphs


class Column(NamedTuple):
    """The distinct tokens of a column in their order, and (n_lines,) int32 places of each line's among them."""

    tokens: Sequence[str]
    places: Array

    @classmethod
    def of(cls, tokens: Sequence[str]) -> Column:
        # A token that is new gets its place where it is looked up.
        known: defaultdict[str, int] = defaultdict(count().__next__)
        places = np.fromiter(map(known.__getitem__, tokens), np.int32, len(tokens))
        return cls(list(known), places)


def unhidden(text: str) -> str:
    """Text of tokens with the escapes that were hidden while it was cut."""
    for escape, mark in _ESCAPES:
        text = text.replace(mark, escape)
    return text


def is_escaped(text: str) -> bool:
    """Whether the text of a literal, as it was cut, holds an escape."""
    return "\\" in text or any(mark in text for _, mark in _ESCAPES)
