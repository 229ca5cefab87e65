"""Whether a stretch of text is about what a question names.

"The mayor of Osterby is Sigrun Dahl. Delmont lies inland." has all names of "Is Sigrun Dahl the mayor of Delmont?", and
each sentence others; and a sentence that lacks a name of which another one tells is about something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgqa.linker.normalise import fold

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NO_NAMES = frozenset(("i", *_DAYS, *_MONTHS))


def names_in(question: str) -> frozenset[str]:
    """The words of a question in upper case but the first, folded; days, months and "I" are none.

    >>> sorted(names_in("Is Sigrun Dahl the mayor of Delmont?")), names_in("May I come on Monday?")
    (['dahl', 'delmont', 'sigrun'], frozenset())
    """
    found = [match[0] for match in _WORD.finditer(question)][1:]
    return frozenset(word for each in found if each[0].isupper() for word in words_in(each)) - _NO_NAMES


def words_in(text: str) -> frozenset[str]:
    """The folded words of a text, without the "'s" of owners."""
    return frozenset(fold(re.sub(r"['’]s?\b", "", text)).split())


def is_about(names: frozenset[str], title: str, sentences: Sequence[str], told: frozenset[str]) -> bool:
    """Whether one sentence or two neighbours can be about what is named. ``told``: the words of all that was found.

    >>> names, texts = frozenset({"dahl", "delmont"}), ["The mayor of Osterby is Dahl.", "Delmont lies inland."]
    >>> told = words_in(" ".join(texts))
    >>> is_about(names, "Osterby", texts[:1], told), is_about(names, "Osterby", texts, told)
    (False, False)
    >>> is_about(names, "Delmont", texts[:1], told), is_about(frozenset({"veland"}), "Osterby", texts[:1], told)
    (True, True)
    """
    open_ = names - words_in(title)
    parts = [open_ & words_in(each) for each in sentences]
    if (open_ - frozenset().union(*parts)) & told:
        return False
    return not (len(parts) == 2 and parts[0] - parts[1] and parts[1] - parts[0])
