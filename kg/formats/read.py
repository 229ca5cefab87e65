"""Reading facts whatever the format, and everything that describes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from kgqa.errors import InputError
from kgqa.kg.formats import csv, ntriples, pipe, tsv, turtle
from kgqa.kg.formats.rdf import GraphData, lift
from kgqa.kg.formats.tables import read_entities, read_relations
from kgqa.kg.formats.text import OnBytes, base_suffix, open_text
from kgqa.types import Entity, Relation, Triple

FORMATS = ("tsv", "csv", "pipe", "ntriples", "turtle")
RDF_FORMATS = ("ntriples", "turtle")

_SUFFIXES = {".tsv": "tsv", ".csv": "csv", ".nt": "ntriples", ".ttl": "turtle"}
_TABLES = {"tsv": tsv.read, "csv": csv.read, "pipe": pipe.read}


class TripleReader:
    """The triples of one file, read anew at each iteration; ``skipped`` counts the broken lines so far."""

    def __init__(
        self,
        path: Path,
        format: str,
        *,
        skip_bad: bool = False,
        datatypes: Mapping[str, str] | None = None,
        on_bytes: OnBytes | None = None,
    ) -> None:
        self.path = path
        self.format = format
        self.skipped = 0
        self._skip_bad = skip_bad
        self._datatypes = datatypes or {}
        self._on_bytes = on_bytes

    def __iter__(self) -> Iterator[Triple]:
        self.skipped = 0
        if self.format == "turtle":
            return turtle.read(self.path, self._on_bytes)
        if self.format == "ntriples":
            return ntriples.read(self.path, self._on_bad, self._on_bytes)
        return _TABLES[self.format](self.path, self._datatypes, self._on_bad, self._on_bytes)

    def _on_bad(self, error: InputError) -> None:
        if not self._skip_bad:
            raise error
        self.skipped += 1


def read_triples(
    path: str | Path,
    *,
    format: str | None = None,
    skip_bad: bool = False,
    datatypes: Mapping[str, str] | None = None,
    on_bytes: OnBytes | None = None,
) -> TripleReader:
    """The triples of a file, plain or gzip; of an RDF file every statement, labels too.

    ``format`` is one of FORMATS; by default the suffix tells (.tsv, .csv, .nt, .ttl, and .txt by its
    first lines). A broken line raises InputError, or is left out and counted with ``skip_bad`` (not in
    Turtle, where nothing after an error is sure). ``datatypes`` maps a relation to the datatype of its
    tails, which are then literals (table formats only).
    """
    source = Path(path)
    chosen = format or _format_of(source)
    if chosen not in FORMATS:
        raise InputError(f"format must be one of {', '.join(FORMATS)}, found {chosen!r}")
    return TripleReader(source, chosen, skip_bad=skip_bad, datatypes=datatypes, on_bytes=on_bytes)


def read_graph(
    paths: str | Path | Iterable[str | Path],
    *,
    entities_path: str | Path | None = None,
    relations_path: str | Path | None = None,
    format: str | None = None,
    skip_bad: bool = False,
    on_bytes: OnBytes | None = None,
) -> GraphData:
    """Everything that files of facts, of entities and of relations say.

    Labels and the like in RDF files are lifted (``kgqa.kg.formats.rdf.lift``), across all of them, so
    that an ontology can be a file of its own; properties that no fact uses are left out.
    """
    files = [paths] if isinstance(paths, str | Path) else list(paths)
    entities: list[Entity] = list(read_entities(entities_path, on_bytes=on_bytes)) if entities_path else []
    records = list(read_relations(relations_path, on_bytes=on_bytes)) if relations_path else []
    relations: list[Relation] = [record.relation for record in records]
    datatypes = {record.relation.id: record.datatype for record in records if record.datatype}
    triples: list[Triple] = []
    statements: list[Triple] = []
    skipped = 0
    for path in files:
        reader = read_triples(path, format=format, skip_bad=skip_bad, datatypes=datatypes, on_bytes=on_bytes)
        (statements if reader.format in RDF_FORMATS else triples).extend(reader)
        skipped += reader.skipped
    if statements:
        lifted = lift(statements)
        triples.extend(lifted.triples)
        used = {triple.relation for triple in triples}
        entities.extend(lifted.entities)
        relations.extend(relation for relation in lifted.relations if relation.id in used)
        return replace(
            lifted,
            triples=tuple(triples),
            entities=tuple(entities),
            relations=tuple(relations),
            skipped=skipped,
        )
    return GraphData(tuple(triples), tuple(entities), tuple(relations), skipped)


def _format_of(path: Path) -> str:
    suffix = base_suffix(path)
    if suffix == ".txt":
        return _pipe_or_tabs(path)
    if suffix not in _SUFFIXES:
        raise InputError(
            f"{path}: a file of facts must end in {', '.join(_SUFFIXES)} or .txt (or that and .gz), "
            f"found {suffix!r}; or say its format: {', '.join(FORMATS)}"
        )
    return _SUFFIXES[suffix]


def _pipe_or_tabs(path: Path) -> str:
    counts: Counter[str] = Counter()
    for _, line in islice(open_text(path), 20):
        counts["pipe"] += line.count("|") == 2
        counts["tsv"] += line.count("\t") == 2
    return "pipe" if counts["pipe"] > counts["tsv"] else "tsv"
