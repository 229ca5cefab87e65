"""N-Triples: parsed in large blocks, line by line only around an error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kgqa.errors import InputError
from kgqa.kg.formats.rows import OnBad
from kgqa.kg.formats.terms import Terms, parse_error
from kgqa.kg.formats.text import OnBytes, open_bytes
from kgqa.types import Triple

_BLOCK = 1 << 22


def read(path: Path, on_bad: OnBad, on_bytes: OnBytes | None = None) -> Iterator[Triple]:
    """The statements of an N-Triples file, in order."""
    terms = Terms(path)
    with open_bytes(path, on_bytes) as source:
        number = 1
        while lines := source.readlines(_BLOCK):
            try:
                triples = _parse(terms, b"".join(lines))
            except (SyntaxError, ValueError):  # an InputError is a ValueError
                triples = _line_by_line(path, terms, number, lines, on_bad)
            yield from triples
            number += len(lines)


def _parse(terms: Terms, data: bytes) -> list[Triple]:
    from pyoxigraph import RdfFormat, parse

    return list(terms.triples(parse(data, format=RdfFormat.N_TRIPLES)))


def _line_by_line(path: Path, terms: Terms, number: int, lines: list[bytes], on_bad: OnBad) -> list[Triple]:
    triples: list[Triple] = []
    for at, line in enumerate(lines, number):
        try:
            triples.extend(_parse(terms, line))
        except InputError as error:
            on_bad(InputError(f"{path.name}, line {at}: {error}"))
        except (SyntaxError, ValueError) as error:
            on_bad(parse_error(path, at, error))
    return triples
