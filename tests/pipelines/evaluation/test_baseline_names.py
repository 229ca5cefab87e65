"""Names in a text against a plain search with regular expressions."""

from __future__ import annotations

import itertools
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.linker.normalise import fold
from kgqa.linker.words import FUNCTION
from kgqa.pipelines.evaluation.baselines.names import Named, NameTable

words = st.sampled_from(["lind", "Lind", "Ada", "lindium", "(1907)", "the", "Who", "ö", "x-y"])
phrases = st.lists(words, min_size=1, max_size=3).map(" ".join)


def plain(names: list[str], text: str) -> set[tuple[int, int, tuple[int, ...]]]:
    """Every whole-word place of every name."""
    found: dict[tuple[int, int], list[int]] = {}
    for row, name in enumerate(names):
        if set(fold(name).split()) - FUNCTION:
            for start in range(len(text)):
                end = start + len(name)
                # Half inside a word is no name; a bracket beside a letter is.
                cuts = any(re.search(r"\w\w", text[at - 1 : at + 1]) for at in (start, end) if at)
                if text[start:end] == name and not cuts:
                    found.setdefault((start, end), []).append(row)
    return {(start, end, tuple(rows)) for (start, end), rows in found.items()}


@settings(deadline=None)
@given(st.lists(phrases, min_size=1, max_size=5), st.lists(words, min_size=1, max_size=8).map(" ".join))
def test_the_longest_names_are_found_and_no_two_overlap(names: list[str], text: str) -> None:
    found = NameTable(((name, row) for row, name in enumerate(names)), folded=False).find(text)
    places = plain(names, text)
    assert {(n.start, n.end, n.rows) for n in found} <= places
    for start, end, _ in places:
        # A name that is left out stands under one that is no shorter.
        assert any(n.start < end and start < n.end and n.end - n.start >= end - start for n in found)
    for one, other in itertools.pairwise(found):
        assert one.end - one.start >= other.end - other.start
    spans = sorted((n.start, n.end) for n in found)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_names_as_written_come_before_names_in_other_letters() -> None:
    table = NameTable([("Heat", 0), ("DON QUIXOTE OF LA MANCHA", 1), ("heat", 2)])
    assert table.find("is Don Quixote of La Mancha older than Heat?") == [Named(39, 43, (0,)), Named(3, 27, (1,))]
    assert table.find("heat's director") == [Named(0, 4, (2,))]
    assert table.find("HEAT’S director") == [Named(0, 4, (0, 2))]
    assert table.find("reheat, heater") == []


def test_signs_without_blanks_between_them_and_function_words() -> None:
    table = NameTable([("北京", 0), ("Who", 1), ("It", 2), ("", 3)])
    assert table.find("北京在哪里？") == [Named(0, 2, (0,))]
    assert table.find("Who is It? it who") == []
