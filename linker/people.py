"""Which names look like a person's, and how such a name is made: "Martin Luther King Jr.", "Rita Levi-Montalcini"."""

from __future__ import annotations

import re

from kgqa.linker.normalise import fold
from kgqa.linker.words import FUNCTION, JOINING, KINDS, MORE_KINDS, ORDINARY
from kgqa.types import Entity

GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "iv"))
"""What is added behind a surname."""
MOST_WORDS = 4
"""Words of a longest person's name, those in lower case and generations left out."""

_PERSONS = frozenset(("person", "human", "people"))
_IDENTIFIER = re.compile(r"[A-Z]\d+")


def is_identifier(type: str) -> bool:
    """Whether a type is an identifier that nothing can be read from, such as Wikidata's "Q5"."""
    return _IDENTIFIER.fullmatch(type) is not None


def is_person(entity: Entity) -> bool:
    """Whether an entity has a person's type or, where it has none that can be read, a name like a person's."""
    told = [name for name in entity.types if not is_identifier(name)]
    if told:
        return any(word in _PERSONS for name in told for word in fold(name).split(" "))
    return is_person_name(entity.label)


def is_person_name(label: str) -> bool:
    """Whether a name is of two to four words in upper case, none of which says what kind of thing it is.

    >>> [is_person_name(name) for name in ("Ludwig van Beethoven", "University of Oxford", "The Shadow", "Madonna")]
    [True, False, False, False]
    """
    return len(person_words(label)) > 1


def person_words(label: str) -> list[str]:
    """The folded words of a person's name, particles and generations left out; none where it is not like one."""
    words = label.split()
    while len(words) > 1 and fold(words[-1]) in GENERATIONS:
        words.pop()
    found: list[str] = []
    for place, word in enumerate(words):
        folded = fold(word)
        if folded in JOINING and folded not in ("of", "the", "for", "and") and place:
            continue
        if not word[0].isupper() or not folded or any(sign.isdecimal() for sign in folded):
            return []
        initial = len(folded) == 1 or "." in word
        if not initial and (folded in FUNCTION or folded in KINDS or folded in MORE_KINDS or folded in ORDINARY):
            return []
        if word[-1] in ",:;!?":
            return []
        found.append(folded)
    return found if len(found) <= MOST_WORDS else []
