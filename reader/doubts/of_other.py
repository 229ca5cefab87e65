"""What is said of something else by name: "the mayors of Lind" are none of Tarn."""

from __future__ import annotations

import re

from kgqa.linker.normalise import fold
from kgqa.reader.doubts.name_words import names_any
from kgqa.reader.language.events import sentence
from kgqa.reader.language.operations import plural, singular

OF_OTHER = 0.3
"""What is left of a span's probability where its sentence says it to be of something else than the question names."""

_NAME = r"(?P<name>[A-Z][\w'’-]*(?: (?:(?:of|the|de|von|van) )*[A-Z\d][\w'’-]*)*)"
_ASKED = re.compile(rf"\b(?P<noun>[a-z]{{3,}}) of (?:the )?{_NAME}")
_NO_ROLE = frozenset(
    [
        *("part", "one", "all", "some", "name", "names", "number", "because", "most", "many", "list", "instead", "out"),
        # Somebody has two parents, and a place lies in several others.
        *("son", "sons", "daughter", "daughters", "child", "children", "brother", "brothers", "sister", "sisters"),
        *("member", "members", "grandson", "granddaughter", "heir", "city", "town", "county", "district", "kind"),
    ]
)


def is_of_other(question: str, text: str, start: int, end: int) -> bool:
    """Whether the sentence of ``text[start:end]`` tells of the same role of another thing, and not a word of the one
    that the question names.

    >>> text = "The mayors of Lind were Ada Holt and Ben Ray."
    >>> [is_of_other(f"Who were the mayors of {town}?", text, 24, 32) for town in ("Tarn", "Lind")]
    [True, False]
    """
    asked = _ASKED.search(question)
    if asked is None or asked["noun"] in _NO_ROLE:
        return False
    first, last = sentence(text, start, end)
    own = fold(asked["name"])
    said = text[first:last]
    if not own or names_any(own.split(), said):
        return False
    one = singular(asked["noun"])
    role = rf"\b(?:{re.escape(one)}|{re.escape(plural(one))}) of (?:the )?{_NAME}"
    for found in re.finditer(role, said):
        low, high = (first + at for at in found.span("name"))
        if (start >= high or end <= low) and fold(found["name"]) not in fold(question):
            return True
    return False
