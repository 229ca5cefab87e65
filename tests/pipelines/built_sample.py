"""A small knowledge base built from invented documents, their findings written by hand, so that no parser is needed."""

from __future__ import annotations

from pathlib import Path

from kgqa.encoders.known import KnownVectors
from kgqa.extract.document import Document, Span
from kgqa.extract.found import Extraction, FoundEntity, FoundFact
from kgqa.extract.recipe import Recipe
from kgqa.extract.sources import Source
from kgqa.kg.draft import reserve
from kgqa.kg.folder import open_folder
from kgqa.pipelines.assembling import write_held
from kgqa.pipelines.held import Held, is_built, known_vectors, load_held
from kgqa.pipelines.progress import silent
from kgqa.pipelines.standard import Tools
from kgqa.types import Literal

TEXTS = {
    "mill.txt": ("The mill", "The Quarne mill was built by Berit Aske. Berit Aske was born in Tolvik."),
    "ferry.txt": ("The ferry", "Jorun Aske steers the ferry of Tolvik. Jorun Aske was born in Sandmo."),
    "tower.txt": ("The tower", "The Quarne tower was drawn by Halle Brekk. Halle Brekk was born in Sandmo."),
}
FACTS = {
    "mill.txt": [("Quarne mill", "built by", "Berit Aske"), ("Berit Aske", "place of birth", "Tolvik")],
    "ferry.txt": [("Jorun Aske", "steers", "ferry"), ("Jorun Aske", "place of birth", "Sandmo")],
    "tower.txt": [("Quarne tower", "drawn by", "Halle Brekk"), ("Halle Brekk", "place of birth", "Sandmo")],
}


def source(id: str) -> Source:
    """A document with what is found in it."""
    title, text = TEXTS[id]
    names = sorted({name for head, _, tail in FACTS[id] for name in (head, tail)})
    entities = tuple(FoundEntity(name, "", (name,), (_span(text, name),)) for name in names)
    facts = []
    for head, relation, tail in FACTS[id]:
        last = text.index(tail, text.index(head)) + len(tail)
        end = text.index(".", last) + 1
        start = text.rfind(". ", 0, text.index(head, max(0, end - 60))) + 1
        start += text[start] == " "
        span = Span(text.index(head, start), last)
        facts.append(FoundFact(names.index(head), relation, names.index(tail), Span(start, end), span, "hand", 0.9))
    year = FoundFact(0, "noted in", Literal("1907", "year"), Span(0, len(text)), Span(0, len(text)), "hand", 0.8)
    return Source.of(Document(id, title, text, id), Extraction(id, entities, (*facts, year)))


def write(kb: Path, ids: list[str], tools: Tools, command: str = "add") -> None:
    """Makes ``ids`` the documents of a knowledge base, as ``build``, ``add`` and ``remove`` do."""
    with reserve(kb, replace=True, command=command) as place:
        known, held = KnownVectors(), Held(Recipe(made_by={"parser": "by hand"}))
        if (kb / "CURRENT").exists():
            folder = open_folder(kb)
            known = known_vectors(folder)
            held = load_held(folder, held.recipe) if not is_built(folder) else held
        now = Held(
            held.recipe,
            {id: source(id) for id in sorted(ids)},
            held.given,
            held.given_passages,
            held.decisions,
            dict.fromkeys(ids, 1_700_000_000),
        )
        write_held(place, now, tools, known, silent)


def _span(text: str, name: str) -> Span:
    return Span(text.index(name), text.index(name) + len(name))
