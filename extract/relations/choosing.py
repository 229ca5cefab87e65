"""Which of the facts that a sentence may state are taken: likely enough, and none that a surer one stands against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np

from kgqa.extract.relations.align import key_of
from kgqa.extract.relations.finding import Scored, Spans

Fact = tuple[tuple[int, int], int, tuple[int, int], float]
"""Head, number of the relation, tail and chance; head and tail as spans of words."""


def chosen(scored: Scored, least: float, rival: float) -> Iterator[tuple[int, int, int, float]]:
    """Facts of a sentence, surest first, without those that are less sure than ``rival`` times the surest of their
    relation, or whose arguments both overlap with a surer one's."""
    if not len(scored.heads):
        return
    argument = np.array(scored.argument)
    chances = 1 / (1 + np.exp(-scored.logits.astype(np.float64)))
    chances *= np.sqrt(argument[scored.heads] * argument[scored.tails])[:, None]
    best = chances.max(axis=0, keepdims=True)
    pairs, relations = np.nonzero((chances >= least) & (chances >= rival * best))
    order = np.argsort(-chances[pairs, relations], kind="stable")
    taken: list[tuple[int, int, int]] = []
    spans = scored.entities
    for at in order:
        head, relation, tail = int(scored.heads[pairs[at]]), int(relations[at]), int(scored.tails[pairs[at]])
        if all(
            relation != other or not (_touch(spans[head], spans[one]) and _touch(spans[tail], spans[two]))
            for one, other, two in taken
        ):
            taken.append((head, relation, tail))
            yield head, relation, tail, float(chances[pairs[at], relation])


def agreed(
    first: Iterable[Fact], asked: Iterable[Fact], share: float, said: Callable[[tuple[int, int]], str]
) -> dict[tuple[tuple[int, int], int, tuple[int, int]], float]:
    """How likely facts of a sentence are by what two networks say of them, 0 where one does not name them; what the
    second says counts ``share`` of 1.

    Facts are the same where their words are (``said`` of a span): a name that stands twice is one. Its place is that
    of the surest. What has one name at both ends is no fact.
    """
    likely: dict[tuple[str, int, str], list[float]] = {}
    places: dict[tuple[str, int, str], tuple[float, tuple[tuple[int, int], int, tuple[int, int]]]] = {}
    for network, facts in enumerate((first, asked)):
        for head, relation, tail, chance in facts:
            key = (key_of(said(head)), relation, key_of(said(tail)))
            if key[0] == key[2]:
                continue
            each = likely.setdefault(key, [0.0, 0.0])
            each[network] = max(each[network], chance)
            if key not in places or chance > places[key][0]:
                places[key] = chance, (head, relation, tail)
    return {place: (1 - share) * likely[key][0] + share * likely[key][1] for key, (_, place) in places.items()}


def surest(
    chances: Mapping[tuple[tuple[int, int], int, tuple[int, int]], float], least: float, rival: float
) -> list[Fact]:
    """Facts that are likely enough, surest first, as :func:`chosen` leaves some out."""
    best: dict[int, float] = {}
    for (_, at, _), chance in chances.items():
        best[at] = max(best.get(at, 0.0), chance)
    taken: list[Fact] = []
    for (head, at, tail), chance in sorted(chances.items(), key=lambda each: (-each[1], each[0])):
        if chance < least or chance < rival * best[at]:
            continue
        if all(
            at != other or not (_touch((head,), (one,)) and _touch((tail,), (two,))) for one, other, two, _ in taken
        ):
            taken.append((head, at, tail, chance))
    return taken


def _touch(one: Spans, other: Spans) -> bool:
    return any(a[0] < b[1] and b[0] < a[1] for a in one for b in other)
