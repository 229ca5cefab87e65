"""Labels of open relations as they are used: between which things and types of things, and what that lets them mean."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kgqa.extract.found import Extraction
from kgqa.extract.relations.kinds import kinds_of
from kgqa.extract.relations.mapping import kind_of_literal
from kgqa.extract.relations.synonyms import Meaning, meanings
from kgqa.linker.normalise import fold
from kgqa.types import Literal

ENTITY, TEXT = "entity", "text"
"""Sorts of tails, beside "date" and "number": an entity, a literal that is neither."""


@dataclass(frozen=True, slots=True, order=True)
class Used:
    """A label with a sort of tail: "born in" with dates is another relation than "born in" with places."""

    label: str
    tail: str = ENTITY


@dataclass(frozen=True, slots=True)
class Use:
    """How often a label was found, the types of its heads and tails with their counts ("" for unknown), and the pairs
    it holds between, by names."""

    count: int
    heads: Mapping[str, int]
    tails: Mapping[str, int]
    pairs: frozenset[tuple[str, str]] = frozenset()


def uses_of(extractions: Iterable[Extraction]) -> dict[Used, Use]:
    """Every label that is said as true in them, with its use, sorted."""
    counts: Counter[Used] = Counter()
    heads: defaultdict[Used, Counter[str]] = defaultdict(Counter)
    tails: defaultdict[Used, Counter[str]] = defaultdict(Counter)
    pairs: defaultdict[Used, set[tuple[str, str]]] = defaultdict(set)
    for extraction in extractions:
        for fact in extraction.facts:
            if not fact.is_said:
                continue
            head = extraction.entities[fact.head]
            used = Used(fact.relation, sort_of(fact.tail))
            tail = fact.tail if isinstance(fact.tail, Literal) else extraction.entities[fact.tail]
            counts[used] += 1
            heads[used][head.type] += 1
            tails[used]["" if isinstance(tail, Literal) else tail.type] += 1
            pairs[used].add((fold(head.name), fold(tail.value if isinstance(tail, Literal) else tail.name)))
    return {
        used: Use(
            counts[used], dict(sorted(heads[used].items())), dict(sorted(tails[used].items())), frozenset(pairs[used])
        )
        for used in sorted(counts)
    }


def sort_of(tail: int | Literal) -> str:
    """The sort of a fact's tail: "entity", "date", "number" or "text"."""
    return (kind_of_literal(tail) or TEXT) if isinstance(tail, Literal) else ENTITY


def fitting(used: Used, use: Use) -> list[Meaning]:
    """The known meanings of a label that the things it was found between allow, in their order."""
    return [one for one in meanings(used.label) if _may_mean(used, use, one)]


def _may_mean(used: Used, use: Use, meaning: Meaning) -> bool:
    if used.tail in ("date", "number"):
        return meaning.kind in (used.tail, "")
    if meaning.kind in ("date", "number"):
        return False
    known = _kinds(use.heads if meaning.turned else use.tails)
    # Countries and towns are often found as organizations.
    return (
        not meaning.kind
        or not known
        or meaning.kind in known
        or (meaning.kind == "location" and "organization" in known)
    )


def types_agree(one: Use, other: Use, turned: bool) -> bool:
    """Whether two labels may have the same heads and the same tails; the other one's are swapped where ``turned``."""
    heads, tails = (other.tails, other.heads) if turned else (other.heads, other.tails)
    return all(_share(first, second) for first, second in ((one.heads, heads), (one.tails, tails)))


def _share(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    """Whether the commonest types of two arguments may be one, where they are known at all."""
    first, second = _kinds(one), _kinds(other)
    return not first or not second or bool(first & second)


def _kinds(types: Mapping[str, int]) -> frozenset[str]:
    """The kinds of a fifth or more of an argument's things; none where most are unknown."""
    known: Counter[str] = Counter()
    for type, count in types.items():
        for kind in kinds_of(type) or ({fold(type)} if fold(type) else ()):
            known[kind] += count
    total = sum(types.values())
    if total and types.get("", 0) * 2 > total:
        return frozenset()
    return frozenset(kind for kind, count in known.items() if count * 5 >= total)
