"""How often texts written to mislead rules about clauses do, and mislead the networks behind them.

    python -m benchmarks.ordinary.traps [--polar NAME] [--show]

Each row of traps.tsv is a question for yes or no, a text, its title, and what a careful reader makes of them: yes, no,
or "-" where the text leaves it open.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path

from kgqa.reader.claims.outright import said_outright
from kgqa.reader.polar.checkpoint import DEFAULT_POLAR, load_polar
from kgqa.reader.polar.judging import PolarReader
from kgqa.types import Evidence, Passage

TRAPS = Path(__file__).parent / "traps.tsv"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--polar", default=DEFAULT_POLAR)
    parser.add_argument("--show", action="store_true", help="print what is answered wrongly")
    args = parser.parse_args()
    judge = PolarReader(load_polar(args.polar))
    counts: Counter[str] = Counter()
    with TRAPS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        passage = Passage("1:0", "1", row["title"], row["text"])
        evidence = [Evidence(passage, passage.text, 1.0, "dense")]
        who, said = "clauses", said_outright(row["question"], evidence)
        if said is None:
            who, said = "networks", judge.judge(row["question"], evidence)
        if said is None:
            counts["open"] += 1
            continue
        is_right = said.text == row["verdict"]
        counts[f"{who}, {'right' if is_right else 'wrong'}"] += 1
        if args.show and not is_right:
            print(f"{who}: {said.text} ({said.score:.2f}) for {row['verdict']} | {row['question']} | {row['text']}")
    print(f"{len(rows)} traps: " + "; ".join(f"{name} {counts[name]}" for name in sorted(counts)))


if __name__ == "__main__":
    main()
