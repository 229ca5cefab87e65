"""Places of discovery: "England/France" as the places it names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kgqa.data.demo.names import fold
from kgqa.data.demo.part import Part
from kgqa.types import Entity, Triple

# Places that are no country of today stay what they are, in the country they lie in. The Soviet Union lies in
# no single one.
_NOT_COUNTRIES = {
    "England": Entity("place:England", "England", (), "country of the United Kingdom", ("place",)),
    "Scotland": Entity("place:Scotland", "Scotland", (), "country of the United Kingdom", ("place",)),
    "USSR": Entity("place:USSR", "Soviet Union", ("USSR",), "former country", ("place",)),
}
_WITHIN = {"place:England": "country:GB", "place:Scotland": "country:GB"}


def places(text: str, countries: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of the places named in a line such as "Germany/France", in the order named.

    ``countries`` has the ids of countries by folded name. A name that is none of them is a place of its own.
    """
    names = [name.strip() for name in re.split(r"[/,;]", text) if name.strip()]
    return tuple(
        dict.fromkeys(_place(name).id if _is_place(name, countries) else countries[fold(name)] for name in names)
    )


def place_part(texts: list[str], countries: Mapping[str, str]) -> Part:
    """The entities of the places in these lines that are no countries, and the country each lies in."""
    names = {name.strip() for text in texts for name in re.split(r"[/,;]", text) if name.strip()}
    found = sorted((_place(name) for name in names if _is_place(name, countries)), key=lambda place: place.id)
    return Part(
        tuple(found),
        tuple(Triple(place.id, "country", _WITHIN[place.id]) for place in found if place.id in _WITHIN),
    )


def _is_place(name: str, countries: Mapping[str, str]) -> bool:
    return name in _NOT_COUNTRIES or fold(name) not in countries


def _place(name: str) -> Entity:
    return _NOT_COUNTRIES.get(name) or Entity(f"place:{name}", name, (), "place", ("place",))
