"""The dumps read by their tokens: what is taken and what is counted is as statement by statement."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa import InputError
from kgqa.kg.formats import ntriples
from kgqa.kg.formats.dumps import BOOKKEEPING
from kgqa.kg.formats.rdf import ALIAS, DESCRIPTIONS, INVERSE, LABELS, TYPE, GraphData, Sift, lift
from kgqa.kg.formats.read import TripleReader, read_triples
from kgqa.kg.graph import Graph

WIKI = "http://www.wikidata.org/"
DBPEDIA = "http://dbpedia.org/"
WIKIDATA_NODES = [
    *(f"<{WIKI}entity/{name}>" for name in ("Q1", "Q2", "P31", "P9")),
    *("<https://en.wikipedia.org/wiki/A_(b)>", "<https://de.wikipedia.org/wiki/\\u00c4>", f"<{WIKI}value/0af>"),
    *(f"<{WIKI}entity\\u002FQ3>", "_:genid1", "<urn:kgqa:http%3A%2F%2Fwww.wikidata.org%2Fentity%2FQ4>"),
]
WIKIDATA_RELATIONS = [
    *(f"{WIKI}prop/{name}" for name in ("direct/P31", "direct/P9", "P31")),
    *(*LABELS[:4], ALIAS, DESCRIPTIONS[0]),
    *("http://schema.org/about", "http://schema.org/inLanguage", INVERSE, TYPE),
]
DBPEDIA_NODES = [f"<{DBPEDIA}resource/{name}>" for name in ("A_(b)", "C", "Ä", "\\u00c4", "D%22", "E", "F\\u0022")]
DBPEDIA_RELATIONS = [
    *(f"{DBPEDIA}ontology/{name}" for name in ("wikiPageRedirects", "wikiPageID", "birthPlace")),
    *("http://www.w3.org/ns/prov#wasDerivedFrom", f"{DBPEDIA}property/wikiPageUsesTemplate", LABELS[0], INVERSE, TYPE),
]
LITERALS = [
    '"Ä \\u00e4"@de',
    '"a \\"b\\" c"@en',
    '"B"@en-GB',
    '"1"',
    '"+7"^^<http://www.w3.org/2001/XMLSchema#decimal>',
]


def lines_of(nodes: list[str], relations: list[str]) -> st.SearchStrategy[list[str]]:
    node, relation = st.sampled_from(nodes), st.sampled_from([f"<{id}>" for id in relations])
    plain = st.tuples(node, relation, st.sampled_from(nodes + LITERALS)).map(lambda terms: f"{' '.join(terms)} .")
    odd = st.sampled_from(["# started", "nonsense", f"{nodes[0]}\t<{relations[0]}> {nodes[1]} ."])
    return st.one_of(st.lists(plain, max_size=30), st.lists(st.one_of(*[plain] * 9, odd), max_size=30))


LINES = st.one_of(
    st.tuples(st.just("wikidata"), lines_of(WIKIDATA_NODES, WIKIDATA_RELATIONS)),
    st.tuples(st.just("dbpedia"), lines_of(DBPEDIA_NODES, DBPEDIA_RELATIONS)),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dumps") / "dump.nt"


def same(one: GraphData, other: GraphData) -> None:
    assert sorted(map(repr, one.triples)) == sorted(map(repr, other.triples))
    assert (one.entities, one.relations) == (other.entities, other.relations)
    assert (one.lifted, one.other_languages) == (other.lifted, other.other_languages)
    first, second = (Graph.build(data.triples, data.entities, data.relations).arrays() for data in (one, other))
    assert {name: array.tobytes() for name, array in first.items()} == {
        name: array.tobytes() for name, array in second.items()
    }


def by_tokens(reader: TripleReader, *languages: str) -> GraphData:
    sift = Sift(languages)
    reader.into(sift)
    return sift.data()


@settings(max_examples=300, deadline=None)
@given(dump=LINES, languages=st.sampled_from([(), ("en",), ("de", "en")]), size=st.sampled_from([99, 1 << 20]))
def test_tokens_of_a_dump_give_what_statements_give(file, dump, languages, size):
    format, lines = dump
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ntriples, "_BLOCK", size)
        one, other = (read_triples(file, format=format, skip_bad=True) for _ in range(2))
        same(lift(one, languages=languages), by_tokens(other, *languages))
        assert (one.skipped, one.unsaid) == (other.skipped, other.unsaid)


def test_a_broken_line_of_pages_is_an_error_all_the_same(file):
    file.write_text(f'{WIKIDATA_NODES[4]} <http://schema.org/about> "t"@e_n .\n')
    with pytest.raises(InputError, match=r"dump\.nt, line 1"):
        by_tokens(read_triples(file, format="wikidata"))


def test_what_is_not_taken_takes_no_memory(file, monkeypatch):
    def never(*_: object) -> None:
        raise AssertionError("parsed as they are")

    item, page = WIKIDATA_NODES[0], WIKIDATA_NODES[4]
    lines = [f"{page} <http://schema.org/about> {item} .", f'{item} <{LABELS[1]}> "A"@en .']
    file.write_text("\n".join([*lines, f"{item} <{WIKI}prop/direct/P9> {WIKIDATA_NODES[1]} ."]))
    monkeypatch.setattr(ntriples, "_triples", never)
    sift, reader = Sift(), read_triples(file, format="wikidata")
    reader.into(sift)
    assert list(sift.facts.entities) == [f"{WIKI}entity/Q1", f"{WIKI}entity/Q2"]
    assert reader.unsaid == {BOOKKEEPING: 1}


def test_a_redirect_is_a_name_of_where_it_leads_without_a_parser(file, monkeypatch):
    def never(*_: object) -> None:
        raise AssertionError("parsed as they are")

    redirect = f"<{DBPEDIA}ontology/wikiPageRedirects>"
    fact = f"<{DBPEDIA}resource/C> <{DBPEDIA}ontology/birthPlace> <{DBPEDIA}resource/E> ."
    file.write_text(f"<{DBPEDIA}resource/A_(b)> {redirect} <{DBPEDIA}resource/C> .\n{fact}\n")
    monkeypatch.setattr(ntriples, "_triples", never)
    data = by_tokens(read_triples(file, format="dbpedia"))
    assert [(entity.id, entity.aliases) for entity in data.entities] == [(f"{DBPEDIA}resource/C", ("A (b)",))]
