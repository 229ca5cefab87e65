"""What a knowledge base is made from: documents with their findings, imported facts, decisions; opened and written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from kgqa.encoders.known import KnownVectors
from kgqa.errors import InputError
from kgqa.extract.documents.split import split_passages
from kgqa.extract.recipe import Recipe
from kgqa.extract.resolve.decisions import Decisions
from kgqa.extract.sources import Source, SourceTable
from kgqa.kg.arrays import Array, ArrayFile
from kgqa.kg.digest import digest
from kgqa.kg.folder import GRAPH, PASSAGES, Folder
from kgqa.kg.graph import Graph
from kgqa.kg.layout import BUILDING, DATES, GIVEN_GRAPH, GIVEN_PASSAGES, SOURCES
from kgqa.kg.passages import PassageTable
from kgqa.kg.strings import StringTable
from kgqa.kg.verbalize import passage_text
from kgqa.pipelines.writing import RETRIEVER
from kgqa.retriever.index import RetrievalIndex
from kgqa.types import Passage


@dataclass(frozen=True, slots=True)
class Held:
    """All that the graph is a function of. ``dates`` says by document when it was added, in seconds since 1970."""

    recipe: Recipe
    sources: Mapping[str, Source] = field(default_factory=dict)
    given: Graph | None = None
    given_passages: PassageTable | None = None
    decisions: Decisions = field(default_factory=Decisions)
    dates: Mapping[str, int] = field(default_factory=dict)

    @property
    def extraction_key(self) -> str:
        """A hash of all that decides what is found in a document."""
        given = digest(self.given, PassageTable.build([])) if self.given is not None else ""
        return hashlib.sha256(f"{self.recipe.key} {given}".encode()).hexdigest()[:32]

    def job_key(self, encoder_sha256: str) -> str:
        """What batches of a job are known by, in which there are vectors, too."""
        return hashlib.sha256(f"{self.extraction_key} {encoder_sha256}".encode()).hexdigest()[:32]


def is_built(folder: Folder) -> bool:
    """Whether a knowledge base holds documents, and not only what was imported."""
    return folder.has(SOURCES)


def load_held(folder: Folder, recipe: Recipe) -> Held:
    """What a knowledge base is made from. One that was only imported is all given; ``recipe`` is for its documents."""
    if not is_built(folder):
        return Held(recipe, {}, Graph.load(folder.arrays(GRAPH)), PassageTable.load(folder.arrays(PASSAGES)))
    building = json.loads(text_in(folder.arrays(BUILDING), "building"))
    dates = folder.arrays(DATES)
    return Held(
        Recipe.from_json(json.dumps(building["recipe"])),
        {source.id: source for source in SourceTable(folder.arrays(SOURCES))},
        Graph.load(folder.arrays(GIVEN_GRAPH)) if folder.has(GIVEN_GRAPH) else None,
        PassageTable.load(folder.arrays(GIVEN_PASSAGES)) if folder.has(GIVEN_PASSAGES) else None,
        Decisions.from_json(json.dumps(building["decisions"])),
        dict(zip(StringTable.load(dates, "dates.ids"), dates["dates.seconds"].tolist(), strict=True)),
    )


def all_passages(given: Iterable[Passage], sources: Iterable[Source]) -> list[Passage]:
    """The imported passages, and those that documents are cut into. Raises InputError where an id is of both."""
    found = list(given)
    imported = {passage.id for passage in found}
    made = [passage for source in sources for passage in split_passages(source.document)]
    taken = {passage.id for passage in made if passage.id != passage.doc_id}
    for passage in made:
        # A document of the id that a passage of another one has: "a#12", and "a" cut in pieces.
        id = passage.id
        while passage.id == passage.doc_id and id in taken:
            id += "#0"
        if id in imported:
            raise InputError(f"document {passage.doc_id!r}: its passage {id!r} is an imported passage already")
        found.append(passage if id == passage.id else replace(passage, id=id))
    return found


def date_arrays(dates: Mapping[str, int]) -> dict[str, Array]:
    """Dates as arrays for a file."""
    ids = sorted(dates)
    return {
        **StringTable.build(ids).arrays("dates.ids"),
        "dates.seconds": np.array([dates[id] for id in ids], np.int64),
    }


def text_array(text: str) -> Array:
    """A text as an array of its bytes."""
    return np.frombuffer(text.encode(), np.uint8)


def text_in(file: ArrayFile, name: str) -> str:
    """The text that :func:`text_array` made."""
    return bytes(file.typed(name, np.uint8).data).decode()


def json_array(value: Any) -> Array:
    """A value as JSON, keys sorted, in an array of bytes."""
    return text_array(json.dumps(value, ensure_ascii=False, sort_keys=True))


def known_vectors(folder: Folder) -> KnownVectors:
    """The vectors of a knowledge base's passages by their texts, where its index keeps them as they were made."""
    known = KnownVectors()
    graph, passages = Graph.load(folder.arrays(GRAPH)), PassageTable.load(folder.arrays(PASSAGES))
    index = RetrievalIndex.load(folder.arrays(RETRIEVER), graph, passages)
    if index.passages.is_exact and len(passages):
        known.add(texts_of(passages), index.passages.vectors())
    if index.facts.is_exact and len(index.facts):
        known.add(RetrievalIndex.fact_texts(graph), index.facts.vectors())
    return known


def texts_of(passages: Iterable[Any]) -> list[str]:
    """The texts of passages as they are encoded."""
    return [passage_text(passage.title, passage.text) for passage in passages]
