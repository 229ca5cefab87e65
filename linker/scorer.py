"""The weights that rank entities of one name: a conditional logit (McFadden, 1974) over nine features.

The chance that candidate i of a mention is meant is softmax_i(w . f_i). The weights are divided by that of the name's
quality, which leaves the order as it is and keeps ranks on the scale of qualities. ``disambiguation.json`` beside this
file holds them. Those that ship are set by hand: ones fitted by ``benchmarks/linking_ambiguous.py --fit`` were right
more often on its made names (0.893 against 0.890 by words, 0.877 against 0.853 with meaning, on the test part), but
found fewer of MetaQA's topics. What paths weigh was chosen on the training part of those names: where they tell, the
likeness of meaning makes it worse.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from kgqa.errors import ModelError

FEATURES = ("quality", "relations", "types", "description", "neighbours", "kinds", "meaning", "degree", "paths")
Known = Literal["words", "meaning", "paths"]
"""What there is to tell entities of one name apart beside words: nothing, an encoder, or paths."""

SHIPPED = Path(__file__).with_name("disambiguation.json")
KNOWN: tuple[Known, ...] = get_args(Known)
_SHRINK, _STEPS, _RATE = 0.0001, 2000, 0.05

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights of :data:`FEATURES`, each (9,), by what is :data:`Known`."""

    words: tuple[float, ...]
    meaning: tuple[float, ...]
    paths: tuple[float, ...]

    def ranks(self, features: F64, by: Known) -> list[float]:
        """(n,) ranks of (n, 9) features, higher is better."""
        return [float(rank) for rank in features @ np.array(getattr(self, by))]

    def dumps(self) -> str:
        """As JSON, a function of the weights."""
        weights = {
            name: dict(zip(FEATURES, [round(w, 4) for w in values], strict=True))
            for name, values in ((name, getattr(self, name)) for name in KNOWN)
        }
        return json.dumps(weights, indent=1) + "\n"

    @classmethod
    def loads(cls, text: str, source: str = "") -> Scorer:
        """From the JSON of :meth:`dumps`. Raises ModelError where it is not one."""
        try:
            found = json.loads(text)
            words, meaning, paths = (tuple(float(found[name][f]) for f in FEATURES) for name in KNOWN)
        except (ValueError, KeyError, TypeError) as error:
            raise ModelError(f"{source}: must hold {', '.join(KNOWN)}, weights of {', '.join(FEATURES)}") from error
        return cls(words, meaning, paths)


@lru_cache(maxsize=1)
def load_scorer() -> Scorer:
    """The weights that ship, set by hand. Raises ModelError where they are missing."""
    try:
        text = SHIPPED.read_text(encoding="utf-8")
    except OSError as error:
        raise ModelError(f"{SHIPPED}: the weights of the disambiguation are missing: {error.strerror}") from error
    return Scorer.loads(text, str(SHIPPED))


def fit(groups: Sequence[tuple[F64, int]], *, without: Sequence[str] = ()) -> tuple[float, ...]:
    """Weights (9,) by maximum likelihood with a small penalty on their squares, none of them negative.

    ``groups``: for each mention the (n, 9) features of its candidates and the place of the right one; ``without``:
    features whose weight is to be 0. Projected gradient descent with Adam's steps (Kingma and Ba, 2015) from ones;
    deterministic.
    """
    size = max(len(features) for features, _ in groups)
    stacked = np.zeros((len(groups), size, len(FEATURES)))
    there = np.zeros((len(groups), size), dtype=bool)
    for place, (features, _) in enumerate(groups):
        stacked[place, : len(features)] = features
        there[place, : len(features)] = True
    right = np.array([place for _, place in groups])
    wanted = stacked[np.arange(len(groups)), right]
    free = np.array([name not in without for name in FEATURES], dtype=float)
    weights, first, second = free.copy(), np.zeros(len(FEATURES)), np.zeros(len(FEATURES))
    for step in range(1, _STEPS + 1):
        logits = np.where(there, stacked @ weights, -np.inf)
        chances = np.exp(logits - logits.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        expected = np.einsum("gn,gnf->gf", chances, stacked)
        slope = ((expected - wanted).mean(axis=0) + _SHRINK * weights) * free
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        move = (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights = np.maximum(0.0, weights - _RATE * move)
    return tuple(float(w) for w in weights / weights[0])
