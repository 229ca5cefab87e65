"""Offices of one name and another rank: the interior minister is not the prime minister."""

from __future__ import annotations

import re

OTHER_RANK = 0.25
"""What is left of a span's probability where the title before it is another one than the question asks for."""

_HEADS = (
    r"minister|secretary|officer|director|manager|nurse|editor|engineer|judge|coach|teacher|president|commissioner"
    r"|inspector|clerk|surgeon|physician|chair|treasurer|architect|designer|librarian|superintendent"
)
_ASKED = re.compile(rf"\bthe (?P<rank>[a-z]+(?: [a-z]+)?) (?P<head>{_HEADS})\b", re.IGNORECASE)
_NO_RANK = frozenset(("new", "old", "first", "current", "former", "present", "name", "of", "only", "last", "next"))


def is_of_other_rank(question: str, text: str, start: int) -> bool:
    """Whether the title right before ``text[start:]`` has the last word of the one that is asked for, after another.

    >>> text = "Interior minister Ruben Sallow said no."
    >>> [is_of_other_rank(f"Who is the {rank} minister?", text, 18) for rank in ("prime", "interior")]
    [True, False]
    """
    asked = _ASKED.search(question)
    if asked is None or _NO_RANK & set(asked["rank"].lower().split()):
        return False
    told = re.search(rf"(?P<rank>[A-Za-z]+)[ -]{asked['head']},? $", text[:start], re.IGNORECASE)
    return told is not None and told["rank"].lower() not in {*asked["rank"].lower().split(), "the", "a", "an", "our"}
