"""The second is not the first: a span whose clause tells of another place in an order than the one asked about."""

from __future__ import annotations

import re

OTHER_PLACE = 0.2
"""What is left of a span's probability where its clause tells of another one in the order."""

_NUMBERS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_WORDS = {
    **{word: number for number, word in enumerate(_NUMBERS, 1)},
    **{f"{number}{'st' if number == 1 else 'nd' if number == 2 else 'rd' if number == 3 else 'th'}": number
       for number in range(1, 11)},
    "last": -1,
    "final": -1,
}  # fmt: skip
_ORDINAL = re.compile(rf"\b(?P<place>{'|'.join(_WORDS)})\s+(?P<words>[a-z][\w'’-]*(?:\s+[a-z][\w'’-]*)?)")
_NO_NOUN = frozenset(
    {"the", "and", "for", "was", "were", "are", "has", "had", "have", "did", "who", "that", "with", "from"}
)
_SENTENCE = re.compile(r"[.!?;]\s|\n")


_ASKED = re.compile(rf"(?:\b(?:the|his|her|its|their)|['’]s)\s+(?:{'|'.join(_WORDS)})\s+(?!names?\b)[a-z]")


def asks_for_place(question: str) -> bool:
    """Whether a question asks for one in an order: "the third keeper", not "when was it first lit".

    >>> asks_for_place("Who was the third keeper?"), asks_for_place("When was it first lit?")
    (True, False)
    """
    return _ASKED.search(question) is not None


def _placed(text: str) -> dict[str, set[int]]:
    """The places in an order that a text tells of, by their nouns."""
    found: dict[str, set[int]] = {}
    for match in _ORDINAL.finditer(text):
        for word in match["words"].split():
            if len(word) > 2 and word not in _NO_NOUN:
                found.setdefault(word.removesuffix("s"), set()).add(_WORDS[match["place"]])
    return found


def is_of_another_place(question: str, text: str, start: int, end: int) -> bool:
    """Whether the sentence of ``text[start:end]`` tells of another one in an order than the question asks about: before
    the span, or behind it where it tells of none before.

    >>> text = "The first keeper was Abe Falk, the second keeper was Cora Falk."
    >>> [is_of_another_place("Who was the second keeper?", text, at, at + 4) for at in (21, 53)]
    [True, False]
    """
    asked = _placed(question.lower())
    if not asked:
        return False
    first = max((found.end() for found in _SENTENCE.finditer(text, 0, start)), default=0)
    stop = _SENTENCE.search(text, end)
    before = _placed(text[first:start].lower())
    behind = _placed(text[end : stop.start() if stop else len(text)].lower())
    return any((before.get(noun) or behind.get(noun) or places).isdisjoint(places) for noun, places in asked.items())
