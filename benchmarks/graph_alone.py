"""How sure an answer is that a graph alone gives, without any text: fits the curve and writes it into a reader.

    python -m benchmarks.graph_alone --data DATA --reader FOLDER [--count 100]

Over the triples of Re-DocRED's dev part and of Text2KGBench's training sentences: questions of one to three hops made
by rule and from people's wordings (``benchmarks.path_data.composed``), each over a chain with a relation that no
training question of the path scorer is about, so that it is as unsure here as over a graph that it never saw. Each is
asked twice, the second time without any of the chains that lead to its answers. Since a graph is mostly asked for what
it holds, the first counts double. The best answer by the retriever and the best by the reader are right or wrong; a
curve is fitted to both signs (Platt 1999), the reader's margin and the log odds of the retriever's probability. What
the curve before and the fitted one would say at the reader's threshold is printed for the sentences that trained
neither (``benchmarks.sentences``).
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from benchmarks.path_data.asked import NameMasker, held_out, wikidata_questions
from benchmarks.path_data.composed import Bank, compose, make_bank
from benchmarks.reader_data.paths import DocRed
from benchmarks.sentences import choosing_sentences, plain_relation, training_sentences
from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import node_name, verbalize
from kgqa.reader.calibration import Calibration, fit_logistic, log_odds
from kgqa.reader.checkpoint import Checkpoint, load_checkpoint, save_record
from kgqa.reader.stage import BertReader
from kgqa.retriever.chains import Chain, discover, walk
from kgqa.retriever.path_scorer import DEFAULT_SCORER, PathScorer, load_scorer
from kgqa.retriever.paths import MASK, ChainScores, PathFinder
from kgqa.retriever.retriever import pooled
from kgqa.types import Evidence, Question, Triple
from kgqa.types import Path as GraphPath

FLOOR = -2.0
"""Margins of paths below this count as this: the reader has right paths of several steps far below "no answer"."""

READ = 3
"""Answers that are read, the best by the retriever."""

ASKED_TWICE = 2
"""How much a question counts whose answer is there, against one whose answer is not."""

PATHS = 16


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its name in it and with "it" for that, its start, its chain, and the answers."""

    question: str
    hidden: str
    row: int
    right: Chain
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sign:
    """The reader's margin of an answer, the retriever's probability, and whether the answer is right."""

    margin: float
    share: float
    right: bool


class _Without:
    """A question's looks at the chains around its start, but for some that nothing leads along."""

    def __init__(self, looks: ChainScores, gone: frozenset[Chain]) -> None:
        self._looks = looks
        self._gone = gone

    @property
    def none(self) -> float:
        return self._looks.none

    def scores(self, steps: np.ndarray, *tables: np.ndarray) -> np.ndarray:
        found = self._looks.scores(steps, *tables)
        rows = [row for chains in tables for row in chains.tolist()]
        gone = [tuple(code for code in row if code >= 0) in self._gone for row in rows]
        found[gone] = -1e9
        return found

    def begun(self, steps: np.ndarray, chains: np.ndarray, hops: int, onward: np.ndarray) -> np.ndarray:
        return self._looks.begun(steps, chains, hops, onward)


def seen_graphs(data: Path) -> list[Graph]:
    """The two graphs that the curve is fitted on."""
    docs = DocRed(data)
    documents = {(h, docs.labels[r], t) for _, own in docs.documents for h, r, t in own}
    sentences = {(h, plain_relation(r), t) for s in training_sentences(data) for h, r, t in s.facts}
    return [Graph.build(Triple(*triple) for triple in sorted(triples)) for triples in (documents, sentences)]


def unseen_graph(data: Path) -> Graph:
    """The triples of sentences that trained nothing."""
    triples = {(h, plain_relation(r), t) for s in choosing_sentences(data) for h, r, t in s.facts}
    return Graph.build(Triple(*triple) for triple in sorted(triples))


def asked(graph: Graph, bank: Bank, count: int, rng: random.Random) -> list[Asked]:
    """``count`` questions over chains with a relation that the scorer knows no question about."""
    labels = [graph.relation(i).label for i in range(graph.n_relations)]
    made: list[Asked] = []
    while len(made) < count:
        row, length = rng.randrange(graph.n_entities), rng.choice((1, 2, 3))
        chains = [c for c in discover(graph, row, 3) if len(c) == length and any(held_out(labels[s // 2]) for s in c)]
        if not chains:
            continue
        last = rng.choice(sorted({chain[-1] for chain in chains}))
        right = rng.choice([chain for chain in chains if chain[-1] == last])
        steps = tuple((labels[code // 2], bool(code % 2)) for code in right)
        hidden = compose(steps, [""] * length, bank, rng)
        shown = re.sub(rf"\b{MASK}\b", lambda _, row=row: graph.label(row), hidden, count=1)
        made.append(Asked(shown, hidden, row, right, ends(graph, row, right)))
    return made


def ends(graph: Graph, row: int, chain: Chain) -> frozenset[str]:
    """The names of where a chain leads."""
    return frozenset(node_name(graph.node(end), graph) for end in walk(graph, row, chain)[0][-1].tolist())


def signs(one: Asked, looks: ChainScores, finder: PathFinder, reader: BertReader, *, less: bool) -> tuple[Sign, ...]:
    """The best answers by the retriever, best first; with ``less`` over what is left without the right ones."""
    graph = finder.graph
    gone: frozenset[Chain] = frozenset()
    if less:
        same = [c for c in discover(graph, one.row, 3) if c == one.right or ends(graph, one.row, c) == one.answers]
        gone = frozenset(same)
    found = finder.find(_Without(looks, gone), [str(graph.node(one.row))], hops=3, count=PATHS)
    evidence = pooled([Evidence(path, verbalize(path, graph).text, share, "path") for path, share in found])
    firsts: dict[tuple[object, ...], Evidence] = {}
    for piece in sorted(evidence, key=lambda piece: -piece.score):
        if isinstance(piece.content, GraphPath):
            firsts.setdefault(piece.content.ends, piece)
    best = tuple(firsts.values())[:READ]
    read = {item.evidence: item for item in reader.read_paths([Question("0", one.question)], [best])[0]}
    made = []
    for number, item in sorted(read.items()):
        names = {node_name(end, graph) for end in item.path.ends}
        right = 2 * len(names & one.answers) >= len(names)
        made.append(Sign(item.margin, best[number].score, right))
    return tuple(made)


def points(found: Sequence[Sign]) -> Iterator[tuple[float, float, bool]]:
    """The best by the retriever and the best by the reader, if they are two: margin, log odds of the retriever's
    probability, and whether it is right."""
    if found:
        read = max(found, key=lambda sign: sign.margin)
        for sign in (found[0], read) if read is not found[0] else (read,):
            yield max(sign.margin, FLOOR), log_odds(min(1.0, sign.share)), sign.right


@dataclass(slots=True)
class Composer:
    """Asks questions made from graphs, and has a reader read what a path scorer finds."""

    data: Path
    checkpoint: Checkpoint
    scorer: PathScorer
    count: int
    rng: random.Random
    bank: Bank = field(init=False)

    def __post_init__(self) -> None:
        people = wikidata_questions(self.data)
        self.bank = make_bank(((q, steps[0]) for q, steps in people), NameMasker([q for q, *_ in people]))

    def both(self, graph: Graph) -> tuple[list[tuple[Sign, ...]], list[tuple[Sign, ...]]]:
        """What is found for each of ``count`` questions with its answers there, and without."""
        finder, reader = PathFinder(graph, self.scorer), BertReader(self.checkpoint, graph)
        questions = asked(graph, self.bank, self.count, self.rng)
        looked = list(zip(questions, self.scorer.looks([one.hidden for one in questions]), strict=True))
        return (
            [signs(one, looks, finder, reader, less=False) for one, looks in looked],
            [signs(one, looks, finder, reader, less=True) for one, looks in looked],
        )


def said(curves: Calibration, asked_: Sequence[tuple[Sign, ...]]) -> tuple[float, float, float]:
    """Shares of the questions: answered, answered right, and right where the retriever's best is always said."""

    def sure(sign: Sign) -> float:
        return curves.path(sign.margin, found=min(1.0, sign.share), alone=True)

    best = [max(found, key=sure) for found in asked_ if found]
    told = [sign for sign in best if sure(sign) >= curves.min_score]
    n = len(asked_)
    return len(told) / n, sum(s.right for s in told) / n, sum(found[0].right for found in asked_ if found) / n


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--reader", type=Path, required=True)
    parser.add_argument("--paths", default=DEFAULT_SCORER, help="a shipped path scorer or a folder")
    parser.add_argument("--count", type=int, default=100, help="questions over each graph")
    args = parser.parse_args()
    rng = random.Random(5)
    checkpoint, scorer = load_checkpoint(args.reader), PathScorer(load_scorer(args.paths))
    composer = Composer(args.data, checkpoint, scorer, args.count, rng)
    pairs = [composer.both(graph) for graph in seen_graphs(args.data)]
    fitted = [
        ((margin, share), right)
        for whole, less in pairs
        for found in (*(whole * ASKED_TWICE), *less)
        for margin, share, right in points(found)
    ]
    slope, share, bias = fit_logistic(*map(list, zip(*fitted, strict=True)))
    curves = replace(checkpoint.calibration, alone_slope=slope, alone_found=share, alone_bias=bias)
    save_record(replace(checkpoint, calibration=curves), args.reader)
    whole, less = composer.both(unseen_graph(args.data))
    for name, old in (("before", checkpoint.calibration), ("fitted", curves)):
        for what, found in (("answer there", whole), ("answer not there", less)):
            told, right, first = said(old, found)
            print(f"{name}, {what}: answered {told:.3f}, right {right:.3f}, best path right {first:.3f}")
    print(f"alone_slope {slope:.4f}, alone_found {share:.4f}, alone_bias {bias:.4f}")


if __name__ == "__main__":
    main()
