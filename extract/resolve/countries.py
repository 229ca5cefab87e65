"""Words for a people where a country is meant: "Norwegian" to Norway, where the documents name both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kgqa.extract.resolve.places import DEMONYMS, usual
from kgqa.extract.resolve.result import ResolvedEntity
from kgqa.linker.normalise import fold

COUNTRY = "country"
"""The relation whose value is a country, whatever word the text has for it. A person's nationality is as it is said:
who is Norwegian need not be of Norway."""


def countries_of(entities: Iterable[ResolvedEntity]) -> dict[str, str]:
    """By the id of a people that of its country, where one place alone has the country's name."""
    places: dict[str, set[str]] = defaultdict(set)
    peoples: list[tuple[str, str]] = []
    for entity in entities:
        names = {"".join(fold(name).split()) for name in (entity.label, *entity.aliases)}
        if entity.type == "location":
            for name in names:
                places[usual(name)].add(entity.id)
        elif entity.type == "group" and not entity.given:
            said = {DEMONYMS[name] for name in names if name in DEMONYMS}
            if len(said) == 1:
                peoples.append((entity.id, said.pop()))
    return {id: next(iter(places[place])) for id, place in peoples if len(places.get(place, ())) == 1}
