import pytest

from kgqa.errors import InputError
from kgqa.extract.relations.kinds import Fit, kinds_of
from kgqa.extract.relations.mapping import RelationMapper
from kgqa.extract.relations.ontology import Ontology, OntologyClass, OntologyRelation
from kgqa.extract.relations.readings import read_label
from kgqa.extract.relations.synonyms import meanings
from kgqa.types import Literal

YEAR = Literal("1811", "date")
CLASSES = (
    OntologyClass("Book", "Book", (), ("Work",)),
    OntologyClass("Genre", "Genre"),
    OntologyClass("Mineral", "Mineral"),
    OntologyClass("Pit", "Pit"),
    OntologyClass("Person", "Person"),
    OntologyClass("Place", "Place"),
    OntologyClass("Town", "Town", (), ("Place",)),
    OntologyClass("Work", "Work"),
)
RELATIONS = (
    OntologyRelation("author", "author", (), "", ("Work",), ("Person",)),
    OntologyRelation("birthDate", "birthDate", (), "", ("Person",), (), ("date",)),
    OntologyRelation("birthPlace", "birthPlace", (), "", ("Person",), ("Place",)),
    OntologyRelation("capital", "capital", (), "", ("Place",), ("Town",)),
    OntologyRelation("genre", "genre", (), "", ("Work",), ("Genre",)),
    OntologyRelation("minedAt", "minedAt", ("dug at",), "", ("Mineral",), ("Pit",)),
    OntologyRelation("pages", "numberOfPages", (), "", ("Book",), (), ("number",)),
    OntologyRelation("translator", "translator", (), "who put it into another language", ("Work",), ("Person",)),
)
ONTOLOGY = Ontology("made up", CLASSES, RELATIONS)


def said(mapped):
    return mapped and (mapped.relation.id, mapped.inverse)


@pytest.mark.parametrize(
    ("label", "head", "tail", "expected"),
    [
        ("author", "work", "person", ("author", False)),
        ("was written by", "work", "person", ("author", False)),
        ("wrote", "person", "work", ("author", True)),
        ("is the author of", "person", "work", ("author", True)),
        ("place of birth", "person", "location", ("birthPlace", False)),
        ("was born in", "person", "location", ("birthPlace", False)),
        ("was born in", "person", YEAR, ("birthDate", False)),
        ("capital of", "location", "location", ("capital", True)),
        ("has capital", "location", "location", ("capital", False)),
        ("dug at", "mineral", "pit", ("minedAt", False)),
        ("page count", "work", Literal("212", "number"), ("pages", False)),
        ("number_of_pages", "work", Literal("212", "number"), ("pages", False)),
        ("translated", "person", "work", ("translator", True)),
        ("ate", "person", "work", None),
        ("", "", "", None),
        ("  !", "person", "work", None),
    ],
)
def test_labels_are_mapped_by_their_words(label, head, tail, expected):
    assert said(RelationMapper(ONTOLOGY).map(label, head, tail)) == expected


def test_own_labels_are_surer_than_synonyms():
    mapper = RelationMapper(ONTOLOGY)
    scores = [mapper.map(label, "work", "person").score for label in ("author", "written by")]
    assert scores[0] == 1.0 > scores[1]


def test_similar_labels_are_mapped_only_where_types_fit(encoder):
    mapper = RelationMapper(ONTOLOGY, encoder.encode)
    assert said(mapper.map("literary genre", "work", "")) == ("genre", False)
    assert said(mapper.map("translation made by", "work", "person")) == ("translator", False)
    assert said(mapper.map("translation made by", "person", "work")) == ("translator", True)
    assert mapper.map("translation made by", "location", "location") is None
    assert mapper.map("was devoured by", "work", "person") is None
    found = mapper.map("translation made by", "work", "person")
    prepared = RelationMapper(ONTOLOGY, encoder.encode)
    prepared.prepare(["was devoured by", "translation made by", "author"])
    assert prepared.map("translation made by", "work", "person") == found


def test_misfits_are_named_by_what_breaks():
    mapper = RelationMapper(ONTOLOGY)
    author, born, place, genre, pages = (
        next(one for one in RELATIONS if one.id == id) for id in ("author", "birthDate", "birthPlace", "genre", "pages")
    )
    assert mapper.misfit(author, "work", "person") == "" == mapper.misfit(author, "", "")
    assert mapper.misfit(author, "location", "person") == "domain"
    assert mapper.misfit(place, "person", "person") == "range"
    assert mapper.misfit(place, "person", YEAR) == "literal" == mapper.misfit(genre, "work", YEAR)
    assert mapper.misfit(place, "person", Literal("a village")) == "literal"
    assert mapper.misfit(genre, "work", Literal("satire")) == ""
    assert (
        mapper.misfit(born, "person", "location") == "range" == mapper.misfit(born, "person", Literal("1.5", "number"))
    )
    assert (
        mapper.misfit(born, "person", Literal("1811", "number"))
        == ""
        == mapper.misfit(pages, "work", Literal("9", "number"))
    )


def test_types_fit_classes_loosely():
    fit = Fit(ONTOLOGY)
    assert fit.fits("location", "Town") and fit.fits("town", "Place") and fit.fits("organization", "Place")
    assert fit.fits("person", "Genre") and fit.fits("", "Person") and fit.fits("gadget", "Person")
    assert not fit.fits("person", "Place") and not fit.fits("work", "Person")
    # A type that the ontology has itself is meant.
    assert fit.fits("pit", "Pit") and not fit.fits("mineral", "Pit") and fit.classes("Mineral") == ("Mineral",)
    assert kinds_of("head of state") == {"person"} and kinds_of("") == frozenset()


def test_readings_keep_what_differs_apart():
    apart = ("born in", "born on", "died in", "capital", "largest city", "father", "mother", "director", "producer")
    assert len({read_label(label) for label in apart}) == len(apart)
    assert len({one.label for label in apart for one in meanings(label)[:1]}) == len(apart)
    assert read_label("lives in") == read_label("was living in") == read_label("lived in")


def test_a_threshold_outside_0_to_1_is_an_error():
    with pytest.raises(InputError, match=r"1\.5"):
        RelationMapper(ONTOLOGY, threshold=1.5)
