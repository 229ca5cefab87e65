"""Whom or what an element is named after, where its origin of name says so plainly."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kgqa.data.demo.names import fold
from kgqa.data.demo.people import agent_id, discoverers

_HONOR = re.compile(
    r"Named in honor of (?:the (?:scientist|physicist|astronomer|chemist) )?"
    r"(?P<who>[^,(]+?)\s*(?:[,(].*)?\.?$"
)
_PLACE = re.compile(r"Named (?:for|after) (?:the (?:country|continent) of )?(?P<where>[A-Z][A-Za-z ]+?)\s*(?:,.*)?\.?$")
# The source honours a chemist here; the element is named after the German state of Hesse.
_WRONG = frozenset(("Henri Hess",))


def eponyms(origin: str, places: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of the persons or of the place in a line like "Named for Poland, ..."; mostly none.

    ``places`` has the ids of countries and continents by folded name. Every other origin (a Greek word, a
    village, a god) stays in the prose alone.

    >>> eponyms("Named in honor of Pierre and Marie Curie.", {})
    ('person:Pierre Curie', 'person:Marie Curie')
    >>> eponyms("Greek: argos (inactive).", {})
    ()
    """
    honor = _HONOR.match(origin.strip())
    if honor:
        if honor["who"] in _WRONG:
            return ()
        return tuple(agent_id(name) for name in discoverers(honor["who"]))
    place = _PLACE.match(origin.strip())
    found = places.get(fold(place["where"])) if place else None
    return (found,) if found else ()
