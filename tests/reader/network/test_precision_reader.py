"""The shipped reader in each precision."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
import torch

from kgqa import InputError, ModelError
from kgqa.data.example import ReadingExample
from kgqa.reader.checkpoint import load_checkpoint
from kgqa.reader.network.forward import logits_of
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.network.scoring import predict

CPU = torch.device("cpu")
TEXT = "The lighthouse at Skagen was built in 1858 by Niels Sigfred Nebelong. It is 46 metres high."
ASKED = {
    "When was the lighthouse built?": "1858",
    "Who built the lighthouse?": "Niels Sigfred Nebelong",
    "How high is the lighthouse?": "46 metres high",
}


@pytest.mark.parametrize("precision", ["fp32", "bf16", "int8"])
def test_it_reads_the_same_in_each(precision: str) -> None:
    checkpoint = load_checkpoint()
    assert checkpoint.model.precision == "fp32"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model = checkpoint.model.for_inference(CPU, precision)
        builder = InputBuilder(checkpoint.tokenizer, checkpoint.limits)
        examples = [ReadingExample(question, question, TEXT, ()) for question in ASKED]
        found = predict(model, builder, examples)
    assert model.precision == precision
    assert [p.text for p in found] == list(ASKED.values())
    # What a window gives does not depend on those it is read with.
    windows = builder.build([(question, (), TEXT * times) for times, question in enumerate(list(ASKED)[:2], 1)])
    together = logits_of(model, windows)
    for window, logits in zip(windows, together, strict=True):
        assert np.array_equal(logits_of(model, [window])[0], logits)
    assert model.for_inference(CPU, precision) is model  # once more is no change
    assert np.array_equal(logits_of(model, windows[:1])[0], together[0])
    if precision != "fp32":
        with pytest.raises(ModelError, match=f"the reader is in {precision}, which rounded it; load it again for fp32"):
            model.for_inference(CPU, "fp32")


def test_no_precision_of_that_name() -> None:
    with pytest.raises(InputError, match="precision is one of auto, fp32, bf16, int8, not 'int4'"):
        load_checkpoint().model.for_inference(CPU, "int4")
