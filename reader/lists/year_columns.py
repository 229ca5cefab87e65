"""Tables in a text with a column for each of several years: sales by region, inhabitants by town."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgqa.linker.normalise import fold
from kgqa.reader.lists.table_lines import Place, table_lines

_YEAR = re.compile(r"(?:FY ?)?(?P<year>\d{4})(?:[/–-]\d{2,4})?(?: ?\(.*\))?")
_NUMBER = re.compile(
    r"(?P<sign>[-\u2212])?(?P<money>[A-Z]{0,2}[$£€¥]|[A-Z]{3} )?\s?"
    r"(?P<digits>\d{1,3}(?:[, ]\d{3})+|\d+)(?P<decimals>\.\d+)?"
    r"\s?(?P<unit>[^\d\s]\S*)?"
)
_DECIMAL_COMMA = re.compile(r"\d,\d{1,2}(?!\d)")
NOTHING = frozenset(("", "-", "–", "—", "n/a", "na", "n.a.", "unknown", "none", "?", "..", "…", "nil", "tba"))
"""Cells that say nothing."""
_TOTALS = frozenset(("total", "totals", "sum", "all", "overall", "average", "mean", "subtotal", "grand total"))


@dataclass(frozen=True, slots=True)
class YearColumns:
    """``name``: the header of the column that names the rows; ``above``: the line above the table. ``rows``: of each
    its name and its cells by year; ``headers``: where each year's header stands."""

    name: str
    above: str
    headers: dict[int, Place]
    rows: tuple[tuple[Place, dict[int, Place]], ...]


def year_columns(text: str) -> Iterator[YearColumns]:
    """The tables of a text that have columns of two years or more, and whose first column names each row once.

    >>> (table,) = year_columns("Region | 2019 | 2020\\nNorth | 120 | 140\\nSouth | 95 | 90")
    >>> table.name, sorted(table.headers), len(table.rows)
    ('Region', [2019, 2020], 2)
    """
    for header, *body in table_lines(text):
        found = [_YEAR.fullmatch(text[slice(*cell)]) for cell in header]
        years = {int(match["year"]): at for at, match in enumerate(found) if match is not None}
        if len(years) < 2 or len(years) < sum(map(bool, found)) or found[0] is not None:
            continue
        rows = [line for line in body if len(line) == len(header) and text[slice(*line[0])]]
        names = {fold(text[slice(*line[0])]) for line in rows}
        if len(rows) < len(body) or len(names) < len(rows) or any(name.isdigit() for name in names):
            continue
        above = text[: header[0][0]].rstrip("\n").rpartition("\n")[2]
        yield YearColumns(
            text[slice(*header[0])],
            above,
            {year: header[at] for year, at in years.items()},
            tuple((line[0], {year: line[at] for year, at in years.items()}) for line in rows),
        )


def is_total(name: str) -> bool:
    """Whether a row sums up the others.

    >>> is_total("Total"), is_total("All countries"), is_total("Allen Bay")
    (True, True, False)
    """
    words = fold(name).split()
    return fold(name) in _TOTALS or bool(words and {words[0], words[-1]} & {"all", "total", "totals", "overall", "sum"})


def numbers(cells: Sequence[str]) -> list[float | None] | None:
    """The numbers that cells are, None of an empty one; None where one is something else, or not of the same unit.

    >>> numbers(["1,200", "–", "95.5"]), numbers(["12 t", "7 kg"]), numbers(["5%", "4%"]), numbers(["10,1", "9"])
    ([1200.0, None, 95.5], None, [5.0, 4.0], [10.1, 9.0])
    >>> numbers(["$120", "€125"]), numbers(["$120", "125"])  # a column may have its sign in the first row alone
    (None, [120.0, 125.0])
    """
    found: list[float | None] = []
    units, money = set(), set()
    has_commas = any(_DECIMAL_COMMA.search(cell) for cell in cells)
    for cell in cells:
        match = _NUMBER.fullmatch(cell.replace(".", "").replace(",", ".") if has_commas else cell)
        if match is not None:
            value = float(re.sub("[, ]", "", match["digits"]) + (match["decimals"] or ""))
            found.append(-value if match["sign"] else value)
            units.add(match["unit"])
            money |= {match["money"].strip()} if match["money"] else set()
        elif cell.lower() in NOTHING:
            found.append(None)
        else:
            return None
    return found if len(units) == 1 and len(money) < 2 else None
