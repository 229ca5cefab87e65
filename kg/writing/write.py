"""Writing a graph whatever the format, and the account of what that format could not say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kgqa.errors import InputError
from kgqa.kg.formats.read import SUFFIXES
from kgqa.kg.formats.text import PACKED, base_suffix
from kgqa.kg.graph import Graph
from kgqa.kg.writing import graphml, neo4j, rdf, tables
from kgqa.kg.writing.evidence import EvidenceOf
from kgqa.kg.writing.files import open_out

_TABLES = ("tsv", "csv", "parquet")
WRITE_FORMATS = (*_TABLES, *rdf.NAMES, "graphml", "neo4j")
HOLD_EVIDENCE = ("graphml", "neo4j")
"""Formats whose edges say where their facts stand."""


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What was written: the number of statements, and by kind how much the format could not say."""

    path: Path
    format: str
    statements: int
    unsaid: Mapping[str, int]


def write_graph(
    graph: Graph,
    path: str | Path,
    *,
    format: str | None = None,
    base: str = "",
    names: bool = True,
    evidence: EvidenceOf | None = None,
    prov: bool = False,
) -> WriteReport:
    """Write a graph to a file (Neo4j: to a folder), packed where the name ends in .gz or .bz2.

    ``format`` is one of WRITE_FORMATS; by default the suffix tells, and a path without one is a folder for
    Neo4j. In RDF, ids that are no IRIs come under ``base``, or without one under ``urn:kgqa:``, from where the
    import takes them back. ``names`` False says that entities and relations go elsewhere (to
    ``write_entities``), so that a table does not count them as unsaid. ``evidence`` says where facts stand: GraphML
    and Neo4j hold it, RDF too with ``prov``, as statements about statements in PROV-O; of the others only its caller
    can tell that it is left out. Equal graphs and evidence give equal
    bytes (Parquet: with one version of pyarrow). Raises InputError where the format is not known or the path can't be
    written.
    """
    target = Path(path)
    chosen = format or _format_of(target)
    if chosen not in WRITE_FORMATS:
        raise InputError(f"format must be one of {', '.join(WRITE_FORMATS)}, found {chosen!r}")
    if chosen in ("parquet", "neo4j") and target.suffix.lower() in PACKED:
        raise InputError(f"{target}: {chosen} is not packed with gzip or bzip2")
    if prov and chosen not in rdf.NAMES:
        raise InputError(f"PROV-O is RDF, and this is {chosen}")
    _check_base(base, chosen)
    unsaid: Counter[str] = Counter()
    if chosen == "neo4j":
        count = neo4j.write(graph, target, unsaid, evidence)
    else:
        with open_out(target) as out:
            if chosen in rdf.NAMES:
                count = rdf.write(graph, out, chosen, base, unsaid, evidence if prov else None)
            elif chosen == "graphml":
                count = graphml.write(graph, out, unsaid, evidence)
            else:
                count = tables.write(graph, out, chosen, names, unsaid)
    return WriteReport(target, chosen, count, {kind: number for kind, number in sorted(unsaid.items()) if number})


def _format_of(path: Path) -> str:
    if not path.suffix:
        return "neo4j"
    suffix = base_suffix(path)
    if suffix not in SUFFIXES:
        raise InputError(
            f"{path}: must end in {', '.join(SUFFIXES)} (or that and .gz or .bz2), found {suffix!r}; "
            f"or say its format: {', '.join(WRITE_FORMATS)}"
        )
    return SUFFIXES[suffix]


def _check_base(base: str, format: str) -> None:
    if not base:
        return
    from pyoxigraph import NamedNode

    if format not in rdf.NAMES:
        raise InputError(f"a base is for RDF, not for {format}")
    try:
        NamedNode(base)
    except ValueError as error:
        raise InputError(f"the base must be an absolute IRI, found {base!r}: {error}") from None
