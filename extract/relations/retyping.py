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

SURE = 0.5
"""How likely a fact must be to set its ends' types, which rest on names and few words around them: as likely as one
that stands in a graph. With 0.85 fewer facts are right and fewer are found (benchmarks/by_ontology.py)."""


def typed_by_facts(extraction: Extraction, ontology: Ontology, fit: Fit) -> Extraction:
    """The extraction, its entities of the classes that sure facts asked for by an ontology's relations lead to, where
    their own type fits none of these."""
    claims: dict[int, dict[str, float]] = defaultdict(dict)
    for at, classes, chance in _claims(extraction, ontology):
        for each in classes:
            claims[at][each] = max(chance, claims[at].get(each, 0.0))
    entities = list(extraction.entities)
    for at, claimed in claims.items():
        if any(fit.fits(entities[at].type, each) for each in claimed):
            continue
        best = min(claimed, key=lambda each: (-claimed[each], each))
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
