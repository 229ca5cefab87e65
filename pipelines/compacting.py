"""The job ``compact``."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from kgqa.kg.compact import compact as compact_folder
from kgqa.kg.folder import open_folder
from kgqa.kg.layout import DATES


def compact(kb: str | Path, *, keep: int = 1, forget_dates: bool = False) -> int:
    """Drops older versions of a knowledge base, all but ``keep``, and the days of its documents where
    ``forget_dates``; returns the bytes freed. See :func:`kgqa.kg.compact.compact`."""
    folder = open_folder(kb)
    if not forget_dates or not folder.has(DATES):
        return compact_folder(kb, keep=keep)
    file = folder.arrays(DATES)
    arrays = {name: np.zeros_like(file[name]) if name == "dates.seconds" else file[name] for name in file.names}
    return compact_folder(kb, keep=keep, instead={DATES: arrays})
