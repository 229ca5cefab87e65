"""Filters asked end to end: what they forbid is neither an answer nor evidence, however the question is answered."""

from __future__ import annotations

from typing import Any

import built_sample
import pytest
import typed_world

from kgqa import KGQA, InputError, Passage
from kgqa import Path as GraphPath
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.kg.stores import NetworkxStore
from kgqa.kg.stores.copying import copy_into
from kgqa.pipelines.standard import Tools
from kgqa.pipelines.stores import import_store
from kgqa.retriever.path_scorer import PathScorer

AFTER = "Which films directed by Orla Fenn came out after 2000?"


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder, scorer: PathScorer) -> KGQA:
    out = tmp_path_factory.mktemp("filtered") / "films.kb"
    store = NetworkxStore()
    copy_into(typed_world.typed_graph(), store)
    import_store(out, store, encoder=encoder, scorer=scorer)
    return KGQA.load(out, encoder=encoder, paths=scorer, device="cpu")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, encoder: Any, scorer: Any) -> KGQA:
    out = tmp_path_factory.mktemp("filtered") / "grown.kb"
    built_sample.write(out, [*built_sample.TEXTS], Tools(encoder=encoder, scorer=scorer))
    return KGQA.load(out, encoder=encoder, paths=scorer, device="cpu")


def relations(evidence: Any) -> set[str]:
    return {step.relation for piece in evidence if isinstance(piece.content, GraphPath) for step in piece.content.steps}


def test_operations_use_the_relations_that_are_permitted(films: KGQA) -> None:
    assert films(AFTER).answer == "Nine Lanterns; Paper Tide"
    for text in (AFTER, "Which films came out after 2005?", "Which film directed by Orla Fenn is the longest?"):
        result = films(text, filters={"relation": ["director"]})
        assert not result.answers and relations(result.evidence) <= {"P57"}, text
    both = films(AFTER, filters={"relation": ["Director", "P577"]})
    assert both.answer == "Nine Lanterns; Paper Tide" and relations(both.evidence) <= {"P57", "P577"}


def test_a_chain_is_no_likelier_where_what_is_meant_is_forbidden(films: KGQA) -> None:
    text = "When was the director of Paper Tide born?"
    assert films(text).answer == "1950-04-02"
    assert not films(text, filters={"relation": ["director"]}).answers


def test_operations_answer_with_things_of_the_type(films: KGQA) -> None:
    assert films(AFTER, filters={"type": ["film"]}).answer == "Nine Lanterns; Paper Tide"
    for text in (AFTER, "Which films came out after 2005?", "How many films are there?"):
        assert not films(text, filters={"type": ["person"]}).answers, text


def test_other_documents_say_nothing(built: KGQA) -> None:
    text = "Where was Berit Aske born?"
    assert built(text).answer == built(text, filters={"doc": ["mill.txt"]}).answer == "Tolvik"
    for filters in ({"doc": ["tower.txt"]}, {"until": ["2001-01-01"]}):
        result = built(text, filters=filters)
        assert result.answer != "Tolvik"
        assert all(p.content.doc_id == "tower.txt" for p in result.evidence if isinstance(p.content, Passage))
    with pytest.raises(InputError, match=r"no document 'towr\.txt'; there is: 'tower\.txt'"):
        built(text, filters={"doc": ["towr.txt"]})
