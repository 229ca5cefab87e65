"""Whether two names may be names of one thing, by their forms alone, and how."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from kgqa.extract.resolve.likeness import EXACT, FOLDED, PRIOR
from kgqa.extract.resolve.name import VALUES, is_person, take_apart
from kgqa.extract.resolve.people_forms import people
from kgqa.extract.resolve.thing_forms import things


class NameMatch(NamedTuple):
    """How two names are alike, in words, and how far that tells that they are of one thing, in (0, 1]."""

    kind: str
    score: float


@lru_cache(maxsize=1 << 17)
def same_name(a: str, b: str, type: str = "") -> NameMatch | None:
    """The likeness of two names of things of one type; None where they are no names of one thing by their forms.

    ``type`` is lower-case words ("person", "organization", ...): people's names have surnames, values (dates,
    numbers) match only where they are written alike. Symmetric. One of ``SHORT_FORMS`` (beside)
    says that the shorter name may be short for the longer one: in one document it nearly always is so of the one that
    it fits, across documents that is no reason by itself. Never alike: "Jr.", "Sr." or "II" against without or another
    of them (a surname alone tells neither), and names whose numbers ("1.10" and "11.0"), sides ("North") or brackets
    ("1997 film") differ.

    >>> same_name("Q. R. Vandelmoor", "Quill Roderick Vandelmoor", "person").kind
    'given name shortened to an initial'
    >>> same_name("Quill Vandelmoor Jr.", "Quill Vandelmoor", "person") is None
    True
    """
    if a == b:
        return NameMatch(EXACT, PRIOR[EXACT])
    person = is_person(type)
    one, two = take_apart(a, person), take_apart(b, person)
    if not one.whole or not two.whole:
        return None
    if one.key == two.key:
        return NameMatch(FOLDED, PRIOR[FOLDED])
    if type.casefold() in VALUES or not one.words or not two.words:
        return None
    # The order of the two never matters.
    if (len(one.words), one.words, one.text) > (len(two.words), two.words, two.text):
        one, two = two, one
    kinds = [*(people(one, two) if person else things(one, two))]
    return max((NameMatch(kind, PRIOR[kind]) for kind in kinds), key=lambda match: match.score, default=None)
