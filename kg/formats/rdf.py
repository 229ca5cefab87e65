"""What RDF says of its own words: labels, descriptions, types and inverses, told apart from the facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

import numpy as np

from kgqa.kg.arrays import Array
from kgqa.kg.described import Described
from kgqa.kg.distinct import sorted_distinct
from kgqa.kg.formats.naming import NAMING, OF_RELATIONS, Names, Said, entity_of, names_of, note, ranking
from kgqa.kg.formats.sameas import SAME_AS, representatives
from kgqa.kg.formats.vocabulary import (
    ALIAS,
    DESCRIPTIONS,
    INVERSE,
    LABELS,
    OWL,
    PROPERTY_CLASSES,
    RDF,
    RDFS,
    SCHEMA,
    SCHEMA_OF_PROPERTIES,
    SKOS,
    TYPE,
    TYPES,
    WIKIDATA,
    WIKIDATA_DIRECT,
    WIKIDATA_ENTITY,
)
from kgqa.kg.literals import Key
from kgqa.kg.names import label_of, relation_label
from kgqa.kg.triples import TripleList
from kgqa.types import Entity, Literal, Relation, Triple

__all__ = [
    "ALIAS",
    "DESCRIPTIONS",
    "INVERSE",
    "LABELS",
    "OWL",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SKOS",
    "TYPE",
    "TYPES",
    "WIKIDATA",
    "WIKIDATA_DIRECT",
    "WIKIDATA_ENTITY",
    "GraphData",
    "Sift",
    "lift",
]


@dataclass(frozen=True, slots=True)
class GraphData:
    """What files say, before it is numbered.

    ``skipped`` counts broken lines that were left out; ``lifted`` the RDF statements that became labels,
    aliases, descriptions or relations rather than facts; ``other_languages`` those names among them that are
    in no language asked for. ``same_as`` maps the ids that owl:sameAs made one with another to that one;
    ``unsaid`` counts what the files say and a graph can't hold, by kind.
    """

    triples: TripleList
    entities: Sequence[Entity] = ()
    relations: tuple[Relation, ...] = ()
    skipped: int = 0
    lifted: int = 0
    other_languages: int = 0
    same_as: Mapping[str, str] = field(default_factory=dict)
    unsaid: Mapping[str, int] = field(default_factory=dict)


def lift(statements: Iterable[Triple], *, languages: Sequence[str] = (), same_as: bool = False) -> GraphData:
    """Tell the facts in RDF statements from what they say of names.

    - rdfs:label, skos:prefLabel, schema:name and foaf:name give the label: of the first of ``languages``
      that there is, then without a language; those not chosen become aliases, beside skos:altLabel. Names in
      other languages are left out and counted. Without ``languages`` it is English first, then no language,
      then the others, and none is left out.
    - schema:description, dcterms:description and rdfs:comment give the description, chosen alike.
    - rdf:type (and Wikidata's P31) gives the entity's types, by the label of the class, and stays a fact.
    - Of properties (used as one, or declared so) the label and owl:inverseOf make a Relation, whose
      ``inverse`` is the label of the other one; their declarations are no facts. Wikidata's direct
      properties are called by the names of their items.
    - owl:sameAs is a fact; with ``same_as`` its two ends are one entity, by the id that sorts first.

    The order of ``statements`` has no influence on entities and relations.
    """
    sift = Sift(languages, same_as)
    sift.add(statements)
    return sift.data()


class Sift:
    """:func:`lift`, statements given part by part: one by one, or those that are facts for certain as numbers.

    ``facts`` are those found so far, whose numbers :meth:`add_rows` takes.
    """

    def __init__(self, languages: Sequence[str] = (), same_as: bool = False) -> None:
        self.facts = TripleList()
        self._special = NAMING | ({INVERSE, SAME_AS} if same_as else {INVERSE})
        self._said: dict[int, Said] = {}
        self._said_of_relations: dict[str, Said] = {}
        self._inverses: set[tuple[str, str]] = set()
        self._same: set[tuple[str, str]] = set()
        self._rank = ranking(languages)
        self._all = self._in_other_languages = 0

    def is_fact(self, relation: str) -> bool:
        """Whether a statement with this predicate is a fact, whatever its tail."""
        return relation not in self._special

    def is_name(self, relation: str) -> bool:
        """Whether a statement with this predicate and a literal as tail says what its head is called."""
        return relation in NAMING and relation not in OF_RELATIONS

    def add(self, statements: Iterable[Triple]) -> None:
        """Tell facts from names."""
        self.facts.extend(self._sifted(statements))

    def linked(self, facts: Iterable[Triple]) -> Iterator[Triple]:
        """Facts that say no names, less the owl:sameAs among them where these are links."""
        for fact in facts:
            if fact.relation == SAME_AS and SAME_AS in self._special and isinstance(fact.tail, str):
                self._same.add((fact.head, fact.tail))
            else:
                yield fact

    def add_rows(self, rows: Array, graphs: Array | None = None) -> None:
        """Facts, as ``TripleList.extend_rows`` takes them; :meth:`is_fact` must hold for each."""
        self._all += len(rows)
        self.facts.extend_rows(rows, graphs)

    def add_names(self, heads: Iterable[int], relations: Iterable[str], texts: Sequence[Key]) -> None:
        """Statements with literals as tails, the heads as numbers of ``facts``; :meth:`is_name` must hold for each."""
        self._all += len(texts)
        for head, relation, (text, _, lang) in zip(heads, relations, texts, strict=True):
            self._in_other_languages += not note(self._said, head, relation, text, lang, self._rank)

    def _sifted(self, statements: Iterable[Triple]) -> Iterable[Triple]:
        entities, special = self.facts.entities, self._special
        for statement in statements:
            self._all += 1
            relation, tail = statement.relation, statement.tail
            if relation not in special:
                yield statement
            elif isinstance(tail, Literal):
                if relation not in NAMING:
                    yield statement
                    continue
                said = (relation, tail.value, tail.lang, self._rank)
                if relation in OF_RELATIONS:
                    is_wanted = note(self._said_of_relations, statement.head, *said)
                else:
                    is_wanted = note(self._said, entities.setdefault(statement.head, len(entities)), *said)
                self._in_other_languages += not is_wanted
            elif relation == INVERSE:
                self._inverses.add((statement.head, tail))
            elif relation == SAME_AS:
                self._same.add((statement.head, tail))
            else:
                yield statement

    def data(self) -> GraphData:
        """What was found. Nothing can be added after it."""
        facts, said = self.facts, self._said
        one = representatives(self._same)
        if one:
            before = list(facts.entities)
            facts = facts.renamed(one)
            said = _joined(said, [facts.entities[one.get(id, id)] for id in before])
        self.facts, self._said = TripleList(), {}
        rows = facts.view()
        n_names = len(facts.entities) + len(facts.literals)
        types = _marked(facts.relations, TYPES)[rows[:, 1]]
        declares = rows[:, 1] == facts.relations.get(TYPE, -1)
        # Literals count down from -1, so that here they are looked up from the end, where nothing is marked.
        declares &= _marked(facts.entities, PROPERTY_CLASSES, n_names)[rows[:, 2]]
        ids = list(facts.entities)

        # A restriction of OWL may be on the inverse of a property, which then is a blank node and has no name.
        inverses = {pair for pair in self._inverses if not any(map(_is_blank, pair))}
        declared = {id for pair in self._inverses for id in pair if not _is_blank(id)}
        declared.update(ids[at] for at in np.unique(rows[declares, 0]).tolist())
        drop = _marked(facts.relations, SCHEMA_OF_PROPERTIES)[rows[:, 1]] & (rows[:, 2] >= 0)
        drop |= declares
        drop &= _marked(facts.entities, declared.union(facts.relations), n_names)[rows[:, 0]]
        if drop.any():
            facts, types = facts.where(~drop), types[~drop]
            rows = facts.view()

        # Once more: rdf:type itself may have been used for nothing but declarations.
        relation_names = list(facts.relations)
        properties = declared | {relation_names[at] for at in np.unique(rows[:, 1]).tolist()}
        kinds = _Kinds(rows[types & (rows[:, 2] >= 0)][:, [0, 2]], ids, said)
        relations = _relations(properties, facts.entities, said, self._said_of_relations, inverses)
        known = _known(ids, said, kinds, _used(rows, n_names), properties)
        return GraphData(
            facts,
            Described(facts.entities, known),
            relations,
            lifted=self._all - len(facts),
            other_languages=self._in_other_languages,
            same_as=one,
        )


_NO_TYPES: Set[str] = frozenset()


class _Kinds:
    """The types of entities by the labels of their classes, blank nodes left out: of (n, 2) numbers of both."""

    def __init__(self, pairs: Array, ids: Sequence[str], said: Mapping[int, Said]) -> None:
        classes = np.unique(pairs[:, 1]).tolist()
        self._names = {
            at: names_of(said.get(at)).text() or label_of(ids[at]) for at in classes if not _is_blank(ids[at])
        }
        is_named = np.zeros(len(ids), bool)
        is_named[list(self._names)] = True
        pairs = pairs[is_named[pairs[:, 1]]]
        pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
        self.heads = sorted_distinct(pairs[:, 0].copy())
        self._typed = frozenset(self.heads.tolist())
        self._starts = np.searchsorted(pairs[:, 0], np.arange(len(ids) + 1))
        self._classes = pairs[:, 1]

    def of(self, number: int) -> Set[str]:
        """Those of one entity."""
        if number not in self._typed:
            return _NO_TYPES
        start, end = self._starts[number], self._starts[number + 1]
        return {self._names[at] for at in self._classes[start:end].tolist()}


def _is_blank(id: str) -> bool:
    return id.startswith("_:")


def _marked(among: Mapping[str, int], names: Iterable[str], size: int = 0) -> Array:
    """(``size`` or len(among),) True at the numbers of ``names``."""
    mark = np.zeros(size or len(among), bool)
    mark[[among[name] for name in names if name in among]] = True
    return mark


def _used(rows: Array, n_names: int) -> Array:
    """(n_names,) whether a fact has the entity as head or tail; literals from the end."""
    used = np.zeros(n_names, bool)
    used[rows[:, 0]] = True
    used[rows[:, 2]] = True
    return used


def _joined(said: Mapping[int, Said], numbers: Sequence[int]) -> dict[int, Said]:
    """What is said, under new numbers; several ids may have become one."""
    joined: dict[int, Said] = {}
    for old, names in said.items():
        at = numbers[old]
        if at in joined:
            both = Names()
            both.join(names_of(joined[at]))
            both.join(names_of(names))
            joined[at] = both
        else:
            joined[at] = names
    return joined


def _known(
    ids: Sequence[str], said: dict[int, Said], kinds: _Kinds, used: Array, properties: set[str]
) -> dict[int, Entity | str]:
    """Those with types or names, whose ``said`` is used up; properties are none, unless facts or a mark say so."""
    no_entities = properties | {item for id in properties if (item := _wikidata_item(id))}
    chosen = np.zeros(len(ids), bool)
    chosen[kinds.heads] = True
    named = np.fromiter(said, np.int64, len(said))
    chosen[named[used[named]]] = True
    for at in named[~chosen[named]].tolist():
        names = said[at]
        chosen[at] = ids[at] not in no_entities or (isinstance(names, Names) and names.is_marked)
    known: dict[int, Entity | str] = {}
    for at in np.flatnonzero(chosen).tolist():
        own, types = said.pop(at) if at in said else None, kinds.of(at)
        known[at] = own[2] if isinstance(own, tuple) and not types else entity_of(ids[at], own, types)
    return known


def _wikidata_item(relation: str) -> str:
    """The item that describes a direct property of Wikidata, "" for any other relation."""
    if not relation.startswith(WIKIDATA_DIRECT):
        return ""
    return WIKIDATA_ENTITY + relation.removeprefix(WIKIDATA_DIRECT)


def _relations(
    properties: set[str],
    numbers: Mapping[str, int],
    said: Mapping[int, Said],
    of_relations: Mapping[str, Said],
    inverses: set[tuple[str, str]],
) -> tuple[Relation, ...]:
    found = {}
    for id in properties:
        own = names_of(of_relations.get(id))
        named = said.get(numbers.get(id, -1)) or said.get(numbers.get(_wikidata_item(id), -1))
        names = own if own.label else names_of(named)
        found[id] = Relation(id, names.text() or relation_label(id), names.aliases(), own.inverse)
    for one, other in sorted(inverses):
        for id, inverse in ((one, other), (other, one)):
            if not found[id].inverse:
                found[id] = replace(found[id], inverse=found[inverse].label)
    return tuple(found[id] for id in sorted(found))
