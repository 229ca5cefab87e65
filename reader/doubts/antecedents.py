"""Whom a sentence is about: "Emil was a sailor. He died in 1931" says nothing of his brother Otto."""

from __future__ import annotations

import re

from kgqa.linker.normalise import fold
from kgqa.reader.doubts.name_words import names_any
from kgqa.reader.language.events import sentence

OTHER_SUBJECT = 0.3
"""What is left of a span's probability where its sentence is about something else than the question names."""

FARTHEST = 12
"""Sentences that a pronoun is followed back over."""

_VERB = (
    r"(?:is|was|were|are|has|had|became|becomes|did|would|also|later|then|never|first|died|lived|moved|went|left|came"
    r"|took|made|held|won|got|ran|sold|bought|built|wrote|began|burnt|shut|[a-z]{3,}ed"
    r"|lives|works|teaches|studies|serves|plays|stays|resides|owns|leads|runs|sings|writes)"
)
_LEAD = r"(?:(?:In|On|At|From|Since|After|Until|During|By) [^,.;]{1,40}, )?"
_ROLE = r"(?:(?:The|Its|His|Her|Their|A|An) (?:[a-z][\w'’-]* ){0,2}[a-z][\w'’-]*,? )?"
_SUBJECT = re.compile(
    rf"{_LEAD}{_ROLE}(?P<name>(?:[Tt]he )?[A-Z][\w'’-]+(?: (?:[A-Z\d][\w'’.-]*|(?:of|the|de|von|van)(?= [A-Z])))*)"
    rf"(?: \([^)]*\))?(?:, [^.;]{{1,60}},|,)? {_VERB}\b"
)
_THING = re.compile(
    rf"{_LEAD}(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir) (?P<noun>(?:[a-z][\w'’-]* ){{0,2}}?[a-z][\w'’-]*)"
    rf"(?: (?:of|in|at|on|for|to|from|with|over) [^.;,]{{1,60}}?)?(?:, [^.;]{{1,60}},)? {_VERB}\b"
)
_SUBORDINATE = re.compile(r"(?:When|After|Before|Until|As|Once|Since|By the time) (?:he|she|they) [a-z]+")
_PRONOUN = re.compile(rf"{_LEAD}(?:[Hh]e|[Ss]he|[Ii]t)\b")
_NO_NAME = frozenset(
    (
        *(
            "The",
            "A",
            "An",
            "In",
            "On",
            "At",
            "He",
            "She",
            "It",
            "They",
            "We",
            "You",
            "I",
            "His",
            "Her",
            "Its",
            "Their",
        ),
        *("This", "That", "These", "Those", "There", "Today", "Since", "After", "Until", "When", "While", "Before"),
        *("From", "Up", "Most", "Many", "Some", "All", "Both", "Each", "One", "Two", "Three", "Later", "Then"),
    )
)
_ASKED = re.compile(
    r"\b(?:did|was|is|were|has|had|does|(?:birth|death|burial|marriage) of) (?:the )?"
    r"(?P<name>[A-Z][\w'’-]*(?: (?:(?:of|the|and|de|von|van) )?[A-Z\d][\w'’.-]*)*)(?!['’])\b"
)
_DONE_TO = re.compile(r"[a-z] (?:the )?(?P<name>[A-Z][\w'’-]*(?: (?:(?:of|the|de|von|van) )?[A-Z\d][\w'’.-]*)*)\s*\?*$")
_OF_NAME = re.compile(r"\b(?:of|for|from|in|at|on|by|with|to|['’]s)$")
_CALLED = r"\b(?:known|called|named?|nicknamed?|stage|alias|aka|pseudonym|pen|born|née|formerly|later|titled|or)\b"
_PASSIVE = re.compile(r"\b(?:was|were|been|is|are)\b")


def is_of_another_subject(
    question: str, text: str, start: int, end: int, *, done: bool = False, title: str = ""
) -> bool:
    """Whether the sentence of ``text[start:end]``, or the one that its pronoun points back to, is about a name other
    than that of whom the question asks what he did, while the text has a sentence about that one, too, or not a word.

    ``done``: whether the question asks what was done to what it names, so that only a passive tells of another;
    ``title``: that of the text.

    >>> text = "Otto was a baker. Emil was a sailor. He died in 1931."
    >>> [is_of_another_subject(f"When did {name} die?", text, 48, 52) for name in ("Otto", "Emil")]
    [True, False]
    >>> text = "She wrote Salt and Iron. Iron was translated by Abe Falk."
    >>> is_of_another_subject("Who translated Salt?", text, 48, 56, done=True)
    True
    >>> text = "Salt is a film that was directed by Ada Holt."
    >>> [is_of_another_subject(f"Who directed {film}?", text, 36, 44, done=True) for film in ("Iron", "Salt")]
    [True, False]
    """
    asked = _asked_name(question, done)
    if asked and not done and _is_told_before(fold(asked).split(), text, start, end):
        return True
    low, high = _subject(text, first := sentence(text, start, end)[0])
    name = text[low:high]
    if not asked or not name or low <= start < high or not _are_apart(fold(asked).split(), fold(name).split()):
        return False
    if done and not _PASSIVE.search(text, first, start):
        return False
    own = fold(asked).split()
    if (done or len(own) > 1) and not names_any(own, f"{title} {text}"):
        return True  # it says nothing of what is asked about
    word = rf"(?<!\w){re.escape(asked.split()[0])}(?!\w)"
    # In its own sentence the one asked about may be what it happened to.
    if re.search(word, text[first : sentence(text, start, end)[1]]):
        return False
    if len(own) > 1 and len(name.split()) > 1 and _in_bracket(text, high, start):
        return not _is_called(asked, name, text)  # the dates behind a full name are its own
    if done and asked in text[:first] + text[sentence(text, start, end)[1] :]:
        return not _is_called(asked, name, text)  # two things by name, and this was done to the other
    if len(own) > 1 and len(name.split()) > 1 and asked in text:
        return not _is_called(asked, name, text)  # two by their full names
    told_of = re.search(rf"(?:^|\n|[.;!?] )(?:[Tt]he )?{word}[^.;\n]{{0,60}}? {_VERB}\b", text)
    return told_of is not None and not _is_called(asked, name, text)


def _is_told_before(own: list[str], text: str, start: int, end: int) -> bool:
    """Whether a sentence begins with what befell a "he" or "she", and names the one asked about only behind it: "When
    he died in 1938, the firm passed to Hedda"."""
    first, last = sentence(text, start, end)
    if not _SUBORDINATE.match(text, first) or names_any(own, text[first:end]) or not names_any(own, text[end:last]):
        return False
    return first < 2 or not names_any(own, text[slice(*sentence(text, first - 2, first - 2))])


def _in_bracket(text: str, name_end: int, start: int) -> bool:
    """Whether ``start`` lies in a bracket right behind a name."""
    found = re.match(r" ?\((?P<inside>[^()]*)\)", text[name_end:])
    return found is not None and name_end <= start < name_end + found.end()


def _asked_name(question: str, done: bool) -> str:
    found = _ASKED.search(question)
    if found is None and done:
        found = _DONE_TO.search(question)
        if found is not None and _OF_NAME.search(question[: found.start("name")].removesuffix("the ").rstrip()):
            return ""
    return "" if found is None else found["name"]


def subject_noun(text: str, start: int, end: int) -> str:
    """What the sentence of ``text[start:end]``, or the one that its pronoun points back to, is about, where that is no
    name: "library" of "The library of the school was closed"; "" elsewhere.

    >>> subject_noun("The old library of Velm was opened in 1861. It was closed in 1902.", 59, 63)
    'old library'
    """
    found = _THING.match(text, _first_of(text, sentence(text, start, end)[0]))
    return "" if found is None else found["noun"]


def _first_of(text: str, first: int) -> int:
    """Where the sentence begins that the one at ``first`` goes on from with a pronoun; itself where there is none."""
    for _ in range(FARTHEST):
        if not _PRONOUN.match(text, first):
            break
        if first < 2 or "\n" in text[first - 2 : first]:
            return first
        first = sentence(text, first - 2, first - 2)[0]
    return first


def _subject(text: str, first: int) -> tuple[int, int]:
    """The place of the name that a sentence is about; (0, 0) where it is about none."""
    found = _SUBJECT.match(text, _first_of(text, first))
    if found is None:
        return 0, 0
    low, high = found.span("name")
    low += 4 if found["name"].lower().startswith("the ") else 0
    return (0, 0) if text[low:high].split()[0] in _NO_NAME else (low, high)


def _are_apart(one: list[str], other: list[str]) -> bool:
    """Whether two names are those of two: no word in both but the surname of two full names."""
    shared = {*one} & {*other}
    if not shared:
        return True
    return (
        len(one) > 1 and len(other) > 1 and one[-1] == other[-1] and one[0] != other[0] and len({*one} & {*other}) == 1
    )


def _is_called(one: str, other: str, text: str) -> bool:
    """Whether a text calls one thing by both names: side by side, in brackets, or in a sentence that says so ("better
    known by his stage name")."""
    names = rf"{re.escape(one)}[ (“\"']{{1,2}}{re.escape(other)}"
    turned = rf"{re.escape(other)}[ (“\"']{{1,2}}{re.escape(one)}"
    between = rf"[^.;]*{_CALLED}(?:[^.;]|\.(?! [A-Z]))*?"
    apart = rf"{re.escape(other)}{between}{re.escape(one)}|{re.escape(one)}{between}{re.escape(other)}"
    return re.search(f"{names}|{turned}|{apart}", text) is not None
