"""IRIs of N-Triples whose meaning is plain without a parser, told from all others; many at a time.

What is plain here the parser would take as it stands: no escapes, and nothing that it would have to resolve.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

# What may stand anywhere behind "http://", the host included; what else may is for the slower pattern.
_EVERYWHERE = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=/?"
_CHAR = r"[A-Za-z0-9\-._~!$&'()*+,;=:@/\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]|%[0-9A-Fa-f]{2}"
_IRI = re.compile(rf"<(https?://[A-Za-z0-9.\-]+(?:/(?:{_CHAR})*)?(?:\?(?:{_CHAR}|\?)*)?(?:#(?:{_CHAR}|\?)*)?)>")


class Iris(NamedTuple):
    """Tokens and, in the same order, the IRIs in them; and the tokens that are not plain."""

    tokens: Sequence[str]
    ids: Sequence[str]
    odd: Sequence[str] = ()


def iris(tokens: Sequence[str], start: str = "") -> Iris:
    """Of tokens without blanks, those that are ``start`` and an absolute IRI in brackets.

    >>> iris(["<http://x.example/a>", "<b>"])
    Iris(tokens=['<http://x.example/a>'], ids=['http://x.example/a'], odd=['<b>'])
    """
    found = _all_iris(tokens, start)
    if found is not None:
        return Iris(tokens, found)
    plain, ids, odd = [], [], []
    for token in tokens:
        match = _IRI.fullmatch(token, len(start)) if token.startswith(start) else None
        if match:
            plain.append(token)
            ids.append(match[1])
        else:
            odd.append(token)
    return Iris(plain, ids, odd)


def _all_iris(tokens: Sequence[str], start: str) -> list[str] | None:
    """The IRIs, if all are plain at the first look, which takes the text as a whole: one look-up a byte."""
    text = " ".join(tokens)
    if not text.isascii():
        return None
    shape = f"{start}<:> ".encode().translate(None, _EVERYWHERE)
    if text.encode().translate(None, _EVERYWHERE) != (shape * len(tokens))[:-1]:
        return None
    begin, gap = f"{start}<http", f"> {start}<"
    # What stands between two tokens is looked at below, what is before the first and behind the last here.
    if tokens and not (text.startswith(f"{start}<") and text.endswith(">")):
        return None
    if text.count(f"{begin}://") + text.count(f"{begin}s://") != len(tokens):
        return None
    found = text[len(start) + 1 : -1].split(gap) if tokens else []
    return found if len(found) == len(tokens) else None
