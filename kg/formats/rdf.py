"""What RDF says of its own words: labels, descriptions, types and inverses, told apart from the facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kgqa.kg.names import label_of, relation_label
from kgqa.types import Entity, Literal, Relation, Triple

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA = ("http://schema.org/", "https://schema.org/")

TYPE = RDF + "type"
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
    aliases, descriptions or relations rather than facts.
    """

    triples: tuple[Triple, ...]
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    skipped: int = 0
    lifted: int = 0


@dataclass(slots=True)
class _Names:
    labels: list[_Ranked] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    descriptions: list[_Ranked] = field(default_factory=list)


def lift(statements: Iterable[Triple]) -> GraphData:
    """Tell the facts in RDF statements from what they say of names.

    - rdfs:label, skos:prefLabel, schema:name and foaf:name give the label: English first, then no
      language, then the others; those not chosen become aliases, beside skos:altLabel.
    - schema:description, dcterms:description and rdfs:comment give the description, chosen alike.
    - rdf:type gives the entity's types, by the label of the class, and stays a fact.
    - Of properties (used as one, or declared so) the label and owl:inverseOf make a Relation, whose
      ``inverse`` is the label of the other one; their declarations are no facts.

    The order of ``statements`` has no influence on entities and relations.
    """
    names: defaultdict[str, _Names] = defaultdict(_Names)
    inverses: set[tuple[str, str]] = set()
    facts: list[Triple] = []
    total = 0
    for statement in statements:
        total += 1
        if isinstance(statement.tail, Literal):
            if not _name(names, statement.head, statement.relation, statement.tail):
                facts.append(statement)
        elif statement.relation == INVERSE:
            inverses.add((statement.head, statement.tail))
        else:
            facts.append(statement)
    declared = {id for pair in inverses for id in pair}
    declared.update(t.head for t in facts if t.relation == TYPE and t.tail in _PROPERTY_CLASSES)
    known = declared | {t.relation for t in facts}
    facts = [fact for fact in facts if not _declares(fact, known)]
    # Once more: rdf:type itself may have been used for nothing but declarations.
    properties = declared | {t.relation for t in facts}
    nodes = {node for t in facts for node in (t.head, t.tail) if isinstance(node, str)}
    return GraphData(
        tuple(facts),
        _entities(facts, {id: said for id, said in names.items() if id in nodes or id not in properties}),
        _relations(properties, names, inverses),
        lifted=total - len(facts),
    )


def _name(names: defaultdict[str, _Names], id: str, predicate: str, literal: Literal) -> bool:
    """Note what a statement says of a name; whether it says anything of it."""
    text = literal.value.strip()
    if predicate in _LABEL_RANK:
        if text:
            names[id].labels.append((_language_rank(literal.lang), _LABEL_RANK[predicate], text))
    elif predicate == ALIAS:
        if text:
            names[id].aliases.append(text)
    elif predicate in _DESCRIPTION_RANK:
        if text:
            names[id].descriptions.append((_language_rank(literal.lang), _DESCRIPTION_RANK[predicate], text))
    else:
        return False
    return True


def _language_rank(lang: str) -> int:
    if lang == "en" or lang.startswith("en-"):
        return 0
    return 2 if lang else 1


def _declares(fact: Triple, properties: set[str]) -> bool:
    if fact.head not in properties:
        return False
    return fact.relation in _SCHEMA_OF_PROPERTIES or (fact.relation == TYPE and fact.tail in _PROPERTY_CLASSES)


def _label(id: str, names: Mapping[str, _Names]) -> str:
    known = names.get(id)
    return min(known.labels)[2] if known and known.labels else ""


def _aliases(id: str, names: Mapping[str, _Names]) -> tuple[str, ...]:
    known = names.get(id)
    if known is None:
        return ()
    texts = {*known.aliases, *(text for _, _, text in known.labels)}
    return tuple(sorted(texts - {_label(id, names)}))


def _entities(facts: list[Triple], names: Mapping[str, _Names]) -> tuple[Entity, ...]:
    types: defaultdict[str, set[str]] = defaultdict(set)
    for fact in facts:
        if fact.relation == TYPE and isinstance(fact.tail, str) and not fact.tail.startswith("_:"):
            types[fact.head].add(_label(fact.tail, names) or label_of(fact.tail))
    entities = []
    for id in sorted(types.keys() | names.keys()):
        known = names.get(id)
        entities.append(
            Entity(
                id,
                _label(id, names) or label_of(id),
                _aliases(id, names),
                min(known.descriptions)[2] if known and known.descriptions else "",
                tuple(sorted(types.get(id, ()))),
            )
        )
    return tuple(entities)


def _relations(
    properties: set[str], names: Mapping[str, _Names], inverses: set[tuple[str, str]]
) -> tuple[Relation, ...]:
    found = {id: Relation(id, _label(id, names) or relation_label(id), _aliases(id, names)) for id in properties}
    for one, other in sorted(inverses):
        for id, inverse in ((one, other), (other, one)):
            if not found[id].inverse:
                found[id] = replace(found[id], inverse=found[inverse].label)
    return tuple(found[id] for id in sorted(found))
