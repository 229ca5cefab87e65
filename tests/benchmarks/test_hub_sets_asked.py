"""What is asked of a made set is answered as its numbers say."""

from __future__ import annotations

import pytest

pytest.importorskip("benchmarks", reason="run as `python -m pytest` from the root")
from benchmarks.graph.hub_sets import QUESTIONS, ask, made, population


def test_the_best_and_the_number_of_a_set() -> None:
    members = 3000
    graph = made(members)
    answers = [answer for question in QUESTIONS if (answer := ask(graph, question)[0]) is not None]
    ranked = [f"City {number:06}" for number in sorted(range(members), key=population, reverse=True)]
    assert [answer.values for answer in answers[:2]] == [tuple(ranked[:1]), tuple(ranked[:3])]
    assert set(answers[3].values) == {f"City {at:06}" for at in range(members) if population(at) > 999_000}
    assert answers[4].text == str(sum(population(at) > 500_000 for at in range(members)))
