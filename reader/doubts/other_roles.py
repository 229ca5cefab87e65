"""Who directed a film is not its composer: by which role a text names the one that a question leads to."""

from __future__ import annotations

import re

_TOLD: dict[str, str] = {
    "director": "direct", "composer": "compos|music|scor", "producer": "produc", "editor": "edit",
    "screenwriter": "writ|wrote|script|screenplay", "cinematographer": "photograph|cinematograph|shot",
    "founder": "found|establish|start", "chief executive": "chief|execut|ceo|head|led|leads|run",
}  # fmt: skip
"""Roles, and how words begin that tell of them."""

_BEGIN = {role: re.compile(rf"\b(?:{words})", re.IGNORECASE) for role, words in _TOLD.items()}
_ASKED = re.compile(rf"\b(?P<role>{'|'.join(_TOLD)}) of\b|['’]s? (?P<own>{'|'.join(_TOLD)})\b", re.IGNORECASE)
_STOP = re.compile(r"(?<=[a-z0-9)\]]{2})[.!?;]\s|\n")
_LONGEST = 400
"""Characters of a sentence that are looked at on either side."""


def is_of_other_role(question: str, text: str, start: int) -> bool:
    """Whether the sentence of ``text`` that names somebody at ``start`` tells of another role of theirs than the one
    that ``question`` goes by, and says no word of that.

    >>> text = "Salt was directed by Jo Lind. Its music is by Ida Berg."
    >>> [is_of_other_role(f"When did the {role} of Salt die?", text, 21) for role in ("composer", "director")]
    [True, False]
    """
    roles = {(found["role"] or found["own"]).lower() for found in _ASKED.finditer(question)}
    if len(roles) != 1:
        return False
    (asked,) = roles
    low = max(0, start - _LONGEST)
    first = max((stop.end() for stop in _STOP.finditer(text, low, start)), default=low)
    stop = _STOP.search(text, start, start + _LONGEST)
    last = stop.start() if stop else min(len(text), start + _LONGEST)
    if _BEGIN[asked].search(text, first, last):
        return False
    return any(words.search(text, first, start) for role, words in _BEGIN.items() if role != asked)
