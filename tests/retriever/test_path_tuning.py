"""Tuning to a graph: what is mixed, what is chosen, and that nothing else changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import TRIPLES
from hypothesis import given
from hypothesis import strategies as st

from kgqa import InputError, Triple
from kgqa.kg.graph import Graph
from kgqa.retriever.path_examples import PathExample
from kgqa.retriever.path_scorer import PathScorer, new_scorer
from kgqa.retriever.path_training import PathSettings
from kgqa.retriever.path_tuning import SHARES, hits, mixed, smallest_of_the_best, tuned

GRAPH = Graph.build(Triple(*triple) for triple in TRIPLES)


def test_a_scorer_is_tuned_and_its_start_stays(tiny_base: Path, tmp_path: Path) -> None:
    start = new_scorer(str(tiny_base))
    before = {name: tensor.clone() for name, tensor in start.model.state_dict().items()}
    settings = PathSettings(learning_rate=1e-2)
    found = tuned(start, GRAPH, 64, settings, state=tmp_path / "one")
    assert (found.questions, found.steps) == (64, 2) and found.share in SHARES and len(found.hits) == len(SHARES)
    assert all(torch.equal(before[name], tensor) for name, tensor in start.model.state_dict().items())
    again = tuned(start, GRAPH, 64, settings, state=tmp_path / "two")
    assert again.share == found.share and again.hits == found.hits
    other = again.checkpoint.model.state_dict()
    assert all(torch.equal(tensor, other[name]) for name, tensor in found.checkpoint.model.state_dict().items())
    with pytest.raises(InputError, match="no triples"):
        tuned(start, Graph.build([]), 8, settings, state=tmp_path / "three")


def test_a_mix_lies_between_its_two(tiny_base: Path) -> None:
    one, other = new_scorer(str(tiny_base), seed=1), new_scorer(str(tiny_base), seed=1)
    with torch.no_grad():
        for parameter in other.model.parameters():
            parameter.add_(1.0)
    for share in SHARES:
        made = mixed(one, other, share).model.state_dict()
        for name, tensor in one.model.state_dict().items():
            assert torch.allclose(made[name].float(), tensor.float() + share, atol=1e-5)


def test_hits_count_right_chains_that_come_first(tiny_base: Path) -> None:
    scorer = PathScorer(new_scorer(str(tiny_base)), device="cpu")
    right, wrong = (("born in", False),), (("born in", False), ("capital", True))
    example = PathExample("where was it born", right, (wrong,))
    found = hits(scorer, [example, replace(example, right=wrong, wrong=(right,)), replace(example, wrong=())])
    assert found[0] + found[1] == 1 and found[2] == 1


@given(st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=1, max_size=5))
def test_the_smallest_of_the_best_is_not_worse_than_its_error(outcomes: list[list[bool]]) -> None:
    found = [np.array(own, float) for own in outcomes]
    chosen = smallest_of_the_best(found)
    best = max(float(own.mean()) for own in found)
    less = max(found, key=lambda own: float(own.mean())) - found[chosen]
    assert found[chosen].mean() == best or less.mean() <= less.std() / len(less) ** 0.5
    assert smallest_of_the_best([found[0], found[0]]) == 0
