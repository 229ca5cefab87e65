"""A run's state that can't be kept is told of, whatever the reason."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from kgqa import ModelError
from kgqa.encoders.run_state import RunState


@pytest.mark.parametrize("folder", ["file", "file/below"])
def test_a_place_that_is_no_folder(folder: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("somebody's own")
    net = torch.nn.Linear(1, 1)
    state = RunState(tmp_path / folder, {})
    with pytest.raises(ModelError, match="the state of step 1 can't be written"):
        state.save(1, net, torch.optim.SGD(net.parameters()))
    assert (tmp_path / "file").read_text() == "somebody's own"
