"""Questions over two texts that are read together: some need both, some are answered by one of them, some by neither.

    python -m benchmarks.reader_data.together --data DATA --out runs/data/together.json [--seed 1]

- Questions of several steps over their two gold passages: HotpotQA's that train (benchmarks/halves.py) and
  2WikiMultihopQA's 500 set aside for training, three quarters of each (the others fit probabilities); and the same with
  another passage of the question in place of one.
- Questions of two steps made of two of one (benchmarks/reader_data/composed.py).
- Questions of one step over their text and the nearest other one.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.halves import half_of, is_kept_for_curves
from benchmarks.reader_data.composed import GAP, composed, joined
from benchmarks.reader_data.no_answer import near_misses
from benchmarks.reader_data.squad_layout import write_squad
from kgqa.data.example import ReadingExample
from kgqa.data.squad import read_squad
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.kg.verbalize import passage_text
from kgqa.types import Mention

ANSWERS = 6
"""Places of one answer that are marked."""


def several_hops(data: Path, name: str, rng: random.Random) -> list[ReadingExample]:
    """Training questions of ``name`` with two gold passages and an answer that stands in one, each over both, and
    over one of the two with another passage of the question, where it has no answer."""
    folder = data / name
    rows = [json.loads(line) for line in (folder / "corpus.jsonl").read_text("utf-8").splitlines()]
    texts = {row["id"]: passage_text(row["title"], row["text"]) for row in rows}
    made = []
    for line in (folder / "questions.jsonl").read_text("utf-8").splitlines():
        question = json.loads(line)
        if not _trains(name, question) or len(question["gold_ids"]) != 2 or question["answer"].lower() in ("yes", "no"):
            continue
        golds = question["gold_ids"]
        whole = GAP.join(texts[id] for id in rng.sample(golds, 2))
        if not (answers := tuple(_places(question["answer"], whole))):
            continue
        made.append(ReadingExample(question["id"], question["question"], whole, answers))
        kept = rng.choice(golds)
        others = [id for id in question["context_ids"] if id not in golds]
        # What asks which of two things is answered by its own words; half a pair that holds the answer may do.
        if others and question["type"] in ("bridge", "compositional", "inference"):
            part = GAP.join(rng.sample([texts[kept], texts[rng.choice(others)]], 2))
            if not any(_places(question["answer"], part)):
                made.append(ReadingExample(f"{question['id']}-half", question["question"], part))
    return made


def _trains(name: str, question: dict[str, Any]) -> bool:
    if is_kept_for_curves(question["id"]):
        return False
    if name == "hotpotqa":
        return bool(question["gold_complete"]) and half_of(question["id"]) == 0
    return bool(question["split"] == "train500")


def _places(answer: str, text: str) -> Iterator[Mention]:
    found = re.finditer(rf"(?<!\w){re.escape(answer)}(?!\w)", text)
    yield from (Mention(each.start(), each.end(), each[0]) for each, _ in zip(found, range(ANSWERS), strict=False))


def beside_nearest(
    examples: Sequence[ReadingExample], encoder: SentenceEncoder, count: int, rng: random.Random
) -> list[ReadingExample]:
    """``count`` of the questions, each over its text and one of the nearest others that lack the answer."""
    whole = {example.id: example for example in examples}
    made = []
    for miss in near_misses(examples, encoder, count, rng):
        own = whole[miss.id.removesuffix("-near")]
        made.append(joined(f"{own.id}-beside", own.question, own, miss.context, rng))
    return made


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    squad = [
        *read_squad(args.data / "squad/squad1_train_subset_4k.json"),
        *read_squad(args.data / "nq_open_oracle/nq_open_oracle_squad_style.json"),
    ]
    short = [e for f in ("dev", "test") for e in read_squad(args.data / f"qamr/qamr_{f}_squad_style.json")]
    hops = [each for name in ("hotpotqa", "2wikimultihopqa") for each in several_hops(args.data, name, rng)]
    two = composed(squad, 400, rng) + composed([*squad, *short], 700, rng)
    one = beside_nearest(squad, SentenceEncoder(), 1800, rng)
    write_squad(hops, args.out.with_name(f"{args.out.stem}-hops.json"))
    write_squad(list({each.id: each for each in [*two, *one]}.values()), args.out)


if __name__ == "__main__":
    main()
