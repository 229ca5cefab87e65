"""Rehearsing earlier questions while learning new ones (Robins 1995; de Masson d'Autume et al., NeurIPS 2019)."""

from __future__ import annotations

import random
from collections.abc import Sequence

from kgqa.data.example import ReadingExample
from kgqa.errors import InputError


def replayed(
    new: Sequence[ReadingExample], old: Sequence[ReadingExample], share: float, seed: int
) -> list[ReadingExample]:
    """A seeded sample of ``old``, so large that ``share`` of the two together is old; all where they are fewer.

    >>> one = ReadingExample("1", "who?", "Ada.")
    >>> len(replayed([one] * 80, [one] * 50, 0.2, seed=0))
    20
    """
    if not 0 < share < 1:
        raise InputError(f"the share of replayed questions is above 0 and below 1, not {share}")
    wanted = round(share / (1 - share) * len(new))
    return random.Random(f"replay {seed}").sample(list(old), min(wanted, len(old)))
