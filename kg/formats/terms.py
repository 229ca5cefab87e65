"""From pyoxigraph's terms to kgqa's: blank nodes with lasting names, literals without redundant types."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kgqa.errors import InputError
from kgqa.kg.formats.text import open_bytes
from kgqa.types import Literal, Triple

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_PLACE = re.compile(r"^Parser error at line \d+ (?:between )?columns? (\d+)[^:]*: ")


class Terms:
    """Converts the statements of one file.

    A blank node gets the id ``_:b<hash of the file's content>n<count>``, counted in order of appearance:
    the same in every run, and never that of another file's node.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._prefix = ""
        self._blank: dict[str, str] = {}

    def triples(self, quads: Iterable[Any]) -> Iterator[Triple]:
        """A triple for each pyoxigraph statement. Raises InputError for a triple term."""
        for quad in quads:
            yield Triple(self._id(quad.subject), quad.predicate.value, self._node(quad.object))

    def _id(self, term: Any) -> str:
        kind = type(term).__name__
        if kind == "NamedNode":
            return str(term.value)
        if kind == "BlankNode":
            return self._blank.get(term.value) or self._name(term.value)
        raise InputError(f"a node must be an IRI, a blank node or a literal, found a triple term: {term}")

    def _node(self, term: Any) -> str | Literal:
        if type(term).__name__ != "Literal":
            return self._id(term)
        if term.language:
            return Literal(term.value, "", term.language)
        datatype = term.datatype.value
        return Literal(term.value, "" if datatype == _XSD_STRING else datatype)

    def _name(self, label: str) -> str:
        if not self._prefix:
            # Read a second time, but only files with blank nodes pay for it.
            with open_bytes(self._path) as source:
                state = hashlib.sha256()
                while block := source.read(1 << 20):
                    state.update(block)
            self._prefix = f"_:b{state.hexdigest()[:12]}n"
        return self._blank.setdefault(label, f"{self._prefix}{len(self._blank)}")


def parse_error(path: Path, line: int, error: Exception) -> InputError:
    """A parser's error as an InputError that names file, line and column."""
    message = str(error.args[0]) if error.args else str(error)
    found = _PLACE.match(message)
    column = f", column {found[1]}" if found else ""
    return InputError(f"{path.name}, line {line}{column}: {_PLACE.sub('', message)}")
