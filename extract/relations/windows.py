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
from kgqa.extract.relations.tokens import MAX_PIECES, Tokens, cut

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
    text = parsed.document.text
    places = [entity.mentions for entity in parsed.entities] + [(value.span,) for value in parsed.values]
    entities = len(parsed.entities)
    for start, end in _stretches(tokenizer, parsed):
        tokens = cut(tokenizer, [text[start:end]])[0]
        own, spans = [], []
        for at, mentions in enumerate(places):
            inside = [Span(m.start - start, m.end - start) for m in mentions if start <= m.start and m.end <= end]
            found = spans_of(tokens, inside)
            if found:
                own.append(at)
                spans.append(found)
        heads, tails = _pairs(parsed, own, places, entities)
        if len(heads):
            yield Window(number, start, tokens, tuple(own), tuple(spans), (heads, tails))


def spans_of(tokens: Tokens, mentions: Sequence[Span]) -> Spans:
    """The spans of words of some mentions in a stretch, sorted; those that are no whole words are left out."""
    return tuple(sorted({found for each in mentions if (found := words_of(tokens, each.start, each.end))}))


def _stretches(tokenizer: Tokenizer, parsed: Parsed) -> Iterator[tuple[int, int]]:
    """The whole document where it is short enough; else runs of sentences that are, each half over the one before."""
    text = parsed.document.text
    if len(tokenizer.encode(text.encode("utf-8", "replace").decode("utf-8")).ids) <= MAX_PIECES:
        yield 0, len(text)
        return
    safe = [text[s.start : s.end].encode("utf-8", "replace").decode("utf-8") for s in parsed.sentences]
    sizes = [len(encoding.ids) for encoding in tokenizer.encode_batch(safe)]
    first = 0
    while first < len(sizes):
        past, pieces = first, 2
        while past < len(sizes) and (past == first or pieces + sizes[past] <= MAX_PIECES):
            pieces += sizes[past]
            past += 1
        yield parsed.sentences[first].start, parsed.sentences[past - 1].end
        if past == len(sizes):
            return
        first = max(first + 1, (first + past + 1) // 2)


def _pairs(
    parsed: Parsed, own: Sequence[int], places: Sequence[Sequence[Span]], entities: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs worth a look: those near each other, and those with what the document names first. Values are no heads."""
    starts = np.array([sentence.start for sentence in parsed.sentences] or [0])
    at = [np.searchsorted(starts, [m.start for m in places[each]], side="right") for each in own]
    firsts = [(mention.start, each) for each in own if each < entities for mention in places[each]]
    topic = min(firsts)[1] if firsts else -1
    heads, tails = [], []
    for one, first in enumerate(own):
        if first >= entities:
            continue
        for two, second in enumerate(own):
            if one != two and (topic in (first, second) or int(np.abs(at[one][:, None] - at[two][None]).min()) <= NEAR):
                heads.append(one)
                tails.append(two)
    return np.array(heads, np.int64), np.array(tails, np.int64)
