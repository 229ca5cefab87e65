"""How sure it is that two clusters are one: a logistic over the likeness of their names and what they share."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path

from kgqa.extract.resolve.clusters import Cluster
from kgqa.extract.resolve.functional import place_name
from kgqa.extract.resolve.items import Item
from kgqa.extract.resolve.likeness import PRIOR

MOST = 3.0
"""What shared neighbours, and shared names of the context, count at most."""
COMMON, COMMON_SHARE = 20, 0.01
"""A neighbour or name that more than both this many and this share of documents hold tells nothing."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds: by kind of likeness, for each shared neighbour, and for each shared name of the context."""

    kinds: dict[str, float]
    neighbours: float
    context: float

    def probability(self, kind: str, neighbours: float, context: float) -> float:
        """How sure it is that two clusters are one."""
        logit = self.kinds[kind] + self.neighbours * neighbours + self.context * context
        return 1.0 / (1.0 + exp(-logit))


@cache
def fitted_weights() -> Weights:
    """The weights that ``benchmarks/resolution.py --fit`` made."""
    record = json.loads((Path(__file__).parent / "weights.json").read_text(encoding="utf-8"))
    return Weights({kind: float(record["kinds"][kind]) for kind in PRIOR}, record["neighbours"], record["context"])


class Rarity:
    """How much a shared neighbour or name tells, in [0, 1]: the less the more documents hold it."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._neighbours: Counter[str] = Counter()
        self._context: Counter[str] = Counter()
        doc_id = ""
        documents = 0
        for item in items:
            if item.given:
                continue
            self._neighbours.update(item.neighbours)
            if item.side.doc_id != doc_id:
                doc_id, documents = item.side.doc_id, documents + 1
                self._context.update(item.context)
        self._most = max(COMMON, COMMON_SHARE * documents)

    def of_name(self, name: str) -> float:
        return self._weight(self._context[name])

    def of_neighbour(self, key: str) -> float:
        return self._weight(self._neighbours[key])

    def _weight(self, count: int) -> float:
        return 0.0 if count > self._most else 1.0 / (1.0 + log(max(2, count)) - log(2))

    def shared(self, a: Cluster, b: Cluster) -> tuple[float, float]:
        """What shared neighbours and shared names of the context tell, each in [0, MOST]."""
        neighbours = sum(self.of_neighbour(key) for key in sorted(a.neighbours & b.neighbours))
        if a.given or b.given:
            some, others = ({word for name in one.context for word in name.split()} for one in (a, b))
            context = 0.5 * len(some & others)
        else:
            # A document that holds a name of theirs tells nothing new.
            own = {place_name(name) for one in (a, b) for name in one.names}
            context = sum(self.of_name(name) for name in sorted((a.context & b.context) - own))
        return min(MOST, neighbours), min(MOST, context)
