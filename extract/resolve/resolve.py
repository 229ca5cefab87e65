"""The entities of many documents as one set: a function of the set of extractions, whatever their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kgqa.errors import InputError
from kgqa.extract.found import Extraction
from kgqa.extract.resolve.blocks import Pair, pairs
from kgqa.extract.resolve.decisions import Decisions, Ref
from kgqa.extract.resolve.identify import aliases_of, ids_of, label_of
from kgqa.extract.resolve.items import Item, found_items, given_items
from kgqa.extract.resolve.likeness import EXACT, PRIOR
from kgqa.extract.resolve.named import Named
from kgqa.extract.resolve.pool import Pool
from kgqa.extract.resolve.result import Merge, Resolution, ResolvedEntity
from kgqa.extract.resolve.same import merge_same, surnames_of
from kgqa.extract.resolve.score import Rarity, Weights, fitted_weights
from kgqa.types import Entity

DECIDED = "decided"
"""Reason of a merge that a user decided."""


@dataclass(frozen=True, slots=True)
class ResolveSettings:
    """``threshold``: the least score of a merge; ``suggest``: of a suggestion; ``margin``: by how much a score must
    exceed that of another entity of which the same name may be, for otherwise it is a suggestion only."""

    threshold: float = 0.7
    suggest: float = 0.4
    margin: float = 0.05

    def __post_init__(self) -> None:
        if not 0.0 <= self.suggest <= self.threshold <= 1.0:
            raise InputError(
                f"suggest and threshold must be in order from 0 to 1, found {self.suggest} and {self.threshold}"
            )
        if not 0.0 <= self.margin <= 1.0:
            raise InputError(f"margin must be from 0 to 1, found {self.margin}")


@dataclass(frozen=True, slots=True)
class _Scored:
    score: float
    a: int
    b: int
    kind: str


def resolve(
    extractions: Sequence[Extraction],
    given: Sequence[Entity] = (),
    decisions: Decisions = Decisions(),  # noqa: B008  # frozen
    settings: ResolveSettings = ResolveSettings(),
) -> Resolution:
    """Merges the entities of the documents with one another and with the given ones.

    Within a type only; an entity without a type joins the one that it fits alone. Given entities are never merged
    with one another. Decisions are obeyed, those to merge across types too, as far as :attr:`Resolution.unmet` does
    not say otherwise; decided splits win over decided merges. The result depends on the set of extractions, of given
    entities and of decisions alone, not on their order.

    Raises InputError where two different extractions have one ``doc_id`` or two given entities one id.
    """
    return Resolving(extractions, given, settings).under(decisions)


_RefPair = tuple[Ref, Ref]
_Split = tuple[list[int], list[int]]
_Run = tuple[Pool, list[Merge], list[_RefPair]]


class Resolving:
    """The found entities of documents and the given ones, to be resolved under one set of decisions or another."""

    def __init__(
        self,
        extractions: Sequence[Extraction],
        given: Sequence[Entity] = (),
        settings: ResolveSettings = ResolveSettings(),
    ) -> None:
        """Raises InputError as :func:`resolve` does."""
        found, self._inside = found_items(extractions)
        self.items = [*given_items(given), *found]
        self._rarity = Rarity(self.items)
        self._settings = settings
        self._plain = self._run([], [])
        self._apart: dict[tuple[_RefPair, ...], Pool] = {(): self._plain[0]}

    @cached_property
    def named(self) -> Named:
        """What decisions mean. Ids are those without decisions, so that one doesn't change what another means."""
        return Named(self.items, self._plain[0], self.ids(_result(self._plain, self.items, ())))

    def ids(self, resolution: Resolution) -> list[str]:
        """By row of the items, the id that an entity has in a resolution of them."""
        sides = ((item.given, item.side) for item in self.items)
        return [given or resolution.id_of(side.doc_id, side.number) for given, side in sides]

    def apart(self, decisions: Decisions) -> Pool:
        """The clusters with what was split, but without merges by hand."""
        if decisions.split not in self._apart:
            self._apart[decisions.split] = self._run([], self._splits(decisions)[0])[0]
        return self._apart[decisions.split]

    def under(self, decisions: Decisions) -> Resolution:
        """The resolution under some decisions."""
        if not (decisions.merge or decisions.split):
            return _result(self._plain, self.items, ())
        split, unmet = self._splits(decisions)
        merge = []
        for ref_pair in decisions.merge:
            sides = [self.named.to_merge(ref, self.apart(decisions)) for ref in ref_pair]
            if all(sides):
                merge.append((ref_pair, sorted({*sides[0], *sides[1]})))
            else:
                unmet.append(ref_pair)
        pool, suggested, failed = self._run(merge, split)
        told = _unmet(decisions, {*unmet, *failed})
        return _result((pool, suggested, []), self.items, told)

    def _splits(self, decisions: Decisions) -> tuple[list[_Split], list[_RefPair]]:
        split, unmet = [], []
        for ref_pair in decisions.split:
            left, right = self.named.to_split(*ref_pair)
            if left and right:
                split.append((sorted(left), sorted(right)))
            else:
                unmet.append(ref_pair)
        return split, unmet

    def _run(self, merge: Sequence[tuple[_RefPair, list[int]]], split: Sequence[_Split]) -> _Run:
        apart: list[list[int]] = [[] for _ in self.items]
        for number, (left, right) in enumerate(split, start=1):
            for row in left:
                apart[row].append(number)
            for row in right:
                apart[row].append(-number)
        pool = Pool(self.items, self._inside, apart)
        failed: list[_RefPair] = []
        for ref_pair, rows in merge:
            for row in rows[1:]:
                if pool.find(row) == pool.find(rows[0]):
                    continue
                if pool.why_not(rows[0], row, decided=True):
                    if ref_pair not in failed:
                        failed.append(ref_pair)
                    continue
                pool.merge(rows[0], row, DECIDED, 1.0)
        surnames = surnames_of(self.items)
        merge_same(pool, surnames, PRIOR[EXACT])
        suggested = _merge_alike(pool, pairs(pool, self._rarity, surnames), self._rarity, self._settings)
        return pool, suggested, failed


def _unmet(decisions: Decisions, unmet: set[_RefPair]) -> tuple[_RefPair, ...]:
    """Those of the pairs that no other pair of the same names and types stands for, from another document."""
    left: set[_RefPair] = set()
    for decided in (decisions.merge, decisions.split):
        met = {_anywhere(ref_pair) for ref_pair in decided if ref_pair not in unmet}
        left |= {ref_pair for ref_pair in decided if ref_pair in unmet and _anywhere(ref_pair) not in met}
    return tuple(sorted(left))


def _anywhere(ref_pair: _RefPair) -> tuple[Ref, ...]:
    return tuple(sorted(ref._replace(doc_id="") for ref in ref_pair))


def _merge_alike(pool: Pool, found: Sequence[Pair], rarity: Rarity, settings: ResolveSettings) -> list[Merge]:
    """Merges clusters with names that are alike, the surest first; gives the near misses."""
    rows = {row: min(pool.clusters[row].rows) for row in pool.clusters}
    weights = fitted_weights()
    scored = [_score(pool, pair, rarity, weights) for pair in found]
    scored = [one for one in scored if one.score >= settings.suggest]
    scored.sort(key=lambda one: (-one.score, *sorted((rows[one.a], rows[one.b]))))
    of_row: dict[int, list[_Scored]] = defaultdict(list)
    sure = set()
    for one in scored:
        of_row[one.a].append(one)
        of_row[one.b].append(one)
        if one.score >= settings.threshold:
            sure.add((one.a, one.b))
    kept: list[_Scored] = []
    for one in scored:
        if pool.find(one.a) == pool.find(one.b) or pool.why_not(one.a, one.b):
            continue
        if one.score < settings.threshold or _is_open(pool, one, of_row, sure, settings.margin):
            kept.append(one)
        else:
            pool.merge(rows[one.a], rows[one.b], one.kind, one.score)
    near: list[Merge] = []
    for one in kept:
        if pool.find(one.a) != pool.find(one.b) and not pool.why_not(one.a, one.b):
            left, right = sorted((pool.items[rows[one.a]].side, pool.items[rows[one.b]].side))
            near.append(Merge(left, right, one.kind, one.score))
    return near


def _score(pool: Pool, pair: Pair, rarity: Rarity, weights: Weights) -> _Scored:
    shared = rarity.shared(pool.clusters[pair.a], pool.clusters[pair.b])
    return _Scored(round(weights.probability(pair.kind, *shared), 6), pair.a, pair.b, pair.kind)


def _is_open(
    pool: Pool, one: _Scored, of_row: dict[int, list[_Scored]], sure: set[tuple[int, int]], margin: float
) -> bool:
    """Whether one of the two might as well be a third that the other is not."""
    for mine, other in ((one.a, one.b), (one.b, one.a)):
        for rival in of_row[mine]:
            if rival.score < one.score - margin:
                break
            third = rival.b if rival.a == mine else rival.a
            if pool.find(third) in (pool.find(mine), pool.find(other)):
                continue
            if (min(third, other), max(third, other)) in sure and not pool.why_not(third, other):
                continue
            if not pool.why_not(mine, third):
                return True
    return False


def _result(run: _Run, items: Sequence[Item], unmet: tuple[_RefPair, ...]) -> Resolution:
    pool, suggested, _ = run
    clusters = sorted(pool.clusters.values(), key=lambda cluster: min(cluster.rows))
    by_id = {item.given: item for item in items if item.given}
    labels = [by_id[one.given].side.name if one.given else label_of(one, items) for one in clusters]
    ids = ids_of(clusters, labels, items)
    entities = [
        ResolvedEntity(
            id,
            label,
            aliases_of(cluster, items, label),
            by_id[cluster.given].side.type if cluster.given else cluster.type,
            tuple(
                sorted((items[row].side.doc_id, items[row].side.number) for row in cluster.rows if not items[row].given)
            ),
            bool(cluster.given),
        )
        for id, label, cluster in zip(ids, labels, clusters, strict=True)
    ]
    order = sorted(pool.merges, key=lambda one: (-one.score, one))
    near = sorted(suggested, key=lambda one: (-one.score, one))
    return Resolution(tuple(sorted(entities, key=lambda one: one.id)), tuple(order), tuple(near), unmet)
