"""The path scorer trained on a GPU: without dropout and in full precision it comes to what a CPU does."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
import torch

from kgqa import InputError, ModelError
from kgqa.pipelines.adapt import train_scorer
from kgqa.retriever.path_examples import PathExample
from kgqa.retriever.path_scorer import load_scorer, new_scorer
from kgqa.retriever.path_training import PathSettings, train_paths

needs_gpu = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU, and torch sees none")
EXAMPLES = [
    PathExample("who built it", (("builder", False),), ((("river", False),),)),
    PathExample("which mills did it build", (("builder", True),)),
    PathExample("on which river does the mill of it stand", (("builder", True), ("river", False))),
]


@needs_gpu
def test_a_scorer_learns_the_same_on_a_gpu(tiny_base: Path, tmp_path: Path) -> None:
    start = new_scorer(str(tiny_base))
    for module in start.model.modules():
        if "Dropout" in type(module).__name__:
            module.p, module.cut = 0.0, 0
    there = copy.deepcopy(start.model).to("cuda")
    settings = PathSettings(epochs=3, batch_size=2, bf16=False)
    for name, model in (("here", start.model), ("there", there)):
        train_paths(model, start.tokenizer, EXAMPLES, settings, state=tmp_path / name)
    pairs = zip(start.model.parameters(), there.parameters(), strict=True)
    assert all(torch.allclose(one, other.cpu(), atol=2e-3) for one, other in pairs)


@needs_gpu
def test_a_scorer_from_a_gpu_is_loaded_on_a_cpu(tiny_base: Path, tmp_path: Path) -> None:
    file = tmp_path / "paths.jsonl"
    file.write_text('{"question": "who built it", "right": [["builder", false]]}\n' * 4, encoding="utf-8")
    made = train_scorer([file], tmp_path / "own", base=str(tiny_base), device="cuda")
    assert made.questions == 4 and not next(load_scorer(tmp_path / "own").model.parameters()).is_cuda


def test_a_device_that_is_none_is_refused_before_training(tmp_path: Path) -> None:
    for device, error in (("tpu", InputError), ("cuda:77", ModelError)):
        with pytest.raises(error, match=device):
            train_scorer([tmp_path / "none.jsonl"], tmp_path / "own", device=device)
