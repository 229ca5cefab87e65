"""Reading facts whatever the format, and everything that describes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from kgqa.errors import InputError
from kgqa.kg.collecting import no_collection
from kgqa.kg.formats import csv, documents, graphml, neo4j, ntriples, parquet, pipe, tsv
from kgqa.kg.formats.columns import ColumnMapping
from kgqa.kg.formats.documents import DOCUMENTS
from kgqa.kg.formats.dumps import DUMPS
from kgqa.kg.formats.rdf import GraphData, Sift
from kgqa.kg.formats.said import facts_alone
from kgqa.kg.formats.tables import read_entities, read_relations
from kgqa.kg.formats.text import OnBytes, Source, base_suffix, must_be_seekable, open_text
from kgqa.kg.triples import TripleList
from kgqa.types import Entity, Relation, Triple

RDF_FORMATS = ("ntriples", "nquads", *DOCUMENTS, *DUMPS)
NAMING_FORMATS = (*RDF_FORMATS, "graphml", "neo4j")
"""Formats whose statements say names too."""
UNSKIPPABLE = (*DOCUMENTS, "graphml")
"""Formats of which no broken line can be left out: nothing after an error is sure there."""
FORMATS = ("tsv", "csv", "pipe", *RDF_FORMATS, "graphml", "neo4j", "parquet")

SUFFIXES = {
    ".tsv": "tsv",
    ".csv": "csv",
    ".nt": "ntriples",
    ".ttl": "turtle",
    ".nq": "nquads",
    ".trig": "trig",
    ".rdf": "rdfxml",
    ".owl": "rdfxml",
    ".jsonld": "jsonld",
    ".graphml": "graphml",
    ".parquet": "parquet",
}
"""Formats by the suffix of a file."""
_TABLES = {"tsv": tsv.read, "csv": csv.read, "pipe": pipe.read, "parquet": parquet.read}


class TripleReader:
    """The statements of one file, read anew at each iteration.

    ``skipped`` counts the broken lines so far, ``unsaid`` what the file says and a graph can't hold, by kind.
    """

    def __init__(
        self,
        source: Source,
        format: str,
        *,
        skip_bad: bool = False,
        datatypes: Mapping[str, str] | None = None,
        base: str = "",
        mapping: ColumnMapping | None = None,
    ) -> None:
        self.path = source.path
        self.format = format
        self.skipped = 0
        self.unsaid: Counter[str] = Counter()
        self._source = source
        self._skip_bad = skip_bad
        self._datatypes = datatypes or {}
        self._base = base
        self._mapping = mapping

    @property
    def has_names(self) -> bool:
        """Whether names are among the statements."""
        return self.format in NAMING_FORMATS or (self._mapping is not None and self._mapping.label is not None)

    def __iter__(self) -> Iterator[Triple]:
        self.skipped = 0
        self.unsaid.clear()
        if self.format in UNSKIPPABLE:
            return self._unskipped() if self._skip_bad else self._read_whole()
        if self.format in RDF_FORMATS:
            return ntriples.read(self._source, self.format, self._on_bad, self.unsaid)
        if self.format == "neo4j":
            return neo4j.read(self._source, self._on_bad, self.unsaid)
        return _TABLES[self.format](self._source, self._datatypes, self._on_bad, self._mapping)

    def into(self, sift: Sift) -> None:
        """Give all statements to ``sift``: as iterating does, but faster where the format allows it."""
        if self.format in DOCUMENTS or self.format not in RDF_FORMATS:
            sift.add(self)
            return
        self.skipped = 0
        self.unsaid.clear()
        ntriples.read_into(sift, self._source, self.format, self._on_bad, self.unsaid)

    def _read_whole(self) -> Iterator[Triple]:
        if self.format == "graphml":
            return graphml.read(self._source, self._datatypes, self.unsaid)
        return facts_alone(documents.read(self._source, self.format, self._base), self.unsaid)

    def _unskipped(self) -> Iterator[Triple]:
        try:
            yield from self._read_whole()
        except InputError as error:
            if isinstance(error.__cause__, OSError):
                raise
            why = f"{self.format} can't be read on after an error, --skip-bad (skip_bad) or not"
            raise InputError(f"{error}; {why}") from error

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
    base: str = "",
    mapping: ColumnMapping | None = None,
    max_unpacked: int | None = None,
) -> TripleReader:
    """The triples of a file, plain, gzip or bzip2; of an RDF file every statement, labels too.

    ``format`` is one of FORMATS; by default the suffix tells (SUFFIXES, and .txt by its first lines; a folder
    is Neo4j's). A broken line raises InputError, or is left out and counted with ``skip_bad`` (not in
    UNSKIPPABLE formats, whose error says so). ``datatypes`` maps a relation to the datatype of its
    tails, which are then literals (tables and GraphML). ``base`` is what relative IRIs are resolved against,
    ``mapping`` says what the columns of a table are, ``max_unpacked`` is ``kgqa.kg.formats.text.Source``'s.
    A pipe is refused: files are read anew, for blank nodes within one reading, too.
    """
    source = Source(Path(path), on_bytes, max_unpacked)
    must_be_seekable(source.path)
    chosen = format or _format_of(source.path)
    if chosen not in FORMATS:
        raise InputError(f"format must be one of {', '.join(FORMATS)}, found {chosen!r}")
    if mapping is not None and chosen not in _TABLES:
        raise InputError(f"{path}: a mapping of columns is for {', '.join(_TABLES)}, not for {chosen}")
    return TripleReader(source, chosen, skip_bad=skip_bad, datatypes=datatypes, base=base, mapping=mapping)


def read_graph(
    paths: str | Path | Iterable[str | Path],
    *,
    entities_path: str | Path | None = None,
    relations_path: str | Path | None = None,
    format: str | None = None,
    skip_bad: bool = False,
    on_bytes: OnBytes | None = None,
    base: str = "",
    mapping: ColumnMapping | None = None,
    max_unpacked: int | None = None,
    languages: Sequence[str] = (),
    same_as: bool = False,
) -> GraphData:
    """Everything that files of facts, of entities and of relations say.

    Names in RDF files and the like are lifted (``kgqa.kg.formats.rdf.lift``, which ``languages`` and
    ``same_as`` are for), across all of them, so that an ontology can be a file of its own; properties that no
    fact uses are left out. Facts are held as numbers, so that memory grows with what is new in a file only.
    """
    files = [paths] if isinstance(paths, str | Path) else list(paths)
    entities: list[Entity] = list(read_entities(entities_path, on_bytes=on_bytes)) if entities_path else []
    records = list(read_relations(relations_path, on_bytes=on_bytes)) if relations_path else []
    relations: list[Relation] = [record.relation for record in records]
    datatypes = {record.relation.id: record.datatype for record in records if record.datatype}
    readers = [
        read_triples(
            path,
            format=format,
            skip_bad=skip_bad,
            datatypes=datatypes,
            on_bytes=on_bytes,
            base=base,
            mapping=mapping,
            max_unpacked=max_unpacked,
        )
        for path in files
    ]
    sift = Sift(languages, same_as)
    plain = TripleList(sift.linked(triple for reader in readers if not reader.has_names for triple in reader))
    with no_collection():
        for reader in readers:
            if reader.has_names:
                reader.into(sift)
        lifted = sift.data()
    triples = lifted.triples
    triples.extend(plain.renamed(lifted.same_as) if lifted.same_as else plain)
    entities = [replace(entity, id=lifted.same_as.get(entity.id, entity.id)) for entity in entities]
    used = set(triples.relations)
    return replace(
        lifted,
        triples=triples,
        entities=(*entities, *lifted.entities) if entities else lifted.entities,
        relations=(*relations, *(relation for relation in lifted.relations if relation.id in used)),
        skipped=sum(reader.skipped for reader in readers),
        unsaid=sum((reader.unsaid for reader in readers), Counter()),
    )


def _format_of(path: Path) -> str:
    if path.is_dir() and not path.suffix:
        return "neo4j"
    suffix = base_suffix(path)
    if suffix == ".txt":
        return _pipe_or_tabs(path)
    if suffix not in SUFFIXES:
        raise InputError(
            f"{path}: a file of facts must end in {', '.join(SUFFIXES)} or .txt (or that and .gz or .bz2), "
            f"found {suffix!r}; or say its format: {', '.join(FORMATS)}"
        )
    return SUFFIXES[suffix]


def _pipe_or_tabs(path: Path) -> str:
    counts: Counter[str] = Counter()
    for _, line in islice(open_text(path), 20):
        counts["pipe"] += line.count("|") == 2
        counts["tsv"] += line.count("\t") == 2
    return "pipe" if counts["pipe"] > counts["tsv"] else "tsv"
