"""Two of one name in two documents: what their facts say tells them apart, what is doubtful does not."""

from __future__ import annotations

import pytest

from kgqa.extract.document import Span
from kgqa.extract.found import Extraction, FoundEntity, FoundFact
from kgqa.extract.resolve.functional import lives_apart
from kgqa.extract.resolve.items import SURE
from kgqa.extract.resolve.resolve import resolve
from kgqa.types import Literal

HERE = Span(0, 1)
Said = tuple[str, str]


def about(id: str, name: str, type: str, relation: str, tail: str, confidence: float = 0.9) -> Extraction:
    """A document that says one fact of one thing: a date, or a place of that name."""
    if tail[0].isdigit():
        entities, node = [FoundEntity(name, type, (name,), (HERE,))], Literal(tail, "date")
        fact = FoundFact(0, relation, node, HERE, HERE, "x", confidence)
    else:
        entities = [FoundEntity(one, kind, (one,), (HERE,)) for one, kind in ((name, type), (tail, "location"))]
        fact = FoundFact(0, relation, 1, HERE, HERE, "x", confidence)
    return Extraction(id, tuple(entities), (fact,))


def number_of(name: str, *documents: Extraction) -> int:
    """How many things of this name there are."""
    return sum(entity.label == name for entity in resolve(documents).entities)


@pytest.mark.parametrize(
    ("type", "one", "other", "number"),
    [
        ("person", ("date of birth", "1901"), ("date of birth", "1985-03-02"), 2),
        ("person", ("place of birth", "Ghent"), ("place of birth", "Basel"), 2),
        ("person", ("date of death", "1850"), ("date of birth", "1985"), 2),
        ("person", ("date of birth", "1701"), ("date of death", "1985"), 2),
        ("person", ("date of birth", "1901"), ("date of death", "1985"), 1),
        ("person", ("date of birth", "1850"), ("date of death", "1850"), 1),
        ("organization", ("inception", "1901"), ("inception", "1985"), 2),
        ("organization", ("inception", "1901"), ("founding date", "1905-05"), 1),
        ("person", ("inception", "1901"), ("inception", "1985"), 1),
        ("work", ("publication date", "1951"), ("publication date", "1994"), 2),
    ],
)
def test_namesakes(type: str, one: tuple[str, str], other: tuple[str, str], number: int) -> None:
    first, second = (about(id, "Jonas Weller", type, *said) for id, said in (("a", one), ("b", other)))
    assert number_of("Jonas Weller", first, second) == number == number_of("Jonas Weller", second, first)


def described(id: str, nation: str, work: str) -> Extraction:
    entities = [("Jonas Weller", "person"), (nation, "group"), (work, "concept")]
    facts = [FoundFact(0, relation, tail, HERE, HERE, "x", 0.8) for relation, tail in WORDS]
    return Extraction(id, tuple(FoundEntity(name, type, (name,), (HERE,)) for name, type in entities), tuple(facts))


WORDS = (("nationality", 1), ("occupation", 2))


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        (("Belgian", "cellist"), ("Swiss", "professional cyclist"), 2),
        (("Belgian", "cellist"), ("Swiss", "composer"), 1),
        (("Belgian", "cellist"), ("Belgian", "cyclist"), 1),
        (("English", "cellist"), ("British", "cyclist"), 1),
        (("Belgian", "cellist"), ("Swiss", "baker"), 1),
    ],
)
def test_people_of_other_nations_in_other_fields_are_two(one: Said, other: Said, number: int) -> None:
    first, second = described("a", *one), described("b", *other)
    assert number_of("Jonas Weller", first, second) == number == number_of("Jonas Weller", second, first)


def test_what_is_doubtful_tells_nobody_apart() -> None:
    sure = about("a", "Jonas Weller", "person", "place of birth", "Ghent")
    for confidence, number in ((SURE - 0.01, 1), (SURE, 2)):
        doubtful = about("b", "Jonas Weller", "person", "place of birth", "Basel", confidence)
        assert number_of("Jonas Weller", sure, doubtful) == number


def test_dates_that_tell_no_year_tell_no_lifetime() -> None:
    assert not lives_apart({"-0043"}, {"0014"}) and not lives_apart(set(), {"1850"})
    assert not lives_apart({"1985", "1801"}, {"1850"})
