"""Questions that a graph asks about itself: chains walked in it, worded by rule, to tune a path scorer on.

No question of a person is needed. Each chain that is walked becomes a question with "it" for its start (see
``kgqa.retriever.wording``), and the other chains of the same entity are what the scorer learns to tell it from, as in
template-based training of question answering without questions (Saxena et al. 2020 use paraphrases, here rules do).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import numpy as np

from kgqa.errors import InputError
from kgqa.kg.graph import Graph
from kgqa.retriever.chains import Chain, around, beyond, walk
from kgqa.retriever.path_examples import MAX_HOPS, PathExample, Steps
from kgqa.retriever.paths import MASK
from kgqa.retriever.wording import X, ask
from kgqa.retriever.wording import reworded as in_other_words

WRONG = 16
"""Other chains of the entity that go with a question, those that begin or end alike first."""

HOPS = (0.3, 0.4, 0.3)
"""Shares of the questions by number of hops."""

ONWARD = 0.5
"""Share of the questions over chains that go from head to tail alone, where the entity has such: people ask for "the
birthplace of its director's wife" more than their number among all chains says."""

_TRIES = 20  # for each question, before a graph counts as too small


def graph_questions(
    graph: Graph, count: int, rng: random.Random, *, hops: int = MAX_HOPS, reworded: bool = False
) -> list[PathExample]:
    """``count`` questions over chains of up to ``hops`` steps, spread over relations and not over triples.

    ``reworded``: in words that are not among those asked else, to try what was learned from those. Raises InputError
    where the graph has no triples.
    """
    if not graph.n_triples:
        raise InputError("the graph holds no triples: there is nothing to ask about")
    starts = _starts(graph)
    made: list[PathExample] = []
    for _ in range(_TRIES * count):
        if len(made) == count:
            break
        row = rng.choice(rng.choice(starts))
        chains = _chains(graph, row, hops, rng)
        length = rng.choices(range(1, hops + 1), HOPS[:hops])[0]
        of_length = [chain for chain in chains if len(chain) == length]
        onward = [chain for chain in of_length if not any(code % 2 for code in chain)]
        if onward and rng.random() < ONWARD:
            of_length = onward
        if of_length:
            last = rng.choice(sorted({chain[-1] for chain in of_length}))
            right = rng.choice([chain for chain in of_length if chain[-1] == last])
            made.append(_example(graph, row, right, chains, rng, other_words=reworded))
    return made


def _chains(graph: Graph, row: int, hops: int, rng: random.Random) -> list[Chain]:
    """The chains around an entity; where they are too many to be listed, of the longer ones some drawn at random."""
    known = around(graph, row, hops)
    tables = list(known.tables)
    if known.rest is not None:
        drawn = np.random.default_rng(rng.getrandbits(32))
        tables += beyond(graph, row, known, hops, lambda chains: drawn.random(len(chains)))
    return [tuple(chain) for table in tables for chain in table.tolist()]


def _starts(graph: Graph) -> list[list[int]]:
    """Rows of entities by the step that leads on from them, at most some hundred each."""
    triples = graph.triples
    groups: list[list[int]] = []
    for relation in range(graph.n_relations):
        own = triples[triples[:, 1] == relation]
        for column in (0, 2):
            ends = own[:: max(1, len(own) // 200), column]
            rows = sorted({int(row) for row in ends if row < graph.n_entities})
            if rows:
                groups.append(rows)
    return groups


def _example(
    graph: Graph, row: int, right: Chain, chains: Sequence[Chain], rng: random.Random, *, other_words: bool
) -> PathExample:
    layers, _ = walk(graph, row, right)
    kinds = [_kind(graph, layer.tolist()) for layer in layers]
    said = {code // 2: _wording(graph, code // 2, rng) for code in right}
    question = ask([(said[code // 2], bool(code % 2)) for code in right], rng, kinds)
    question = (in_other_words(question, rng) if other_words else question).replace(X, MASK)
    others = [chain for chain in chains if chain != right]
    close = [chain for chain in others if chain[0] == right[0] or chain[-1] == right[-1]]
    wrong = rng.sample(close, min(len(close), WRONG // 2))
    rest = [chain for chain in others if chain not in wrong]
    wrong += rng.sample(rest, min(len(rest), WRONG - len(wrong)))
    return PathExample(question, _steps(graph, right), tuple(sorted({_steps(graph, c) for c in wrong})), "graph")


def _wording(graph: Graph, relation: int, rng: random.Random) -> str:
    found = graph.relation(relation)
    return rng.choice((found.label, found.label, *found.aliases))


def _kind(graph: Graph, rows: Sequence[int]) -> str:
    """The commonest type of some nodes, "" where they have none."""
    types = Counter(kind for row in rows[:20] if row < graph.n_entities for kind in graph.types[row])
    return min(types, key=lambda kind: (-types[kind], kind)) if types else ""


def _steps(graph: Graph, chain: Chain) -> Steps:
    return tuple((graph.relation(code // 2).label, bool(code % 2)) for code in chain)
