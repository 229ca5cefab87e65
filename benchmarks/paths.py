"""How well a path scorer puts the right chain of relations first, with the entity of the question given.

    python -m benchmarks.paths --data DATA [--paths NAME] [--count 400] [--adapted 4000]

Over a graph, among all chains of up to three steps around the entity: recall of the question's own chain at 1 and 5,
hits (the share of the first chain's ends that are answers, which is the expectation of Hits@1), and F1 of its ends.
MetaQA: all dev questions, and of its choosing part (templates that no training question has). PathQuestion is never
trained on. Over a file, among all chains of the file: SimpleQuestions' and WebQuestions' relations that are left out of
all training data (``benchmarks.path_data.asked.held_out``), and LC-QuAD 1.0's questions about one entity.
``--adapted``: over each graph, the scorer is first tuned on so many questions that the graph asks about itself, as
``kgqa adapt`` does.
``--chains-left-out``: only MetaQA's questions over one chain in five, for a scorer trained without them:

    python -m benchmarks.path_data --data DATA --out runs/chains.jsonl --leave-chains-out --seed 3
    kgqa train paths --train runs/chains.jsonl --init SCORER --lr 1.5e-4 --seed 2 --out runs/chains
    python -m benchmarks.paths --data DATA --paths runs/chains --chains-left-out

With ``--questions-to FOLDER`` these questions are written there in MetaQA's layout, for ``kgqa evaluate metaqa``, and
nothing is measured.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.path_data.asked import (
    freebase_label,
    freebase_questions,
    held_out,
    web_questions,
    wikidata_questions,
)
from benchmarks.path_data.graphs import left_out as chain_left_out
from benchmarks.path_data.masking import NameMasker
from benchmarks.reader_data.paths import metaqa_chain
from benchmarks.splits import metaqa_choosing_part, metaqa_lines, metaqa_questions
from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import node_name, step_label
from kgqa.pipelines.adapt import ADAPTING
from kgqa.retriever.chains import Chain, discover, walk
from kgqa.retriever.path_examples import Steps
from kgqa.retriever.path_scorer import DEFAULT_SCORER, PathScorer, load_scorer
from kgqa.retriever.path_tuning import tuned
from kgqa.retriever.paths import MASK, as_table, step_labels
from kgqa.types import Relation, Triple


@dataclass(frozen=True, slots=True)
class OverGraph:
    """A question with "it" for its entity, that entity's row, the chain of the question's author, the answers."""

    question: str
    row: int
    right: Chain
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Figures:
    """In [0, 1]; ``hits`` and ``f1`` are 0 where there is no graph."""

    n: int
    recall_1: float
    recall_5: float
    hits: float = 0.0
    f1: float = 0.0


def over_graph(scorer: PathScorer, graph: Graph, questions: Sequence[OverGraph]) -> Figures:
    """Each question among all chains around its entity."""
    steps = scorer.steps(step_labels(graph))
    sums = np.zeros(4)
    for question, looks in zip(questions, scorer.looks([q.question for q in questions]), strict=True):
        chains = discover(graph, question.row, 3)
        order = np.argsort(-looks.scores(steps, as_table(chains)), kind="stable") if chains else []
        ranked = [chains[i] for i in order[:5]]
        ends = walk(graph, question.row, ranked[0])[0][-1].tolist() if ranked else []
        names = {node_name(graph.node(end), graph) for end in ends}
        good = len(names & question.answers)
        precision, recall = good / max(1, len(names)), good / len(question.answers)
        f1 = 2 * precision * recall / (precision + recall) if good else 0.0
        sums += (ranked[:1] == [question.right], question.right in ranked, precision, f1)
    return Figures(len(questions), *(sums / max(1, len(questions))).tolist())


def over_file(scorer: PathScorer, questions: Sequence[tuple[str, Sequence[Steps]]]) -> Figures:
    """Each question, with its right chains, among all chains of all questions."""
    chains = sorted({chain for _, right in questions for chain in right})
    labels = sorted({step for chain in chains for step in chain})
    number = {step: i for i, step in enumerate(labels)}
    steps = scorer.steps([step_label(Relation(label, label), inverse) for label, inverse in labels])
    table: NDArray[np.int64] = as_table([tuple(number[step] for step in chain) for chain in chains])
    first = fifth = 0
    for (_, right), looks in zip(questions, scorer.looks([q for q, _ in questions]), strict=True):
        order = np.argsort(-looks.scores(steps, table), kind="stable")[:5]
        ranked = [chains[i] for i in order]
        first += ranked[0] in right
        fifth += any(chain in right for chain in ranked)
    return Figures(len(questions), first / max(1, len(questions)), fifth / max(1, len(questions)))


def adapted(name: str, graph: Graph, count: int) -> PathScorer:
    """The scorer tuned on ``count`` questions that the graph asks about itself."""
    with tempfile.TemporaryDirectory() as state:
        made = tuned(load_scorer(name), graph, count, ADAPTING, state=Path(state))
    print(f"{made.share:.0%} of what was learned is taken; hits by share: {made.hits}", flush=True)
    return PathScorer(made.checkpoint)


def metaqa_graph(data: Path) -> Graph:
    """MetaQA's graph."""
    lines = (data / "metaqa/kb.txt").read_text("utf-8").splitlines()
    return Graph.build(Triple(*line.split("|")) for line in lines)


def metaqa(
    data: Path, graph: Graph, hops: int, count: int, *, choosing: bool, unseen_chains: bool = False
) -> list[OverGraph]:
    """Some of the dev questions of a hop count, of all templates or of those no training question has;
    ``unseen_chains``: only of chains that are left out of training."""
    questions = metaqa_choosing_part(data, hops) if choosing else metaqa_questions(data, hops)
    questions = [q for q in questions if chain_left_out(q.kind)] if unseen_chains else questions
    found = []
    for q in random.Random(hops).sample(questions, min(count, len(questions))):
        row, right = graph.row(q.entity), _codes(graph, metaqa_chain(q.kind))
        if row is not None:
            found.append(OverGraph(q.template.replace("[]", MASK), row, right, frozenset(q.answers)))
    return found


def write_chains_left_out(data: Path, folder: Path, count: int) -> None:
    """Up to ``count`` questions of each hop count over chains that are left out, as files of MetaQA's layout."""
    folder.mkdir(parents=True, exist_ok=True)
    for hops in (1, 2, 3):
        rows = [each for each in metaqa_lines(data, hops) if chain_left_out(each[1])]
        rows = random.Random(hops).sample(rows, min(count, len(rows)))
        for name, at in ((f"left-{hops}.txt", 0), (f"left-{hops}_qtype.txt", 1)):
            (folder / name).write_text("".join(f"{row[at]}\n" for row in rows), encoding="utf-8")


def pathquestion(data: Path, hops: int, count: int) -> tuple[Graph, list[OverGraph]]:
    """PathQuestion's graph and some of its questions; underscores are blanks."""
    folder = data / "pathquestion"
    lines = (folder / f"{hops}H-kb.txt").read_text("utf-8").splitlines()
    triples = (line.split("\t") for line in lines)
    graph = Graph.build(Triple(_plain(head), relation, _plain(tail)) for head, relation, tail in triples)
    questions = (folder / f"PQ-{hops}H.txt").read_text("utf-8").splitlines()
    found = []
    for line in random.Random(hops).sample(questions, min(count, len(questions))):
        question, answers, path = line.split("\t")
        topic, *chain = path.split("#<end>")[0].split("#")
        row = graph.row(_plain(topic))
        if row is not None:
            right = _codes(graph, tuple((relation, False) for relation in chain[::2]))
            ends = answers[answers.rindex("(") + 1 : -1].split("/")
            shown = question.replace(topic, MASK).rstrip(" ?")
            found.append(OverGraph(shown, row, right, frozenset(_plain(end) for end in ends if end)))
    return graph, found


def left_out(data: Path, rng: random.Random, count: int) -> Iterator[tuple[str, list[tuple[str, list[Steps]]]]]:
    """The questions about relations that no training question is about, by set."""
    wikidata, freebase, web = wikidata_questions(data), freebase_questions(data), web_questions(data)
    masker = NameMasker([q for q, *_ in wikidata] + [q for q, _ in freebase] + [q for q, _ in web])

    def drawn(rows: list[tuple[str, list[Steps]]]) -> list[tuple[str, list[Steps]]]:
        return [(masker.masked(q), right) for q, right in rng.sample(rows, min(count, len(rows)))]

    yield "SimpleQuestions, Wikidata", drawn([(q, [s]) for q, s in wikidata if held_out(s[0][0])])
    said = [(q, ((freebase_label(r), False),)) for q, r in freebase]
    yield "SimpleQuestions, Freebase", drawn([(q, [s]) for q, s in said if held_out(s[0][0])])
    chains = [(q, [tuple((freebase_label(r), False) for r in chain) for chain in own]) for q, own in web]
    yield "WebQuestions", drawn([(q, own) for q, own in chains if any(held_out(step) for c in own for step, _ in c)])


_PATTERN = re.compile(r"(\?\w+|<[^>]+>)\s*<([^>]+)>\s*(\?\w+|<[^>]+>)")


def lcquad(data: Path, rng: random.Random, count: int) -> list[tuple[str, list[Steps]]]:
    """LC-QuAD 1.0's questions that walk from one entity to the answer in one or two steps; its name becomes "it"."""
    found: list[tuple[str, list[Steps]]] = []
    for row in json.loads((data / "lcquad1/train-data.json").read_text("utf-8")):
        chain = _walked(_PATTERN.findall(row["sparql_query"]))
        if chain is not None:
            name, steps = chain
            shown = re.sub(re.escape(name), MASK, row["corrected_question"].rstrip("? "), flags=re.IGNORECASE)
            found.append((shown, [steps]))
    return rng.sample(found, min(count, len(found)))


def _walked(patterns: Sequence[tuple[str, str, str]]) -> tuple[str, Steps] | None:
    """The entity's name and the steps from it to ``?uri``; None where the patterns are no such chain."""
    patterns = [p for p in patterns if not p[1].endswith("ns#type")]
    ends = [end for head, _, tail in patterns for end in (head, tail) if end.startswith("<")]
    if len(ends) != 1 or not 1 <= len(patterns) <= 2:
        return None
    at, steps, left = ends[0], [], list(patterns)
    while left:
        step = next(((p, p[2] == at) for p in left if at in (p[0], p[2])), None)
        if step is None:
            return None
        (head, predicate, tail), inverse = step
        left.remove(step[0])
        label = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", predicate.rsplit("/", 1)[-1]).lower()
        steps.append((label, inverse))
        at = head if inverse else tail
    name = re.sub(r"_\(.*\)$", "", ends[0][1:-1].rsplit("/", 1)[-1]).replace("_", " ")
    return (name, tuple(steps)) if at == "?uri" else None


def _codes(graph: Graph, chain: Steps) -> Chain:
    return tuple(2 * (graph.relation_index(relation) or 0) + int(inverse) for relation, inverse in chain)


def _plain(name: str) -> str:
    return name.replace("_", " ")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--paths", default=DEFAULT_SCORER, help="a shipped path scorer or a folder")
    parser.add_argument("--count", type=int, default=400, help="questions of each set")
    parser.add_argument("--adapted", type=int, default=0, help="questions that a graph asks about itself")
    parser.add_argument("--chains-left-out", action="store_true", help="MetaQA's questions over one chain in five")
    parser.add_argument("--questions-to", type=Path, help="write the questions of --chains-left-out into this folder")
    parser.add_argument("--only", choices=("metaqa", "pathquestion", "file"), action="append", default=[])
    args = parser.parse_args()
    if args.questions_to is not None:
        if not args.chains_left_out:
            parser.error("--questions-to counts only with --chains-left-out")
        write_chains_left_out(args.data, args.questions_to, args.count)
        return
    scorer = PathScorer(load_scorer(args.paths))
    wanted = ["metaqa"] if args.chains_left_out else args.only or ["metaqa", "pathquestion", "file"]
    print(f"{args.paths}: {'':24}     n  recall@1  recall@5   hits    F1")

    def show(name: str, figures: Figures) -> None:
        graph = f"  {figures.hits:.3f}  {figures.f1:.3f}" if figures.hits else ""
        print(f"{name:38} {figures.n:5}     {figures.recall_1:.3f}     {figures.recall_5:.3f}{graph}", flush=True)

    if "metaqa" in wanted:
        graph = metaqa_graph(args.data)
        own = adapted(args.paths, graph, args.adapted) if args.adapted else scorer
        for choosing in (False, True):
            for hops in (1, 2, 3):
                name = f"MetaQA {hops}-hop{', templates left out' if choosing else ''}"
                questions = metaqa(
                    args.data, graph, hops, args.count, choosing=choosing, unseen_chains=args.chains_left_out
                )
                show(name, over_graph(own, graph, questions))
    if "pathquestion" in wanted:
        for hops in (2, 3):
            graph, questions = pathquestion(args.data, hops, args.count)
            own = adapted(args.paths, graph, args.adapted) if args.adapted else scorer
            show(f"PathQuestion {hops}-hop", over_graph(own, graph, questions))
    if "file" in wanted:
        for name, rows in left_out(args.data, random.Random(1), args.count):
            show(f"{name}, relations left out", over_file(scorer, rows))
        show("LC-QuAD 1.0", over_file(scorer, lcquad(args.data, random.Random(1), args.count)))


if __name__ == "__main__":
    main()
