"""What RDF says of its own words: labels, descriptions, types and inverses, told apart from the facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from kgqa.kg.formats.iris import ENTITY, ENTITY_TYPE, INVERSE_LABEL, RELATION_ALIAS, RELATION_LABEL
from kgqa.kg.formats.sameas import SAME_AS, representatives
from kgqa.kg.names import label_of, relation_label
from kgqa.kg.triples import TripleList
from kgqa.types import Entity, Literal, Relation, Triple

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA = ("http://schema.org/", "https://schema.org/")

TYPE = RDF + "type"
WIKIDATA = "http://www.wikidata.org/"
WIKIDATA_ENTITY = WIKIDATA + "entity/"
WIKIDATA_DIRECT = WIKIDATA + "prop/direct/"
TYPES = (TYPE, WIKIDATA_DIRECT + "P31")
"""Predicates whose tails are classes."""
INVERSE = OWL + "inverseOf"
LABELS = (
    RDFS + "label",
    SKOS + "prefLabel",
    *(base + "name" for base in SCHEMA),
    "http://xmlns.com/foaf/0.1/name",
)
"""Predicates of labels, the first preferred."""
ALIAS = SKOS + "altLabel"
DESCRIPTIONS = (
    *(base + "description" for base in SCHEMA),
    "http://purl.org/dc/terms/description",
    RDFS + "comment",
    "http://dbpedia.org/ontology/abstract",
)

_LABEL_RANK = {id: at for at, id in enumerate(LABELS)}
_DESCRIPTION_RANK = {id: at for at, id in enumerate(DESCRIPTIONS)}
_PROPERTY_CLASSES = {
    RDF + "Property",
    *(
        OWL + name
        for name in (
            "ObjectProperty",
            "DatatypeProperty",
            "AnnotationProperty",
            "OntologyProperty",
            "FunctionalProperty",
            "InverseFunctionalProperty",
            "SymmetricProperty",
            "AsymmetricProperty",
            "TransitiveProperty",
            "ReflexiveProperty",
            "IrreflexiveProperty",
        )
    ),
}
_SCHEMA_OF_PROPERTIES = {
    RDFS + "domain",
    RDFS + "range",
    RDFS + "subPropertyOf",
    OWL + "equivalentProperty",
}

_Ranked = tuple[int, int, str]
"""(rank of the language, rank of the predicate, text): the smallest is the best."""


@dataclass(frozen=True, slots=True)
class GraphData:
    """What files say, before it is numbered.

    ``skipped`` counts broken lines that were left out; ``lifted`` the RDF statements that became labels,
    aliases, descriptions or relations rather than facts; ``other_languages`` those names among them that are
    in no language asked for. ``same_as`` maps the ids that owl:sameAs made one with another to that one;
    ``unsaid`` counts what the files say and a graph can't hold, by kind.
    """

    triples: TripleList
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    skipped: int = 0
    lifted: int = 0
    other_languages: int = 0
    same_as: Mapping[str, str] = field(default_factory=dict)
    unsaid: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Names:
    """What is said of one id. A dump has millions of these: sets are made when there is something for them."""

    label: _Ranked | None = None
    description: _Ranked | None = None
    others: set[str] | None = None
    types: set[str] | None = None
    inverse: str = ""

    def add_label(self, label: _Ranked) -> None:
        if self.label is None:
            self.label = label
            return
        best, other = sorted((self.label, label))
        self.label = best
        if other[2] != best[2]:
            self.add_alias(other[2])

    def add_alias(self, text: str) -> None:
        if self.others is None:
            self.others = set()
        self.others.add(text)

    def add_type(self, text: str) -> None:
        if self.types is None:
            self.types = set()
        self.types.add(text)

    def add_description(self, description: _Ranked) -> None:
        self.description = min(self.description or description, description)

    def add_inverse(self, text: str) -> None:
        self.inverse = min(self.inverse or text, text)

    def join(self, other: _Names) -> None:
        if other.label:
            self.add_label(other.label)
        for text in other.others or ():
            self.add_alias(text)
        for text in other.types or ():
            self.add_type(text)
        if other.description:
            self.add_description(other.description)
        if other.inverse:
            self.add_inverse(other.inverse)

    def text(self) -> str:
        return self.label[2] if self.label else ""

    def aliases(self) -> tuple[str, ...]:
        return tuple(sorted((self.others or set()) - {self.text()}))


_NOTHING = _Names()


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
    names: defaultdict[str, _Names] = defaultdict(_Names)
    of_relations: defaultdict[str, _Names] = defaultdict(_Names)
    inverses: set[tuple[str, str]] = set()
    same: set[tuple[str, str]] = set()
    facts = TripleList()
    counts = {"all": 0, "languages": 0}
    rank = _ranking(languages)

    def sift() -> Iterable[Triple]:
        for statement in statements:
            counts["all"] += 1
            tail = statement.tail
            if isinstance(tail, Literal):
                if not _name(names, of_relations, statement.head, statement.relation, tail, rank, counts):
                    yield statement
            elif statement.relation == INVERSE:
                inverses.add((statement.head, tail))
            elif same_as and statement.relation == SAME_AS:
                same.add((statement.head, tail))
            else:
                yield statement

    facts.extend(sift())
    one = representatives(same)
    if one:
        facts = facts.renamed(one)
        for old, new in one.items():
            if old in names:
                names[new].join(names.pop(old))
    rows = facts.rows
    types = np.isin(rows[:, 1], facts.numbers(TYPES.__contains__, facts.relations))
    of_rdf = rows[:, 1] == facts.relations.get(TYPE, -1)
    classes = np.isin(rows[:, 2], facts.numbers(_PROPERTY_CLASSES.__contains__, facts.entities))
    entity_names, relation_names = list(facts.entities), list(facts.relations)

    declared = {id for pair in inverses for id in pair}
    declared.update(entity_names[at] for at in np.unique(rows[of_rdf & classes, 0]).tolist())
    known = declared.union(relation_names)
    heads = np.isin(rows[:, 0], facts.numbers(known.__contains__, facts.entities))
    schema = np.isin(rows[:, 1], facts.numbers(_SCHEMA_OF_PROPERTIES.__contains__, facts.relations))
    keep = ~(heads & ((schema & (rows[:, 2] >= 0)) | (of_rdf & classes)))
    facts, rows, types = facts.where(keep), rows[keep], types[keep]

    # Once more: rdf:type itself may have been used for nothing but declarations.
    properties = declared | {relation_names[at] for at in np.unique(rows[:, 1]).tolist()}
    items = {entity for id in properties if (entity := _wikidata_item(id))}
    used = np.unique(np.concatenate([rows[:, 0], rows[rows[:, 2] >= 0, 2]])).tolist()
    nodes = {entity_names[at] for at in used}
    typed: defaultdict[str, set[str]] = defaultdict(set)
    for head, tail in {tuple(pair) for pair in rows[types & (rows[:, 2] >= 0)][:, [0, 2]].tolist()}:
        kind = entity_names[tail]
        if not kind.startswith("_:"):
            typed[entity_names[head]].add(names.get(kind, _NOTHING).text() or label_of(kind))
    no_entities = properties | items
    described = {id for id, said in names.items() if id in nodes or id not in no_entities or _is_marked(said)}
    return GraphData(
        facts,
        tuple(_entity(id, names.get(id, _NOTHING), typed.get(id, set())) for id in sorted(typed.keys() | described)),
        _relations(properties, names, of_relations, inverses),
        lifted=counts["all"] - len(facts),
        other_languages=counts["languages"],
        same_as=one,
    )


_Rank = Callable[[str], int | None]
"""The rank of a language tag, None where names in it are not asked for."""


def _ranking(languages: Sequence[str]) -> _Rank:
    if not languages:
        return lambda lang: 0 if lang == "en" or lang.startswith("en-") else 2 if lang else 1
    wanted = [language.lower() for language in languages]
    known: dict[str, int | None] = {"": len(wanted)}

    def rank(lang: str) -> int | None:
        if lang not in known:
            tag = lang.lower()
            fits = (at for at, language in enumerate(wanted) if tag == language or tag.startswith(f"{language}-"))
            known[lang] = next(fits, None)
        return known[lang]

    return rank


def _name(
    names: defaultdict[str, _Names],
    of_relations: defaultdict[str, _Names],
    id: str,
    predicate: str,
    literal: Literal,
    rank: _Rank,
    counts: dict[str, int],
) -> bool:
    """Note what a statement says of a name; whether it says anything of it."""
    text = literal.value.strip()
    if predicate not in _NAMING:
        return False
    if not text:
        return True
    language = rank(literal.lang)
    if language is None:
        counts["languages"] += 1
    elif predicate in _LABEL_RANK:
        names[id].add_label((language, _LABEL_RANK[predicate], text))
    elif predicate == ALIAS:
        names[id].add_alias(text)
    elif predicate in _DESCRIPTION_RANK:
        names[id].add_description((language, _DESCRIPTION_RANK[predicate], literal.value))
    elif predicate == ENTITY_TYPE:
        names[id].add_type(text)
    elif predicate == ENTITY:
        names[id].add_type("")
    elif predicate == RELATION_LABEL:
        of_relations[id].add_label((language, 0, text))
    elif predicate == RELATION_ALIAS:
        of_relations[id].add_alias(text)
    else:
        of_relations[id].add_inverse(text)
    return True


_NAMING = {
    *_LABEL_RANK,
    *_DESCRIPTION_RANK,
    ALIAS,
    ENTITY,
    ENTITY_TYPE,
    INVERSE_LABEL,
    RELATION_ALIAS,
    RELATION_LABEL,
}


def _is_marked(names: _Names) -> bool:
    return names.types is not None and "" in names.types


def _wikidata_item(relation: str) -> str:
    """The item that describes a direct property of Wikidata, "" for any other relation."""
    if not relation.startswith(WIKIDATA_DIRECT):
        return ""
    return WIKIDATA_ENTITY + relation.removeprefix(WIKIDATA_DIRECT)


def _entity(id: str, names: _Names, types: set[str]) -> Entity:
    kinds = types.union(names.types or ()) - {""}
    return Entity(
        id,
        names.text() or label_of(id),
        names.aliases(),
        names.description[2] if names.description else "",
        tuple(sorted(kinds)),
    )


def _relations(
    properties: set[str],
    names: Mapping[str, _Names],
    of_relations: Mapping[str, _Names],
    inverses: set[tuple[str, str]],
) -> tuple[Relation, ...]:
    found = {}
    for id in properties:
        own = of_relations.get(id, _NOTHING)
        said = own if own.label else names.get(id) or names.get(_wikidata_item(id), _NOTHING)
        found[id] = Relation(id, said.text() or relation_label(id), said.aliases(), own.inverse)
    for one, other in sorted(inverses):
        for id, inverse in ((one, other), (other, one)):
            if not found[id].inverse:
                found[id] = replace(found[id], inverse=found[inverse].label)
    return tuple(found[id] for id in sorted(found))
