"""The literals of a graph: sorted by (value, datatype, language) and found by binary search."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import overload

import numpy as np

from kgqa.errors import StoreError
from kgqa.kg.arrays import Array, ArrayFile
from kgqa.kg.strings import StringTable
from kgqa.types import Literal

Key = tuple[str, str, str]
"""(value, datatype, language): what a literal is compared and sorted by."""


class LiteralTable(Sequence[Literal]):
    """A sequence of literals; ``kinds[i]`` numbers the (datatype, language) pair of the i-th."""

    __slots__ = ("_datatypes", "_kinds", "_langs", "values")

    def __init__(self, values: StringTable, kinds: Array, datatypes: StringTable, langs: StringTable) -> None:
        if len(values) != kinds.size or len(datatypes) != len(langs):
            raise StoreError(f"{len(values)} literals must have as many kinds, found {kinds.size}")
        self.values = values
        self._kinds = kinds
        self._datatypes = datatypes
        self._langs = langs

    @classmethod
    def build(cls, keys: Iterable[Key]) -> LiteralTable:
        """Hold literals given as sorted, distinct keys."""
        held = list(keys)
        kinds = sorted({key[1:] for key in held})
        number = {kind: at for at, kind in enumerate(kinds)}
        return cls(
            StringTable.build(key[0] for key in held),
            np.fromiter((number[key[1:]] for key in held), np.int32, len(held)),
            StringTable.build(datatype for datatype, _ in kinds),
            StringTable.build(lang for _, lang in kinds),
        )

    @classmethod
    def load(cls, file: ArrayFile, prefix: str) -> LiteralTable:
        """The table that :meth:`arrays` gave under ``prefix``."""
        return cls(
            StringTable.load(file, f"{prefix}.values"),
            file.typed(f"{prefix}.kinds", np.int32),
            StringTable.load(file, f"{prefix}.datatypes"),
            StringTable.load(file, f"{prefix}.langs"),
        )

    def arrays(self, prefix: str) -> dict[str, Array]:
        """The arrays to write, by name."""
        return {
            **self.values.arrays(f"{prefix}.values"),
            f"{prefix}.kinds": self._kinds,
            **self._datatypes.arrays(f"{prefix}.datatypes"),
            **self._langs.arrays(f"{prefix}.langs"),
        }

    def __len__(self) -> int:
        return len(self.values)

    @overload
    def __getitem__(self, index: int) -> Literal: ...
    @overload
    def __getitem__(self, index: slice) -> list[Literal]: ...
    def __getitem__(self, index: int | slice) -> Literal | list[Literal]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        return Literal(*self.key(index))

    def take(self, rows: Array) -> list[Literal]:
        """The literals of many rows from 0 on, at a fraction of what they cost one by one."""
        own = self._kinds[rows].tolist()
        kinds = {kind: (self._datatypes[kind], self._langs[kind]) for kind in set(own)}
        return [Literal(value, *kinds[kind]) for value, kind in zip(self.values.take(rows), own, strict=True)]

    def key(self, row: int) -> Key:
        """(value, datatype, language) of one literal."""
        kind = int(self._kinds[row])
        return self.values[row], self._datatypes[kind], self._langs[kind]

    def find(self, literal: Literal) -> int | None:
        """The row of ``literal``, or None."""
        key = (literal.value, literal.datatype, literal.lang)
        row = bisect_left(range(len(self)), key, key=self.key)
        if row < len(self) and self.key(row) == key:
            return row
        return self._find_in_any_case(key) if literal.lang else None

    def _find_in_any_case(self, key: Key) -> int | None:
        """As :meth:`find`, where a table of an older kgqa has capitals in its language tags."""
        value, datatype, lang = key
        row = bisect_left(range(len(self)), (value, datatype), key=lambda at: self.key(at)[:2])
        while row < len(self) and self.key(row)[:2] == (value, datatype):
            if self.key(row)[2].lower() == lang:
                return row
            row += 1
        return None
