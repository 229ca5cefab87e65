"""Text2KGBench's figures, by cases worked out by hand from its script's rules."""

from __future__ import annotations

from dataclasses import astuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.data.metrics.hallucination import made_up, stemmed
from kgqa.data.metrics.triples import (
    Text2KGScores,
    ontology_conformance,
    text2kg_mean,
    text2kg_scores,
    triple_key,
    triple_scores,
)
from kgqa.errors import InputError
from kgqa.types import Literal, Triple

SENTENCE = "Mira Holm wrote the novels Grey Harbours and Low Tides in 1962."
GOLDS = [
    Triple("Grey Harbours", "author", "Mira Holm"),
    Triple("Low Tides", "author", "Mira Holm"),
    Triple("Low Tides", "publication date", "01 January 1962"),
]
ONTOLOGY = {"relations": ["author", "publication date"], "concepts": ["literary work", "human"]}


def test_keys() -> None:
    assert triple_key(Triple("Grey_Harbours", "Publication date", "A\u00a0B ")) == "greyharbourspublicationdateab"
    assert triple_key(Triple("a", "b", Literal("C d"))) == "abcd"


@pytest.mark.parametrize(
    ("said", "scores"),
    [
        (GOLDS, (1, 1, 1)),
        (GOLDS[:1], (1, 1 / 3, 0.5)),
        ([*GOLDS[:1], Triple("Grey Harbours", "genre", "novel")], (1, 1 / 3, 0.5)),  # no gold has that relation
        ([*GOLDS[:1], Triple("Grey Harbours", "author", "Ada")], (0.5, 1 / 3, 0.4)),
        ([Triple("grey harbours", "author", "MIRA_HOLM")] * 2, (1, 1 / 3, 0.5)),
        ([Triple("Low Tides", "publication_date", "01 January 1962")], (1, 1 / 3, 0.5)),
        ([Triple("Low Tides", "Author", "Mira Holm")], (0, 0, 0)),  # relations are told apart by case
        ([], (0, 0, 0)),
    ],
)
def test_facts(said: list[Triple], scores: tuple[float, ...]) -> None:
    assert triple_scores(GOLDS, said) == pytest.approx(scores)


def test_no_gold_scores_nothing() -> None:
    assert triple_scores([], GOLDS) == triple_scores([], []) == (0, 0, 0)


def test_conformance() -> None:
    said = [Triple("a", "publication_date", "b"), Triple("a", "genre", "b"), Triple("a", "Author", "b")]
    assert ontology_conformance(said, ONTOLOGY["relations"]) == pytest.approx(1 / 3)
    assert ontology_conformance([], []) == 1


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("Mira Holm", 0),
        ("mira holm", 0),
        ("Grey Harbour", 0),  # plural and singular have one stem
        ("01 January 1962", 0),
        ("1962", 0),
        ("humans", 0),  # a concept of the ontology
        ("arbour", 0),  # a substring of the joined stems will do
        ("Mira Holmes", 0),  # one stem, another name
        ("Mira Holmberg", 1),
        ("Grey_Harbour", 0),
        ("Grey_Harbours_and", 1),  # with underscores one word, stemmed as one
        ("1963", 1),
    ],
)
def test_made_up_names(name: str, share: float) -> None:
    assert made_up([name], SENTENCE, ONTOLOGY["concepts"]) == share


def test_the_last_word_and_the_first_concept_are_one() -> None:
    assert stemmed("the happy.city") == "thehappy.c"
    assert made_up(["happy"], "They are happy and free.", ["city"]) == 0  # "happi"
    assert made_up(["happy"], "They are happy.", ["city"]) == 1  # "happy.c" does not hold "happi"


def test_all_figures_of_a_sentence() -> None:
    said = [GOLDS[0], Triple("Mira Holm", "born_in", "Oslo")]
    scores = text2kg_scores(SENTENCE, GOLDS, said, **ONTOLOGY)
    assert astuple(scores) == pytest.approx((1, 1 / 3, 0.5, 0.5, 0, 0.5, 0.5))
    assert astuple(text2kg_scores(SENTENCE, GOLDS, [], **ONTOLOGY)) == (0, 0, 0, 1, 0, 0, 0)


def test_means() -> None:
    one, two = Text2KGScores(1, 1, 1, 1, 0, 0, 0), Text2KGScores(0.5, 0, 0, 0.5, 1, 0.5, 1)
    assert astuple(text2kg_mean([one, two])) == (0.75, 0.5, 0.5, 0.75, 0.5, 0.25, 0.5)
    assert astuple(text2kg_mean([one, None])) == (0.5, 0.5, 0.5, 0.5, 0, 0, 0)
    with pytest.raises(InputError, match="no sentences"):
        text2kg_mean([])


TRIPLES = st.lists(st.builds(Triple, st.sampled_from("ab"), st.sampled_from("rs"), st.sampled_from("cd")), max_size=5)


@settings(max_examples=40, deadline=None)
@given(TRIPLES, TRIPLES)
def test_properties(golds: list[Triple], said: list[Triple]) -> None:
    scores = astuple(text2kg_scores("a b c d", golds, said, relations=["r"], concepts=[]))
    assert all(0 <= figure <= 1 for figure in scores)
    assert scores[3] + scores[5] == 1
    assert scores == astuple(text2kg_scores("a b c d", golds[::-1], said[::-1], relations=["r"], concepts=[]))
    assert triple_scores(golds, golds) == ((1, 1, 1) if golds else (0, 0, 0))
