"""Evaluating in batch against one question at a time, and what memory does meanwhile.

    python -m benchmarks.evaluate_speed --data DATA --work WORK [--questions 512]

MetaQA over WORK/metaqa.kb (made by ``kgqa evaluate metaqa --prepare``): the graph alone, and with the reader on an
eighth of the questions. Both ways give equal answers, which is checked. Aim: batch at least 2 times as fast. What
bounds it: a single question fills a part of a batch whose shape is fixed, so that its bits do not depend on its
company; and each call has its own cost.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from kgqa import KGQA, Question, Result
from kgqa.data.metaqa import read_metaqa
from kgqa.pipelines.evaluation.baselines.registry import BASELINES

Ask = Callable[[list[Question]], list[Result]]


def rates(make: Callable[[], Ask], questions: list[Question]) -> tuple[float, float]:
    """Questions a second one by one, and in batch, each by a system made anew: what one remembers of the first
    round must not help the second. The answers must be equal."""
    ask = make()
    ask([Question("", "a first question, to load what is loaded once")])
    begin = time.perf_counter()
    alone = [ask([question])[0] for question in questions]
    single = len(questions) / (time.perf_counter() - begin)
    ask = make()
    ask([Question("", "a first question, to load what is loaded once")])
    begin = time.perf_counter()
    together = ask(questions)
    batch = len(questions) / (time.perf_counter() - begin)
    if alone != together:
        raise SystemExit("single and batch answers differ")
    return single, batch


def peak_mib() -> float:
    """Most memory this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=512)
    args = parser.parse_args()
    examples = islice(read_metaqa(args.data / "metaqa/2-hop/qa_dev.txt"), 4 * args.questions)
    questions = [Question(example.id, example.question) for example in examples]
    kb = args.work / "metaqa.kb"

    def with_graph() -> Ask:
        return BASELINES["graph"].make(KGQA.load(kb), ()).answer

    def with_reader() -> Ask:
        return KGQA.load(kb).batch

    for name, make, count in (
        ("graph alone", with_graph, args.questions),
        ("with the reader", with_reader, args.questions // 8),
    ):
        single, batch = rates(make, questions[:count])
        print(f"{name}, {count} questions: {single:.1f} a second one by one, {batch:.1f} in batch,", end=" ")
        print(f"{batch / single:.2f} times as fast")
    ask = with_graph()
    before = peak_mib()
    for start in range(args.questions, len(questions), 64):
        ask(questions[start : start + 64])
    print(f"peak memory {before:.0f} MiB after {args.questions} questions, {peak_mib():.0f} after {len(questions)}")


if __name__ == "__main__":
    main()
