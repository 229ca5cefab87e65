from kgqa.extract.document import Span
from kgqa.extract.found import Extraction, FoundEntity, FoundFact
from kgqa.extract.relations.mapping import RelationMapper
from kgqa.extract.relations.ontology import Ontology, OntologyClass, OntologyRelation
from kgqa.extract.relations.pruning import count_reasons, prune
from kgqa.types import Literal

ONTOLOGY = Ontology(
    "made up",
    (OntologyClass("P", "Person"), OntologyClass("L", "Place"), OntologyClass("W", "Work")),
    (
        OntologyRelation("a", "author", (), "", ("W",), ("P",)),
        OntologyRelation("b", "birthPlace", (), "", ("P",), ("L",)),
        OntologyRelation("n", "nickname", (), "", (), (), ("string",)),
    ),
)
SENTENCE = Span(0, 40)


def entity(name, type):
    return FoundEntity(name, type, (name,), (Span(0, 3),))


ENTITIES = (entity("Ula Venn", "person"), entity("Grey Tides", "work"), entity("Osmark", "location"))


def fact(head, relation, tail, confidence=0.8, extractor="open"):
    return FoundFact(head, relation, tail, SENTENCE, Span(0, 30), extractor, confidence)


def pruned_of(*facts):
    (kept,), pruned = prune([Extraction("d", ENTITIES, facts)], RelationMapper(ONTOLOGY))
    assert kept.entities == ENTITIES and len(kept.facts) + len(pruned) == len(facts)
    return [(one.head, one.relation, one.tail) for one in kept.facts], pruned


def test_facts_are_mapped_and_turned():
    kept, pruned = pruned_of(fact(0, "wrote", 1), fact(0, "was born in", 2), fact(0, "nickname", 1))
    assert kept == [(1, "author", 0), (0, "birthPlace", 2), (0, "nickname", Literal("Grey Tides", "string"))]
    assert pruned == ()


def test_every_pruned_fact_has_its_reason():
    kept, pruned = pruned_of(
        fact(0, "admired", 1),
        fact(1, "birthPlace", 2),
        fact(0, "birthPlace", 1),
        fact(0, "birthPlace", Literal("1811", "date")),
        fact(0, "wrote", 1, 0.6),
        fact(1, "written by", 0, 0.7),
        fact(0, "wrote", 1, 0.6, "trained"),
    )
    assert kept == [(1, "author", 0), (1, "author", 0)]
    assert [(one.reason, one.relation) for one in pruned] == [
        ("unknown relation", "admired"),
        ("domain", "birthPlace"),
        ("range", "birthPlace"),
        ("literal", "birthPlace"),
        ("duplicate", "wrote"),
    ]
    assert (pruned[1].head, pruned[1].tail, pruned[1].doc_id, pruned[1].sentence) == (
        "Grey Tides",
        "Osmark",
        "d",
        SENTENCE,
    )
    assert count_reasons(pruned) == {"unknown relation": 1, "domain": 1, "range": 1, "literal": 1, "duplicate": 1}


def test_pruning_nothing_gives_nothing():
    assert prune([], RelationMapper(ONTOLOGY)) == ((), ()) and set(count_reasons(()).values()) == {0}
