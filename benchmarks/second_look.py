"""The second look by itself: how many questions over several texts it answers, and how probable its answers are.

    python -m benchmarks.second_look --data DATA --kb KB [--split train500] [--limit N] [--reader NAME]

KB is the corpus of 2WikiMultihopQA alone, with no graph (made where it is not there). Every question is read fact by
fact, whatever a first look would have found. Prints exact match and F1 by kind of question, and what would set its
probabilities right, on their own scale (log odds): a slope of 1 and a bias of 0 leave them as they are. The curves of
``kgqa.reader.proofs`` are fitted on train500; dev500 is for reporting.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np

from kgqa import KGQA, Question
from kgqa.data.metrics.answers import exact_match, token_f1
from kgqa.data.twowiki import read_2wiki
from kgqa.pipelines.cli.console import bars
from kgqa.pipelines.evaluation.prepare import prepare
from kgqa.reader.calibration import fit_platt, log_odds
from kgqa.reader.checkpoint import DEFAULT_READER
from kgqa.types import Path as RelationPath


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kb", type=Path, required=True)
    parser.add_argument("--split", default="train500")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--reader", default=DEFAULT_READER)
    args = parser.parse_args()
    folder = args.data / "2wikimultihopqa"
    examples = list(read_2wiki(folder / "questions.jsonl", {"split": args.split}))
    examples = examples[: args.limit] if args.limit else examples
    scores: defaultdict[str, list[tuple[float, float, bool]]] = defaultdict(list)
    points: list[tuple[bool, float, bool]] = []
    with bars(quiet=False) as progress:
        if not args.kb.exists():
            prepare("2wikimultihopqa", folder, args.kb, evidence=False, progress=progress)
        look = KGQA.load(args.kb, reader=args.reader, device="cpu").second
        assert look is not None
        for done, example in enumerate(examples, start=1):
            found = look.look(Question(example.id, example.question), (), (), ())
            best = found.answers[0] if found.answers else None
            text = "" if best is None else best.text
            right = exact_match(text, example.answers)
            scores[example.kind].append((right, token_f1(text, example.answers), best is not None))
            if best is not None:
                paths = [found.evidence[s.evidence].content for s in best.support]
                starts = {path.start for path in paths if isinstance(path, RelationPath)}
                points.append((len(starts) > 1, log_odds(best.score), bool(right)))
            progress("questions", done, len(examples))
    for kind, own in [*sorted(scores.items()), ("all", [row for rows in scores.values() for row in rows])]:
        exact, f1, answered = 100 * np.mean(own, axis=0)
        print(f"{kind:20} {len(own):5} questions  EM {exact:5.1f}  F1 {f1:5.1f}  answered {answered:5.1f}")
    for name, compared in (("one chain", False), ("compared", True)):
        own_points = [(odds, right) for several, odds, right in points if several == compared]
        if own_points:
            odds, rights = zip(*own_points, strict=True)
            slope, bias = fit_platt(odds, rights)
            print(f"{name}: {len(rights)} answers, {np.mean(rights):.3f} right, slope {slope:.2f}, bias {bias:.2f}")


if __name__ == "__main__":
    main()
