"""What a sentence states by a relation that was asked for."""

from __future__ import annotations

from dataclasses import dataclass

from kgqa.extract.document import Span
from kgqa.extract.relations.schema import RelationType

EXTRACTOR = "asked"
"""What facts that were asked for by their relation say they come from."""


@dataclass(frozen=True, slots=True)
class Stated:
    """Head and tail are spans of the document, in ``sentence``; ``chance`` in (0, 1) is how likely it is stated."""

    sentence: Span
    relation: RelationType
    head: Span
    tail: Span
    chance: float
