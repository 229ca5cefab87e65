"""Turtle: one stream, in which nothing after an error can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kgqa.errors import InputError
from kgqa.kg.formats.terms import Terms, parse_error
from kgqa.kg.formats.text import OnBytes, open_bytes
from kgqa.types import Triple


def read(path: Path, on_bytes: OnBytes | None = None) -> Iterator[Triple]:
    """The statements of a Turtle file, in order. Raises InputError, naming the line, at the first error.

    Relative IRIs need an ``@base`` in the file.
    """
    from pyoxigraph import RdfFormat, parse

    with open_bytes(path, on_bytes) as source:
        try:
            yield from Terms(path).triples(parse(source, format=RdfFormat.TURTLE))
        except InputError as error:
            raise InputError(f"{path.name}: {error}") from None
        except SyntaxError as error:
            raise parse_error(path, error.lineno or 0, error) from None
