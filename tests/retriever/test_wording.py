"""Questions made by rule name their start once, and say what the label says."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.retriever.wording import X, ask, phrases, plural, questions, reworded, sayings, shared, singular, take_apart

LABELS = st.one_of(
    st.sampled_from(
        [
            "directed by",
            "place of birth",
            "has genre",
            "member of",
            "born in",
            "starred_actors",
            "P57",
            "spouse",
            "导演",
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="{}"), min_size=1, max_size=20).filter(str.strip),
)


@settings(deadline=None)
@given(LABELS, st.booleans(), st.sampled_from(["", "film", "person"]))
def test_every_wording_names_its_start_once(label: str, inverse: bool, kind: str) -> None:
    for text in (*phrases(label, inverse, kind), *questions(label, inverse, kind), *shared(label, kind)):
        assert text.count(X) == 1 and text == text.strip()


@settings(deadline=None)
@given(st.lists(st.tuples(LABELS, st.booleans()), min_size=1, max_size=3), st.integers())
def test_a_question_over_a_chain_names_its_start_once_and_is_the_same_for_one_seed(
    chain: list[tuple[str, bool]], seed: int
) -> None:
    question = ask(chain, random.Random(seed))
    assert question.count(X) == 1
    assert ask(chain, random.Random(seed)) == question


@pytest.mark.parametrize(
    ("label", "noun", "verb"),
    [
        ("written by", "writer", ("write", "wrote", "written")),
        ("director", "director", ("direct", "directed", "directed")),
        ("has genre", "genre", None),
        ("place of birth", "place of birth", None),
        ("father", "father", None),
        ("composed by", "composer", ("compose", "composed", "composed")),
    ],
)
def test_a_label_is_taken_apart(label: str, noun: str, verb: tuple[str, str, str] | None) -> None:
    parts = take_apart(label)
    assert (parts.noun, parts.verb) == (noun, verb)


def test_a_chain_there_and_back_may_be_said_as_sharing() -> None:
    made = {ask([("directed by", False), ("directed by", True)], random.Random(seed)) for seed in range(60)}
    assert any("share" in question or "same" in question for question in made)


def test_common_relations_have_other_names() -> None:
    assert "wife" in sayings("spouse") and "birthplace" in sayings("place_of_birth")
    assert "mother" in sayings("parents") and sayings("flux capacity") == ["flux capacity"]


@settings(deadline=None)
@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=10))
def test_plurals_of_regular_nouns_are_led_back(noun: str) -> None:
    if not noun.endswith(("s", "x", "h", "y", "e", "i", "u")):
        assert singular(plural(noun)) == noun


@settings(deadline=None)
@given(st.lists(st.tuples(LABELS, st.booleans()), min_size=1, max_size=3), st.integers())
def test_other_words_name_the_start_once_too(chain: list[tuple[str, bool]], seed: int) -> None:
    asked = ask(chain, random.Random(seed))
    assert reworded(asked, random.Random(seed)).count(X) == 1
    assert reworded(asked, random.Random(seed)) == reworded(asked, random.Random(seed))
