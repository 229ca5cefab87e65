"""What is read off the pages of two things by itself: how often it is right, by kind of question.

    python -m benchmarks.pairs --data DATA --kb KB

KB is HotpotQA's corpus (made where it is not there). Asked are the comparisons, of those questions that have all of
their passages, of the half that readers learn from; the other half is for reporting. Prints how many of each kind are
answered, how many of those exactly as the key has it, how many in words that the key has among others ("Leonberger"
and "The Leonberger is a giant dog breed"), and the smoothed share of these (Laplace), which is what
``kgqa.reader.pairs.look`` takes for their probability.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

from benchmarks.halves import half_of
from kgqa import KGQA
from kgqa.data.hotpotqa import read_hotpotqa
from kgqa.data.metrics.answers import exact_match, normalize_answer
from kgqa.pipelines.evaluation.prepare import prepare
from kgqa.reader.pairs.asked import asked
from kgqa.reader.pairs.look import found_in
from kgqa.reader.pairs.named import pair_of


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kb", type=Path, required=True)
    args = parser.parse_args()
    if not args.kb.exists():
        prepare("hotpotqa", args.data / "hotpotqa", args.kb)
    look = KGQA.load(args.kb, device="cpu").second
    assert look is not None
    rows: defaultdict[str, list[tuple[float, bool]]] = defaultdict(list)
    for example in read_hotpotqa(args.data / "hotpotqa/questions.jsonl", {"gold_complete": "true"}):
        if half_of(example.id) or example.kind != "comparison":
            continue
        pair = pair_of(example.question, look.pages)
        about = None if pair is None else asked(pair.marked)
        if pair is None or about is None:
            continue
        found = found_in(about, pair, look.pages, look.reader)
        if found is None:
            rows[f"{about.kind}, left open"].append((0.0, False))
        else:
            kind = f"{about.kind} {found.text} {found.score:.2f}" if found.is_truth else about.kind
            rows[kind].append((exact_match(found.text, example.answers), _is_named(found.text, example.answers)))
    for kind, own in sorted(rows.items()):
        exact, named = sum(e for e, _ in own), sum(n for _, n in own)
        print(
            f"{kind:22} {len(own):3}  exact {exact:3.0f}  named {named:3}  smoothed {(named + 1) / (len(own) + 2):.2f}"
        )


def _is_named(text: str, golds: tuple[str, ...]) -> bool:
    said = set(normalize_answer(text).rstrip("s").split())
    return any(said <= set(normalize_answer(gold).rstrip("s").split()) for gold in golds)


if __name__ == "__main__":
    main()
