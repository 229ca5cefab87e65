"""pyoxigraph's store, on disk or in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from kgqa.errors import InputError, StoreError
from kgqa.kg.stores.base import Facts
from kgqa.kg.stores.rdf_base import RdfStore
from kgqa.kg.stores.rdf_names import is_naming
from kgqa.kg.stores.rdf_terms import BLANK, id_of, iri_of, literal_of, literal_parts
from kgqa.kg.typed import XSD
from kgqa.types import Node, Quad, Triple

if TYPE_CHECKING:
    import pyoxigraph


_VERBATIM = "urn:kgqa-terms:verbatim:"


class OxigraphStore(RdfStore):
    """The caller's ``pyoxigraph.Store``, or one opened by :meth:`open`. A batch to add is a transaction.

    pyoxigraph keeps numbers, dates and the like by their value. What is written otherwise ("01" for 1) is kept by a
    datatype of kgqa's own around its own, so that it comes back; SPARQL then does not see the number in it.

    >>> store = OxigraphStore()
    >>> store.add([Triple("Heat", "directed_by", "Michael Mann")])
    >>> list(store.match(tail="Michael Mann"))
    [Triple(head='Heat', relation='directed_by', tail='Michael Mann')]
    """

    def __init__(self, store: pyoxigraph.Store | None = None, *, read_only: bool = False) -> None:
        import pyoxigraph

        super().__init__(read_only)
        self._store: Any = pyoxigraph.Store() if store is None else store

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False) -> OxigraphStore:
        """The store in the folder ``path``, made where missing unless ``read_only``.

        One process may write, and then no other may read. Raises StoreError where the folder can't be opened.
        """
        import pyoxigraph

        try:
            store = pyoxigraph.Store.read_only(str(path)) if read_only else pyoxigraph.Store(str(path))
        except OSError as error:
            raise StoreError(f"{path}: pyoxigraph can't open it: {error}") from error
        return cls(store, read_only=read_only)

    def close(self) -> None:
        """Write what is still in memory, and let go of the folder."""
        if self._store is not None and not self.read_only:
            self._store.flush()
        self._store = None  # the lock on the folder goes with the object

    def _has_graphs(self) -> bool:
        return next(self._open.named_graphs(), None) is not None

    @property
    def _open(self) -> Any:
        if self._store is None:
            raise StoreError("this store is closed")
        return self._store

    def _raw(self, head: str | None = None, relation: str | None = None, tail: Node | None = None) -> Iterator[Triple]:
        try:
            pattern = (
                None if head is None else _resource(head),
                None if relation is None else _iri(relation),
                None if tail is None else _term(tail),
            )
        except ValueError:
            return  # what RDF can't say stands in no store of RDF
        for quad in self._open.quads_for_pattern(*pattern, None):
            start, kind, end = _id(quad.subject), id_of(quad.predicate.value, is_relation=True), _node(quad.object)
            if type(quad.graph_name).__name__ == "DefaultGraph":
                yield Triple(start, kind, end)
            else:
                yield Quad(start, kind, end, _id(quad.graph_name))

    def _insert(self, batch: Iterable[Triple]) -> None:
        from pyoxigraph import DefaultGraph
        from pyoxigraph import Quad as OxQuad

        def quad(statement: Triple) -> Any:
            graph = statement.graph if isinstance(statement, Quad) else ""
            parts = (_resource(statement.head), _iri(statement.relation), _term(statement.tail))
            return OxQuad(*parts, _resource(graph) if graph else DefaultGraph())

        self._open.extend([quad(statement) for statement in batch])

    def _delete(self, facts: Facts) -> None:
        patterns = [
            (_resource(fact.head), _iri(fact.relation), _term(fact.tail)) for fact in facts if not is_naming(fact)
        ]
        for pattern in patterns:
            for quad in list(self._open.quads_for_pattern(*pattern, None)):
                self._open.remove(quad)


def _resource(id: str) -> Any:
    from pyoxigraph import BlankNode

    blank = BLANK.fullmatch(id)
    return BlankNode(blank[1]) if blank else _iri(id)


def _iri(id: str) -> Any:
    from pyoxigraph import NamedNode

    return NamedNode(iri_of(id))


def _term(node: Node) -> Any:
    from pyoxigraph import Literal as OxLiteral
    from pyoxigraph import NamedNode

    if isinstance(node, str):
        return _resource(node)
    value, datatype, lang = literal_parts(node)
    try:
        if lang:
            return OxLiteral(value, language=lang)
    except ValueError as error:
        raise InputError(f"{node!r}: {error}") from None
    if not datatype:
        return OxLiteral(value)
    return OxLiteral(value, datatype=NamedNode(datatype if _is_kept(value, datatype) else _VERBATIM + quote(datatype)))


@lru_cache(1 << 14)
def _is_kept(value: str, datatype: str) -> bool:
    """Whether pyoxigraph gives a literal back as it was, and not as the number or date that it means."""
    from pyoxigraph import Literal as OxLiteral
    from pyoxigraph import NamedNode, Store
    from pyoxigraph import Quad as OxQuad

    if not datatype.startswith(XSD):
        return True
    literal, node = OxLiteral(value, datatype=NamedNode(datatype)), NamedNode(_VERBATIM)
    store = Store()
    store.add(OxQuad(node, node, literal))
    return bool(next(iter(store)).object == literal)


def _id(term: Any) -> str:
    kind = type(term).__name__
    if kind not in ("NamedNode", "BlankNode"):
        raise InputError(f"a node must be an IRI or a blank node, found a triple term: {str(term)[:200]}")
    return f"_:{term.value}" if kind == "BlankNode" else id_of(term.value)


def _node(term: Any) -> Node:
    if type(term).__name__ != "Literal":
        return _id(term)
    datatype = term.datatype.value
    if datatype.startswith(_VERBATIM):
        datatype = unquote(datatype.removeprefix(_VERBATIM))
    return literal_of(term.value, datatype, term.language or "")
