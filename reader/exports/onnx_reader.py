"""A reader as one ONNX file, run by onnxruntime on the CPU.

Beside ``NAME.onnx`` lie ``NAME.json`` (its sha256, precision, limits, calibration and base) and ``tokenizer.json``;
the base itself is not needed. See ``kgqa.reader.exports.export_onnx`` for what writes them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from kgqa.encoders.bases import Base
from kgqa.errors import InputError, ModelError
from kgqa.reader.calibration import Calibration
from kgqa.reader.checkpoint import Checkpoint, load_tokenizer
from kgqa.reader.network.inputs import Limits
from kgqa.reader.network.model import SpanReader

FORMAT = "kgqa onnx reader 1"
INPUTS = ("ids", "types", "mask")
OUTPUT = "logits"


class OnnxModel(SpanReader):
    """What :class:`SpanReader` computes, from a file: it can stand wherever a trained one reads."""

    def __init__(self, file: Path, precision: str) -> None:
        nn.Module.__init__(self)
        check_libraries("onnxruntime")
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = torch.get_num_threads()
        options.log_severity_level = 3  # errors alone
        try:
            self._session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime's errors have no base of their own
            raise ModelError(f"{file} is no ONNX model: {error}") from error
        self._here = nn.Parameter(torch.empty(0), requires_grad=False)
        """Says by its place where inputs belong, as a network's weights do."""
        self.precision = precision

    def for_inference(self, device: torch.device, precision: str = "auto") -> OnnxModel:
        """Itself, on the CPU whatever ``device`` is. Raises InputError for another precision than its own."""
        if precision not in ("auto", self.precision):
            raise InputError(f"this ONNX file is {self.precision}; export it again for {precision!r}")
        return self

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """As :meth:`SpanReader.forward`."""
        given = {name: tensor.numpy() for name, tensor in zip(INPUTS, (ids, types, mask), strict=True)}
        return torch.from_numpy(self._session.run([OUTPUT], given)[0])


def load_exported(file: Path) -> Checkpoint:
    """The reader in ``file``, with what lies beside it.

    Raises ModelError where one of the three files is missing or is not the one that was written with the others,
    InputError where onnxruntime is not installed.
    """
    about = file.with_suffix(".json")
    try:
        record: Mapping[str, Any] = json.loads(about.read_text(encoding="utf-8"))
        for path, key in ((file, "sha256"), (file.with_name("tokenizer.json"), "tokenizer_sha256")):
            if sha256_of(path) != record[key]:
                raise ModelError(f"{path} is not the file that {about.name} was written with: its sha256 differs")
        base = Base(record["base"], file.parent, record["base_sha256"])
        limits, calibration = Limits(**record["limits"]), Calibration(**record["calibration"])
        name, precision = str(record["name"]), str(record["precision"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"no exported reader at {file}: {error!r}") from error
    return Checkpoint(name, base, OnnxModel(file, precision), load_tokenizer(base), limits, calibration)


def is_record(file: Path) -> bool:
    """Whether a file is the record beside an exported reader."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("format") == FORMAT


def sha256_of(file: Path) -> str:
    """The sha256 of a file's bytes."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def check_libraries(*names: str) -> None:
    """Raises InputError where one of the packages is not installed."""
    missing = [name for name in names if find_spec(name) is None]
    if missing:
        raise InputError(f'ONNX needs {" and ".join(missing)}: pip install "kgqa[onnx]"')
