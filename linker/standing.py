"""How readily a part of a name is used for the whole of it.

A person goes by the surname, then by the given name; a company or a school by what is left without its kind words
("Yale" for "Yale University"), a place or a branch by what stands before its comma or preposition ("Communist Party"
for "Communist Party of Chile"). Hardly anything goes by a word out of its middle: nobody says "Shadow" for "The Shadow
of the Eagle".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgqa.linker.normalise import fold
from kgqa.linker.people import person_words
from kgqa.linker.words import COMPANY_FORMS, FUNCTION, KINDS, MORE_KINDS, OF_STATE

SURNAME, GIVEN_NAME, CORE, OF_CORE, BELONGING, HEAD, REORDERED = 0.88, 0.78, 0.88, 0.68, 0.6, 0.84, 0.9
"""Of a part that is a person's surname, a given name; all but the kind words behind it, before it ("Pisa" for
"University of Pisa"), of what belongs to another ("United States Senate"); all that stands before a comma or a
preposition; all the words in another order."""
SEVERAL, ONE = 0.7, 0.5
"""Of several other words of a name, of one."""

_BEFORE = re.compile(r",| (?:in|at|of|for|on|by|and the|from|de|di|du) ")


def standing(words: Sequence[str], name: str) -> float:
    """The quality in (0, 1] of folded content words as a short name for a name that holds them all.

    >>> [standing(["kroto"], name) for name in ("Harry Kroto", "Kroto Brown", "The Kroto of Oz", "Kroto University")]
    [0.88, 0.78, 0.5, 0.88]
    """
    held = set(words)
    content = [word for word in fold(name).split(" ") if word not in FUNCTION or len(word) == 1]
    if held >= set(content):
        return REORDERED
    person = person_words(_less_form(name))
    if person:
        own = [part for word in person for part in word.split(" ")]
        return _of_person(list(words), own)
    if all(word in held or word in KINDS or word in MORE_KINDS for word in content):
        if any(word in OF_STATE for word in content if word not in held):
            return BELONGING
        return CORE if content[0] in held else OF_CORE
    head = _BEFORE.split(name, maxsplit=1)[0]
    if head != name and held >= {word for word in fold(head).split(" ") if word not in FUNCTION}:
        # "Springfield" for "Springfield, Illinois", but not "Life" for "Life in Flight".
        return HEAD if len(held) > 1 or name[len(head)] == "," else ONE
    return SEVERAL if len(held) > 1 else ONE


def _of_person(words: list[str], own: list[str]) -> float:
    last = own[-1]
    if last in words:
        return SURNAME
    first = own[: len(words)]
    return GIVEN_NAME if words == first else ONE


def _less_form(name: str) -> str:
    """A company's name without its form: "Carl Zeiss" for "Carl Zeiss AG"."""
    words = name.split()
    while len(words) > 2 and fold(words[-1]) in COMPANY_FORMS:
        words.pop()
    return " ".join(words)
