"""The made graph as N-Quads and as the dumps of Wikidata and DBpedia have theirs: pages, repeated names, redirects."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks.graph.loading import peak
from benchmarks.graph.made import LABEL, SPACE
from kgqa.kg.formats.rdf import GraphData, Sift
from kgqa.kg.formats.read import read_triples

GRAPHS = 1_000
"""Named graphs of the N-Quads, one for some subjects that stand together."""
_SKOS, _SCHEMA = "http://www.w3.org/2004/02/skos/core#", "http://schema.org/"
_WIKIDATA, _DBPEDIA = "http://www.wikidata.org/", "http://dbpedia.org/"
_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


def dress(kind: str, plain: Path, path: Path) -> None:
    """Writes the N-Triples ``plain`` as one of DRESSES."""
    waiting = path.with_suffix(".tmp")
    with plain.open(encoding="utf-8") as source, waiting.open("w", encoding="utf-8") as out:
        for at, (_, lines) in enumerate(groupby(source, key=lambda line: line.partition(" ")[0])):
            out.writelines(DRESSES[kind](at, list(lines)))
    waiting.rename(path)


def _quads(at: int, lines: list[str]) -> Iterator[str]:
    end = f" <{SPACE}graph/{at // 8 % GRAPHS}> .\n"
    return (line.removesuffix(" .\n") + end for line in lines)


def _wikidata(at: int, lines: list[str]) -> Iterator[str]:
    """Each name under three predicates in two languages, a description, and a page with what is said of it."""
    for line in lines:
        line = line.replace(f"{SPACE}entity/", f"{_WIKIDATA}entity/").replace(
            f"{SPACE}property/", f"{_WIKIDATA}entity/" if LABEL in line else f"{_WIKIDATA}prop/direct/"
        )
        yield line
        if LABEL not in line:
            continue
        item, _, name = line.split(" ", 2)
        name = name.removesuffix("@en .\n")
        for lang in ("en", "de"):
            yield from (f"{item} <{id}> {name}@{lang} .\n" for id in (f"{_SKOS}prefLabel", f"{_SCHEMA}name"))
        yield f"{item} <{LABEL}> {name}@de .\n"
        yield f'{item} <{_SCHEMA}description> "number {at} of those that are made"@en .\n'
        page = f"<https://en.wikipedia.org/wiki/{name.strip(chr(34)).replace(' ', '_')}_({at})>"
        yield f"{page} <{_SCHEMA}about> {item} .\n"
        yield f'{page} <{_SCHEMA}inLanguage> "en" .\n'
        yield f"{page} <{_SCHEMA}name> {name}@en .\n"


def _dbpedia(at: int, lines: list[str]) -> Iterator[str]:
    """A page's number and links, and of every second thing a redirect."""
    for line in lines:
        line = line.replace(f"{SPACE}entity/", f"{_DBPEDIA}resource/").replace(
            f"{SPACE}property/", f"{_DBPEDIA}ontology/"
        )
        yield line
        if LABEL not in line:
            continue
        item = line.partition(" ")[0]
        yield f'{item} <{_DBPEDIA}ontology/wikiPageID> "{at}"^^<{_INTEGER}> .\n'
        yield f"{item} <{_DBPEDIA}ontology/wikiPageWikiLink> <{_DBPEDIA}resource/Page_{at}> .\n"
        if at % 2:
            yield f"<{_DBPEDIA}resource/Old_{at}> <{_DBPEDIA}ontology/wikiPageRedirects> {item} .\n"


DRESSES: dict[str, Callable[[int, list[str]], Iterator[str]]] = {
    "nquads": _quads,
    "wikidata": _wikidata,
    "dbpedia": _dbpedia,
}


def bare(path: Path, kind: str) -> dict[str, Any]:
    """pyoxigraph alone: every statement made an object and dropped. In seconds of processor time."""
    from pyoxigraph import RdfFormat, parse

    busy, format = time.process_time(), RdfFormat.N_QUADS if kind == "nquads" else RdfFormat.N_TRIPLES
    with path.open("rb") as file:
        count = sum(1 for _ in parse(file, format=format))
    return {"statements": count, "bare_s": time.process_time() - busy}


def read(path: Path, kind: str, way: str) -> dict[str, Any]:
    """Read, not yet numbered: by "tokens", or one statement after another ("statements")."""
    reader, sift = read_triples(path, format=kind), Sift()
    busy = time.process_time()
    if way == "tokens":
        reader.into(sift)
    else:
        sift.add(reader)
    data: GraphData = sift.data()
    found = {"facts": len(data.triples), "names": len(data.entities), "left_out": sum(reader.unsaid.values())}
    return {f"{way}_s": time.process_time() - busy, f"{way}_mb": peak(), f"{way}_found": found}
