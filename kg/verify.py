"""Checking a whole knowledge base: hashes, left-overs, and whether what is stored makes sense."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kgqa.errors import KGQAError
from kgqa.kg.checks import check_graph, check_passages, check_strings
from kgqa.kg.digest import DIGESTED, digest
from kgqa.kg.graph import Graph
from kgqa.kg.layout import (
    GRAPH,
    PASSAGES,
    SEGMENTS,
    VERSIONS,
    foreign_names,
    sha256_of,
    version_number,
)
from kgqa.kg.opened import Folder, open_folder, read_manifest
from kgqa.kg.passages import PassageTable

Check = Callable[[Folder], list[str]]


def verify(path: str | Path, *, extra_checks: Iterable[Check] = ()) -> list[str]:
    """Every problem found in the knowledge base at ``path``; empty when it is sound.

    Reads all of it: the hash of each file, files that are missing or nobody's, then order and range of
    the graph, strings, passages, the manifest's counts and digest. ``extra_checks`` are the upper
    layers' own; a check that raises a KGQAError is a problem found too.
    """
    try:
        folder = open_folder(path)
    except KGQAError as error:
        return [str(error)]
    problems = [*_check_files(folder), *_check_left_overs(folder)]
    for check in (_check_content, *extra_checks):
        try:
            problems.extend(check(folder))
        except KGQAError as error:
            problems.append(str(error))
    return list(dict.fromkeys(problems))


def _check_files(folder: Folder) -> Iterator[str]:
    for name, entry in folder.manifest["files"].items():
        path = folder.path / name
        try:
            size, found = path.stat().st_size, sha256_of(path)
        except OSError as error:
            yield f"{path}: can't be read: {error.strerror or error}"
            continue
        if size != entry["bytes"]:
            yield f"{path}: must have {entry['bytes']} bytes by the manifest, found {size}"
        elif found != entry["sha256"]:
            yield f"{path}: must have sha256 {entry['sha256']} by the manifest, found {found}"


def _check_left_overs(folder: Folder) -> Iterator[str]:
    for name in foreign_names(folder.path):
        yield f"{folder.path / name}: does not belong to a knowledge base"
    known: set[str] = set()
    for path in sorted((folder.path / VERSIONS).iterdir()):
        if version_number(path.name) is None:
            continue
        try:
            known.update(read_manifest(path)["files"])
        except KGQAError as error:
            yield str(error)
    for path in sorted((folder.path / SEGMENTS).iterdir()):
        name = path.relative_to(folder.path).as_posix()
        if name not in known:
            yield f"{path}: is named by no version; the next import removes it"


def _check_content(folder: Folder) -> list[str]:
    problems = [problem for name in folder.names for problem in check_strings(folder.arrays(name))]
    if problems:
        return problems  # what reads strings can't be trusted to run
    graph, passages = Graph.build([]), PassageTable.build([])
    if folder.has(GRAPH):
        problems.extend(check_graph(folder.arrays(GRAPH)))
    if folder.has(PASSAGES):
        problems.extend(check_passages(folder.arrays(PASSAGES)))
    if problems:
        return problems
    if folder.has(GRAPH):
        graph = Graph.load(folder.arrays(GRAPH))
    if folder.has(PASSAGES):
        passages = PassageTable.load(folder.arrays(PASSAGES))
    return [*_check_counts(folder, graph, passages), *_check_digest(folder, graph, passages)]


def _check_counts(folder: Folder, graph: Graph, passages: PassageTable) -> Iterator[str]:
    found = {
        "entities": graph.n_entities,
        "literals": graph.n_literals,
        "passages": len(passages),
        "relations": graph.n_relations,
        "triples": graph.n_triples,
    }
    counts = folder.manifest.get("counts", {})
    for name, number in found.items():
        if isinstance(counts, dict) and name in counts and counts[name] != number:
            yield f"{folder.path}: the manifest counts {counts[name]!r} {name}, found {number}"


def _check_digest(folder: Folder, graph: Graph, passages: PassageTable) -> Iterator[str]:
    expected = folder.manifest.get("digest")
    files = [folder.arrays(name) for name in DIGESTED if folder.has(name)]
    more = {name: file[name] for file in files for name in file.names}
    if expected is not None and expected != (found := digest(graph, passages, more)):
        yield f"{folder.path}: the manifest's digest is {expected!r}, found {found!r}"
