"""Entity linking scores: annotations of a text against gold ones, counted for micro averages.

As GERBIL defines them (Usbeck et al. 2015; Röder, Usbeck and Ngonga Ngomo 2018): a *strong* match has the same
offsets, a *weak* one overlaps, and either has the same entity. With ``nil="ignored"`` gold and predicted NILs are
left out beforehand: GERBIL's "InKB" and the mode that ELEVANT (Bast, Hertel and Prange 2022) shows by default.
With ``nil="required"`` NIL is one more entity to be named. ELEVANT's optional and nested gold labels are not known
here: each gold annotation is to be found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from kgqa.data.metrics.arrays import Floats
from kgqa.errors import InputError

Annotation = tuple[int, int, str]
"""Half-open character offsets and an entity's id; "" is NIL."""
Matching = Literal["strong", "weak"]
Nil = Literal["ignored", "required"]


@dataclass(frozen=True, slots=True)
class LinkCounts:
    """Right, wrong and missed annotations. Counts of texts add up; their figures are then micro averages.

    Where there was nothing to find and nothing was found, all three figures are 1 (GERBIL's convention).

    >>> counts = LinkCounts(3, 1, 0) + LinkCounts(0, 1, 3)
    >>> counts.precision, counts.recall, round(counts.f1, 3)
    (0.6, 0.5, 0.545)
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: LinkCounts) -> LinkCounts:
        return LinkCounts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        """Share of the predictions that is right; 0 where there is none but something was to be found."""
        return self._share(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float:
        """Share of the gold that is found; 0 where there is none but something was predicted."""
        return self._share(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return self._share(2 * self.tp, 2 * self.tp + self.fp + self.fn)

    def _share(self, part: int, whole: int) -> float:
        if not self.tp:
            return float(not self.fp and not self.fn)
        return part / whole


def micro_figures(sums: Floats) -> dict[str, Floats]:
    """The figures of :class:`LinkCounts` for many sums at once: (m, 3) to (m,) each.

    >>> figures = micro_figures(np.array([[3, 2, 3], [0, 0, 0], [0, 0, 1]]))
    >>> {name: found.round(3).tolist() for name, found in figures.items()}
    {'precision': [0.6, 1.0, 0.0], 'recall': [0.5, 1.0, 0.0], 'f1': [0.545, 1.0, 0.0]}
    """
    tp, fp, fn = sums.T
    nothing = ((fp == 0) & (fn == 0)).astype(np.float64)
    shares = {"precision": (tp, tp + fp), "recall": (tp, tp + fn), "f1": (2 * tp, 2 * tp + fp + fn)}
    return {name: np.where(tp > 0, part / np.maximum(whole, 1), nothing) for name, (part, whole) in shares.items()}


def link_counts(
    golds: Iterable[Annotation],
    predictions: Iterable[Annotation],
    *,
    matching: Matching = "strong",
    nil: Nil = "ignored",
) -> LinkCounts:
    """Counts of one text: place and entity. An annotation given twice counts once.

    >>> golds = [(0, 6, "Q1741"), (10, 14, "Q1"), (20, 25, "")]
    >>> link_counts(golds, [(0, 6, "Q1741"), (9, 14, "Q1"), (20, 25, "Q5")])
    LinkCounts(tp=1, fp=2, fn=1)
    >>> link_counts(golds, [(0, 6, "Q1741"), (9, 14, "Q1"), (20, 25, "")], matching="weak", nil="required")
    LinkCounts(tp=3, fp=0, fn=0)
    """
    if nil not in ("ignored", "required"):
        raise InputError(f'nil must be "ignored" or "required", not {nil!r}')
    keep_nil = nil == "required"
    return _count(
        {gold for gold in golds if gold[2] or keep_nil}, {said for said in predictions if said[2] or keep_nil}, matching
    )


def mention_counts(
    golds: Iterable[Annotation], predictions: Iterable[Annotation], *, matching: Matching = "strong"
) -> LinkCounts:
    """Counts of one text by place alone, whatever the entity, NIL or not: how well mentions are found.

    >>> mention_counts([(0, 6, "Q1741"), (10, 14, "Q1")], [(0, 6, "Q2"), (9, 14, "Q1")])
    LinkCounts(tp=1, fp=1, fn=1)
    """
    return _count({(a, b, "") for a, b, _ in golds}, {(a, b, "") for a, b, _ in predictions}, matching)


def _count(golds: set[Annotation], predictions: set[Annotation], matching: Matching) -> LinkCounts:
    if matching == "strong":
        tp = len(golds & predictions)
    elif matching == "weak":
        tp = _overlaps(golds, predictions)
    else:
        raise InputError(f'matching must be "strong" or "weak", not {matching!r}')
    return LinkCounts(tp, len(predictions) - tp, len(golds) - tp)


def _overlaps(golds: set[Annotation], predictions: set[Annotation]) -> int:
    """Gold annotations that get a prediction each: from the left, the leftmost one that is still free."""
    free = sorted(predictions)
    tp = 0
    for start, end, entity in sorted(golds):
        match = next((said for said in free if said[2] == entity and said[0] < end and start < said[1]), None)
        if match is not None:
            free.remove(match)
            tp += 1
    return tp
