"""N-Triples and N-Quads: parsed in large blocks, line by line only around an error."""

from __future__ import annotations

from collections.abc import Iterator

from kgqa.errors import InputError
from kgqa.kg.formats.guards import MAX_TRIPLE_TERMS, triple_terms
from kgqa.kg.formats.rows import OnBad
from kgqa.kg.formats.terms import Terms, parse_error
from kgqa.kg.formats.text import Source
from kgqa.types import Triple

_BLOCK = 1 << 22


def read(source: Source, format: str, on_bad: OnBad) -> Iterator[Triple]:
    """The statements of a file in ``format`` "ntriples" or "nquads", in order."""
    terms = Terms(source)
    with source.bytes() as stream:
        number = 1
        while lines := stream.readlines(_BLOCK):
            try:
                triples = _parse(terms, format, b"".join(lines))
            except (SyntaxError, ValueError):  # an InputError is a ValueError
                triples = _line_by_line(source, terms, format, number, lines, on_bad)
            yield from triples
            number += len(lines)


def _parse(terms: Terms, format: str, data: bytes) -> list[Triple]:
    from pyoxigraph import RdfFormat, parse

    if triple_terms(data) > MAX_TRIPLE_TERMS:
        # Nested by the ten thousand, they overflow the parser's stack. Text may hold as many, a line at a time.
        if b"\n" in data[:-1]:
            raise InputError("each line is looked at alone")
        if _outside_text(data) > MAX_TRIPLE_TERMS:
            raise InputError("triple terms of RDF 1.2 are not read")
    chosen = RdfFormat.N_QUADS if format == "nquads" else RdfFormat.N_TRIPLES
    return list(terms.triples(parse(data, format=chosen)))


def _outside_text(line: bytes) -> int:
    # A quote in a literal is escaped, so every other part is text. What is no statement may be counted wrong.
    return triple_terms(b'"'.join(line.replace(rb"\\", b"").replace(rb"\"", b"").split(b'"')[::2]))


def _line_by_line(
    source: Source, terms: Terms, format: str, number: int, lines: list[bytes], on_bad: OnBad
) -> list[Triple]:
    triples: list[Triple] = []
    for at, line in enumerate(lines, number):
        try:
            triples.extend(_parse(terms, format, line))
        except InputError as error:
            on_bad(InputError(f"{source.name}, line {at}: {error}"))
        except (SyntaxError, ValueError) as error:
            on_bad(parse_error(source.name, at, error))
    return triples
