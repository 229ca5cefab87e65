"""The rows of the periodic table as the package mendeleev has them, in plain types."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kgqa.data.demo.packages import load

# The package's own prose gives 1885; its table says 1925.
_YEARS = {"Nd": "1885"}
# Densities from fermium on are predictions: no visible amount of these elements was ever made.
_LAST_WEIGHED = 99


@dataclass(frozen=True, slots=True)
class ElementRow:
    """One element. Empty text where the source has nothing; temperatures in kelvin, density in g/cm³."""

    number: int
    symbol: str
    name: str
    period: str
    group: str
    block: str
    category: str
    density: str
    melting_point: str
    boiling_point: str
    sublimation_point: str
    discoverers: str
    discovery_place: str
    discovery_year: str
    origin: str
    description: str
    uses: str
    sources: str


def element_rows() -> list[ElementRow]:
    """All elements by atomic number. Raises InputError where mendeleev is missing."""
    fetch_table = load("mendeleev.fetch").fetch_table
    categories = {int(row["id"]): _text(row["name"]) for row in _records(fetch_table("series"))}
    phases = _phases(_records(fetch_table("phasetransitions")))
    rows = sorted(_records(fetch_table("elements")), key=lambda row: int(row["atomic_number"]))
    return [_row(row, categories, phases.get(int(row["atomic_number"]), {})) for row in rows]


def group_names() -> dict[str, str]:
    """The old roman names ("VIB") of the groups, by number."""
    rows = _records(load("mendeleev.fetch").fetch_table("groups"))
    return {_number(row["group_id"]): _text(row["symbol"]) for row in rows}


def _row(row: dict[str, Any], categories: dict[int, str], phase: dict[str, Any]) -> ElementRow:
    number, symbol = int(row["atomic_number"]), _text(row["symbol"])
    sublimes = bool(_number(phase.get("is_sublimation_point")))
    boiling = _number(phase.get("boiling_point"))
    return ElementRow(
        number=number,
        symbol=symbol,
        name=_text(row["name"]),
        period=_number(row["period"]),
        group=_number(row["group_id"]),
        block=_text(row["block"]),
        category=categories.get(int(row["series_id"]), ""),
        density=_number(row["density"]) if number <= _LAST_WEIGHED else "",
        melting_point=_number(phase.get("melting_point")),
        boiling_point="" if sublimes else boiling,
        sublimation_point=boiling if sublimes else "",
        discoverers=_text(row["discoverers"]),
        discovery_place=_text(row["discovery_location"]),
        discovery_year=_YEARS.get(symbol, _number(row["discovery_year"])),
        origin=_text(row["name_origin"]),
        description=_text(row["description"]),
        uses=_text(row["uses"]),
        sources=_text(row["sources"]),
    )


def _phases(rows: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """One row an element: of several allotropes the first that melts, as red phosphorus does not."""
    best: dict[int, dict[str, Any]] = {}
    usual = [row for row in rows if not _number(row["is_transition"])]
    for row in sorted(usual, key=lambda row: (bool(_number(row["is_sublimation_point"])), int(row["id"]))):
        best.setdefault(int(row["atomic_number"]), row)
    return best


def _records(table: Any) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = table.to_dict("records")
    return records


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _text(value: Any) -> str:
    return "" if _missing(value) else str(value).strip()


def _number(value: Any) -> str:
    """A number as text: six digits, so that 0.0013080000000000001 is 0.001308; empty for none."""
    return "" if _missing(value) else f"{Decimal(f'{float(value):.6g}'):f}"
