"""The network that is asked for relations at work: the facts of each relation of each sentence, surest first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from kgqa.encoders.batching import fixed_batches
from kgqa.extract.relations.align import MAX_WORDS
from kgqa.extract.relations.asked_model import AskedNet, Sides
from kgqa.extract.relations.asked_training import length_of, question_batch
from kgqa.extract.relations.questions import Question, asked_pieces, wording
from kgqa.extract.relations.schema import RelationType
from kgqa.extract.relations.tokens import Tokens

ROWS = 32
"""Rows of a batch of up to 64 pieces (see ``kgqa.encoders.batching``)."""

SPANS = 5
"""Heads, and tails, of a question that are paired."""

MOST = 4
"""Facts of one relation that a sentence states, at most."""

Answer = tuple[tuple[int, int], tuple[int, int], float]
"""Head and tail as spans of words (first, past the last), and how likely the relation holds between them."""


def answers(
    net: AskedNet,
    tokenizer: Tokenizer,
    tokens: Sequence[Tokens],
    relations: Sequence[RelationType],
    *,
    which: Sequence[Sequence[int]] | None = None,
    least: float = 0.01,
) -> list[list[list[Answer]]]:
    """For each sentence and each relation the facts that are ``least`` likely, surest first; two whose heads touch and
    whose tails touch are one. Sentences are cut to ``MOST_SENTENCE`` pieces beforehand.

    ``which``: the numbers of the relations that each sentence is asked for, all where it is None.

    The same sentence gives the same bits in any company: rows are padded by their own length.
    """
    asked = [asked_pieces(tokenizer, wording(each)) for each in relations]
    every = range(len(relations))
    places = [(row, at) for row in range(len(tokens)) for at in (every if which is None else which[row])]
    questions = [Question(tokens[row], relations[at]) for row, at in places]
    found: list[list[list[Answer]]] = [[[] for _ in relations] for _ in tokens]
    lengths = [length_of(asked[at], each) for (_, at), each in zip(places, questions, strict=True)]
    for batch in fixed_batches(lengths, size=ROWS):
        chosen = [questions[row] for row in batch.rows]
        made = question_batch(
            [asked[places[row][1]] for row in batch.rows],
            chosen,
            rows=batch.size,
            pieces=batch.length,
            words=batch.length,
        )
        with torch.inference_mode():
            hidden = net.look(made.ids, made.types, made.mask)
            rows = torch.arange(batch.size)[:, None]
            spans = net.spans(hidden[rows, made.first], hidden[rows, made.last])
            _outside(spans, [len(each.tokens.words) for each in chosen])
            sides = _best(spans)
            chances = torch.sigmoid(net.pairs(hidden, made.first, made.last, spans, sides))
        many = len(chances) // batch.size
        spans_of = torch.stack(
            [sides.head_first, sides.head_last + 1, sides.tail_first, sides.tail_last + 1], dim=1
        ).tolist()
        likely = chances.numpy()
        for place, row in enumerate(batch.rows):
            mine = slice(place * many, (place + 1) * many)
            sentence, relation = places[row]
            found[sentence][relation] = _chosen(spans_of[mine], likely[mine], len(chosen[place].tokens.words), least)
    return found


def _outside(spans: Tensor, words: Sequence[int]) -> None:
    """Makes spans beyond a sentence's words impossible, in place."""
    last = torch.arange(spans.shape[2])[:, None] + torch.arange(MAX_WORDS)[None]
    for row, count in enumerate(words):
        spans[row].masked_fill_(last[None] >= count, -30.0)


def _best(spans: Tensor) -> Sides:
    """All pairs of the best heads and the best tails of each row."""
    rows, _, words, _ = spans.shape
    places = spans.reshape(rows, 2, -1).sort(dim=2, descending=True, stable=True).indices[:, :, :SPANS]
    first = places // MAX_WORDS
    last = (first + places % MAX_WORDS).clamp(max=words - 1)
    shape = (rows, places.shape[2], places.shape[2])

    def column(of: Tensor, side: int) -> Tensor:
        each = of[:, side, :, None] if side == 0 else of[:, side, None, :]
        return each.expand(shape).reshape(-1)

    row = torch.arange(rows)[:, None, None].expand(shape).reshape(-1)
    return Sides(row, column(first, 0), column(last, 0), column(first, 1), column(last, 1))


def _chosen(places: Sequence[Sequence[int]], likely: np.ndarray, words: int, least: float) -> list[Answer]:
    chosen: list[Answer] = []
    for at in np.argsort(-likely, kind="stable"):
        if likely[at] < least or len(chosen) == MOST:
            break
        head, tail = (places[at][0], places[at][1]), (places[at][2], places[at][3])
        if max(head[1], tail[1]) > words or _touch(head, tail):
            continue
        if not any(_touch(head, one) and _touch(tail, other) for one, other, _ in chosen):
            chosen.append((head, tail, float(likely[at])))
    return chosen


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
