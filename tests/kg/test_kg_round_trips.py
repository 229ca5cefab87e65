"""Out to every format and in again: what comes back is what went out, less what was counted."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import networkx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgqa import Entity, InputError, Literal, Relation, Triple
from kgqa.kg.arrays import ArrayFile, write_arrays
from kgqa.kg.checks import check_graph
from kgqa.kg.formats import read_entities, read_graph, read_passages, read_relations
from kgqa.kg.formats.rdf import ALIAS, DESCRIPTIONS, INVERSE, LABELS
from kgqa.kg.graph import Graph
from kgqa.kg.writing import WRITE_FORMATS, write_entities, write_graph, write_passages, write_relations
from kgqa.types import Passage, Quad

XSD = "http://www.w3.org/2001/XMLSchema#"
SUFFIXES = {
    "tsv": ".tsv", "csv": ".csv.gz", "parquet": ".parquet", "ntriples": ".nt", "nquads": ".nq.gz", "turtle": ".ttl",
    "trig": ".trig", "rdfxml": ".rdf.gz", "jsonld": ".jsonld", "graphml": ".graphml", "neo4j": "",
}  # fmt: skip
DATASETS = ("tsv", "csv", "parquet", "nquads", "trig", "jsonld", "graphml", "neo4j")
NAMELESS = ("tsv", "csv", "parquet")

any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
hard = st.sampled_from(
    [
        *("", " ", "\r\n", "\n", "\t", "\0", "\x01", "\x85", "\u2028", "\ufffe", '"', "\\", "'", "]]>", "&amp;", "<a>"),
        *("{", ";", "|", ",", "#", "𝄞", "01", "1", "\\u0041", "%41", "~_", "<<", "é", "e\u0301", "\ufeff"),
    ]
)
texts = st.lists(any_text | hard, max_size=3).map("".join)
iris = st.sampled_from(
    [
        "http://x/a", "http://x/a#b", "http://x/1", "http://x/é?q=1&r=2", "urn:isbn:1", "mailto:a@b.c", "a:b",
        "urn:kgqa:Heat", "urn:kgqa-terms:type", "_:b0123456789abn0", "_:b0123456789abn7", "_:mine", "x-no-base://a",
    ]
)  # fmt: skip
ids = iris | texts.filter(bool)
relations = st.sampled_from(["http://x/p", "http://x/1", "directed by", "r", "http://x/a", "Heat;"]) | texts.filter(
    bool
)
tags = st.sampled_from(["en", "de-at", "de-AT", "zh-Hant-TW"])
datatypes = st.sampled_from([XSD + "integer", XSD + "date", "number", "http://x/kind", "a kind"])
literals = (
    st.builds(Literal, texts)
    | st.builds(Literal, texts, datatypes)
    | st.builds(Literal, texts, st.just(""), tags)
    | st.sampled_from([Literal("01", XSD + "integer"), Literal("1", XSD + "integer"), Literal("1.0", XSD + "decimal")])
)
facts = st.builds(Triple, ids, relations, ids | literals) | st.builds(
    Quad, ids, relations, ids | literals, st.sampled_from(["http://g/1", "http://g/2", "_:b0123456789abn3", "a graph"])
)
names = texts.filter(lambda text: text.strip() == text and text)
entities = st.builds(
    Entity,
    ids,
    names,
    st.lists(names, max_size=2).map(tuple),
    texts.filter(str.strip),
    st.lists(names, max_size=2).map(tuple),
)
kinds = st.builds(Relation, relations, names, st.lists(names, max_size=2).map(tuple), names | st.just(""))

# What the import takes for names and declarations is no fact to it.
NOT_FACTS = {*LABELS, *DESCRIPTIONS, ALIAS, INVERSE}


def content(graph: Graph):
    """Facts with their graphs, entities and relations, lists as sets: RDF has no order."""
    return (
        {(s.head, s.relation, s.tail, s.graph if isinstance(s, Quad) else "") for s in graph.statements()},
        {(e.id, e.label, frozenset(e.aliases), e.description, frozenset(e.types)) for e in entities_of(graph)},
        {(r.id, r.label, frozenset(r.aliases), r.inverse) for r in relations_of(graph)},
    )


def entities_of(graph: Graph):
    return [graph.entity(row) for row in range(graph.n_entities)]


def relations_of(graph: Graph):
    return [graph.relation(index) for index in range(graph.n_relations)]


def back(path: Path) -> Graph:
    data = read_graph(path)
    assert not data.unsaid and not data.skipped
    return Graph.build(data.triples, data.entities, data.relations)


@pytest.mark.parametrize("format", WRITE_FORMATS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(said=st.lists(facts, max_size=6), known=st.lists(entities, max_size=3), called=st.lists(kinds, max_size=2))
def test_what_is_not_counted_comes_back(format, said, known, called):
    graph = Graph.build(said, known, called)
    folder = Path(tempfile.mkdtemp())
    try:
        path = folder / f"kb{SUFFIXES[format]}"
        report = write_graph(graph, path)
        assert report.format == format
        again = back(path)
    finally:
        shutil.rmtree(folder)
    before, after = content(graph), content(again)
    if not report.unsaid:
        assert after == before
        return
    # Whatever is lost, nothing is made up; a fact may only have lost its named graph.
    bare = {(head, relation, tail) for head, relation, tail, _ in before[0]}
    assert {(head, relation, tail) for head, relation, tail, _ in after[0]} <= bare
    counts = report.unsaid
    if not any("named graph" in kind for kind in counts):
        assert after[0] <= before[0]
    if not any(
        word in kind.replace("no fact uses", "")
        for kind in counts
        for word in ("facts ", "statements", "literals", "named graph")
    ):
        assert after[0] == before[0]
    if format not in NAMELESS and set(counts) <= {"relations that no fact uses", "named graphs of statements"}:
        assert after[1] == before[1]


@pytest.mark.parametrize("format", [f for f in WRITE_FORMATS if f in DATASETS and f not in NAMELESS])
def test_a_whole_graph_comes_back_whole(tmp_path, format):
    graph = Graph.build(
        [
            Triple("http://x/heat", "http://x/director", "http://x/mann"),
            Quad("http://x/heat", "http://x/director", "http://x/mann", "http://g"),
            Triple("http://x/heat", "http://x/year", Literal("01995", XSD + "integer")),
            Triple("http://x/heat", "http://x/year", Literal("1995", XSD + "integer")),
            Quad("Ada", "says", Literal('a\r\n\t"\\ \u2028é', "", "en"), "_:b0123456789abn4"),
            Triple("Ada", "has", Literal("x" * 1_000_000)),
            Triple("_:b0123456789abn4", "http://x/p", "_:b0123456789abn5"),
            Triple("says", "is", "a relation and a thing"),
        ],
        [
            Entity("http://x/heat", "Heat", ("L.A. Heat",), "a film,\nof 1995", ("film", "thing")),
            Entity("alone", "alone"),
        ],
        [Relation("says", "states")],
    )
    write_graph(graph, tmp_path / f"kb{SUFFIXES[format]}")
    assert content(back(tmp_path / f"kb{SUFFIXES[format]}")) == content(graph)


def test_equal_graphs_have_equal_bytes(tmp_path):
    facts = [Triple("a", "r", "b"), Quad("a", "r", "b", "http://g"), Triple("a", "s", Literal("é"))]
    for format, suffix in SUFFIXES.items():
        made = []
        for name, order in (("one", facts), ("two", facts[::-1])):
            write_graph(Graph.build(order), tmp_path / f"{format}-{name}{suffix}")
            path = tmp_path / f"{format}-{name}{suffix}"
            made.append([file.read_bytes() for file in (sorted(path.iterdir()) if path.is_dir() else [path])])
        assert made[0] == made[1], format


def test_what_each_format_lacks_is_counted(tmp_path):
    graph = Graph.build(
        [
            Quad("a", "r", Literal("\x01"), "http://g"),
            Triple("a", "http://x/1", "b\tc"),
            Triple("a", "r", Literal("x", "kind", "no tag")),
        ],
        [Entity("a", "A", ("b;c",)), Entity("d", "D")],
        [Relation("never", "never")],
    )
    lacks = {f: dict(write_graph(graph, tmp_path / f"kb{s}").unsaid) for f, s in SUFFIXES.items()}
    assert lacks["nquads"] == {"languages that are no language tags": 1, "relations that no fact uses": 1}
    assert lacks["turtle"] == {**lacks["nquads"], "named graphs of statements": 1}
    assert lacks["rdfxml"] == {
        **lacks["turtle"],
        "literals with control characters, which XML lacks": 1,
        "statements whose relation is no name in XML": 1,
    }
    assert lacks["tsv"] == {
        "entities without facts": 1,
        "entities' labels, aliases, descriptions or types": 2,
        "facts with tabs, line ends or NUL in them": 1,
        "relations that no fact uses": 1,
    }
    assert lacks["graphml"] == {"facts with control characters, which XML lacks": 1, "relations that no fact uses": 1}
    assert lacks["neo4j"] == {"names with ';' in them": 1, "relations that no fact uses": 1}


def test_tables_with_their_companions_say_it_all(tmp_path):
    graph = Graph.build(
        [Triple("a", "r", "b"), Triple("a", "s", Literal("1", "number"))],
        [Entity("a", "A", ("x", "y"), "an a", ("t",)), Entity("alone", "Alone")],
        [Relation("r", "is r of", ("q",), "has r"), Relation("never", "never used")],
    )
    report = write_graph(graph, tmp_path / "kb.tsv", names=False)
    assert not report.unsaid
    write_entities(graph, tmp_path / "e.jsonl")
    write_relations(graph, tmp_path / "r.jsonl.gz")
    data = read_graph(tmp_path / "kb.tsv", entities_path=tmp_path / "e.jsonl", relations_path=tmp_path / "r.jsonl.gz")
    again = Graph.build(data.triples, data.entities, data.relations)
    assert (set(again.statements()), entities_of(again), relations_of(again)) == (
        set(graph.statements()), entities_of(graph), relations_of(graph),
    )  # fmt: skip
    assert len(list(read_entities(tmp_path / "e.jsonl"))) == 3
    assert len(list(read_relations(tmp_path / "r.jsonl.gz"))) == 3


def test_passages_come_back(tmp_path):
    passages = [Passage("1", "doc", "T", "text\r\n", 5), Passage("2", "2", "", "é")]
    assert write_passages(passages, tmp_path / "p.jsonl") == 2
    assert list(read_passages(tmp_path / "p.jsonl")) == passages


def test_networkx_reads_our_graphml_and_we_read_its(tmp_path):
    graph = Graph.build([Triple("a", "knows", "b"), Triple("a", "age", Literal("7"))], [Entity("a", "Ann")])
    write_graph(graph, tmp_path / "ours.graphml")
    found = networkx.read_graphml(tmp_path / "ours.graphml")
    assert found.nodes["a"]["label"] == "Ann"
    assert found.edges["a", "b"]["relation"] == "knows"
    theirs = networkx.MultiDiGraph()
    theirs.add_node("a", name="Ann", age=7, weight=1.5, ok=True)
    theirs.add_edge("a", "b", label="knows", since=1990)
    theirs.add_edge("a", "b", type="likes")
    theirs.add_edge("b", "a")
    networkx.write_graphml(theirs, tmp_path / "theirs.graphml")
    data = read_graph(tmp_path / "theirs.graphml")
    assert set(data.triples) == {
        Triple("a", "knows", "b"),
        Triple("a", "likes", "b"),
        Triple("b", "related to", "a"),
        Triple("a", "age", Literal("7", XSD + "integer")),
        Triple("a", "weight", Literal("1.5", XSD + "double")),
        Triple("a", "ok", Literal("true", XSD + "boolean")),
    }
    assert {e.id: e.label for e in data.entities} == {"a": "Ann", "b": "b"}
    assert data.unsaid["properties of edges"] >= 1


def test_neo4js_own_export_is_read(tmp_path):
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "people.csv").write_text(
        "personId:ID(Person),name,born:int,nicknames:string[],wed:boolean,:LABEL\n"
        '1,"Ann, the 1st",1990,"A;An",TRUE,Person;Chemist\n2,Bob,,,,\n'
    )
    (folder / "films.csv").write_text("filmId:ID(Film),title,year:long,secret:IGNORE\n1,Heat,1995,x\n")
    (folder / "roles.csv").write_text(
        ":START_ID(Person),role,:END_ID(Film),:TYPE\n1,lead,1,ACTED_IN\n2,,1,ACTED_IN\n2,,1\n"
    )
    with pytest.raises(InputError, match=r"roles.csv, line 4: expected 4 fields, found 3"):
        read_graph(folder)
    data = read_graph(folder, skip_bad=True)
    assert set(data.triples) == {
        Triple("Person/1", "ACTED_IN", "Film/1"),
        Triple("Person/2", "ACTED_IN", "Film/1"),
        Triple("Person/1", "born", Literal("1990", XSD + "integer")),
        Triple("Person/1", "nicknames", Literal("A")),
        Triple("Person/1", "nicknames", Literal("An")),
        Triple("Person/1", "wed", Literal("true", XSD + "boolean")),
        Triple("Film/1", "year", Literal("1995", XSD + "integer")),
    }
    assert {e.id: (e.label, e.types) for e in data.entities} == {
        "Person/1": ("Ann, the 1st", ("Chemist", "Person")),
        "Person/2": ("Bob", ()),
        "Film/1": ("Heat", ()),
    }
    assert data.unsaid == {"properties of relationships": 1} and data.skipped == 1
    (folder / "roles.csv").write_text("a,b\n")
    with pytest.raises(InputError, match="must have :ID, or :START_ID and :END_ID"):
        read_graph(folder)


def test_what_relations_are_called_comes_back_from_neo4js_files(tmp_path):
    graph = Graph.build([Triple("a", "r1", "b"), Triple("b", "r1", "c")], (), [Relation("r1", "is called so")])
    write_graph(graph, tmp_path / "own", format="neo4j")
    assert read_graph(tmp_path / "own").relations == (Relation("r1", "is called so"),)
    edges = tmp_path / "own" / "relationships.csv"
    edges.write_text(edges.read_text().replace("kgqa_label", "label"))  # as it was written before
    assert read_graph(tmp_path / "own").relations == (Relation("r1", "is called so"),)
    edges.write_text(":START_ID,:END_ID,:TYPE,label\na,b,r1,one\nb,c,r1,another\n")  # another program's
    data = read_graph(tmp_path / "own")
    assert [each.label for each in data.relations] == ["r1"] and data.unsaid["properties of relationships"] == 2


def test_named_graphs_are_kept_in_the_folder(tmp_path):
    facts = [Quad("a", "r", "b", "http://g"), Triple("a", "r", "b"), Quad("a", "r", "c", "_:b0123456789abn1")]
    graph = Graph.build(facts)
    write_arrays(tmp_path / "graph", graph.arrays(), {})
    file = ArrayFile.open(tmp_path / "graph")
    loaded = Graph.load(file)
    assert list(check_graph(file)) == []
    assert loaded.named_graphs == ("", "_:b0123456789abn1", "http://g")
    assert loaded.origins(Triple("a", "r", "b")) == ("", "http://g")
    assert loaded.origins(Triple("a", "r", "c")) == ("_:b0123456789abn1",)
    assert loaded.origins(Triple("a", "r", "d")) == loaded.origins(Triple("b", "r", "a")) == ()
    assert list(loaded.match(head="a")) == [Triple("a", "r", "b"), Triple("a", "r", "c")]
    assert list(loaded.statements()) == [Triple("a", "r", "b"), facts[0], facts[2]]
    plain = Graph.build([Triple("a", "r", "b")])
    assert plain.named_graphs == () and plain.origins(Triple("a", "r", "b")) == ("",)
    assert not any(name.startswith("origins") for name in plain.arrays())


def test_where_a_graph_can_t_be_written(tmp_path):
    graph = Graph.build([Triple("a", "r", "b")])
    with pytest.raises(InputError, match="must end in"):
        write_graph(graph, tmp_path / "kb.docx")
    with pytest.raises(InputError, match="format must be one of tsv, csv"):
        write_graph(graph, tmp_path / "kb", format="wikidata")
    with pytest.raises(InputError, match="a base is for RDF"):
        write_graph(graph, tmp_path / "kb.tsv", base="http://x/")
    with pytest.raises(InputError, match="absolute IRI"):
        write_graph(graph, tmp_path / "kb.nt", base="x")
    with pytest.raises(InputError, match="can't be written"):
        write_graph(graph, tmp_path / "no" / "kb.nt")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.csv").write_text("x")
    with pytest.raises(InputError, match="a folder of their own"):
        write_graph(graph, tmp_path / "full", format="neo4j")
    report = write_graph(graph, tmp_path / "kb.nt", base="http://x/")
    assert report.unsaid == {"ids that are IRIs now": 3}
    assert (tmp_path / "kb.nt").read_text() == "<http://x/a> <http://x/r> <http://x/b> .\n"


def test_labels_come_back_under_a_base(tmp_path):
    graph = Graph.build([Triple("Glow_1990", "crew.film.shot_by", "/m/0_x"), Triple("A#B", "made by", "http://x/c_d")])
    write_graph(graph, tmp_path / "kb.nt", base="http://m.example/")
    again = back(tmp_path / "kb.nt")
    assert {e.label for e in entities_of(again)} == {"Glow_1990", "/m/0_x", "A#B", "c d"}
    assert {r.label for r in relations_of(again)} == {"shot by", "made by"}
    assert all(entity.id.startswith("http://") for entity in entities_of(again))


def test_bzip2_is_written(tmp_path):
    graph = Graph.build([Triple("a", "r", "b")])
    for name in ("one.nt.bz2", "two.tsv.bz2"):
        write_graph(graph, tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(b"BZh")
        assert content(back(tmp_path / name)) == content(graph)
    with pytest.raises(InputError, match="parquet is not packed with gzip or bzip2"):
        write_graph(graph, tmp_path / "kb.parquet.bz2")


def test_blank_rows_of_neo4j_are_no_rows(tmp_path):
    (tmp_path / "nodes.csv").write_text("\nid:ID(Film){label:Film},name\n1,Glow\n\n2,Dusk\n\n")
    (tmp_path / "edges.csv").write_text(":START_ID(Film),:END_ID(Film),:TYPE\n\n1,2,BEFORE\n \n")
    data = read_graph(tmp_path, format="neo4j")
    assert set(data.triples) == {Triple("Film/1", "BEFORE", "Film/2")} and data.skipped == 0


YED = """<graphml xmlns:y="http://www.yworks.com/xml/graphml">
<key for="node" id="d6" yfiles.type="nodegraphics"/><key for="edge" id="d10" yfiles.type="edgegraphics"/>
<graph edgedefault="directed" id="G">
<node id="n0"><data key="d6"><y:ShapeNode><y:NodeLabel> Glow
of dusk <y:LabelModel/></y:NodeLabel><y:NodeLabel>1990</y:NodeLabel></y:ShapeNode></data></node>
<node id="n1"><data key="d6"><y:ShapeNode><y:NodeLabel hasText="false"/></y:ShapeNode></data></node>
<edge id="e0" source="n0" target="n1"><data key="d10"><y:LineEdge><y:EdgeLabel>shot by</y:EdgeLabel></y:LineEdge></data>
</edge><edge id="e1" source="n1" target="n0"/></graph></graphml>"""


def test_what_yed_draws_are_names(tmp_path):
    (tmp_path / "kb.graphml").write_text(YED)
    data = read_graph(tmp_path / "kb.graphml")
    assert set(data.triples) == {Triple("n0", "shot by", "n1"), Triple("n1", "related to", "n0")}
    assert {e.id: e.label for e in data.entities} == {"n0": "Glow of dusk", "n1": "n1"}


def test_keys_of_networkx_are_relations_but_numbers_are_not(tmp_path):
    theirs = networkx.MultiDiGraph()
    for head, tail, key in (("a", "b", "shot by"), ("a", "c", "shot by"), ("b", "c", "e12"), ("b", "d", "b-d")):
        theirs.add_edge(head, tail, key=key)
    theirs.add_edge("c", "d", key="shot by", label="lit by")
    theirs.add_edge("c", "e")
    networkx.write_graphml(theirs, tmp_path / "kb.graphml")
    assert {(t.head, t.relation, t.tail) for t in read_graph(tmp_path / "kb.graphml").triples} == {
        ("a", "shot by", "b"), ("a", "shot by", "c"), ("c", "lit by", "d"),
        ("b", "related to", "c"), ("b", "related to", "d"), ("c", "related to", "e"),
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["shift_jis", "big5", "no-such"])
def test_graphml_in_an_encoding_that_is_not_read(tmp_path, encoding):
    (tmp_path / "kb.graphml").write_text(f'<?xml version="1.0" encoding="{encoding}"?><graphml/>')
    with pytest.raises(InputError, match=r"kb\.graphml: can't be decoded, write it as UTF-8"):
        read_graph(tmp_path / "kb.graphml")
