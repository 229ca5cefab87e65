"""Facts of tables whose rows are each of a year or a term: who won then, who was mayor.

What such a row says is about what the table stands under, "Halden Cup" or "Tarn", and its time is a qualifier. Where
its rows are terms of an office, the other columns are about whoever held it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgqa.extract.document import Document, Span, Table
from kgqa.extract.documents.split import TIMES
from kgqa.extract.found import FoundEntity, FoundFact
from kgqa.extract.syntax.cells import (
    Names,
    columns_of,
    fact_of,
    is_name,
    is_plural,
    is_total,
    items,
    plain,
    relation_of,
    singular,
    trimmed,
    type_told,
)
from kgqa.extract.syntax.dates import full_year
from kgqa.extract.syntax.kinds import kind_of, type_of

Times = list[tuple[tuple[str, str], ...]]
"""The qualifiers of each row's time."""

_ROLES = frozenset(
    ("winner", "champion", "runner-up", "runners-up", "second", "third", "holder", "victor", "host", "venue", "gold")
)
_TIME = re.compile(
    r"(?P<first>\d{4})(?:\s*(?:[–—/-]|to|until)\s*(?P<last>\d{4}|\d{2}|present|today|now)?)?", re.IGNORECASE
)


def is_by_time(text: str, table: Table, headers: Sequence[str]) -> bool:
    """Whether each row is of a time of its own, and the first column of names tells who or where it was then."""
    time = _column_of_time(headers)
    if time is None or _times(text, table, time) is None or any(type_told(header) == "work" for header in headers):
        return False
    named = _named_column(text, table, time)
    return named is not None and (_is_role(headers[named]) or _is_office(headers[named]))


def facts_by_time(
    document: Document, table: Table, headers: Sequence[str], entities: Sequence[FoundEntity], names: Names
) -> Iterator[FoundFact]:
    """The facts of a table that :func:`is_by_time`; those about what it stands under only where that is known."""
    text = document.text
    time = _column_of_time(headers)
    named = None if time is None else _named_column(text, table, time)
    times = None if time is None else _times(text, table, time)
    if time is None or named is None or times is None:
        return
    subject = _stands_under(document, table, entities)
    is_office = _is_office(headers[named]) and any(len(when) > 1 for when in times)
    relations = [None if at == time else relation_of(header, "") for at, header in enumerate(headers)]
    columns = columns_of(text, table, headers)
    for row, when in zip(table.rows, times, strict=True):
        if not when:
            continue
        cells = [span for span in row if span.start < span.end]
        sentence = Span(min(span.start for span in cells), max(span.end for span in cells))
        holder = trimmed(text, row[named])
        for at, (relation, cell) in enumerate(zip(relations, row, strict=False)):
            head, start = subject, row[time]
            if is_office and at != named:
                is_known = holder is not None and is_name(text[holder.start : holder.end])
                head = names.number(plain(text, holder), holder, "person") if holder and is_known else None
                start = holder or start
            if relation is None or head is None:
                continue
            for span in items(text, cell, is_plural=is_plural(headers[at], relation[0])):
                for fact in fact_of(text, names, head, start, *relation, span, sentence, columns[at]):
                    if is_office and at != named:
                        yield fact
                    # A number is one of that time, and not of what the table is about.
                    elif isinstance(fact.tail, int):
                        yield fact.at(when)


def _column_of_time(headers: Sequence[str]) -> int | None:
    return next((at for at, header in enumerate(headers) if header.lower().strip(" :.*†") in TIMES), None)


def _times(text: str, table: Table, column: int) -> Times | None:
    """The qualifiers of each row's time, () of a row that sums up; None where another cell is no time, or two are the
    same."""
    found: Times = []
    for row in table.rows:
        cell = trimmed(text, row[column])
        match = None if cell is None else _TIME.fullmatch(text[cell.start : cell.end])
        if cell is not None and is_total(text[cell.start : cell.end]):
            found.append(())
            continue
        if match is None:
            return None
        first, last = match["first"], match["last"]
        if len(match[0]) == 4:
            found.append((("date", first),))
        elif last and last.isdigit() and (end := full_year(first, last)):
            found.append((("end date", end), ("start date", first)))
        else:
            found.append((("start date", first),))
    return found if len(set(found)) == len(found) else None


def _named_column(text: str, table: Table, time: int) -> int | None:
    """The first column but that of the time whose cells are mostly names."""
    for at in range(len(table.header)):
        cells = [text[span.start : span.end] for row in table.rows if (span := trimmed(text, row[at]))]
        if at != time and sum(map(is_name, cells)) * 2 > len(table.rows):
            return at
    return None


def _is_role(header: str) -> bool:
    words = header.lower().strip(" :.*†").split()
    return any(word in _ROLES or singular(word) in _ROLES for word in words)


def _is_office(header: str) -> bool:
    return type_of(kind_of(singular(header.lower().strip(" :.*†").rpartition(" ")[2]))) == "person"


def _stands_under(document: Document, table: Table, entities: Sequence[FoundEntity]) -> int | None:
    """The one entity that the nearest heading above names, else the next one above that, else the title."""
    level = None
    for heading in reversed(document.headings):
        if heading.start > table.header[0].start or (level is not None and heading.level >= level):
            continue
        level = heading.level
        inside = [
            number
            for number, entity in enumerate(entities)
            if any(heading.start <= span.start and span.end <= heading.end for span in entity.mentions)
        ]
        if len(inside) == 1:
            return inside[0]
    titled = [number for number, entity in enumerate(entities) if document.title in entity.names]
    return titled[0] if len(titled) == 1 else None
