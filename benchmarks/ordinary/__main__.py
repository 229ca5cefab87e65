"""How well ordinary questions over ordinary documents are answered.

    python -m benchmarks.ordinary --work WORK [--set d] [--yes-no] [--reader NAME] [--polar NAME] [--show wrong said]
    python -m benchmarks.ordinary --work WORK --set a b c d --polar FOLDER [--beside NAME] --fit

The knowledge base of each set is built from its documents in WORK where it is not there. Each question is asked end to
end; right are a span with two thirds of the words, a list with all members, the verdict for yes or no. ``--yes-no``
asks only what is for yes or no, with those of the others that no text answers. ``--fit`` fits how probable a verdict of
the reader of yes or no is (Platt 1999), on all questions for yes or no of the sets, and writes it into its folder.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from benchmarks.ordinary.scoring import SETS, Asked, outcome, questions_of
from kgqa import KGQA, Result
from kgqa.pipelines.building import build
from kgqa.reader.calibration import fit_logistic
from kgqa.reader.checkpoint import DEFAULT_READER
from kgqa.reader.language.yes_or_no import asks_yes_or_no
from kgqa.reader.polar.checkpoint import Believed, load_polar, save_polar
from kgqa.reader.polar.judging import PolarReader
from kgqa.reader.polar.rows import VERDICTS

ROUNDS = 8
OUTCOMES = ("right", "part", "wrong", "open", "said", "rightly open")


def knowledge_base(name: str, work: Path) -> Path:
    """The folder of a set's knowledge base, built where it is not there."""
    folder = work / f"ordinary-{name}.kb"
    if not folder.exists():
        build(folder, [SETS / name / "docs"])
    return folder


def answered(name: str, work: Path, asked: Sequence[Asked], reader: str, polar: PolarReader | None) -> list[Result]:
    """The results of a set's questions; ``polar`` in place of the shipped reader of yes or no."""
    qa = KGQA.load(knowledge_base(name, work), reader=reader)
    if polar is not None:
        qa = replace(qa, polar=polar)
    return qa.batch([each.question for each in asked])


def fit(judge: PolarReader, asked: Sequence[Asked], results: Sequence[Result]) -> Believed:
    """The curve of probabilities over the verdicts on these questions: which text speaks for a verdict most hangs on
    the weights, so that they are fitted again and again."""
    found = [(each, judge.look(each.question, result.evidence)) for each, result in zip(asked, results, strict=True)]
    judged = [(each.answers[:1], looked) for each, looked in found if looked is not None]
    believed = replace(Believed(), least=judge.model.believed.least)
    for _ in range(ROUNDS):
        points, right = [], []
        for answers, looked in judged:
            seen = looked.seen(believed)
            if seen.silent:
                continue
            which = VERDICTS.index(seen.verdict)
            points.append((looked.odds[seen.text, which], looked.covered[seen.text], seen.contrary))
            right.append(answers == ((seen.verdict,),))
        slope, covered, against, bias = fit_logistic(points, right)
        believed = replace(believed, slope=slope, covered=covered, against=against, bias=bias)
    seen_all = [(answers, seen) for answers, looked in judged if not (seen := looked.seen(believed)).silent]
    said = [
        (answers == ((seen.verdict,),), believed.probability(seen.sign, seen.contrary)) for answers, seen in seen_all
    ]
    for least in (0.5, 0.6, 0.7, 0.8, 0.9):
        sure = [good for good, probability in said if probability >= least]
        print(f"said from {least} on: {len(sure)} of {len(said)}, right {sum(sure)}", flush=True)
    return believed


def table(rows: Iterator[tuple[Asked, str | None]]) -> dict[str, dict[str, int]]:
    """How many questions of each kind, and of all, came to what."""
    counts: dict[str, Counter[str]] = {}
    for asked, said in rows:
        for kind in (asked.kind, "all"):
            counts.setdefault(kind, Counter())[outcome(asked, said)] += 1
    return {kind: {each: found[each] for each in OUTCOMES} for kind, found in counts.items()}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--set", nargs="+", default=sorted(each.name for each in SETS.iterdir()))
    parser.add_argument("--yes-no", action="store_true")
    parser.add_argument("--reader", default=DEFAULT_READER)
    parser.add_argument("--polar", default="", help="a reader of yes or no instead of the shipped one")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--beside", nargs="*", default=(), help="with --fit: shipped ones that are to judge with it")
    parser.add_argument("--show", nargs="*", default=(), choices=OUTCOMES, help="questions that came to this")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    model = load_polar(args.polar) if args.polar else None
    if model is not None and args.beside:
        model = replace(model, beside=tuple(map(load_polar, args.beside)))
    judge = None if model is None else PolarReader(model)
    everything: list[tuple[Asked, Result]] = []
    for name in args.set:
        asked = questions_of(name)
        if args.yes_no or args.fit:
            asked = [each for each in asked if asks_yes_or_no(each.question)]
        everything += zip(asked, answered(name, args.work, asked, args.reader, judge), strict=True)
    if args.fit:
        if model is None or judge is None:
            parser.error("--fit writes into a folder of --polar")
        believed = fit(judge, [asked for asked, _ in everything], [result for _, result in everything])
        beside = tuple(map(load_polar, args.beside)) or load_polar(args.polar).beside
        save_polar(replace(load_polar(args.polar), believed=believed, beside=beside), Path(args.polar))
        print(f"{args.polar}: {asdict(believed)}")
        return
    found = table((asked, result.answer) for asked, result in everything)
    if args.json:
        print(json.dumps(found))
        return
    print(f"{'':8}" + "".join(f"{each:>14}" for each in OUTCOMES))
    for kind, row in found.items():
        print(f"{kind:8}" + "".join(f"{row[each]:14}" for each in OUTCOMES))
    for asked, result in everything:
        if (came := outcome(asked, result.answer)) in args.show:
            print(f"{came} | {asked.id} | {asked.question} -> {result.answer} | {asked.answers}")


if __name__ == "__main__":
    main()
