"""Command line of the writing."""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

import benchmarks.reader_data.written as about
from benchmarks.reader_data.pseudo import labelled
from benchmarks.reader_data.squad_layout import write_squad
from benchmarks.reader_data.written.answers import chosen
from benchmarks.reader_data.written.asking import Draw, ask
from benchmarks.reader_data.written.casing import spelt
from benchmarks.reader_data.written.keeping import kept
from benchmarks.reader_data.written.learning import teach
from benchmarks.reader_data.written.network import QuestionWriter
from benchmarks.reader_data.written.passages import WEIGHTS, learned, to_write_about
from benchmarks.reader_data.written.rows import Asked, row_of
from kgqa.data.example import ReadingExample
from kgqa.encoders.precision import device_of
from kgqa.extract.syntax.parsing import load_model
from kgqa.reader.checkpoint import load_checkpoint
from kgqa.types import Mention

LEAST_LIKELY = -2.2
"""Mean log probability of a question's pieces, at least."""


def main() -> None:
    """Teaches a network, writes questions, and keeps in ``--out`` those that two readers answer as meant."""
    parser = argparse.ArgumentParser(description=about.__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public data sets")
    parser.add_argument("--paired", type=Path, required=True, help="what benchmarks.reader_data.pseudo wrote")
    parser.add_argument("--reader", default="minilm-l6-v9", help="whose layers learn to write; one of two that judge")
    parser.add_argument("--judge", default="e5-small-l12-v6", help="the other")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--device", default="auto", help="a CPU without bfloat16 takes days")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng, device = random.Random(args.seed), device_of(args.device)
    start = load_checkpoint(args.reader)
    tokenizer = start.tokenizer
    tokenizer.no_truncation()
    tokenizer.no_padding()
    people = learned(args.data, labelled(args.data, args.reader, margin=2.0), rng)
    rows = [(row, WEIGHTS[each.style]) for each in people if (row := row_of(tokenizer, each))]
    writer = QuestionWriter(start.model.bert.float())
    teach(writer, rows, device, seed=args.seed)
    places = list(chosen(load_model(), list(to_write_about(args.data, args.paired)), rng))
    judges = (load_checkpoint(args.reader), load_checkpoint(args.judge))
    write_squad(kept(list(_written(writer, tokenizer, places, device, args.seed)), judges, device), args.out)


def _written(
    writer: QuestionWriter, tokenizer: Tokenizer, places: Sequence[Asked], device: torch.device, seed: int
) -> Iterator[ReadingExample]:
    """Questions to the places, each question of a text once, none that says its answer."""
    asked = [(place, row) for place in places if (row := row_of(tokenizer, place))]
    seen: set[tuple[str, str]] = set()
    for at, pieces, likely in sorted(ask(writer, tokenizer, [row for _, row in asked], device, Draw(seed=seed))):
        place = asked[at][0]
        if len(pieces) < 3 or likely < LEAST_LIKELY:
            continue
        question = spelt(tokenizer, pieces, place.text)
        if place.style == "search":
            question = question.lower().rstrip("?")
        if place.answer.lower() in question.lower() or (question, place.context) in seen:
            continue
        seen.add((question, place.context))
        answer = Mention(place.at, place.at + len(place.answer), place.answer)
        yield ReadingExample(f"written-{at}", question, place.context, (answer,), "written")


if __name__ == "__main__":
    main()
