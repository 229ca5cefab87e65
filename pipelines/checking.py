"""Whether all parts of a knowledge base fit each other: indexes, documents, provenance, counts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Set
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from kgqa.errors import KGQAError
from kgqa.extract.documents.split import split_passages
from kgqa.extract.recipe import Recipe
from kgqa.extract.resolve.decisions import Decisions
from kgqa.extract.sources import COLUMNS, SourceTable
from kgqa.kg.arrays import ArrayFile
from kgqa.kg.durable import TEMPORARY
from kgqa.kg.folder import GRAPH, PASSAGES, Folder
from kgqa.kg.graph import Graph
from kgqa.kg.layout import (
    BUILDING,
    DATES,
    GIVEN_GRAPH,
    GIVEN_PASSAGES,
    JOURNAL,
    PROVENANCE,
    SOURCES,
    is_journal,
)
from kgqa.kg.passages import PassageTable
from kgqa.kg.provenance import Provenance, State
from kgqa.kg.strings import StringTable
from kgqa.kg.verify import check_content, check_file
from kgqa.linker import LinkIndex
from kgqa.pipelines.held import is_built, load_held, text_in
from kgqa.pipelines.writing import LINKER, RETRIEVER
from kgqa.retriever.index import RetrievalIndex, has_text_indexes, text_indexes
from kgqa.retriever.path_arrays import SCORER, check_scorer
from kgqa.retriever.titles import TitleIndex
from kgqa.types import Triple

MANIFEST = "manifest"
"""What is wrong with the manifest stands under this name."""

MOST = 5
"""Passages, facts and the like that are named one by one; the rest is counted."""

Named = Iterator[tuple[str, str]]


def faults(folder: Folder) -> dict[str, list[str]]:
    """What is wrong with a version, by the name of the file that is at fault; a file that is missing or damaged is
    not looked into further. Empty where all is sound."""
    found = {name: problems for name in folder.names if (problems := check_file(folder, name))}
    sound = set(folder.names) - set(found)
    found |= _misfits(folder, sound)
    if MANIFEST not in found and (wrong := check_content(folder, sound)):
        found[MANIFEST] = wrong
    return found


def check_layers(folder: Folder, sound: Set[str]) -> list[str]:
    """What is wrong between the files of a version that are ``sound`` by themselves, and batches of a job that is
    none of this knowledge base's."""
    return [text for problems in _misfits(folder, sound).values() for text in problems] + list(check_job(folder))


def _misfits(folder: Folder, sound: Set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    needed = (GRAPH, PASSAGES, LINKER, RETRIEVER, *((PROVENANCE, BUILDING, DATES) if is_built(folder) else ()))
    for name in needed:
        if not folder.has(name):
            found[name] = [f"{folder.path}: has no {name}: the manifest names no such file"]
    checked = _Checked(folder, set(sound))
    for needs, check in _CHECKS:
        if not checked.sound.issuperset(needs):
            continue
        try:
            problems = list(check(checked))
        except (KGQAError, RuntimeError, ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
            # RuntimeError is FAISS's word for bytes that are no index; the rest are JSON that is another's.
            name = needs[-1] if needs else SCORER
            problems = [(name, f"{folder.path}: {name}: can't be read: {error}")]
        for name, text in problems:
            found.setdefault(name, []).append(text)
            checked.sound.discard(name)
    return {name: list(dict.fromkeys(problems)) for name, problems in found.items() if problems}


class _Checked:
    """A version and the parts that were found sound so far, each loaded once."""

    def __init__(self, folder: Folder, sound: set[str]) -> None:
        self.folder = folder
        self.sound = sound

    @cached_property
    def graph(self) -> Graph:
        return Graph.load(self.folder.arrays(GRAPH))

    @cached_property
    def passages(self) -> PassageTable:
        return PassageTable.load(self.folder.arrays(PASSAGES))

    @cached_property
    def sources(self) -> SourceTable:
        return SourceTable(self.folder.arrays(SOURCES))

    @cached_property
    def lengths(self) -> dict[str, int]:
        """Characters of each document."""
        return {source.id: len(source.text) for source in self.sources}

    @cached_property
    def provenance(self) -> Provenance:
        return Provenance.load(self.folder.arrays(PROVENANCE))

    @cached_property
    def facts(self) -> set[Triple]:
        """The triples that claims say are facts."""
        return {claim.triple for claim in self.provenance.in_state(State.FACT)}


def _check_sources(checked: _Checked) -> Named:
    file = checked.folder.arrays(SOURCES)
    lengths = {name: len(StringTable.load(file, f"sources.{name}")) for name in COLUMNS}
    if len(set(lengths.values())) > 1:
        yield SOURCES, f"{file.path}: columns of the documents differ in length: {lengths}"
        return
    ids = list(checked.sources.ids)
    if any(after <= before for before, after in pairwise(ids)):
        yield SOURCES, f"{file.path}: ids of documents must be distinct and sorted"
    for source in checked.sources:
        try:
            n = len(source.document.text)
            extraction = source.extraction
        except (KGQAError, ValueError, KeyError, TypeError, IndexError) as error:
            yield SOURCES, f"{file.path}: document {source.id!r}: what was found in it can't be read: {error}"
            continue
        spans = [fact.sentence for fact in extraction.facts]
        spans += [mention for entity in extraction.entities for mention in entity.mentions]
        if any(not 0 <= start <= end <= n for start, end in spans):
            yield SOURCES, f"{file.path}: document {source.id!r}: something was found outside its {n} characters"


def _check_building(checked: _Checked) -> Named:
    file = checked.folder.arrays(BUILDING)
    building = json.loads(text_in(file, "building"))
    Recipe.from_json(json.dumps(building["recipe"]))
    Decisions.from_json(json.dumps(building["decisions"]))
    for name in ("merges", "suggested", "pruned"):
        if not isinstance(json.loads(text_in(file, name)), list):
            yield BUILDING, f"{file.path}: {name} must be a list"


def _check_dates(checked: _Checked) -> Named:
    file = checked.folder.arrays(DATES)
    ids, seconds = list(StringTable.load(file, "dates.ids")), file.typed("dates.seconds", np.int64)
    if ids != list(checked.sources.ids) or len(seconds) != len(ids):
        yield DATES, f"{file.path}: must date each document once: {len(seconds)} dates of {len(ids)} documents"


def _check_passages(checked: _Checked) -> Named:
    """The passages are those that the documents are cut into, and the imported ones."""
    folder = checked.folder
    expected = {}
    if folder.has(GIVEN_PASSAGES):
        expected = {passage.id: passage for passage in PassageTable.load(folder.arrays(GIVEN_PASSAGES))}
    for source in checked.sources:
        expected |= {passage.id: passage for passage in split_passages(source.document)}
    held = {passage.id: passage for passage in checked.passages}
    place = f"{folder.path}: passages"
    wrong = []
    for id, passage in held.items():
        length = checked.lengths.get(passage.doc_id)
        if id not in expected:
            wrong.append(f"{place}: {id!r} is of no document: {passage.doc_id!r} has no such passage")
        elif passage != expected[id]:
            if length is not None and not 0 <= passage.start <= passage.start + len(passage.text) <= length:
                where = f"from {passage.start} on lies outside document {passage.doc_id!r} of {length} characters"
            else:
                where = f"is not what document {passage.doc_id!r} says there"
            wrong.append(f"{place}: {id!r} {where}")
    wrong += [f"{place}: {id!r} of document {expected[id].doc_id!r} is missing" for id in expected if id not in held]
    yield from _most(PASSAGES, wrong, f"{place}: problems")


def _check_provenance(checked: _Checked) -> Named:
    """Every claim rests on sentences of documents that are there."""
    file = checked.folder.arrays(PROVENANCE)
    out_of_range = [(PROVENANCE, text) for text in _ranges(file)]
    if out_of_range:
        yield from out_of_range
        return
    wrong = []
    for claim in checked.provenance:
        said = _said(claim.triple)
        if not claim.statements:
            wrong.append(f"{file.path}: provenance: no sentence stands behind {said}")
        for statement in claim.statements:
            length = checked.lengths.get(statement.doc_id)
            if length is None:
                wrong.append(f"{file.path}: provenance of {said}: document {statement.doc_id!r} is not there")
            elif not 0 <= statement.sentence[0] < statement.sentence[1] <= length:
                start, end = statement.sentence
                outside = f"{start} to {end} lie outside document {statement.doc_id!r} of {length} characters"
                wrong.append(f"{file.path}: provenance of {said}: characters {outside}")
    yield from _most(PROVENANCE, wrong, f"{file.path}: provenance: problems")


def _ranges(file: ArrayFile) -> Iterator[str]:
    n = len(StringTable.load(file, "claims.keys"))
    places, scores = file.typed("claims.places", np.int32, 2), file.typed("claims.scores", np.float32)
    begins, states = file.typed("claims.begins", np.int64), file.typed("claims.states", np.uint8)
    sizes = {"states": states.size, "confidences": file["claims.confidences"].size, "begins": begins.size - 1}
    wrong = {name: size for name, size in sizes.items() if size != n}
    if wrong:
        yield f"{file.path}: provenance: {n} claims, but {wrong}"
        return
    if begins[0] != 0 or begins[-1] != len(places) or (np.diff(begins) < 0).any() or scores.size != len(places):
        yield f"{file.path}: provenance: places must rise from 0 to {len(places)}"
    if states.size and states.max() > max(State):
        yield f"{file.path}: provenance: a state must be from 0 to {int(max(State))}, found {states.max()}"
    for column, name in ((0, "documents"), (5, "extractors")):
        size = len(StringTable.load(file, f"claims.{name}"))
        if len(places) and not 0 <= places[:, column].min() <= places[:, column].max() < size:
            yield f"{file.path}: provenance: a statement names one of {name} that is not there: {size} {name}"


def _check_facts(checked: _Checked) -> Named:
    """Each fact of a built graph was imported or is claimed, and each claim that is a fact is in the graph."""
    folder = checked.folder
    given = Graph.load(folder.arrays(GIVEN_GRAPH)) if folder.has(GIVEN_GRAPH) else Graph.build([])
    known = set(given.match()) | checked.facts
    held = set(checked.graph.match())
    place = f"{folder.path}: graph"
    wrong = [f"{place}: fact without provenance: {_said(t)}" for t in held - known]
    wrong += [f"{place}: fact is missing that documents say: {_said(t)}" for t in known - held]
    yield from _most(GRAPH, sorted(wrong), f"{place}: problems")


def _check_scorer(checked: _Checked) -> Named:
    if SCORER in checked.sound or not checked.folder.has(SCORER):
        yield from ((SCORER, text) for text in check_scorer(checked.folder))


def _check_counts(checked: _Checked) -> Named:
    counts = checked.folder.manifest.get("counts", {})
    states = [claim.state for claim in checked.provenance]
    found = {
        "documents": len(checked.sources),
        "statements": sum(len(claim.statements) for claim in checked.provenance),
        **{state.name.lower(): states.count(state) for state in State if state is not State.FACT},
    }
    for name, number in found.items():
        if name in counts and counts[name] != number:
            yield MANIFEST, f"{checked.folder.path}: the manifest counts {counts[name]!r} {name}, found {number}"


def _check_linker(checked: _Checked) -> Named:
    file = checked.folder.arrays(LINKER)
    stored, made = LinkIndex.load(file).arrays(), LinkIndex.build(checked.graph).arrays()
    for name in made:
        if not np.array_equal(made[name], stored[name]):
            yield LINKER, f"{file.path}: linker: {name} is not what the graph's names give"


def _check_retriever(checked: _Checked) -> Named:
    folder, graph, passages = checked.folder, checked.graph, checked.passages
    arrays = folder.arrays(RETRIEVER)
    place = f"{arrays.path}: retriever"
    index = RetrievalIndex.load(arrays, graph, passages)
    encoder = folder.manifest.get("encoder")
    dimension = encoder.get("dimension") if isinstance(encoder, dict) else None
    if dimension is None:
        yield MANIFEST, f"{folder.path}: the manifest names no encoder"
        dimension = index.passages.dimension
    for name, size, expected in (
        ("passages", len(index.passages), len(passages)),
        ("steps", len(index.steps), 2 * graph.n_relations),
        ("facts", len(index.facts), len(index.fact_heads)),
        ("steps of facts", len(index.fact_steps), len(index.fact_heads)),
        ("words", int(index.lexical.n[0]), len(passages)),
    ):
        if size != expected:
            yield RETRIEVER, f"{place}: {name} must be {expected}, found {size}"
    for name, vectors in (("passages", index.passages), ("facts", index.facts), ("entities", index.entities)):
        if vectors.dimension != dimension:
            yield RETRIEVER, f"{place}: vectors of {name} have dimension {vectors.dimension}, the encoder's {dimension}"
        elif len(vectors):
            norms = np.linalg.norm(vectors.vectors(), axis=1)
            wrong = ~np.isfinite(norms) | (vectors.is_exact & (np.abs(norms - 1) > 1e-2))
            if wrong.any():
                what = "is no number" if not np.isfinite(norms).all() else "is no unit vector"
                rows = f"row {int(np.flatnonzero(wrong)[0])}, {int(wrong.sum())} in all"
                yield RETRIEVER, f"{place}: a vector of {name} {what}: {rows}"
    pairs = np.unique(graph.triples[:, :2], axis=0) if len(index.fact_heads) else np.zeros((0, 2), np.int64)
    if not (np.array_equal(pairs[:, 0], index.fact_heads) and np.array_equal(2 * pairs[:, 1], index.fact_steps)):
        yield RETRIEVER, f"{place}: the facts that vectors stand for are not those of the graph"
    made: Mapping[str, Any] = TitleIndex.build(passages).arrays()
    if has_text_indexes(arrays):
        lexical, names = text_indexes(graph, passages)
        made = {**made, **lexical.arrays(), **names.arrays()}
    for name in made:
        if not np.array_equal(made[name], arrays[name]):
            yield RETRIEVER, f"{place}: {name} is not what the passages give"
    norms = np.linalg.norm(index.steps, axis=1)
    if not np.all(np.abs(norms - 1) < 1e-3):  # false for NaN too
        yield RETRIEVER, f"{place}: a relation's vector is no unit vector"


def check_job(folder: Folder) -> Iterator[str]:
    """Batches of a stopped job that no job over this knowledge base can go on with."""
    place = folder.path / JOURNAL
    paths = sorted(place.iterdir()) if place.is_dir() else []
    paths = [path for path in paths if is_journal(f"{JOURNAL}/{path.name}") and not path.name.endswith(TEMPORARY)]
    if not paths:
        return
    try:
        key = load_held(folder, Recipe()).extraction_key
    except (KGQAError, ValueError, KeyError, TypeError):
        return  # said already
    for path in paths:
        try:
            found = ArrayFile.open(path).metadata.get("build")
        except KGQAError:
            continue  # said already
        if is_built(folder) and found != key:
            yield f"{path}: what a stopped job had done is of another job, models or ontology, and of no use here"


def _most(name: str, problems: list[str], what: str) -> Named:
    yield from ((name, text) for text in problems[:MOST])
    if len(problems) > MOST:
        yield name, f"{what}: {len(problems)} in all, {MOST} of them named"


def _said(triple: Triple) -> str:
    tail = triple.tail if isinstance(triple.tail, str) else triple.tail.value
    return " | ".join(part[:60] for part in (triple.head, triple.relation, tail))


_CHECKS: tuple[tuple[tuple[str, ...], Callable[[_Checked], Named]], ...] = (
    ((SOURCES,), _check_sources),
    ((SOURCES, BUILDING), _check_building),
    ((SOURCES, DATES), _check_dates),
    ((SOURCES, PASSAGES), _check_passages),
    ((SOURCES, PROVENANCE), _check_provenance),
    ((SOURCES, PROVENANCE, GRAPH), _check_facts),
    ((SOURCES, PROVENANCE), _check_counts),
    ((GRAPH, LINKER), _check_linker),
    ((GRAPH, PASSAGES, RETRIEVER), _check_retriever),
    ((), _check_scorer),
)
"""Checks with the files they need sound; the last is the one at fault where it can't be read."""
