"""Things told apart by a number: the KX-4 weighs what the KX-6 need not, and version 5.0 came out when 4.0 did not."""

from __future__ import annotations

import re
from collections.abc import Callable

from kgqa.reader.language.events import sentence

OTHER_CODE = 0.25
"""What is left of a span's probability where it is told of another code than the one that the question names."""

_CODE = re.compile(
    r"(?<![\w.-])(?P<letters>[A-Z][A-Za-z]{0,5})-?(?P<number>\d{1,4})(?P<end>[A-Za-z]?)(?![\w.]\w|[\w-])"
)
_VERSION = re.compile(
    r"(?<![\w.,-])v?\d{1,3}(?:\.\d{1,3}){1,3}(?![\w%]|\.\d|,\d| (?:k?[mg]|cm|mm|kg|p\.m|a\.m|million|per))"
)
_CLAUSES = re.compile(r";|, (?:and|but|while|whereas) |\bunlike\b", re.IGNORECASE)


def is_of_other_code(question: str, text: str, start: int, end: int) -> bool:
    """Whether the clause of ``text[start:end]``, or the last one before it that names such, names another code of the
    same letters, or another version, than the one that the question names.

    >>> text = "The KX-4 weighs 11.4 kg; the KX-6 is heavier."
    >>> [is_of_other_code(f"How much does the {code} weigh?", text, 16, 23) for code in ("KX-6", "KX-4")]
    [True, False]
    """
    return _is_other(_codes(question), text, start, end, _codes) or _is_other(
        _versions(question), text, start, end, _versions
    )


def _is_other(asked: set[str], text: str, start: int, end: int, read: Callable[[str], set[str]]) -> bool:
    if len(asked) != 1:
        return False
    (own,) = asked
    first, last = sentence(text, start, end)
    edges = [first, *(first + found.end() for found in _CLAUSES.finditer(text[first:last])), last]
    begin = max(edge for edge in edges if edge <= start)
    until = min((edge for edge in edges if edge >= end), default=last)
    told = {code for code in read(text[begin:until]) if _are_alike(code, own)} - read(text[start:end])
    if not told:
        before = [code for line in reversed(text[:begin].splitlines()) for code in read(line) if _are_alike(code, own)]
        told = set(before[:1])
    return bool(told) and not any(_is_one(code, own) for code in told)


def _codes(text: str) -> set[str]:
    return {f"{found['letters']}-{found['number']}{found['end']}" for found in _CODE.finditer(text)}


def _versions(text: str) -> set[str]:
    return {found[0].removeprefix("v") for found in _VERSION.finditer(text)}


def _are_alike(one: str, other: str) -> bool:
    return one.rpartition("-")[0] == other.rpartition("-")[0]


def _is_one(told: str, asked: str) -> bool:
    """Whether a version is the one asked for, or one of its own: 4.1.2 is of 4.1."""
    return told == asked or told.startswith(f"{asked}.") or asked == f"{told}.0" or told == f"{asked}.0"
