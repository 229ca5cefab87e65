"""Which questions to label next: unsure ones, unlike each other (active learning).

Uncertainty is that of least confidence (Lewis and Gale 1994) in the calibrated "right or not"; among the least
sure, a farthest-first walk over question vectors (Sener and Savarese, ICLR 2018) keeps near copies apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kgqa.data.example import ReadingExample
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.errors import InputError
from kgqa.reader.checkpoint import Checkpoint
from kgqa.reader.training.pseudo import Guess, guesses

POOL = 4
"""Questions that are chosen from, as a multiple of those wanted."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question worth labelling, and the reader's guess at it."""

    example: ReadingExample
    guess: Guess


def suggest(
    reader: Checkpoint, examples: Sequence[ReadingExample], count: int, *, encoder: SentenceEncoder | None = None
) -> list[Suggestion]:
    """The ``count`` examples most worth labelling, best first; all where they are fewer.

    ``encoder``: what tells questions apart, the packaged one by default. Raises InputError where ``count`` is
    below 1.
    """
    if count < 1:
        raise InputError(f"the count of suggestions is at least 1, not {count}")
    found = guesses(reader, examples)
    vectors = (encoder or SentenceEncoder()).encode_queries([example.question for example in examples])
    sureness = np.array([abs(guess.probability - 0.5) for guess in found])
    chosen = unsure_and_apart(sureness, vectors, [example.id for example in examples], count)
    return [Suggestion(examples[row], found[row]) for row in chosen]


def unsure_and_apart(
    sureness: NDArray[np.float64], vectors: NDArray[np.float32], ids: Sequence[str], count: int
) -> list[int]:
    """Rows of the choice, in order; ties by id.

    ``sureness``: (n,), 0 for the least sure; ``vectors``: (n, dimension), of unit length. The first row is the
    least sure; each next one, of the ``POOL * count`` least sure, the one whose most like chosen row is least
    like it.
    """
    pool = sorted(range(len(ids)), key=lambda row: (float(sureness[row]), ids[row]))[: POOL * count]
    if not pool:
        return []
    own = vectors[pool].astype(np.float64)
    chosen = [0]
    nearest = own @ own[0]
    while len(chosen) < min(count, len(pool)):
        nearest[chosen] = np.inf
        chosen.append(int(np.argmin(nearest)))  # the first of equals is the less sure one
        nearest = np.maximum(nearest, own @ own[chosen[-1]])
    return [pool[row] for row in chosen]
