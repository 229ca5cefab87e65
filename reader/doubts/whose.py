"""Somebody's somebody: the fire officer is not the deputy of the fire officer."""

from __future__ import annotations

import re

from kgqa.reader.language.events import sentence

NOT_ITS_OWN = 0.3
"""What is left of a span's probability where it is told as the one whose something is asked for."""

_ASKED = re.compile(
    r"\s*(?:who|what) (?:is|was) (?:the )?(?:(?P<role>[a-z][a-z -]*?) of (?:the )?(?P<whose>[a-z][a-z -]*?)"
    r"|(?P<owner>[a-z][a-z -]*?)['’]s (?P<own>[a-z][a-z -]*?))\s*\?*$",
    re.IGNORECASE,
)


def is_whose(question: str, text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is told as what a question asks the something of.

    >>> text = "The fire officer is Abe Falk; his deputy is Cora Wall."
    >>> [is_whose(f"Who is the {who}?", text, 20, 28) for who in ("deputy of the fire officer", "fire officer")]
    [True, False]
    """
    asked = _ASKED.match(question)
    if asked is None:
        return False
    role, whose = asked["role"] or asked["own"], asked["whose"] or asked["owner"]
    before = text[sentence(text, start, end)[0] : start]
    is_said = re.search(rf"\b{re.escape(whose)},? (?:is|was) (?:the )?$", before, re.IGNORECASE)
    return is_said is not None and role.lower() not in before.lower()
