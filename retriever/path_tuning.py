"""Tuning a path scorer to one graph without losing what it knows of how people ask.

The scorer learns from the graph's own questions (``kgqa.retriever.adaptation``). Those are worded by rule, and what is
learned from them alone can cost wordings that no rule makes. So the tuned weights are mixed with those that it
started from (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models"): of a few shares the smallest one that
is within the error of the best on other questions of the graph, put in words that the training did not see.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import step_label
from kgqa.retriever.adaptation import graph_questions
from kgqa.retriever.path_examples import PathExample
from kgqa.retriever.path_scorer import PathCheckpoint, PathScorer
from kgqa.retriever.path_training import PathSettings, Progress, train_paths
from kgqa.retriever.paths import as_table
from kgqa.types import Relation

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
"""How much of the tuned weights may be taken."""

HELD_OUT = 300
"""Questions that the share is chosen on."""


@dataclass(frozen=True, slots=True)
class TunedScorer:
    """A scorer tuned to a graph: ``steps`` made, and the ``share`` taken, of the ``hits`` (in [0, 1]) that each of
    :data:`SHARES` had."""

    checkpoint: PathCheckpoint
    questions: int
    steps: int
    share: float
    hits: tuple[float, ...]


def tuned(
    start: PathCheckpoint,
    graph: Graph,
    count: int,
    settings: PathSettings,
    *,
    state: Path,
    progress: Progress | None = None,
) -> TunedScorer:
    """``start`` tuned on ``count`` questions that the graph asks about itself; ``start`` itself stays as it is.

    ``state``: a folder for the run; one that was stopped goes on there. Raises InputError where the graph holds no
    triples.
    """
    examples = graph_questions(graph, count, random.Random(settings.seed))
    others = graph_questions(graph, min(HELD_OUT, count), random.Random(f"{settings.seed} held out"), reworded=True)
    changed = replace(start, model=copy.deepcopy(start.model))
    steps = train_paths(changed.model, start.tokenizer, examples, settings, state=state, progress=progress)
    mixes = [mixed(start, changed, share) for share in SHARES]
    found = [hits(PathScorer(mix, device="cpu"), others) for mix in mixes]
    chosen = smallest_of_the_best(found)
    shares = tuple(round(float(own.mean()), 4) for own in found)
    return TunedScorer(mixes[chosen], len(examples), steps, SHARES[chosen], shares)


def mixed(start: PathCheckpoint, changed: PathCheckpoint, share: float) -> PathCheckpoint:
    """Weights between two scorers of one base: ``share`` of the second."""
    model = copy.deepcopy(start.model)
    one, other = start.model.state_dict(), changed.model.state_dict()
    model.load_state_dict({name: one[name] * (1 - share) + other[name] * share for name in one})
    return replace(start, model=model.eval())


def hits(scorer: PathScorer, examples: Sequence[PathExample]) -> NDArray[np.float64]:
    """For each question (n,) whether its right chain comes before all the wrong ones that go with it."""
    found = np.zeros(len(examples))
    labels = sorted({step for example in examples for chain in (example.right, *example.wrong) for step in chain})
    number = {step: i for i, step in enumerate(labels)}
    steps = scorer.steps([step_label(Relation(label, label), inverse) for label, inverse in labels])
    for i, looks in enumerate(scorer.looks([example.question for example in examples])):
        chains = [examples[i].right, *examples[i].wrong]
        scores = looks.scores(steps, as_table([tuple(number[step] for step in chain) for chain in chains]))
        found[i] = float((scores[0] > scores[1:]).all())
    return found


def smallest_of_the_best(found: Sequence[NDArray[np.float64]]) -> int:
    """The first of several outcomes on the same questions that is not worse than the best by more than the standard
    error of their difference.

    >>> smallest_of_the_best([np.array(right, float) for right in ([1, 0, 0, 0, 0], [1, 1, 1, 0, 0], [1, 0, 1, 1, 1])])
    1
    """
    best = max(range(len(found)), key=lambda i: (float(found[i].mean()), -i))
    for i, own in enumerate(found[:best]):
        less = found[best] - own
        if float(less.mean()) <= float(less.std()) / max(1, len(less)) ** 0.5:
            return i
    return best
