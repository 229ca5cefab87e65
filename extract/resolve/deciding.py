"""Merges and splits by hand: which one entity each name means, and how that is kept so that it outlives a rebuild."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import product

from kgqa.errors import InputError
from kgqa.extract.resolve.decisions import Decisions, Ref
from kgqa.extract.resolve.named import key_of, narrowed
from kgqa.extract.resolve.resolve import Resolving

ANCHORS = 3
"""Documents by which an entity is known at most: a decision holds as long as one of them is there."""
LISTED = 10
"""Choices that a message names."""

_Sides = tuple[set[int], set[int]]


def merged(found: Resolving, decisions: Decisions, one: str, other: str) -> Decisions:
    """The decisions and that two entities, by id or name, are one; a split of the two is taken back.

    Raises InputError where a name is that of no entity or of several, and where both are names of one thing alone.
    """
    known = _Known(found, decisions)
    chosen = known.one(one, other)
    sides = known.sides((one, other), chosen, "are names of one thing already")
    kept = tuple(pair for pair in decisions.split if not _between(found.named.to_split(*pair), sides))
    made = replace(decisions, split=kept)
    pairs = known.pairs((one, other), sides)
    for pair in pairs:
        made = made.with_merge(*pair)
    return known.told(made, pairs)


def split(found: Resolving, decisions: Decisions, one: str, other: str) -> Decisions:
    """The decisions and that two entities, or two names of one, are two; a merge of the two is taken back.

    Raises InputError where a name is that of no entity or of several, and where no document keeps the names apart.
    """
    known = _Known(found, decisions)
    chosen = known.together(one, other) or known.one(one, other)
    sides = known.sides((one, other), chosen, "are names of one thing in every document")
    apart = found.apart(decisions)
    rows = [(pair, [set(found.named.to_merge(ref, apart)) for ref in pair]) for pair in decisions.merge]
    kept = tuple(pair for pair, (left, right) in rows if not _between((left, right), sides))
    made = replace(decisions, merge=kept)
    pairs = known.pairs((one, other), sides)
    for pair in pairs:
        made = made.with_split(*pair)
    return known.told(made, pairs)


def _between(rows: _Sides, sides: _Sides) -> bool:
    """Whether a decision is about these two sides."""
    return any(left & sides[0] and right & sides[1] for left, right in (rows, rows[::-1]))


class _Known:
    """The entities as they are under the decisions so far."""

    def __init__(self, found: Resolving, decisions: Decisions) -> None:
        self._found = found
        self._decisions = decisions
        self._apart = found.apart(decisions)
        self._now = found.under(decisions)
        self._ids = found.ids(self._now)

    def one(self, *names: str) -> tuple[str, ...]:
        """The id of the one entity of each name."""
        tiers = {name: [tier for tier in self._tiers(name) if tier] for name in names}
        if missing := [name for name in names if not tiers[name]]:
            raise InputError(f"has nothing of the name {', '.join(map(repr, sorted(set(missing))))}")
        chosen = []
        for name in names:
            best = sorted(tiers[name][0])
            if len(best) > 1:
                more = f"; and {len(best) - LISTED} more" if len(best) > LISTED else ""
                choices = "; ".join(map(repr, best[:LISTED])) + more
                raise InputError(f"{name!r} is the name of {len(best)} entities, give one by its id: {choices}")
            chosen.append(best[0])
        return tuple(chosen)

    def together(self, *names: str) -> tuple[str, ...]:
        """The one entity that has all the names, for each of them; () where there is none or are several."""
        common = set.intersection(*(set().union(*self._tiers(name)) for name in names))
        return tuple(common) * len(names) if len(common) == 1 else ()

    def sides(self, names: tuple[str, str], chosen: tuple[str, ...], problem: str) -> _Sides:
        """The rows of both: all that is one with them of itself, or, within one thing, those of each name."""
        named = [self._rows(*pair) for pair in zip(names, chosen, strict=True)]
        left, right = (
            {row for one in rows for row in self._apart.of(one).rows if self._ids[row] == id}
            for rows, id in zip(named, chosen, strict=True)
        )
        if left & right:
            left, right = narrowed(*named)
        if not left or not right:
            raise InputError(f"{names[0]!r} and {names[1]!r} {problem}")
        return left, right

    def pairs(self, names: tuple[str, str], sides: _Sides) -> list[tuple[Ref, Ref]]:
        """What is kept of a decision: each side by items of it, in so many documents."""
        refs = [self._refs(*pair) for pair in zip(names, sides, strict=True)]
        return list(product(*refs))  # type: ignore[arg-type]  # two sides

    def told(self, made: Decisions, pairs: list[tuple[Ref, Ref]]) -> Decisions:
        """The new decisions; raises InputError where nothing is new in them and the old ones are not obeyed."""
        decided = [(one, other) if one < other else (other, one) for one, other in pairs]
        if made == self._decisions and any(pair in self._now.unmet for pair in decided):
            one, other = decided[0]
            raise InputError(f"{str(one)!r} and {str(other)!r}: was decided, and other decisions stand against it")
        return made

    def _tiers(self, name: str) -> list[set[str]]:
        """Ids of the entities that a name may mean, the likeliest first."""
        entities = self._now.entities
        return [
            {entity.id for entity in entities if entity.id == name},
            {entity.id for entity in entities if entity.label == name},
            {entity.id for entity in entities if key_of(entity.label) == key_of(name)},
            {self._ids[row] for row in self._found.named.called(name)},
            {self._ids[row] for row in self._found.named.of_id(name)},  # before it was merged with a namesake
        ]

    def _rows(self, name: str, id: str) -> set[int]:
        """Rows of an entity, those of the name alone where there are such."""
        for some in (self._found.named.called(name), self._found.named.of_id(name)):
            if named := {row for row in some if self._ids[row] == id}:
                return named
        return {row for row, own in enumerate(self._ids) if own == id}

    def _refs(self, name: str, rows: set[int]) -> list[Ref]:
        by_cluster: dict[int, list[int]] = defaultdict(list)
        for row in sorted(rows):
            by_cluster[self._apart.find(row)].append(row)
        refs = [ref for own in by_cluster.values() for ref in self._refs_of(name, own, rows)]
        if not refs:
            raise InputError(f"{name!r} can't be told from another of that name in the same document")
        return refs

    def _refs_of(self, name: str, own: list[int], rows: set[int]) -> list[Ref]:
        """One given entity by its id; else items of one name and type, rather of that which was asked for."""
        items = self._found.items
        if given := [Ref(items[row].given) for row in own if items[row].given]:
            return given
        groups: dict[tuple[str, str], dict[Ref, None]] = defaultdict(dict)
        for row in own:
            side = items[row].side
            ref = Ref(side.name, side.type, side.doc_id)
            if side.name.strip() and rows.issuperset(self._found.named.rows(ref)):
                groups[side.name, side.type][ref] = None
        order = sorted(groups, key=lambda one: (key_of(one[0]) != key_of(name), not one[1], -len(groups[one]), one))
        return list(groups[order[0]])[:ANCHORS] if order else []
