"""Words for a people where a country is meant: "Norwegian" to Norway, where the documents name both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kgqa.extract.resolve.places import DEMONYMS, usual
from kgqa.extract.resolve.result import ResolvedEntity
from kgqa.linker.normalise import fold

COUNTRY, WITHIN = "country", "administrative territorial entity"
"""The relations whose value is a country or a part of one, whatever word the text has for it. A person's nationality is
as it is said: who is Norwegian need not be of Norway."""


@dataclass(frozen=True, slots=True)
class Peoples:
    """``ids`` of entities that are a people, and by id that of its ``countries``."""

    ids: frozenset[str]
    countries: Mapping[str, str]

    def meant(self, relation: str, head: str, tail: str) -> str | None:
        """The end that a fact means: the country of a people where the relation takes a place. None where there is no
        such fact: no people lies within anything, and nothing within a people."""
        if relation not in (COUNTRY, WITHIN):
            return tail
        place = self.countries.get(tail, tail)
        return None if relation == WITHIN and not self.ids.isdisjoint((head, place)) else place


def peoples_of(entities: Iterable[ResolvedEntity]) -> Peoples:
    """The peoples among the entities, each with its country where one place alone has the country's name."""
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
    countries = {id: next(iter(places[place])) for id, place in peoples if len(places.get(place, ())) == 1}
    return Peoples(frozenset(id for id, _ in peoples), countries)
