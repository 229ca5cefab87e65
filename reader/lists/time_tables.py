"""Tables in a text whose rows are each of a year or a term: winners, mayors, seasons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgqa.linker.normalise import fold
from kgqa.reader.language.quantities import DATES
from kgqa.reader.lists.table_lines import Place, table_lines

OPEN = 9999
"""The last year of what still lasts."""

_TIME = frozenset(
    ("year", "years", "season", "date", "term", "term of office", "period", "in office", "edition", "tenure")
)
_BEGIN = frozenset(("from", "start", "began", "took office", "since", "elected"))
_END = frozenset(("to", "until", "end", "ended", "left office"))
_YEARS = re.compile(
    r"(?P<first>\d{4})(?:\s*(?:[–—/-]|to|until)\s*(?P<last>\d{4}|\d{2}(?!\d)|present|today|now|date|$))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a line and the first and last year that its time covers."""

    cells: tuple[Place, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class TimeTable:
    """``header``: the names of the columns; ``time``: the number of the column that tells when; ``rows`` in order."""

    header: tuple[str, ...]
    time: int
    rows: tuple[Row, ...]

    def at(self, year: int) -> list[Row]:
        """The rows of that very year, else those within whose time it is, a term's first and last year last."""
        own = [row for row in self.rows if row.first == row.last == year]
        within = [row for row in self.rows if row.first <= year <= row.last]
        return own or [row for row in within if row.first < year < row.last] or within


def time_tables(text: str) -> Iterator[TimeTable]:
    """The tables of a text that have a column of years, dates or terms and nothing else.

    >>> (table,) = time_tables("Year | Winner\\n2018 | Ada Kvist\\n2019/20 | Ben Ray")
    >>> table.header, [(row.first, row.last) for row in table.rows]
    (('Year', 'Winner'), [(2018, 2018), (2019, 2020)])
    """
    for lines in table_lines(text):
        yield from _table(text, lines)


def _table(text: str, lines: Sequence[tuple[Place, ...]]) -> Iterator[TimeTable]:
    header, *body = lines
    names = [fold(text[slice(*cell)]) for cell in header]
    time = next((at for at, name in enumerate(names) if name in _TIME or name in _BEGIN), None)
    if time is None or len(set(names)) < len(names):
        return
    end = next((at for at, name in enumerate(names) if name in _END), None) if names[time] in _BEGIN else None
    rows = []
    for cells in body:
        if len(cells) != len(header):
            continue
        first, last = _years(text[slice(*cells[time])])
        if first and end is not None:
            last = _years(text[slice(*cells[end])])[0] or OPEN
        if first:
            rows.append(Row(cells, first, last))
    # A row that sums up the others has no time.
    if rows and len(rows) >= len(body) - 1:
        yield TimeTable(tuple(text[slice(*cell)] for cell in header), time, tuple(rows))


def _years(cell: str) -> tuple[int, int]:
    """The first and the last year of a cell that is a time and nothing else; 0 and 0 of any other."""
    found = _YEARS.fullmatch(cell)
    if found is None:
        year = _YEAR.search(cell) if DATES.fullmatch(cell) else None
        return (int(year[0]), int(year[0])) if year else (0, 0)
    first, last = int(found["first"]), found["last"]
    if last is None:
        return first, first
    if not last.isdigit():
        return first, OPEN
    return first, int(last) if len(last) == 4 else first // 100 * 100 + int(last)
