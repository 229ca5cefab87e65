"""A path scorer as a part of a knowledge base: an array file beside the graph's, which ``kgqa adapt`` puts there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import torch

from kgqa.encoders.bases import Base, find_base
from kgqa.encoders.stored import put, stored_record, stored_tensors
from kgqa.errors import ModelError, StoreError
from kgqa.kg.arrays import Array
from kgqa.kg.folder import Folder
from kgqa.retriever.path_model import PathModel
from kgqa.retriever.path_scorer import DEFAULT_SCORER, PATHS, PathCheckpoint, PathScorer, load_scorer, on_base

SCORER = "scorer"
"""Name of the array file."""
NAME = "the knowledge base's own"
_RECORD = "scorer"


def own_scorer(checkpoint: PathCheckpoint) -> PathCheckpoint:
    """The scorer as a knowledge base will hold it: the very weights that are stored, and what they are known by."""
    kept = {name: tensor.float() for name, tensor in stored_tensors(checkpoint.model.state_dict()).items()}
    model = _filled(checkpoint.base, kept, "the path scorer")
    made = on_base(NAME, checkpoint.base, model, checkpoint.training, "", own=True)
    return replace(made, sha256=_sha256(scorer_arrays(made), scorer_metadata(made)))


def scorer_arrays(checkpoint: PathCheckpoint) -> dict[str, Array]:
    """The weights in half precision, by name."""
    return {name: tensor.numpy() for name, tensor in stored_tensors(checkpoint.model.state_dict()).items()}


def scorer_metadata(checkpoint: PathCheckpoint) -> dict[str, str]:
    """The record beside the weights, as the metadata of an array file."""
    return {
        _RECORD: json.dumps(
            stored_record(PATHS, checkpoint.base, checkpoint.training), sort_keys=True, ensure_ascii=True
        )
    }


def stored_scorer(folder: Folder) -> PathCheckpoint | None:
    """The scorer of a knowledge base, None where it has none of its own.

    Raises StoreError where it is broken, ModelError where its base is not the one at hand.
    """
    if not folder.has(SCORER):
        return None
    file = folder.arrays(SCORER)
    try:
        record = json.loads(file.metadata[_RECORD])
        if record["format"] != PATHS.format:
            raise ValueError(f"its format is {record['format']!r}, not {PATHS.format!r}")
        name, expected, training = record["base"], record["base_sha256"], dict(record["training"])
    except (KeyError, ValueError, TypeError) as error:
        raise StoreError(f"{file.path}: is no path scorer: {error!r}") from error
    base = find_base(name)
    if base.sha256 != expected:
        raise ModelError(f"{file.path} was trained on {base.name} with sha256 {expected}; here it is {base.sha256}")
    arrays = {key: np.array(file[key]) for key in file.names}  # torch wants arrays that may be written to
    model = _filled(base, {key: torch.from_numpy(array) for key, array in arrays.items()}, f"{file.path}")
    sha256 = _sha256(arrays, {_RECORD: file.metadata[_RECORD]})
    return on_base(NAME, base, model, training, sha256, own=True)


def default_scorer(folder: Folder, *, device: str = "auto") -> PathScorer:
    """What ranks the paths of a knowledge base unless told otherwise: its own scorer, else the shipped one."""
    return PathScorer(stored_scorer(folder) or load_scorer(DEFAULT_SCORER), device=device)


def check_scorer(folder: Folder) -> list[str]:
    """What is wrong with the scorer of a knowledge base, and whether the manifest names it."""
    found = stored_scorer(folder)
    named: Mapping[str, Any] = folder.manifest.get("paths", {})
    if found is None:
        return [f"{folder.path}: the manifest names a path scorer of its own, which is missing"] * bool(
            named.get("own")
        )
    if named.get("sha256") != found.sha256:
        return [f"{folder.path}: the manifest's path scorer is {named.get('sha256')!r}, found {found.sha256!r}"]
    return []


def _sha256(arrays: Mapping[str, Array], metadata: Mapping[str, str]) -> str:
    found = hashlib.sha256(json.dumps(dict(sorted(metadata.items()))).encode())
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        found.update(f"{name} {array.dtype.str} {array.shape}".encode())
        found.update(array.tobytes())
    return found.hexdigest()


def _filled(base: Base, tensors: Mapping[str, torch.Tensor], what: str) -> PathModel:
    model = PathModel.from_base(base)
    put(model, tensors, what, base)
    model.eval()
    return model
