"""``kgqa export``: a reader as an ONNX file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgqa.pipelines.cli.console import say


def export(
    reader: Annotated[str, typer.Argument(help="A shipped reader or a checkpoint folder.", show_default=False)],
    out: Annotated[Path, typer.Argument(help="File to write, ending in .onnx.", show_default=False)],
    int8: Annotated[bool, typer.Option("--int8", help="Weights in 8 bits: a quarter of the size.")] = False,
) -> None:
    """Export a reader to ONNX, with its tokenizer and a JSON of limits and calibration beside it.

    They are called tokenizer.json and as the file, ending in .json; what stands there of an earlier export is written
    over, anything else is refused.
    """
    from kgqa.pipelines.destinations import check_outside
    from kgqa.reader.checkpoint import load_checkpoint
    from kgqa.reader.exports.export_onnx import export_onnx

    check_outside(out, "an export")
    made = export_onnx(load_checkpoint(reader), out, int8=int8)
    size = made.file.stat().st_size / 1e6
    say(f"{made.file}: {size:.1f} MB, {made.precision}, logits within {made.difference:.2g} of PyTorch's in fp32")
