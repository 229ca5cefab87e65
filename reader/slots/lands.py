"""In which country a place lies, where the first sentence about it ends with that: "is a village in Dorn, Norway"."""

from __future__ import annotations

import re

from kgqa.reader.language.nations import is_adjective, known_nation
from kgqa.reader.slots.parents import sentences

_SETTLED = re.compile(
    r"\b(?:is|was) (?:an? |the |one of the )(?:[\w-]+ ){0,4}?"
    r"(?:settlement|village|town|city|hamlet|municipality|commune|suburb|district|county|province|region"
    r"|river|lake|mountain|island|locality|community|parish|neighbou?rhood|station|airport"
    r"|school|university|borough|township)\b"
)
_NAME = re.compile(
    r"(?:, | in | of )(?P<name>(?:the )?[^\W\d_a-z][\w'’-]*(?: (?:and )?[^\W\d_a-z][\w'’-]*){0,3})"
    r"(?=[,.;)]|$| with\b| near\b| on\b)"
)


def country_of(text: str, label: str) -> tuple[int, int] | None:
    """Offsets of the country that the first sentence of a text says its place lies in; None where it says none that is
    known, or for another ``label`` than "country".

    >>> text = "Brinn is a village in the district of Oda, Norway. It lies near Sweden."
    >>> text[slice(*country_of(text, "country"))]
    'Norway'
    """
    if label != "country":
        return None
    for opens, closes in sentences(text)[:1]:
        place = _SETTLED.search(text, opens, closes)
        if place is None:
            return None
        for found in reversed(list(_NAME.finditer(text, place.end(), closes))):
            start, end = found.span("name")
            if known_nation(text[start:end]) and not is_adjective(text[start:end]):
                return start, end
    return None
