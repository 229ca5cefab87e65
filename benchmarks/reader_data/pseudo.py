"""Questions with the sentence that answers them, but no marked answer: the answer a trained reader finds.

    python -m benchmarks.reader_data.pseudo --data DATA --reader runs/first --out runs/data/pseudo.json

ReQA's training part (Ahmad et al. 2019) pairs SQuAD questions with sentences. A span is taken where the reader
puts it well above "no answer" (self-training; Yarowsky 1995).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.reader_data.squad_layout import write_squad
from kgqa.data.example import ReadingExample
from kgqa.encoders.precision import device_of
from kgqa.reader.checkpoint import load_checkpoint
from kgqa.reader.inputs import InputBuilder
from kgqa.reader.scoring import predict
from kgqa.types import Mention


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--reader", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--margin", type=float, default=4.0, help="least margin over no answer")
    args = parser.parse_args()
    source = json.loads((args.data / "squad/reqa_squad_train.json").read_text("utf-8"))
    known = (args.data / "squad/squad1_train_subset_4k.json").read_text("utf-8")
    pairs = [
        (question, sentence)
        for question, sentence in zip(source["questions"], source["answers"], strict=True)
        if json.dumps(question) not in known and json.dumps(question, ensure_ascii=False) not in known
    ]
    asked = [ReadingExample(f"reqa-{i}", q, sentence, ()) for i, (q, sentence) in enumerate(pairs)]
    reader = load_checkpoint(args.reader)
    reader.model.for_inference(device_of())
    found = predict(reader.model, InputBuilder(reader.tokenizer), asked)
    made = []
    for example, guess in zip(asked, found, strict=True):
        at = example.context.find(guess.text)
        if guess.margin >= args.margin and guess.text and at >= 0:
            answer = Mention(at, at + len(guess.text), guess.text)
            made.append(ReadingExample(example.id, example.question, example.context, (answer,), "reqa"))
    write_squad(made, args.out)


if __name__ == "__main__":
    main()
