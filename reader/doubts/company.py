"""Whom a group met is none of its members: "They toured with the Larks and were influenced by Karl Emmet"."""

from __future__ import annotations

import re

ONLY_COMPANY = 0.3
"""What is left of the probability of what a question for members is answered with, where a text says that of it."""

_MEMBERS = re.compile(
    r"\b(?:members?|membership|line-?up|belong(?:s|ed)? to|consist(?:s|ed)? of|made up)\b", re.IGNORECASE
)
_MET = re.compile(
    r"\b(?:(?:influenced|inspired|supported|joined|covered|managed|produced) by|(?:compared|similar) to|opened for"
    r"|(?:tour|perform|play|record|appear)(?:s|ed|ing) (?:with|alongside))"
    r"\s+([^.;:!?]*)\Z",
    re.I,
)
_OWN_CLAUSE = re.compile(r"\b(?:who|whose|which|that|was|were|is|are|had|has|formed|founded)\b", re.I)


def is_only_company(question: str, text: str, start: int) -> bool:
    """Whether a question asks for members, and what begins at ``start`` is told as somebody whom a group met.

    >>> text = "They toured with the Larks, whose members were Abe Lind and Max Doon."
    >>> is_only_company("Who were the members of the Sparrows?", text, text.index("the Larks"))
    True
    >>> is_only_company("Who were the members of the Larks?", text, text.index("Abe Lind"))
    False
    """
    if not _MEMBERS.search(question):
        return False
    met = _MET.search(text, 0, start)
    return met is not None and not _OWN_CLAUSE.search(met[1])
