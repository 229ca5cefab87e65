"""Where what a job makes may go, told before its work: no knowledge base holds anything but its own files."""

from __future__ import annotations

import os
from pathlib import Path

from kgqa.errors import InputError
from kgqa.kg.layout import versions_in


def check_outside(path: str | Path, what: str) -> None:
    """Raises InputError where ``path`` is a knowledge base or lies in one; ``what`` is to go there ("a report")."""
    place = Path(path).resolve()
    if any(versions_in(folder) for folder in (place, *place.parents)):
        raise InputError(f"{path}: {what} does not go into a knowledge base; name another folder")


def checkpoint_folder(out: str | Path) -> Path:
    """``out``, where a checkpoint can be written. Raises InputError for a file, what lies below one, and a place in a
    knowledge base, or where nothing may be written."""
    folder = Path(out)
    for place in (folder, *folder.parents):
        if place.exists() and not place.is_dir():
            found = "a file" if place == folder else f"the file {place}"
            raise InputError(f"{out}: a checkpoint is a folder, found {found}")
    check_outside(folder, "a checkpoint")
    there = next((place for place in (folder.absolute(), *folder.absolute().parents) if place.exists()), None)
    if there is not None and not os.access(there, os.W_OK | os.X_OK):
        raise InputError(f"{out}: a checkpoint can't be written: no permission to write to {there}")
    return folder
