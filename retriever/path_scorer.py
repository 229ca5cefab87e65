"""A trained path scorer on disk and at work: questions to looks, step labels to vectors, chains to scores.

A checkpoint is a folder: ``paths.json`` (base and its hash, how it was trained) and ``paths.safetensors`` in half
precision, without the word table, which is the base's own.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kgqa.encoders import unpadded
from kgqa.encoders.bases import DEFAULT_BASE, Base, find_base
from kgqa.encoders.batching import FINE, STEP, fixed_batches
from kgqa.encoders.precision import device_of, inference_dtype
from kgqa.encoders.stored import Sort, fill, load_stored, save_stored, tokenizer_of
from kgqa.retriever.path_model import PathModel
from kgqa.retriever.path_training import MAX_TOKENS
from kgqa.retriever.shipped import SHIPPED

DEFAULT_SCORER = "paths-l6-v2"
PATHS = Sort("paths", "kgqa paths 1", "path scorer", SHIPPED)
QUERY_ROWS, LABEL_ROWS = 4, 16


@dataclass(frozen=True, slots=True)
class Looks:
    """What a question says of each hop: ``slots`` (len(SLOTS), width), and the scores of how many there are, the last
    of which is that of no chain: ``lengths`` (MAX_HOPS + 1,)."""

    slots: NDArray[np.float32]
    lengths: NDArray[np.float32]
    _kept: list[tuple[NDArray[np.float32], NDArray[np.float64]]] = field(
        default_factory=list, init=False, repr=False, compare=False
    )

    @property
    def none(self) -> float:
        """The score of "none of these chains", on one scale with theirs."""
        return float(self.lengths[-1])

    def scores(self, steps: NDArray[np.float32], *tables: NDArray[np.int64]) -> NDArray[np.float64]:
        """Scores (n,) of the chains of all ``tables`` (own n, length), rows of ``steps`` (m, width) with -1 after a
        chain's end."""
        like = self._like(steps)
        found = np.empty(sum(map(len, tables)))
        end = 0
        for chains in tables:
            start, end = end, end + len(chains)
            self._fill(found[start:end], like, chains)
        return found

    def begun(
        self, steps: NDArray[np.float32], chains: NDArray[np.int64], hops: int, onward: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """The most (n,) that a chain of up to ``hops`` steps, which begins with each of ``chains`` (n, length) and goes
        on by one of the steps ``onward`` or more, can score."""
        like = self._like(steps)
        found = np.full(len(chains), -np.inf)
        walked = chains.shape[1]
        for length in range(walked + 1, hops + 1 if len(onward) else 0):
            rest = sum(like[_slot(length, hop), onward].max() for hop in range(walked, length))
            total = np.full(len(chains), self.lengths[length - 1] + rest, np.float64)
            np.maximum(found, _add(total, like, chains, length), out=found)
        return found

    def _like(self, steps: NDArray[np.float32]) -> NDArray[np.float64]:
        """(len(SLOTS), m) how like each step is to what is said of each hop; kept for steps that can't be changed."""
        for known, like in self._kept:
            if known is steps:
                return like
        like = (self.slots @ steps.T).astype(np.float64)
        if not steps.flags.writeable:
            self._kept[:] = [(steps, like)]
        return like

    def _fill(self, found: NDArray[np.float64], like: NDArray[np.float64], chains: NDArray[np.int64]) -> None:
        """Puts the scores of ``chains`` into ``found``."""
        longest = chains.shape[1]
        if not chains.size or chains[:, -1].min() >= 0:
            found[:] = self.lengths[longest - 1]
            _add(found, like, chains, longest)
            return
        lengths = (chains >= 0).sum(axis=1)
        found[:] = 0.0
        for length in range(1, longest + 1):
            own = np.flatnonzero(lengths == length)
            total = np.full(len(own), self.lengths[length - 1], np.float64)
            found[own] = _add(total, like, chains[own, :length], length)


def _slot(length: int, hop: int) -> int:
    """The place in SLOTS of a hop of a chain of ``length`` steps."""
    return length * (length - 1) // 2 + hop


def _add(
    total: NDArray[np.float64], like: NDArray[np.float64], chains: NDArray[np.int64], length: int
) -> NDArray[np.float64]:
    """``total`` with what the steps of ``chains``, as the first of ``length``, say, added in place."""
    for hop in range(chains.shape[1]):
        total += like[_slot(length, hop)].take(chains[:, hop])  # half the time of an index in brackets
    return total


@dataclass(frozen=True, slots=True)
class PathCheckpoint:
    """A path scorer's network, its base and tokenizer, and the record of its training.

    ``own``: whether it is part of a knowledge base (see ``kgqa.retriever.path_arrays``) and stays so when that is
    written anew.
    """

    name: str
    base: Base
    model: PathModel
    tokenizer: Tokenizer
    training: Mapping[str, Any] = field(default_factory=dict)
    sha256: str = ""
    own: bool = False


class PathScorer:
    """Scores chains of relations against questions; the same text gives the same bits in any batch."""

    def __init__(self, checkpoint: PathCheckpoint, *, device: str = "auto") -> None:
        self.checkpoint = checkpoint
        self.device = device_of(device)
        self.model = copy.deepcopy(checkpoint.model).eval().to(self.device)  # the checkpoint stays exact
        self.model.bert.to(inference_dtype(self.device))

    @property
    def key(self) -> str:
        """What step vectors are known to come from."""
        return self.checkpoint.sha256

    def looks(self, questions: Sequence[str]) -> list[Looks]:
        """Each question, its mentions masked, looked at for each hop."""
        found: list[Looks | None] = [None] * len(questions)
        if unpadded.fits(self.model.bert, self.device):
            with torch.inference_mode():
                for rows, seen in unpadded.states(self.model.bert, self._ids(questions), unpadded.FEW):
                    for row, hidden in zip(rows, seen, strict=True):
                        whole = torch.ones(1, len(hidden), dtype=torch.long)
                        slots, lengths = self.model.looked(hidden[None].float(), whole)
                        found[row] = Looks(slots[0].numpy(), lengths[0].numpy())
            return [looks for looks in found if looks is not None]
        for rows, ids, mask in self._batches(questions, QUERY_ROWS, STEP):
            slots, lengths = self.model.questions(ids, mask)
            for i, row in enumerate(rows):
                found[row] = Looks(slots[i].float().cpu().numpy(), lengths[i].float().cpu().numpy())
        return [looks for looks in found if looks is not None]

    def steps(self, labels: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors (len(labels), width) of steps in words."""
        if unpadded.fits(self.model.bert, self.device):
            return unpadded.mean_vectors(self.model.bert, self._ids(labels))
        out = np.zeros((len(labels), int(self.model.bert.config.hidden_size)), np.float32)
        for rows, ids, mask in self._batches(labels, LABEL_ROWS, FINE):
            out[list(rows)] = self.model.steps(ids, mask)[: len(rows)].float().cpu().numpy()
        return out

    def _ids(self, texts: Sequence[str]) -> list[list[int]]:
        safe = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        return [encoding.ids[:MAX_TOKENS] for encoding in self.checkpoint.tokenizer.encode_batch_fast(safe)]

    def _batches(self, texts: Sequence[str], size: int, step: int) -> Any:
        ids = self._ids(texts)
        for batch in fixed_batches([len(row) for row in ids], size=size, step=step):
            block = torch.zeros(batch.size, batch.length, dtype=torch.long)
            mask = torch.zeros(batch.size, batch.length, dtype=torch.long)
            mask[:, 0] = 1
            for i, row in enumerate(batch.rows):
                block[i, : len(ids[row])] = torch.tensor(ids[row])
                mask[i, : len(ids[row])] = 1
            with torch.inference_mode():
                yield batch.rows, block.to(self.device), mask.to(self.device)


def new_scorer(base_name: str = DEFAULT_BASE, *, seed: int = 0) -> PathCheckpoint:
    """An untrained scorer on a base."""
    base = find_base(base_name)
    torch.manual_seed(seed)
    return PathCheckpoint("new", base, PathModel.from_base(base), tokenizer_of(base))


def save_scorer(checkpoint: PathCheckpoint, folder: Path) -> None:
    """Writes ``paths.json`` and ``paths.safetensors``. Raises ModelError where they can't be written."""
    save_stored(PATHS, checkpoint.base, checkpoint.model.state_dict(), checkpoint.training, folder)


def load_scorer(name: str | Path = DEFAULT_SCORER) -> PathCheckpoint:
    """A shipped scorer by name, or one in a folder.

    Raises ModelError where there is none, where a file is broken, or where its base is not the one at hand.
    """
    stored = load_stored(PATHS, name)
    model = PathModel.from_base(stored.base)
    fill(PATHS, model, stored)
    return on_base(stored.name, stored.base, model.eval(), stored.training, stored.sha256)


def on_base(
    name: str, base: Base, model: PathModel, training: Mapping[str, Any], sha256: str, *, own: bool = False
) -> PathCheckpoint:
    """A checkpoint with the base's own tokenizer."""
    return PathCheckpoint(name, base, model, tokenizer_of(base), training, sha256, own)
