"""Where facts stand, for the formats whose edges have properties: how sure each is, and its sentences as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kgqa.types import Triple

CONFIDENCE, PLACES = "confidence", "places"
"""Names of the two properties."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How sure a fact is, in (0, 1], and the places that say it: records that JSON can hold."""

    confidence: float
    places: Sequence[Mapping[str, Any]]


EvidenceOf = Callable[[Triple], Evidence | None]
"""The evidence of a fact; None for one that was imported."""


def written(confidence: float) -> str:
    """A confidence in at most six digits.

    >>> written(0.75), written(0.123456789)
    ('0.75', '0.123457')
    """
    return f"{confidence:.6g}"
