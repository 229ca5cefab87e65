"""Names that a span cuts short: "Which prize did it win?" is answered by "the Varland Prize", not by "Varland"."""

from __future__ import annotations

import re

_KIND = re.compile(r"\b(?:what|which)\s+(?P<kind>[a-z][\w-]*(?:\s+[a-z][\w-]*)?)", re.IGNORECASE)
_NEXT = re.compile(r" (?P<word>[A-Z][\w-]+)\b")


def whole_name(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """A span with the word behind it, where that is a part of the name and the very kind of thing that is asked for.

    >>> text = "It won the Varland Prize in 1958."
    >>> text[slice(*whole_name("Which prize did it win?", text, 11, 18))]
    'Varland Prize'
    >>> text[slice(*whole_name("Which country gave it?", text, 11, 18))]
    'Varland'
    """
    if start >= end or not text[start].isupper():
        return start, end
    kinds = {word.lower().removesuffix("s") for found in _KIND.finditer(question) for word in found["kind"].split()}
    behind = _NEXT.match(text, end)
    if behind is not None and behind["word"].lower().removesuffix("s") in kinds:
        return start, behind.end()
    return start, end
