import json

import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from kgqa.extract.relations.found_schema import Count, as_ontology, notes_of, schema_of, write_turtle
from kgqa.extract.relations.ontology import Ontology, OntologyClass, OntologyRelation, load_ontology
from kgqa.kg.folder import GRAPH as GRAPH_FILE
from kgqa.kg.folder import open_folder
from kgqa.kg.graph import Graph
from kgqa.pipelines.cli.schema import schema
from kgqa.types import Entity, Literal, Relation, Triple

GRAPH = Graph.build(
    [
        Triple("ann", "wrote", "tides"),
        Triple("ann", "wrote", "water"),
        Triple("bo", "wrote", "tides"),
        Triple("tides", "pages", Literal("212", "number")),
        Triple("bo", "born", Literal("1811", "date")),
        Triple("bo", "born in", "osmark"),
    ],
    [
        Entity("ann", "Ann Orr", types=("person",)),
        Entity("bo", "Bo Venn", types=("person", "poet")),
        Entity("tides", "Grey Tides", types=("work of art",)),
        Entity("water", "Low Water", types=("work of art",)),
    ],
    [Relation("wrote", "wrote", ("penned",))],
)


def test_the_schema_counts_types_and_relations():
    found = schema_of(GRAPH)
    assert set(found.types) == {Count("person", 2), Count("work of art", 2), Count("poet", 1), Count("", 1)}
    wrote = found.relations[0]
    assert (wrote.label, wrote.count, wrote.functional) == ("wrote", 3, 0.5)
    assert wrote.heads == (Count("person", 3), Count("poet", 1)) and wrote.tails == (Count("work of art", 3),)
    assert wrote.examples[0] == ("Ann Orr", "Grey Tides") and len(wrote.examples) == 3
    pages = next(one for one in found.relations if one.id == "pages")
    assert pages.literals == (Count("number", 1),) and pages.tails == () and pages.functional == 1.0


def test_an_empty_graph_has_an_empty_schema():
    found = schema_of(Graph.build([]))
    assert found.types == () and found.relations == ()


def test_a_schema_is_read_back_as_the_ontology_it_is(tmp_path):
    found = schema_of(GRAPH)
    ontology = as_ontology(found)
    path = tmp_path / "found.ttl"
    path.write_text(write_turtle(ontology, notes_of(found)), encoding="utf-8")
    assert load_ontology(path) == ontology
    wrote = next(one for one in ontology.relations if one.id == "wrote")
    labels = [ontology.by_id[id].label for id in (*wrote.domains, *wrote.ranges)]
    assert labels == ["person", "poet", "work of art"] and wrote.aliases == ("penned",)
    born_in = next(one for one in ontology.relations if one.id == "born in")
    assert born_in.domains and born_in.takes_entities and born_in.takes_literals  # its tail has no type
    assert "# 3 facts, such as Ann Orr -> Grey Tides" in path.read_text(encoding="utf-8")


names = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=12).filter(
    lambda text: text.strip() == text
)


@st.composite
def ontologies(draw):
    ids = [f"urn:kgqa-types:{n}" for n in range(draw(st.integers(1, 4)))]
    some = st.sets(st.sampled_from(ids), max_size=3).map(lambda found: tuple(sorted(found)))

    def labels():
        found = draw(st.lists(names, min_size=1, max_size=3, unique=True))
        return found[0], tuple(sorted(found[1:]))

    classes = tuple(
        OntologyClass(id, *labels(), parents=tuple(parent for parent in draw(some) if parent != id)) for id in ids
    )
    relations = []
    for id in sorted(
        draw(st.sets(names.filter(lambda text: not text.startswith(("_:", "urn:"))), min_size=1, max_size=4))
    ):
        label, aliases = labels()
        ranges = draw(some)
        datatypes = tuple(sorted(draw(st.sets(st.sampled_from(["date", "number", "string", ""]), max_size=2))))
        symmetric = draw(st.booleans())
        described = " ".join(draw(names).split())
        relations.append(
            OntologyRelation(id, label, aliases, described, draw(some), ranges, datatypes, id if symmetric else "")
        )
    # A symmetric relation is an object property: where another is a datatype property, one without a range would
    # come back with owl:Thing.
    relations = [
        OntologyRelation(
            r.id,
            r.label,
            r.aliases,
            r.description,
            r.domains,
            r.ranges or (classes[0].id,),
            r.datatypes,
            r.inverse,
        )
        if r.inverse and not r.datatypes
        else r
        for r in relations
    ]
    return Ontology("made up", classes, tuple(relations))


@settings(max_examples=60, deadline=None)
@given(ontologies())
def test_any_ontology_goes_through_turtle_unchanged(tmp_path_factory, ontology):
    path = tmp_path_factory.mktemp("turtle") / "o.ttl"
    path.write_text(write_turtle(ontology, {ontology.relations[0].id: "a\nnote"}), encoding="utf-8")
    assert load_ontology(path) == ontology


def test_kgqa_schema_prints_and_writes(tmp_path, kb):
    app = typer.Typer()
    app.command()(schema)
    out = tmp_path / "found.ttl"
    run = CliRunner().invoke(app, [str(kb), "--turtle", str(out)])
    graph = Graph.load(open_folder(kb).arrays(GRAPH_FILE))
    first = schema_of(graph).relations[0]
    assert run.exit_code == 0 and f"{first.count} {first.label}" in run.stdout
    assert " -> ".join(first.examples[0]) in run.stdout
    assert load_ontology(out).relations == as_ontology(schema_of(graph)).relations
    found = json.loads(CliRunner().invoke(app, [str(kb), "--json"]).stdout)
    assert sum(one["count"] for one in found["relations"]) == graph.n_triples
