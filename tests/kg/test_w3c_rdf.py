"""The W3C's RDF 1.1 suites, as they are: every positive, negative and evaluation test of the formats that are read."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgqa import InputError, Literal, Triple
from kgqa.kg.formats import read_graph, read_triples
from kgqa.kg.formats.rdf import GraphData, lift
from kgqa.types import Quad

SUITES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "w3c_rdf_tests"
FOLDERS = {
    "rdf-n-triples": "ntriples",
    "rdf-n-quads": "nquads",
    "rdf-turtle": "turtle",
    "rdf-trig": "trig",
    "rdf-xml": "rdfxml",
}
# Also in docs/formats.md. Both want the inside of an rdf:XMLLiteral in exclusive canonical XML, which the parser
# leaves as it is written.
KNOWN_TO_FAIL = {"xml-canon-test001", "xml-canon-test002"}
COUNTS = {"rdf-n-triples": 70, "rdf-n-quads": 87, "rdf-turtle": 313, "rdf-trig": 356, "rdf-xml": 166}

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
HERE = "http://manifest.invalid/"

pytestmark = pytest.mark.skipif(not SUITES.is_dir(), reason=f"needs the W3C's suites in {SUITES.name}")


@cache
def manifest(folder: str) -> list[tuple[str, str, str, str, str]]:
    """(name, type, base, action, result) of each test; the result is "" where there is none."""
    store = ox.Store()
    store.load(path=str(SUITES / folder / "manifest.ttl"), base_iri=HERE, format=ox.RdfFormat.TURTLE)

    def value(subject: object, predicate: str) -> str:
        found = next(store.quads_for_pattern(subject, ox.NamedNode(predicate), None), None)
        return found.object.value if found else ""

    top = next(store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(MF + "Manifest"))).subject
    at = next(store.quads_for_pattern(top, ox.NamedNode(MF + "entries"), None)).object
    tests = []
    while at.value != RDF + "nil":
        test = next(store.quads_for_pattern(at, ox.NamedNode(RDF + "first"), None)).object
        action, result = (value(test, MF + key).removeprefix(HERE) for key in ("action", "result"))
        base = value(top, MF + "assumedTestBase")
        tests.append((value(test, MF + "name"), value(test, RDF + "type").rpartition("#")[2], base, action, result))
        at = next(store.quads_for_pattern(at, ox.NamedNode(RDF + "rest"), None)).object
    return tests


def term(node: str | Literal) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(node, str):
        return ox.BlankNode(node[2:]) if node.startswith("_:") else ox.NamedNode(node)
    if node.lang:
        return ox.Literal(node.value, language=node.lang)
    return ox.Literal(node.value, datatype=ox.NamedNode(node.datatype) if node.datatype else None)


def dataset(statements: list[Triple]) -> ox.Dataset:
    """The statements up to the names of blank nodes."""
    found = ox.Dataset()
    for statement in statements:
        graph = statement.graph if isinstance(statement, Quad) else ""
        name = term(graph) if graph else ox.DefaultGraph()
        found.add(ox.Quad(term(statement.head), ox.NamedNode(statement.relation), term(statement.tail), name))
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return found


def fault(folder: str, kind: str, base: str, action: str, result: str) -> str:
    """What is wrong with how one test is read, "" where nothing is."""
    path = SUITES / folder / action
    try:
        found = list(read_triples(path, format=FOLDERS[folder], base=base + action if base else ""))
    except InputError as error:
        return "" if "Negative" in kind else f"was refused: {error}"
    if "Negative" in kind:
        return "was read, and must be refused"
    if not result:
        return ""
    expected = SUITES / folder / result
    # Expected graphs are N-Triples or N-Quads, which read themselves by the other suites.
    format = "nquads" if expected.suffix == ".nq" else "ntriples"
    same = dataset(found) == dataset(list(read_triples(expected, format=format)))
    return "" if same else "was read as another graph"


@pytest.mark.parametrize("folder", FOLDERS)
def test_w3c_suite(folder):
    tests = manifest(folder)
    assert len(tests) == COUNTS[folder]
    faults = {name: fault(folder, *test) for name, *test in tests}
    assert {name: text for name, text in faults.items() if text and name not in KNOWN_TO_FAIL} == {}
    assert {name for name in KNOWN_TO_FAIL & faults.keys() if not faults[name]} == set(), "passes now: say so in docs"


@pytest.mark.parametrize("folder", ["rdf-n-triples", "rdf-n-quads"])
def test_w3c_suite_by_tokens(folder):
    """What is read into a graph is what is read statement by statement, or refused with the same words."""

    def outcome(read: Callable[[], GraphData]) -> object:
        try:
            data = read()
        except InputError as error:
            return str(error)
        return sorted(map(repr, data.triples)), data.entities, data.relations

    for _, _, _, action, _ in manifest(folder):
        path, format = SUITES / folder / action, FOLDERS[folder]
        by_statement = outcome(partial(lift, read_triples(path, format=format)))
        assert outcome(partial(read_graph, path, format=format)) == by_statement, action
