"""Whether a question is for yes or no.

It begins with an auxiliary verb, or a clause does behind what the asker tells of himself ("I am fifteen, may I swim?").
"""

from __future__ import annotations

import re

_ASKER = (
    r"(?:i|we|you|he|she|it|they|one|there|this|that|these|those|my|our|your|his|her|its|their|the|an?|any|some|every"
    r"|each|all|someone|somebody|anyone|anybody|people)"
)
_BEING = r"(?:is|are|was|were|do|does|did|has|have|had)(?:n['’]t)?|am"
_MODAL = r"(?:can|could|will|would|should|must|shall|might)(?:n['’]t)?|can['’]t|won['’]t|cannot"
# "May" is a month and a name, too.
_MAY = rf"may(?=\s+(?:{_ASKER}\b|(?-i:[a-z])(?!(?:s|as|ave|ay|id|ill)\b)))"
_AUXILIARY = rf"(?:{_BEING}|{_MODAL}|{_MAY})\b"

_OPENING = r"(?:(?:and|so|but|then|also|please|well|hello|hi|ok|okay)\b,?\s+)*"
_BEGINS = re.compile(
    rf"\s*{_OPENING}(?:{_AUXILIARY}|(?:ok|okay|all right|alright|fine|possible|allowed)\s+(?:to|for|if)\b)",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"(?:[,;:.!?–—]|\s-)\s+(?P<clause>{_OPENING}{_AUXILIARY}\s+(?P<asker>{_ASKER}\b)?.*)", re.IGNORECASE | re.DOTALL
)
"""A clause behind another. An auxiliary with what it is asked of tells that it asks; with another word behind it, it
does where the asker has told of himself."""
_OF_ONESELF = re.compile(r"\s*(?:i|i['’]\w+|we|we['’]\w+|my|our)\b", re.IGNORECASE)
_UNDER = re.compile(
    r"\s*(?:if|unless|when|while|as|since|because|once|after|before|during|according to|away from|in|on|at|with|without"
    r"|for)\b"
    rf"(?P<rest>[^,?]*,\s+(?P<clause>{_AUXILIARY}.*))",
    re.IGNORECASE | re.DOTALL,
)
"""A clause behind a condition, a time or a place."""

_ASKS = re.compile(r"\b(?:who|whom|whose|what|when|where|why|which|how)\b", re.IGNORECASE)

_CHOICE = re.compile(
    r"\bor\b(?!\s+(?:not|so|more|less|fewer|over|under|older|younger|later|earlier|above|below|anything|something|"
    r"anyone|anybody|somebody|someone|anywhere|similar|the like|other|others|another|otherwise)\b)",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"\b(?:any|either)\b[^,]*$", re.IGNORECASE)
"""What makes of "or" no choice: "any brothers or sisters"."""

_AT_THE_END = re.compile(
    r"\b(?:(?:by|to|for|with|from|of|in|on|at)\s+)?(?:(?:which|what)(?:\s+\w+)?|who|whom|where|when)\s*\??\s*$",
    re.IGNORECASE,
)
"""What is asked for at the end: "Will Smith starred in which film?"."""

_TELL = (
    r"tell|say|give|show|name|list|explain|describe|find|help|remind|point|specify|identify|provide|share|recall|clarify"
    r"|inform|summari[sz]e|look up|let me know|state|write|work out|check|confirm|answer"
)
_REQUEST = re.compile(
    rf"\s*{_OPENING}(?:(?:can|could|would|will) (?:you|someone|anyone|somebody|anybody) "
    rf"(?:(?:please|kindly|just|also) )*(?:{_TELL})|(?:do|would) you (?:know|mind|happen))\b(?!.*\b(?:if|whether)\b)",
    re.IGNORECASE | re.DOTALL,
)
"""What begins like a question for yes or no and asks to be told something."""


def asks_yes_or_no(question: str) -> bool:
    """Whether the question, or its last clause, begins with an auxiliary verb, offers no choice and is no request.

    >>> asks_yes_or_no("Did Marie Curie discover radium?"), asks_yes_or_no("Is it Graz or Linz?")
    (True, False)
    >>> asks_yes_or_no("Can you tell me who wrote Emma?"), asks_yes_or_no("Can you tell me if Austen wrote Emma?")
    (False, True)
    >>> asks_yes_or_no("If I cancel, do I get my deposit back?"), asks_yes_or_no("If I cancel, what do I get back?")
    (True, False)
    >>> asks_yes_or_no("May I bring a dog?"), asks_yes_or_no("May Wirth rode for which circus?")
    (True, False)
    """
    return clause_for_yes_or_no(question) is not None


def clause_for_yes_or_no(question: str) -> str | None:
    """The clause of a question that is for yes or no, without what is told before; None where none is.

    >>> clause_for_yes_or_no("I'm fifteen and can't swim. May I hire a boat?")
    'May I hire a boat?'
    >>> clause_for_yes_or_no("Must I wear a helmet?"), clause_for_yes_or_no("In what year was it built, is it known?")
    ('Must I wear a helmet?', None)
    """
    clause = _clause(question)
    if clause is None or _offers(clause) or _REQUEST.match(clause) or _AT_THE_END.search(clause):
        return None
    return clause


def _clause(question: str) -> str | None:
    if _BEGINS.match(question):
        return question
    found = _UNDER.match(question)
    if found is not None and not _ASKS.search(question, found.start("rest")):
        return found["clause"]
    for found in _BEHIND.finditer(question):
        told = found["asker"] is not None or _OF_ONESELF.match(question) is not None
        if told and not _ASKS.search(question, 0, found.start()):
            return found["clause"]
    return None


def _offers(clause: str) -> bool:
    found = _CHOICE.search(clause)
    return found is not None and _OF_ALL.search(clause[: found.start()]) is None
