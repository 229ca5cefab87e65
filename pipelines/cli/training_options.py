"""Options that the ``kgqa train`` commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Out = Annotated[Path, typer.Option(help="Checkpoint folder to write; a stopped run goes on there.")]
Base = Annotated[str | None, typer.Option(help="A BERT by name or folder, if not all-MiniLM-L6-v2", show_default=False)]
Epochs = Annotated[int, typer.Option(min=1)]
LearningRate = Annotated[float, typer.Option("--lr")]
Bf16 = Annotated[bool, typer.Option(help="bfloat16 arithmetic, where the hardware has it.")]
