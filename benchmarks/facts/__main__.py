"""Command line of the ablation."""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import asdict
from pathlib import Path

from benchmarks.facts.asking import asked
from benchmarks.facts.beside import beside
from benchmarks.facts.cases import dev_set
from benchmarks.facts.figures import marks, rows, table
from kgqa.reader.checkpoint import DEFAULT_READER, load_checkpoint
from kgqa.retriever.path_scorer import PathScorer, load_scorer


def main() -> None:
    """Asks all questions and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public data sets")
    parser.add_argument("--reader", default=DEFAULT_READER, help="a shipped reader's name or a checkpoint's folder")
    parser.add_argument("--count", type=int, default=250, help="questions of each group")
    parser.add_argument("--group", action="append", help="only this group; may be repeated")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, help="a file for every case with its answers, one JSON object a line")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    args = parser.parse_args()
    cases = dev_set(args.data, args.count, random.Random(args.seed))
    cases = [case for case in cases if not args.group or case.group in args.group]
    checkpoint = load_checkpoint(args.reader)
    results = asked(cases, checkpoint, PathScorer(load_scorer()))
    said = checkpoint.calibration.min_score
    found = [marks(case, result, said) for case, result in zip(cases, results, strict=True)]
    asking, reading = rows(cases, found), beside(cases, checkpoint)
    if args.write:
        lines = [
            json.dumps({**asdict(c), "result": json.loads(r.to_json()), "marks": asdict(m)}, ensure_ascii=False)
            for c, r, m in zip(cases, results, found, strict=True)
        ]
        args.write.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if args.json:
        both = {"asked": asking, "passage alone": reading}
        print(json.dumps({name: [asdict(row) for row in own] for name, own in both.items()}, indent=1))
        return
    print(f"Asked over facts and passages together:\n\n{table(asking)}")
    print(f"\nThe passage that answers read alone, all facts beside it:\n\n{table(reading)}")


if __name__ == "__main__":
    main()
