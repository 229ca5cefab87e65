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
_INSIDE = re.compile("(?<=[a-z])[Ä-ß][‘’“”–—…‹›]|(?<![^\\W\\d_])[Ä-ß][‘’“”–—…‹›](?=[a-z])")
"""What is no chance: a capital inside a word in small letters."""
_RUN = re.compile(f"[Â-ß]{_CONTINUED}|[à-ï]{_CONTINUED}{{2}}|[ð-ô]{_CONTINUED}{{3}}")
_USUAL = frozenset(
    "äöüßÄÖÜéèêëÉÈÊËàâáãåæÀÂÁÃÅÆîïíìÎÏÍÌóòôõøÓÒÔÕØúùûÚÙÛçÇñÑœŒýÿłŁśŚżŻźŹąĄęĘćĆńŃčČšŠžŽřŘěĚůŮőŐűŰ‘’“”„–—…«»°€£§·\xa0"
)
"""What a single run of mojibake is put right to, in a line that does not go back as a whole."""


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

    All of it goes back, twice where it was read wrong twice; else those runs of it that are usual letters or signs of
    Europe. Capital letters before quotation marks or dashes are no evidence, unless there are two or more and one
    stands inside a word in small letters.

    >>> repaired("itâ€™s a cafÃ©"), repaired("café"), repaired("Łódź Ã"), repaired("das MENÜ”")
    ('it’s a café', 'café', 'Łódź Ã', 'das MENÜ”')
    >>> repaired("ein CAFÉ” und ein MENÜ”"), repaired("sÄ… wiÄ™c Å›wiat")
    ('ein CAFÉ” und ein MENÜ”', 'są więc świat')
    >>> repaired("Łódź, GrÃ¼n"), repaired("GrÃƒÂ¼n")
    ('Łódź, Grün', 'Grün')
    """
    for _ in range(2):
        found = _MOJIBAKE.findall(line)
        if all(map(_CHANCE.fullmatch, found)) and (len(found) < 2 or not _INSIDE.search(line)):
            break
        try:
            line = _back(line)
        except UnicodeError:
            return _RUN.sub(_by_run, line)
    return line


def _back(text: str) -> str:
    return text.translate(_SPECIAL).encode("latin-1").decode("utf-8")


def _by_run(found: re.Match[str]) -> str:
    try:
        text = _back(found[0])
    except UnicodeError:
        return found[0]
    return text if text in _USUAL and not _CHANCE.fullmatch(found[0]) else found[0]
