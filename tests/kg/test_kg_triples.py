"""Files of facts: every format, every way of packing, every broken line."""

import gzip
import json
import random

import pytest

from kgqa import Entity, InputError, Literal, Relation, Triple
from kgqa.kg.formats import ntriples, read_graph, read_triples
from kgqa.kg.graph import Graph

FACTS = [
    Triple("Heat", "director", "Michael Mann"),
    Triple("#1 Film", "genre", '"Crime'),
    Triple("é", "r", "中"),
]
XSD = "http://www.w3.org/2001/XMLSchema#"


def lines(separator: str) -> str:
    return "".join(f"{t.head}{separator}{t.relation}{separator}{t.tail}\n" for t in FACTS)


CONTENT = {
    "kb.tsv": lines("\t"),
    "kb.txt": lines("|"),
    "tabs.txt": lines("\t"),
    "kb.csv": 'Heat,director,Michael Mann\n#1 Film,genre,"""Crime"\né,r,中\n',
}


@pytest.mark.parametrize("name", CONTENT)
@pytest.mark.parametrize("pack", ["plain", "bom", "gz", "gz without the name", "crlf", "header", "blank"])
def test_every_table_format_however_packed(tmp_path, name, pack):
    text = CONTENT[name]
    separator = next(s for s in "\t|," if s in text)
    if pack == "header":
        text = separator.join(("Subject", "predicate", "OBJECT")) + "\n" + text
    elif pack == "blank":
        text = "\n  \n" + text.replace("\n", "\n\n").removesuffix("\n")
    data = text.replace("\n", "\r\n" if pack == "crlf" else "\n").encode()
    if pack == "bom":
        data = b"\xef\xbb\xbf" + data
    if pack.startswith("gz"):
        data = gzip.compress(data, mtime=0)
        name += ".gz" if pack == "gz" else ""
    path = tmp_path / name
    path.write_bytes(data)
    if pack == "gz without the name" and name.endswith(".txt"):
        assert read_triples(path).format == ("pipe" if name == "kb.txt" else "tsv")
    assert list(read_triples(path)) == FACTS


def test_fields_are_stripped_and_otherwise_verbatim(tmp_path):
    (tmp_path / "kb.tsv").write_text(' Chinnari\tdirector\tT. S. \n"Greatest Love\tperformer\tCiara|x\n')
    assert list(read_triples(tmp_path / "kb.tsv")) == [
        Triple("Chinnari", "director", "T. S."),
        Triple('"Greatest Love', "performer", "Ciara|x"),
    ]


def test_csv_fields_may_hold_commas_and_line_ends(tmp_path):
    (tmp_path / "kb.csv").write_bytes(b'"a, b","r","line 1\r\nline 2"\nc,r,d\nx,y\n')
    reader = read_triples(tmp_path / "kb.csv", skip_bad=True)
    assert [t.head for t in reader] == ["a, b", "c"]
    assert reader.skipped == 1
    with pytest.raises(InputError, match=r"kb.csv, line 4: expected 3 comma-separated fields, found 2"):
        list(read_triples(tmp_path / "kb.csv"))


def test_a_quote_that_never_closes_is_never_skipped(tmp_path):
    (tmp_path / "kb.csv").write_text('a,r,b\na,r,"b\nc,r,d\ne,r,f\n')
    with pytest.raises(InputError, match=r"kb.csv, line 2: a quote opened here is never closed"):
        list(read_triples(tmp_path / "kb.csv", skip_bad=True))


def test_a_broken_line_is_named_or_counted(tmp_path):
    path = tmp_path / "kb.tsv"
    with path.open("w") as out:
        for number in range(1, 80_001):
            out.write("only\ttwo\n" if number == 70_000 else f"e{number}\tr\tx\n")
    with pytest.raises(InputError, match=r"^kb.tsv, line 70000: expected 3 tab-separated fields, found 2: 'only"):
        list(read_triples(path))
    reader = read_triples(path, skip_bad=True)
    assert sum(1 for _ in reader) == 79_999
    assert reader.skipped == 1
    assert sum(1 for _ in reader) == 79_999
    assert reader.skipped == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("kb.ttl", "<http://x/a> <http://x/r> <http://x/b> .\nbroken\n"),
        ("kb.trig", "broken\n"),
        ("kb.rdf", "<rdf:RDF"),
        ("kb.jsonld", "{"),
        ("kb.graphml", "<graphml><node"),
    ],
)
def test_what_can_be_read_no_further_says_that_nothing_is_skipped_there(tmp_path, name, data):
    (tmp_path / name).write_text(data)
    why = "can't be read on after an error, --skip-bad"
    with pytest.raises(InputError, match=rf"^{name}.*{why}"):
        read_graph(tmp_path / name, skip_bad=True)
    with pytest.raises(InputError) as told:
        read_graph(tmp_path / name)
    assert why not in str(told.value)
    with pytest.raises(InputError, match=r"can't be read: No such file or directory$"):
        read_graph(tmp_path / f"none-{name}", skip_bad=True)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("kb.tsv", b"a\tr\tb\na\tr\tcaf\xe9\n", "kb.tsv, line 2: must be UTF-8, found byte 0xe9 at 7"),
        ("kb.csv", b"a,r,b\na,r,caf\xe9\n", "kb.csv, line 2: must be UTF-8"),
        ("kb.nt", b'<http://a> <http://r> "caf\xe9" .\n', "kb.nt, line 1"),
        ("kb.tsv", b"a\tr\tb\0\n", "kb.tsv, line 1: must be text, found a NUL byte"),
        ("kb.tsv", "a\tr\tb".encode("utf-16"), "kb.tsv, line 1: must be UTF-8, found the byte order mark"),
        ("kb.tsv", b"a\t\tb\n", "kb.tsv, line 1: the relation must not be empty"),
        ("kb.tsv", b"a\tr\t \n", "kb.tsv, line 1: the tail must not be empty"),
        ("kb.tsv", b"a\tr\tb\nhead\trelation\n", "line 2: expected 3 tab-separated fields, found 2"),
        ("kb.tsv.gz", b"a\tr\tb\n", "named .gz but is no gzip file"),
        ("kb.tsv.gz", b"", "named .gz but is no gzip file"),
        (
            "kb.tsv.gz",
            gzip.compress(random.Random(0).randbytes(9000), mtime=0)[:-2000],
            "damaged or cut short|UTF-8|NUL",
        ),
        ("kb.nt.gz", gzip.compress(b"<http://a> <http://r> <http://b> .\n" * 9, mtime=0)[:-9], "damaged or cut short"),
        (
            "kb.ttl.gz",
            gzip.compress(b"<http://a> <http://r> <http://b> .\n" * 9, mtime=0)[:-9],
            "damaged or cut short",
        ),
        ("kb.xml", b"", "must end in .tsv, .csv, .nt, .ttl, .*or .txt"),
        ("kb.ttl", b"@prefix : <http://x/> .\n:a :b :c .\n:a :b ; .\n", "kb.ttl, line 3"),
        ("kb.ttl", b"@prefix : <http://x/> .\n:a :b <relative> .\n", "kb.ttl, line 2"),
        (
            "kb.nt",
            b"<http://a> <http://r> <http://b> .\n<http://a> <http://r r> <http://b> .\n",
            "kb.nt, line 2",
        ),
    ],
)
def test_files_that_are_not_what_they_say(tmp_path, name, data, message):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=message):
        list(read_triples(tmp_path / name))


def test_files_that_are_not_there(tmp_path):
    for path in (tmp_path / "kb.tsv", tmp_path / "kb.nt", tmp_path / "kb.txt"):
        with pytest.raises(InputError, match="can't be read: No such file"):
            list(read_triples(path))
    (tmp_path / "dir.tsv").mkdir()
    with pytest.raises(InputError, match="Is a directory"):
        list(read_triples(tmp_path / "dir.tsv"))
    with pytest.raises(InputError, match="format must be one of tsv, csv"):
        read_triples(tmp_path / "kb.tsv", format="xml")


def test_a_file_of_facts_may_be_empty(tmp_path):
    for name in ("kb.tsv", "kb.csv", "kb.nt", "kb.ttl", "kb.txt"):
        (tmp_path / name).write_bytes(b"")
        assert list(read_triples(tmp_path / name)) == []


def test_progress_counts_the_bytes_on_disk(tmp_path):
    for name, data in (
        ("kb.tsv", CONTENT["kb.tsv"].encode()),
        ("kb.tsv.gz", gzip.compress(b"a\tr\tb\n" * 99, mtime=0)),
    ):
        (tmp_path / name).write_bytes(data)
        seen: list[int] = []
        list(read_triples(tmp_path / name, on_bytes=seen.append))
        assert sum(seen) == len(data)


def test_ntriples_lines_are_skipped_one_by_one(tmp_path, monkeypatch):
    path = tmp_path / "kb.nt.gz"
    good = [f'<http://x/{n}> <http://x/r> "{n}"@en .' for n in range(500)]
    bad = list(good)
    bad[100], bad[300] = "<http://x/ broken> <http://x/r> <http://x/y> .", "nonsense"
    path.write_bytes(gzip.compress(b"\xef\xbb\xbf# comment\n\n" + "\n".join(bad).encode(), mtime=0))
    reader = read_triples(path, skip_bad=True)
    expected = [Triple(f"http://x/{n}", "http://x/r", Literal(str(n), "", "en")) for n in range(500)]
    assert list(reader) == [t for n, t in enumerate(expected) if n not in (100, 300)]
    assert reader.skipped == 2
    for block in (ntriples._BLOCK, 1000):
        monkeypatch.setattr(ntriples, "_BLOCK", block)
        with pytest.raises(InputError, match=r"kb.nt.gz, line 103, column \d+: Invalid IRI"):
            list(read_triples(path))


def test_rdf_literals_keep_their_types(tmp_path):
    path = tmp_path / "kb.ttl"
    path.write_text(f'@prefix : <http://x/> .\n:a :b 01, "s", "s"^^<{XSD}string>, "t"@EN, "u"^^:kind .\n')
    assert [t.tail for t in read_triples(path)] == [
        Literal("01", XSD + "integer"),
        Literal("s"),
        Literal("s"),
        Literal("t", "", "en"),
        Literal("u", "http://x/kind"),
    ]


def test_blank_nodes_last_and_belong_to_their_file(tmp_path):
    text = "@prefix : <http://x/> .\n:a :b [ :c [ :d _:foo ] ] . _:foo :e :f .\n"
    for name, content in (("one.ttl", text), ("two.ttl", text + "# other\n"), ("again.ttl", text)):
        (tmp_path / name).write_text(content)
    one, two, again = (list(read_triples(tmp_path / f"{n}.ttl")) for n in ("one", "two", "again"))
    blank = {
        name: {n for t in found for n in (t.head, t.tail) if isinstance(n, str) and n.startswith("_:b")}
        for name, found in (("one", one), ("two", two))
    }
    assert len(blank["one"]) == 3 and not blank["one"] & blank["two"]
    assert again == one == list(read_triples(tmp_path / "one.ttl"))
    (tmp_path / "kb.nt").write_text("_:x <http://r> _:y .\n_:y <http://r> _:x .\n")
    first, second = read_triples(tmp_path / "kb.nt")
    assert (first.head, first.tail) == (second.tail, second.head)


RDF = """
@prefix : <http://x/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix schema: <http://schema.org/> .
:heat a :Film ; rdfs:label "Hitze"@de, "Heat"@en, "Heat (1995)" ; skos:altLabel "L.A. Heat" ;
  rdfs:comment "A film." ; schema:description "Ein Film"@de, "A crime film"@en ; :director :mann .
:mann foaf:name "Michael Mann" ; dct:description "director" ; :directed :heat .
:Film rdfs:label "film"@en .
:director a owl:ObjectProperty ; rdfs:label "directed by"@en ; rdfs:domain :Film ; owl:inverseOf :directed .
:directed rdfs:label "director of"@en .
:born rdfs:domain :Person . :mann :born 1943 . :unused a owl:DatatypeProperty ; rdfs:label "unused" .
"""


def test_rdf_names_are_lifted(tmp_path):
    (tmp_path / "kb.ttl").write_text(RDF)
    data = read_graph(tmp_path / "kb.ttl")
    type_ = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    assert set(data.triples) == {
        Triple("http://x/heat", type_, "http://x/Film"),
        Triple("http://x/heat", "http://x/director", "http://x/mann"),
        Triple("http://x/mann", "http://x/directed", "http://x/heat"),
        Triple("http://x/mann", "http://x/born", Literal("1943", XSD + "integer")),
    }
    graph = Graph.build(data.triples, data.entities, data.relations)
    assert [graph.entity(row) for row in range(graph.n_entities)] == [
        Entity("http://x/Film", "film"),
        Entity("http://x/heat", "Heat", ("Heat (1995)", "Hitze", "L.A. Heat"), "A crime film", ("film",)),
        Entity("http://x/mann", "Michael Mann", (), "director"),
    ]
    assert [graph.relation(index) for index in range(graph.n_relations)] == [
        Relation(type_, "type"),
        Relation("http://x/born", "born"),
        Relation("http://x/directed", "director of", (), "directed by"),
        Relation("http://x/director", "directed by", (), "director of"),
    ]
    assert data.lifted == len(list(read_triples(tmp_path / "kb.ttl"))) - 4


def test_lifting_goes_across_files(tmp_path):
    head, _, rest = RDF.partition(":Film rdfs:label")
    prefixes = head.partition(":heat")[0]
    (tmp_path / "facts.ttl").write_text(head)
    (tmp_path / "words.ttl").write_text(f"{prefixes}:Film rdfs:label{rest}")
    (tmp_path / "whole.ttl").write_text(RDF)
    one = read_graph([tmp_path / "words.ttl", tmp_path / "facts.ttl"])
    two = read_graph(tmp_path / "whole.ttl")
    assert (set(one.triples), one.entities, one.relations) == (set(two.triples), two.entities, two.relations)


def test_everything_comes_together(tmp_path):
    (tmp_path / "kb.tsv").write_text("Heat\tyear\t1995\nHeat\tdirector\tMann\nbroken\n")
    (tmp_path / "kb.nt").write_text("<http://x/a> <http://x/r> <http://x/b> .\nbroken\n")
    (tmp_path / "e.jsonl").write_text(json.dumps({"id": "Mann", "label": "Michael Mann"}) + "\n")
    (tmp_path / "r.tsv").write_text("id\tlabel\tinverse\tdatatype\nyear\treleased in\t\tnumber\n")
    data = read_graph(
        [tmp_path / "kb.tsv", tmp_path / "kb.nt"],
        entities_path=tmp_path / "e.jsonl",
        relations_path=tmp_path / "r.tsv",
        skip_bad=True,
    )
    assert set(data.triples) == {
        Triple("Heat", "year", Literal("1995", "number")),
        Triple("Heat", "director", "Mann"),
        Triple("http://x/a", "http://x/r", "http://x/b"),
    }
    assert data.skipped == 2
    graph = Graph.build(data.triples, data.entities, data.relations)
    assert graph.label(graph.row("Mann")) == "Michael Mann"
    assert graph.relation(graph.relation_index("year")) == Relation("year", "released in")
