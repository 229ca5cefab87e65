"""Small and fast from the command line: a precision, an export, and asking with the exported file."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from command import kgqa as run

HAS_ONNX = all(importlib.util.find_spec(name) for name in ("onnx", "onnxruntime", "onnxscript"))


def test_asking_in_int8(kb: Path) -> None:
    asked = run("ask", kb, "Who built the old lighthouse of Nordhavn?", "--precision", "int8")
    assert (asked.returncode, asked.stderr) == (0, "")
    assert "A: Peder Holm" in asked.stdout


def test_loading_says_what_precision_it_is_in(kb: Path, encoder: object) -> None:
    from kgqa import KGQA
    from kgqa.encoders.precision import device_of, precision_of

    assert KGQA.load(kb, encoder=encoder, device="cpu").reader.precision == precision_of("auto", device_of("cpu"))
    assert KGQA.load(kb, encoder=encoder, device="cpu", precision="fp32").reader.precision == "fp32"


@pytest.mark.skipif(not HAS_ONNX, reason='needs pip install "kgqa[onnx]"')
def test_exporting_and_asking_with_the_file(kb: Path, tmp_path: Path) -> None:
    out = tmp_path / "reader.onnx"
    done = run("export", "minilm-l6-v9", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{out}: " in done.stdout and "MB, fp32, logits within" in done.stdout
    asked = run("ask", kb, "Who discovered lindium?", "--reader", out)
    assert (asked.returncode, asked.stderr) == (0, "")
    assert "A: Ada Lind" in asked.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", "{kb}", "who?", "--precision", "int4"], "precision is one of auto, fp32, bf16, int8, not 'int4'"),
        (["ask", "{kb}", "who?", "--reader", "{tmp}/no.onnx"], "no exported reader at"),
        (["export", "nonsense", "{tmp}/r.onnx"], "no reader 'nonsense'"),
        (["export", "minilm-l6-v9", "{tmp}/r.bin"], "an export ends in .onnx"),
        (["train", "reader", "--train", "x", "--out", "{tmp}/r", "--keep-layers", "0;2"], "as 0,2,4, found '0;2'"),
    ],
)
def test_what_it_can_not_make_small_is_one_clear_line(
    kb: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    done = run(*[argument.format(kb=kb, tmp=tmp_path) for argument in arguments])
    assert done.returncode == 2, done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())
