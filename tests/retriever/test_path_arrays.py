"""A path scorer inside a knowledge base: what comes back, what it is known by, and what is found when it is broken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from kgqa import ModelError, StoreError
from kgqa.kg.arrays import Array
from kgqa.kg.folder import create, open_folder
from kgqa.retriever.path_arrays import (
    SCORER,
    check_scorer,
    own_scorer,
    scorer_arrays,
    scorer_metadata,
    stored_scorer,
)
from kgqa.retriever.path_scorer import PathCheckpoint, PathScorer, new_scorer


@pytest.fixture(scope="module")
def own(tiny_base: Path) -> PathCheckpoint:
    return own_scorer(replace(new_scorer(str(tiny_base)), training={"adapted": True, "questions": 3}))


def written(
    folder: Path, arrays: dict[str, Array] | None, metadata: dict[str, str] | None = None, paths: object = None
) -> Path:
    with create(folder, build_id="0a1b") as draft:
        if arrays is not None:
            draft.write(SCORER, arrays, metadata or {})
        draft.commit({"paths": paths or {}})
    return folder


def test_a_scorer_comes_back_as_it_was_put_in(own: PathCheckpoint, tmp_path: Path) -> None:
    manifest = {"name": own.name, "sha256": own.sha256, "own": True}
    folder = open_folder(written(tmp_path / "kb", scorer_arrays(own), scorer_metadata(own), manifest))
    back = stored_scorer(folder)
    assert back is not None and back.own and back.sha256 == own.sha256 and back.training == own.training
    state = back.model.state_dict()
    assert all(torch.equal(tensor, state[name]) for name, tensor in own.model.state_dict().items())
    assert own_scorer(back).sha256 == own.sha256
    labels = ["born in", "capital of"]
    assert (PathScorer(back, device="cpu").steps(labels) == PathScorer(own, device="cpu").steps(labels)).all()
    assert check_scorer(folder) == []


def test_other_weights_and_another_record_are_other_scorers(own: PathCheckpoint) -> None:
    changed = replace(own, training={"adapted": True, "questions": 4})
    assert own_scorer(changed).sha256 != own.sha256
    other = own_scorer(own)
    with torch.no_grad():
        other.model.looks.add_(1.0)
    assert own_scorer(other).sha256 != own.sha256


def test_a_knowledge_base_without_one_has_none(tmp_path: Path) -> None:
    folder = open_folder(written(tmp_path / "kb", None))
    assert stored_scorer(folder) is None and check_scorer(folder) == []
    named = open_folder(written(tmp_path / "named", None, paths={"own": True, "sha256": "0"}))
    assert "which is missing" in check_scorer(named)[0]


def test_a_broken_one_is_named(own: PathCheckpoint, tmp_path: Path) -> None:
    arrays, metadata = scorer_arrays(own), scorer_metadata(own)
    with pytest.raises(StoreError, match="is no path scorer"):
        stored_scorer(open_folder(written(tmp_path / "a", arrays)))
    with pytest.raises(StoreError, match="its format is 'x', not 'kgqa paths 1'"):
        stored_scorer(open_folder(written(tmp_path / "b", arrays, {"scorer": '{"format": "x"}'})))
    with pytest.raises(ModelError, match="does not fit"):
        less = {name: array for name, array in arrays.items() if name != "looks"}
        stored_scorer(open_folder(written(tmp_path / "c", less, metadata)))
    found = check_scorer(open_folder(written(tmp_path / "d", arrays, metadata, {"own": True, "sha256": "0"})))
    assert len(found) == 1 and "the manifest's path scorer is '0'" in found[0]
