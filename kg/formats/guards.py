"""Streams that refuse what would make a parser blow up: entity bombs, nesting without end."""

from __future__ import annotations

import io
import re
from typing import BinaryIO

import numpy as np

from kgqa.errors import InputError

MAX_JSON_DEPTH = 300
"""Brackets inside each other. The parser's time grows with the cube of it, and its stack ends at some thousands."""

MAX_ENTITY = 256
"""Characters of an XML entity. With no entities inside entities, a file grows to at most 64 times its size."""

MAX_TRIPLE_TERMS = 1000
"""Openings of RDF 1.2's triple terms that are let through to the parser, which says that they can't be read."""

_ENTITY = b"<!ENTITY"
_DECLARATION = re.compile(rb"""<!ENTITY\s+[^\s%"'>]+\s+("[^"]*"|'[^']*')\s*>""")
_IN_ENTITY = re.compile(rb"&(?!#)|%")
_ESCAPED = re.compile(rb"\\.", re.DOTALL)


class XmlGuard(io.RawIOBase):
    """XML whose entities are short, plain text and its own; every other declaration is an InputError."""

    def __init__(self, name: str, source: BinaryIO) -> None:
        self._name, self._source = name, source
        self._before = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed wants a wider buffer type
        data = self._source.read(len(buffer))
        buffer[: len(data)] = data
        if b"\0" in data:
            raise InputError(f"{self._name}: XML must be UTF-8, found a NUL byte")  # UTF-16 would not be seen through
        window = self._before + data
        at = window.find(_ENTITY)
        while at >= 0:
            end = window.find(b">", at)
            if len(window) - at < MAX_ENTITY + 512 and data and not _DECLARATION.match(window, at):
                break  # may go on in what is read next
            self._check(window[at : end + 1 if end >= 0 else at + MAX_ENTITY + 512], window, at)
            at = window.find(_ENTITY, at + 1)
        self._before = window[at:] if at >= 0 else window[-len(_ENTITY) + 1 :]
        return len(data)

    def _check(self, shown: bytes, window: bytes, at: int) -> None:
        found = _DECLARATION.match(window, at)
        what = repr(shown[:80].decode("utf-8", "replace"))
        if not found:
            raise InputError(
                f"{self._name}: XML entities must be text in the file itself (no SYSTEM, PUBLIC or %), found {what}"
            )
        value = found[1][1:-1]
        if _IN_ENTITY.search(value):
            raise InputError(f"{self._name}: an XML entity must not hold another one, found {what}")
        if len(value) > MAX_ENTITY:
            raise InputError(f"{self._name}: an XML entity has at most {MAX_ENTITY} bytes, found {len(value)}: {what}")


class JsonGuard(io.RawIOBase):
    """JSON of at most MAX_JSON_DEPTH brackets inside each other; deeper is an InputError."""

    def __init__(self, name: str, source: BinaryIO) -> None:
        self._name, self._source = name, source
        self._depth = 0
        self._in_string = False
        self._escape = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed wants a wider buffer type
        data = self._source.read(len(buffer))
        buffer[: len(data)] = data
        self._follow(data)
        return len(data)

    def _follow(self, data: bytes) -> None:
        text = _ESCAPED.sub(b"", self._escape + data)
        self._escape = b"\\" if text.endswith(b"\\") else b""
        parts = text.split(b'"')
        outside = b"".join(parts[1 if self._in_string else 0 :: 2])
        if len(parts) % 2 == 0:
            self._in_string = not self._in_string
        codes = np.frombuffer(outside, np.uint8)
        # "[" and "{" open, "]" and "}" close; the two of each kind differ in one bit.
        steps = ((codes | 0x20) == 0x7B).astype(np.int64) - ((codes | 0x20) == 0x7D)
        if not steps.size:
            return
        depths = self._depth + np.cumsum(steps)
        self._depth = int(depths[-1])
        if int(depths.max()) > MAX_JSON_DEPTH:
            raise InputError(
                f"{self._name}: JSON must nest at most {MAX_JSON_DEPTH} brackets deep, found {int(depths.max())}"
            )


class TripleTermGuard(io.RawIOBase):
    """Turtle or TriG with few ``<<``: nested without end they would overflow the parser's stack."""

    def __init__(self, name: str, source: BinaryIO) -> None:
        self._name, self._source = name, source
        self._count = 0
        self._last = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed wants a wider buffer type
        data = self._source.read(len(buffer))
        buffer[: len(data)] = data
        self._count += triple_terms(self._last + data)
        self._last = data[-1:]
        if self._count > MAX_TRIPLE_TERMS:
            raise InputError(
                f"{self._name}: more than {MAX_TRIPLE_TERMS} times '<<', which opens a triple term of RDF 1.2: "
                "these are not read (text with as many '<<' can come as N-Triples)"
            )
        return len(data)


def triple_terms(data: bytes) -> int:
    """How often ``<<(``, or a ``<<`` cut off behind it, stands in ``data``."""
    return data.count(b"<<")
