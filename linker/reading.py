"""A question as the linker sees it: tokens, what kind of word each is, quotes and what its upper case
tells."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kgqa.linker.hashing import I64, Stretches, hash_strings
from kgqa.linker.index import LinkIndex
from kgqa.linker.normalise import Token, is_own_token, tokenise
from kgqa.linker.stem import stem
from kgqa.linker.words import FUNCTION, ORDINARY, SHORTENED

FUNCTION_WEIGHT, SCHEMA_WEIGHT, ORDINARY_WEIGHT, NUMBER_WEIGHT, SIGN_WEIGHT = 0.1, 0.3, 0.35, 0.45, 0.5
"""How much a word says by itself; any other word says 1. SIGN is a lone letter or a Han, kana or Hangul
sign."""

_QUOTED = re.compile(
    r"\"([^\"]+)\"|“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|「([^」]+)」|『([^』]+)』|《([^》]+)》"
    r"|(?<!\w)['‘]([^'’]+)['’](?!\w)"
)


_STOP = re.compile(r"[.!?…]['\"”’)\]]*\s|\n\s*\n|[。！？]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A question taken apart.

    ``bounds`` (n + 1,): where each token starts in ``squashed``, the tokens without blanks. ``weights``: a
    number in (0, 1] each; ``known``: it is a token of some name in the graph; ``plain``: it is a function
    or ordinary word; ``upper``: its first letter is upper case; ``begins``: a sentence starts with it.
    ``cased``: the question mixes the cases, so that case tells something.
    """

    text: str
    tokens: tuple[Token, ...]
    squashed: str
    bounds: I64
    stretches: Stretches
    weights: tuple[float, ...]
    known: npt.NDArray[np.bool_]
    plain: tuple[bool, ...]
    upper: tuple[bool, ...]
    begins: tuple[bool, ...]
    cased: bool
    quotes: frozenset[tuple[int, int]]


def read(text: str, index: LinkIndex) -> Reading:
    """Take a question apart against an index."""
    tokens = tuple(tokenise(text))
    squashed = "".join(token.text for token in tokens)
    bounds = np.zeros(len(tokens) + 1, dtype=np.int64)
    np.cumsum([len(token.text) for token in tokens], out=bounds[1:])
    stretches = Stretches.of(squashed)
    schema = index.is_schema(hash_strings([stem(token.text) for token in tokens]))
    upper = tuple(_starts_upper(text, token) for token in tokens)
    begins = tuple(_begins(text, tokens, place) for place in range(len(tokens)))
    told = (high for high, first in zip(upper, begins, strict=True) if not first)
    cased = any(told) and any(text[token.start].islower() for token in tokens)
    return Reading(
        text=text,
        tokens=tokens,
        squashed=squashed,
        bounds=bounds,
        stretches=stretches,
        weights=tuple(_weight(token.text, bool(schema[place])) for place, token in enumerate(tokens)),
        known=index.is_word(stretches.hash(bounds[:-1], bounds[1:])),
        plain=tuple(token.text in FUNCTION or token.text in ORDINARY for token in tokens),
        upper=upper,
        begins=begins,
        cased=cased,
        quotes=frozenset(_quotes(text, tokens)),
    )


def _weight(word: str, schema: bool) -> float:
    if word in FUNCTION:
        return FUNCTION_WEIGHT
    if schema:
        return SCHEMA_WEIGHT
    if word in ORDINARY:
        return ORDINARY_WEIGHT
    if word.isdecimal():
        return NUMBER_WEIGHT
    if len(word) == 1 and (word.isascii() or is_own_token(word)):
        return SIGN_WEIGHT
    return 1.0


def _begins(text: str, tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a sentence starts with a token, by what stands before it; "J. R." and "Dr." end none."""
    if place == 0:
        return True
    before = tokens[place - 1]
    between = text[before.end : tokens[place].start]
    if not _STOP.search(between):
        return False
    return not between.startswith(".") or (len(before.text) > 1 and before.text not in SHORTENED)


def _starts_upper(text: str, token: Token) -> bool:
    return text[token.start].isupper() or text[token.start].istitle()


def _quotes(text: str, tokens: tuple[Token, ...]) -> list[tuple[int, int]]:
    """First and one past the last token of each quotation."""
    spans = []
    for match in _QUOTED.finditer(text):
        inside = [n for n, token in enumerate(tokens) if match.start() <= token.start and token.end <= match.end()]
        if inside:
            spans.append((inside[0], inside[-1] + 1))
    return spans
