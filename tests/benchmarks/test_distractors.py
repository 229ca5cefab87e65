"""Texts with a sentence that answers the same question of something else: exact places, no second right answer."""

from __future__ import annotations

import random

from benchmarks.reader_data.distractors import Pool, copied_sentence, with_distractors
from kgqa.data.example import ReadingExample
from kgqa.reader.perturb.names import PEOPLE, PLACES, THINGS
from kgqa.types import Mention

TEXT = "Brinn lies on the Tarn. The mill of Brinn was built by Ada Holt in 1788. It burnt down and stands no more."
OTHER = "Osmark has a harbour. The harbour of Osmark was opened by Ben Ray in 1911. Ships from Velden call there."


def asked(question: str, answer: str, text: str = TEXT, *, name: str = "1") -> ReadingExample:
    at = text.index(answer)
    return ReadingExample(name, question, text, (Mention(at, at + len(answer), answer),), "t")


BUILT = asked("When was the mill of Brinn built?", "1788")
BY = asked("Who built the mill of Brinn?", "Ada Holt")
OPENED = asked("Who opened the harbour of Osmark?", "Ben Ray", OTHER, name="2")


def test_each_answer_stays_where_it_is_and_one_sentence_is_new() -> None:
    found = [e for seed in range(40) for e in with_distractors([BUILT, BY, OPENED], random.Random(seed))]
    kept = [e for e in found if e.answers]
    assert kept and len(kept) < len(found)
    for example in kept:
        (answer,) = example.answers
        assert example.context[answer.start : answer.end] == answer.text
        before = OTHER if example.id.startswith("2") else TEXT
        sentences = before.split(". ")
        assert all(sentence.rstrip(".") in example.context for sentence in sentences)
        assert len(example.context) > len(before)


def test_the_sentence_stands_in_every_place() -> None:
    texts = [e.context for seed in range(60) for e in with_distractors([BUILT], random.Random(seed)) if e.answers]
    starts = [text.startswith("Brinn lies") for text in texts]
    ends = [text.endswith("stands no more.") for text in texts]
    assert any(not start for start in starts) and any(not end for end in ends)
    assert any(start and end for start, end in zip(starts, ends, strict=True))


def test_where_the_own_sentence_is_gone_nothing_answers() -> None:
    found = [e for seed in range(60) for e in with_distractors([BY], random.Random(seed)) if not e.answers]
    assert found and not any("Ada Holt" in e.context or "of Brinn" in e.context for e in found)


def test_a_copy_is_of_another_thing_and_has_another_answer() -> None:
    pool = Pool.of([BUILT, BY, OPENED])
    said = [copied_sentence(BUILT, random.Random(seed), pool.name) for seed in range(20)]
    assert all(s and s.startswith("The mill of ") and "built by" in s for s in said)
    assert not any("Brinn" in s or "1788" in s for s in said if s)
    assert copied_sentence(asked("What burnt down?", "It"), random.Random(1), pool.name) is None  # no name to change


def test_names_are_those_of_other_questions_or_made_up_and_none_that_measure() -> None:
    pool = Pool.of([BUILT, BY, OPENED])
    names = {pool.name("thing", random.Random(seed), but_not=TEXT) for seed in range(60)}
    assert "Osmark" in names and "Brinn" not in names and len(names) > 10
    people = {pool.name("person", random.Random(seed), but_not="Ada Holt") for seed in range(60)}
    assert "Ben Ray" in people and "Ada Holt" not in people
    measured = {word for name in (*PEOPLE, *PLACES, *THINGS) for word in name.split()}
    assert not any(word in measured for name in names | people for word in name.split())


def test_the_same_seed_gives_the_same() -> None:
    once, again = (with_distractors([BUILT, BY, OPENED], random.Random(5)) for _ in range(2))
    assert once == again
    assert with_distractors([ReadingExample("3", "Who built Brinn?", TEXT)], random.Random(1)) == []
