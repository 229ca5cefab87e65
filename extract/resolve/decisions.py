"""What a user decided about entities and facts, by names and not by numbers, so that it outlives a rebuild."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from kgqa.errors import InputError

_FIELDS = ("merge", "split", "accepted", "rejected")


class Ref(NamedTuple):
    """Entities by name: those with this id, or with this name among theirs.

    Of one type or of any (""), found in one document or in any (""). One of one document stands for all that is one
    with it without a merge by hand; a split of two items of one name keeps just these two apart.
    """

    name: str
    type: str = ""
    doc_id: str = ""

    def __str__(self) -> str:
        return self.name + (f" ({self.type})" if self.type else "") + (f" of {self.doc_id}" if self.doc_id else "")


class FactRef(NamedTuple):
    """A fact by its words: the labels of head and relation, and the label or the literal value of the tail."""

    head: str
    relation: str
    tail: str

    def __str__(self) -> str:
        return f"{self.head} | {self.relation} | {self.tail}"


@dataclass(frozen=True, slots=True)
class Decisions:
    """Pairs of entities that are one, pairs that are two, facts that are right and facts that are wrong.

    Pairs have their smaller side first; all four are sorted, so that equal decisions are equal values. A pair or a
    fact stands on one side only: the ``with_`` methods move it. Undoing is :meth:`without`.
    """

    merge: tuple[tuple[Ref, Ref], ...] = ()
    split: tuple[tuple[Ref, Ref], ...] = ()
    accepted: tuple[FactRef, ...] = ()
    rejected: tuple[FactRef, ...] = ()

    def with_merge(self, a: Ref, b: Ref) -> Decisions:
        """These and that ``a`` and ``b`` are one. Raises InputError where both are the same or one has no name."""
        pair = _pair(a, b)
        return replace(self, merge=_with(self.merge, pair), split=_without(self.split, pair))

    def with_split(self, a: Ref, b: Ref) -> Decisions:
        """These and that ``a`` and ``b`` are two. Raises InputError where both are the same or one has no name."""
        pair = _pair(a, b)
        return replace(self, split=_with(self.split, pair), merge=_without(self.merge, pair))

    def with_accepted(self, fact: FactRef) -> Decisions:
        """These and that the fact is right. Raises InputError where a part of it is empty."""
        _check(fact)
        return replace(self, accepted=_with(self.accepted, fact), rejected=_without(self.rejected, fact))

    def with_rejected(self, fact: FactRef) -> Decisions:
        """These and that the fact is wrong. Raises InputError where a part of it is empty."""
        _check(fact)
        return replace(self, rejected=_with(self.rejected, fact), accepted=_without(self.accepted, fact))

    def without(self, decision: tuple[Ref, Ref] | FactRef) -> Decisions:
        """These less a decision. Raises InputError where it is none of them."""
        if isinstance(decision, FactRef):
            if decision not in self.accepted and decision not in self.rejected:
                raise InputError(f"nothing was decided about the fact {str(decision)!r}")
            return replace(self, accepted=_without(self.accepted, decision), rejected=_without(self.rejected, decision))
        pair = _pair(*decision)
        if pair not in self.merge and pair not in self.split:
            raise InputError(f"nothing was decided about {str(pair[0])!r} and {str(pair[1])!r}")
        return replace(self, merge=_without(self.merge, pair), split=_without(self.split, pair))

    def to_json(self, indent: int | None = None) -> str:
        """As JSON: lists of pairs of [name, type, document] and lists of [head, relation, tail]."""
        return json.dumps({name: getattr(self, name) for name in _FIELDS}, ensure_ascii=False, indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> Decisions:
        """Decisions from the JSON of :meth:`to_json`. Raises InputError where it is not that, naming the place."""
        try:
            record = json.loads(text)
        except ValueError as error:
            raise InputError(f"decisions must be JSON: {error}") from error
        if not isinstance(record, dict):
            raise InputError(f"decisions must be a JSON object, found {type(record).__name__}")
        if unknown := sorted(set(record) - set(_FIELDS)):
            raise InputError(f"decisions know the fields {', '.join(_FIELDS)}, found {unknown[0]!r}")
        made = cls()
        for name in ("merge", "split"):
            for place, pair in enumerate(_list(record.get(name, []), name)):
                where = f"{name}[{place}]"
                sides = _list(pair, where)
                if len(sides) != 2:
                    raise InputError(f"decisions: {where} must be a pair, found {len(sides)} items")
                a, b = (Ref(*_texts(side, where, 1)) for side in sides)
                made = made.with_merge(a, b) if name == "merge" else made.with_split(a, b)
        for name in ("accepted", "rejected"):
            for place, fact in enumerate(_list(record.get(name, []), name)):
                ref = FactRef(*_texts(fact, f"{name}[{place}]", 3))
                made = made.with_accepted(ref) if name == "accepted" else made.with_rejected(ref)
        return made


def _pair(a: Ref, b: Ref) -> tuple[Ref, Ref]:
    for side in (a, b):
        if not side.name.strip():
            raise InputError("a decision must name both entities, found an empty name")
    if a == b:
        raise InputError(
            f"a decision must be about two entities, found {str(a)!r} twice: tell them apart by type or doc_id"
        )
    return (a, b) if a < b else (b, a)


def _check(fact: FactRef) -> None:
    for name, value in zip(FactRef._fields, fact, strict=True):
        if not value.strip():
            raise InputError(f"a decision about a fact must give its {name}, found an empty text")


def _with(items: tuple[Any, ...], item: Any) -> tuple[Any, ...]:
    return tuple(sorted({*items, item}))


def _without(items: tuple[Any, ...], item: Any) -> tuple[Any, ...]:
    return tuple(one for one in items if one != item)


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise InputError(f"decisions: {where} must be a list, found {type(value).__name__}")
    return value


def _texts(value: Any, where: str, least: int) -> Iterable[str]:
    texts = _list(value, where)
    if not least <= len(texts) <= 3 or not all(isinstance(one, str) for one in texts):
        raise InputError(f"decisions: {where} must hold {least} to 3 texts, found {value!r:.80}")
    return texts
