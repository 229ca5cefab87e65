"""Folding of text for comparison, with the way back to the offsets of the original.

Width and compatibility forms (NFKC), case and accents are folded; apostrophes and other zero-width signs
go, "&" is "and", other punctuation is a blank; Chinese, Japanese and Korean characters and symbols such as
emoji are tokens of their own. Source: Unicode 15, UAX #15 (normalisation) and section 3.13 (case folding).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

APOSTROPHES = "'’‘ʼʻ`´′＇"
_NO_ASCII_MARK = str.maketrans({"'": None, "`": None, "&": " and "})
_ASCII_BLANK = re.compile(r"[^a-z0-9+# ]")
_LOOSE_SIGN = re.compile(r"(?<![^ ])[+#]+")
# Letters with a stroke or a ligature that Unicode does not decompose.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
# Accents that may be left out: Latin, Greek and Cyrillic, Hebrew points, Arabic vowel signs. Marks of other
# scripts
# (Devanagari vowels, kana voicing) are letters and stay.
_ACCENT = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe2f\u0591-\u05c7\u064b-\u065f\u0670\u0640]"
)
_OWN_TOKEN = re.compile(
    "[\u2e80-\u2fff\u3005-\u3007\u3041-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a folded text and the half-open offsets of the original it comes from.

    ``possessive`` is the end of the original without a closing "'s", or 0 where there is none.
    """

    text: str
    start: int
    end: int
    possessive: int = 0


def fold(text: str) -> str:
    """The folded form: tokens joined by single blanks, "" where nothing is left.

    >>> fold("Amélie & the  Spider-Man’s 北京")
    'amelie and the spider mans 北 京'
    """
    if text.isascii():
        blank = _ASCII_BLANK.sub(" ", text.lower().translate(_NO_ASCII_MARK))
        if "+" in blank or "#" in blank:
            blank = _LOOSE_SIGN.sub(" ", blank)
        return " ".join(blank.split())
    return " ".join(token.text for token in tokenise(text))


def tokenise(text: str) -> list[Token]:
    """The tokens of a text, as :func:`fold` has them, each with its place in the original.

    For any text, ``fold(text) == " ".join(token.text for token in tokenise(text))`` and each token's
    offsets are a non-empty slice of the text; offsets never run backwards, and two tokens share a slice
    only where one character is several tokens ("½").
    """
    tokens: list[Token] = []
    letters: list[str] = []
    start = end = 0
    ends: list[int] = []  # of the original, a letter each: where a possessive is cut

    def close() -> None:
        nonlocal letters, ends
        if letters:
            tokens.append(Token("".join(letters), start, end, _possessive(text, letters, ends, end)))
        letters, ends = [], []

    for first, last in _clusters(text):
        for sign in _fold_cluster(text[first:last]):
            if sign == " " or (sign in "+#" and not letters):
                close()
                continue
            if not letters:
                start = first
            letters.append(sign)
            ends.append(last)
            end = last
    close()
    return tokens


def is_own_token(text: str) -> bool:
    """Whether a text holds a character of a script written without blanks (Han, kana, Hangul)."""
    return _OWN_TOKEN.search(text) is not None


def _possessive(text: str, letters: list[str], ends: list[int], end: int) -> int:
    if len(letters) < 2 or letters[-1] != "s":
        return 0
    cut = ends[-2]
    return cut if end - cut == 2 and text[cut] in APOSTROPHES else 0


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Half-open offsets of each character with the marks that follow it."""
    first = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not _continues(text[place]):
            yield first, place
            first = place


def _continues(sign: str) -> bool:
    if sign < "\u0300":
        return False
    return unicodedata.category(sign) in ("Mn", "Me") or "\u1160" <= sign <= "\u11ff"


@lru_cache(maxsize=1 << 16)
def _fold_cluster(cluster: str) -> str:
    """Folded signs of one character with its marks; a blank where a token ends."""
    if cluster in APOSTROPHES:
        return ""
    flat = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", cluster).casefold())
    flat = unicodedata.normalize("NFC", _ACCENT.sub("", flat).translate(_LETTERS))
    folded = "".join(_fold_sign(sign) for sign in flat)
    # A sign that is several tokens ("½", "℃") is none with its neighbours: "5½" is not "51 2".
    return f" {folded} " if " " in folded.strip(" ") else folded


def _fold_sign(sign: str) -> str:
    if (sign.isascii() and sign.isalnum()) or sign in "+#":
        return sign
    if sign in APOSTROPHES:
        return ""
    if sign == "&":
        return " and "
    if _OWN_TOKEN.match(sign):
        return f" {sign} "
    kind = unicodedata.category(sign)
    if kind == "Cf":
        return ""
    if kind == "So":
        return f" {sign} "
    if kind[0] in "PSZ" or kind in ("Cc", "Cs"):
        return " "
    return sign
