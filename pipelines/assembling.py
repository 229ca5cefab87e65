"""From what is held to what is asked: documents' findings and imported facts to graph, passages and provenance."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import chain
from typing import Any, NamedTuple

from kgqa.encoders.known import KnownVectors
from kgqa.errors import InputError
from kgqa.extract.assemble import Assembled, assemble
from kgqa.extract.found import Extraction
from kgqa.extract.relations.pruning import Pruned
from kgqa.extract.resolve.decisions import Decisions, Ref
from kgqa.extract.resolve.result import Merge
from kgqa.extract.sources import source_arrays
from kgqa.kg.arrays import Array
from kgqa.kg.draft import Place
from kgqa.kg.graph import Graph
from kgqa.kg.layout import BUILDING, DATES, GIVEN_GRAPH, GIVEN_PASSAGES, PROVENANCE, SOURCES
from kgqa.kg.passages import PassageTable
from kgqa.kg.provenance import Provenance, State
from kgqa.kg.statements import named_entities
from kgqa.pipelines.held import Held, all_passages, date_arrays, json_array
from kgqa.pipelines.progress import Progress
from kgqa.pipelines.standard import Tools
from kgqa.pipelines.writing import write_into
from kgqa.retriever.path_scorer import PathScorer
from kgqa.types import Entity


class Written(NamedTuple):
    """What a version holds: its counts, how many facts were pruned for which reason, and the decisions that could not
    be obeyed, in words."""

    counts: dict[str, int]
    pruned: dict[str, int]
    unmet: tuple[str, ...]


def write_held(
    place: Place,
    held: Held,
    tools: Tools,
    known: KnownVectors,
    progress: Progress,
    *,
    scorer: PathScorer | None = None,
    wanted: Iterable[tuple[Ref, Ref]] = (),
) -> Written:
    """Writes a version of the knowledge base. Raises InputError, and writes none, where a pair of its decisions that is
    ``wanted`` can't be obeyed."""
    passages = PassageTable.build(all_passages(held.given_passages or (), held.sources.values()))
    extractions, pruned = conformed(held, tools)
    progress("resolution", 0, 1)
    made = assemble(extractions, _openings(held), given=given_in(held), decisions=held.decisions)
    if against := [pair for pair in made.unmet if pair in set(wanted)]:
        raise InputError(f"{place.path}: {said_unmet(against[0], held.decisions)}; nothing was changed")
    progress("resolution", 1, 1)
    graph = _graph(held.given, made)
    counts = write_into(
        place,
        graph,
        passages,
        encoder=tools.encoder,
        scorer=scorer or tools.scorer,
        more=_files(held, made, pruned),
        counts={"documents": len(held.sources), **_states(made)},
        known=known,
        progress=progress,
    )
    reasons = dict(sorted(Counter(found.reason for found in pruned).items()))
    return Written(counts, reasons, tuple(said_unmet(pair, held.decisions) for pair in made.unmet))


def conformed(held: Held, tools: Tools) -> tuple[list[Extraction], tuple[Pruned, ...]]:
    """What was found in the documents, in the words that the graph has, and what was left out, by documents."""
    kept, pruned = tools.conform([source.extraction for source in held.sources.values()], held.recipe, held.given)
    return kept, tuple(sorted(pruned, key=lambda one: one.doc_id))


def given_in(held: Held) -> list[Entity]:
    """The imported entities that have a name."""
    return [] if held.given is None else list(named_entities(held.given))


def said_unmet(pair: tuple[Ref, Ref], decisions: Decisions) -> str:
    """A decided pair that is not obeyed, in words."""
    what = "one" if pair in decisions.merge else "two"
    why = "both were imported, " if what == "one" else ""
    return f"{pair[0]} and {pair[1]} can't be {what}: {why}one is not there, or other decisions stand against it"


def _openings(held: Held) -> dict[str, tuple[str, str]]:
    """The first sentence of each document, roughly: the first passage up to a stop."""
    found = {}
    for source in held.sources.values():
        text = source.text.strip()
        line = next((line for line in text.splitlines() if len(line.split()) > 3), "")
        end = line.find(". ", 40)
        found[source.id] = (source.title, line if end < 0 else line[: end + 1])
    return found


def _graph(given: Graph | None, made: Assembled) -> Graph:
    if given is None:
        return Graph.build(made.triples, made.entities, made.relations)
    relations = [given.relation(i) for i in range(given.n_relations)]
    named = {relation.id for relation in relations}
    return Graph.build(
        chain(given.statements(), made.triples),
        chain(_entities(given), made.entities),
        [*relations, *(relation for relation in made.relations if relation.id not in named)],
    )


def _entities(graph: Graph) -> Iterator[Entity]:
    return (graph.entity(row) for row in range(graph.n_entities))


def _files(held: Held, made: Assembled, pruned: tuple[Pruned, ...]) -> Mapping[str, Mapping[str, Array]]:
    building = {
        "recipe": json.loads(held.recipe.to_json()),
        "decisions": json.loads(held.decisions.to_json()),
    }
    files: dict[str, Mapping[str, Array]] = {
        SOURCES: source_arrays(held.sources.values()),
        PROVENANCE: Provenance.build(made.claims).arrays(),
        BUILDING: {
            "building": json_array(building),
            "merges": json_array([_record(merge) for merge in made.merges]),
            "suggested": json_array([_record(merge) for merge in made.suggested]),
            "pruned": json_array([asdict(found) for found in pruned]),
        },
        DATES: date_arrays(held.dates),
    }
    if held.given is not None:
        files[GIVEN_GRAPH] = held.given.arrays()
    if held.given_passages is not None:
        files[GIVEN_PASSAGES] = held.given_passages.arrays()
    return files


def _record(merge: Merge) -> dict[str, Any]:
    one, other = (
        {"name": side.name, "type": side.type, "document": side.doc_id, "number": side.number}
        for side in (merge.left, merge.right)
    )
    return {"one": one, "other": other, "reason": merge.reason, "score": round(merge.score, 6)}


def _states(made: Assembled) -> dict[str, int]:
    counted = Counter(claim.state for claim in made.claims)
    names = {State.UNSAID: "unsaid", State.DOUBTFUL: "doubtful", State.REJECTED: "rejected"}
    return {
        "statements": sum(len(claim.statements) for claim in made.claims),
        "merges": len(made.merges),
        **{name: counted.get(state, 0) for state, name in names.items()},
    }
