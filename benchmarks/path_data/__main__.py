"""Makes the general path scorer's training file from public data.

    python -m benchmarks.path_data --data DATA --out runs/paths.jsonl [--without metaqa]

``--without`` leaves the questions of one graph out, so that the scorer trained on the rest has never seen them.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from benchmarks.path_data.asked import asked_examples
from benchmarks.path_data.composed import composed_examples
from benchmarks.path_data.graphs import metaqa_examples, twowiki_examples
from benchmarks.path_data.made import made_examples
from kgqa.retriever.path_examples import write_examples


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.path_data", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--without", choices=("metaqa", "2wiki"), action="append", default=[])
    parser.add_argument("--asked", type=float, default=1.0, help="share of the questions that people asked")
    parser.add_argument("--composed", type=int, default=6000, help="questions put together over each graph")
    parser.add_argument("--made", type=int, default=0, help="questions over made graphs")
    parser.add_argument("--metaqa", type=int, default=10_000, help="questions of MetaQA's training templates")
    parser.add_argument("--leave-chains-out", action="store_true", help="no MetaQA question over one chain in five")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    asked = asked_examples(args.data, rng)
    examples = rng.sample(asked, round(args.asked * len(asked))) + composed_examples(args.data, args.composed, rng)
    if "metaqa" not in args.without:
        counts = (args.metaqa // 4, args.metaqa * 35 // 100, args.metaqa * 4 // 10)
        examples += metaqa_examples(args.data, counts, rng, all_chains=not args.leave_chains_out)
    if "2wiki" not in args.without:
        examples += 2 * twowiki_examples(args.data, rng)
    examples += made_examples(args.made, rng)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    write_examples(examples, args.out)
    print(f"{len(examples)} questions in {args.out}")


if __name__ == "__main__":
    main()
