"""What a passage is about, where no title says so: the names that its first sentence gives its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgqa.linker.words import FUNCTION, ORDINARY
from kgqa.retriever.words import cut

LONGEST_LEAD, LONGEST_NAME, LONGEST_SENTENCE = 120, 10, 400
"""Characters in which a name is looked for, words of it, and characters in which what it is "known as" is."""

_END = re.compile(
    r"\s*[(\[（;:=]|\s+[-–—]\s|(?<=\w\w\w)\.\s"
    r"|,?\s+(?:is|was|are|were|refers?|means|has|had|may|will|became|can|also|also known|(?:best|better) known)\s"
)
_COMMA = re.compile(r"\s*[,、，]")
_HONORIFIC = re.compile(
    r"^(?:Sir|Dame|Dr\.?|Prof\.?|Professor|Lord|Lady|Saint|St\.?|Prince|Princess|King|Queen|Emperor|Empress|Captain|General"
    r"|Admiral|Commander|Colonel|Major|Father|Sister|Pope|Bishop) (?=\w+ \w)|,? (?:Jr|Sr)\.?$"
)
_QUOTES = " \t\"'“”‘’«»„*_,"
_KNOWN_AS = re.compile(
    r"\b(?:known|credited|billed|nicknamed|called)(?: \w+ly)?(?: \w+ly)?(?: as)?(?: the)? [\"“']?"
    r"([A-Z][\w.'’-]*(?: (?:(?:of|the|de|van|von|der|di|la|le|and|in) )?[A-Z][\w.'’-]*){0,5})"
)


def leads(text: str) -> list[str]:
    """Names of what a text is about, by its first sentence.

    All before its first bracket, dash, colon or "is"; all before its first comma, where that comes sooner; both
    without what a person is addressed by; of three words or four the first and the last, with the initial between
    them and without, as middle names come and go; and what it is "known as". Nothing where that is no name: lower
    case, only numbers and function words.

    >>> leads("Sleep, My Love is a film."), leads("Ada Eva Lind (born 1850) was a chemist."), leads("In 1979, he left.")
    (['Sleep, My Love', 'Sleep'], ['Ada Eva Lind', 'Ada Lind', 'Ada E. Lind'], [])
    """
    return list(dict.fromkeys(name for name in _leads(text) if _is_name(name)))


def _leads(text: str) -> Iterator[str]:
    opening = text[:LONGEST_LEAD]
    end, comma = _END.search(opening), _COMMA.search(opening)
    firsts = [opening[: end.start()]] if end else []
    if comma and (end is None or comma.start() < end.start()):
        firsts.append(opening[: comma.start()])
    firsts = [name.strip(_QUOTES) for name in firsts]
    plain = [_HONORIFIC.sub("", name) for name in firsts]
    yield from firsts
    yield from plain
    for name in plain:
        parts = name.split()
        if len(parts) in (3, 4) and all(part[0].isupper() for part in parts) and not _is_title(name):
            yield f"{parts[0]} {parts[-1]}"
            yield f"{parts[0]} {parts[1][0]}. {parts[-1]}"
    if any(map(_is_name, firsts)):
        for found in _KNOWN_AS.finditer(text[:LONGEST_SENTENCE]):
            yield found[1].strip(_QUOTES + ".")


def _is_title(name: str) -> bool:
    """Whether a name of some words is no person's."""
    return "," in name or name.startswith(("The ", "A ", "An "))


def _is_name(name: str) -> bool:
    words, upper = cut(name)
    content = [(word, is_upper) for word, is_upper in zip(words, upper, strict=True) if not _is_empty(word)]
    if not content or not upper[0] or len(words) > LONGEST_NAME:
        return False
    if len(content) == 1 and (content[0][0] in ORDINARY or len(content[0][0]) == 1):
        return False
    # "The family of a writer" is no name, "The Wind in the Willows" and "Plasma cells" may be.
    return not _is_empty(words[0]) or content[0][1]


def _is_empty(word: str) -> bool:
    return word in FUNCTION or word.isdecimal()
