"""What statements mean beyond being facts: languages, dumps, owl:sameAs, values, shapes."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa import Entity, InputError, Literal, Relation, Triple
from kgqa.kg.formats import read_graph
from kgqa.kg.formats.rdf import INVERSE, LABELS, lift
from kgqa.kg.formats.sameas import representatives
from kgqa.kg.graph import Graph
from kgqa.kg.typed import XSD, compare, value_of
from kgqa.types import Quad

PREFIXES = """@prefix : <http://x/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <http://schema.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def test_languages_are_picked_in_order(tmp_path):
    (tmp_path / "kb.ttl").write_text(
        PREFIXES + ':heat :r :x ; rdfs:label "Heat"@en, "Hitze"@de-AT, "Heat (bare)", "Chaleur"@fr ; '
        'skos:altLabel "Insider"@de, "Chaud"@fr ; schema:description "un film"@fr, "a film"@en-gb .'
    )
    expected = {
        ("de", "en"): ("Hitze", ("Heat", "Heat (bare)", "Insider"), "a film", 3),
        ("fr",): ("Chaleur", ("Chaud", "Heat (bare)"), "un film", 4),
        ("ja",): ("Heat (bare)", (), "", 7),
        (): ("Heat", ("Chaleur", "Chaud", "Heat (bare)", "Hitze", "Insider"), "a film", 0),
    }
    for languages, (label, aliases, description, others) in expected.items():
        data = read_graph(tmp_path / "kb.ttl", languages=languages)
        assert data.entities[0] == Entity("http://x/heat", label, aliases, description)
        assert data.other_languages == others


def test_names_that_hold_in_every_language_stand_in_for_none(tmp_path):
    """Wikidata says once, in "mul", what is the same in most languages, and leaves out "en" there."""
    (tmp_path / "kb.nt").write_text(
        "<http://x/a> <http://x/r> <http://x/b> .\n"
        + "".join(
            f"<http://x/{id}> <http://www.w3.org/{predicate}> {text} .\n"
            for id, predicate, text in (
                ("a", "2000/01/rdf-schema#label", '"Veland"@mul'),
                ("a", "2000/01/rdf-schema#label", '"Welland"@de'),
                ("a", "2004/02/skos/core#altLabel", '"VLD"@mul'),
                ("b", "2000/01/rdf-schema#label", '"North Harbour"@en'),
                ("b", "2000/01/rdf-schema#label", '"Nordhavn"@mul-Latn'),
                ("b", "2004/02/skos/core#altLabel", '"NH-1"@zxx'),
                ("b", "2004/02/skos/core#altLabel", '"Nordhafen"@de'),
            )
        )
    )
    expected = {
        ("en",): (("Veland", ("VLD",)), ("North Harbour", ("NH-1", "Nordhavn")), 2),
        ("de",): (("Welland", ("VLD", "Veland")), ("Nordhavn", ("NH-1", "Nordhafen")), 1),
        ("mul",): (("Veland", ("VLD",)), ("Nordhavn", ("NH-1",)), 3),
        (): (("Veland", ("VLD", "Welland")), ("North Harbour", ("NH-1", "Nordhafen", "Nordhavn")), 0),
    }
    for languages, (*names, others) in expected.items():
        data = read_graph(tmp_path / "kb.nt", languages=languages)
        assert [(entity.label, entity.aliases) for entity in data.entities] == names
        assert data.other_languages == others


WIKIDATA = """
<http://www.wikidata.org/entity/Q42> <http://www.wikidata.org/prop/direct/P31> <http://www.wikidata.org/entity/Q5> .
<http://www.wikidata.org/entity/Q42> <http://www.wikidata.org/prop/direct/P569> "1952-03-11T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> .
<http://www.wikidata.org/entity/Q42> <http://www.wikidata.org/prop/direct-normalized/P214> <http://viaf.org/viaf/113230702> .
<http://www.wikidata.org/entity/Q42> <http://www.w3.org/2000/01/rdf-schema#label> "Douglas Adams"@en .
<http://www.wikidata.org/entity/Q42> <http://www.w3.org/2004/02/skos/core#prefLabel> "Douglas Adams"@en .
<http://www.wikidata.org/entity/Q42> <http://schema.org/name> "Douglas Adams"@en .
<http://www.wikidata.org/entity/Q42> <http://www.w3.org/2000/01/rdf-schema#label> "Adams, Douglas"@de .
<http://www.wikidata.org/entity/Q42> <http://www.w3.org/2004/02/skos/core#altLabel> "DNA"@en .
<http://www.wikidata.org/entity/Q42> <http://schema.org/description> "English writer"@en .
<http://www.wikidata.org/entity/Q5> <http://www.w3.org/2000/01/rdf-schema#label> "human"@en .
<http://www.wikidata.org/entity/P31> <http://www.w3.org/2000/01/rdf-schema#label> "instance of"@en .
<http://www.wikidata.org/entity/P569> <http://www.w3.org/2000/01/rdf-schema#label> "date of birth"@en .
<http://www.wikidata.org/entity/P569> <http://www.w3.org/2004/02/skos/core#altLabel> "born on"@en .
<http://www.wikidata.org/entity/P9999> <http://www.w3.org/2000/01/rdf-schema#label> "unused"@en .
<https://en.wikipedia.org/wiki/Douglas_Adams> <http://schema.org/about> <http://www.wikidata.org/entity/Q42> .
<https://en.wikipedia.org/wiki/Douglas_Adams> <http://schema.org/name> "Douglas Adams"@en .
<http://www.wikidata.org/wiki/Special:EntityData/Q42> <http://schema.org/version> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
<http://www.wikidata.org/entity/Q42> <http://wikiba.se/ontology#sitelinks> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
"""  # noqa: E501  # a line of N-Triples is a line


def test_wikidata_s_dump(tmp_path):
    (tmp_path / "truthy.nt").write_text(WIKIDATA.lstrip())
    data = read_graph(tmp_path / "truthy.nt", format="wikidata", languages=["en"])
    graph = Graph.build(data.triples, data.entities, data.relations)
    assert graph.n_triples == 2
    assert graph.entity_by_id("http://www.wikidata.org/entity/Q42") == Entity(
        "http://www.wikidata.org/entity/Q42", "Douglas Adams", ("DNA",), "English writer", ("human",)
    )
    direct = "http://www.wikidata.org/prop/direct/"
    assert [graph.relation(i) for i in range(graph.n_relations)] == [
        Relation(direct + "P31", "instance of"),
        Relation(direct + "P569", "date of birth", ("born on",)),
    ]
    assert data.unsaid == {"statements about pages": 5} and data.other_languages == 1
    assert [e.id for e in data.entities if "/P" in e.id] == ["http://www.wikidata.org/entity/P9999"]


def test_dbpedia_s_dump(tmp_path):
    dbr, dbo = "http://dbpedia.org/resource/", "http://dbpedia.org/ontology/"
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    (tmp_path / "kb.nt").write_text(
        f'<{dbr}Heat> <{dbo}director> <{dbr}Michael_Mann> .\n<{dbr}Heat> <{label}> "Heat"@en .\n'
        f'<{dbr}Heat> <{label}> "Hitze"@de .\n<{dbr}Heat> <{dbo}abstract> "Heat is a film."@en .\n'
        f"<{dbr}Heat> <{dbo}wikiPageWikiLink> <{dbr}Film> .\n"
        f"<{dbr}Heat_film> <{dbo}wikiPageRedirects> <{dbr}Heat> .\n"
        f'<{dbr}Heat> <{dbo}wikiPageID> "1"^^<{XSD}integer> .\n'
    )
    data = read_graph(tmp_path / "kb.nt", format="dbpedia", languages=["en"])
    assert list(data.triples) == [Triple(f"{dbr}Heat", f"{dbo}director", f"{dbr}Michael_Mann")]
    assert data.entities == (Entity(f"{dbr}Heat", "Heat", ("Heat film",), "Heat is a film."),)
    assert data.unsaid == {"statements about pages": 2} and data.other_languages == 1


def test_same_as_is_a_fact_or_makes_one_of_two(tmp_path):
    (tmp_path / "kb.ttl").write_text(
        PREFIXES + ':b owl:sameAs :c ; :r :d . :c owl:sameAs _:x ; rdfs:label "See" . _:x :r :e . :a owl:sameAs :b ; '
        'rdfs:label "Ay" .'
    )
    (tmp_path / "more.tsv").write_text("http://x/c\ts\thttp://x/f\n")
    (tmp_path / "e.jsonl").write_text('{"id": "http://x/b", "label": "Bee"}\n')
    files = {"paths": [tmp_path / "kb.ttl", tmp_path / "more.tsv"], "entities_path": tmp_path / "e.jsonl"}
    assert len(read_graph(**files).triples) == 6
    data = read_graph(**files, same_as=True)
    a = "http://x/a"
    assert set(data.triples) == {
        Triple(a, "http://x/r", "http://x/d"), Triple(a, "http://x/r", "http://x/e"), Triple(a, "s", "http://x/f"),
    }  # fmt: skip
    assert len(data.same_as) == 3
    graph = Graph.build(data.triples, data.entities, data.relations)
    assert graph.entity_by_id(a) == Entity(a, "Ay", ("Bee", "See"))


def test_same_as_in_a_table_links_too(tmp_path):
    same = "http://www.w3.org/2002/07/owl#sameAs"
    (tmp_path / "kb.tsv").write_text(f"b\t{same}\ta\nb\tr\tc\n")
    (tmp_path / "kb.csv").write_text(f"head,relation,tail,kind\nc,{same},d,entity\nd,{same},a text,literal\n")
    files = [tmp_path / "kb.tsv", tmp_path / "kb.csv"]
    assert len(read_graph(files).triples) == 4
    data = read_graph(files, same_as=True)
    assert set(data.triples) == {Triple("a", "r", "c"), Triple("c", same, Literal("a text"))}
    assert data.same_as == {"b": "a", "d": "c"}


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=8), st.randoms())
def test_same_as_does_not_depend_on_order(pairs, shuffle):
    found = representatives(pairs)
    turned = [(b, a) if shuffle.random() < 0.5 else (a, b) for a, b in pairs]
    shuffle.shuffle(turned)
    assert representatives(turned) == found
    for one, other in pairs:
        assert found.get(one, one) == found.get(other, other) <= min(one, other)


def test_lifting_does_not_depend_on_order():
    label, alias = "http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#altLabel"
    said = [
        Triple("a", label, Literal("A", "", "en")), Triple("a", label, Literal("B", "", "de")),
        Triple("a", label, Literal("A", "", "en")), Triple("a", alias, Literal("A")), Quad("a", "r", "b", "http://g"),
        Triple("a", label, Literal("A2", "", "en")), Triple("a", label, Literal("C")), Triple("r", label, Literal("R")),
    ]  # fmt: skip
    expected = lift(said)
    assert expected.entities == (Entity("a", "A", ("A2", "B", "C")),) and expected.lifted == 7
    for seed in range(20):
        random.Random(seed).shuffle(said)
        found = lift(said)
        assert (found.entities, found.relations, list(found.triples)) == (
            expected.entities, expected.relations, [Quad("a", "r", "b", "http://g")],
        )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("01", XSD + "integer"), ("1", XSD + "integer"), 0),
        (("9", XSD + "integer"), ("10.5", XSD + "decimal"), -1),
        (("1e3", XSD + "double"), ("999", XSD + "int"), 1),
        (("NaN", XSD + "double"), ("1", XSD + "int"), None),
        (("INF", XSD + "double"), ("1", XSD + "int"), 1),
        (("1995-12-15", XSD + "date"), ("1996", XSD + "gYear"), -1),
        (("1995-12-15", XSD + "date"), ("1995-12-15T01:00:00", XSD + "dateTime"), -1),
        (("1995-12", XSD + "gYearMonth"), ("1995-12-01", "date"), 0),
        (("1995", "date"), ("1995-06", "date"), -1),
        (("1995-06-01", "date"), ("1995-06-01T03:04:00", "date"), -1),
        (("1995-06-02", "date"), ("1995-06-01T03:04:00", "date"), 1),
        (("2001-01-01T00:00:00Z", XSD + "dateTime"), ("2001-01-01T01:00:00+01:00", XSD + "dateTime"), 0),
        (("2001-01-01T00:00:00Z", XSD + "dateTime"), ("2001-01-01T01:00:00", XSD + "dateTime"), None),
        (("2001-01-01T00:00:00Z", XSD + "dateTime"), ("2001-01-01T15:00:00", XSD + "dateTime"), -1),
        (("2001-01-03", XSD + "date"), ("2001-01-01T00:00:00Z", XSD + "dateTime"), 1),
        (("PT1H", XSD + "duration"), ("PT59M", XSD + "duration"), 1),
        (("b", ""), ("a", ""), 1),
        (("b", ""), ("1", "number"), None),
        (("x", XSD + "integer"), ("1", XSD + "integer"), None),
        (("true", XSD + "boolean"), ("1", XSD + "integer"), None),
        (("a", "http://x/kind"), ("b", "http://x/kind"), -1),
    ],
)
def test_values_compare_by_what_they_mean(one, other, expected):
    first, second = Literal(*one), Literal(*other)
    assert compare(first, second) == expected
    assert compare(second, first) == (None if expected is None else -expected)


def test_values_that_python_has_none_for():
    assert value_of(Literal("nonsense", XSD + "date")) is None
    assert value_of(Literal("12000-01-01", XSD + "date")) is None
    assert value_of(Literal("2", XSD + "noSuchType")) == "2"
    assert value_of(Literal("2", "", "en")) == "2"
    assert value_of(Literal("true", XSD + "boolean")) is True


SHAPES = (
    PREFIXES
    + """
:FilmShape a sh:NodeShape ; sh:targetSubjectsOf :director ;
  sh:property [ sh:path :year ; sh:datatype xsd:integer ; sh:minCount 1 ; sh:message "a film needs a year" ] .
<urn:kgqa:Shape> a sh:NodeShape ; sh:targetNode <urn:kgqa:Ada%20Lind~_> , <urn:kgqa:Ada%20Lind> ;
  sh:property [ sh:path <urn:kgqa:born%20in> ; sh:maxCount 0 ] .
"""
)


def test_shapes_that_hold_and_that_do_not(tmp_path):
    pytest.importorskip("pyshacl", reason="needs the extra shacl")
    from kgqa.kg.shacl import check_shapes

    (tmp_path / "shapes.ttl").write_text(SHAPES)
    facts = [
        Triple("http://x/heat", "http://x/director", "http://x/mann"),
        Triple("http://x/heat", "http://x/year", Literal("1995", XSD + "integer")),
    ]
    assert check_shapes(Graph.build(facts), tmp_path / "shapes.ttl") == ()
    ali = "http://x/ali"
    bad = [
        facts[0],
        Triple(ali, "http://x/director", "http://x/mann"),
        Triple(ali, "http://x/year", Literal("2001")),
        Triple("Ada Lind", "born in", "Oslo"),
    ]
    found = check_shapes(Graph.build(bad), tmp_path / "shapes.ttl")
    assert [(v.entity, v.path, v.value) for v in found] == [
        ("Ada Lind", "born in", ""),
        ("http://x/ali", "http://x/year", "2001"),
        ("http://x/heat", "http://x/year", ""),
    ]
    assert str(found[2]) == "violation: http://x/heat http://x/year: a film needs a year"
    (tmp_path / "shapes.tsv").write_text("a\tb\tc\n")
    with pytest.raises(InputError, match="shapes come as RDF"):
        check_shapes(Graph.build(facts), tmp_path / "shapes.tsv")
    (tmp_path / "bad.ttl").write_text(
        PREFIXES + ":S a sh:NodeShape ; sh:targetNode :heat ; sh:property [ sh:minCount 1 ] ."
    )
    with pytest.raises(InputError, match="no sound set of shapes"):
        check_shapes(Graph.build(facts), tmp_path / "bad.ttl")


def test_the_inverse_of_a_restriction_is_no_name():
    label, base = LABELS[0], "http://x/"
    said = [
        Triple("_:b0123456789abn0", INVERSE, base + "mentors"),
        Triple(base + "mentors", label, Literal("mentors")),
        Triple(base + "mentors", INVERSE, "_:b0123456789abn1"),
        Triple(base + "ann", base + "mentors", base + "bo"),
    ]
    assert lift(said).relations == (Relation(base + "mentors", "mentors"),)
    named = [Triple(base + "mentors", INVERSE, base + "learns"), Triple(base + "learns", label, Literal("learns from"))]
    assert {r.id: r.inverse for r in lift([*said, *named]).relations} == {
        base + "mentors": "learns from",
        base + "learns": "mentors",
    }
    assert [entity.id for entity in lift(said[:3]).entities] == []  # still a property, though no fact uses it
