"""Characters that no document keeps: what XML forbids, ends of lines of other systems, UTF-8 read as something else."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_SPECIAL = {
    ord(bytes([byte]).decode("cp1252")): byte for byte in range(128, 160) if byte not in b"\x81\x8d\x8f\x90\x9d"
}
_CONTINUED = "[\x80-\xbf" + "".join(map(chr, _SPECIAL)) + "]"
_MOJIBAKE = re.compile(f"[Â-ô]{_CONTINUED}")
_CHANCE = re.compile("[Ä-ß][‘’“”–—…‹›]")


def clean(text: str) -> str:
    """``text`` with LF ends of lines, mojibake repaired by line, and nothing that XML 1.0 forbids.

    Control characters but LF and TAB, and U+FFFE and U+FFFF, become spaces; surrogates in pairs the character they
    mean, lone ones U+FFFD. Nothing else changes: Unicode is not normalised (no NFC).

    >>> clean("a\\r\\nb\\x00c"), clean("BurÄ«chi, a cafÃ©")
    ('a\\nb c', 'Burīchi, a café')
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return _FORBIDDEN.sub(" ", text)
    text = _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
    text = _SURROGATE.sub("\ufffd", text)
    if _MOJIBAKE.search(text):
        text = "\n".join(repaired(line) for line in text.split("\n"))
    return _FORBIDDEN.sub(" ", text)


def repaired(line: str) -> str:
    """A line whose UTF-8 was once read as Latin-1 or Windows-1252, as it was before; any other line as it is.

    A line is changed only where all of it goes back. One capital letter before a quotation mark is no evidence.

    >>> repaired("itâ€™s a cafÃ©"), repaired("café"), repaired("Łódź Ã"), repaired("das MENÜ”")
    ('it’s a café', 'café', 'Łódź Ã', 'das MENÜ”')
    """
    found = _MOJIBAKE.findall(line)
    if not found or (len(found) == 1 and _CHANCE.fullmatch(found[0])):
        return line
    try:
        return line.translate(_SPECIAL).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return line
