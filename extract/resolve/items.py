"""The found entities of all documents, as the merging sees them: names, facts of which there is one, context."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kgqa.errors import InputError
from kgqa.extract.found import Extraction, FoundEntity
from kgqa.extract.resolve.callings import said_by
from kgqa.extract.resolve.forms import same_name
from kgqa.extract.resolve.functional import CONTAINED, DATES, kind_of, place_name
from kgqa.extract.resolve.likeness import ACRONYM, FIRST_WORDS, KIND, SHORT_FORMS
from kgqa.extract.resolve.name import is_person, take_apart
from kgqa.extract.resolve.result import Side
from kgqa.linker.normalise import fold
from kgqa.types import Entity, Literal

MAX_NAMES = 12
"""Names of one found entity that are compared."""
SURE = 0.5
"""Least confidence of a fact that two things are told apart by: a doubtful one is no fact of the graph either."""
GIVEN_WORDS = 40
"""Words of a given entity's description that are its context."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entity before merging.

    ``names`` are its full names, the main one first (no surnames alone where there is more); ``others`` all its
    other names. ``values`` are those of facts that a thing has one of, by kind; ``neighbours`` "relation, name" of
    its facts; ``context`` the folded names that its document holds. ``given`` is the id of a given entity;
    ``callings`` are a person's nations and fields of work.
    """

    side: Side
    names: tuple[str, ...]
    others: tuple[str, ...]
    values: dict[str, frozenset[str]]
    neighbours: frozenset[str]
    context: frozenset[str]
    given: str = ""
    callings: frozenset[tuple[str, str]] = frozenset()

    @property
    def type(self) -> str:
        return self.side.type

    @property
    def is_short(self) -> bool:
        """Whether it is a person known by one word alone."""
        return is_person(self.type) and len(take_apart(self.side.name, True).words) == 1


def found_items(extractions: Iterable[Extraction]) -> tuple[list[Item], dict[str, set[str]]]:
    """The found entities by document and number, and the places that each place is said to be in, folded.

    Raises InputError where two different extractions have one ``doc_id``.
    """
    by_id: dict[str, Extraction] = {}
    for extraction in extractions:
        if by_id.setdefault(extraction.doc_id, extraction) != extraction:
            raise InputError(f"two different extractions have the doc_id {extraction.doc_id!r}")
    items: list[Item] = []
    inside: dict[str, set[str]] = defaultdict(set)
    pool: dict[str, str] = {}
    for doc_id in sorted(by_id):
        items += _items(by_id[doc_id], inside, pool)
    return items, dict(inside)


def given_items(given: Sequence[Entity]) -> list[Item]:
    """The given entities, sorted by id. Raises InputError where an id comes twice or is empty."""
    items: list[Item] = []
    for entity in sorted(given, key=lambda one: one.id):
        if not entity.id or (items and items[-1].given == entity.id):
            raise InputError(f"given entities must have an id each, found {entity.id!r} twice or empty")
        names = tuple(dict.fromkeys(name for name in (entity.label, *entity.aliases) if fold(name)))[:MAX_NAMES]
        type = entity.types[0] if len(entity.types) == 1 else "|".join(sorted(entity.types))
        context = frozenset(fold(entity.description).split()[:GIVEN_WORDS])
        label = entity.label or entity.id
        items.append(Item(Side(label, type), names or (label,), (), {}, frozenset(), context, entity.id))
    return items


def _items(extraction: Extraction, inside: dict[str, set[str]], pool: dict[str, str]) -> list[Item]:
    found = extraction.entities
    folded = [pool.setdefault(name, name) for name in (place_name(entity.name) for entity in found)]
    context = frozenset(filter(None, folded))
    values: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    neighbours: dict[int, set[str]] = defaultdict(set)
    callings: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for fact in extraction.facts:
        if not fact.is_said:
            continue
        relation = fold(fact.relation)
        is_value = isinstance(fact.tail, Literal)
        tail = fact.tail.value if isinstance(fact.tail, Literal) else folded[fact.tail]
        kind = kind_of(relation, found[fact.head].type)
        if kind and tail and fact.confidence >= SURE and is_value == (relation in DATES):
            values[fact.head][kind].add(tail)
        named = "" if isinstance(fact.tail, Literal) else found[fact.tail].name
        if fact.confidence >= SURE and is_person(found[fact.head].type) and (said := said_by(relation, named)):
            callings[fact.head].add(said)
        if tail:
            key = f"{relation}\t{fold(tail) if is_value else tail}"
            neighbours[fact.head].add(pool.setdefault(key, key))
        if not isinstance(fact.tail, Literal):
            if relation in CONTAINED and fact.head != fact.tail:
                inside[folded[fact.head]].add(folded[fact.tail])
            key = f"{relation} of\t{folded[fact.head]}"
            neighbours[fact.tail].add(pool.setdefault(key, key))
    return [
        replace(
            _item(extraction.doc_id, number, entity, values.get(number, {}), neighbours.get(number, set()), context),
            callings=frozenset(callings.get(number, ())),
        )
        for number, entity in enumerate(found)
    ]


def _item(
    doc_id: str,
    number: int,
    entity: FoundEntity,
    values: dict[str, set[str]],
    neighbours: set[str],
    context: frozenset[str],
) -> Item:
    full: list[str] = [entity.name]
    others: list[str] = []
    for name in dict.fromkeys(entity.names):
        if name == entity.name or not fold(name):
            continue
        match = same_name(name, entity.name, entity.type)
        short = match is not None and match.kind in SHORT_FORMS and match.kind not in (ACRONYM, KIND, FIRST_WORDS)
        alone = is_person(entity.type) and len(take_apart(name, True).words) == 1
        (others if short or alone or len(full) == MAX_NAMES else full).append(name)
    return Item(
        Side(entity.name, entity.type, doc_id, number),
        tuple(full),
        tuple(others),
        {kind: frozenset(some) for kind, some in values.items()},
        frozenset(neighbours),
        context,
    )
