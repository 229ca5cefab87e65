"""What statements call entities, by the numbers that the entities have among these: no object for a mere label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

import numpy as np

from kgqa.kg.arrays import Array
from kgqa.types import Entity


class Described(Sequence[Entity]):
    """Entities of a ``TripleList``, sorted by id, made anew each time that they are asked for.

    ``ids`` are the list's own ``entities``, names to numbers; ``known`` maps a number to the entity, or to a label
    where nothing else is known. Equal to any sequence of equal entities.
    """

    def __init__(self, ids: Mapping[str, int], known: Mapping[int, Entity | str]) -> None:
        self.ids = ids
        self.known = known

    @property
    def numbers(self) -> Array:
        """(n,) int64 numbers of the entities, in no order."""
        return np.fromiter(self.known, np.int64, len(self.known))

    @cached_property
    def _sorted(self) -> list[tuple[str, int]]:
        names = list(self.ids)
        return sorted((names[at], at) for at in self.known)

    def __len__(self) -> int:
        return len(self.known)

    @overload
    def __getitem__(self, index: int) -> Entity: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Entity, ...]: ...
    def __getitem__(self, index: int | slice) -> Entity | tuple[Entity, ...]:
        if isinstance(index, slice):
            return tuple(self._entity(*pair) for pair in self._sorted[index])
        return self._entity(*self._sorted[index])

    def __iter__(self) -> Iterator[Entity]:
        return (self._entity(*pair) for pair in self._sorted)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # Python's own way to say: not hashable

    def __repr__(self) -> str:
        return f"Described({len(self)} entities)"

    def _entity(self, id: str, number: int) -> Entity:
        known = self.known[number]
        return Entity(id, known) if isinstance(known, str) else known
