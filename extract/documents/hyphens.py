"""Words cut at the end of a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

LONGEST = 60
"""Characters of a part of a word at most."""

_CUT = re.compile(r"([^\W\d_]+)[-‐]$")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")


def words_of(lines: Iterable[str]) -> set[str]:
    """The words of a text in lower case, those with hyphens among them."""
    return {word.lower().replace("‐", "-") for line in lines for word in _WORD.findall(line)}


def joint(text: str, line: str, words: Set[str], *, keeps: bool) -> str:
    """``text`` as it stands before the line after it: with a space, or where a hyphen ends it with that or without.

    A text's own ``words`` say which, where they have only one of both; else ``keeps`` does, for "-", and the other
    hyphen (U+2010), which formatters put in, goes.

    >>> joint("a small", "town", set(), keeps=True), joint("the exam-", "ple", {"example"}, keeps=True)
    ('a small ', 'the exam')
    """
    cut, after = _CUT.search(text[-LONGEST:]), _WORD.match(line[:LONGEST])
    if cut is None or after is None:
        return text if text[-1:] in "-‐" and text[-2:-1].isalnum() and line[:1].isalnum() else f"{text} "
    first = re.split("[-‐]", after[0])[0].lower()
    whole, hyphenated = f"{cut[1].lower()}{first}" in words, f"{cut[1].lower()}-{first}" in words
    if whole != hyphenated:
        keeps = hyphenated
    else:
        keeps = not line[0].islower() or (keeps and text[-1] == "-")
    return text if keeps else text[:-1]
