"""How surely a stretch answers a question: the shipped reader on a sentence of our own."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from kgqa.reader.checkpoint import load_checkpoint
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.network.stretches import WORST, Stretch, stretch_margins

TEXT = "The yacht Dorade was designed by Olin Stern and is 52 feet long."


@pytest.fixture(scope="module")
def margins():
    checkpoint = load_checkpoint()
    model = checkpoint.model.for_inference(torch.device("cpu"))
    builder = InputBuilder(checkpoint.tokenizer, checkpoint.limits)
    return lambda *stretches: stretch_margins(model, builder, stretches)


def stretch(question: str, words: str, text: str = TEXT) -> Stretch:
    return Stretch(question, text, text.index(words), text.index(words) + len(words))


def test_the_answer_lies_above_no_answer_and_is_the_best(margins) -> None:
    right, wrong = margins(
        stretch("Who designed the Dorade?", "Olin Stern"), stretch("Who designed the Dorade?", "52 feet")
    )
    assert right[0] > 0 and right[1] == 0
    assert wrong[0] < right[0] and wrong[1] < 0


def test_margins_are_bounded_and_the_same_in_any_company(margins) -> None:
    one = stretch("How long is the Dorade?", "52 feet")
    alone = margins(one)
    together = margins(stretch("Who?", "Dorade"), one, Stretch("Who?", "", 0, 1), stretch("Where?", "t", "at x " * 400))
    assert np.array_equal(together[1], alone[0])
    assert together[2].tolist() == [WORST, WORST]
    assert np.isfinite(together).all() and (np.abs(together) <= -WORST).all()
    assert margins().shape == (0, 2)
