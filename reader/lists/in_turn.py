"""Who came before or after somebody in a role, as a text says it in so many words: "Ada Holt, who took over from Jo
Lind", "Per Moe was elected treasurer in place of Kari Sund"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.reader.language.events import sentence
from kgqa.types import Passage

Place = tuple[int, int]

_WHO = r"\s*who(?:m|['’]s)?"
_ONE = r"(?P<name>(?!the\b)[^?]+?)"
_ROLE = r"(?:the )?(?P<role>[a-z][a-z -]*?)"
_AS = r"(?: (?:as|in the role of) (?:the )?(?P<as>[a-z][a-z -]*?))?"
_END = r"\s*\?*\s*"
_BEFORE = (
    rf"{_WHO} (?:was|were|had been) {_ROLE} before {_ONE}{_END}",
    rf"{_WHO} (?:preceded|came before) {_ONE}{_AS}{_END}",
    rf"{_WHO} did {_ONE} (?:replace|succeed|follow|take over from){_AS}{_END}",
    rf"{_WHO}(?: is| was)? (?:the )?predecessor of {_ONE}{_AS}{_END}",
    rf"{_WHO}(?: is| was)? {_ONE}['’]s? predecessor{_AS}{_END}",
)
_AFTER = (
    rf"{_WHO} (?:was|were|became|is) {_ROLE} after {_ONE}{_END}",
    rf"{_WHO} (?:succeeded|replaced|followed|took over from|came after) {_ONE}{_AS}{_END}",
    rf"{_WHO}(?: is| was)? (?:the )?successor (?:of|to) {_ONE}{_AS}{_END}",
    rf"{_WHO}(?: is| was)? {_ONE}['’]s? successor{_AS}{_END}",
)
_ASKED = [
    (re.compile(form, re.IGNORECASE), is_before)
    for forms, is_before in ((_BEFORE, True), (_AFTER, False))
    for form in forms
]

_PART = r"(?:[A-Z]\.|[^\W\d_a-z][\w'’-]+)"
_TITLE = r"(?:(?:Dr|Mr|Mrs|Ms|Prof|Sir|St)\.? )?"
_PERSON = rf"(?<![\w-]){_TITLE}{_PART}(?: (?:(?:de|von|van|der|la|af) ){{0,2}}{_PART}){{0,5}}"
_TOOK = r"(?:took over from|succeeded|replaced|followed|superseded|stepped in for)"
_FORMS = (
    rf"(?P<after>{_PERSON})(?:,? (?:who|which|and))?,?(?: (?:has|had|later|then))? {_TOOK} (?P<before>{_PERSON})",
    rf"(?P<before>{_PERSON}) (?:was|is|has been|had been) (?:succeeded|replaced|followed|superseded) by"
    rf" (?P<after>{_PERSON})",
    rf"(?P<after>{_PERSON}) (?:was|is|has been) (?:re-)?(?:elected|appointed|named|made|chosen|nominated)[^.;]{{1,60}}?"
    rf" (?:in place of|in succession to|to succeed|to replace|instead of) (?P<before>{_PERSON})",
    rf"(?P<after>{_PERSON}) (?:became|is|was)[^.;]{{1,60}}? (?:in place of|in succession to) (?P<before>{_PERSON})",
)
_TOLD = [re.compile(form) for form in _FORMS]


_IN_TURN = re.compile(
    r"\b(?:before|after|then|until|since|from|later|earlier|former(?:ly)?|previous(?:ly)?|predecessors?|successors?"
    r"|succe\w+|replac\w+|follow\w+|supersed\w+|took over|takes over|taken over|in place|instead|ex-\w+|first|second"
    r"|last|next|now)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{3,4}")


@dataclass(frozen=True, slots=True)
class Turn:
    """Whom a question names, whether it asks for the one before, and in what role, "" where it says none."""

    name: str
    is_before: bool
    role: str


def asked_turn(question: str) -> Turn | None:
    """What a question asks for, if it asks who came before or after somebody.

    >>> asked_turn("Who was treasurer before Per Moe?"), asked_turn("Who succeeded Jo Lind as director?")
    (Turn(name='Per Moe', is_before=True, role='treasurer'), Turn(name='Jo Lind', is_before=False, role='director'))
    >>> asked_turn("Who founded the mill?") is asked_turn("Who was there before 1900?") is None
    True
    """
    for form, is_before in _ASKED:
        if (found := form.fullmatch(question)) is not None:
            parts = found.groupdict()
            if re.fullmatch(r"[\d\s]+|.*\b\d{3,4}", parts["name"]):
                return None
            return Turn(parts["name"].strip(), is_before, (parts.get("role") or parts.get("as") or "").strip())
    return None


def in_turn(question: str, passage: Passage) -> list[Place]:
    """Where a passage names the one who came before or after the one that the question names.

    >>> text = "The director is Ada Holt, who took over from Jo Lind in 2017."
    >>> [text[slice(*place)] for place in in_turn("Who was director before Ada Holt?", Passage("1", "1", "", text))]
    ['Jo Lind']
    """
    asked = asked_turn(question)
    if asked is None:
        return []
    places: list[Place] = []
    for form in _TOLD:
        for found in form.finditer(passage.text):
            known, wanted = ("after", "before") if asked.is_before else ("before", "after")
            if _is_same(asked.name, found[known]) and _is_of(asked.role, passage, *found.span()):
                places.append(found.span(wanted))
    return list(dict.fromkeys(places))


def tells_no_turn(question: str, text: str, start: int, end: int) -> bool:
    """Whether a question asks who came before or after somebody, and the sentence of ``text[start:end]`` has no word of
    anything that came before or after, and no year of the role.

    >>> text = "The mayor of Tarn is Ada Holt. Its best-known pupil was Jo Lind."
    >>> tells_no_turn("Who was mayor before Ada Holt?", text, 56, 63), tells_no_turn("Who is mayor?", text, 21, 29)
    (True, False)
    """
    asked = asked_turn(question)
    if asked is None:
        return False
    low, high = sentence(text, start, end)
    if _IN_TURN.search(text, low, high) is not None:
        return False
    return _YEAR.search(text, low, high) is None or not _has_words(asked.role, text[low:high])


def _is_same(asked: str, told: str) -> bool:
    """Whether the words of one name are the last of the other: titles and given names may be left out."""
    one, other = fold(asked).split(), fold(told).split()
    short, long = sorted((one, other), key=len)
    return bool(short) and long[-len(short) :] == short


def _is_of(role: str, passage: Passage, start: int, end: int) -> bool:
    """Whether the sentence, or the title, has the words of the role that is asked about."""
    low, high = sentence(passage.text, start, end)
    return _has_words(role, f"{passage.title} {passage.text[low:high]}")


def _has_words(role: str, said: str) -> bool:
    stems = {stem(word) for word in fold(said).split()}
    return {stem(word) for word in fold(role).split()} <= stems
