"""Running the network over windows, in batches of fixed shape."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from kgqa.encoders.batching import fixed_batches
from kgqa.reader.network.inputs import Window
from kgqa.reader.network.model import SpanReader

ON_CPU, ON_GPU = 16, 128
"""Windows of up to 64 tokens in a batch; a GPU reads many in hardly more time than one."""


def logits_of(model: SpanReader, windows: Sequence[Window], *, size: int = 0) -> list[NDArray[np.float32]]:
    """Logits (tokens, 2) of each window, in the order given; the model stays in its mode and precision."""
    out: list[NDArray[np.float32]] = [np.empty((0, 2), np.float32)] * len(windows)
    device = next(model.parameters()).device
    size = size or (ON_CPU if device.type == "cpu" else ON_GPU)
    for batch in fixed_batches([len(window.ids) for window in windows], size=size):
        ids = torch.zeros((batch.size, batch.length), dtype=torch.long)
        types = torch.zeros_like(ids)
        mask = torch.zeros_like(ids)
        for i, row in enumerate(batch.rows):
            n = len(windows[row].ids)
            ids[i, :n] = torch.tensor(windows[row].ids)
            types[i, :n] = torch.tensor(windows[row].types)
            mask[i, :n] = 1
        mask[len(batch.rows) :, 0] = 1  # an empty row must attend to something, or it gives NaN
        with torch.inference_mode():
            logits = model(ids.to(device), types.to(device), mask.to(device)).cpu().numpy()
        for i, row in enumerate(batch.rows):
            out[row] = logits[i, : len(windows[row].ids)]
    return out
