"""What a span of a text calls a thing: the whole of a name read in part, and what else its page may be called.

A reader of spans cuts names short ("Ada Maria" of "Ada Maria Lind", "bin Said" of "Omar bin Said"), and takes along
what leads on to one ("king Olaf of Veland").
"""

from __future__ import annotations

import re

from kgqa.linker.normalise import fold
from kgqa.linker.words import FUNCTION
from kgqa.linker.words import TITLES as FORMS_OF_ADDRESS
from kgqa.reader.language.nations import is_adjective

LONGEST, LONGEST_WORD = 12, 60
"""Words that a name goes on for either way, and signs of one of them: a text may be anything."""

LONGEST_ABBREVIATION = 5
"""Signs of an abbreviation with its point."""

_WORD_AFTER = re.compile(r"(?: |-)([^\W\d_][\w.'’-]*)")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w.'’-]*)(?: |-)$")
PARTICLES = frozenset(
    re.findall(r"\w+", "of de del della di da do dos du van von der den bin ibn bint mac ua ap y zu af av")
)
"""Words in lower case that join the parts of a name."""

TITLES = FORMS_OF_ADDRESS | frozenset(
    re.findall(
        r"\w+",
        "sultan shah tsar czar emir caliph khan sheikh imam rabbi count earl duke marquess marquis margrave landgrave"
        " viscount baron elector archduke countess duchess baroness lord dame don dom reverend colonel major admiral",
    )
)
"""Words that lead on to a name, and may be left out of it."""

_RANKS = frozenset(
    re.findall(
        r"\w+",
        "king queen emperor empress sultan shah tsar czar emir caliph khan count countess earl duke duchess archduke"
        " archduchess marquess marquis margrave landgrave viscount baron baroness elector",
    )
)
"""Ranks that are no part of a ruler's name where they stand before it; of others they may be the first name."""

_OFFICES = frozenset(re.findall(r"\w+", "governor senator president minister chancellor mayor judge justice professor"))
"""Offices that are no part of a name where they stand before it."""

_REGNAL = re.compile(r" (?:[IVX]+|the [A-Z]\w+)(?= |,|$)")

_CAPITALS = frozenset(
    re.findall(r"\w+", "Can D Das De Del Der Des Die Do Du El Has Have La Le Les Los May Per So Will Y")
)
"""Function words that are parts of names where they begin with a capital behind one: "Ture Has", "Gil De la Mar"."""

_FUSED = re.compile(r"(?:(?:d|l|dell|dall|all|o)['’]|(?:al|el|an|ad|as|ar|at|ul)-)[^\W\d_a-z]")
"""How a part of a name begins that is written with its particle: "d'Orlan", "al-Dorni"."""

_EPITHET = re.compile(r" the ([A-Z][\w'’-]+)(?= (?:and|or|by|in|of|who|was|is|had|as)\b|['’]s|[,.;:)]|$)")
"""What tells rulers of one name apart: "Olaf II the Tall"."""

_LORDS = (
    "Earl|Count|Duke|Marquess|Marquis|Margrave|Landgrave|Viscount|Baron|Prince|King|Elector|Archduke|Countess|Duchess"
    "|Princess|Baroness|Viscountess"
)
_RANK = re.compile(
    rf",? (?:the )?(?:\d+(?:st|nd|rd|th) )?(?:Grand )?(?:{_LORDS}) (?:Palatine )?of (?:the )?[A-Z][\w-]+"
    r"(?: and [A-Z][\w-]+(?=,? (?:and|by)\b))?"
    rf"|,? \d+(?:st|nd|rd|th) (?:[A-Z]\w+ )?(?:{_LORDS}|Baronet|Lord)"
    r"(?:(?: (?:de|du|di|von|van|zu)(?: (?:la|der|den))?)? [A-Z][\w'’-]*)*"
)
"""What tells holders of one name apart: ", 8th Earl of Dundonald"."""


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """``text[start:end]`` with the words in upper case beside it that belong to the same name.

    >>> text = "It was directed by Ada Maria Lind Berg and shown in May. A son of Omar bin Said, he ruled."
    >>> [text[slice(*whole(text, a, b))] for a, b in ((19, 28), (71, 79))]
    ['Ada Maria Lind Berg', 'Omar bin Said']
    """
    for _ in range(LONGEST):
        after = _WORD_AFTER.match(text, end)
        if after is None:
            break
        word = after[1]
        if is_name_word(word) or word in _CAPITALS or _NUMERAL.fullmatch(word):
            end = after.end() - (word.endswith(".") and len(word) > 2)
        elif (more := _beyond_particles(text, after)) is not None:
            end = more.end() - (more[1].endswith(".") and len(more[1]) > 2)
        else:
            break
        if text[end : end + 1] == ".":
            break
    if (epithet := _EPITHET.match(text, end)) is not None:
        end = epithet.end()
    for _ in range(LONGEST):
        before = _before(text, start)
        if before is None:
            break
        word = before[1]
        if word in PARTICLES - {"of"} and text[start].isupper():
            further = _before(text, before.start())
            if further is None or not is_name_word(further[1]):
                break
        elif not is_name_word(word) or (word.endswith(".") and len(word) > LONGEST_ABBREVIATION):
            break  # "Felix. Konrad": a sentence ends between the two
        elif is_adjective(word):
            break  # "the Danish- Polish Ada Lind"
        start = before.start()
    return start, end


def _beyond_particles(text: str, first: re.Match[str]) -> re.Match[str] | None:
    """The part of a name behind particles, of which ``first`` may be one: "Mar" of "de la Mar"."""
    word: re.Match[str] | None = first
    for _ in range(_MOST_PARTICLES):
        if word is None or word[1].lower() not in PARTICLES | {"la", "le", "las", "los", "les"}:
            return None
        word = _WORD_AFTER.match(text, word.end())
        if word is not None and (word[1][0].isupper() or is_name_word(word[1])):
            return word
    return None


def _before(text: str, end: int) -> re.Match[str] | None:
    """The word before ``text[end:]``, where it is no longer than words of names are."""
    low = max(0, end - LONGEST_WORD)
    found = _WORD_BEFORE.search(text, low, end)
    return None if found is None or (low and found.start() == low) else found


def ranked(text: str, start: int, end: int) -> tuple[int, int]:
    """``text[start:end]`` with the rank behind it that tells holders of one name apart.

    >>> text = "a son of Olaf Lind, 3rd Earl of Veland, and Ida"
    >>> text[slice(*ranked(text, 9, 18))]
    'Olaf Lind, 3rd Earl of Veland'
    """
    rank = _RANK.match(text, end)
    return start, end if rank is None else rank.end()


def called(text: str, start: int, end: int) -> list[str]:
    """The names by which a page of ``text[start:end]`` may go, the most telling first.

    >>> called("a son of king Olaf Lind, 3rd Earl of Veland", 9, 23)
    ['king Olaf Lind, 3rd Earl of Veland', 'king Olaf Lind', 'Olaf Lind, 3rd Earl of Veland', 'Olaf Lind']
    """
    first, last = whole(text, start, end)
    whole_name, read = text[first:last], text[start:end].partition(" (")[0]
    names = [text[slice(*ranked(text, first, last))], whole_name, whole_name.partition(", ")[0], read]
    names += [untitled(name) for name in names]
    names += [short for name in names if (short := _INITIAL.sub(" ", name)) != name]
    # "King Torvald of Dorn" may be "Torvald, King of Dorn", "Torvald Lind of Dorn" "Torvald Lind, 2nd Earl of Dorn".
    names += [f"{own[2]}, {own[1]} {own[3]}" for name in names if (own := _RULER.fullmatch(name))]
    names += [head for name in names if " " in (head := name.partition(" of ")[0]) and "," not in head]
    return list(dict.fromkeys(names))


def shown(name: str) -> str:
    """What somebody is called in an answer: without where they are from, an office, and the rank of one who has a
    number, an epithet or another title. Other ranks stay, of which some are first names, and so do "Sir" and "Lady".

    >>> [shown(name) for name in ("Danish King Olaf II", "Duke Torvald the Tall", "Senator Ida Lind")]
    ['Olaf II', 'Torvald the Tall', 'Ida Lind']
    >>> [shown(name) for name in ("King Olaf of Dorn", "Earl Jo Lind", "Princess Ida Lind")]
    ['King Olaf of Dorn', 'Earl Jo Lind', 'Princess Ida Lind']
    """
    words = name.split()
    at, has_number = 0, _REGNAL.search(name) is not None
    while len(words) - at > 2 and words[at + 1][0].isupper():
        first = fold(words[at])
        ruler = first in _RANKS and (has_number or fold(words[at + 1]) in TITLES)
        if not ruler and first not in _OFFICES and not is_adjective(words[at]):
            break
        at += 1
    return " ".join(words[at:])


def untitled(name: str) -> str:
    """A name without the titles and small words before it.

    >>> untitled("the late King Olaf of Veland"), untitled("Sir"), untitled("Prince")
    ('Olaf of Veland', 'Sir', 'Prince')
    """
    words = name.split()
    at = 0
    while len(words) - at > 1 and (fold(words[at]) in TITLES or words[at][0].islower()):
        at += 1
    return " ".join(words[at:])


_RULER = re.compile(rf"({_LORDS}|Queen|Emperor|Empress) ((?:[A-Z]\S+ ){{0,2}}\S+?(?: [IVX]+)?) (of .+)")
_NUMERAL = re.compile(r"[IVX]+")
_INITIAL = re.compile(r"(?<=\w) (?:[A-Z]\.? )+(?=\w)")
"""Initials between the parts of a name, which its page may go without."""

_MOST_PARTICLES = 3


def is_name_word(word: str) -> bool:
    """Whether a word is part of a name: it begins with a capital, if need be behind a fused particle, and is no
    function word.

    >>> [is_name_word(word) for word in ("Lind", "d'Orlan", "al-Dorni", "The", "singer")]
    [True, True, True, False, False]
    """
    return _FUSED.match(word) is not None or (word[0].isupper() and fold(word) not in FUNCTION)
