"""Questions with the sentence that answers them, but no marked answer: a trained reader finds it.

    python -m benchmarks.reader_data.pseudo --data DATA --reader runs/first --out runs/data/pseudo.json

ReQA's training part (Ahmad et al. 2019) pairs SQuAD questions with sentences. The reader says a span of the
sentence (self-training; Yarowsky 1995), which is easier than to find it in a text; what is trained on is harder:
the sentence stands among its nearest neighbours of other pairs.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

from benchmarks.reader_data.paragraphs import among_neighbours
from benchmarks.reader_data.squad_layout import write_squad
from kgqa.data.example import ReadingExample
from kgqa.encoders.precision import device_of
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.reader.checkpoint import load_checkpoint
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.network.scoring import predict
from kgqa.types import Mention


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--reader", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--margin", type=float, default=2.0, help="least margin over no answer")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    made = labelled(args.data, args.reader, margin=args.margin)
    rng = random.Random(args.seed)
    write_squad(among_neighbours(made, SentenceEncoder(), rng, unanswered=0.15), args.out)


def labelled(data: Path, reader_name: str, *, margin: float) -> list[ReadingExample]:
    """The pairs in whose sentence the reader finds an answer, by ``margin`` surer than of none."""
    asked = unmarked(data)
    reader = load_checkpoint(reader_name)
    reader.model.for_inference(device_of())
    made = []
    for example, guess in zip(asked, predict(reader.model, InputBuilder(reader.tokenizer), asked), strict=True):
        at = example.context.find(guess.text)
        if guess.margin >= margin and guess.text and at >= 0:
            answer = Mention(at, at + len(guess.text), guess.text)
            made.append(ReadingExample(example.id, example.question, example.context, (answer,), "reqa"))
    return made


def unmarked(data: Path) -> list[ReadingExample]:
    """The pairs whose question is not one of SQuAD's 4,000, without answers."""
    source = json.loads((data / "squad/reqa_squad_train.json").read_text("utf-8"))
    known = (data / "squad/squad1_train_subset_4k.json").read_text("utf-8")
    return [
        ReadingExample(f"reqa-{i}", question, sentence, ())
        for i, (question, sentence) in enumerate(zip(source["questions"], source["answers"], strict=True))
        if json.dumps(question) not in known and json.dumps(question, ensure_ascii=False) not in known
    ]


if __name__ == "__main__":
    main()
