"""What the table formats share: statements from rows of fields, a header that may come first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kgqa.errors import InputError
from kgqa.kg.formats.columns import (
    PLAIN_LAYOUT,
    ColumnMapping,
    FactColumn,
    Layout,
    header_layout,
    mapped_layout,
)
from kgqa.kg.formats.rdf import LABELS
from kgqa.types import Literal, Node, Quad, Triple

Row = tuple[int, Sequence[str] | InputError]
"""(line number, the fields found there or what is wrong with it)."""

OnBad = Callable[[InputError], None]
"""What to do with a broken line: raise it, or count it and go on."""

_KINDS = ("", "entity", "literal")


def triples_of(
    name: str,
    rows: Iterable[Row],
    kind: str,
    datatypes: Mapping[str, str],
    on_bad: OnBad,
    mapping: ColumnMapping | None = None,
) -> Iterator[Triple]:
    """Triples of rows; ``kind`` says in messages what fields are separated by.

    Without a mapping a row has three fields, which are stripped of white space around them and must not be
    empty; or those that a header (``kgqa.kg.formats.columns``) in the first row that is not blank names.
    """
    layout: Layout | None = None
    for number, fields in rows:
        if isinstance(fields, InputError):
            on_bad(fields)
            continue
        if len(fields) < 2 and not "".join(fields).strip():
            continue
        where = f"{name}, line {number}"
        if layout is None:
            if mapping is not None:
                layout = mapped_layout(mapping, fields if mapping.has_header else None, where)
                if mapping.has_header:
                    continue
            else:
                layout = header_layout(fields)
                if layout is not None:
                    continue
                layout = PLAIN_LAYOUT
        width = layout.width
        if (len(fields) != width) if width else (len(fields) <= max(layout.index.values())):
            expected = width or max(layout.index.values()) + 1
            on_bad(InputError(f"{where}: expected {expected} {kind} fields, found {len(fields)}: {_shown(fields)}"))
            continue
        cells = fields if layout.verbatim else [field.strip() for field in fields]
        try:
            found = _facts(layout, cells, datatypes) if layout.mapping.facts else [_fact(layout, cells, datatypes)]
        except InputError as error:
            on_bad(InputError(f"{where}: {error}: {_shown(fields)}"))
            continue
        yield from found


def _fact(layout: Layout, cells: Sequence[str], datatypes: Mapping[str, str]) -> Triple:
    at = layout.mapping
    head, relation, tail = (layout.cell(cells, column) for column in (at.head, at.relation, at.tail))
    kind, datatype, lang = (layout.cell(cells, column) for column in (at.kind, at.datatype, at.lang))
    if kind not in _KINDS:
        raise InputError(f"the kind must be entity or literal, found {kind!r}")
    is_literal = kind == "literal" or (not kind and bool(datatype or lang or datatypes.get(relation)))
    for what, text in (("head", head), ("relation", relation), ("tail", tail or ("literal" if is_literal else ""))):
        if not text or (what == "tail" and not tail and not layout.verbatim):
            raise InputError(f"the {what} must not be empty")
    if not is_literal:
        node: Node = tail
    else:
        node = Literal(tail, datatype or ("" if kind or lang else datatypes.get(relation, "")), lang)
    graph = layout.cell(cells, at.graph)
    return Quad(head, relation, node, graph) if graph else Triple(head, relation, node)


def _facts(layout: Layout, cells: Sequence[str], datatypes: Mapping[str, str]) -> list[Triple]:
    head = layout.cell(cells, layout.mapping.head)
    if not head:
        raise InputError("the head must not be empty")
    label = layout.cell(cells, layout.mapping.label)
    found = [Triple(head, LABELS[0], Literal(label))] if label else []
    for fact in layout.mapping.facts:
        cell = layout.cell(cells, fact.column)
        for text in cell.split(fact.split) if fact.split else (cell,):
            if text.strip():
                found.append(Triple(head, fact.relation, _tail(text.strip(), fact, datatypes)))
    return found


def _tail(text: str, fact: FactColumn, datatypes: Mapping[str, str]) -> Node:
    if fact.lang:
        return Literal(text, "", fact.lang)
    datatype = fact.datatype or datatypes.get(fact.relation, "")
    return Literal(text, datatype) if datatype else text


def _shown(fields: Sequence[str]) -> str:
    return repr("\t".join(fields)[:120])
