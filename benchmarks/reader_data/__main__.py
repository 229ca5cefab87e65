"""Command line of the data making."""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from benchmarks.reader_data.chinese import chinese_parts
from benchmarks.reader_data.facts import fact_examples
from benchmarks.reader_data.no_answer import near_misses, swapped_names
from benchmarks.reader_data.paths import (
    DocRed,
    docred_paths,
    metaqa_paths,
    simple_questions,
    twowiki_paths,
)
from benchmarks.reader_data.slots import docred_passages, twowiki_passages, with_idle_facts, with_titles
from benchmarks.reader_data.squad_layout import write_squad
from kgqa.data.squad import read_squad
from kgqa.encoders.sentence import SentenceEncoder


def main() -> None:
    """Writes squad.json, search.json, no_answer.json, no_answer_short.json, paths.json, slots.json, facts.json,
    chinese_train.json and chinese_dev.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public data sets")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    squad = list(read_squad(args.data / "squad/squad1_train_subset_4k.json"))
    search = with_titles(list(read_squad(args.data / "nq_open_oracle/nq_open_oracle_squad_style.json")))
    short = [e for f in ("dev", "test") for e in read_squad(args.data / f"qamr/qamr_{f}_squad_style.json")]
    rng = random.Random(args.seed)
    docs = DocRed(args.data)
    paths = (
        metaqa_paths(args.data, (1200, 1200, 1200), rng)
        + twowiki_paths(args.data, rng)
        + docred_paths(docs, 2000, rng)
        + simple_questions(args.data, docs, 4000, rng)
    )
    write_squad(paths, args.out / "paths.json")
    write_squad(docred_passages(docs, 2500, rng) + twowiki_passages(args.data, rng), args.out / "slots.json")
    write_squad(fact_examples(args.data, docs, random.Random(args.seed)), args.out / "facts.json")
    write_squad(with_idle_facts(squad, docs, 0.25, rng), args.out / "squad.json")
    write_squad(with_idle_facts(search, docs, 0.25, rng), args.out / "search.json")
    for part, examples in zip(("train", "dev"), chinese_parts(args.data), strict=True):
        write_squad(examples, args.out / f"chinese_{part}.json")
    encoder = SentenceEncoder()
    missed = near_misses(squad, encoder, 2500, rng) + near_misses(search, encoder, 1500, rng)
    missed = with_idle_facts(missed + swapped_names(squad, 1500, rng), docs, 0.25, rng)
    write_squad(missed, args.out / "no_answer.json")
    write_squad(near_misses(short, encoder, 4000, rng, nearest=4), args.out / "no_answer_short.json")


if __name__ == "__main__":
    main()
