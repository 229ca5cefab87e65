"""Opening a knowledge base for questions: its arrays are mapped, its models loaded, the stages made of both."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from kgqa.encoders.precision import device_of, precision_of
from kgqa.encoders.vectors import has_gpu
from kgqa.errors import InputError
from kgqa.kg.folder import GRAPH, PASSAGES, open_folder
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.kg.said import SaidFacts
from kgqa.kg.statements import without_statements
from kgqa.linker import EntityLinker, LinkIndex
from kgqa.linker.lookup import NameLookup
from kgqa.pipelines.citing import Citations
from kgqa.pipelines.encoding import Encoder, encoder_of
from kgqa.pipelines.why import days_added
from kgqa.pipelines.writing import LINKER, RETRIEVER
from kgqa.reader.checkpoint import load_checkpoint
from kgqa.reader.exports.onnx_reader import load_exported
from kgqa.reader.linked import linked_reader
from kgqa.reader.polar.judging import PolarReader, polar_reader
from kgqa.reader.second_look import SecondLook
from kgqa.reader.slots.common import COMMON
from kgqa.reader.stage import BertReader
from kgqa.retriever.index import RetrievalIndex
from kgqa.retriever.open_world import OpenWorld
from kgqa.retriever.path_arrays import default_scorer
from kgqa.retriever.path_examples import MAX_HOPS
from kgqa.retriever.path_scorer import PathScorer, load_scorer
from kgqa.retriever.paths import PathFinder
from kgqa.retriever.qualified import QualifiedFacts
from kgqa.retriever.qualifiers import QualifierFinder
from kgqa.retriever.reranking import reranker_named
from kgqa.retriever.retriever import HybridRetriever
from kgqa.retriever.starting import StartFit


class Stages(NamedTuple):
    """A knowledge base with its stages, in the order of the fields of :class:`kgqa.pipelines.ask.KGQA`."""

    graph: Graph
    passages: PassageTable
    linker: EntityLinker
    retriever: HybridRetriever
    reader: BertReader
    second: SecondLook | None
    polar: PolarReader | None
    citations: Citations | None
    qualified: QualifiedFacts | None


def load_stages(
    path: str | Path,
    *,
    reader: str | Path,
    device: str,
    precision: str,
    hops: int,
    encoder: Encoder | None,
    paths: str | Path | PathScorer | None,
    second_look: bool,
    rerank: bool | str | Path,
) -> Stages:
    """The stages over the knowledge base at ``path``; options and errors as of :meth:`kgqa.pipelines.ask.KGQA.load`."""
    if not 1 <= hops <= MAX_HOPS:
        raise InputError(f"hops must be from 1 to {MAX_HOPS}, found {hops}")
    precision_of(precision, device_of(device))  # a wrong name is better known before anything is loaded
    folder = open_folder(path)
    whole = Graph.load(folder.arrays(GRAPH))
    graph = without_statements(whole)
    passages = PassageTable.load(folder.arrays(PASSAGES))
    links = LinkIndex.load(folder.arrays(LINKER))
    arrays = folder.arrays(RETRIEVER)
    encoder = encoder_of(folder, encoder, device)
    # "auto" takes what is there; a GPU that was asked for by name must be one that FAISS can use too.
    on_gpu = device.startswith("cuda") or (device == "auto" and encoder.device.type == "cuda" and has_gpu())
    index = RetrievalIndex.load(arrays, graph, passages, device=str(encoder.device) if on_gpu else "cpu")
    if paths is None:
        scorer = default_scorer(folder, device=device)
    else:
        scorer = paths if isinstance(paths, PathScorer) else PathScorer(load_scorer(paths), device=device)
    same = folder.manifest.get("paths", {}).get("sha256") == scorer.key
    said = SaidFacts.of(folder, passages)
    open_world = None if said is None else OpenWorld([slot.label for slot in COMMON], scorer.steps, said)
    finder = PathFinder(graph, scorer, index.steps if same else None)
    qualifiers = QualifierFinder.of(whole, finder.steps)
    bert = BertReader(
        load_exported(Path(reader)) if str(reader).endswith(".onnx") else load_checkpoint(reader),
        graph,
        resolve=NameLookup(graph, links),
        device=device,
        precision=precision,
        said=said,
    )
    pairs = polar = None
    if second_look and len(passages):
        polar = polar_reader(bert.checkpoint.base, device=device, precision=precision)
    if second_look and len(passages) > 1:
        pairs = linked_reader(bert.checkpoint.base, device=device, precision=precision)
    reranker = reranker_named(rerank, device=device)
    added = days_added(folder)
    retriever = HybridRetriever(
        graph,
        passages,
        index,
        encoder,
        finder,
        hops=hops,
        added=added,
        reranker=reranker,
        open_world=open_world,
        qualifiers=qualifiers,
    )
    return Stages(
        graph,
        passages,
        EntityLinker(graph, links, encode=encoder.encode_queries, fit=StartFit(finder, hops=hops)),
        retriever,
        bert,
        SecondLook(bert, retriever, pairs) if second_look else None,
        polar,
        None if said is None else Citations(said, passages),
        QualifiedFacts.of(whole),
    )
