"""A trained reader as one ONNX file that other programs can serve, word table included.

The network is traced by ``torch.onnx`` with the numbers of rows and of tokens left open. What was written is run by
onnxruntime on sentences of several lengths and held against PyTorch before it is put in its place.
"""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from kgqa.errors import InputError, ModelError
from kgqa.reader.checkpoint import Checkpoint
from kgqa.reader.exports.onnx_reader import FORMAT, INPUTS, OUTPUT, OnnxModel, check_libraries, is_record, sha256_of
from kgqa.reader.network.forward import logits_of
from kgqa.reader.network.inputs import InputBuilder

OPSET = 18
TOLERANCE = 1e-3
"""How far a logit in float32 may lie from PyTorch's."""

SENTENCES = (
    "Marie Curie discovered polonium in 1898.",
    "Das Straßenbahnnetz von Graz hat acht Linien, und es gibt Pläne für zwei weitere über die Mur.",
    "The lighthouse at Skagen, built of yellow brick in 1858, stands 46 metres high and was once Denmark's tallest. "
    "Its lamp was turned by a clockwork that the keeper wound every four hours. 東京 and Москва are far from it.",
)


@dataclass(frozen=True, slots=True)
class Exported:
    """The three files, their precision, and the largest difference of a logit to PyTorch's in float32."""

    file: Path
    record: Path
    tokenizer: Path
    precision: str
    difference: float


def export_onnx(checkpoint: Checkpoint, out: Path, *, int8: bool = False) -> Exported:
    """Writes ``out``, a ``.json`` of the same name and ``tokenizer.json`` beside it; an earlier export goes.

    Inputs ``ids``, ``types`` and ``mask`` are int64 (rows, tokens), the output ``logits`` float32 (rows, tokens, 2).
    ``int8``: weights in 8 bits, inputs of the layers rounded as they come, with one scale a batch. Raises InputError
    where a package is missing, ``out`` breaks a rule or a file beside it is no export's, ModelError where the file does
    not compute the same.
    """
    if out.suffix != ".onnx" or out.stem == "tokenizer":  # whose .json would be the tokenizer's
        raise InputError(f"an export ends in .onnx and is not called tokenizer, found {str(out)!r}")
    if not out.parent.is_dir():
        raise InputError(f"{out}: no such folder")
    check_libraries("onnx", "onnxruntime", "onnxscript")
    if checkpoint.model.precision != "fp32":
        raise InputError(f"a reader is exported in fp32, and this one is in {checkpoint.model.precision}")
    precision = "int8" if int8 else "fp32"
    tokenizer = checkpoint.base.folder / "tokenizer.json"
    files = Exported(out, out.with_suffix(".json"), out.with_name("tokenizer.json"), precision, 0.0)
    if files.tokenizer.exists() and sha256_of(files.tokenizer) != sha256_of(tokenizer):
        raise InputError(f"{files.tokenizer} is another reader's tokenizer; name another folder")
    if files.record.exists() and not is_record(files.record):
        raise InputError(f"{files.record} is not an export's record, and would be written over; choose another name")
    with tempfile.TemporaryDirectory(prefix=".export-", dir=out.parent) as name, _quietly():
        aside = Path(name)
        written = _traced(checkpoint, aside / "fp32.onnx")
        if int8:
            written = _rounded(written, aside / "int8.onnx")
        difference = _difference(checkpoint, OnnxModel(written, precision))
        allowed = np.finfo(np.float32).max if int8 else TOLERANCE  # in 8 bits they must be numbers
        if difference > allowed:
            raise ModelError(f"the ONNX file's logits are {difference:.2g} away from PyTorch's, allowed is {allowed}")
        record = {
            "format": FORMAT,
            "name": checkpoint.name,
            "base": checkpoint.base.name,
            "base_sha256": checkpoint.base.sha256,
            "limits": asdict(checkpoint.limits),
            "calibration": asdict(checkpoint.calibration),
            "precision": precision,
            "sha256": sha256_of(written),
            "tokenizer_sha256": sha256_of(tokenizer),
            "inputs": INPUTS,
            "output": OUTPUT,
        }
        text = json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
        (aside / "record").write_text(text, encoding="utf-8")
        shutil.copyfile(tokenizer, aside / "tokenizer")
        # The record last: it is what makes the other two a reader.
        written.replace(files.file)
        (aside / "tokenizer").replace(files.tokenizer)
        (aside / "record").replace(files.record)
    return Exported(files.file, files.record, files.tokenizer, precision, difference)


def _traced(checkpoint: Checkpoint, file: Path) -> Path:
    model = checkpoint.model.eval().cpu()
    ids = torch.full((2, 40), 100)
    mask = torch.ones_like(ids)
    mask[1, 30:] = 0
    rows, tokens = torch.export.Dim("rows"), torch.export.Dim("tokens")
    with torch.inference_mode():
        program = torch.onnx.export(
            model,
            (ids, torch.zeros_like(ids), mask),
            dynamo=True,
            input_names=list(INPUTS),
            output_names=[OUTPUT],
            dynamic_shapes=({0: rows, 1: tokens},) * 3,
            opset_version=OPSET,
            verbose=False,
        )
    if program is None:
        raise ModelError("torch.onnx gave no program")
    program.save(file, external_data=False)
    return file


def _rounded(file: Path, out: Path) -> Path:
    """The same in 8 bits, but for the head, which stays exact as in PyTorch."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    products = [node.name for node in onnx.load(file).graph.node if node.op_type in ("MatMul", "Gemm")]
    # Seven bits of eight: where it is served there may be no VNNI, and sums of products in 16 bits would overflow.
    quantize_dynamic(
        file,
        out,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        nodes_to_exclude=products[-1:],
    )
    return out


def _difference(checkpoint: Checkpoint, exported: OnnxModel) -> float:
    """The largest difference of a logit, over windows of several lengths; infinite where one is no number."""
    whole = " ".join(SENTENCES)
    facts = "Skagen ; country ; Denmark"
    items = [("When was it built?", given, text) for text in (*SENTENCES, whole, whole * 4) for given in ((), (facts,))]
    windows = InputBuilder(checkpoint.tokenizer, checkpoint.limits).build(items)
    exact, found = logits_of(checkpoint.model, windows), logits_of(exported, windows)
    # numpy's max, unlike Python's, is no number where one of them is none.
    apart = float(np.max([np.abs(a - b).max() for a, b in zip(exact, found, strict=True)]))
    return apart if np.isfinite(apart) else float("inf")


@contextmanager
def _quietly() -> Iterator[None]:
    """torch.onnx and onnxruntime tell on the terminal what no user can change."""
    handlers, level = logging.root.handlers[:], logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what the exporter itself calls
            yield
    finally:
        logging.disable(level)
        logging.root.handlers[:] = handlers
