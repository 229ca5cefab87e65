"""Names that a span cuts short: "Which prize did it win?" is answered by "the Varland Prize", not by "Varland"."""

from __future__ import annotations

import re

from kgqa.linker.words import FUNCTION
from kgqa.reader.language.called import PARTICLES

_KIND = re.compile(r"\b(?:what|which)\s+(?P<kind>[a-z][\w-]*(?:\s+[a-z][\w-]*)?)", re.IGNORECASE)
_NEXT = re.compile(r" (?P<word>[A-Z][\w-]+)\b")


_WHO = re.compile(
    r"\s*(?:by )?(?:who|whom)\b(?!\s+(?:is|was)\s+[A-Z])|\s*(?:what|which) [a-z ]+\bwr(?:ite|ote)\b", re.IGNORECASE
)
_ROLE = re.compile(r"(?:(?:the|an?|his|her|their) )?(?P<words>(?:[a-z][a-z-]+ ){1,3})")
_NO_ROLE = (
    FUNCTION
    | PARTICLES
    | frozenset(
        re.findall(
            r"\w+",
            "along around behind beside besides beyond except excluding inside near neither outside toward"
            " towards unlike fleeing leaving visiting called named nobody nothing everyone everybody anyone"
            " everything ten ter den",
        )
    )
)
"""Words that make of what is before a name more than somebody's role: "settlers from Dorn", "everyone but Ada"."""
_NAME = re.compile(r"[A-Z][\w'’.-]*(?: (?:(?:of|the|de|da|von|van|der|den|la|le|and|a) )*[A-Z\d][\w'’.-]*)*")


def without_role(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """A span that is a name with what somebody is before it, as the name alone where that is asked for.

    >>> text = "It was found by the fisherman Abe Falk."
    >>> text[slice(*without_role("Who found it?", text, 16, 38))]
    'Abe Falk'
    >>> text[slice(*without_role("Which trade is it?", text, 16, 38))]
    'the fisherman Abe Falk'
    """
    if _WHO.match(question) is None:
        return start, end
    role = _ROLE.match(text, start, end)
    if role is None or not _NO_ROLE.isdisjoint(role["words"].split()):
        return start, end
    if _NAME.fullmatch(text, role.end(), end):
        return role.end(), end
    return start, end


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
