"""How likely it is that a sentence states what was asked of it, by the network that was asked and by a span reader.

The two learned from different data: the one which relations hold, the other which stretch answers a question. A stretch
that is found as the tail of "designer", and answers "What is the designer of Dorade?" as well, is one far more often.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kgqa.extract.relations.schema import spoken

_NEVER = 1e-6


class Reread(NamedTuple):
    """A question, the text that it is asked of, and the characters of the text that may answer it."""

    question: str
    text: str
    start: int
    end: int


Reader = Callable[[Sequence[Reread]], NDArray[np.float64]]
"""For each (rows, 2): how far the stretch lies above "no answer", and above the best of the whole text (at most 0)."""


class Belief(NamedTuple):
    """Weights of a logistic regression on the logit of the network's chance and the reader's two margins."""

    asked: float = 1.0
    margin: float = 0.0
    behind: float = 0.0
    bias: float = 0.0

    def chances(self, asked: NDArray[np.float64], margins: NDArray[np.float64]) -> NDArray[np.float64]:
        """How likely each fact (rows,) is, by the network's chances (rows,) and the margins (rows, 2)."""
        logits = features(asked, margins) @ np.array(self[:3]) + self.bias
        likely: NDArray[np.float64] = 1 / (1 + np.exp(-logits))
        return likely


BY_ITSELF = Belief()
"""What the network says, and nothing else."""


def features(asked: NDArray[np.float64], margins: NDArray[np.float64]) -> NDArray[np.float64]:
    """(rows, 3): what :class:`Belief` weighs."""
    sure = np.clip(asked, _NEVER, 1 - _NEVER)
    return np.column_stack([np.log(sure / (1 - sure)), margins])


def question_of(relation: str, head: str) -> str:
    """What a reader is asked for the tails of a relation.

    >>> question_of("designedBy", "the Dorade")
    'What is the designed by of the Dorade?'
    """
    return f"What is the {spoken(relation)} of {head}?"
