"""Clauses that tell of something else: behind a semicolon, and with "whose"."""

from __future__ import annotations

import re

CLAUSE_END = r";\s(?=[^;.!?]*\b(?:is|are|was|were|has|have|had|became|becomes|died|wrote|won)\b)"
"""A semicolon behind which somebody is or has something: no item of a list, and no more of the same answer."""

_CLAUSE_END = re.compile(CLAUSE_END)


_WHOSE = re.compile(r"(?P<name>[A-Z][\w'’.-]*(?: (?:(?:of|the|de|von|van) )*[A-Z0-9][\w'’.-]*)*),? whose [^.;:!?]*$")
_FARTHEST = 400
"""Characters before a span in which "whose" may stand."""


def owner(text: str, start: int) -> str:
    """Whose a span is by the clause that it begins in; "" where that does not say so.

    >>> owner("They toured with The Iron Larks, whose members were Abe and Cora.", 52)
    'The Iron Larks'
    """
    found = _WHOSE.search(text[max(0, start - _FARTHEST) : start])
    return found["name"] if found else ""


def own_clause(text: str, start: int, end: int) -> tuple[int, int]:
    """A span up to where another clause begins in it.

    >>> text = "Its language is Varlic; Kestan and Dorric are recognised."
    >>> text[slice(*own_clause(text, 16, 41))]
    'Varlic'
    """
    found = _CLAUSE_END.search(text, start)
    return (start, found.start()) if found is not None and start < found.start() < end else (start, end)


def without_half_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without a bracket at its edge whose other half it has not, or without both where it is all in brackets.

    >>> text = "Jo Lind (1901–1977) was a painter."
    >>> text[slice(*without_half_brackets(text, 8, 18))], text[slice(*without_half_brackets(text, 14, 19))]
    ('1901–1977', '1977')
    >>> text[slice(*without_half_brackets(text, 8, 19))]
    '1901–1977'
    """
    span = text[start:end]
    if re.fullmatch(r"\([^()]+\)", span):
        return start + 1, end - 1
    if span.startswith("(") and ")" not in span and len(span) > 1:
        return start + 1, end
    if span.endswith(")") and "(" not in span and len(span) > 1:
        return start, end - 1
    return start, end


_LATIN = re.compile(r"[A-Za-z0-9]")
_DASHES = re.compile(r"(?:^|(?<=[\s`\"'(]))-{1,2}$")
_OPTION = re.compile(r"-?[A-Za-z]")
_STOP = re.compile(r"(?:\d|[a-z]{4,})(?P<stop>[.,;:!?]+)$")


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A span that begins and ends where a word of Latin letters and digits does, or an option of a program, and without
    the stop of a sentence.

    >>> text = "It is described in RFC8878. It came out in March 1998."
    >>> text[slice(*whole_words(text, 22, 26))], text[slice(*whole_words(text, 43, 54))]
    ('RFC8878', 'March 1998')
    >>> text = "The option --tare sets it to zero."
    >>> text[slice(*whole_words(text, 13, 17))]
    '--tare'
    """
    while 0 < start < end and _LATIN.match(text, start) and _LATIN.match(text, start - 1):
        start -= 1
    if start < end and (dashes := _DASHES.search(text, max(0, start - 3), start)) and _OPTION.match(text, start):
        start = dashes.start()
    while start < end < len(text) and _LATIN.match(text, end) and _LATIN.match(text, end - 1):
        end += 1
    found = _STOP.search(text, start, end)
    return (start, found.start("stop")) if found else (start, end)


def with_every(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """A span with the "every" before it, where a question asks how often: two weeks are no rate.

    >>> text = "Clean the filter every two weeks."
    >>> text[slice(*with_every("How often should I clean the filter?", text, 23, 32))]
    'every two weeks'
    """
    before = _EVERY.search(text, 0, start) if _HOW_OFTEN.match(question) else None
    return (before.start(), end) if before else (start, end)


_HOW_OFTEN = re.compile(r"\s*how often\b", re.IGNORECASE)
_EVERY = re.compile(r"\b(?:every|each) $", re.IGNORECASE)
