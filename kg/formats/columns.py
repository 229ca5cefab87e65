"""Which columns of a table hold what: a header tells, or a mapping that comes with the file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgqa.errors import InputError

Column = str | int
"""The name of a column in the header, or its number from 1."""

PLAIN = ("head", "relation", "tail")
FULL = (*PLAIN, "kind", "datatype", "lang", "graph")
"""Columns that hold all there is to say of a statement; ``kind`` is "entity" or "literal" and is of the tail."""

_HEADERS = (PLAIN, ("subject", "predicate", "object"))
_KEYS = (*FULL, "label", "facts")
_FACT_KEYS = ("column", "datatype", "lang", "split")


@dataclass(frozen=True, slots=True)
class FactColumn:
    """A column whose cells are tails of one relation: literals where ``datatype`` or ``lang`` is given.

    Where ``split`` is given, a cell is cut there into several tails.
    """

    relation: str
    column: Column
    datatype: str = ""
    lang: str = ""
    split: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What the columns of a table are: one statement a row (``relation``, ``tail``), or one entity (``facts``)."""

    head: Column
    relation: Column | None = None
    tail: Column | None = None
    kind: Column | None = None
    datatype: Column | None = None
    lang: Column | None = None
    graph: Column | None = None
    label: Column | None = None
    facts: tuple[FactColumn, ...] = ()

    @classmethod
    def load(cls, path: str | Path) -> ColumnMapping:
        """The mapping in a JSON file: ``{"head": COLUMN, "relation": COLUMN, "tail": COLUMN}`` and maybe kind,
        datatype, lang and graph; or ``{"head": COLUMN, "label": COLUMN, "facts": {RELATION: COLUMN}}``, where a
        COLUMN of facts may be ``{"column": COLUMN, "datatype": "number", "lang": "en", "split": "|"}``.

        Raises InputError where it is not one.
        """
        try:
            value = json.loads(Path(path).read_bytes())
        except OSError as error:
            raise InputError(f"{path}: can't be read: {error.strerror or error}") from error
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}: a mapping must be JSON: {error}") from None
        return cls.of(value, str(path))

    @classmethod
    def of(cls, value: Any, where: str = "mapping") -> ColumnMapping:
        """The mapping that a JSON value describes; see :meth:`load`."""
        if not isinstance(value, dict):
            raise InputError(f"{where}: must be a JSON object, found {str(value)[:80]}")
        for key in value:
            if key not in _KEYS:
                raise InputError(f"{where}: unknown key {key!r}; allowed are {', '.join(_KEYS)}")
        one_fact, many = "relation" in value and "tail" in value, bool(value.get("facts"))
        if "head" not in value or one_fact == many:
            raise InputError(f"{where}: must have 'head', and either 'relation' and 'tail' or 'facts'")
        columns = {key: _column(value[key], where) for key in _KEYS[:-1] if value.get(key) is not None}
        facts = value.get("facts") or {}
        if not isinstance(facts, dict):
            raise InputError(f"{where}: 'facts' must map relations to columns, found {str(facts)[:80]}")
        return cls(**columns, facts=tuple(_fact(relation, given, where) for relation, given in facts.items()))

    @property
    def columns(self) -> tuple[Column, ...]:
        """Every column that is used."""
        own = (self.head, self.relation, self.tail, self.kind, self.datatype, self.lang, self.graph, self.label)
        return (*(column for column in own if column is not None), *(fact.column for fact in self.facts))

    @property
    def has_header(self) -> bool:
        """Whether the first row names the columns: where any is given by name."""
        return any(isinstance(column, str) for column in self.columns)


@dataclass(frozen=True, slots=True)
class Layout:
    """A mapping with every column as an index from 0; ``width`` cells make a row (0: any number will do)."""

    mapping: ColumnMapping
    index: Mapping[Column, int]
    width: int
    verbatim: bool = False

    def cell(self, fields: Sequence[str], column: Column | None) -> str:
        """What stands in a column, "" in one that is not given."""
        return fields[self.index[column]] if column is not None else ""


PLAIN_LAYOUT = Layout(ColumnMapping(1, 2, 3), {1: 0, 2: 1, 3: 2}, 3)


def header_layout(cells: Sequence[str]) -> Layout | None:
    """The layout that a first row names, or None where it is no header.

    One of more than three columns is kgqa's own; its cells are taken as they are, blanks at their ends included.
    """
    names = [cell.strip().lower() for cell in cells]
    for header in _HEADERS:
        known = (*header, *FULL[3:])
        if set(header) <= set(names) <= set(known) and len(set(names)) == len(names):
            extra: dict[str, Any] = {name: name for name in names if name not in header}
            mapping = ColumnMapping(*header, **extra)
            return Layout(mapping, {name: at for at, name in enumerate(names)}, len(names), len(names) > 3)
    return None


def mapped_layout(mapping: ColumnMapping, header: Sequence[str] | None, where: str) -> Layout:
    """A mapping's layout in a table with this header. Raises InputError for a column that it does not name."""
    names = [cell.strip() for cell in header or ()]
    index: dict[Column, int] = {}
    for column in mapping.columns:
        if isinstance(column, int):
            index[column] = column - 1
        elif names.count(column) == 1:
            index[column] = names.index(column)
        else:
            raise InputError(
                f"{where}: the header must name column {column!r} once, found {', '.join(map(repr, names))[:200]}"
            )
    return Layout(mapping, index, len(names))


def _column(value: Any, where: str) -> Column:
    if isinstance(value, str) and value:
        return value
    if type(value) is int and value >= 1:
        return value
    raise InputError(f"{where}: a column must be a name, or a number from 1, found {value!r}")


def _fact(relation: str, given: Any, where: str) -> FactColumn:
    if not isinstance(given, dict):
        return FactColumn(relation, _column(given, where))
    for key, value in given.items():
        if key not in _FACT_KEYS or (key != "column" and not isinstance(value, str)):
            raise InputError(f"{where}: {relation!r} must have texts under {', '.join(_FACT_KEYS)}, found {key!r}")
    rest = {key: str(given[key]) for key in _FACT_KEYS[1:] if key in given}
    return FactColumn(relation, _column(given.get("column"), where), **rest)
