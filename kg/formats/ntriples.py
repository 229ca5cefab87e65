"""N-Triples, N-Quads and dumps: parsed in large blocks, line by line only around an error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO
from typing import Any

from kgqa.errors import InputError
from kgqa.kg.formats.dumps import DUMPS
from kgqa.kg.formats.guards import MAX_TRIPLE_TERMS, triple_terms
from kgqa.kg.formats.rdf import Sift
from kgqa.kg.formats.rows import OnBad
from kgqa.kg.formats.said import SAID, facts_alone
from kgqa.kg.formats.terms import Terms, parse_error
from kgqa.kg.formats.text import Source
from kgqa.kg.formats.tokens import TokenReader
from kgqa.types import Triple

_SAID = f"<{SAID}".encode()
_BLOCK = 1 << 17  # a block and its tokens should fit a processor's own cache


def read(source: Source, format: str, on_bad: OnBad, unsaid: Counter[str]) -> Iterator[Triple]:
    """The statements of a file in ``format`` "ntriples" or "nquads", in order; of a dump (DUMPS) those that are taken,
    ``unsaid`` counting the others."""
    terms = Terms(source)
    statements = (
        statement
        for number, data in _blocks(source)
        for statement in _triples(source, terms, format, number, data, on_bad)
    )
    return _taken(format, statements, unsaid)


def read_into(sift: Sift, source: Source, format: str, on_bad: OnBad, unsaid: Counter[str]) -> None:
    """What :func:`read` gives, told apart by ``sift``; several times as fast."""
    terms = Terms(source)
    parse = partial(_parse, format)
    is_quads, dump = format == "nquads", DUMPS.get(format)
    tokens = TokenReader(terms, parse, sift, has_graphs=is_quads, dump=dump, unsaid=unsaid)
    for number, data in _blocks(source):
        try:
            if _SAID in data:
                raise ValueError("what is said of facts is told from them one by one")
            tokens.read(data)
        except (SyntaxError, ValueError):  # NotPlain and InputError are ValueErrors
            sift.add(_taken(format, _triples(source, terms, format, number, data, on_bad), unsaid))


def _taken(format: str, statements: Iterable[Triple], unsaid: Counter[str]) -> Iterator[Triple]:
    return DUMPS[format].taken(statements, unsaid) if format in DUMPS else facts_alone(statements, unsaid)


def _blocks(source: Source) -> Iterator[tuple[int, bytes]]:
    """Whole lines, some thousand at a time, with the number of the first."""
    with source.bytes() as stream:
        number = 1
        while data := stream.read(_BLOCK):
            data += stream.readline()
            yield number, data
            number += data.count(b"\n")


def _triples(source: Source, terms: Terms, format: str, number: int, data: bytes, on_bad: OnBad) -> list[Triple]:
    try:
        return list(terms.triples(_parse(format, data)))
    except (SyntaxError, ValueError):  # an InputError is a ValueError
        return _line_by_line(source, terms, format, number, BytesIO(data).readlines(), on_bad)


def _parse(format: str, data: bytes) -> list[Any]:
    from pyoxigraph import RdfFormat, parse

    if triple_terms(data) > MAX_TRIPLE_TERMS:
        # Nested by the ten thousand, they overflow the parser's stack. Text may hold as many, a line at a time.
        if b"\n" in data[:-1]:
            raise InputError("each line is looked at alone")
        if _outside_text(data) > MAX_TRIPLE_TERMS:
            raise InputError("triple terms of RDF 1.2 are not read")
    chosen = RdfFormat.N_QUADS if format == "nquads" else RdfFormat.N_TRIPLES
    return list(parse(data, format=chosen))


def _outside_text(line: bytes) -> int:
    # A quote in a literal is escaped, so every other part is text. What is no statement may be counted wrong.
    return triple_terms(b'"'.join(line.replace(rb"\\", b"").replace(rb"\"", b"").split(b'"')[::2]))


def _line_by_line(
    source: Source, terms: Terms, format: str, number: int, lines: list[bytes], on_bad: OnBad
) -> list[Triple]:
    triples: list[Triple] = []
    for at, line in enumerate(lines, number):
        try:
            triples.extend(terms.triples(_parse(format, line)))
        except InputError as error:
            on_bad(InputError(f"{source.name}, line {at}: {error}"))
        except (SyntaxError, ValueError) as error:
            on_bad(parse_error(source.name, at, error))
    return triples
