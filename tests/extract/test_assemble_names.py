"""What is meant by the word for a people, and what relations are called in the graph."""

from __future__ import annotations

from kgqa import Triple
from kgqa.extract.assemble import assemble
from kgqa.extract.document import Span
from kgqa.extract.found import Extraction, FoundEntity, FoundFact


def said(id: str, *names: tuple[str, str], relation: str) -> Extraction:
    """A document in which the first thing stands in the relation to the second."""
    entities = tuple(FoundEntity(name, type, (name,), (Span(at, at + 1),)) for at, (name, type) in enumerate(names))
    return Extraction(id, entities, (FoundFact(0, relation, 1, Span(0, 9), Span(0, 9), "x", 0.8),))


FIRM = said("a", ("Brightwater", "organization"), ("Norwegian", "group"), relation="country")
PLACE = said("b", ("Lillevik", "location"), ("Norway", "location"), relation="located in")
PERSON = said("c", ("Ada Velmoor", "person"), ("Norwegian", "group"), relation="nationality")


def test_the_country_is_meant_where_the_documents_name_it() -> None:
    for order in ([FIRM, PLACE, PERSON], [PERSON, PLACE, FIRM]):
        facts = assemble(order, {}).triples
        assert Triple("Brightwater", "country", "Norway") in facts
        assert Triple("Ada Velmoor", "nationality", "Norwegian") in facts
    assert assemble([FIRM], {}).triples == (Triple("Brightwater", "country", "Norwegian"),)


def test_a_namesake_in_brackets_is_another_place() -> None:
    two = said("d", ("Norway (Maine)", "location"), ("Maine", "location"), relation="located in")
    assert Triple("Brightwater", "country", "Norway") in assemble([FIRM, PLACE, two], {}).triples


def test_nothing_lies_within_a_people() -> None:
    within = "administrative territorial entity"
    firm = said("a", ("Brightwater", "organization"), ("Norwegian", "group"), relation=within)
    assert assemble([firm], {}).triples == ()
    assert Triple("Brightwater", within, "Norway") in assemble([firm, PLACE], {}).triples
    turned = said("e", ("Norwegian", "group"), ("Europe", "location"), relation=within)
    assert assemble([turned], {}).triples == ()


def test_a_relation_is_called_by_its_name_in_words() -> None:
    names = (("Quillstore", "project"), ("Piet Vos", "person"))
    found = [said(name, *names, relation=name) for name in ("maintainedBy", "home_port", "written in", "IMDb")]
    called = {each.id: each.label for each in assemble(found, {}).relations}
    assert called == {
        "maintainedBy": "maintained by", "home_port": "home port", "written in": "written in", "IMDb": "IMDb"
    }  # fmt: skip
