"""Questions whose answer is a made-up name: exact places, no name that measures, other names changed, too."""

from __future__ import annotations

import random

from benchmarks.reader_data.strange_names import strange_name, with_strange_names
from kgqa.data.example import ReadingExample
from kgqa.reader.perturb.names import PEOPLE, PLACES, THINGS
from kgqa.types import Mention

TEXT = "The mill was built by Ada Holt in Brinn. Later Ada Holt sold it to Ben Ray, and the town of Osmark kept it."


def example(question: str, answer: str, text: str = TEXT) -> ReadingExample:
    at = text.index(answer)
    return ReadingExample(
        "1", question, text, (Mention(at, at + len(answer), answer),), "", (f"mill | builder: {answer}",)
    )


def test_the_answer_is_a_name_that_nobody_has_met() -> None:
    (found,) = with_strange_names([example("Who built the mill?", "Ada Holt")], random.Random(1))
    (answer,) = found.answers
    assert found.context[answer.start : answer.end] == answer.text != "Ada Holt"
    assert "Ada Holt" not in found.context and found.facts == (f"mill | builder: {answer.text}",)
    assert found.context.count(answer.text) == 2


def test_other_names_are_made_up_too_and_what_is_asked_with_stays() -> None:
    asked = [example("Who built the mill in Brinn?", "Ada Holt")] * 20
    texts = [found.context for found in with_strange_names(asked, random.Random(3))]
    assert all("Brinn" in text for text in texts)
    assert any("Ben Ray" not in text for text in texts) and any("Osmark" not in text for text in texts)


def test_what_is_no_name_is_left_out() -> None:
    no_names = [example("When was it?", "Later"), example("What was it?", "mill")]
    assert with_strange_names([no_names[1]], random.Random(1)) == []


def test_no_name_is_one_of_those_that_measure() -> None:
    measured = {word for name in (*PEOPLE, *PLACES, *THINGS) for word in name.split()}
    draw = random.Random(7)
    names = [strange_name(sort, draw, but_not="") for sort in ("person", "place", "thing") for _ in range(300)]
    assert len(set(names)) > 850
    assert not any(word in measured for name in names for word in name.split())
    assert strange_name("date", draw, but_not="").isdigit()
    again = random.Random(7)
    assert [strange_name("person", again, but_not="") for _ in range(5)] == names[:5]
