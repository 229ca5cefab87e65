"""Training the network that is asked for one relation of one sentence.

Two losses are added: which spans are heads and which are tails of the relation asked for, and which of them go
together. The spans that the network itself thinks best, though they are none, take part in pairs. Domain and range are
left out now and then, so that the label's own words come to matter.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache, partial
from itertools import count
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from kgqa.encoders.precision import training_autocast
from kgqa.encoders.run_state import RunState
from kgqa.encoders.schedule import Schedule, check_settings, weights_key
from kgqa.errors import InputError
from kgqa.extract.relations.align import MAX_WORDS
from kgqa.extract.relations.asked_model import AskedNet, Sides
from kgqa.extract.relations.batches import best_spans
from kgqa.extract.relations.questions import Question, asked_pieces, wording
from kgqa.extract.relations.stepping import Progress, train_steps

Asked = Callable[[str], Sequence[int]]
"""The pieces of what is asked (:func:`~kgqa.extract.relations.questions.asked_pieces`) from its wording."""

Draw = Callable[[int], list[Question]]
"""The questions of an epoch, counted from 0."""

_PAIRS = 128
"""The pairs of a step are filled up to a multiple of this."""

_NEAR = 16
"""Batches of questions that are sorted by length together."""


@dataclass(frozen=True, slots=True)
class AskedSettings(Schedule):
    """How the network learns; every field is part of the result. Raises InputError where one can't be.

    ``nameless``: how often a domain, and how often a range, is left out; ``wrong`` heads and tails of the network's own
    in a question. ``frozen``: layers, the lowest, that stay as they are, which saves up to a half of the time.
    """

    steps: int = 4000
    questions: int = 24
    head_rate: float = 1e-3
    warmup: float = 0.05
    nameless: float = 0.3
    wrong: int = 4
    frozen: int = 0

    def __post_init__(self) -> None:
        Schedule.__post_init__(self)  # super() knows no class with slots
        above = ("steps", "questions", "head_rate")
        check_settings(self, above=above, shares=("nameless",))


@dataclass(frozen=True, slots=True)
class QuestionBatch:
    """Questions padded to one length: ids, types, mask (batch, pieces); pieces of words (batch, words)."""

    ids: Tensor
    types: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor

    def to(self, device: torch.device) -> QuestionBatch:
        """The same batch on ``device``."""
        parts = (self.ids, self.types, self.mask, self.first, self.last)
        return QuestionBatch(*(part.to(device) for part in parts))


def question_batch(
    asked: Sequence[Sequence[int]], questions: Sequence[Question], *, rows: int = 0, pieces: int = 0, words: int = 1
) -> QuestionBatch:
    """Questions with the pieces of what is ``asked``, marks at both ends; filled up to so many rows, pieces, words."""
    rows = max(rows, len(questions))
    pieces = max(pieces, *(length_of(one, each) for one, each in zip(asked, questions, strict=True)))
    words = max(words, *(len(each.tokens.words) for each in questions))
    ids = torch.zeros(rows, pieces, dtype=torch.long)
    types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    first = torch.zeros(rows, words, dtype=torch.long)
    last = torch.zeros_like(first)
    mask[:, 0] = 1
    for row, (one, each) in enumerate(zip(asked, questions, strict=True)):
        tokens = each.tokens
        whole = [*one, *tokens.ids[1:]]
        ids[row, : len(whole)] = torch.tensor(whole)
        types[row, len(one) : len(whole)] = 1
        mask[row, : len(whole)] = 1
        first[row, : len(tokens.first)] = torch.tensor(tokens.first, dtype=torch.long) + len(one) - 1
        last[row, : len(tokens.last)] = torch.tensor(tokens.last, dtype=torch.long) + len(one) - 1
    return QuestionBatch(ids, types, mask, first, last)


def length_of(asked: Sequence[int], question: Question) -> int:
    """Pieces of a question with its sentence."""
    return len(asked) + len(question.tokens.ids) - 1


def train_asked(
    net: AskedNet,
    tokenizer: Tokenizer,
    draw: Draw,
    settings: AskedSettings,
    *,
    state: Path,
    key: str = "",
    progress: Progress | None = None,
) -> None:
    """Trains ``net`` in place, on the device that it is on. A run that stopped goes on from ``state``; ``key`` tells
    runs of other data apart.

    Raises InputError where there is no question, ModelError where the loss is no number.
    """
    for layer in [net.bert.embeddings, *net.bert.encoder.layer[: settings.frozen]] if settings.frozen else []:
        layer.requires_grad_(False)
    run = RunState(state, _run_key(net, key, settings))
    # There are few wordings, and each is met hundreds of times.
    pieces = cache(partial(asked_pieces, tokenizer))

    def loss_of(questions: Sequence[Question], rng: random.Random) -> Tensor:
        return questions_loss(net, pieces, questions, settings, rng)

    train_steps(
        net,
        settings.steps,
        _epochs(draw, pieces, settings),
        loss_of,
        settings,
        run,
        head_rate=settings.head_rate,
        salt="asked ",
        progress=progress,
    )


def _epochs(draw: Draw, pieces: Asked, settings: AskedSettings) -> Iterator[list[Question]]:
    """Batches of one epoch after the other."""
    for epoch in count():
        questions = draw(epoch)
        if not questions:
            raise InputError("a network that is asked for relations learns from one sentence or more, there is none")
        lengths = [length_of(pieces(wording(each.relation)), each) for each in questions]
        for rows in _batches(lengths, settings, epoch):
            yield [questions[row] for row in rows]


def questions_loss(
    net: AskedNet, pieces: Asked, questions: Sequence[Question], settings: AskedSettings, rng: random.Random
) -> Tensor:
    """The two losses of some questions, added."""
    device = next(net.parameters()).device
    worded = [
        wording(each.relation, domain=rng.random() >= settings.nameless, range=rng.random() >= settings.nameless)
        for each in questions
    ]
    asked = [pieces(each) for each in worded]
    # Few shapes: the kernels of a matrix product are built anew for each, which takes longer than to use them.
    longest = max(length_of(one, each) for one, each in zip(asked, questions, strict=True))
    words = max(len(each.tokens.words) for each in questions)
    batch = question_batch(
        asked, questions, rows=settings.questions, pieces=_rounded(longest, 16), words=_rounded(words, 16)
    ).to(device)
    with training_autocast(device, settings.bf16):
        hidden = net.look(batch.ids, batch.types, batch.mask)
        rows = torch.arange(len(batch.ids), device=device)[:, None]
        logits = net.spans(hidden[rows, batch.first], hidden[rows, batch.last])[: len(questions)]
        right, weight = (part.to(device) for part in _span_targets(questions, logits.shape[2]))
        lost = functional.binary_cross_entropy_with_logits(logits, right, reduction="none")
        loss = (lost * weight).sum() / right.sum().clamp(min=1)
        # What the network thinks best is looked up on the CPU, in one go: a GPU would wait for each sentence.
        sides, *targets = _pair_targets(questions, logits.detach().cpu(), settings.wrong)
        gold, weights = (part.to(device) for part in targets)
        if len(gold):
            scores = net.pairs(hidden, batch.first, batch.last, logits, sides.to(device))
            lost = functional.binary_cross_entropy_with_logits(scores, gold, reduction="none")
            loss = loss + (lost * weights).sum() / gold.sum().clamp(min=1)
    return loss


def _span_targets(questions: Sequence[Question], words: int) -> tuple[Tensor, Tensor]:
    right = torch.zeros(len(questions), 2, words, MAX_WORDS)
    weight = torch.zeros(len(questions), 2, words, MAX_WORDS)
    ends = torch.arange(words)[:, None] + torch.arange(MAX_WORDS)[None]
    for row, question in enumerate(questions):
        weight[row] = (ends < len(question.tokens.words)).float() * question.weight
        for fact in question.facts:
            for side, spans in enumerate(fact):
                for first, past in spans:
                    if past - first <= MAX_WORDS:
                        right[row, side, first, past - first - 1] = 1.0
    return right, weight


def _pair_targets(questions: Sequence[Question], logits: Tensor, wrong: int) -> tuple[Sides, Tensor, Tensor]:
    """Pairs of known heads and tails and of those that the network thinks best, which are right, and their weights."""
    pairs: list[tuple[int, int, int, int, int]] = []
    right: list[float] = []
    weights: list[float] = []
    for row, question in enumerate(questions):
        ends = []
        for side in (0, 1):
            known = [span for fact in question.facts for span in fact[side] if span[1] - span[0] <= MAX_WORDS]
            known = list(dict.fromkeys(known))
            best = best_spans(logits[row, side], len(question.tokens.words), wrong + len(known))
            more = [(first, past) for first, past, _ in best if (first, past) not in known]
            ends.append(known + more[:wrong])
        gold = {(one, other) for heads, tails in question.facts for one in heads for other in tails}
        for one in ends[0]:
            for other in ends[1]:
                if one != other:
                    pairs.append((row, one[0], one[1] - 1, other[0], other[1] - 1))
                    right.append(float((one, other) in gold))
                    weights.append(question.weight)
    while pairs and len(pairs) % _PAIRS:
        pairs.append(pairs[0])
        right.append(0.0)
        weights.append(0.0)
    columns = torch.tensor(pairs, dtype=torch.long).reshape(-1, 5).T
    return Sides(*columns), torch.tensor(right), torch.tensor(weights)


def _rounded(count: int, step: int) -> int:
    return -(-count // step) * step


def _batches(lengths: Sequence[int], settings: AskedSettings, epoch: int) -> list[list[int]]:
    """Shuffled batches of an epoch; questions of like length, with their sentences, together."""
    rng = random.Random(f"{settings.seed} asked epoch {epoch}")
    order = list(range(len(lengths)))
    rng.shuffle(order)
    size, batches = settings.questions, []
    for start in range(0, len(order), size * _NEAR):
        near = sorted(order[start : start + size * _NEAR], key=lengths.__getitem__)
        batches += [near[at : at + size] for at in range(0, len(near), size)]
    rng.shuffle(batches)
    return batches


def _run_key(net: AskedNet, data: str, settings: AskedSettings) -> dict[str, str]:
    return {
        "settings": json.dumps(asdict(settings), sort_keys=True),
        "data": data,
        "starting weights": weights_key(net),
    }
