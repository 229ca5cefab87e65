"""Which pairs of a document are worth a look."""

from __future__ import annotations

import random
from typing import Any, cast

import numpy as np
import pytest
from tokenizers import Tokenizer

from kgqa.encoders.bases import find_base
from kgqa.extract.document import Document, Span
from kgqa.extract.found import FoundEntity
from kgqa.extract.parsed import Parsed, Value
from kgqa.extract.relations.tokens import MAX_PIECES, cut
from kgqa.extract.relations.windows import NEAR, windows_of


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """The base's own, which cuts nothing off."""
    made = Tokenizer.from_file(str(find_base().folder / "tokenizer.json"))
    made.no_padding()
    made.no_truncation()
    return made


def made(tokenizer: Tokenizer, sentences: int, entities: int, values: int, seed: int) -> Parsed:
    """A document of sentences of eight words, whose entities and values are words drawn from them."""
    rng = random.Random(seed)
    text = " ".join(f"{' '.join(f'w{at}x{word}' for word in range(7))} end." for at in range(sentences))
    places, start = [], 0
    for sentence in text.split(". "):
        places.append(Span(start, start + len(sentence.rstrip(".")) + 1))
        start += len(sentence) + 2
    words = [Span(word.start, word.end) for word in cut(tokenizer, [text], 10**6)[0].words]
    drawn = [
        FoundEntity(f"e{at}", "", (f"e{at}",), tuple(sorted(rng.sample(words, rng.randint(1, 3)))))
        for at in range(entities)
    ]
    years = tuple(Value(rng.choice(words), "1", "number") for _ in range(values))
    return Parsed(Document("d", "", text), cast(Any, None), tuple(places), tuple(drawn), years)


def test_pairs_are_those_near_each_other_or_with_the_topic(tokenizer: Tokenizer) -> None:
    for seed in range(20):
        parsed = made(tokenizer, 6, 5, 2, seed)
        spans = [entity.mentions for entity in parsed.entities] + [(value.span,) for value in parsed.values]
        places = [
            [sum(sentence.start <= span.start for sentence in parsed.sentences) for span in each] for each in spans
        ]
        topic = min(range(5), key=lambda at: (spans[at][0].start, at))
        wanted = {
            (one, two)
            for one in range(5)
            for two in range(7)
            if one != two and (topic in (one, two) or min(abs(a - b) for a in places[one] for b in places[two]) <= NEAR)
        }
        (window,) = windows_of(tokenizer, 0, parsed)
        heads, tails = window.pairs
        found = [(window.own[head], window.own[tail]) for head, tail in zip(heads, tails, strict=True)]
        assert sorted(wanted) == found and heads.dtype == np.int64


def test_a_long_document_is_read_in_stretches_that_fit(tokenizer: Tokenizer) -> None:
    parsed = made(tokenizer, 60, 30, 0, 1)
    windows = list(windows_of(tokenizer, 3, parsed))
    assert len(windows) > 1 and {window.number for window in windows} == {3}
    assert all(len(window.tokens.ids) <= MAX_PIECES for window in windows)
    assert {at for window in windows for at in window.own} == set(range(30))


def test_nothing_named_nothing_to_read(tokenizer: Tokenizer) -> None:
    assert list(windows_of(tokenizer, 0, made(tokenizer, 2, 0, 0, 1))) == []
    assert list(windows_of(tokenizer, 0, made(tokenizer, 2, 0, 2, 1))) == []
