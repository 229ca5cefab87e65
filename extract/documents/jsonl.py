"""JSON Lines: one document a line, of {"id", "title", "text"}."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kgqa.extract.document import Document
from kgqa.extract.documents.clean import clean
from kgqa.extract.documents.draft import title_line
from kgqa.extract.documents.unread import NotReadable, Unread

LONGEST_LINE = 20_000_000
"""Bytes of a line at most."""

_BOM = b"\xef\xbb\xbf"


def read_jsonl(path: Path, name: str, shown: str) -> Iterator[Document | Unread]:
    """Each line of a file as a document, or why it is none. One line is held at a time.

    A record is a JSON object with "text" and, where it likes, "id" (text or a whole number) and "title"; other fields
    are left aside. Its text keeps its lines and spaces as they are, :func:`clean` alone changes it: offsets are the
    record's own. Without a title it is the first line of several, if that is short, else none. Documents are
    of source "``name``:12", those unread "``shown``:12". Raises NotReadable for a file that holds no line.
    """
    filled = False
    with path.open("rb") as stream:
        number = 0
        while raw := stream.readline(LONGEST_LINE + 1):
            number += 1
            if number == 1:
                if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
                    raise NotReadable("JSON Lines are UTF-8, and this file begins with the mark of UTF-16")
                raw = raw.removeprefix(_BOM)
            if not raw.strip():
                continue
            filled = True
            if len(raw) > LONGEST_LINE and not raw.endswith(b"\n"):
                yield Unread(f"{shown}:{number}", f"a line has at most {LONGEST_LINE} bytes, and this one has more")
                while raw and not raw.endswith(b"\n"):
                    raw = stream.readline(LONGEST_LINE)
                continue
            try:
                yield _document(raw, name, number)
            except NotReadable as error:
                yield Unread(f"{shown}:{number}", str(error))
                if b"\x00" in raw:
                    return
    if not filled:
        raise NotReadable("is empty")


def _document(raw: bytes, name: str, number: int) -> Document:
    if b"\x00" in raw:
        raise NotReadable("is a binary file: it holds NUL bytes; it is read no further")
    try:
        record: Any = json.loads(raw.decode())
    except UnicodeDecodeError as error:
        raise NotReadable(f"JSON Lines are UTF-8, and byte 0x{raw[error.start]:02x} is none here") from error
    except (ValueError, RecursionError) as error:
        raise NotReadable(f"is not JSON: {error}") from error
    if not isinstance(record, dict):
        raise NotReadable(f"a record is a JSON object, not {type(record).__name__}")
    text, title, key = record.get("text"), record.get("title"), record.get("id")
    if not isinstance(text, str):
        raise NotReadable(f'a record has a "text" that is a string, found {_shown(text)}')
    if title is not None and not isinstance(title, str):
        raise NotReadable(f'a "title" is a string, found {_shown(title)}')
    if isinstance(key, bool) or not isinstance(key, str | int | None):
        raise NotReadable(f'an "id" is a string or a whole number, found {_shown(key)}')
    text = clean(text)
    if not text.strip():
        raise NotReadable("holds no text")
    key = f"{name}#{number}" if key is None else clean(str(key)).strip()
    if not key:
        raise NotReadable('an "id" is not empty')
    title = " ".join(clean(title or "").split())
    if not title and "\n" in text.strip():
        title = title_line(text.strip())
    return Document(key, title, text, f"{name}:{number}")


def _shown(value: object) -> str:
    return "none" if value is None else repr(value)[:60]
