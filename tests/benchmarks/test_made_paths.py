"""Questions over made graphs: the same each time, about what may be trained on, and not right and wrong at once."""

from __future__ import annotations

import random
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("benchmarks", reason="run as `python -m pytest` from the root")
from benchmarks.path_data.asked import held_out
from benchmarks.path_data.made import key, led, made_examples, made_graph, walked
from benchmarks.path_data.relations_made import SUBKINDS, made_relations
from kgqa.retriever.path_examples import MAX_HOPS


def test_relations_are_complete() -> None:
    relations = made_relations()
    assert len(relations) > 100 and len({key(each) for each in relations}) == len(relations)
    for each in relations:
        assert each.labels and each.nouns and each.start and each.end
        for wording in (*each.phrases, *each.questions, *each.back, *each.asked_back):
            assert wording.count("{x}") == 1, wording


def test_questions_are_the_same_each_time_and_never_about_what_is_held_out() -> None:
    made = made_examples(900, random.Random(3))
    assert made == made_examples(900, random.Random(3)) and len(made) == 900
    assert made[:500] == made_examples(500, random.Random(3))
    assert {len(each.right) for each in made} == {1, 2, 3}
    for each in made:
        assert re.search(r"\bit\b", each.question) and "{" not in each.question
        assert each.right not in each.wrong and len(set(each.wrong)) == len(each.wrong)
        assert all(1 <= len(chain) <= MAX_HOPS for chain in each.wrong)
        labels = {label for chain in (each.right, *each.wrong) for label, _ in chain}
        assert not any(held_out(label) for label in labels)


@settings(max_examples=100)
@given(st.integers(), st.integers(1, MAX_HOPS))
def test_chains_lead_from_kind_to_kind(seed: int, hops: int) -> None:
    rng = random.Random(seed)
    graph = made_graph("made", made_relations(), rng)
    start = rng.choice(sorted(graph.onward))
    chain = walked(graph, start, hops, rng)
    assert len(chain) in (0, hops)
    for step, following in pairwise(chain):
        ends, starts = led(step), following[0].end if following[1] else following[0].start
        assert SUBKINDS.get(ends, ends) == SUBKINDS.get(starts, starts)
