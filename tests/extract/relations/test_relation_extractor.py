"""The shipped extractor of relations on made-up texts."""

from __future__ import annotations

from typing import Any, cast

import pytest

from kgqa.data.ontology import Concept, Ontology, OntologyRelation
from kgqa.extract.document import Document, Span
from kgqa.extract.found import FoundEntity
from kgqa.extract.parsed import Parsed, Value
from kgqa.extract.relations.checkpoint import RelationModel, load_extractor
from kgqa.extract.relations.extractor import EXTRACTOR, RelationExtractor
from kgqa.types import Literal

TEXT = "Nave of Stars is a film directed by Vela Moe. It was released in 1997 in Canada."


@pytest.fixture(scope="module")
def model() -> RelationModel:
    return load_extractor()


@pytest.fixture(scope="module")
def extractor(model: RelationModel) -> RelationExtractor:
    return RelationExtractor(model)


def parsed(text: str, names: dict[str, str], years: tuple[str, ...] = (), more: tuple[Span, ...] = ()) -> Parsed:
    """A text whose entities are where their names stand; ``more`` are mentions of the first."""
    entities = []
    for name, kind in names.items():
        spans = [Span(at, at + len(name)) for at in range(len(text)) if text.startswith(name, at)]
        spans += more if not entities else ()
        entities.append(FoundEntity(name, kind, (name,), tuple(sorted(spans))))
    values = tuple(Value(Span(text.index(year), text.index(year) + 4), year, "date") for year in years)
    ends = [at + 1 for at, sign in enumerate(text) if sign == "." and text[at + 1 : at + 2] in ("", " ")]
    sentences = tuple(Span(start, end) for start, end in zip([0, *[end + 1 for end in ends]], ends, strict=False))
    # The extractor reads no parse.
    return Parsed(Document("d", "t", text), cast(Any, None), sentences, tuple(entities), values)


@pytest.fixture(scope="module")
def document() -> Parsed:
    names = {"Nave of Stars": "work", "Vela Moe": "person", "Canada": "location"}
    it = Span(TEXT.index("It"), TEXT.index("It") + 2)
    return parsed(TEXT, names, ("1997",), (it,))


def test_facts_of_a_document(extractor: RelationExtractor, document: Parsed) -> None:
    (facts,) = extractor.extract([document])
    said = {(fact.head, fact.relation, fact.tail) for fact in facts}
    assert {(0, "director", 1), (0, "country of origin", 2), (0, "publication date", Literal("1997", "date"))} <= said
    for fact in facts:
        assert fact.extractor == EXTRACTOR and extractor.model.cuts.documents - 1e-6 <= fact.confidence <= 1
        assert fact.sentence in document.sentences and fact.is_said
        assert fact.sentence.start <= fact.span.start < fact.span.end <= fact.sentence.end
        assert fact.head != fact.tail


def test_a_document_says_the_same_in_any_company(extractor: RelationExtractor, document: Parsed) -> None:
    others = [
        parsed("", {}),
        parsed("Nothing is named here.", {}),
        parsed("Vela Moe painted.", {"Vela Moe": "person"}),
        parsed("Karl Moe lived in Brinn. " * 120, {"Karl Moe": "person", "Brinn": "location"}),
    ]
    (alone,) = extractor.extract([document])
    together = extractor.extract([others[0], document, *others[1:], document])
    assert together[1] == alone == together[-1] and together[0] == together[2] == together[3] == ()
    assert extractor.extract(others) == [together[0], *together[2:5]] and extractor.extract([]) == []


ONTOLOGY = Ontology(
    "ont_0_places",
    "Places",
    (Concept("Country", "Country"), Concept("City", "City"), Concept("Person", "Person")),
    (
        OntologyRelation("capital", "capital", "Country", "City"),
        OntologyRelation("birthPlace", "birthPlace", "Person", "City"),
        OntologyRelation("birthDate", "birthDate", "Person", "Date"),
    ),
)


def test_facts_of_a_sentence_by_an_ontology(extractor: RelationExtractor) -> None:
    text = "Anna Berglund was born in Oslo on May 2nd, 1961. Oslo is the capital of Norway."
    (known,), (written,) = (
        extractor.extract_sentences([text], ONTOLOGY, names=names) for names in ("known", "written")
    )
    said = {(each.head, each.relation, each.tail) for each in written}
    assert {("Anna Berglund", "birthPlace", "Oslo"), ("Anna Berglund", "birthDate", "May 2nd, 1961")} <= said
    assert "1961-05-02" in {each.tail for each in known}
    assert {each.relation for each in known} <= {relation.label for relation in ONTOLOGY.relations}
    assert all(each.head in text and str(each.tail) in text for each in written)


def test_the_schema_is_the_users_own(model: RelationModel, document: Parsed) -> None:
    own = [each for each in model.schema if each.label in ("director", "author")]
    (facts,) = RelationExtractor(model, own).extract([document])
    assert facts and {fact.relation for fact in facts} <= {"director", "author"}
    labels = [each.label for each in model.schema]
    assert len(labels) > 96 and {"place of birth", "author", "country"} <= set(labels)
