"""How probable what was read is, by how its evidence was found."""

from __future__ import annotations

from dataclasses import replace

from kgqa.reader.aggregation.chances import nearness, passage_probability
from kgqa.reader.calibration import Calibration
from kgqa.retriever.retriever import PAGE
from kgqa.types import Evidence, Passage


def _pieces(*found: tuple[str, float]) -> list[Evidence]:
    return [Evidence(Passage(str(at), "d", "", "text"), "text", score, how) for at, (how, score) in enumerate(found)]


def test_a_passage_is_near_as_search_has_it_beside_the_first() -> None:
    pieces = _pieces(("fusion", 0.5), ("fusion", 0.25), ("fusion", -0.1))
    assert [nearness(number, pieces) for number in range(3)] == [1.0, 0.5, 0.0]
    assert nearness(0, _pieces(("fusion", 0.0))) == 1.0  # a retriever without scores


def test_a_page_of_what_is_named_is_not_found_by_search_alone() -> None:
    curves = Calibration(searched_slope=0.2, searched_near=4.0, searched_bias=-5.0)
    searched, paged = _pieces(("fusion", 0.5), ("fusion", 0.4)), _pieces((PAGE, 0.5), ("fusion", 0.4))
    assert passage_probability(curves, 3.0, 0.0, 1, searched) == curves.searched(3.0, near=0.8)
    wordy = replace(curves, searched_covered=1.0)
    assert passage_probability(wordy, 3.0, 0.0, 1, searched, 0.3) == wordy.searched(3.0, near=0.8, covered=0.3)
    assert passage_probability(wordy, 3.0, 0.0, 0, paged, 0.3) == curves.passage(3.0, 1)
    assert passage_probability(curves, 3.0, 0.0, 0, paged) == curves.passage(3.0, 1)
    assert passage_probability(curves, 3.0, 0.0, 1, paged) == curves.passage(3.0, -1)
    assert passage_probability(curves, 3.0, None, 1, searched) == curves.passage(3.0)  # an item of a list
