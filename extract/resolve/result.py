"""What the merging of entities gives: the entities, every merge with its reason, and what to look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from kgqa.errors import InputError
from kgqa.extract.resolve.decisions import Ref


class Side(NamedTuple):
    """One side of a merge: the found entity ``number`` of a document, or (``doc_id`` "", number -1) a given one."""

    name: str
    type: str
    doc_id: str = ""
    number: int = -1


class Merge(NamedTuple):
    """Two sides that are one, or may be: why, in words, and how sure that is, in (0, 1]."""

    left: Side
    right: Side
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class ResolvedEntity:
    """One entity of the merged set.

    ``id`` is its label where no other entity is called so, else with type, year or hash; a given one's is as given.
    ``type`` is "" where unknown. ``members`` are the found entities it is made of, (document, number), sorted;
    ``given`` says that the graph had it before.
    """

    id: str
    label: str
    aliases: tuple[str, ...]
    type: str
    members: tuple[tuple[str, int], ...]
    given: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """Entities sorted by id; merges and suggestions with the surest first.

    ``suggested`` are near misses for review. ``unmet`` are the decided pairs that could not be obeyed: a side is
    not there, two given entities would become one, or decisions contradict each other through third ones. A pair of
    which another one holds, of the same names and types in other documents, is none of them.
    """

    entities: tuple[ResolvedEntity, ...]
    merges: tuple[Merge, ...]
    suggested: tuple[Merge, ...]
    unmet: tuple[tuple[Ref, Ref], ...] = ()
    _ids: dict[tuple[str, int], str] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not self._ids:
            self._ids.update((member, entity.id) for entity in self.entities for member in entity.members)

    def id_of(self, doc_id: str, number: int) -> str:
        """The id of the entity that a found one became. Raises InputError where there is no such found one."""
        found = self._ids.get((doc_id, number))
        if found is None:
            raise InputError(f"document {doc_id!r} has no entity number {number} in this resolution")
        return found
