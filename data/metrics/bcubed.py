"""B-cubed scores of clusters (Bagga and Baldwin 1998, "Algorithms for scoring coreference chains")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from math import fsum

from kgqa.errors import InputError


@dataclass(frozen=True, slots=True)
class BCubed:
    """Means over items: precision over the predicted ones, recall over the gold ones; ``f1`` of both means."""

    precision: float
    recall: float
    f1: float


def bcubed(golds: Iterable[Collection[Hashable]], predictions: Iterable[Collection[Hashable]]) -> BCubed:
    """Scores of predicted clusters, each a collection of items (mentions, nodes), against the gold clusters.

    An item's precision is the share of its predicted cluster that is in its gold cluster, its recall the share of
    its gold cluster that is in its predicted one. An item in one of the two only scores 0 there. With no items on
    either side all figures are 1. Raises InputError where an item is in two clusters of one side.

    >>> truth = ["12345", "67", "89ABC"]
    >>> scores = bcubed(truth, ["12345", "6789ABC"])  # the paper's first response
    >>> round(scores.precision, 2), scores.recall
    (0.76, 1.0)
    """
    gold, said = _cluster_of(golds, "gold"), _cluster_of(predictions, "predicted")
    if not gold and not said:
        return BCubed(1.0, 1.0, 1.0)
    gold_sizes, said_sizes = Counter(gold.values()), Counter(said.values())
    shared = Counter((gold[item], cluster) for item, cluster in said.items() if item in gold)
    # Each of the n items that a pair of clusters shares has the precision n / size.
    precision = fsum(n * n / said_sizes[cluster] for (_, cluster), n in shared.items()) / max(1, len(said))
    recall = fsum(n * n / gold_sizes[cluster] for (cluster, _), n in shared.items()) / max(1, len(gold))
    both = precision + recall
    return BCubed(precision, recall, 2 * precision * recall / both if both else 0.0)


def _cluster_of(clusters: Iterable[Collection[Hashable]], side: str) -> dict[Hashable, int]:
    found: dict[Hashable, int] = {}
    for number, cluster in enumerate(clusters):
        for item in set(cluster):
            if item in found:
                raise InputError(f"item {item!r} is in two {side} clusters, numbers {found[item]} and {number}")
            found[item] = number
    return found
