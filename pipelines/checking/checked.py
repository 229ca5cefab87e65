"""A version that is looked into: its parts, loaded once, and how what is wrong is told."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from kgqa.extract.found import FoundFact
from kgqa.extract.sources import SourceTable
from kgqa.kg.folder import GRAPH, PASSAGES, Folder
from kgqa.kg.graph import Graph
from kgqa.kg.layout import PROVENANCE, SOURCES
from kgqa.kg.passages import PassageTable
from kgqa.kg.provenance import Provenance, State, Statement
from kgqa.types import Quad, Triple

MANIFEST = "manifest"
"""What is wrong with the manifest stands under this name."""

MOST = 5
"""Passages, facts and the like that are named one by one; the rest is counted."""

Named = Iterator[tuple[str, str]]
"""What is wrong, each under the name of the file that is at fault."""


class Checked:
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
    def places(self) -> set[int]:
        """Where in the documents facts were found, by :func:`place_of`."""
        return {place_of(source.id, fact) for source in self.sources for fact in source.extraction.facts}

    @cached_property
    def provenance(self) -> Provenance:
        return Provenance.load(self.folder.arrays(PROVENANCE))

    @cached_property
    def facts(self) -> set[Triple]:
        """The triples that claims say are facts."""
        return {claim.triple for claim in self.provenance.in_state(State.FACT)}


def most(name: str, problems: list[str], what: str) -> Named:
    """The first of ``problems``, and how many there are."""
    yield from ((name, text) for text in problems[:MOST])
    if len(problems) > MOST:
        yield name, f"{what}: {len(problems)} in all, {MOST} of them named"


def place_of(doc_id: str, found: FoundFact | Statement) -> int:
    """A hash, for this process alone, of a sentence, the stretch of it that says something, and who found it."""
    return hash((doc_id, *found.sentence, *found.span, found.extractor))


def in_short(triple: Triple) -> str:
    """A fact by its ids, and by its named graph, long ones cut."""
    tail = triple.tail if isinstance(triple.tail, str) else triple.tail.value
    graph = (f"in {triple.graph}",) if isinstance(triple, Quad) else ()
    return " | ".join(part[:60] for part in (triple.head, triple.relation, tail, *graph))
