"""Graph stores behind one protocol: memory-mapped arrays, networkx, rdflib, pyoxigraph, Neo4j.

>>> from kgqa import Triple
>>> from kgqa.kg.graph import Graph
>>> from kgqa.kg.stores import ArrayStore
>>> store = ArrayStore(Graph.build([Triple("Heat", "directed_by", "Michael Mann")]))
>>> [triple.tail for triple in store.match(head="Heat")], store.count(), store.read_only
(['Michael Mann'], 1, True)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kgqa.kg.stores.arrays import ArrayStore
    from kgqa.kg.stores.copying import copy_into
    from kgqa.kg.stores.neo4j_layout import Neo4jLayout
    from kgqa.kg.stores.neo4j_store import Neo4jStore
    from kgqa.kg.stores.networkx_store import NetworkxStore
    from kgqa.kg.stores.oxigraph_store import OxigraphStore
    from kgqa.kg.stores.protocol import Counts, GraphStore
    from kgqa.kg.stores.rdflib_store import RdflibStore

_HOME = {
    "ArrayStore": "arrays",
    "Counts": "protocol",
    "GraphStore": "protocol",
    "Neo4jLayout": "neo4j_layout",
    "Neo4jStore": "neo4j_store",
    "NetworkxStore": "networkx_store",
    "OxigraphStore": "oxigraph_store",
    "RdflibStore": "rdflib_store",
    "copy_into": "copying",
}

__all__ = [
    "ArrayStore",
    "Counts",
    "GraphStore",
    "Neo4jLayout",
    "Neo4jStore",
    "NetworkxStore",
    "OxigraphStore",
    "RdflibStore",
    "copy_into",
]


def __getattr__(name: str) -> Any:
    # Each store brings a library of its own: only those that are used are imported.
    if name in _HOME:
        return getattr(import_module(f"kgqa.kg.stores.{_HOME[name]}"), name)
    raise AttributeError(f"module 'kgqa.kg.stores' has no attribute {name!r}")
