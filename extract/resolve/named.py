"""Which found entities a decision by hand means: by rows of the items, and not by what was decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kgqa.extract.resolve.decisions import Ref
from kgqa.extract.resolve.items import Item
from kgqa.extract.resolve.pool import Pool
from kgqa.linker.normalise import fold


class Named:
    """The items by their names and by the ids that they have without decisions."""

    def __init__(self, items: Sequence[Item], plain: Pool, ids: Sequence[str]) -> None:
        """``plain``: the clusters without decisions; ``ids``: by row, the id without decisions."""
        self._items = items
        self._plain = plain
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._by_id: dict[str, list[int]] = defaultdict(list)
        self._given = {item.given: row for row, item in enumerate(items) if item.given}
        for row, item in enumerate(items):
            for name in dict.fromkeys(map(key_of, (*item.names, *item.others))):
                self._by_name[name].append(row)
            self._by_id[ids[row]].append(row)

    def called(self, name: str) -> list[int]:
        """Rows of all items with this name, those first and alone that have it as their main one."""
        named = self._by_name.get(key_of(name), [])
        return [row for row in named if key_of(self._items[row].side.name) == key_of(name)] or named

    def of_id(self, id: str) -> list[int]:
        """Rows of the entity that has this id without decisions."""
        return self._by_id.get(id, [])

    def rows(self, ref: Ref) -> list[int]:
        """Rows of the entity of this id, else of those with this name as their main one, else as any; in one document
        the names come first, for ids change with other documents."""
        named = self._by_name.get(key_of(ref.name), [])
        main = [row for row in named if key_of(self._items[row].side.name) == key_of(ref.name)]
        by_id = self.of_id(ref.name)
        for some in (main, named, by_id) if ref.doc_id else (by_id, main, named):
            fits = [row for row in some if self._fits(row, ref)]
            if fits:
                return fits
        return []

    def to_merge(self, ref: Ref, apart: Pool) -> list[int]:
        """Rows that a merge takes along: of an item of one document, or a given one, all that is one with it in
        ``apart``, the clusters without merges by hand."""
        rows = self.rows(ref)
        own = self._given.get(ref.name)
        if own is None or own not in rows:
            if not ref.doc_id:
                return rows
            own = None
        return sorted({row for one in (rows if own is None else [own]) for row in apart.of(one).rows})

    def to_split(self, one: Ref, other: Ref) -> tuple[set[int], set[int]]:
        """Rows that a split keeps apart, of each side; one is empty where there is nothing to keep apart.

        An item of one document stands for all of its name that are one with it, where the other side doesn't.
        """
        left, right = self._alike(one), self._alike(other)
        if left == right:
            left, right = set(self.rows(one)), set(self.rows(other))
        return narrowed(left, right)

    def _alike(self, ref: Ref) -> set[int]:
        rows = set(self.rows(ref))
        if not ref.doc_id:
            return rows
        near = {row for one in rows for row in self._plain.of(one).rows}
        same = ref._replace(doc_id="")
        return rows | {row for row in self.called(ref.name) if row in near and self._fits(row, same)}

    def _fits(self, row: int, ref: Ref) -> bool:
        side = self._items[row].side
        return (not ref.type or ref.type in side.type.split("|")) and (not ref.doc_id or ref.doc_id == side.doc_id)


def key_of(name: str) -> str:
    """What names are compared by: one of signs alone is compared as it is."""
    return fold(name) or name


def narrowed(left: set[int], right: set[int]) -> tuple[set[int], set[int]]:
    """Two sides without a row in common: "A. Lind" out of the entity called "Ada Lind", the narrower side is what is
    taken out.

    >>> narrowed({1, 2, 3}, {2})
    ({1, 3}, {2})
    """
    return (left, right - left) if len(left) <= len(right) else (left - right, right)
