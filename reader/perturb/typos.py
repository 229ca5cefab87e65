"""How people type: slips of the fingers, case, punctuation, blanks, accents."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

from kgqa.data.example import ReadingExample
from kgqa.reader.perturb.edit import with_question

_WORD = re.compile(r"[^\W\d_]{4,}")
ABOVE_OR_BELOW = 200
"""Least canonical combining class of marks that sit at a letter from outside; vowel signs and the like are lower."""

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

Slip = Callable[[str, int, random.Random], str]
"""A word, the place of one of its inner letters, and a generator, to the word with a slip there."""


def typo(slip: Slip) -> Callable[[ReadingExample, random.Random], ReadingExample | None]:
    """One slip in one word of four letters or more of the question, at an inner letter (Pruthi et al. 2019)."""

    def apply(example: ReadingExample, draw: random.Random) -> ReadingExample | None:
        places = [(w.start(), w.end(), i) for w in _WORD.finditer(example.question) for i in range(1, len(w[0]) - 1)]
        draw.shuffle(places)
        for start, end, at in places:
            word = example.question[start:end]
            slipped = slip(word, at, draw)
            if slipped != word:
                return with_question(example, example.question[:start] + slipped + example.question[end:])
        return None

    return apply


def swap(word: str, at: int, draw: random.Random) -> str:
    """Two inner letters change places.

    >>> swap("castle", 2, random.Random(0))
    'catsle'
    """
    if at + 2 >= len(word):
        return word
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def drop(word: str, at: int, draw: random.Random) -> str:
    """A letter is missing."""
    return word[:at] + word[at + 1 :]


def double(word: str, at: int, draw: random.Random) -> str:
    """A letter comes twice."""
    return word[:at] + word[at] + word[at:]


def neighbour(word: str, at: int, draw: random.Random) -> str:
    """A letter gives way to one beside it on a QWERTY keyboard; letters that it lacks stay."""
    letter = word[at]
    for row in _KEYS:
        place = row.find(letter.lower())
        if place >= 0:
            key = draw.choice(row[max(0, place - 1) : place] + row[place + 1 : place + 2])
            return word[:at] + (key.upper() if letter.isupper() else key) + word[at + 1 :]
    return word


def lower_case(example: ReadingExample, draw: random.Random) -> ReadingExample | None:
    """The question in small letters."""
    return with_question(example, example.question.lower())


def upper_case(example: ReadingExample, draw: random.Random) -> ReadingExample | None:
    """The question in capitals."""
    return with_question(example, example.question.upper())


def no_punctuation(example: ReadingExample, draw: random.Random) -> ReadingExample | None:
    """The question without any mark; a dash leaves a blank."""
    marks: dict[str, str | int | None] = {
        c: " " if unicodedata.category(c) == "Pd" else "" for c in example.question if _is_mark(c)
    }
    if not marks:
        return None
    return with_question(example, " ".join(example.question.translate(str.maketrans(marks)).split()))


def no_question_mark(example: ReadingExample, draw: random.Random) -> ReadingExample | None:
    """The question without the mark at its end."""
    bare = example.question.rstrip()
    return with_question(example, bare.rstrip("?？؟ ")) if bare.endswith(("?", "？", "؟")) else None


def extra_blanks(example: ReadingExample, draw: random.Random) -> ReadingExample | None:
    """Two or three blanks between words, and some at both ends."""
    words = example.question.split()
    text = "".join(" " * draw.randint(2, 3) + word for word in words)
    return with_question(example, text + "  ")


def no_accents(example: ReadingExample, draw: random.Random) -> ReadingExample | None:
    """The question as typed on a keyboard without accents; the context keeps them."""
    apart = unicodedata.normalize("NFD", example.question)
    bare = "".join(c for c in apart if unicodedata.combining(c) < ABOVE_OR_BELOW)
    if bare == apart:
        return None
    return with_question(example, unicodedata.normalize("NFC", bare))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("P")
