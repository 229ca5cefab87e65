"""What was planned, proposed or tried and came to nothing: "A plan to buy Orsk Optical was dropped in 1961" tells of no
purchase."""

from __future__ import annotations

import re

from kgqa.reader.language.events import sentence

DROPPED = 0.25
"""What is left of a span's probability where its sentence tells of what came to nothing."""

_PLAN = r"plan|proposal|bid|offer|attempt|motion|idea|request|application|scheme|project|suggestion|petition|talk"
_NOTHING = (
    r"dropped|rejected|turned down|abandoned|refused|cancelled|canceled|shelved|withdrawn|defeated|vetoed|scrapped"
    r"|failed|came to nothing|fell through|voted down|postponed|denied|declined|blocked"
)
_DROPPED = re.compile(
    rf"\b(?:{_PLAN})s?\b.*\b(?:{_NOTHING})\b"
    r"|\b(?:planned|proposed|announced|intended|hoped|wanted|tried)\b.*"
    rf"\b(?:{_NOTHING}|never|not (?:built|made|carried out))\b",
    re.IGNORECASE | re.DOTALL,
)
_ASKED = re.compile(
    rf"\b(?:{_PLAN})s?\b|\b(?:{_NOTHING}|plan\w*|propos\w*|intend\w*|hope[sd]?|want\w*|tr(?:y|ied)|would|why"
    r"|suggest\w*|reject\w*|refus\w*|turn\w* down|drop\w*|abandon\w*|cancel\w*)\b",
    re.IGNORECASE,
)


def is_dropped(question: str, text: str, start: int, end: int) -> bool:
    """Whether the sentence of ``text[start:end]`` tells of what came to nothing, and the question does not ask for it.

    >>> text = "A plan to buy Orsk Optical was dropped in 1961."
    >>> [is_dropped(question, text, 14, 26) for question in ("What did Tarrel buy?", "Which plan was dropped?")]
    [True, False]
    """
    if _ASKED.search(question):
        return False
    first, last = sentence(text, start, end)
    if text[last : last + 1] == ";":  # "; the proposal was rejected"
        last = sentence(text, last + 1, last + 1)[1]
    return _DROPPED.search(text[first:last]) is not None
