"""Measures, and fits, which of several entities of one name a question means, on made graphs with ids.

    python -m benchmarks.linking_ambiguous                     # both parts, by words, with the encoder, with paths
    python -m benchmarks.linking_ambiguous --fit weights.json  # fits on the training part, measures on the test part

The graphs and their sorts of case: benchmarks/ambiguous_names.py. "right": the entity meant is ranked first among
those of the mention (MetaQA does not show this: its nodes are strings, so that each name is one node).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.ambiguous_names import TEST, TRAINING, Case, make
from kgqa.kg.graph import Graph
from kgqa.linker.disambiguate import Disambiguator, Encode, Fit
from kgqa.linker.index import LinkIndex
from kgqa.linker.linker import EntityLinker
from kgqa.linker.reading import read
from kgqa.linker.score import agreement
from kgqa.linker.scorer import F64, KNOWN, Known, Scorer, fit, load_scorer
from kgqa.linker.spans import find_candidates
from kgqa.types import Question

TOLD: dict[Known, str] = {
    "words": "words alone",
    "meaning": "words and meaning",
    "paths": "words and paths",
}


def groups(
    graph: Graph, cases: Sequence[Case], encode: Encode | None, fit_of: Callable[[Graph], Fit] | None
) -> tuple[list[tuple[F64, int]], list[str], int]:
    """(features, place of the right one) of each case that has the right entity among several candidates, its
    sort, and how many cases lack it."""
    index = LinkIndex.build(graph)
    ranker = Disambiguator(graph, encode, fit=fit_of(graph) if fit_of else None)
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


def report(title: str, scorer: Scorer, found: Sequence[tuple[F64, int]], sorts: Sequence[str], *, by: Known) -> None:
    """Shares of the right entity ranked first, by sort of case; equal ranks fall to the lower row."""
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for (features, place), sort in zip(found, sorts, strict=True):
        ranks = scorer.ranks(features, by)
        right[sort].append(ranks.index(max(ranks)) == place)
    total = [hit for hits in right.values() for hit in hits]
    parts = "  ".join(f"{sort} {sum(hits) / len(hits):.3f}" for sort, hits in sorted(right.items()))
    print(f"{title:34} n {len(total):5}  right {sum(total) / len(total):.4f}   {parts}")


def end_to_end(
    graph: Graph, cases: Sequence[Case], encode: Encode | None, fit_of: Callable[[Graph], Fit] | None
) -> float:
    """Share of the questions whose links hold the entity meant, by the linker as it ships."""
    linker = EntityLinker(graph, LinkIndex.build(graph), encode=encode, fit=fit_of(graph) if fit_of else None)
    links = linker.link([Question("", case.text) for case in cases])
    return sum(case.id in {link.entity.id for link in own} for case, own in zip(cases, links, strict=True)) / len(cases)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=150, help="questions of each sort in each part")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--no-encoder", action="store_true", help="words alone, without a sentence encoder")
    parser.add_argument("--fit", type=Path, help="fit weights on the training part and write them here")
    arguments = parser.parse_args()
    encode = None if arguments.no_encoder else _encoder()
    fit_of = None if arguments.no_encoder else _fitting()
    if arguments.fit and encode is None:
        parser.error("--fit needs the encoder")
    made = {
        name: make(part, arguments.seed, arguments.count) for name, part in (("training", TRAINING), ("test", TEST))
    }
    sets = {
        (title, by): groups(graph, cases, None if by == "words" else encode, fit_of if by == "paths" else None)
        for title, (graph, cases) in made.items()
        for by in (KNOWN if encode else KNOWN[:1])
    }
    scorers = {"as shipped": load_scorer()}
    if arguments.fit:
        left_out = {"words": ("meaning", "paths"), "meaning": ("paths",), "paths": ("meaning",)}
        scorers["fitted"] = Scorer(*(fit(sets["training", by][0], without=left_out[by]) for by in KNOWN))
        arguments.fit.write_text(scorers["fitted"].dumps(), encoding="utf-8")
        print(scorers["fitted"].dumps())
    for (part, by), (found, sorts, lost) in sets.items():
        print(f"{part}, {TOLD[by]} ({lost} without the right candidate)")
        for title, scorer in scorers.items():
            report(f"  {title}", scorer, found, sorts, by=by)
    for title, (graph, cases) in made.items():
        share = end_to_end(graph, cases, encode, fit_of)
        print(f"{title}, end to end, as shipped: entity meant among the links {share:.4f}")


def _encoder() -> Encode:
    from kgqa.encoders.sentence import SentenceEncoder

    return SentenceEncoder().encode_queries


def _fitting() -> Callable[[Graph], Fit]:
    from kgqa.retriever.path_scorer import PathScorer, load_scorer
    from kgqa.retriever.paths import PathFinder
    from kgqa.retriever.starting import StartFit

    scorer = PathScorer(load_scorer())
    return lambda graph: StartFit(PathFinder(graph, scorer))


if __name__ == "__main__":
    main()
