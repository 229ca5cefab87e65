"""Changed examples keep exact offsets, whatever the texts, and are the same for the same seed."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgqa import InputError, Mention
from kgqa.data.example import ReadingExample
from kgqa.reader.training.augment import augmented, names_by_type, noisy, with_other_answer

NAMES = ("Ada Lind", "Karl Moe", "Bo", "Élise O'Dor", "A. B. (Cy)", "İnci", "1907", "12,000", "3 May 1788")
FILL = ("met", "Adal", "in", "Lind", "(1907)", "\n", "—", "𝒳", "19071", "Bo's", "and")


@st.composite
def examples(draw: st.DrawFn) -> ReadingExample:
    name = draw(st.sampled_from(NAMES))
    parts = draw(st.lists(st.sampled_from([*FILL, name]), max_size=6))
    parts.insert(draw(st.integers(0, len(parts))), name)
    starts, text = [], ""
    for part in parts:
        if part == name:
            starts.append(len(text))
        text += part + draw(st.sampled_from((" ", "  ", ", ")))
    start = draw(st.sampled_from(starts))
    question = draw(st.sampled_from(("who was it then?", f"who met {name}?", "when was it?", "")))
    key = draw(st.uuids()).hex
    return ReadingExample(key, question, text, (Mention(start, start + len(name), name),), name, (f"{name} | x",))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(st.lists(examples(), max_size=4), st.integers(0, 5))
def test_offsets_stay_exact(given_: list[ReadingExample], seed: int) -> None:
    made = augmented(given_, words=1.0, entities=1.0, seed=seed)
    assert made == augmented(given_, words=1.0, entities=1.0, seed=seed)
    before = {example.id: example for example in given_}
    for example in made:
        key, way = example.id.split("~")
        for answer in example.answers:
            assert example.context[answer.start : answer.end] == answer.text
        if way == "words":
            assert (example.context, example.answers) == (before[key].context, before[key].answers)
        else:
            (old,), (new,) = before[key].answers, example.answers
            assert new.text != old.text
            # What stands around the answer differs by the same swap alone.
            assert example.context.replace(new.text, old.text) == before[key].context
            assert example.facts == (f"{new.text} | x",)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60), st.integers(0, 99))
def test_a_noisy_question_keeps_its_letters_but_for_one_word(question: str, seed: int) -> None:
    made = noisy(question, random.Random(seed))
    words = question.split()
    if len(words) < 3:
        assert made == question
    else:
        letters = sorted("".join(words))
        dropped = [w for w in words if sorted("".join(made.split()) + w) == letters]
        assert sorted("".join(made.split())) == letters or dropped


def one(key: str, question: str, context: str, *answers: str) -> ReadingExample:
    return ReadingExample(
        key, question, context, tuple(Mention(context.index(a), context.index(a) + len(a), a) for a in answers)
    )


def test_an_answer_is_swapped_for_one_of_its_type_alone() -> None:
    given_ = [
        one("1", "Who built it?", "Peder Holm built it. Peder Holm was old.", "Peder Holm"),
        one("2", "Who paid?", "It was paid for by Ida Berg.", "Ida Berg"),
        one("3", "When?", "It was in 1788.", "1788"),
    ]
    names = names_by_type(given_)
    assert names == {"when number": ["1788"], "who name": ["Ida Berg", "Peder Holm"]}
    swapped = with_other_answer(given_[0], names, random.Random(0))
    assert swapped is not None
    assert swapped.context == "Ida Berg built it. Ida Berg was old."
    assert with_other_answer(given_[2], names, random.Random(0)) is None


def test_several_wordings_and_common_words_stay() -> None:
    names = {"who name": ["Bo"], "what words": ["a ship", "a boat"]}
    two = one("1", "Who?", "Ada Lind came.", "Ada Lind", "Lind")
    assert with_other_answer(two, names, random.Random(0)) is None
    assert with_other_answer(one("2", "What?", "It is a ship.", "a ship"), names, random.Random(0)) is None
    assert with_other_answer(one("3", "Who?", "Bo was not Ada.", "Ada"), names, random.Random(0)) is None


def test_a_share_that_is_none() -> None:
    with pytest.raises(InputError, match="entities is a share from 0 to 1, not 2"):
        augmented([], entities=2.0)
