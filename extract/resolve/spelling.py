"""Likeness letter by letter: typing errors, plurals, and acronyms of names."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from kgqa.extract.resolve.name import Name, number
from kgqa.extract.resolve.wordlists import SIDES
from kgqa.linker.words import STOP

LONG_NAME, LONG_WORD = 8, 5
"""Letters from which on a name, and the word that differs, may have a typing error."""
ACRONYM_LETTERS = (2, 9)
"""Fewest and most letters of an acronym."""


def is_typo(one: str, two: str) -> bool:
    """Whether two folded names differ by one letter inside left out, put in, changed or exchanged, and are long."""
    if min(len(one), len(two)) < LONG_NAME or abs(len(one) - len(two)) > 1:
        return False
    # An ending ("Zubrovia" and "Zubrovian") and the first letter ("Ballburg" and "Fallburg") make other names.
    if one.startswith(two) or two.startswith(one) or one[0] != two[0]:
        return False
    return int(OSA.distance(one, two, score_cutoff=1)) == 1


def is_acronym(letters: str, name: Name) -> bool:
    """Whether letters may stand for a name of two words or more: the first letters of its words, in order.

    Function words may be left out, and so may words for the country or the kind of thing at either end; of four
    letters or more, one or two may be further letters of a word ("EAEU" of "Eurasian Economic Union").
    """
    least, most = ACRONYM_LETTERS
    words = [*name.words, *name.place.split()]
    if not least <= len(letters) <= most or len(words) < 2:
        return False
    ways = [words, [word for word in words if word not in STOP], [*name.words]]
    if name.whole[: len(words)] != tuple(words):
        ways.append([word for word in name.whole if word not in STOP])
    if words[:2] in (["u", "s"], ["united", "states"]):
        ways.append([word for word in words[2:] if word not in STOP])
    for way in ways:
        if "".join(word if word.isdecimal() else word[0] for word in way) == letters:
            return True
    content = ways[1]
    return len(letters) > 3 and len(content) > 1 and len(letters) - len(content) in (1, 2) and _spells(letters, content)


def _spells(letters: str, words: list[str]) -> bool:
    """Whether letters are made of the first letter of each word and of further letters of it, all in order."""
    if not words:
        return not letters
    word = words[0]
    if not letters or letters[0] != word[0]:
        return False
    place = 0
    for length in range(1, len(letters) - len(words) + 2):
        if length > 1:
            place = word.find(letters[length - 1], place + 1)
            if place < 0:
                return False
        if _spells(letters[length:], words[1:]):
            return True
    return False


def is_plural(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    return len(short) > 3 and long in (short + "s", short + "es", short[:-1] + "ies" if short.endswith("y") else "")


def is_word_typo(one: Name, two: Name) -> bool:
    """Whether the one letter is in a word that is long enough, and no number, initial or side; not its first letter:
    "Karin Hansen" and "Karin Jansen" are two."""
    if len(one.words) != len(two.words):
        return one.numbers == two.numbers
    differ = [(a, b) for a, b in zip(one.words, two.words, strict=True) if a != b]
    return all(
        min(len(a), len(b)) >= LONG_WORD and a[0] == b[0] and not number(a) and not number(b) and not {a, b} & SIDES
        for a, b in differ
    )
