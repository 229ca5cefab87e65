"""``kgqa suggest``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from kgqa.pipelines.cli.console import complain, say_json


def suggest(
    questions: Annotated[Path, typer.Option(help="SQuAD-format file; its answers are not looked at.")],
    reader: Annotated[str, typer.Option(help="Shipped reader or checkpoint folder.")] = "minilm-l6-v9",
    count: Annotated[int, typer.Option(min=1, help="How many questions.")] = 50,
) -> None:
    """List the questions most worth labelling: those the reader is least sure of, unlike each other.

    One JSON object a line, best first: the question, the reader's own answer and its probability.
    """
    from kgqa.data.squad import read_squad
    from kgqa.reader.checkpoint import load_checkpoint
    from kgqa.reader.training.suggest import suggest as chosen

    examples = list(read_squad(questions))
    asking = [example for example in examples if example.question.strip()]
    if len(asking) < len(examples):
        complain(f"blank questions left out: {len(examples) - len(asking)}")
    for found in chosen(load_checkpoint(reader), asking, count):
        span = found.guess.span
        record = {
            "id": found.example.id,
            "question": found.example.question,
            "guess": span.text if span else "",
            "probability": round(found.guess.probability, 4),
        }
        say_json(json.dumps(record, ensure_ascii=False))
