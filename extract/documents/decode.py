"""Bytes of a text file to text, whatever wrote them."""

from __future__ import annotations

import codecs
import re

from kgqa.extract.documents.extras import need
from kgqa.extract.documents.unread import NotReadable

# In this order: the first two bytes of UTF-32 are those of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MOST_CONTROL = 0.05
"""Share of control characters from which on a file holds no text."""

_CONTROL = re.compile(rb"[\x01-\x07\x0e-\x1a\x1c-\x1f]")
_WESTERN = frozenset("äöüßÄÖÜéèêëÉÈÊàâáÀÂÁîïíìÎÍóòôÓÔúùûÚçÇñÑãõåæøÅÆØœŒ°§·’‘“”„–—…«»¡¿£€©®™•½²³\xa0")
# Whose texts carry a mark, or are none that a file is kept in.
_NEVER = ["utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le", "utf_7", "cp037", "cp500", "cp1026"]


def decode(raw: bytes) -> str:
    """The text of ``raw`` without its byte order mark.

    A mark is believed. Else it is UTF-8; else UTF-8 with lines of Windows-1252 between, where half of the lines that
    are not ASCII are UTF-8; else Windows-1252, where all that is not ASCII is a usual letter or sign of Western
    Europe; else what charset-normalizer says. Raises NotReadable where ``raw`` is no text.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    if b"\x00" in raw:
        raise NotReadable("is a binary file: it holds NUL bytes")
    if raw and len(_CONTROL.findall(raw)) > MOST_CONTROL * len(raw):
        raise NotReadable("is a binary file: it holds many control characters")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        pass
    return _by_lines(raw) or _western(raw) or _detected(raw)


def _by_lines(raw: bytes) -> str:
    """The text where it is UTF-8 with some lines of Windows-1252, else ""."""
    lines: list[str] = []
    good = bad = 0
    for line in raw.split(b"\n"):
        try:
            lines.append(line.decode())
            good += not line.isascii()
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", "replace"))
            bad += 1
    return "\n".join(lines) if good >= bad else ""


def _western(raw: bytes) -> str:
    """The text where Windows-1252 gives nothing but usual characters, else ""."""
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    other = [char for char in text if not char.isascii()]
    return text if len(other) < 0.3 * len(text) and all(char in _WESTERN for char in other) else ""


def _detected(raw: bytes) -> str:
    best = need("charset_normalizer", "guessing an encoding").from_bytes(raw, cp_exclusion=_NEVER).best()
    if best is None:
        raise NotReadable("is no text in any encoding that is known")
    return str(best)
