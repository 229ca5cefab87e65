"""What begins like a question for yes or no and asks to be told something: "Can you tell me who wrote it?"."""

from __future__ import annotations

import re

_OF_WHOM = r"(?:you|someone|anyone|somebody|anybody)"
# Atomic: a blank may belong to the word before it or behind it, and each choice would be tried for each word.
_SOFT = (
    r"(?>(?:,? ?(?:please|kindly|just|also|\w+ly|be able to|be so (?:kind|good) as to|go ahead and"
    r"|help (?:me|us)(?: to)?)\b,? ?)*)"
)
_WANTED = r"(?:who|whom|whose|what|which|where|when|why|how)"
_TELL = (
    r"(?:(?:tell|remind|show|read) (?:me|us)(?!\W*$)|name|list|explain|describe|identify|specify|enumerate|summari[sz]e"
    r"|(?:recommend|suggest)(?: me| us)? (?:an?|some|any|\w+s)|compare|translate|count|calculate|determine|outline"
    r"|display|recall|clarify|state|define|retrieve|point out|look up|work out|figure out|find out|guess)"
)
_HAND = (
    r"(?:give|get|send|pass|find|provide|forward|write)(?: (?:me|us))? the (?:full |exact )?(?:\w+ (?:of|for)|names?"
    r"|address|list|date|number|title|price|author|details|steps)"
)
_KNOW = (
    r"(?:say|see|tell|guess|know|ask|check|confirm|remember|show|learn|hear|understand|find|let)"
    r"(?: (?:me|us|out))?(?: know)?"
)

_REQUEST = re.compile(
    rf"\W*(?:(?:and|so|but|then|also|please|well|hello|hi|ok|okay)\b,?\s+)*(?:"
    rf"(?:can|could|would|will) {_OF_WHOM} ?{_SOFT} ?(?:{_TELL}|{_HAND}|{_KNOW},? {_WANTED})\b"
    rf"|(?:can|could|may|might) (?:i|we) {_SOFT} ?(?:ask|know|learn)(?: you)? {_WANTED}\b"
    r"|(?:do|would) you (?:know|mind|happen)\b)",
    re.IGNORECASE,
)
_WHETHER = re.compile(r"\b(?:if|whether)\b", re.IGNORECASE)

_IMPERATIVE = re.compile(
    r"\W*(?:please\s+)?(?:name|list|tell|give|show|find|identify|state|describe|explain|i need|i want|i['’]d like to"
    r" know)\b",
    re.IGNORECASE,
)
_ASKS_FOR_IT = re.compile(
    r"\W*(?:can|could|would|will|do) you(?: (?:do that|please|have it|know it|tell me))*\W*", re.IGNORECASE
)


def is_request(question: str) -> bool:
    """Whether a clause that begins with an auxiliary asks to be told something.

    >>> is_request("Can you quickly tell me who wrote Emma?"), is_request("Could you send me the address?")
    (True, True)
    >>> is_request("Can you tell me if Austen wrote Emma?"), is_request("Will you give refunds?")
    (False, False)
    """
    return _REQUEST.match(question) is not None and _WHETHER.search(question) is None


def asks_for_what_was_told(before: str, clause: str) -> bool:
    """Whether a clause only makes a request of what stands before it.

    >>> asks_for_what_was_told("Name the author of Emma,", "can you?")
    True
    >>> asks_for_what_was_told("I want to swim.", "Is the pool heated?")
    False
    """
    return _IMPERATIVE.match(before) is not None and _ASKS_FOR_IT.fullmatch(clause) is not None
