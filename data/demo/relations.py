"""The relations of the demo graph."""

from __future__ import annotations

from typing import NamedTuple


class RelationRow(NamedTuple):
    """A relation as the demo's relations.jsonl has it. ``datatype`` is empty where tails are entities.

    ``inverse`` reads the edge from tail to head: "Tungsten, discovered in, Spain" is "Spain, place of
    discovery of, Tungsten".
    """

    id: str
    label: str
    aliases: tuple[str, ...]
    inverse: str
    datatype: str


RELATIONS: tuple[RelationRow, ...] = (
    RelationRow("area", "area (km²)", ("area", "size", "surface area"), "", "number"),
    RelationRow("atomic_number", "atomic number", ("number of protons", "proton number"), "", "number"),
    RelationRow("block", "block", ("periodic table block",), "block of", ""),
    RelationRow("boiling_point", "boiling point (K)", ("boiling point", "boiling temperature"), "", "number"),
    RelationRow("borders", "borders", ("border", "neighbour of", "neighbours", "shares a border with"), "borders", ""),
    RelationRow("calling_code", "calling code", ("country code", "dialling code", "phone code"), "", "string"),
    RelationRow("capital", "capital", ("capital city", "seat of government"), "capital of", ""),
    RelationRow("category", "category", ("element category", "kind of element", "series"), "category of", ""),
    RelationRow("continent", "continent", ("on the continent",), "continent of", ""),
    RelationRow("country", "located in country", ("in country", "located in"), "contains", ""),
    RelationRow("currency", "currency", ("legal tender", "money"), "currency of", ""),
    RelationRow("demonym", "demonym", ("name for people from", "people are called"), "", "string"),
    RelationRow("density", "density (g/cm³)", ("density",), "", "number"),
    RelationRow("discovered_by", "discovered by", ("discoverer", "found by", "isolated by"), "discoverer of", ""),
    RelationRow(
        "discovered_in",
        "discovered in",
        ("discovery location", "place of discovery"),
        "place of discovery of",
        "",
    ),
    RelationRow("discovery_year", "discovery year", ("year of discovery", "when discovered"), "", "date"),
    RelationRow("group", "group", ("periodic table group",), "group of", ""),
    RelationRow("language", "language spoken", ("language", "languages", "spoken language"), "spoken in", ""),
    RelationRow("melting_point", "melting point (K)", ("melting point", "melting temperature"), "", "number"),
    RelationRow("named_after", "named after", ("eponym", "named for", "named in honor of"), "eponym of", ""),
    RelationRow("official_language", "official language", ("state language",), "official language of", ""),
    RelationRow("period", "period", ("periodic table period", "row of the periodic table"), "", "number"),
    RelationRow("population", "population", ("inhabitants", "number of people"), "", "number"),
    RelationRow("region", "region", ("part of the world", "subregion"), "region of", ""),
    RelationRow("sublimation_point", "sublimation point (K)", ("sublimation point",), "", "number"),
    RelationRow("symbol", "chemical symbol", ("element symbol", "symbol"), "", "string"),
    RelationRow("time_zone", "time zone", ("timezone",), "", "string"),
    RelationRow("top_level_domain", "top-level domain", ("internet domain", "tld"), "", "string"),
)
"""All relations, by id."""
