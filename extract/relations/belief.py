"""How likely it is that a sentence states what was asked of it, by the network that was asked and by a span reader.

The two learned from different data: the one which relations hold, the other which stretch answers a question. What is
found as the tail of "designer", and answers "Which person is the designer of Dorade?" as well, is one far more often.
And where several relations are said of the same two things ("designer", "owner", "builder"), each is doubted by how
likely its likeliest rival is.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kgqa.extract.relations.schema import RelationType, spoken

_NEVER = 1e-6
_ANYTHING = ("", "string", "number")
"""Ranges that name no kind of thing."""


class Reread(NamedTuple):
    """A question, the text that it is asked of, and the characters of the text that may answer it."""

    question: str
    text: str
    start: int
    end: int


Reader = Callable[[Sequence[Reread]], NDArray[np.float64]]
"""For each (rows, 2): how far the stretch lies above "no answer", and above the best of the whole text (at most 0)."""


class Belief(NamedTuple):
    """Weights of a logistic regression on what :func:`features` gives, and its bias."""

    asked: float = 1.0
    margin: float = 0.0
    behind: float = 0.0
    head: float = 0.0
    tail: float = 0.0
    value: float = 0.0
    named: float = 0.0
    rival: float = 0.0
    bias: float = 0.0

    def chances(self, weighed: NDArray[np.float64]) -> NDArray[np.float64]:
        """How likely each fact (rows,) is."""
        likely: NDArray[np.float64] = 1 / (1 + np.exp(-(weighed @ np.array(self[:-1]) + self.bias)))
        return likely


BY_ITSELF = Belief()
"""What the network says, and nothing else."""


class Claim(NamedTuple):
    """A relation said of two stretches (first character, past the last) of a ``place``, as likely as ``chance``."""

    place: Hashable
    relation: str
    head: tuple[int, int]
    tail: tuple[int, int]
    chance: float


def rivals(claims: Sequence[Claim], least: float) -> NDArray[np.float64]:
    """For each claim (rows,) how likely the likeliest other relation is that is said of the same two things; ``least``
    where there is none."""
    together: dict[Hashable, list[Claim]] = {}
    for each in claims:
        together.setdefault(each.place, []).append(each)

    def rival(claim: Claim) -> float:
        others = (
            other.chance
            for other in together[claim.place]
            if other.relation != claim.relation and _meet(other.head, claim.head) and _meet(other.tail, claim.tail)
        )
        return max(others, default=least)

    return np.array([rival(each) for each in claims], np.float64)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def features(
    asked: NDArray[np.float64],
    margins: NDArray[np.float64],
    looks: Sequence[tuple[bool, bool, bool, bool]],
    rivals: NDArray[np.float64],
) -> NDArray[np.float64]:
    """(rows, 8): the logits of the network's chances (rows,), the reader's margins (rows, 2), how head and tail
    look: whether each is a mention of an entity, whether the tail has a value where the relation leads to such, and
    whether the head begins with a capital; and how far the logit lies above that of the likeliest rival (rows,)."""
    own = _logits(asked)
    return np.column_stack([own, margins, np.array(looks, np.float64), own - _logits(rivals)])


def _logits(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    sure = np.clip(chances, _NEVER, 1 - _NEVER)
    return np.log(sure / (1 - sure))


def question_of(relation: RelationType, head: str) -> str:
    """What a reader is asked for the tails of a relation.

    >>> question_of(RelationType("", "homePort", "Ferry", "Town"), "the Hild")
    'Which town is the home port of the Hild?'
    >>> question_of(RelationType("", "length"), "the Hild")
    'Which thing is the length of the Hild?'
    """
    kind = spoken(relation.range)
    return f"Which {kind if kind not in _ANYTHING else 'thing'} is the {spoken(relation.label)} of {head}?"
