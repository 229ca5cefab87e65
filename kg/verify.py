"""Checking a whole knowledge base: hashes, left-overs, and whether what is stored makes sense."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import partial
from pathlib import Path

from kgqa.durable import TEMPORARY
from kgqa.errors import KGQAError
from kgqa.kg.arrays import Array, ArrayFile
from kgqa.kg.checks import check_graph, check_passages, check_strings
from kgqa.kg.digest import DIGESTED, digest
from kgqa.kg.graph import Graph
from kgqa.kg.layout import (
    GIVEN_GRAPH,
    GIVEN_PASSAGES,
    GRAPH,
    JOURNAL,
    KEEP,
    PASSAGES,
    SEGMENTS,
    VERSIONS,
    foreign_names,
    is_journal,
    segment_parts,
    sha256_of,
    version_name,
    versions_in,
)
from kgqa.kg.lock import is_writing
from kgqa.kg.opened import Folder, open_folder, read_manifest
from kgqa.kg.passages import PassageTable

Check = Callable[[Folder], list[str]]

LayerCheck = Callable[[Folder, Set[str]], list[str]]
"""A check that is told which files are sound by themselves."""

CHECKED: Mapping[str, Callable[[ArrayFile], Iterator[str]]] = {
    GRAPH: check_graph,
    GIVEN_GRAPH: check_graph,
    PASSAGES: check_passages,
    GIVEN_PASSAGES: check_passages,
}
"""What is checked of a file by its name, beside its hash and its strings."""

_TRIES = 5


def verify(path: str | Path, *, extra_checks: Iterable[Check] = (), layers: LayerCheck | None = None) -> list[str]:
    """Every problem found in the knowledge base at ``path``; empty when it is sound.

    Reads all of it: the hash of each file, files that are missing or nobody's, then order and range of
    the graph, strings, passages, the manifest's counts and digest, and the files of other versions that are kept.
    ``extra_checks`` and ``layers`` are the upper layers' own; a check that raises a KGQAError is a problem found too.
    What a job that was killed left behind is no problem: no version names it, and the next job removes it.
    """
    checks = tuple(extra_checks)
    for _ in range(_TRIES):
        found, number = _verified(path, checks, layers)
        try:
            if not found or open_folder(path).number == number:
                break  # else a writer has put another version in its place meanwhile
        except KGQAError:
            break
    return found


def _verified(path: str | Path, checks: tuple[Check, ...], layers: LayerCheck | None) -> tuple[list[str], int]:
    try:
        folder = open_folder(path)
    except KGQAError as error:
        return [str(error)], -1
    by_file = {name: check_file(folder, name) for name in folder.names}
    problems = [problem for found in by_file.values() for problem in found]
    sound = {name for name, found in by_file.items() if not found}
    problems += _check_others(folder)
    if not is_writing(folder.path):
        problems += _check_left_overs(folder)
    own: list[Check] = [partial(check_content, sound=sound)]
    last: list[Check] = [] if layers is None else [lambda folder: layers(folder, sound)]
    for check in (*own, *checks, *last):
        try:
            problems.extend(check(folder))
        except KGQAError as error:
            problems.append(str(error))
    return list(dict.fromkeys(problems)), folder.number


def check_file(folder: Folder, name: str) -> list[str]:
    """Problems with one file of arrays by itself: size, hash, strings, and order and range of what it holds."""
    target = folder.file(name)
    broken = _check_hash(folder.path / target, folder.manifest["files"][target])
    if broken:
        return [broken]
    try:
        file = folder.arrays(name)
        return list(check_strings(file)) or list(CHECKED.get(name, _no_check)(file))
    except KGQAError as error:
        return [str(error)]


def _no_check(file: ArrayFile) -> Iterator[str]:
    return iter(())


def _check_hash(path: Path, entry: Mapping[str, object]) -> str:
    try:
        size, found = path.stat().st_size, sha256_of(path)
    except OSError as error:
        return f"{path}: can't be read: {error.strerror or error}"
    if size != entry["bytes"]:
        how = "is cut short" if size < int(str(entry["bytes"])) else "is too long"
        return f"{path}: {how}: must have {entry['bytes']} bytes by the manifest, found {size}"
    if found != entry["sha256"]:
        return f"{path}: was changed after it was written: must have sha256 {entry['sha256']}, found {found}"
    return ""


def _check_others(folder: Folder) -> Iterator[str]:
    """Problems of the other versions that are kept."""
    seen = set(folder.manifest["files"])
    for number in versions_in(folder.path):
        if number == folder.number:
            continue
        try:
            files = read_manifest(folder.path / VERSIONS / version_name(number))["files"]
        except KGQAError as error:
            yield str(error)
            continue
        for target in sorted(set(files) - seen):
            broken = _check_hash(folder.path / target, files[target])
            if broken:
                yield f"{broken} (of version {number}, which is kept beside the one in use)"
        seen.update(files)


def _check_left_overs(folder: Folder) -> Iterator[str]:
    for name in foreign_names(folder.path):
        yield f"{folder.path / name}: does not belong to a knowledge base"
    known: set[str] = set()
    for number in versions_in(folder.path):
        try:
            known.update(read_manifest(folder.path / VERSIONS / version_name(number))["files"])
        except KGQAError:
            return  # said already; what it names can't be told
    segments = folder.path / SEGMENTS
    for path in sorted(segments.iterdir()) if segments.is_dir() else ():  # what is missing there is said already
        name = path.relative_to(folder.path).as_posix()
        parts = segment_parts(name)
        if parts is None or name in known:
            continue
        try:
            ArrayFile.open(path, parts[1])  # a job that was killed before its commit leaves such, whole
        except KGQAError:
            yield f"{path}: is named by no version, and is none of our files; the next job removes it"
    keep = folder.path / KEEP
    if keep.exists():
        text = keep.read_bytes()[:40].strip() if keep.is_file() else b""
        if not text.isdigit():
            found = repr(text) if keep.is_file() else "no file"
            yield f"{keep}: must hold the number of versions that are kept, found {found}"
    yield from check_journal(folder.path)


def check_journal(folder: Path) -> Iterator[str]:
    """Batches of a stopped job that can't be read."""
    for path in sorted((folder / JOURNAL).iterdir()) if (folder / JOURNAL).is_dir() else ():
        if path.name.endswith(TEMPORARY) or not is_journal(f"{JOURNAL}/{path.name}"):
            continue
        try:
            ArrayFile.open(path)
        except KGQAError as error:
            yield f"{error}; what a stopped job had done is lost from there on"


def check_content(folder: Folder, sound: Set[str]) -> list[str]:
    """Whether the manifest's counts and digest are those of the files, where all that count are ``sound``."""
    if any(folder.has(name) and name not in sound for name in (GRAPH, PASSAGES, *DIGESTED)):
        return []  # said already, and counts of it mean nothing
    graph, passages = contents(folder)
    return [*_check_counts(folder, graph, passages), *_check_digest(folder, graph, passages)]


def contents(folder: Folder) -> tuple[Graph, PassageTable]:
    """The graph and the passages of a version, empty where it has none."""
    graph = Graph.load(folder.arrays(GRAPH)) if folder.has(GRAPH) else Graph.build([])
    return graph, PassageTable.load(folder.arrays(PASSAGES)) if folder.has(PASSAGES) else PassageTable.build([])


def counts_of(graph: Graph, passages: PassageTable) -> dict[str, int]:
    """What a manifest counts in every knowledge base."""
    return {
        "entities": graph.n_entities,
        "literals": graph.n_literals,
        "passages": len(passages),
        "relations": graph.n_relations,
        "triples": graph.n_triples,
    }


def digest_of(folder: Folder, graph: Graph, passages: PassageTable) -> str:
    """The logical digest of a version, to be compared with its manifest's."""
    files = [folder.arrays(name) for name in DIGESTED if folder.has(name)]
    more: dict[str, Array] = {name: file[name] for file in files for name in file.names}
    return digest(graph, passages, more)


def _check_counts(folder: Folder, graph: Graph, passages: PassageTable) -> Iterator[str]:
    counts = folder.manifest.get("counts", {})
    for name, number in counts_of(graph, passages).items():
        if isinstance(counts, dict) and name in counts and counts[name] != number:
            yield f"{folder.path}: the manifest counts {counts[name]!r} {name}, found {number}"


def _check_digest(folder: Folder, graph: Graph, passages: PassageTable) -> Iterator[str]:
    expected = folder.manifest.get("digest")
    if expected is not None and expected != (found := digest_of(folder, graph, passages)):
        yield f"{folder.path}: the manifest's digest is {expected!r}, found {found!r}"
