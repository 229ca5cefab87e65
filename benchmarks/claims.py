"""Questions for yes or no over texts: facts that hold, and the same facts with another thing of the kind in them.

    python -m benchmarks.claims --data DATA --kb 2wiki-text.kb [--count 100] [--seed 0]

"Is T the R of H?" for single facts (H, R, T) of 2WikiMultihopQA's dev500 whose R has a noun for its label, asked over
the passages alone, and again with the tail of another fact of that relation in the place of T, one that the head has
not. Said of those that hold: yes is right and no is wrong; of the others it is the other way round.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from pathlib import Path

from kgqa import KGQA
from kgqa.linker.normalise import fold

NOUNS = frozenset(
    (
        *("director", "composer", "father", "mother", "spouse", "performer", "author", "screenwriter", "producer"),
        *("place of birth", "place of death", "date of birth", "date of death", "publication date", "founded by"),
        *("country", "country of citizenship", "country of origin"),
    )
)
CALLED = {"founded by": "founder", "country of citizenship": "nationality"}


def claims(data: Path, count: int, seed: int) -> list[tuple[str, bool]]:
    """``count`` questions that are true and as many that are not, in turn."""
    facts: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in (data / "2wikimultihopqa" / "questions.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        if record["split"] == "dev500":
            for head, relation, tail in record["evidences"]:
                if relation in NOUNS:
                    facts[head, relation].add(tail)
    tails = defaultdict(set)
    for (_, relation), own in facts.items():
        tails[relation] |= own
    rng, made = random.Random(seed), []
    for head, relation in rng.sample(sorted(facts), len(facts)):
        own = facts[head, relation]
        known = {fold(tail) for tail in own}
        others = [tail for tail in sorted(tails[relation]) if fold(tail) not in known]
        if len(made) == 2 * count:
            break
        if others:
            for tail, holds in ((sorted(own)[0], True), (rng.choice(others), False)):
                made.append((f"Is {tail} the {CALLED.get(relation, relation)} of {head}?", holds))
    return made


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kb", type=Path, required=True)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true", help="print every question that was answered wrongly")
    args = parser.parse_args()
    made = claims(args.data, args.count, args.seed)
    results = KGQA.load(args.kb).batch([question for question, _ in made])
    said: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for (question, holds), result in zip(made, results, strict=True):
        verdict = result.answer if result.answer in ("yes", "no") else "nothing" if result.answer is None else "other"
        said[holds][verdict] += 1
        if args.show and verdict == ("no" if holds else "yes"):
            print(f"  {verdict}: {question}")
    for holds, name in ((True, "that hold"), (False, "that don't")):
        total = said[holds].total()
        shares = ", ".join(f"{verdict} {100 * n / total:.0f} %" for verdict, n in sorted(said[holds].items()))
        print(f"{total} claims {name}: {shares}")


if __name__ == "__main__":
    main()
