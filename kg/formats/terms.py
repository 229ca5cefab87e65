"""From pyoxigraph's terms to kgqa's: blank nodes with lasting names, literals without redundant types."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from kgqa.errors import InputError
from kgqa.kg.formats.iris import ID_PREFIX, OWN_BLANK, iri_to_id
from kgqa.kg.formats.text import Source
from kgqa.kg.literals import Key
from kgqa.types import Literal, Node, Quad, Triple

NO_BASE = "x-no-base://relative/"
"""What relative IRIs are resolved against where no base is given, to be found and refused."""

_OURS = (ID_PREFIX, NO_BASE)
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_PLACE = re.compile(r"^Parser error at line \d+ (?:between )?columns? (\d+)[^:]*: ")
_RELATIVE = "No scheme found in an absolute IRI"
_REMOTE = "No LoadDocumentCallback"
_HOW_TO_GIVE_A_BASE = "a relative IRI needs a base: --base IRI (base=), or @base, xml:base or @context in the file"


class Terms:
    """Converts the statements of one file.

    A blank node gets the id ``_:b<hash of the file's content>n<count>``, counted in order of appearance:
    the same in every run, and never that of another file's node. One that has such a name keeps it. An IRI
    that stands for a plain id (``kgqa.kg.formats.iris``) becomes that id.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._prefix = ""
        self._blank: dict[str, str] = {}

    def triples(self, quads: Iterable[Any]) -> Iterator[Triple]:
        """A Triple for each pyoxigraph statement, a Quad in a named graph.

        Raises InputError for what RDF 1.1 does not have (triple terms, directions of text) and for a relative
        IRI without a base.
        """
        for quad in quads:
            graph = quad.graph_name
            head, relation, tail = self._id(quad.subject), _iri(quad.predicate.value), self._node(quad.object)
            if type(graph).__name__ == "DefaultGraph":
                yield Triple(head, relation, tail)
            else:
                yield Quad(head, relation, tail, self._id(graph))

    def _id(self, term: Any) -> str:
        kind = type(term).__name__
        if kind == "NamedNode":
            value: str = term.value
            return _iri(value) if value.startswith(_OURS) else value
        if kind == "BlankNode":
            return self.blank(term.value)
        raise InputError(f"a node must be an IRI, a blank node or a literal, found a triple term: {str(term)[:200]}")

    def key(self, term: Any) -> str | Key:
        """One term: an id, or what a literal is compared by; raises as :meth:`triples` does."""
        if type(term).__name__ != "Literal":
            return self._id(term)
        language: str | None = term.language
        if language:
            if term.direction is not None:
                raise InputError(f"text with a direction is of RDF 1.2 and not read: {str(term)[:200]}")
            return term.value, "", language
        datatype = _iri(term.datatype.value)
        return term.value, "" if datatype == _XSD_STRING else datatype, ""

    def _node(self, term: Any) -> Node:
        key = self.key(term)
        return key if isinstance(key, str) else Literal(*key)

    def blank(self, label: str) -> str:
        """The id of a blank node, which gets the next name if it has none."""
        return self._blank.get(label) or self._name(label)

    def _name(self, label: str) -> str:
        if OWN_BLANK.fullmatch(f"_:{label}"):
            return self._blank.setdefault(label, f"_:{label}")
        if not self._prefix:
            # Read a second time, but only files with blank nodes pay for it.
            with Source(self._source.path, None, self._source.max_unpacked).bytes() as source:
                state = hashlib.sha256()
                while block := source.read(1 << 20):
                    state.update(block)
            self._prefix = f"_:b{state.hexdigest()[:12]}n"
        return self._blank.setdefault(label, f"{self._prefix}{len(self._blank)}")


def _iri(value: str) -> str:
    if value.startswith(ID_PREFIX):
        return iri_to_id(value)
    if value.startswith(NO_BASE):
        raise InputError(f"{_HOW_TO_GIVE_A_BASE}; found <{value.removeprefix(NO_BASE)}>")
    return value


def parse_error(name: str, line: int | None, error: Exception) -> InputError:
    """A parser's error as an InputError that names the file and, where they are known, line and column."""
    message = str(error.args[0]) if error.args else str(error)
    found = _PLACE.match(message)
    place = (f", line {line}" if line else "") + (f", column {found[1]}" if found else "")
    message = _PLACE.sub("", message)
    if _RELATIVE in message:
        message = f"{message}: {_HOW_TO_GIVE_A_BASE}"
    elif _REMOTE in message:
        message = "a context from elsewhere is never fetched: write it into the file in place of its address"
    return InputError(f"{name}{place}: {message}")
