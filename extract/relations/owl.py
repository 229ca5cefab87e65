"""What an RDF file says of classes and properties, in the words of RDFS, OWL, SKOS and schema.org."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kgqa.kg.formats.read import read_triples
from kgqa.kg.names import relation_label
from kgqa.types import Literal, Node

BASE = "https://example.org/ontology"
"""What relative names are resolved against: no folder of one machine."""

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEMA_ORG = ("http://schema.org/", "https://schema.org/")
_DC = ("http://purl.org/dc/terms/", "http://purl.org/dc/elements/1.1/")

_OBJECT = ("ObjectProperty", "SymmetricProperty", "TransitiveProperty", "InverseFunctionalProperty")
_BUILT_IN = (RDF, RDFS, OWL, SKOS)


class Said:
    """The statements of one file, asked by subject and predicate. All answers are sorted."""

    def __init__(self, path: Path, format: str) -> None:
        self._tails: defaultdict[tuple[str, str], set[Node]] = defaultdict(set)
        self._of: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for triple in read_triples(path, format=format, base=BASE):
            self._tails[triple.head, triple.relation].add(triple.tail)
            if isinstance(triple.tail, str):
                self._of[triple.relation, triple.tail].add(triple.head)
        self.objects = self._typed(*(OWL + name for name in _OBJECT))
        self.functional = self._typed(OWL + "FunctionalProperty")
        self.literal = self._typed(OWL + "DatatypeProperty")
        used = {head for head, relation in self._tails if relation in _DOMAINS + _RANGES}
        properties = self.objects | self.functional | self.literal | self._typed(RDF + "Property") | used
        self.relations = _own(properties - self._typed(OWL + "AnnotationProperty"))
        below = {head for head, relation in self._tails if relation == RDFS + "subClassOf"}
        self.classes = _own(self._typed(OWL + "Class", RDFS + "Class") | below)
        ontologies = sorted(self._typed(OWL + "Ontology"))
        self.imports = tuple(sorted({t for id in ontologies for t in self._named(id, (OWL + "imports",))}))
        titles = (RDFS + "label", *(base + "title" for base in _DC))
        self.title = next((text for id in ontologies for text in self._texts(id, titles)), "")

    def names(self, id: str) -> tuple[str, ...]:
        """Its labels: English before those without a language before others, alternative ones last; at least one."""
        found = (*self._texts(id, (RDFS + "label",)), *self._texts(id, (SKOS + "prefLabel",))) or (relation_label(id),)
        by_language = sorted(
            self._literals(id, (RDFS + "label", SKOS + "prefLabel")), key=lambda one: (_rank(one.lang), one.lang)
        )
        first = [one.value.strip() for one in by_language if _rank(one.lang) == _rank(by_language[0].lang)]
        ordered = [text for text in found if text in first] + [text for text in found if text not in first]
        return tuple(dict.fromkeys((*ordered, *self._texts(id, (SKOS + "altLabel",)))))

    def description(self, id: str) -> str:
        """The first of its comments, definitions and descriptions, on one line."""
        predicates = (RDFS + "comment", SKOS + "definition", *(base + "description" for base in _DC))
        texts = (text for predicate in predicates for text in self._texts(id, (predicate,)))
        return " ".join(next(texts, "").split())

    def parents(self, id: str) -> tuple[str, ...]:
        """The named classes right above it, those it is the same as among them."""
        above = set(self._named(id, (RDFS + "subClassOf", OWL + "equivalentClass")))
        same = self._of[OWL + "equivalentClass", id]
        return tuple(sorted(name for name in above | same if not name.startswith("_:") and name != id))

    def domains(self, id: str) -> tuple[str, ...]:
        """The classes that its heads may be of."""
        return self._classes(id, _DOMAINS)

    def ranges(self, id: str) -> tuple[str, ...]:
        """The classes and datatypes that its tails may be of."""
        return self._classes(id, _RANGES)

    def inverse(self, id: str) -> str:
        """The relation it is the inverse of, by whichever of the two it was said of; its own id where symmetric."""
        if id in self._of[RDF + "type", OWL + "SymmetricProperty"]:
            return id
        found = {*self._named(id, (OWL + "inverseOf",)), *self._of[OWL + "inverseOf", id]}
        return min((name for name in found if not name.startswith("_:")), default="")

    def _classes(self, id: str, predicates: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for tail in self._named(id, predicates) for name in self._members(tail, set())))

    def _members(self, id: str, seen: set[str]) -> Iterator[str]:
        """A class, or those that a union is made of; a restriction says nothing, data ranges are literals."""
        if not id.startswith("_:"):
            yield id
            return
        if id in seen:
            return
        seen.add(id)
        if self._named(id, (OWL + "onDatatype",)) or id in self._typed(RDFS + "Datatype", OWL + "DataRange"):
            yield RDFS + "Literal"
            return
        for items in self._named(id, (OWL + "unionOf", OWL + "intersectionOf")):
            walked = set()
            while items.startswith(("_:", "http")) and items != RDF + "nil" and items not in walked:
                walked.add(items)
                for item in self._named(items, (RDF + "first",)):
                    yield from self._members(item, seen)
                items = next(iter(self._named(items, (RDF + "rest",))), "")

    def _typed(self, *classes: str) -> set[str]:
        return set().union(*(self._of[RDF + "type", name] for name in classes))

    def _named(self, id: str, predicates: tuple[str, ...]) -> tuple[str, ...]:
        found = {tail for predicate in predicates for tail in self._tails.get((id, predicate), ())}
        return tuple(sorted(tail for tail in found if isinstance(tail, str)))

    def _literals(self, id: str, predicates: tuple[str, ...]) -> list[Literal]:
        found = {tail for predicate in predicates for tail in self._tails.get((id, predicate), ())}
        literals = [tail for tail in found if isinstance(tail, Literal) and tail.value.strip()]
        return sorted(literals, key=lambda one: (_rank(one.lang), one.lang, one.value))

    def _texts(self, id: str, predicates: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.value.strip() for one in self._literals(id, predicates)))


_DOMAINS = (RDFS + "domain", *(base + "domainIncludes" for base in _SCHEMA_ORG))
_RANGES = (RDFS + "range", *(base + "rangeIncludes" for base in _SCHEMA_ORG))


def read_owl(path: Path, format: str) -> Said:
    """What a file in one of kgqa's RDF formats says. Raises InputError, with the line where it is known."""
    return Said(path, format)


def _rank(language: str) -> int:
    language = language.lower()
    return 0 if language == "en" or language.startswith("en-") else 1 if not language else 2


def _own(ids: set[str]) -> tuple[str, ...]:
    """Those that are named, and by the ontology rather than by RDF itself."""
    return tuple(sorted(id for id in ids if not id.startswith(("_:", *_BUILT_IN))))
