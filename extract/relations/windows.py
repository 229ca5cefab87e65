"""Stretches of a document that the network reads at once, and in each the pairs of entities worth a look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kgqa.extract.document import Span
from kgqa.extract.parsed import Parsed
from kgqa.extract.relations.examples import words_of
from kgqa.extract.relations.finding import Spans
from kgqa.extract.relations.tokens import MAX_PIECES, Tokens, cut, encoded, tokens_of

NEAR = 1
"""Sentences between two mentions, at most, where neither is the document's topic."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a document that is read at once: the numbers of its entities and values there, values counted on
    after the entities, each with its spans of words."""

    number: int
    start: int
    tokens: Tokens
    own: tuple[int, ...]
    spans: tuple[Spans, ...]
    pairs: tuple[NDArray[np.int64], NDArray[np.int64]]


def windows_of(tokenizer: Tokenizer, number: int, parsed: Parsed) -> Iterator[Window]:
    """The stretches of a document, the ``number``-th, that have pairs worth a look."""
    places = [entity.mentions for entity in parsed.entities] + [(value.span,) for value in parsed.values]
    entities = len(parsed.entities)
    for start, end, tokens in _stretches(tokenizer, parsed):
        own, spans = [], []
        for at, mentions in enumerate(places):
            inside = [Span(m.start - start, m.end - start) for m in mentions if start <= m.start and m.end <= end]
            if found := spans_of(tokens, inside) if inside else ():
                own.append(at)
                spans.append(found)
        heads, tails = _pairs(parsed, own, places, entities)
        if len(heads):
            yield Window(number, start, tokens, tuple(own), tuple(spans), (heads, tails))


def spans_of(tokens: Tokens, mentions: Sequence[Span]) -> Spans:
    """The spans of words of some mentions in a stretch, sorted; those that are no whole words are left out."""
    return tuple(sorted({found for each in mentions if (found := words_of(tokens, each.start, each.end))}))


def _stretches(tokenizer: Tokenizer, parsed: Parsed) -> Iterator[tuple[int, int, Tokens]]:
    """The whole document where it is short enough; else runs of sentences that are, each half over the one before."""
    text = parsed.document.text
    whole = encoded(tokenizer, [text])[0]
    if len(whole.ids) <= MAX_PIECES:
        yield 0, len(text), tokens_of(text, whole)
        return
    sizes = [len(made.ids) for made in encoded(tokenizer, [text[s.start : s.end] for s in parsed.sentences])]
    first = 0
    while first < len(sizes):
        past, pieces = first, 2
        while past < len(sizes) and (past == first or pieces + sizes[past] <= MAX_PIECES):
            pieces += sizes[past]
            past += 1
        start, end = parsed.sentences[first].start, parsed.sentences[past - 1].end
        yield start, end, cut(tokenizer, [text[start:end]])[0]
        if past == len(sizes):
            return
        first = max(first + 1, (first + past + 1) // 2)


def _pairs(
    parsed: Parsed, own: Sequence[int], places: Sequence[Sequence[Span]], entities: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs worth a look: those near each other, and those with what the document names first. Values are no heads."""
    if not own:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    starts = np.array([sentence.start for sentence in parsed.sentences] or [0])
    firsts = [(mention.start, each) for each in own if each < entities for mention in places[each]]
    topic = min(firsts)[1] if firsts else -1
    rows = np.repeat(np.arange(len(own)), [len(places[each]) for each in own])
    at = np.searchsorted(starts, [mention.start for each in own for mention in places[each]], side="right")
    stands = np.zeros((len(own), len(starts) + 1 + 2 * NEAR), np.float32)  # by sentence, some empty ones around them
    stands[rows, at + NEAR] = 1
    reaches = sum(np.roll(stands, step, axis=1) for step in range(-NEAR, NEAR + 1))
    worth = reaches @ stands.T > 0
    numbers = np.array(own)
    worth |= (numbers == topic)[:, None] | (numbers == topic)[None]
    worth[numbers >= entities] = False
    np.fill_diagonal(worth, False)
    heads, tails = np.nonzero(worth)
    return heads, tails
