"""A name's look gives a wrong type now and then; what is surely said of the thing puts it right."""

from kgqa.extract.document import Span
from kgqa.extract.found import Extraction, FoundEntity, FoundFact
from kgqa.extract.relations.mapping import RelationMapper
from kgqa.extract.relations.ontology import Ontology, OntologyClass, OntologyRelation
from kgqa.extract.relations.pruning import prune_one
from kgqa.types import Literal

ONTOLOGY = Ontology(
    "made up",
    (OntologyClass("B", "Boat"), OntologyClass("C", "Castle"), OntologyClass("P", "Person")),
    (
        OntologyRelation("b", "year built", (), "", ("C",), (), ("date",)),
        OntologyRelation("s", "sailed", (), "", ("B",), (), ("date",)),
        OntologyRelation("o", "owner", (), "", ("C",), ("P",)),
    ),
)
ENTITIES = (
    FoundEntity("Castell Coch", "person", ("Castell Coch",), (Span(0, 3),)),
    FoundEntity("Ula Venn", "organization", ("Ula Venn",), (Span(5, 9),)),
)


def kept_of(*facts: tuple[int, str, int | Literal, float, str]):
    found = tuple(
        FoundFact(head, relation, tail, Span(0, 40), Span(0, 30), extractor, sure)
        for head, relation, tail, sure, extractor in facts
    )
    kept, pruned = prune_one(Extraction("d", ENTITIES, found), RelationMapper(ONTOLOGY))
    return (
        [each.type for each in kept.entities],
        [each.relation for each in kept.facts],
        [each.reason for each in pruned],
    )


def test_sure_facts_tell_the_types_of_their_ends_for_all_other_facts_too() -> None:
    asked = (0, "owner", 1, 0.9, "asked")
    unsure = (0, "year built", Literal("1411", "date"), 0.4, "asked")
    assert kept_of(asked, unsure) == (["Castle", "Person"], ["owner", "year built"], [])


def test_of_several_classes_the_one_that_most_is_said_for() -> None:
    built, owned = (0, "year built", Literal("1411", "date"), 0.6, "asked"), (0, "owner", 1, 0.6, "asked")
    sailed = (0, "sailed", Literal("1920", "date"), 0.9, "asked")
    assert kept_of(built, owned, sailed)[0][0] == "Castle"
    assert kept_of(built, sailed)[0][0] == "person"  # which a thing of a class without a kind may be


def test_unsure_facts_and_those_of_other_extractors_tell_none() -> None:
    told = (["person", "organization"], [], ["domain"])
    assert kept_of((0, "owner", 1, 0.55, "asked")) == told
    assert kept_of(*[(0, "owner", 1, 0.4, "asked")] * 3)[0] == told[0]
    assert kept_of((0, "owner", 1, 0.9, "trained")) == told


def test_a_type_that_fits_what_is_surely_said_stays() -> None:
    entity = FoundEntity("Coch", "location", ("Coch",), (Span(0, 3),))
    fact = FoundFact(0, "year built", Literal("1411", "date"), Span(0, 40), Span(0, 30), "asked", 0.95)
    kept, pruned = prune_one(Extraction("d", (entity,), (fact,)), RelationMapper(ONTOLOGY))
    assert kept.entities == (entity,) and not pruned
