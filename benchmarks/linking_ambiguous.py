"""Measures, and fits, which of several entities of one name a question means, on made graphs with ids.

    python -m benchmarks.linking_ambiguous                     # both parts, words only and with the encoder
    python -m benchmarks.linking_ambiguous --fit weights.json  # fits on the training part, measures on the test part

The graphs and their sorts of case: benchmarks/ambiguous_names.py. "right": the entity meant is ranked first among
those of the mention (MetaQA does not show this: its nodes are strings, so that each name is one node).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks.ambiguous_names import TEST, TRAINING, Case, make
from kgqa.kg.graph import Graph
from kgqa.linker.disambiguate import Disambiguator, Encode
from kgqa.linker.index import LinkIndex
from kgqa.linker.linker import EntityLinker
from kgqa.linker.reading import read
from kgqa.linker.score import agreement
from kgqa.linker.scorer import F64, Scorer, fit, load_scorer
from kgqa.linker.spans import find_candidates
from kgqa.types import Question

HAND = Scorer((1.0, 0.35, 0.35, 0.35, 0.35, 0.0, 0.0, 0.02), (1.0, 0.35, 0.35, 0.35, 0.35, 0.0, 0.2, 0.02))
"""The weights set by hand before, which added the best field only where a word stands in several."""


def groups(graph: Graph, cases: Sequence[Case], encode: Encode | None) -> tuple[list[tuple[F64, int]], list[str], int]:
    """(features, place of the right one) of each case that has the right entity among several candidates, its
    sort, and how many cases lack it."""
    index = LinkIndex.build(graph)
    ranker = Disambiguator(graph, encode)
    found, sorts, lost = [], [], 0
    for case in cases:
        reading = read(case.text, index)
        same = [one for one in find_candidates(graph, index, reading) if (one.start, one.end) == (case.start, case.end)]
        ids = [graph.ids[one.row] for one in same]
        if case.id not in ids:
            lost += 1
        elif len(same) > 1:
            rows = [one.row for one in same]
            quality = [one.quality * agreement(reading, one, graph.labels[one.row]) for one in same]
            found.append((ranker.features(case.text, case.start, case.end, rows, quality), ids.index(case.id)))
            sorts.append(case.sort)
    return found, sorts, lost


def report(
    title: str, scorer: Scorer, found: Sequence[tuple[F64, int]], sorts: Sequence[str], *, meaning: bool
) -> None:
    """Shares of the right entity ranked first, by sort of case; equal ranks fall to the lower row."""
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for (features, place), sort in zip(found, sorts, strict=True):
        ranks = scorer.ranks(features, meaning=meaning)
        right[sort].append(ranks.index(max(ranks)) == place)
    total = [hit for hits in right.values() for hit in hits]
    parts = "  ".join(f"{sort} {sum(hits) / len(hits):.3f}" for sort, hits in sorted(right.items()))
    print(f"{title:34} n {len(total):5}  right {sum(total) / len(total):.4f}   {parts}")


def end_to_end(graph: Graph, cases: Sequence[Case], encode: Encode | None) -> float:
    """Share of the questions whose links hold the entity meant, by the linker as it ships."""
    links = EntityLinker(graph, LinkIndex.build(graph), encode=encode).link([Question("", case.text) for case in cases])
    return sum(case.id in {link.entity.id for link in own} for case, own in zip(cases, links, strict=True)) / len(cases)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=150, help="questions of each sort in each part")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--no-encoder", action="store_true", help="words alone, without a sentence encoder")
    parser.add_argument("--fit", type=Path, help="fit weights on the training part and write them here")
    arguments = parser.parse_args()
    encode = None if arguments.no_encoder else _encoder()
    if arguments.fit and encode is None:
        parser.error("--fit needs the encoder")
    made = {
        name: make(part, arguments.seed, arguments.count) for name, part in (("training", TRAINING), ("test", TEST))
    }
    sets = {
        (title, meaning): groups(graph, cases, encode if meaning else None)
        for title, (graph, cases) in made.items()
        for meaning in ((False, True) if encode else (False,))
    }
    scorers = {"set by hand": HAND, "as shipped": load_scorer()}
    if arguments.fit:
        words = fit(sets["training", False][0], without=("meaning",))
        scorers["fitted"] = Scorer(words, fit(sets["training", True][0]))
        arguments.fit.write_text(scorers["fitted"].dumps(), encoding="utf-8")
        print(scorers["fitted"].dumps())
    for (part, meaning), (found, sorts, lost) in sets.items():
        print(f"{part}, {'words and meaning' if meaning else 'words alone'} ({lost} without the right candidate)")
        for title, scorer in scorers.items():
            report(f"  {title}", scorer, found, sorts, meaning=meaning)
    for title, (graph, cases) in made.items():
        print(f"{title}, end to end, as shipped: entity meant among the links {end_to_end(graph, cases, encode):.4f}")


def _encoder() -> Encode:
    from kgqa.encoders.sentence import SentenceEncoder

    return SentenceEncoder().encode_queries


if __name__ == "__main__":
    main()
