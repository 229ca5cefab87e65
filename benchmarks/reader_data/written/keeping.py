"""Which written questions are worth learning from: those that readers answer as they were meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import torch

from kgqa.data.example import ReadingExample
from kgqa.data.metrics.answers import exact_match, token_f1
from kgqa.reader.checkpoint import Checkpoint
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.network.scoring import Prediction, predict
from kgqa.types import Mention

AGREED, LEANING = 0.8, 0.5
"""Token F1 with the answer asked for: what one reader must reach, or both."""

LEAST_MARGIN = -1.0
"""Of the surer reader's answer over none."""


def kept(
    examples: Sequence[ReadingExample], readers: tuple[Checkpoint, Checkpoint], device: torch.device
) -> list[ReadingExample]:
    """The examples whose answer one reader finds or both nearly; where neither has its very words, the second's
    span is the answer."""
    found = []
    for reader in readers:
        reader.model.for_inference(device)
        found.append(predict(reader.model, InputBuilder(reader.tokenizer), examples))
    judged = (_judged(*each) for each in zip(examples, *found, strict=True))
    return [example for example in judged if example is not None]


def _judged(example: ReadingExample, first: Prediction, second: Prediction) -> ReadingExample | None:
    gold = [example.answers[0].text]
    one, other = token_f1(first.text, gold), token_f1(second.text, gold)
    if (max(one, other) < AGREED and min(one, other) < LEANING) or max(first.margin, second.margin) < LEAST_MARGIN:
        return None
    if max(exact_match(first.text, gold), exact_match(second.text, gold)) > 0:
        return example
    at = example.context.find(second.text)
    if at < 0 or other < LEANING:
        return None
    return replace(example, answers=(Mention(at, at + len(second.text), second.text),))
