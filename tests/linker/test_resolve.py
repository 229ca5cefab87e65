from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.linker.resolve import choose

span = st.tuples(st.integers(0, 12), st.integers(1, 5)).map(lambda pair: (pair[0], pair[0] + pair[1]))
weighed = st.lists(st.tuples(span, st.integers(1, 20)), max_size=8, unique_by=lambda pair: pair[0])


def apart(spans: list[tuple[int, int]]) -> bool:
    ordered = sorted(spans)
    return all(one[1] <= other[0] for one, other in pairwise(ordered))


@settings(deadline=None)
@given(weighed, st.randoms(use_true_random=False))
def test_best_of_all_choices_whatever_the_order(pairs: list[tuple[tuple[int, int], int]], random: object) -> None:
    spans, values = [pair[0] for pair in pairs], [float(pair[1]) for pair in pairs]
    chosen = choose(spans, values)
    picked = [spans[place] for place in chosen]
    assert apart(picked) and picked == sorted(picked)
    best = max(
        sum(values[place] for place in some)
        for size in range(len(spans) + 1)
        for some in combinations(range(len(spans)), size)
        if apart([spans[place] for place in some])
    )
    assert sum(values[place] for place in chosen) == best
    turned = choose(spans[::-1], values[::-1])
    assert [spans[::-1][place] for place in turned] == picked
