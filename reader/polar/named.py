"""Whether a stretch of text is about what a question names.

"The mayor of Osterby is Sigrun Dahl. Delmont lies inland." has all names of "Is Sigrun Dahl the mayor of Delmont?", and
each sentence others; and a sentence that lacks a name of which another one tells is about something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgqa.linker.normalise import fold
from kgqa.reader.polar.stretch import Stretch
from kgqa.types import Passage

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_BEGINS = re.compile(r"(?:^|[.!?:])\s*\Z")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NO_NAMES = frozenset(("i", *_DAYS, *_MONTHS))


def names_in(question: str, found: Sequence[Passage] = ()) -> frozenset[str]:
    """The words of a question in upper case but the first of a sentence, folded; days, months and "I" are none.

    Where there is none, the question may be all in small letters: those that the passages ``found`` always write with
    a capital, once at least behind a small letter.

    >>> sorted(names_in("Is Sigrun Dahl the mayor of Delmont?")), names_in("I'm ill. May I come on Monday?")
    (['dahl', 'delmont', 'sigrun'], frozenset())
    >>> names_in("is delmont by the sea", [Passage("p:0", "p", "", "Osterby and Delmont lie inland.")])
    frozenset({'delmont'})
    """
    words = [match for match in _WORD.finditer(question) if not _BEGINS.search(question, 0, match.start())]
    named = frozenset(word for each in words if each[0][0].isupper() for word in words_in(each[0])) - _NO_NAMES
    if named or not found:
        return named
    text = "\n".join(each.text for each in found)
    behind, small = set[str](), set[str]()
    for each in _WORD.finditer(text):
        own = words_in(each[0])
        if not each[0][0].isupper():
            small |= own
        elif text[max(0, each.start() - 2) : each.start()].rstrip(" ").islower():
            behind |= own
    return frozenset((words_in(question) & behind) - small - _NO_NAMES)


def words_in(text: str) -> frozenset[str]:
    """The folded words of a text, without the "'s" of owners."""
    return frozenset(fold(re.sub(r"['’]s?\b", "", text)).split())


def is_about(names: frozenset[str], stretch: Stretch, found: Sequence[Passage]) -> bool:
    """Whether a stretch of one of the passages ``found`` can be about what is named.

    What has some of the names has all of which any passage tells. What has none can go on about what its document named
    before: "It has a school."

    >>> passage = Passage("p:0", "p", "", "The mayor of Osterby is Dahl. Delmont lies inland. It has a school.")
    >>> mayor, inland, school = (Stretch(0, passage, (part,)) for part in ((0, 29), (30, 50), (51, 67)))
    >>> both = Stretch(0, passage, ((0, 29), (30, 50)))
    >>> [is_about(frozenset({"dahl", "delmont"}), each, [passage]) for each in (mayor, inland, both)]
    [False, False, False]
    >>> [is_about(frozenset({"delmont"}), each, [passage]) for each in (mayor, inland, school)]
    [False, True, True]
    >>> is_about(frozenset({"veland"}), mayor, [passage])
    True
    """
    open_ = names - words_in(stretch.passage.title)
    if not open_:
        return True
    parts = [open_ & words_in(each) for each in stretch.sentences]
    told = open_ & words_in(" ".join(f"{each.title} {each.text}" for each in found))
    missing = told.difference(*parts)
    if missing and (missing != told or not missing <= words_in(_before(stretch, found))):
        return False
    return not (len(parts) == 2 and parts[0] - parts[1] and parts[1] - parts[0])


def _before(stretch: Stretch, found: Sequence[Passage]) -> str:
    """What the document says before a stretch, as far as it was found."""
    at = stretch.passage.start + stretch.parts[0][0]
    same = [each for each in found if each.doc_id == stretch.passage.doc_id and each.start <= at]
    return " ".join(each.text[: at - each.start] for each in same)
