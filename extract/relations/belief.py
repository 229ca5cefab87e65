"""How likely it is that a sentence states what was asked of it, by the network that was asked, by a span reader, and by
what stands around it.

The two learned from different data: the one which relations hold, the other which stretch answers a question. What is
found as the tail of "designer", and answers "Which person is the designer of Dorade?" as well, is one far more often.
Where several relations are said of the same two things ("designer", "owner", "builder"), each is doubted by how likely
its likeliest rival is. What is no whole phrase of the sentence is seldom an end of a fact, and a fact in words is near
to the sentence that states it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

import numpy as np

from kgqa.extract.relations.schema import RelationType, spoken
from kgqa.extract.relations.trees import Numbers, Tree, added, dumped, loaded, number

_NEVER = 1e-6
_ANYTHING = ("", "string", "number")
"""Ranges that name no kind of thing."""


class Reread(NamedTuple):
    """A question, the text that it is asked of, and the characters of the text that may answer it."""

    question: str
    text: str
    start: int
    end: int


Reader = Callable[[Sequence[Reread]], Numbers]
"""For each (rows, 2): how far the stretch lies above "no answer", and above the best of the whole text (at most 0)."""


class Look(NamedTuple):
    """How the ends of a fact look in their sentence: whether each is a mention of an entity, whether the tail has a
    value where the relation leads to such, whether the head begins with a capital, and whether each begins and ends
    where a noun phrase does."""

    head: bool
    tail: bool
    value: bool
    named: bool
    head_begins: bool
    head_ends: bool
    tail_begins: bool
    tail_ends: bool


class Nearness(NamedTuple):
    """How near a relation's label is to the sentence, in standard deviations above the ontology's others; and how much
    nearer the fact in words is to it than the nearest other that was found there (cosines)."""

    label: float
    worded: float


FEATURES = ("asked", "margin", "behind", *Look._fields, "rival", "other", *Nearness._fields)
"""What :func:`features` gives, in its order."""


class Belief(NamedTuple):
    """What a bias, ``weights`` of :data:`FEATURES` by their names and decision trees over them add up to: the logit of
    how likely a fact is."""

    bias: float = 0.0
    weights: tuple[tuple[str, float], ...] = (("asked", 1.0),)
    trees: tuple[Tree, ...] = ()

    def chances(self, weighed: Numbers) -> Numbers:
        """How likely each fact (rows,) is, by (rows, len(FEATURES))."""
        columns = dict(zip(FEATURES, weighed.T, strict=True))
        logits = np.full(len(weighed), self.bias)
        for name, weight in self.weights:
            logits += weight * columns[name]
        for tree in self.trees:
            logits += added(tree, columns, len(weighed))
        likely: Numbers = 1 / (1 + np.exp(-logits))
        return likely

    def dump(self) -> dict[str, object]:
        """As JSON; :meth:`load` gives it back."""
        return {"bias": self.bias, "weights": dict(self.weights), "trees": [dumped(tree) for tree in self.trees]}

    @classmethod
    def load(cls, stored: object) -> Belief:
        """The belief that :meth:`dump` gave. Raises ValueError for what is none."""
        if not isinstance(stored, dict) or stored.keys() != set(cls._fields):
            raise ValueError(f"a belief has 'bias', 'weights' and 'trees', found {str(stored)[:60]!r}")
        bias, weights, trees = number(stored["bias"]), stored["weights"], stored["trees"]
        if not isinstance(weights, dict) or not weights.keys() <= set(FEATURES) or not isinstance(trees, list):
            raise ValueError(
                f"a belief has weights of {', '.join(FEATURES)} and a list of trees, found {str(stored)[:60]!r}"
            )
        own = ((name, number(weights[name])) for name in FEATURES if name in weights)
        return cls(bias, tuple(own), tuple(loaded(each, FEATURES) for each in trees))


BY_ITSELF = Belief()
"""What the network says, and nothing else."""


class Claim(NamedTuple):
    """A relation said of two stretches (first character, past the last) of a ``place``, as likely as ``chance``."""

    place: Hashable
    relation: str
    head: tuple[int, int]
    tail: tuple[int, int]
    chance: float


def rivals(claims: Sequence[Claim], least: float) -> Numbers:
    """For each claim (rows,) how likely the likeliest other relation is that is said of the same two things; ``least``
    where there is none."""
    return _likeliest(claims, least, _are_rivals)


def others(claims: Sequence[Claim], least: float) -> Numbers:
    """For each claim (rows,) how likely the likeliest other one of its relation is in its place; ``least`` where there
    is none."""
    return _likeliest(claims, least, _are_of_one_relation)


def _are_rivals(one: Claim, other: Claim) -> bool:
    return other.relation != one.relation and _meet(other.head, one.head) and _meet(other.tail, one.tail)


def _are_of_one_relation(one: Claim, other: Claim) -> bool:
    return other.relation == one.relation and (other.head, other.tail) != (one.head, one.tail)


def _likeliest(claims: Sequence[Claim], least: float, counts: Callable[[Claim, Claim], bool]) -> Numbers:
    together: dict[Hashable, list[Claim]] = {}
    for each in claims:
        together.setdefault(each.place, []).append(each)
    best = [max((other.chance for other in together[own.place] if counts(own, other)), default=least) for own in claims]
    return np.array(best, np.float64)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def features(
    claims: Sequence[Claim], margins: Numbers, looks: Sequence[Look], near: Sequence[Nearness], *, least: float
) -> Numbers:
    """(rows, len(FEATURES)): the logits of the network's chances, the reader's ``margins`` (rows, 2), how head and tail
    look, how far the logit lies above that of the likeliest rival, that of the likeliest other of the relation, and how
    near the relation and the fact are to the sentence. ``least``: what a rival or other counts where there is none."""
    own = _logits(np.array([each.chance for each in claims], np.float64))
    over = own - _logits(rivals(claims, least))
    beside = _logits(others(claims, least))
    return np.column_stack([own, margins, np.array(looks, np.float64), over, beside, np.array(near, np.float64)])


def _logits(chances: Numbers) -> Numbers:
    sure = np.clip(chances, _NEVER, 1 - _NEVER)
    logits: Numbers = np.log(sure / (1 - sure))
    return logits


def question_of(relation: RelationType, head: str) -> str:
    """What a reader is asked for the tails of a relation.

    >>> question_of(RelationType("", "homePort", "Ferry", "Town"), "the Hild")
    'Which town is the home port of the Hild?'
    >>> question_of(RelationType("", "length"), "the Hild")
    'Which thing is the length of the Hild?'
    """
    kind = spoken(relation.range)
    return f"Which {kind if kind not in _ANYTHING else 'thing'} is the {spoken(relation.label)} of {head}?"


def statement_of(relation: RelationType, head: str, tail: str) -> str:
    """A fact in words.

    >>> statement_of(RelationType("", "homePort", "Ferry", "Town"), "the Hild", "Tarn")
    'home port of the Hild is Tarn'
    """
    return f"{spoken(relation.label)} of {head} is {tail}"
