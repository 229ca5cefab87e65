"""Knowledge bases out of published files, so that a benchmark needs no script of anyone's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from kgqa.data.corpora import passages_of
from kgqa.data.elevant import read_elevant
from kgqa.data.pathquestion import graph_of
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.errors import InputError
from kgqa.kg.formats.passages import read_passages
from kgqa.kg.formats.read import read_graph
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.pipelines.encoding import encoder_named
from kgqa.pipelines.evaluation.benchmarks import find_benchmark
from kgqa.pipelines.progress import Progress, silent
from kgqa.pipelines.writing import write_knowledge_base
from kgqa.types import Entity, Passage

CORPUS, EVIDENCE = "corpus.jsonl", "evidence_kg.tsv"


@dataclass(frozen=True, slots=True)
class Source:
    """What a knowledge base is made of."""

    graph: Graph
    passages: PassageTable


def prepare(
    benchmark: str,
    source: str | Path,
    out: str | Path,
    *,
    evidence: bool = False,
    replace: bool = False,
    device: str = "auto",
    encoder: SentenceEncoder | str | Path | None = None,
    progress: Progress = silent,
) -> dict[str, int]:
    """Makes the knowledge base ``out`` of a benchmark from its published files; returns its counts.

    ``source``: the file or folder that ``kgqa evaluate --list`` names. ``evidence``: for 2WikiMultihopQA, adds
    the graph of the questions' own gold evidence: an oracle, never to be compared with retrieval. ``encoder``: of the
    vectors, by name or folder. Raises
    InputError where there is nothing to prepare, or the files are not there.
    """
    found = find_benchmark(benchmark)
    make = _MAKERS.get(benchmark)
    if make is None:
        raise InputError(
            f"{benchmark} needs no common knowledge base"
            if found.own_graph or found.card.task in ("reading", "extraction")
            else f"{benchmark} has nothing to be prepared from"
        )
    if evidence and benchmark != "2wikimultihopqa":
        raise InputError(f"only 2wikimultihopqa has a graph of gold evidence, not {benchmark}")
    path = Path(source)
    if not path.exists():
        raise InputError(f"{path}: no such file or folder; {benchmark} is prepared from {found.prepared_from}")
    made = make(path)
    graph = read_evidence(path) if evidence else made.graph
    loaded = None if encoder is None else encoder_named(encoder, device)
    return write_knowledge_base(
        out, graph, made.passages, encoder=loaded, replace=replace, device=device, progress=progress
    )


def read_evidence(path: Path) -> Graph:
    """The graph of gold evidence beside the questions."""
    data = read_graph([_inside(path if path.is_dir() else path.parent, EVIDENCE)])
    return Graph.build(data.triples, data.entities, data.relations)


def _metaqa(path: Path) -> Source:
    data = read_graph([path if path.is_file() else _inside(path, "kb.txt")])
    return Source(Graph.build(data.triples, data.entities, data.relations), PassageTable.build(()))


def _pathquestion(path: Path) -> Source:
    files = [path] if path.is_file() else sorted(path.glob("*-kb.txt")) + sorted(path.glob("*-KB.txt"))
    if not files:
        raise InputError(f"{path}: holds no *-kb.txt")
    graphs = [graph_of(file) for file in files]
    triples = chain.from_iterable(triples for triples, _ in graphs)
    entities = chain.from_iterable(entities for _, entities in graphs)
    return Source(Graph.build(triples, entities), PassageTable.build(()))


def _texts(path: Path) -> Source:
    """Passages of a corpus file, or of a published file's contexts."""
    if path.is_dir():
        path = _inside(path, CORPUS)
    passages: Iterable[Passage] = read_passages(path) if path.name == CORPUS else passages_of(path)
    return Source(Graph.build(()), PassageTable.build(passages))


def _elevant(path: Path) -> Source:
    """The entities that the gold labels name: all files of the folder are each other's distractors."""
    files = [path] if path.is_file() else sorted(path.glob("*.benchmark.jsonl"))
    if not files:
        raise InputError(f"{path}: holds no *.benchmark.jsonl")
    return Source(Graph.build((), _named(files)), PassageTable.build(()))


def _named(files: Iterable[Path]) -> Iterator[Entity]:
    for file in files:
        for example in read_elevant(file):
            for link in example.links:
                if link.entity:
                    yield Entity(link.entity, link.name or link.mention.text, types=link.types)


def _inside(folder: Path, name: str) -> Path:
    if not (folder / name).is_file():
        raise InputError(f"{folder}: holds no {name}")
    return folder / name


_MAKERS: dict[str, Callable[[Path], Source]] = {
    "metaqa": _metaqa,
    "pathquestion": _pathquestion,
    "2wikimultihopqa": _texts,
    "hotpotqa": _texts,
    "musique": _texts,
    "elevant": _elevant,
}
