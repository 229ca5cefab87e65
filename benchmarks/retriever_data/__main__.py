"""Makes the training file of the encoder and the re-ranker of passages from public data.

    python -m benchmarks.retriever_data --data DATA --out runs/passages.jsonl.xz

It takes some minutes: four data sets are encoded to find passages that look right and are not.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from benchmarks.retriever_data.asked import sources
from benchmarks.retriever_data.mining import Miner
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.retriever.dense_examples import DenseExample, write_dense_examples


def main() -> None:
    """Writes the file and prints what is in it."""
    parser = argparse.ArgumentParser(prog="benchmarks.retriever_data", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--several", type=int, default=2, help="copies of what is of several hops; there is little of it"
    )
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    encoder = SentenceEncoder(device="cpu")
    examples: list[DenseExample] = []
    for source in sources(args.data, encoder, rng):
        made = Miner(source, encoder).examples(rng)
        examples += made * (args.several if source.several else 1)
        print(f"{source.name}: {len(source.asked)} questions, {len(made)} with a passage each", flush=True)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    write_dense_examples(examples, args.out)
    print(f"{len(examples)} in {args.out}")


if __name__ == "__main__":
    main()
