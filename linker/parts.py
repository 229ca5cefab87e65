"""Which names hold a word or have given initials: short names ("Kennedy", "Oxford University", "LSU") in text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from kgqa.kg.distinct import sorted_distinct
from kgqa.linker.hashing import U32, U64, hash_strings, short
from kgqa.linker.words import FUNCTION

MAX_ROWS = 4096
"""Entities of one word that are looked at, those of the highest degree."""
MAX_FOUND = 64
"""Entities that one short name may mean, those of the highest degree."""
INITIALS = (3, 6)
"""Fewest and most letters of an abbreviation."""

_MARK = "\x00"  # no folded word holds it, so that initials never meet a word


def keys(form: str) -> set[str]:
    """What a folded name of two words or more is found by: its words and its initials; nothing for others.

    >>> sorted(key.replace("\\x00", "*") for key in keys("university of oxford"))
    ['*uoo', 'oxford', 'university']
    """
    words = form.split(" ")
    if len(words) < 2:
        return set()
    content = [word for word in words if word not in FUNCTION]
    initials = {"".join(word[0] for word in some) for some in (words, content)}
    return {*content, *(initials_key(some) for some in initials if INITIALS[0] <= len(some) <= INITIALS[1])}


def initials_key(letters: str) -> str:
    """The key that a name abbreviated so is found by."""
    return _MARK + letters


def build_parts(
    forms: Iterable[str], rows: npt.NDArray[np.int32], degrees: npt.NDArray[np.int64]
) -> tuple[U32, npt.NDArray[np.int32]]:
    """Sorted hashes of the keys of all forms and the row of each, the rows of one key by degree, then by row.

    ``rows`` (n_forms,) says whose each form is; ``degrees`` (n_entities,).
    """
    texts: list[str] = []
    owners: list[int] = []
    for form, row in zip(forms, rows.tolist(), strict=True):
        for key in sorted(keys(form)):
            texts.append(key)
            owners.append(row)
    owner = np.array(owners, dtype=np.int64)
    packed = sorted_distinct(short(hash_strings(texts)).astype(np.uint64) << np.uint64(32) | owner.astype(np.uint64))
    hashes, owner = (packed >> np.uint64(32)).astype(np.uint32), packed.astype(np.uint32).astype(np.int64)
    order = np.lexsort((owner, -degrees[owner], hashes))
    return hashes[order], owner[order].astype(np.int32)


def find_parts(table: U32, rows: npt.NDArray[np.int32], words: Sequence[str]) -> list[int]:
    """Rows that hold every one of the words, by degree, then by row; to be verified. At most MAX_FOUND."""
    return _rows_of(table, rows, hash_strings(list(words)))


def find_initials(table: U32, rows: npt.NDArray[np.int32], letters: str) -> list[int]:
    """Rows that are abbreviated so, by degree, then by row; to be verified. At most MAX_FOUND."""
    return _rows_of(table, rows, hash_strings([initials_key(letters)]))


def _rows_of(table: U32, rows: npt.NDArray[np.int32], hashes: U64) -> list[int]:
    wanted = short(hashes)
    first = np.searchsorted(table, wanted, side="left")
    last = np.searchsorted(table, wanted, side="right")
    lists = sorted(
        (rows[start : min(end, start + MAX_ROWS)] for start, end in zip(first.tolist(), last.tolist(), strict=True)),
        key=len,
    )
    if not lists:
        return []
    found = lists[0]
    for others in lists[1:]:
        found = found[np.isin(found, others)]
    return [int(row) for row in found[:MAX_FOUND]]
