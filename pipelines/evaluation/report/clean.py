"""Texts from outside made fit to print: what can't be seen or turns the line around is shown as a sign."""

from __future__ import annotations

import re

# Embeddings and overrides of direction reach beyond their own text; isolates and marks within words stay, and
# the page isolates every text anyway. Lone surrogates can't be written as UTF-8.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(text: str) -> str:
    r"""The text with control characters as visible signs; tabs and line feeds stay.

    >>> clean("a\x00b\r\nc")
    'a␀b\nc'
    """
    return _UNFIT.sub(_sign, text.replace("\r\n", "\n"))


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\N{REPLACEMENT CHARACTER}"
