"""Document-level relation extraction as DocRED scores it (Yao et al. 2019, and its ``evaluation.py``)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from kgqa.types import Literal, Node, Triple


@dataclass(frozen=True, slots=True)
class DocREDCounts:
    """Counts of one document; those of several add up, and their figures are then micro averages.

    ``said`` and ``gold`` are distinct triples, ``right`` those in both, ``seen`` the right ones that the training
    data states too. A figure whose denominator is 0 is 0.
    """

    right: int = 0
    said: int = 0
    gold: int = 0
    seen: int = 0

    def __add__(self, other: DocREDCounts) -> DocREDCounts:
        return DocREDCounts(
            self.right + other.right, self.said + other.said, self.gold + other.gold, self.seen + other.seen
        )

    @property
    def precision(self) -> float:
        """Share of the predictions that is right."""
        return self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that is found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Micro F1."""
        return _harmonic(self.precision, self.recall)

    @property
    def ign_precision(self) -> float:
        """Precision without the right predictions that the training data states."""
        return (self.right - self.seen) / (self.said - self.seen) if self.said > self.seen else 0.0

    @property
    def ign_f1(self) -> float:
        """Ign F1: of that precision and of the plain recall, as in the official script."""
        return _harmonic(self.ign_precision, self.recall)


def docred_counts(
    golds: Iterable[Triple],
    predictions: Iterable[Triple],
    *,
    names: Mapping[str, Collection[str]] | None = None,
    train_facts: Collection[tuple[str, str, str]] = frozenset(),
) -> DocREDCounts:
    """Counts of one document. Heads and tails are the document's own entity ids.

    ``names``: the names each entity is mentioned by (its id where it is left out); ``train_facts``: (head name,
    relation, tail name) of every pair of names in the training data. A fact is seen where any such pair is.

    >>> golds = [Triple("e1", "P17", "e2"), Triple("e3", "P17", "e2")]
    >>> names = {"e1": ["Linz"], "e2": ["Austria", "Österreich"], "e3": ["Graz"]}
    >>> said = [*golds, Triple("e1", "P19", "e3")]
    >>> counts = docred_counts(golds, said, names=names, train_facts={("Linz", "P17", "Austria")})
    >>> counts, round(counts.f1, 3), round(counts.ign_f1, 3)
    (DocREDCounts(right=2, said=3, gold=2, seen=1), 0.8, 0.667)
    """
    wanted, said = set(golds), set(predictions)
    right = wanted & said
    seen = sum(
        any((head, triple.relation, tail) in train_facts for head, tail in _pairs(triple, names or {}))
        for triple in right
    )
    return DocREDCounts(len(right), len(said), len(wanted), seen)


def _pairs(triple: Triple, names: Mapping[str, Collection[str]]) -> Iterable[tuple[str, str]]:
    return product(_names(triple.head, names), _names(triple.tail, names))


def _names(node: Node, names: Mapping[str, Collection[str]]) -> Collection[str]:
    return (node.value,) if isinstance(node, Literal) else names.get(node, (node,))


def _harmonic(left: float, right: float) -> float:
    return 2 * left * right / (left + right) if left + right else 0.0
