"""Turtle, TriG, RDF/XML and JSON-LD: one stream, in which nothing after an error can be trusted."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from kgqa.errors import InputError
from kgqa.kg.formats.guards import JsonGuard, TripleTermGuard, XmlGuard
from kgqa.kg.formats.terms import NO_BASE, Terms, parse_error
from kgqa.kg.formats.text import Source
from kgqa.types import Triple

_FORMATS: dict[str, tuple[str, Callable[[str, BinaryIO], io.RawIOBase]]] = {
    "turtle": ("TURTLE", TripleTermGuard),
    "trig": ("TRIG", TripleTermGuard),
    "rdfxml": ("RDF_XML", XmlGuard),
    "jsonld": ("JSON_LD", JsonGuard),
}
DOCUMENTS = tuple(_FORMATS)


def read(source: Source, format: str, base: str = "") -> Iterator[Triple]:
    """The statements of a file, in order. Raises InputError, naming the line where it is known, at the first error.

    Relative IRIs are resolved against ``base`` or what the file itself gives as one; without either they are
    an error. Nothing is fetched.
    """
    from pyoxigraph import RdfFormat, parse

    name, guard = _FORMATS[format]
    # JSON-LD leaves out what it can't resolve, without a word.
    base_iri = base or (NO_BASE if format == "jsonld" else None)
    with source.bytes() as stream:
        guarded = io.BufferedReader(guard(source.name, stream), 1 << 16)
        try:
            quads = parse(guarded, format=getattr(RdfFormat, name), base_iri=base_iri)
            yield from Terms(source).triples(quads)
        except InputError as error:
            text = str(error)
            raise InputError(text if text.startswith(source.name) else f"{source.name}: {text}") from None
        except SyntaxError as error:
            raise parse_error(source.name, error.lineno, error) from None
        except ValueError as error:
            raise parse_error(source.name, None, error) from None
