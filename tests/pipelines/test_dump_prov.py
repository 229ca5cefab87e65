"""Where facts stand goes out in PROV-O, can be asked for in SPARQL, and is told from the facts when it comes in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from built_sample import TEXTS, write

from kgqa.errors import InputError
from kgqa.kg.folder import GRAPH, open_folder
from kgqa.kg.formats import read_graph, read_triples
from kgqa.kg.formats.said import KIND, SAID
from kgqa.kg.graph import Graph
from kgqa.pipelines.dump import dump
from kgqa.pipelines.standard import Tools
from kgqa.pipelines.why import Reasons

RDF_FILES = ("kb.ttl", "kb.trig.gz", "kb.nt", "kb.nq", "kb.rdf", "kb.jsonld")

ASK = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX kgqa: <urn:kgqa-terms:>
SELECT ?head ?relation ?tail ?sure ?document ?title ?added ?text ?start ?end ?first ?last ?extractor ?reading WHERE {
  ?head ?relation ?tail .
  ?fact a rdf:Statement ; rdf:subject ?head ; rdf:predicate ?relation ; rdf:object ?tail ;
    kgqa:confidence ?sure ; prov:wasDerivedFrom ?sentence ; prov:qualifiedDerivation ?derivation .
  ?sentence a prov:Entity ; prov:value ?text ; nif:beginIndex ?start ; nif:endIndex ?end ; prov:wasQuotedFrom ?source .
  ?source dcterms:identifier ?document ; dcterms:title ?title ; kgqa:added ?added .
  ?derivation a prov:Derivation ; prov:entity ?sentence ; kgqa:confidence ?reading ; nif:beginIndex ?first ;
    nif:endIndex ?last ; prov:hadActivity/prov:wasAssociatedWith/rdfs:label ?extractor .
}
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, encoder: Any, scorer: Any) -> Path:
    kb = tmp_path_factory.mktemp("prov") / "a.kb"
    write(kb, list(TEXTS), Tools(encoder=encoder, scorer=scorer), "build")
    return kb


def expected(kb: Path) -> set[tuple[str, ...]]:
    """What the knowledge base itself says of where its facts stand."""
    return {
        (
            *(why.head, why.relation, why.tail, f"{why.confidence:.6g}"),
            *(reason.doc_id, reason.title, reason.added, reason.text),
            *map(str, (reason.start, reason.start + len(reason.text))),
            *(str(reason.start + at) for at in reason.said),
            *(reason.extractor, f"{reason.confidence:.6g}"),
        )
        for why in Reasons(kb).all()
        if why.state == "fact"
        for reason in why.reasons
    }


def in_words(kb: Path, row: list[str]) -> tuple[str, ...]:
    """A row of the answer with names for the ids of the fact's parts."""
    graph = Graph.load(open_folder(kb).arrays(GRAPH))
    ids = [part.replace("urn:kgqa:", "").removesuffix("~_").replace("%20", " ") for part in row[:3]]
    head = graph.row(ids[0])
    assert head is not None
    tail = graph.row(ids[2])
    names = (graph.label(head), ids[1], ids[2] if tail is None else graph.label(tail))
    return (*names, f"{float(row[3]):.6g}", *row[4:13], f"{float(row[13]):.6g}")


def test_sparql_finds_the_sentences_of_each_fact(built: Path, tmp_path: Path) -> None:
    dump(built, tmp_path / "kb.trig", prov=True)
    store = pyoxigraph.Store()
    store.bulk_load(path=tmp_path / "kb.trig")
    # The facts are in the default graph, what is said of them in one of its own.
    rows = store.query(ASK, use_default_graph_as_union=True)
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    found = {in_words(built, [term.value for term in row]) for row in rows}
    assert found == expected(built) and len(found) == 9
    alone = {str(quad.subject.value) for quad in store.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph())}
    assert not any(head.startswith(SAID) for head in alone)


def test_another_library_reads_the_same(built: Path, tmp_path: Path) -> None:
    dump(built, tmp_path / "kb.ttl", prov=True)
    found = rdflib.Graph().parse(tmp_path / "kb.ttl").query(ASK)
    assert {in_words(built, [str(term) for term in row]) for row in found} == expected(built)


@pytest.mark.parametrize("name", RDF_FILES)
def test_facts_come_back_without_what_is_said_of_them(built: Path, tmp_path: Path, name: str) -> None:
    report = dump(built, tmp_path / name, prov=True)
    plain = dump(built, tmp_path / f"plain-{name}")
    assert "facts' sentences and confidences" in plain.unsaid and "passages" in report.unsaid
    assert "facts' sentences and confidences" not in report.unsaid
    data, other = read_graph([tmp_path / name]), read_graph([tmp_path / f"plain-{name}"])
    graphs = [Graph.build(each.triples, each.entities, each.relations) for each in (data, other)]
    assert set(graphs[0].match()) == set(graphs[1].match()) == set(Graph.load(open_folder(built).arrays(GRAPH)).match())
    assert list(graphs[0].ids) == list(graphs[1].ids)
    assert data.unsaid[KIND] == report.counts["statements"] - plain.counts["statements"] > 100
    assert not any(statement.head.startswith(SAID) for statement in read_triples(tmp_path / name))


def test_the_same_knowledge_base_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    for name in ("one.ttl", "two.ttl"):
        dump(built, tmp_path / name, prov=True)
    assert (tmp_path / "one.ttl").read_bytes() == (tmp_path / "two.ttl").read_bytes()


def test_only_rdf_has_it(built: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="PROV-O is RDF, and this is tsv"):
        dump(built, tmp_path / "kb.tsv", prov=True)
    assert not (tmp_path / "kb.tsv").exists()


def test_an_imported_graph_has_nothing_to_say(kb: Path, tmp_path: Path) -> None:
    dump(kb, tmp_path / "plain.nt")
    dump(kb, tmp_path / "kb.nt", prov=True)
    assert (tmp_path / "kb.nt").read_bytes() == (tmp_path / "plain.nt").read_bytes()
