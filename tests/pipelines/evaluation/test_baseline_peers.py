"""The reader as other libraries load it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
import torch

from kgqa.reader.checkpoint import load_checkpoint, new_checkpoint
from kgqa.reader.network.inputs import InputBuilder


@pytest.fixture(scope="module")
def peers() -> ModuleType:
    """benchmarks/peers.py, which no installed package holds."""
    spec = importlib.util.spec_from_file_location("peers", Path(__file__).parents[3] / "benchmarks/peers.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_exported_reader_gives_the_same_logits(peers: ModuleType, tmp_path: Path, tiny_base: Path) -> None:
    from transformers import AutoModelForQuestionAnswering

    checkpoint = new_checkpoint(str(tiny_base), seed=3)
    checkpoint.model.eval()
    peers.export_reader(checkpoint, tmp_path / "reader")
    model = AutoModelForQuestionAnswering.from_pretrained(tmp_path / "reader", local_files_only=True).eval()
    ids = torch.randint(1000, 2000, (3, 17), generator=torch.Generator().manual_seed(0))
    types = (torch.arange(17) > 6).long().expand(3, -1)
    mask = torch.ones_like(ids)
    mask[2, 12:] = 0
    with torch.inference_mode():
        ours = checkpoint.model(ids, types, mask)
        theirs = model(input_ids=ids, token_type_ids=types, attention_mask=mask)
    assert torch.equal(theirs.start_logits, ours[:, :, 0])
    assert torch.equal(theirs.end_logits, ours[:, :, 1])


def test_the_shipped_readers_word_table_and_tokenizer_go_along(peers: ModuleType, tmp_path: Path) -> None:
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer

    checkpoint = load_checkpoint()
    peers.export_reader(checkpoint, tmp_path)
    model = AutoModelForQuestionAnswering.from_pretrained(tmp_path, local_files_only=True).eval()
    question, text = "Who isolated lindium?", "Ada Lind isolated it in 1907."
    read = AutoTokenizer.from_pretrained(tmp_path, local_files_only=True)(question, text, return_tensors="pt")
    (window,) = InputBuilder(checkpoint.tokenizer, checkpoint.limits).build([(question, (), text)])
    assert tuple(read["input_ids"][0].tolist()) == window.ids
    assert tuple(read["token_type_ids"][0].tolist()) == window.types
    with torch.inference_mode():
        ours = checkpoint.model(read["input_ids"], read["token_type_ids"], read["attention_mask"])
        theirs = model(**read)
    assert torch.equal(theirs.start_logits, ours[:, :, 0]) and torch.equal(theirs.end_logits, ours[:, :, 1])


def test_segments_are_found_by_the_separators(peers: ModuleType) -> None:
    ids = torch.tensor([[1, 7, 9, 8, 8, 9], [1, 9, 8, 9, 0, 0]])
    mask = torch.tensor([[1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 0, 0]])
    _, kwargs = peers.with_segments(9)(None, (), {"input_ids": ids, "attention_mask": mask})
    assert kwargs["token_type_ids"].tolist() == [[0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 0, 0]]
