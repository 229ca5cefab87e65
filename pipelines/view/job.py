"""The job ``view``: a knowledge base to a page with a picture of some of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kgqa.errors import InputError
from kgqa.kg.folder import GRAPH, PASSAGES, Folder, open_folder
from kgqa.kg.graph import Graph
from kgqa.kg.layout import PROVENANCE
from kgqa.kg.passages import PassageTable
from kgqa.linker.index import LinkIndex
from kgqa.pipelines.view.answered import picture_of
from kgqa.pipelines.view.grow import most_connected
from kgqa.pipelines.view.naming import entity_named
from kgqa.pipelines.view.page import write_page
from kgqa.pipelines.view.picture import MAX_HOPS, MAX_NODES, Evidence, Picture, around
from kgqa.pipelines.view.sentences import SentencesByNames
from kgqa.retriever.lexical import LexicalIndex

# As kgqa.pipelines.writing has them, whose import takes seconds.
LINKER, RETRIEVER = "linker", "retriever"

MOST_CONNECTED = 5
"""Entities that a picture starts from where none is named."""

PathLike = str | Path


@dataclass(frozen=True, slots=True)
class ViewReport:
    """The page that was written, and how much is on it."""

    path: Path
    title: str
    nodes: int
    edges: int
    left_out: int
    hops: int


def view(
    kb: PathLike,
    entities: Sequence[str] = (),
    *,
    question: str | None = None,
    hops: int | None = None,
    max_nodes: int = 150,
    out: PathLike = "view.html",
    replace: bool = False,
    evidence: Evidence | None = None,
    device: str = "auto",
    encoder: str | Path | None = None,
    rerank: bool | str | Path = False,
) -> ViewReport:
    """Draws what is around ``entities`` (ids, labels or aliases) or the answer to ``question``, and writes the page.

    Without either it starts from the entities with most facts. ``hops``: 2, around an answer 1, unless given.
    ``evidence`` gives the sentences of a fact; left out, they are those it rests on where it was found in documents,
    and for an imported fact sentences that name both its ends, where the knowledge base keeps an index of its
    passages' words. With a question, ``entities`` are what it is about, and
    ``encoder`` and ``rerank`` are those of :meth:`kgqa.KGQA.load`.
    Raises InputError as ``entity_named``, ``around`` and ``write_page`` do, or where the graph holds no fact;
    StoreError for no knowledge base; ModelError where a question needs a model that is missing.
    """
    folder = open_folder(kb)
    graph = Graph.load(folder.arrays(GRAPH))
    check_size(hops, max_nodes)
    said = evidence or sentences_of(folder, graph)
    if question is not None:
        from kgqa.pipelines.ask import KGQA

        result = KGQA.load(kb, device=device, encoder=encoder, rerank=rerank)(question, entities=list(entities) or None)
        picture = picture_of(result, graph, hops or 1, max_nodes, said)
    else:
        picture = _picture(folder, graph, entities, hops or 2, max_nodes, said)
    path = write_page(picture, out, over=Path(kb).resolve().name, replace=replace)
    return ViewReport(path, picture.title, len(picture.nodes), len(picture.edges), picture.left_out, picture.hops)


def check_size(hops: int | None, max_nodes: int) -> None:
    """Raises InputError for a size that no picture has: better known before a model is loaded."""
    if hops is not None and not 1 <= hops <= MAX_HOPS:
        raise InputError(f"hops must be from 1 to {MAX_HOPS}, found {hops}")
    if not 1 <= max_nodes <= MAX_NODES:
        raise InputError(f"max_nodes must be from 1 to {MAX_NODES}, found {max_nodes}")


def sentences_of(folder: Folder, graph: Graph) -> Evidence | None:
    """What finds the sentences of a fact: None where the knowledge base has neither documents nor passages with an
    index of their words."""
    by_names = _by_names(folder, graph)
    if not folder.has(PROVENANCE):
        return by_names
    from kgqa.pipelines.view.cited import Cited
    from kgqa.pipelines.why import Reasons

    return Cited(Reasons(folder.path), by_names)


def _by_names(folder: Folder, graph: Graph) -> Evidence | None:
    arrays = folder.arrays(RETRIEVER)
    passages = PassageTable.load(folder.arrays(PASSAGES))
    if not len(passages) or "lexical.terms" not in arrays:
        return None
    return SentencesByNames(graph, passages, LexicalIndex.load(arrays))


def _picture(
    folder: Folder, graph: Graph, entities: Sequence[str], hops: int, max_nodes: int, evidence: Evidence | None
) -> Picture:
    if entities:
        index = LinkIndex.load(folder.arrays(LINKER))
        starts = [entity_named(graph, index, name) for name in entities]
        return around(graph, starts, hops, max_nodes, evidence)
    starts = most_connected(graph, min(MOST_CONNECTED, max_nodes))
    if not starts:
        raise InputError(f"{folder.path}: the graph holds no fact to draw")
    return around(graph, starts, hops, max_nodes, evidence, title="The most connected things")
