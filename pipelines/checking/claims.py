"""Whether what the documents are said to say fits them, the graph and the counts."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kgqa.extract.assemble import together
from kgqa.kg.arrays import ArrayFile
from kgqa.kg.folder import GRAPH
from kgqa.kg.graph import Graph
from kgqa.kg.layout import GIVEN_GRAPH, PROVENANCE
from kgqa.kg.provenance import State
from kgqa.kg.strings import StringTable
from kgqa.pipelines.checking.checked import MANIFEST, Checked, Named, in_short, most, place_of

_ROUNDING = 1e-5
"""Confidences are kept in single precision."""


def check_provenance(checked: Checked) -> Named:
    """Every claim rests on what was found in documents that are there, and is as sure as that."""
    file = checked.folder.arrays(PROVENANCE)
    out_of_range = [(PROVENANCE, text) for text in _ranges(file)]
    if out_of_range:
        yield from out_of_range
        return
    wrong = []
    for claim in checked.provenance:
        said = in_short(claim.triple)
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
            elif place_of(statement.doc_id, statement) not in checked.places:
                start, end = statement.span
                where = f"{start} to {end} of document {statement.doc_id!r} by {statement.extractor!r}"
                wrong.append(f"{file.path}: provenance of {said}: nothing was found at characters {where}")
        if claim.statements and abs(claim.confidence - (surest := together(claim.statements))) > _ROUNDING:
            sure = f"confidence must be {surest:.4f} by its sentences, found {claim.confidence:.4f}"
            wrong.append(f"{file.path}: provenance of {said}: {sure}")
    yield from most(PROVENANCE, wrong, f"{file.path}: provenance: problems")


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


def check_facts(checked: Checked) -> Named:
    """Each fact of a built graph was imported, in the named graph that it is in, or is claimed, and each of these is in
    the graph."""
    folder = checked.folder
    given = Graph.load(folder.arrays(GIVEN_GRAPH)) if folder.has(GIVEN_GRAPH) else Graph.build([])
    known = set(given.statements()) | checked.facts
    held = set(checked.graph.statements())
    place = f"{folder.path}: graph"
    wrong = [f"{place}: fact without provenance: {in_short(t)}" for t in held - known]
    wrong += [f"{place}: fact is missing that documents or the import say: {in_short(t)}" for t in known - held]
    yield from most(GRAPH, sorted(wrong), f"{place}: problems")


def check_counts(checked: Checked) -> Named:
    """The manifest counts what is there."""
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
