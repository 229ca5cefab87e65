"""The open relations of a graph without an ontology: labels that say the same, put together and named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from kgqa.extract.found import Extraction
from kgqa.extract.relations.readings import Reading, read_label
from kgqa.extract.relations.schema import spoken
from kgqa.extract.relations.synonyms import Meaning
from kgqa.extract.relations.uses import ENTITY, Use, Used, fitting, sort_of, types_agree
from kgqa.linker.disambiguate import Encode
from kgqa.linker.normalise import fold
from kgqa.types import Literal

SAME_PAIRS, SHARE_OF_PAIRS = 3, 0.5
"""Of two labels that are only alike: pairs of things that both must hold between, and their least share of the rarer
label's pairs."""
ALIKE = 0.6
"""Least cosine of two labels that hold between the same pairs, and of all labels of two clusters that become one."""
_MOST_PAIRS = 64
"""A pair of things with more labels than this says nothing of any two of them."""
_PAIRS = """
    father/mother son/daughter brother/sister husband/wife born/died birth/death first/last male/female
    min/max north/south east/west northern/southern eastern/western start/end began/ended
    opened/closed largest/smallest highest/lowest longest/shortest oldest/youngest before/after
    predecessor/successor preceded/followed parent/child winner/loser won/lost bought/sold
    buyer/seller home/away assistant/head vice/deputy former/current minimum/maximum upper/lower
    inner/outer joined/left arrival/departure origin/destination source/mouth above/below
    left/right import/export imports/exports arrived/departed married/divorced loves/hates
    largest/capital director/producer from/to
"""
_CONTRARY = tuple(frozenset(pair.split("/")) for pair in _PAIRS.split())
"""Words of which two labels that mean one thing do not have one each."""


@dataclass(frozen=True, slots=True)
class Member:
    """A label of a cluster; ``inverse`` where its head is the cluster's tail."""

    used: Used
    inverse: bool


@dataclass(frozen=True, slots=True)
class Cluster:
    """Labels that say one thing, under one name. ``members`` are sorted; ``count`` is that of all of them."""

    label: str
    members: tuple[Member, ...]
    count: int


def cluster_relations(uses: Mapping[Used, Use], encode: Encode | None = None) -> tuple[Cluster, ...]:
    """The labels in clusters, the commonest cluster first; every label is in exactly one.

    Two labels are put together, one of them turned where that is how it fits,

    1. where they are the same but for tense, number, auxiliaries and direction ("wrote", "was written by"), or known
       synonyms (``synonyms``), and the types of their arguments do not contradict each other;
    2. with ``encode`` (texts to unit vectors), where they are alike *and* hold between the same things: three pairs or
       more, and half of those of the rarer one. Likeness alone puts nothing together: to an encoder "father" is nearly
       "mother", and who directs a film often produces it too. Labels known to mean different things, and those that
       differ in contrary words, stay apart even so.

    A cluster is called by what its labels are commonly called where that is known, else by its commonest label. The
    result depends on what is in ``uses`` alone, never on an order.
    """
    used = sorted(uses)
    groups = _Groups(used, uses)
    by_words: dict[tuple[str, Reading | Meaning], list[tuple[Used, bool]]] = {}
    for each in used:
        for key, turned in _keys(each, uses[each]):
            by_words.setdefault((each.tail, key), []).append((each, turned))
    for words in sorted(by_words, key=repr):
        for first, second in combinations(sorted(by_words[words], key=lambda one: (-uses[one[0]].count, one[0])), 2):
            groups.join(first[0], second[0], first[1] != second[1])
    if encode is not None:
        _join_alike(groups, used, uses, encode)
    found = map(groups.cluster, groups.members())
    return tuple(sorted(found, key=lambda one: (-one.count, one.label, one.members[0].used)))


def names_of(clusters: Iterable[Cluster]) -> dict[Used, tuple[str, bool]]:
    """What each label is called, and whether it is turned for that."""
    return {member.used: (one.label, member.inverse) for one in clusters for member in one.members}


def rename(extraction: Extraction, names: Mapping[Used, tuple[str, bool]]) -> Extraction:
    """The extraction with each fact under its name by :func:`names_of`, turned where its label was."""
    facts = []
    for fact in extraction.facts:
        label, inverse = names.get(Used(fact.relation, sort_of(fact.tail)), (fact.relation, False))
        if inverse and not isinstance(fact.tail, Literal):
            facts.append(replace(fact, head=fact.tail, relation=label, tail=fact.head))
        else:
            facts.append(replace(fact, relation=label))
    return replace(extraction, facts=tuple(facts))


class _Groups:
    """Sets of labels that grow together, each label turned or not against the first of its set."""

    def __init__(self, used: Sequence[Used], uses: Mapping[Used, Use]) -> None:
        self._uses = uses
        self._place = {each: (each, False) for each in used}
        self._sets: dict[Used, list[Used]] = {each: [each] for each in used}
        self._meant = {each: _meant(each, uses[each]) for each in used}

    def members(self) -> list[list[Member]]:
        return [[Member(each, self._place[each][1]) for each in sorted(group)] for group in self._sets.values()]

    def group(self, used: Used) -> list[Used]:
        return self._sets[self._place[used][0]]

    def join(self, one: Used, other: Used, turned: bool) -> None:
        """Make the sets of two labels one, unless types or known meanings speak against it."""
        (first, by_one), (second, by_other) = self._place[one], self._place[other]
        if first == second:
            return
        flip = by_one ^ by_other ^ turned
        if flip and one.tail != ENTITY:
            return
        for a in self._sets[first]:
            for b in self._sets[second]:
                against = self._place[a][1] ^ self._place[b][1] ^ flip
                if a.tail != b.tail or not types_agree(self._uses[a], self._uses[b], against):
                    return
        meant = {meaning for each in (*self._sets[first], *self._sets[second]) for meaning in self._meant[each]}
        if len(meant) > 1:
            return
        for each in self._sets.pop(second):
            self._place[each] = (first, self._place[each][1] ^ flip)
            self._sets[first].append(each)

    def cluster(self, members: list[Member]) -> Cluster:
        named = [
            {
                (meaning.label, meaning.turned ^ member.inverse)
                for meaning in fitting(member.used, self._uses[member.used])
            }
            for member in members
        ]
        common = set.intersection(*(each for each in named if each)) if any(named) else set()
        # Of two names that are each other's inverse, the one that fewer facts are turned for.
        first = min(members, key=lambda one: (-self._uses[one.used].count, len(one.used.label), one.used))
        ranked = ((self._turned(members, against), label, against) for label, against in common)
        _, label, against = min(ranked, default=(0, spoken(first.used.label), first.inverse))
        turned = tuple(Member(one.used, one.inverse ^ against) for one in members)
        return Cluster(label, turned, sum(self._uses[one.used].count for one in members))

    def _turned(self, members: list[Member], against: bool) -> int:
        return sum(self._uses[one.used].count for one in members if one.inverse ^ against)


def _join_alike(groups: _Groups, used: Sequence[Used], uses: Mapping[Used, Use], encode: Encode) -> None:
    shared = _shared_pairs(used, uses)
    sizes = [len(uses[each].pairs) for each in used]
    wanted = [
        (used[one], used[other], turned)
        for (one, other, turned), count in shared.items()
        if count >= max(SAME_PAIRS, SHARE_OF_PAIRS * min(sizes[one], sizes[other]))
    ]
    if not wanted:
        return
    roots = sorted({member for one, other, _ in wanted for each in (one, other) for member in groups.group(each)})
    words = sorted({spoken(each.label) for each in roots})
    vectors = dict(zip(words, encode(words), strict=True))

    def cosine(one: Used, other: Used) -> float:
        return float(vectors[spoken(one.label)] @ vectors[spoken(other.label)])

    scored = [(cosine(one, other), one, other, turned) for one, other, turned in wanted]
    for value, one, other, turned in sorted(scored, key=lambda each: (-each[0], *each[1:])):
        if value < ALIKE:
            break
        apart = ((a, b) for a in groups.group(one) for b in groups.group(other))
        if all(not _contrary(a.label, b.label) and cosine(a, b) >= ALIKE for a, b in apart):
            groups.join(one, other, turned)


def _shared_pairs(used: Sequence[Used], uses: Mapping[Used, Use]) -> Counter[tuple[int, int, bool]]:
    """How many pairs of things two labels (places in ``used``, the lower first) share, as they stand and turned."""
    between: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for at, each in enumerate(used):
        for pair in uses[each].pairs:
            between[pair].append(at)
    tails = [each.tail for each in used]
    shared: Counter[tuple[int, int, bool]] = Counter()
    for (head, tail), labels in between.items():
        if len(labels) <= _MOST_PAIRS:
            shared.update((a, b, False) for a, b in combinations(labels, 2) if tails[a] == tails[b])
        others = between.get((tail, head), ()) if head < tail else ()
        if others and len(labels) <= _MOST_PAIRS and len(others) <= _MOST_PAIRS:
            shared.update(
                (min(a, b), max(a, b), True)
                for a in labels
                for b in others
                if a != b and tails[a] == tails[b] == ENTITY
            )
    return shared


def _keys(used: Used, use: Use) -> Iterator[tuple[Reading | Meaning, bool]]:
    reading = read_label(used.label)
    yield Reading(reading.words), reading.turned
    for meaning in fitting(used, use)[:1]:
        yield Meaning(meaning.label, meaning.kind), meaning.turned


def _meant(used: Used, use: Use) -> set[str]:
    """What a label means, given what it was found with. The first of inverse relations stands for both."""
    return {meaning.label for meaning in fitting(used, use)[:1]}


def _contrary(one: str, other: str) -> bool:
    first, second = set(fold(spoken(one)).split()), set(fold(spoken(other)).split())
    return any(pair & first and pair & second and pair & first != pair & second for pair in _CONTRARY)
