"""Clusters of entities that are one, and what forbids that two of them are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

from kgqa.extract.resolve.callings import are_two
from kgqa.extract.resolve.forms import same_name
from kgqa.extract.resolve.functional import lives_apart, values_agree
from kgqa.extract.resolve.items import Item
from kgqa.extract.resolve.likeness import ACRONYM, ARTICLE, EXACT, FOLDED, LEGAL, OTHER_NAME, TITLE
from kgqa.extract.resolve.name import is_person, take_apart
from kgqa.extract.resolve.sorts import compatible

MAX_COMPARED = 8
"""Full names of each of two clusters that are held against each other, the most frequent."""
MAX_CONTEXT = 400
"""Neighbours and names of the context that a cluster keeps."""

SAME_IN_DOCUMENT = frozenset({EXACT, FOLDED, ARTICLE, TITLE, LEGAL, OTHER_NAME, ACRONYM})
"""Kinds of likeness for which two entities that one document keeps apart may be one all the same."""

Inside = dict[str, set[str]]
"""Folded names of the places that a place is said to be in."""


@dataclass(slots=True)
class Cluster:
    """Entities that are one: row numbers of its items and the sum of what is known of them."""

    rows: list[int]
    type: str
    names: Counter[str]
    values: dict[str, set[str]]
    neighbours: set[str]
    context: set[str]
    docs: dict[str, set[str]] = field(default_factory=dict)
    """Documents with the full names that it has there."""
    given: str = ""
    apart: set[int] = field(default_factory=set)
    """Numbers of the decided pairs that it holds one side of, the left one as n, the right one as -n."""
    callings: dict[str, set[str]] = field(default_factory=dict)
    """A person's nations and fields of work."""
    others: set[str] = field(default_factory=set)
    """Types beside its own that a user decided to be one with it: what joins it of itself must be of them all."""

    @classmethod
    def of(cls, row: int, item: Item, apart: Iterable[int] = ()) -> Cluster:
        return cls(
            [row],
            item.type,
            Counter(item.names),
            {kind: set(some) for kind, some in item.values.items()},
            set(item.neighbours),
            set(item.context),
            {item.side.doc_id: {item.side.name}} if not item.given else {},
            item.given,
            set(apart),
            {kind: {said for own, said in item.callings if own == kind} for kind, _ in sorted(item.callings)},
        )

    @property
    def generations(self) -> set[str]:
        """What its full names tell of the generation, "" where one tells none; nothing of names of one word."""
        parts = [take_apart(name, True) for name in self.names]
        return {one.generation for one in parts if one.generation or len(one.words) > 1}

    @property
    def qualifiers(self) -> set[str]:
        """What stands in brackets behind its names."""
        return {one for name in self.names if (one := take_apart(name, is_person(self.type)).qualifier)}

    def take(self, other: Cluster) -> None:
        """Takes all that another has."""
        if not compatible(self.type, other.type, given=bool(self.given or other.given)):
            self.others.add(other.type)
        self.others |= other.others
        self.rows += other.rows
        self.type = self.type or other.type
        self.given = self.given or other.given
        self.names += other.names
        for kind, some in other.values.items():
            self.values.setdefault(kind, set()).update(some)
        for kind, some in other.callings.items():
            self.callings.setdefault(kind, set()).update(some)
        for mine, its in ((self.neighbours, other.neighbours), (self.context, other.context)):
            if len(mine) < MAX_CONTEXT:
                mine.update(sorted(its - mine)[: MAX_CONTEXT - len(mine)])
        for doc_id, names in other.docs.items():
            self.docs.setdefault(doc_id, set()).update(names)
        self.apart |= other.apart


def forbidden(a: Cluster, b: Cluster, inside: Inside, *, decided: bool = False) -> str:
    """Why two clusters can't be one, in words; "" where they can. ``decided``: a user says that they are."""
    if a.given and b.given:
        return "two given entities"
    if any(-number in b.apart for number in a.apart):
        return "decided to be two"
    if decided:
        return ""
    given = bool(a.given or b.given)
    if not all(compatible(*types, given) for types in product((a.type, *a.others), (b.type, *b.others))):
        return "other types"
    if conflict := _conflict(a, b, inside):
        return conflict
    if is_person(a.type or b.type):
        told = a.generations | b.generations
        if len(told) > 1 and a.generations and b.generations:
            return "other generations"
    if any(not _nested(one, two) for one in sorted(a.qualifiers) for two in sorted(b.qualifiers)):
        return "other qualifiers"
    return _names_apart(a, b)


def _conflict(a: Cluster, b: Cluster, inside: Inside) -> str:
    agreed = False
    against = ""
    for kind in sorted(a.values.keys() & b.values.keys()):
        if values_agree(kind, a.values[kind], b.values[kind], inside):
            agreed |= kind in ("birth", "death") and any("-" in value for value in a.values[kind] & b.values[kind])
        elif kind in ("birthplace", "deathplace"):
            against = against or f"other {kind}"
        else:
            return f"other {kind}"
    for one, other in ((a, b), (b, a)):
        if lives_apart(one.values.get("birth", set()), other.values.get("death", set())):
            return "other lifetime"
    if not agreed and are_two(a.callings, b.callings):
        return "other nation and field of work"
    # Of people born on one day, one source names the village and one the district.
    return "" if agreed else against


def _nested(one: str, two: str) -> bool:
    a, b = set(one.split()), set(two.split())
    return a <= b or b <= a


def _names_apart(a: Cluster, b: Cluster) -> str:
    """Whether a document of both keeps them apart under full names that differ, or full names of people clash."""
    type = a.type or b.type
    few, many = (a, b) if len(a.docs) <= len(b.docs) else (b, a)
    for doc_id, names in few.docs.items():
        if doc_id in many.docs and not all(
            _is_same(one, two, type) for one in sorted(names) for two in sorted(many.docs[doc_id])
        ):
            return "two names in one document"
    if is_person(type):
        for one in _full(a):
            for two in _full(b):
                if same_name(one, two, type) is None and not _shared(a, b):
                    return "names that differ"
    return ""


def _is_same(one: str, two: str, type: str) -> bool:
    match = same_name(one, two, type)
    return match is not None and match.kind in SAME_IN_DOCUMENT


def _shared(a: Cluster, b: Cluster) -> bool:
    """Whether a full name is one of both: then other names that differ are names of one too."""
    return any(name in b.names for name in _full(a))


def _full(cluster: Cluster) -> Iterator[str]:
    ranked = sorted(cluster.names.items(), key=lambda pair: (-pair[1], pair[0]))
    return (name for name, _ in ranked[:MAX_COMPARED] if len(take_apart(name, True).words) > 1)
