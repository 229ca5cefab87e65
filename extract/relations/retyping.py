"""Types of things by what is surely said of them: what has a director of photography is a film, whatever its name
looked like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from kgqa.extract.found import Extraction
from kgqa.extract.relations.kinds import Fit
from kgqa.extract.relations.ontology import Ontology, OntologyRelation
from kgqa.extract.relations.stated import EXTRACTOR

SURE, ENOUGH = 0.5, 0.6
"""How likely a fact must be to say something of its ends' types, as likely as one that stands in a graph; and how
likely those together that make a thing be of another class than it looks like."""


def typed_by_facts(extraction: Extraction, ontology: Ontology, fit: Fit) -> Extraction:
    """The extraction, its entities of the class that most is said for by the sure facts that were asked for, each by
    how likely it is, where their own type does not fit that."""
    claims: dict[int, dict[str, float]] = defaultdict(dict)
    for at, classes, chance in _claims(extraction, ontology):
        for each in classes:
            claims[at][each] = chance + claims[at].get(each, 0.0)
    entities = list(extraction.entities)
    for at, claimed in claims.items():
        best = min(claimed, key=lambda each: (-claimed[each], each))
        if claimed[best] >= ENOUGH and not fit.fits(entities[at].type, best):
            entities[at] = replace(entities[at], type=ontology.by_id[best].label)
    return replace(extraction, entities=tuple(entities))


def _claims(extraction: Extraction, ontology: Ontology) -> Iterator[tuple[int, tuple[str, ...], float]]:
    """Entities with the classes that a sure fact says they are of one of."""
    by_label: dict[str, list[OntologyRelation]] = defaultdict(list)
    for each in ontology.relations:
        by_label[each.label].append(each)
    for fact in extraction.facts:
        if fact.extractor != EXTRACTOR or fact.confidence < SURE or len(by_label[fact.relation]) != 1:
            continue
        (relation,) = by_label[fact.relation]
        if relation.domains:
            yield fact.head, relation.domains, fact.confidence
        if relation.ranges and isinstance(fact.tail, int):
            yield fact.tail, relation.ranges, fact.confidence
