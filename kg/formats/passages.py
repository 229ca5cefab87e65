"""Passages from JSONL files and from plain documents."""

from __future__ import annotations

import os
import re
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
_HEADING = re.compile(r"^#{1,6}[ \t]+(\S[^\r\n]*)", re.MULTILINE)


def read_passages(path: str | Path, *, on_bytes: OnBytes | None = None) -> Iterator[Passage]:
    """The passages of a .jsonl file, of one .txt or .md document, or of a folder of documents.

    A JSONL line has ``id`` and ``text``, and may have ``title``, ``doc_id`` (default: the id) and
    ``start`` (default: 0). A folder is read with its sub-folders in order of path, hidden names left
    out; a document's id is its path below the folder, and its passages are those of
    ``kgqa.kg.formats.split``: ``document[passage.start:][:len(passage.text)] == passage.text``.
    Passages of nothing but white space are left out. Raises InputError naming the file and line.
    """
    source = Path(path)
    if source.is_dir():
        yield from _read_folder(source, on_bytes)
        return
    suffix = base_suffix(source)
    if suffix in (".jsonl", ".ndjson"):
        yield from _read_jsonl(source, on_bytes)
    elif suffix in _DOCUMENTS:
        yield from _read_document(source, source.name, on_bytes)
    else:
        raise InputError(f"{source}: must be a folder or end in .jsonl, .txt or .md, found {suffix!r}")


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
    names: list[str] = []
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        names.extend(
            (Path(root) / name).relative_to(folder).as_posix()
            for name in files
            if not name.startswith(".") and base_suffix(Path(name)) in _DOCUMENTS
        )
    if not names:
        raise InputError(f"{folder}: must hold .txt or .md files, found none")
    for name in sorted(names):
        yield from _read_document(folder / name, name, on_bytes)


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
