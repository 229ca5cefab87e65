"""Questions over a graph of their own: MetaQA's training templates, the training parts of 2WikiMultihopQA and
PathQuestion."""

from __future__ import annotations

import hashlib
import json
import random
import re
from pathlib import Path

from benchmarks.path_data.composed import WRONG
from benchmarks.reader_data.paths import METAQA_LABELS, metaqa_chain
from benchmarks.reader_data.small_graph import Chain, SmallGraph, wrong_chains
from benchmarks.splits import metaqa_training_part
from kgqa.data.pathquestion import graph_of, named, read_pathquestion
from kgqa.retriever.path_examples import PathExample, Steps
from kgqa.retriever.paths import MASK

CHAINS_LEFT_OUT = 5
"""One chain in so many, by hash of its name, is left out where chains are."""


def left_out(kind: str) -> bool:
    """Whether the chain of this name is one that is left out.

    >>> left_out("movie_to_actor"), left_out("movie_to_director_to_movie")
    (False, False)
    """
    return hashlib.sha256(kind.encode()).digest()[1] % CHAINS_LEFT_OUT == 0


def metaqa_examples(
    data: Path, counts: tuple[int, int, int], rng: random.Random, *, all_chains: bool = True
) -> list[PathExample]:
    """So many questions of each hop count, each with chains of its entity that lead elsewhere.

    Without ``all_chains`` no question is about one of those that are left out.
    """
    triples = (line.split("|") for line in (data / "metaqa/kb.txt").read_text("utf-8").splitlines())
    graph = SmallGraph(((h, r, t) for h, r, t in triples), {})
    made = []
    for hops, count in zip((1, 2, 3), counts, strict=True):
        questions = [q for q in metaqa_training_part(data, hops) if all_chains or not left_out(q.kind)]
        for q in rng.sample(questions, min(count, len(questions))):
            right = metaqa_chain(q.kind)
            wrong = wrong_chains(graph.chains(q.entity, 3, rng), right, WRONG, rng)
            # One wording a question: a graph has one label for a relation.
            words = {r: (names[0] if rng.random() < 0.5 else rng.choice(names)) for r, names in METAQA_LABELS.items()}
            question = q.template.replace("[]", MASK)
            made.append(PathExample(question, _steps(right, words), _others(right, wrong, words), "metaqa"))
    return made


def twowiki_examples(data: Path, rng: random.Random) -> list[PathExample]:
    """The chains of the training part over the graph that its own evidences make up."""
    lines = (data / "2wikimultihopqa/questions.jsonl").read_text("utf-8").splitlines()
    questions = [q for q in map(json.loads, lines) if q["split"] == "train500"]
    graph = SmallGraph(((h.strip(), r.strip(), t.strip()) for q in questions for h, r, t in q["evidences"]), {})
    words = {r: r for q in questions for _, r, _ in q["evidences"]}
    made = []
    for q in questions:
        facts = q["evidences"]
        name = re.sub(r" \(.*\)$", "", facts[0][0].strip())
        if len(facts) != 2 or facts[0][2] != facts[1][0] or name not in q["question"]:
            continue
        right: Chain = ((facts[0][1].strip(), False), (facts[1][1].strip(), False))
        wrong = wrong_chains(graph.chains(facts[0][0].strip(), 3, rng), right, WRONG, rng)
        question = q["question"].rstrip("?").replace(name, MASK)
        made.append(PathExample(question, _steps(right, words), _others(right, wrong, words), "2wiki"))
    return made


def pathquestion_examples(questions: Path, kb: Path, rng: random.Random) -> list[PathExample]:
    """Every question of a file in PathQuestion's layout with its chain, and chains of its topic that lead elsewhere.

    Its topic becomes "it" as the linker's mention does. A chain that leads to the same is none of the wrong ones.
    """
    triples, _ = graph_of(kb)
    graph = SmallGraph(((one.head, one.relation, str(one.tail)) for one in triples), {})
    ids = {named(id): id for id in graph.edges}
    words = {relation: named(relation) for ways in graph.edges.values() for relation, _ in ways}
    made = []
    for example in read_pathquestion(questions):
        (topic,) = example.entities
        start = ids[topic]
        right: Chain = tuple((relation, False) for relation in example.gold_relations)
        ends = graph.walk(start, right)[-1]
        others = [chain for chain in graph.chains(start, 3, rng) if graph.walk(start, chain)[-1] != ends]
        wrong = wrong_chains(others, right, WRONG, rng)
        question = example.question.replace(topic, MASK, 1)
        made.append(PathExample(question, _steps(right, words), _others(right, wrong, words), kb.stem))
    return made


def _steps(chain: Chain, words: dict[str, str]) -> Steps:
    return tuple((words[relation], inverse) for relation, inverse in chain)


def _others(right: Chain, wrong: list[Chain], words: dict[str, str]) -> tuple[Steps, ...]:
    return tuple(sorted({_steps(chain, words) for chain in wrong} - {_steps(right, words)}))
