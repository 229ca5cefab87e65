"""Passages from JSONL files and from plain documents."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kgqa.errors import InputError
from kgqa.kg.formats.jsonl import read_jsonl
from kgqa.kg.formats.split import split_document
from kgqa.kg.formats.text import OnBytes, base_suffix, read_text
from kgqa.kg.strings import check_text
from kgqa.types import Passage

PASSAGE_KEYS = ("id", "doc_id", "title", "text", "start")

_DOCUMENTS = (".txt", ".md")
_RECORDS = (".jsonl", ".ndjson")
_HEADING = re.compile(r"^#{1,6}[ \t]+(\S[^\r\n]*)", re.MULTILINE)


def read_passages(path: str | Path, *, on_bytes: OnBytes | None = None) -> Iterator[Passage]:
    """The passages of a .jsonl file, of one .txt or .md document, or of a folder of these.

    A JSONL line has ``id`` and ``text``, and may have ``title``, ``doc_id`` (default: the id) and
    ``start`` (default: 0). A folder is read with its sub-folders in order of path, hidden names left
    out (:func:`passed_over` has the files of other kinds); a document's id is its path below the folder, and
    its passages are those of
    ``kgqa.kg.formats.split``: ``document[passage.start:][:len(passage.text)] == passage.text``.
    Passages of nothing but white space are left out. Raises InputError naming the file and line.
    """
    source = Path(path)
    if source.is_dir():
        yield from _read_folder(source, on_bytes)
        return
    suffix = base_suffix(source)
    if suffix not in (*_RECORDS, *_DOCUMENTS):
        raise InputError(f"{source}: must be a folder or end in .jsonl, .txt or .md, found {suffix!r}")
    yield from _read_file(source, source.name, on_bytes)


def passed_over(folder: Path) -> dict[str, int]:
    """How many files of a folder :func:`read_passages` leaves alone since they are of other kinds, by their endings."""
    endings = (Path(name).suffix.lower() for name in _names(folder) if not _is_read(name))
    return dict(sorted(Counter(ending or "no ending" for ending in endings).items()))


def _read_file(path: Path, name: str, on_bytes: OnBytes | None) -> Iterator[Passage]:
    if base_suffix(path) in _RECORDS:
        yield from _read_jsonl(path, on_bytes)
    else:
        yield from _read_document(path, name, on_bytes)


def _read_jsonl(path: Path, on_bytes: OnBytes | None) -> Iterator[Passage]:
    for record in read_jsonl(path, on_bytes):
        record.only(PASSAGE_KEYS)
        id, text = record.text("id"), record.text("text")
        if not id:
            record.fail("a passage must have an id")
        if "text" not in record.values:
            record.fail("a passage must have a text")
        if text.strip():
            doc_id = record.text("doc_id") or id
            yield Passage(id, doc_id, record.text("title"), text, record.count("start"))


def _read_folder(folder: Path, on_bytes: OnBytes | None) -> Iterator[Passage]:
    names = sorted(name for name in _names(folder) if _is_read(name))
    if not names:
        raise InputError(f"{folder}: must hold .jsonl, .txt or .md files, found none")
    for name in names:
        yield from _read_file(folder / name, name, on_bytes)


def _names(folder: Path) -> Iterator[str]:
    """The paths of a folder's files from there on, but for hidden ones and those in hidden folders."""
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if not name.startswith("."):
                yield (Path(root) / name).relative_to(folder).as_posix()


def _is_read(name: str) -> bool:
    return base_suffix(Path(name)) in (*_RECORDS, *_DOCUMENTS)


def _read_document(path: Path, name: str, on_bytes: OnBytes | None) -> Iterator[Passage]:
    try:
        check_text(name)
    except InputError:
        raise InputError(f"{path!r}: the name of a document must be UTF-8") from None
    text = read_text(path, on_bytes)
    title = _title(path, text)
    for start, end in split_document(text):
        # Padded, so that passages sorted by id stand in the order of their document.
        yield Passage(f"{name}#{start:08d}", name, title, text[start:end], start)


def _title(path: Path, text: str) -> str:
    heading = _HEADING.search(text) if base_suffix(path) == ".md" else None
    if heading is None:
        return Path(path.name.removesuffix(".gz")).stem
    title = heading[1].rstrip()
    unmarked = title.rstrip("#")
    # Closing marks stand apart: "# Guide ##" is "Guide", but "# C#" is "C#".
    return unmarked.rstrip() if unmarked.endswith((" ", "\t")) else title
