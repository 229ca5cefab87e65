"""How probable what was read is, by how its evidence was found."""

from __future__ import annotations

from collections.abc import Sequence

from kgqa.reader.calibration import Calibration
from kgqa.retriever.retriever import PAGE
from kgqa.types import Evidence, Passage, Path

NEAR = ("entity", "fact")
"""Sources of paths that were found by likeness alone: the question names no entity of the graph."""


def path_probability(calibration: Calibration, margin: float, evidence: Evidence, *, alone: bool = False) -> float:
    """Probability of a path with this margin, as it was found; ``alone``: see :func:`is_alone`."""
    steps = len(evidence.content.steps) if isinstance(evidence.content, Path) else 1
    if evidence.source in NEAR:
        return calibration.path(margin, near=True, steps=steps)
    return calibration.path(margin, found=evidence.score, alone=alone, steps=steps)


def is_alone(evidence: Sequence[Evidence]) -> bool:
    """Whether the paths are all there is: no text was found that could answer."""
    return not any(isinstance(piece.content, Passage) for piece in evidence)


def page_sign(number: int, evidence: Sequence[Evidence]) -> int:
    """Whether a passage is the page of an entity the question names: see ``Calibration.passage``."""
    if evidence[number].source == PAGE:
        return 1
    return -1 if any(piece.source == PAGE for piece in evidence) else 0


def nearness(number: int, evidence: Sequence[Evidence]) -> float:
    """The score of a passage over the best of all passages, in [0, 1]; 1 where retrieval gave them none."""
    best = max(piece.score for piece in evidence if isinstance(piece.content, Passage))
    return 1.0 if best <= 0 else max(0.0, evidence[number].score / best)


def passage_probability(
    calibration: Calibration,
    margin: float,
    share: float | None,
    number: int,
    evidence: Sequence[Evidence],
    covered: float = 1.0,
) -> float:
    """Probability of a span with this margin and share of a passage, as that was found.

    ``share``: None for an item of a list, whose rivals the others are not: the curve of searched texts was fitted to
    single answers. ``covered``: see :meth:`kgqa.reader.aggregation.coverage.Coverage.of`.
    """
    page = page_sign(number, evidence)
    if share is None:
        return calibration.passage(margin, page)
    if page:
        return calibration.passage(margin, page, share=share)
    return calibration.searched(margin, share=share, near=nearness(number, evidence), covered=covered)
