"""A reader as an ONNX file: the same logits, all that serves it beside it, and what is refused."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from kgqa import InputError, ModelError
from kgqa.reader.checkpoint import Checkpoint, load_checkpoint, new_checkpoint
from kgqa.reader.exports.export_onnx import Exported, export_onnx
from kgqa.reader.exports.onnx_reader import load_exported, sha256_of
from kgqa.reader.network.forward import logits_of
from kgqa.reader.network.inputs import InputBuilder

for library in ("onnx", "onnxruntime", "onnxscript"):
    pytest.importorskip(library, reason='needs pip install "kgqa[onnx]"')

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def shipped() -> Checkpoint:
    return load_checkpoint()


@pytest.fixture(scope="module")
def made(shipped: Checkpoint, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    return export_onnx(shipped, tmp_path_factory.mktemp("onnx") / "reader.onnx")


@pytest.fixture(scope="module")
def tiny(tiny_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    return export_onnx(new_checkpoint(str(tiny_base)), tmp_path_factory.mktemp("onnx") / "tiny.onnx")


def logits(checkpoint: Checkpoint, texts: list[str]) -> list[np.ndarray]:
    windows = InputBuilder(checkpoint.tokenizer, checkpoint.limits).build([("Who?", (), text) for text in texts])
    return logits_of(checkpoint.model, windows)


def test_the_file_computes_what_the_reader_does(shipped: Checkpoint, made: Exported) -> None:
    assert made.difference < 1e-3 and made.precision == "fp32"
    exported = load_exported(made.file)
    assert (exported.limits, exported.calibration) == (shipped.limits, shipped.calibration)
    assert (exported.base.name, exported.base.sha256) == (shipped.base.name, shipped.base.sha256)
    assert exported.model.for_inference(CPU).precision == "fp32"
    texts = ["Ada Lind left.", "Ada Lind isolated lindium in Nordhavn. " * 9, "Ada Lind isolated it. " * 90, "東京 é"]
    for one, two in zip(logits(shipped, texts), logits(exported, texts), strict=True):
        assert one.shape == two.shape and np.abs(one - two).max() < 1e-3


def test_onnxruntime_alone_can_serve_it(made: Exported) -> None:
    import onnxruntime
    from tokenizers import Tokenizer

    record = json.loads(made.record.read_text())
    assert record["sha256"] == sha256_of(made.file)
    assert record["limits"]["total"] == 384 and "passage_slope" in record["calibration"]
    tokenizer = Tokenizer.from_file(str(made.tokenizer))
    encoding = tokenizer.encode("Who isolated lindium?", "Ada Lind isolated lindium.")
    session = onnxruntime.InferenceSession(str(made.file))
    given = {"ids": encoding.ids, "types": encoding.type_ids, "mask": encoding.attention_mask}
    assert sorted(given) == sorted(record["inputs"])
    found = session.run([record["output"]], {name: np.array([row]) for name, row in given.items()})[0]
    start, end = found[0].argmax(axis=0)
    assert encoding.tokens[start : end + 1] == ["ada", "lin", "##d"]


def test_int8_is_smaller_and_near(tiny_base: Path, tiny: Exported, tmp_path: Path) -> None:
    checkpoint = new_checkpoint(str(tiny_base))
    small = export_onnx(checkpoint, tmp_path / "small.onnx", int8=True)
    assert small.precision == "int8" and 0 < small.difference < 0.1
    assert small.file.stat().st_size < 0.4 * tiny.file.stat().st_size
    assert load_exported(small.file).model.precision == "int8"
    assert load_exported(tiny.file).model.precision == "fp32"


def test_each_precision_is_a_file_of_its_own(tiny: Exported) -> None:
    model = load_exported(tiny.file).model
    with pytest.raises(InputError, match="this ONNX file is fp32; export it again for 'int8'"):
        model.for_inference(CPU, "int8")


def test_an_earlier_export_is_written_over(tiny_base: Path, tiny: Exported, tmp_path: Path) -> None:
    folder = shutil.copytree(tiny.file.parent, tmp_path / "copy")
    again = export_onnx(new_checkpoint(str(tiny_base)), folder / "tiny.onnx", int8=True)
    assert load_exported(again.file).model.precision == "int8"


def test_nothing_is_left_beside_the_three_files(tiny: Exported) -> None:
    names = {file.name for file in tiny.file.parent.iterdir()}
    assert names == {"tiny.onnx", "tiny.json", "tokenizer.json"}


@pytest.mark.parametrize("spoiled", ["file", "record", "tokenizer"])
def test_files_that_do_not_belong_together(tiny: Exported, tmp_path: Path, spoiled: str) -> None:
    folder = shutil.copytree(tiny.file.parent, tmp_path / "copy")
    path = folder / getattr(tiny, spoiled).name
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(ModelError, match=r"no exported reader at|its sha256 differs"):
        load_exported(folder / tiny.file.name)
    path.unlink()
    with pytest.raises(ModelError, match="no exported reader at"):
        load_exported(folder / tiny.file.name)


def test_what_is_refused(tiny_base: Path, tmp_path: Path) -> None:
    checkpoint = new_checkpoint(str(tiny_base))
    for name in ("reader.bin", "reader", "tokenizer.onnx"):
        with pytest.raises(InputError, match=r"an export ends in \.onnx and is not called tokenizer, found"):
            export_onnx(checkpoint, tmp_path / name)
    with pytest.raises(InputError, match="no such folder"):
        export_onnx(checkpoint, tmp_path / "nowhere/reader.onnx")
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(InputError, match="another reader's tokenizer"):
        export_onnx(checkpoint, tmp_path / "reader.onnx")
    (tmp_path / "tokenizer.json").unlink()
    own = tmp_path / "reader.json"
    for text in ('{"data": []}', "no JSON", '["format"]', "[" * 100_000):
        own.write_text(text)
        with pytest.raises(InputError, match=r"reader\.json is not an export's record, and would be written over"):
            export_onnx(checkpoint, tmp_path / "reader.onnx")
        assert own.read_text() == text
    own.unlink()
    checkpoint.model.for_inference(CPU, "bf16")
    with pytest.raises(InputError, match="exported in fp32, and this one is in bf16"):
        export_onnx(checkpoint, tmp_path / "reader.onnx")
    assert not list(tmp_path.iterdir())


def test_the_onnx_extra_is_named(tiny_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)
    monkeypatch.setitem(sys.modules, "onnxscript", None)
    with pytest.raises(InputError, match=r"ONNX needs onnx and onnxscript: pip install \"kgqa\[onnx\]\""):
        export_onnx(new_checkpoint(str(tiny_base)), tmp_path / "reader.onnx")


def test_a_file_that_computes_something_else_is_not_written(
    tiny_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kgqa.reader.exports.export_onnx.TOLERANCE", 1e-12)  # the last bits differ
    with pytest.raises(ModelError, match="away from PyTorch's, allowed is 1e-12"):
        export_onnx(new_checkpoint(str(tiny_base)), tmp_path / "reader.onnx")
    assert not list(tmp_path.iterdir())
