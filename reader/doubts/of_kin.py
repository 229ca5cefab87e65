"""What a text says of somebody's kin is no answer about that one: "his brother was born in Ghent"."""

from __future__ import annotations

import re

OF_KIN = 0.4
"""What is left of a span's probability where its clause is about kin that the question does not name."""

_KIN = (
    "(?:grand|step|half-|great-grand)?(?:father|mother|parents?|son|daughter|child(?:ren)?|brother|sister|sibling)s?"
    "|husband|wife|spouse|widow(?:er)?|uncle|aunt|nephew|niece|cousins?|twin|fiancée?|ancestors?"
)
_NAMED = re.compile(rf"\b(?:{_KIN})\b", re.IGNORECASE)
_BREAK = re.compile(
    r"[.!?;:]\s+|,?(?<!\s)\s+\b(?:and|but|while|when|where|whereas|because|although)\s+|,\s+(?=whose\b)"
)
_SUBJECT = re.compile(
    rf"\W*(?:his|her|their|its|whose|[A-Z][\w-]+['’]s?)\s+(?:[a-z-]+\s+){{0,2}}(?:{_KIN})(?P<name>(?:,?\s+[A-Z][\w'’-]+)*),?\s+[a-z]",
    re.IGNORECASE,
)


def is_of_kin(question: str, text: str, start: int) -> bool:
    """Whether the clause of ``text`` before the character ``start`` begins with somebody's kin, of whom the question
    does not speak and whom it does not name.

    >>> is_of_kin("Where was Jo born?", "Jo is a poet. His elder brother was born in Ghent.", 44)
    True
    >>> is_of_kin("Where was Jo's brother born?", "Jo is a poet. His elder brother was born in Ghent.", 44)
    False
    >>> is_of_kin("Where was Max born?", "Jo is a poet. His brother Max was born in Ghent.", 42)
    False
    >>> is_of_kin("Where was Jo born?", "With his brother he moved to Ghent.", 29)
    False
    """
    if _NAMED.search(question):
        return False
    before = max((found.end() for found in _BREAK.finditer(text, 0, start)), default=0)
    clause = text[before:start]
    found = _SUBJECT.match(clause)
    if found is None:
        return False
    names = [word for word in re.findall(r"[\w'’-]+", found["name"]) if word[0].isupper()]
    return not (names and re.search(rf"\b{re.escape(names[0])}\b", question))
