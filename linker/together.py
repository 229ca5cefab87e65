"""What the mentions of one text say of each other: neighbours in the graph, families, the same words meant alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from kgqa.kg.graph import Graph
from kgqa.linker.people import person_words
from kgqa.linker.reading import Reading
from kgqa.linker.spans import Candidate

NEIGHBOURS, FAMILY = 0.15, 0.1
"""What a rank gets where a candidate has a fact with one of another mention; where given names share a family."""
MATE = 0.55
"""What a rank of a bare name gets for the likeness, in [-1, 1], of what another mention may mean that is most like it
(weighed as ``context.BARE_ABOUT`` is)."""
MANY = 16
"""Names from which on a part of them is bare: fewer are told apart as well by the text as it is (2 to 16 serve alike
in Re-DocRED's texts)."""
MOST_EDGES = 65_536
"""Facts of one candidate that are looked at, in each direction."""

Ranks = npt.NDArray[np.float64]


def apart(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates' stretches share no token: of those that do, one only is meant."""
    return one.first >= other.last or one.last <= other.first


def near(graph: Graph, reading: Reading, groups: Sequence[Sequence[Candidate]]) -> list[Ranks]:
    """For each group, (n,) the part of NEIGHBOURS and FAMILY that each candidate gets by those of the others."""
    where: defaultdict[int, set[int]] = defaultdict(set)
    families: defaultdict[str, set[int]] = defaultdict(set)
    for place, group in enumerate(groups):
        for one in group:
            where[one.row].add(place)
            if surname := _family(graph, reading, one):
                families[surname].add(place)
    rows = np.array(sorted(where), dtype=np.int64)

    def speaks(place: int, others: Iterable[int], *, alike: bool) -> bool:
        one = groups[place][0]
        return any(
            apart(one, groups[other][0]) and (alike or _words(reading, one) != _words(reading, groups[other][0]))
            for other in others
        )

    gained = [np.zeros(len(group)) for group in groups]
    for place, group in enumerate(groups):
        if len(group) < 2:
            continue
        for n, one in enumerate(group):
            if any(speaks(place, where[row], alike=True) for row in _around(graph, one.row, rows)):
                gained[place][n] += NEIGHBOURS
            if speaks(place, families.get(_family(graph, reading, one), ()), alike=False):
                gained[place][n] += FAMILY
    return gained


def mates(
    reading: Reading,
    groups: Sequence[Sequence[Candidate]],
    vectors: Sequence[npt.NDArray[np.float32]],
    ranks: Sequence[Ranks],
    place: int,
) -> Ranks:
    """(n,) what each candidate of one bare name gets for the candidate of another mention that is most like it.

    ``vectors``: for each group, (n, d) unit vectors of its candidates. Another bare name may mean any of its
    candidates, so that two are found together; of other mentions the best alone counts.
    """
    one = groups[place][0]
    best = np.full(len(groups[place]), -np.inf)
    for n, other in enumerate(groups):
        if n == place or not apart(one, other[0]) or _words(reading, one) == _words(reading, other[0]):
            continue
        meant = vectors[n] if is_bare(other) else vectors[n][[int(np.argmax(ranks[n]))]]
        best = np.maximum(best, (vectors[place] @ meant.T).max(axis=1))
    return MATE * np.where(np.isfinite(best), best, 0.0)


def is_bare(group: Sequence[Candidate]) -> bool:
    """Whether a stretch is a part of each of MANY names, the whole of none."""
    return len(group) >= MANY and all(one.part for one in group)


def alike(reading: Reading, groups: Sequence[Sequence[Candidate]], ranks: Sequence[Ranks]) -> list[Ranks]:
    """Ranks in which each candidate has the mean of those that it has wherever the text has the same words."""
    same: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        same[_words(reading, group[0])].append(place)
    found = list(ranks)
    for places in same.values():
        if len(places) < 2:
            continue
        by_row: defaultdict[int, list[float]] = defaultdict(list)
        for place in places:
            for one, rank in zip(groups[place], ranks[place].tolist(), strict=True):
                by_row[one.row].append(rank)
        for place in places:
            found[place] = np.array([np.mean(by_row[one.row]) for one in groups[place]])
    return found


def _words(reading: Reading, one: Candidate) -> tuple[str, ...]:
    tokens = reading.tokens[one.first : one.last]
    return tuple(token.text[:-1] if token.possessive else token.text for token in tokens)


def _around(graph: Graph, row: int, rows: npt.NDArray[np.int64]) -> list[int]:
    """Those of ``rows`` that have a fact with a row."""
    if not graph.degree(row):
        return []
    ends = np.concatenate([edges[1][:MOST_EDGES] for edges in (graph.out_edges(row), graph.in_edges(row))])
    met = rows[np.isin(rows, ends)]
    return [other for other in met.tolist() if other != row]


def _family(graph: Graph, reading: Reading, one: Candidate) -> str:
    """The surname of a person whose given name alone the text has; "" for any other candidate."""
    if not one.part or one.last - one.first != 1:
        return ""
    words = person_words(graph.labels[one.row])
    return words[-1] if len(words) == 2 and words[:1] == list(_words(reading, one)) else ""
