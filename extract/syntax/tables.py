"""Facts of tables: a row is about what its naming column names, and each other column's header is a relation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from kgqa.extract.document import Document, Span, Table
from kgqa.extract.found import FoundEntity, FoundFact
from kgqa.extract.syntax.cells import (
    CONFIDENCE,
    EXTRACTOR,
    Names,
    columns_of,
    fact_of,
    is_name,
    is_plural,
    is_term,
    is_total,
    items,
    kind_told,
    plain,
    relation_of,
    trimmed,
    type_told,
)
from kgqa.extract.syntax.tables_by_time import facts_by_time, is_by_time
from kgqa.types import Literal

_NUMBERING = frozenset(
    ("no", "no.", "nr", "#", "rank", "pos", "pos.", "position", "year", "date", "id", "ref", "ref.", "season")
)
_THINGS = re.compile(r"(?:the |our |all |list of )*(?P<many>[a-z]+s)(?: (?:in|of|at|on|by|from)\b.*)?", re.IGNORECASE)
"""What a list of things is called; "Name" says no more of them than that they have one."""
_NAMED = {"name", "full name", "employee", "member", "staff", "who"}
_PERSONAL = {
    "salary", "wage", "born", "date of birth", "birthday", "age", "job", "job title", "department", "manager", "boss",
    "occupation", "nationality", "hired", "employer", "e-mail", "email",
}  # fmt: skip
"""Headers beside a name that only a person's has."""
_OF_ONE = frozenset(
    ("property", "key", "field", "attribute", "measure", "metric", "quantity", "characteristic", "feature")
)
"""Headers of a column whose cells are relations of one thing, which the table does not name."""


def table_facts(
    document: Document, entities: Sequence[FoundEntity] = ()
) -> tuple[tuple[FoundEntity, ...], tuple[FoundFact, ...]]:
    """The facts of a document's tables, and ``entities`` followed by those that only tables name.

    The first column with names, each in one row, is what the rows are about; where there is none, the first column, if
    its cells are short terms, each in one row (".pdf", "verify"); else a table says nothing. Its header tells their
    type, and what they are ("Film", "Product"), where it is a kind of thing; where it is "Name", what the table stands
    under does ("Hotels in Delby"). Every other header is a relation, in
    Wikidata's words where these are known, with the unit in its brackets taken off ("Length (km)"); the "Year" of a
    work is that of its publication. A cell is an entity where it is a name, else a value, else a text; an empty one
    nothing. A cell that is a mention of one of ``entities``, or has its name, is that entity. A fact's sentence is its
    row. Tables whose rows are each of a year or a term are :mod:`.tables_by_time`.
    """
    makers = Names(entities)
    found: list[FoundFact] = []
    for table in document.tables:
        headers = _headers(document.text, table)
        if is_by_time(document.text, table, headers):
            found += facts_by_time(document, table, headers, entities, makers)
        else:
            found += _facts(document.text, table, headers, makers, _stands_under(document, table))
    return makers.entities(), tuple(found)


def _headers(text: str, table: Table) -> list[str]:
    """The names of the columns; "" where another has the same name. All in capitals are small ones."""
    found = [" ".join(text[span.start : span.end].split()) for span in table.header]
    counts = Counter(header.lower() for header in found)
    found = [header if counts[header.lower()] == 1 else "" for header in found]
    return [header.lower() for header in found] if all(not h or h.isupper() for h in found) else found


def _stands_under(document: Document, table: Table) -> str:
    """The words of the heading above a table, else the title: "Hotels in Delby"."""
    above = [heading for heading in document.headings if heading.start < table.header[0].start]
    return document.text[above[-1].start : above[-1].end] if above else document.title


def _facts(text: str, table: Table, headers: Sequence[str], names: Names, under: str) -> Iterator[FoundFact]:
    columns = columns_of(text, table, headers)
    # A column of "5M" and "12M" names nothing.
    namers = ["" if column.is_figures else header for header, column in zip(headers, columns, strict=True)]
    naming = _naming_column(text, table, namers, is_name)
    is_subject = is_name if naming is not None else is_term
    if naming is None and headers[0].lower().strip(" :.*†") not in _OF_ONE:
        naming = _naming_column(text, table, headers[:1], is_term)
    if naming is None:
        return
    type = type_told(headers[naming])
    if not type and headers[naming].lower() in _NAMED and _PERSONAL & {header.lower() for header in headers}:
        type = "person"
    kind = kind_told(headers[naming])
    if headers[naming].lower() == "name" and (things := _THINGS.fullmatch(under.replace("_", " "))):
        kind = kind_told(things["many"])
    relations = [relation_of(header, type) if at != naming else None for at, header in enumerate(headers)]
    subjects = [trimmed(text, row[naming]) if naming < len(row) else None for row in table.rows]
    named = Counter(text[span.start : span.end] for span in subjects if span is not None)
    for row, subject in zip(table.rows, subjects, strict=True):
        cells = [span for span in row if span.start < span.end]
        words = "" if subject is None else text[subject.start : subject.end]
        # Two rows of one name are of two things, or of one at two times: either way they don't go together.
        if subject is None or not is_subject(words) or is_total(words) or named[words] > 1:
            continue
        sentence = Span(min(span.start for span in cells), max(span.end for span in cells))
        head = names.number(plain(text, subject), subject, type)
        for at, (relation, cell) in enumerate(zip(relations, row, strict=False)):
            if relation is None:
                continue
            label, unit = relation
            for span in items(text, cell, is_plural=is_plural(headers[at], label)):
                yield from fact_of(text, names, head, subject, label, unit, span, sentence, columns[at])
        if kind:
            yield FoundFact(head, "instance of", Literal(kind), sentence, subject, EXTRACTOR, CONFIDENCE)


def _naming_column(text: str, table: Table, headers: Sequence[str], is_name: Callable[[str], bool]) -> int | None:
    """The first column whose cells are mostly names, with a header that does more than number, each name once."""
    for at, header in enumerate(headers):
        if not header or header.lower() in _NUMBERING:
            continue
        cells = [
            words
            for row in table.rows
            if at < len(row) and (span := trimmed(text, row[at])) and (words := text[span.start : span.end])
        ]
        named = [words for words in cells if is_name(words)]
        if named and len(named) * 2 > len(table.rows) and len(set(named)) * 10 >= len(named) * 9:
            return at
    return None
