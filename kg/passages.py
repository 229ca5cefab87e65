"""The passages of a knowledge base, sorted by id, in flat arrays that open without being read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import overload

import numpy as np

from kgqa.errors import InputError, StoreError
from kgqa.kg.arrays import Array, ArrayFile
from kgqa.kg.strings import StringTable
from kgqa.types import Passage


class PassageTable(Sequence[Passage]):
    """A sequence of n passages sorted by id; row numbers do not depend on input order."""

    __slots__ = ("doc_ids", "ids", "starts", "texts", "titles")

    def __init__(
        self, ids: StringTable, doc_ids: StringTable, titles: StringTable, texts: StringTable, starts: Array
    ) -> None:
        if any(len(column) != len(ids) for column in (doc_ids, titles, texts, starts)):
            raise StoreError(f"every column of the passages must have {len(ids)} rows")
        self.ids = ids
        self.doc_ids = doc_ids
        self.titles = titles
        self.texts = texts
        self.starts = starts

    @classmethod
    def build(cls, passages: Iterable[Passage]) -> PassageTable:
        """Hold ``passages``. Raises InputError for an id that is empty or given twice."""
        held = sorted(passages, key=lambda passage: passage.id)
        for before, after in pairwise(held):
            if before.id == after.id:
                raise InputError(f"the id of a passage must be given once, found {after.id!r} twice")
        if held and not held[0].id:
            raise InputError("the id of a passage must not be empty")
        return cls(
            StringTable.build(passage.id for passage in held),
            StringTable.build(passage.doc_id for passage in held),
            StringTable.build(passage.title for passage in held),
            StringTable.build(passage.text for passage in held),
            np.array([passage.start for passage in held], np.int64),
        )

    @classmethod
    def load(cls, file: ArrayFile) -> PassageTable:
        """The passages in ``file``, mapped and not read. Raises StoreError where columns differ."""
        return cls(
            StringTable.load(file, "passages.ids"),
            StringTable.load(file, "passages.doc_ids"),
            StringTable.load(file, "passages.titles"),
            StringTable.load(file, "passages.texts"),
            file.typed("passages.starts", np.int64),
        )

    def arrays(self) -> dict[str, Array]:
        """All passages as named arrays, a function of their content."""
        return {
            **self.ids.arrays("passages.ids"),
            **self.doc_ids.arrays("passages.doc_ids"),
            **self.titles.arrays("passages.titles"),
            **self.texts.arrays("passages.texts"),
            "passages.starts": self.starts,
        }

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, index: int) -> Passage: ...
    @overload
    def __getitem__(self, index: slice) -> list[Passage]: ...
    def __getitem__(self, index: int | slice) -> Passage | list[Passage]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        return Passage(
            self.ids[index],
            self.doc_ids[index],
            self.titles[index],
            self.texts[index],
            int(self.starts[index]),
        )

    def row(self, id: str) -> int | None:
        """The row of the passage with this id, or None."""
        return self.ids.find(id)

    def __repr__(self) -> str:
        return f"PassageTable({len(self)} passages)"
