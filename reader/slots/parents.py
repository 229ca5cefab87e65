"""Parents where a text says them in so many words: "the second son of A, Count of B, and his wife C".

A reader of spans finds either of the two for either question; the words around them tell which is which.
"""

from __future__ import annotations

import re

from kgqa.linker.normalise import fold
from kgqa.reader.language.called import PARTICLES, TITLES, is_name_word, ranked, whole
from kgqa.reader.language.nations import is_adjective

_CHILD = r"(?:sons?|daughters?|child(?:ren)?)(?:,?\s+and\s+[\w'’-]+(?:\s+[\w'’-]+)?)?,?\s+of\s+"
_OTHER_VERB = r"\b(?:who|which|that|when|after|before|and was|and is|son|daughter|wife|husband|\w{2,}ed)\b"
_SAID = (
    re.compile(
        rf"\b(?:was|is|were|are)\s+(?:born\s+)?(?:(?!(?:who|which|that|when)\b)(?:[\w'’,-]+|\([^()]*\))\s+){{0,9}}?{_CHILD}"
    ),
    re.compile(rf"(?<=[a-z)\"”])\s*,\s+(?:an?|the)\s+(?:[a-z-]+\s+){{0,3}}?{_CHILD}"),
    re.compile(rf"^(?:Born\b[^.;]{{0,60}}?,\s+)?(?:[Tt]he|[Aa]n?)\s+(?:[a-z-]+\s+){{0,3}}?{_CHILD}(?=.*,)"),
    re.compile(rf"\b(?:was|is)\s+(?:an?|the)\s+(?:(?!{_OTHER_VERB})[^.;()]){{2,120}},\s+(?:son|daughter)\s+of\s+"),
    re.compile(
        r"\b[Bb]orn\b(?:\s+(?:[^.;()]|\([^()]*\)){0,60}?)?\s+to\s+(?=(?:[a-z]+\s+)?[^\W\d_a-z])(?!(?:[\w-]+\s+){1,2}parents\b)"
    ),
    re.compile(r"\b[Bb]orn\b[^.;()]{0,60}?\s+to\s+(?:[\w-]+\s+){0,2}parents,?\s+(?:named\s+)?"),
    re.compile(r"\b(?:[Hh]is|[Hh]er|[Tt]heir)\s+parents(?:\s+(?:were|are)|,)\s+"),
    re.compile(r"(?:\)|^)\s*,\s+(?:an?\s+|the\s+)?(?:[a-z]+\s+){0,2}(?:son|daughter)\s+of\s+"),
)
"""How a sentence says whose child its subject is, up to where the first parent is named."""

_ONE = re.compile(r"\b(?:His|Her|Their)\s+(?P<kin>father|mother)\s+(?:was|is),?\s+")
_NOT_ITS_OWN = frozenset(("married", "wife", "husband", "mother", "father", "whose", "who", "widow", "successor"))
"""Words before that make the child somebody else."""

_PRONOUNS = frozenset(("he", "she", "they", "his", "her"))
_WOMEN = frozenset(
    ("queen", "princess", "lady", "duchess", "countess", "empress", "archduchess", "infanta", "baroness", "actress")
)
_WORD = re.compile(r"[\"“(]?([^\W\d_][\w'’.-]*)[\"”]?")
_BLANK = re.compile(r"\s+")
_ADDED = re.compile(
    r"\s*\([^()]*\)|,?\s+(?:the\s+|of\s+)?(?:\d+(?:st|nd|rd|th)|(?!and\b|by\b)[^\W\d_a-z][\w'’-]*)|\s+of\b"
)
"""What stands behind a name and is still of it: years, ", 3rd Earl", "of Veland"."""

_JOINED = re.compile(r"\s+and\s+[A-Z][\w-]+(?=,?\s+(?:and|by)\s)")
"""The second land of a title, where the other parent is still to come."""

_OTHER = re.compile(
    r",?\s+(?:and|by)\s+(?P<kind>(?:his|her|their|[A-Z]\w+['’]s)\s+(?:[a-z]+\s+){0,2}?(?:wife|husband|consort|queen|daughter|sister)\b)?,?\s*"
)
_BRACKETS = re.compile(r"\([^()\n]{0,300}\)")
_STOP = re.compile(r"(?<=[a-z0-9)\]]{2})[.!?;]\s+|\n")
_BEHIND = frozenset(("and", "by", "the", "who", "in", "or", "on", "at"))
"""Words in lower case that stand behind a whole name."""

_HONOURED = re.compile(r"[- ]{1,2}(?:winn(?:ing|er)|nominated|nominee)\b,?\s+")
_LONGEST_HONOUR = 13
"""What behind a name says that it is a prize, "the Lind Prize-winning director Ida Berg", and its signs."""

_LED_ON = 8
"""Words between "of" and a name: "the Danish politician and writer"."""

Span = tuple[int, int]


def parents(text: str, names: tuple[str, ...]) -> tuple[Span | None, Span | None]:
    """Offsets of the father and of the mother of what is called ``names``, where ``text``, which is about it, says them
    as such; None for one that it does not name.

    >>> text = "Ada Lind (1801 – 1860) was the second daughter of Olaf Lind, 3rd Earl of Veland and his wife Ida Berg."
    >>> [text[slice(*span)] for span in parents(text, ("Ada Lind",))]
    ['Olaf Lind, 3rd Earl of Veland', 'Ida Berg']
    """
    own = {word for name in names for word in fold(name).split()}
    father: Span | None = None
    mother: Span | None = None
    for opens, closes in sentences(text):
        sentence = text[opens:closes]
        for pattern in _SAID:
            found = pattern.search(sentence)
            if found is not None and _is_of(sentence[: found.start()], own):
                his, hers = _two(text, opens + found.end())
                father, mother = father or his, mother or hers
        for one in _ONE.finditer(sentence):
            named = name_from(text, opens + one.end())
            father = father or (named if one["kin"] == "father" else None)
            mother = mother or (named if one["kin"] == "mother" else None)
    return father, mother


def with_surname(text: str, his: Span, hers: Span | None) -> str:
    """The father's name; where he is called by a first name and the mother by both, with the one that they share.

    >>> text = "born to Olaf and Ida Lind"
    >>> with_surname(text, (8, 12), (17, 25))
    'Olaf Lind'
    """
    name = text[slice(*his)]
    if hers is None or " " in name or text[his[1] : hers[0]] != " and ":
        return name
    first, _, last = text[slice(*hers)].rpartition(" ")
    return f"{name} {last}" if first and " " not in first else name


def _is_of(before: str, own: set[str]) -> bool:
    """Whether a sentence that begins like this is about what is called by ``own`` words."""
    words = fold(before).split()
    if not _NOT_ITS_OWN.isdisjoint(words):
        return False
    return not words or words[0] in _PRONOUNS or not own.isdisjoint(words)


def _two(text: str, at: int) -> tuple[Span | None, Span | None]:
    """The parents who are named from ``at`` on, the father first."""
    first = name_from(text, at)
    if first is None:
        return None, None
    behind = first[1]
    while (added := _ADDED.match(text, behind) or _JOINED.match(text, behind)) is not None:
        behind = added.end()
    other = _OTHER.match(text, behind)
    second = None if other is None else name_from(text, other.end())
    if (other is not None and "husband" in (other["kind"] or "")) or not _WOMEN.isdisjoint(
        fold(text[at : first[1]]).split()
    ):
        return second, first
    return first, second


def name_from(text: str, at: int) -> Span | None:
    """The first whole name from ``at`` on, behind what it leads on with."""
    for _ in range(_LED_ON):
        word = _WORD.match(text, at)
        if word is None:
            return None
        blank = _BLANK.match(text, word.end())
        after = None if blank is None else _WORD.match(text, blank.end())
        if word[1][0].isupper() and (after is None or not _leads_on(after[1])):
            start, end = word.span(1)
            end -= word[1].endswith(".") and len(word[1]) > 2  # an initial keeps its point
            is_nation = is_adjective(word[1]) and after is not None and after[1][0].isupper()
            honoured = _HONOURED.search(text, end, whole(text, start, end)[1] + _LONGEST_HONOUR)
            if honoured is not None:
                at = honoured.end()
                continue
            if not is_nation and (fold(word[1]) not in TITLES or whole(text, start, end) != (start, end)):
                return ranked(text, *whole(text, start, end))
        if blank is None:
            return None
        at = blank.end()
    return None


def _leads_on(word: str) -> bool:
    """Whether a word behind a capitalised one makes that an adjective: "Danish politician"."""
    return word[0].islower() and not is_name_word(word) and word not in PARTICLES and word not in _BEHIND


def sentences(text: str) -> list[Span]:
    """Offsets of the sentences of a text; none ends within brackets."""
    within = [found.span() for found in _BRACKETS.finditer(text)]
    ends = [found.end() for found in _STOP.finditer(text) if not any(a < found.start() < b for a, b in within)]
    return list(zip([0, *ends], [*ends, len(text)], strict=True))
