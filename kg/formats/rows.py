"""What the plain table formats share: three fields to a triple, a header that may come first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kgqa.errors import InputError
from kgqa.types import Literal, Node, Triple

Row = tuple[int, Sequence[str] | InputError]
"""(line number, the fields found there or what is wrong with it)."""

OnBad = Callable[[InputError], None]
"""What to do with a broken line: raise it, or count it and go on."""

_HEADERS = {("head", "relation", "tail"), ("subject", "predicate", "object")}


def triples_of(
    name: str, rows: Iterable[Row], kind: str, datatypes: Mapping[str, str], on_bad: OnBad
) -> Iterator[Triple]:
    """Triples of rows of three fields; ``kind`` says in messages what fields are separated by.

    Fields are stripped of white space around them and must not be empty. ``head relation tail`` (or
    ``subject predicate object``) in the first row that is not blank is a header.
    """
    first = True
    for number, fields in rows:
        if isinstance(fields, InputError):
            on_bad(fields)
            continue
        if len(fields) < 2 and not "".join(fields).strip():
            continue
        stripped = [field.strip() for field in fields]
        if first:
            first = False
            if tuple(field.lower() for field in stripped) in _HEADERS:
                continue
        if len(stripped) != 3:
            found = f"expected 3 {kind} fields, found {len(stripped)}"
            on_bad(InputError(f"{name}, line {number}: {found}: {_shown(fields)}"))
        elif not all(stripped):
            empty = ("head", "relation", "tail")[stripped.index("")]
            on_bad(InputError(f"{name}, line {number}: the {empty} must not be empty: {_shown(fields)}"))
        else:
            head, relation, tail = stripped
            yield Triple(head, relation, _node(tail, datatypes.get(relation)))


def _node(tail: str, datatype: str | None) -> Node:
    return Literal(tail, datatype) if datatype else tail


def _shown(fields: Sequence[str]) -> str:
    return repr("\t".join(fields)[:120])
