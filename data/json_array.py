"""The objects of a large JSON array, one at a time."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from kgqa.data import lines
from kgqa.data.lines import no_utf8, open_bytes
from kgqa.errors import InputError

CHUNK = 1 << 18
"""Bytes read at once."""

_SPACE = re.compile(r"[ \t\r\n]*")
_NEAR = 16  # characters at the end of what was read in which an escape or a name like "false" may be cut


def array_objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each object of a file that is one JSON array, by its number from 1; ``.gz`` is unpacked.

    One object at a time is held. Raises InputError, with the file and the number of the record, where the
    file is no such array, breaks off, or an object is larger than ``lines.LONGEST_LINE``.
    """
    with open_bytes(path) as stream:
        text = _Window(path, stream)
        if text.peek() != "[":
            raise InputError(f"{path}: not JSON: expected an array, found {text.shown()}")
        text.next()
        number = 0
        while text.peek() != "]":
            if number:
                if text.peek() != ",":
                    raise InputError(f"{path}: not JSON: expected , or ] after record {number}, found {text.shown()}")
                text.next()
            number += 1
            yield number, text.object(number)
        text.next()
        if text.peek():
            raise InputError(f"{path}: not JSON: more stands after the end of the array: {text.shown()}")


class _Window:
    """The part of a text that is being looked at."""

    def __init__(self, path: Path, stream: BinaryIO) -> None:
        self._path = path
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._json = json.JSONDecoder()
        self._text, self._at = "", 0
        self._start, self._read = b"", 0
        self._ended = False

    def peek(self) -> str:
        """The next character that is no white space, "" at the end."""
        while True:
            space = _SPACE.match(self._text, self._at)
            assert space is not None  # it matches nothing, too
            self._at = space.end()
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._grow():
                return ""

    def next(self) -> None:
        """Goes on behind that character."""
        self._at += len(self.peek())

    def object(self, number: int) -> dict[str, Any]:
        """The object that begins here."""
        where = f"{self._path}: record {number}"
        if self.peek() != "{":
            raise InputError(f"{where}: a record is a JSON object, not {self.shown()}")
        while True:
            try:
                found, self._at = self._json.raw_decode(self._text, self._at)
                return found  # type: ignore[no-any-return]  # json's decoder gives Any
            except json.JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated string") or error.pos > len(self._text) - _NEAR
                if len(self._text) - self._at > lines.LONGEST_LINE:
                    raise InputError(f"{where}: a record has at most {lines.LONGEST_LINE} characters") from None
                if not (cut and self._grow()):
                    raise InputError(f"{where}: not JSON: {error.msg}: {self.shown(error.pos - self._at)}") from None
            except (ValueError, RecursionError) as error:
                raise InputError(f"{where}: not JSON: {error}") from None

    def shown(self, ahead: int = 0) -> str:
        """A little of what stands here, for messages."""
        at = self._at + ahead
        return repr(self._text[at : at + 40]) if at < len(self._text) else "the end of the file"

    def _grow(self) -> bool:
        """Reads on, as much again as is held, so that a long record is not tried over and over."""
        if self._ended:
            return False
        self._text, self._at = self._text[self._at :], 0
        raw = self._stream.read(max(CHUNK, len(self._text)))
        self._start = self._start or raw[:4]
        self._read += len(raw)
        self._ended = not raw
        try:
            self._text += self._decoder.decode(raw, final=self._ended)
        except UnicodeDecodeError as error:
            offset = self._read - len(error.object) + error.start
            raise no_utf8(str(self._path), self._start, error.object[error.start], offset) from None
        return True
