"""How well a ranking finds what is sought: recall, hit and reciprocal rank (Manning et al. 2008, chapter 8).

Ids are compared as they are. What is ranked twice counts where it stands first. A question with nothing to find has
no such figure: leave it out of the mean.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kgqa.errors import InputError


def recall_at(ranked: Sequence[str], golds: Collection[str], k: int) -> float:
    """Share of the golds among the first ``k``. Raises InputError with no golds, or k below 1.

    >>> recall_at(["p3", "p1", "p7"], {"p1", "p2"}, 2)
    0.5
    """
    wanted = _wanted(golds)
    return len(wanted.intersection(_first(ranked, k))) / len(wanted)


def hit_at(ranked: Sequence[str], golds: Collection[str], k: int) -> float:
    """1.0 where any gold is among the first ``k``. Raises InputError with no golds, or k below 1.

    >>> hit_at(["p3", "p1"], {"p1", "p2"}, 1), hit_at(["p3", "p1"], {"p1", "p2"}, 2)
    (0.0, 1.0)
    """
    return float(not _wanted(golds).isdisjoint(_first(ranked, k)))


def reciprocal_rank(ranked: Sequence[str], golds: Collection[str]) -> float:
    """1 / rank of the first gold, 0.0 where none is ranked (Voorhees 1999; its mean is MRR). InputError: no golds.

    >>> reciprocal_rank(["p3", "p1"], {"p1"})
    0.5
    """
    wanted = _wanted(golds)
    distinct = dict.fromkeys(ranked)
    return next((1 / rank for rank, id_ in enumerate(distinct, 1) if id_ in wanted), 0.0)


def _wanted(golds: Collection[str]) -> frozenset[str]:
    if not golds:
        raise InputError("no gold to find: such a question has no rank, leave it out")
    return frozenset(golds)


def _first(ranked: Sequence[str], k: int) -> list[str]:
    if k < 1:
        raise InputError(f"k must be 1 or more, not {k}")
    return list(dict.fromkeys(ranked))[:k]
