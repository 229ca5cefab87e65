"""kgqa's reader, as what reads anew the facts that sentences were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kgqa.encoders.precision import device_of
from kgqa.extract.relations.belief import Reread
from kgqa.reader.checkpoint import DEFAULT_READER, load_checkpoint
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.network.model import SpanReader
from kgqa.reader.network.stretches import Stretch, stretch_margins

READER = DEFAULT_READER


class Rereader:
    """Loads the reader when it is first asked."""

    def __init__(self, device: str = "auto") -> None:
        self._device = device

    def __call__(self, rereads: Sequence[Reread]) -> NDArray[np.float64]:
        """(rows, 2), see :data:`kgqa.extract.relations.belief.Reader`."""
        model, builder = self._reader
        return stretch_margins(model, builder, [Stretch(*each) for each in rereads])

    @cached_property
    def _reader(self) -> tuple[SpanReader, InputBuilder]:
        checkpoint = load_checkpoint(READER)
        model = checkpoint.model.for_inference(device_of(self._device))
        return model, InputBuilder(checkpoint.tokenizer, checkpoint.limits)
