"""Which files are meant by paths, folders and globs, and what their documents are called."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path

from kgqa.errors import InputError
from kgqa.extract.documents.clean import clean
from kgqa.extract.documents.unread import Unread

ENDINGS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".csv", ".tsv", ".jsonl")
"""Of the names of files that are read, in lower case."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. ``name`` is its document's id, ``shown`` the path as the user would write it."""

    path: Path
    name: str
    shown: str

    @property
    def ending(self) -> str:
        """Of the file's name, in lower case."""
        return self.path.suffix.lower()


def find_sources(paths: Sequence[str | Path]) -> list[Source | Unread]:
    """The files in the order given, those of a folder or glob sorted by name; a file meant twice stands once.

    A file named itself is called by its name, one in a folder by its path from there, one of a glob by its path from
    the last folder before the first wildcard. In folders, names that begin with a dot and folders that are links are
    left alone, and files of other endings are counted in an :class:`Unread` at the folder's end. Raises InputError
    where a path does not exist, a glob means nothing, or two files would have one name.
    """
    found: list[Source | Unread] = []
    seen: set[Path] = set()
    names: dict[str, Source] = {}
    for each in (source for given in paths for source in _of(Path(given))):
        if isinstance(each, Source):
            place = each.path.resolve()
            if place in seen:
                continue
            seen.add(place)
            other = names.setdefault(each.name, each)
            if other is not each and each.ending != ".jsonl":
                raise InputError(
                    f"a document's id must be of one file, found {each.name!r} for {other.shown} and {each.shown}"
                )
        found.append(each)
    return found


def _of(given: Path) -> Iterator[Source | Unread]:
    if given.is_dir():
        yield from _walked(given, given)
    elif given.exists():
        yield Source(given, _name(given.name), _name(str(given)))
    elif has_magic(str(given)):
        matches = sorted(glob(str(given), recursive=True))  # noqa: PTH207  # Path.glob takes no absolute pattern
        if not matches:
            raise InputError(f"a glob must mean a file at least, found none for {_name(str(given))}")
        root = _root(given)
        for match in map(Path, matches):
            # Under "**" a folder's files are matched themselves.
            if match.is_dir() and "**" not in str(given):
                yield from _walked(match, root)
            elif match.is_file():
                yield Source(match, _name(match.relative_to(root).as_posix()), _name(str(match)))
    else:
        raise InputError(f"a document must be a file, a folder or a glob, found none at {_name(str(given))}")


def _root(given: Path) -> Path:
    """The folder before the first part of a glob that holds a wildcard."""
    plain = []
    for part in given.parts:
        if has_magic(part):
            break
        plain.append(part)
    return Path(*plain)


def _walked(folder: Path, root: Path) -> Iterator[Source | Unread]:
    files: list[Path] = []
    failed: list[Unread] = []
    others: Counter[str] = Counter()

    def note(error: OSError) -> None:
        failed.append(Unread(_name(str(error.filename)), f"can't be read: {error.strerror}"))

    for place, inner, names in os.walk(folder, onerror=note):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in names:
            ending = Path(name).suffix.lower()
            if name.startswith("."):
                continue
            if ending in ENDINGS:
                files.append(Path(place) / name)
            else:
                others[ending or "no ending"] += 1
    for path in sorted(files, key=lambda path: path.relative_to(root).as_posix()):
        yield Source(path, _name(path.relative_to(root).as_posix()), _name(str(path)))
    yield from sorted(failed, key=lambda unread: unread.source)
    if others:
        kinds = ", ".join(f"{count} {_name(ending)}" for ending, count in sorted(others.items()))
        total = sum(others.values())
        yield Unread(_name(str(folder)), f"{total} files of other kinds were passed over: {kinds}", total)


def _name(name: str) -> str:
    """A file's name with nothing in it that no text can hold."""
    return clean(os.fsencode(name).decode("utf-8", "replace")).replace("\n", " ")
