"""Ontologies that guide the building of a graph: classes and relations, from RDFS/OWL or Text2KGBench's JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kgqa.data import ontology as text2kgbench
from kgqa.data.lines import read_json
from kgqa.errors import InputError
from kgqa.extract.relations.owl import read_owl
from kgqa.extract.relations.schema import RelationType
from kgqa.kg.names import is_iri, local_name, relation_label

THING = "http://www.w3.org/2002/07/owl#Thing"
"""The class of all entities."""

_DATATYPES = {
    "string": "string", "text": "string", "langstring": "string", "date": "date", "year": "date", "datetime": "date",
    "gyear": "date", "gyearmonth": "date", "number": "number", "integer": "number", "int": "number", "long": "number",
    "decimal": "number", "float": "number", "double": "number", "nonnegativeinteger": "number",
    "positiveinteger": "number", "literal": "",
}  # fmt: skip
"""kgqa's datatypes by the local names of classes that mean one, folded; "" is any."""
_PURE_DATATYPES = (
    "http://www.w3.org/2001/XMLSchema#",
    "http://www.w3.org/2000/01/rdf-schema#Literal",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
)
_ANYTHING = ("http://www.w3.org/2000/01/rdf-schema#Resource",)
_RDF_SUFFIXES = {
    ".ttl": "turtle", ".n3": "turtle", ".rdf": "rdfxml", ".owl": "rdfxml", ".xml": "rdfxml", ".nt": "ntriples",
    ".jsonld": "jsonld", ".trig": "trig", ".nq": "nquads",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OntologyClass:
    """A class of things; ``parents`` are the ids of the classes right above it."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OntologyRelation:
    """A relation. Its head is of one of the classes ``domains`` (ids; () is anything), its tail of one of ``ranges``
    or a literal of one of ``datatypes`` ("date", "number", "string", "" for any literal).

    Both empty: the tail is anything. ``inverse`` is the id of the relation that says the same from tail to head, ""
    where there is none (a symmetric relation is its own); ``functional``: a head has one tail at most.
    """

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    description: str = ""
    domains: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()
    datatypes: tuple[str, ...] = ()
    inverse: str = ""
    functional: bool = False

    @property
    def takes_entities(self) -> bool:
        """Whether a tail may be an entity."""
        return bool(self.ranges) or not self.datatypes

    @property
    def takes_literals(self) -> bool:
        """Whether a tail may be a literal."""
        return bool(self.datatypes) or not self.ranges


@dataclass(frozen=True)
class Ontology:
    """Classes and relations, each sorted by id. ``imports`` are the ontologies it names, which are not fetched."""

    title: str
    classes: tuple[OntologyClass, ...]
    relations: tuple[OntologyRelation, ...]
    imports: tuple[str, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, OntologyClass]:
        """The classes by id."""
        return {one.id: one for one in self.classes}

    def lineage(self, id: str) -> tuple[str, ...]:
        """A class and all above it, the nearest first; a circle of classes is walked once."""
        found = {id: None}
        queue = [id]
        for each in queue:
            known = self.by_id.get(each)
            for parent in known.parents if known else ():
                if parent not in found:
                    found[parent] = None
                    queue.append(parent)
        return tuple(found)

    def relation_types(self) -> tuple[RelationType, ...]:
        """One for each pair of a domain and a range of each relation, by the labels of classes.

        "" is anything, a datatype ("date") a literal. What a trained extractor is asked for.
        """
        return tuple(
            dict.fromkeys(
                RelationType(one.id, one.label, domain, range, one.description)
                for one in self.relations
                for domain in self._labels(one.domains) or ("",)
                for range in (*self._labels(one.ranges), *one.datatypes) or ("",)
            )
        )

    def _labels(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple("" if id == THING else self.by_id[id].label if id in self.by_id else id for id in ids)


def load_ontology(path: str | Path) -> Ontology:
    """The ontology in a file: Turtle, RDF/XML, JSON-LD, N-Triples, or the JSON of Text2KGBench.

    From RDF come owl:Class and rdfs:Class with rdfs:subClassOf and owl:equivalentClass; owl:ObjectProperty,
    owl:DatatypeProperty, rdf:Property and whatever has a domain or range, with rdfs:label and skos:prefLabel (English
    first; the others and skos:altLabel are further labels), rdfs:comment, skos:definition, owl:inverseOf,
    owl:FunctionalProperty and owl:SymmetricProperty. Several domains or ranges, owl:unionOf and schema.org's
    domainIncludes are all read as "one of these", which is looser than RDFS where there are several. Without a label
    the local name is one. A class that is only named as a domain or range is made; "string", "number" and "Date"
    there mean literals, and things as well where they are declared as classes. Where an ontology tells datatype
    properties apart, an object property without a range has entities.

    owl:imports are named and never fetched, nor is a context of JSON-LD. Relative names are resolved against
    https://example.org/ontology. Raises InputError, with the place where it is known, for a broken file, one of
    another format, and one without any relation.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix == ".json":
        found = read_json(path)
        if not (isinstance(found, dict) and "relations" in found) and "@" in str(found)[:2000]:
            return _of_owl(path, "jsonld")
        return _of_text2kgbench(path)
    if suffix not in _RDF_SUFFIXES:
        raise InputError(f"{path}: an ontology ends in .json, {', '.join(_RDF_SUFFIXES)}, found {suffix!r}")
    return _of_owl(path, _format(path, _RDF_SUFFIXES[suffix]))


def _format(path: Path, format: str) -> str:
    """The format of a file, which for .owl is any of several."""
    if format != "rdfxml":
        return format
    try:
        with path.open("rb") as file:
            start = file.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n")
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror or error}") from error
    if start.startswith((b"@prefix", b"@base", b"PREFIX", b"BASE", b"#", b"<http")):
        return "turtle"
    if start.startswith((b"Prefix(", b"Ontology(", b"Prefix:", b"Ontology:")) or (
        b"<Ontology" in start and b"RDF" not in start.partition(b"<Ontology")[0]
    ):
        raise InputError(f"{path}: OWL comes as RDF/XML or Turtle, not in OWL's own syntaxes: save it as one of those")
    return format


def _of_text2kgbench(path: Path) -> Ontology:
    found = text2kgbench.read_ontology(path)
    draft = _Draft()
    for concept in found.concepts:
        draft.declare(concept.id, concept.label.strip(), ())
    groups: dict[str, list[text2kgbench.OntologyRelation]] = {}
    for relation in found.relations:
        groups.setdefault(relation.id, []).append(relation)
    for id, group in groups.items():
        labels = tuple(dict.fromkeys(relation.label.strip() for relation in group))
        ranges, datatypes = draft.ranges(relation.range for relation in group)
        domains = draft.domains(relation.domain for relation in group)
        draft.relations[id] = OntologyRelation(id, labels[0], labels[1:], "", domains, ranges, datatypes)
    return draft.ontology(found.title, ())


def _of_owl(path: Path, format: str) -> Ontology:
    said = read_owl(path, format)
    draft = _Draft()
    for id in said.classes:
        names = said.names(id)
        draft.declare(id, names[0], names[1:], said.parents(id))
    for id in said.relations:
        names = said.names(id)
        ranges, datatypes = draft.ranges(said.ranges(id))
        if not ranges and not datatypes:
            if id in said.literal:
                datatypes = ("",)
            elif id in said.objects and said.literal:
                ranges = (THING,)
        draft.relations[id] = OntologyRelation(
            id,
            names[0],
            names[1:],
            said.description(id),
            draft.domains(said.domains(id)),
            ranges,
            datatypes,
            said.inverse(id),
            id in said.functional,
        )
    if not draft.relations:
        raise InputError(f"{path}: an ontology has at least one relation, and this one has none")
    return draft.ontology(said.title or path.stem, said.imports)


class _Draft:
    """An ontology in the making: classes that are only named are made as they are met."""

    def __init__(self) -> None:
        self.classes: dict[str, OntologyClass] = {}
        self.relations: dict[str, OntologyRelation] = {}

    def declare(self, id: str, label: str, aliases: tuple[str, ...], parents: tuple[str, ...] = ()) -> None:
        if id not in self.classes and id != THING:
            self.classes[id] = OntologyClass(id, label or relation_label(id), aliases, parents)

    def domains(self, ids: Iterable[str]) -> tuple[str, ...]:
        named = tuple(dict.fromkeys(id for id in ids if id))
        return () if THING in named or set(named) & set(_ANYTHING) else tuple(sorted(self._met(named)))

    def ranges(self, ids: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        named = tuple(dict.fromkeys(ids))
        if set(named) & {*_ANYTHING, ""}:
            return (), ()
        classes = [id for id in named if id in self.classes or _datatype(id) is None]
        found = {datatype for id in named if (datatype := _datatype(id)) is not None}
        return tuple(sorted(self._met(classes))), tuple(sorted(found))

    def _met(self, ids: Iterable[str]) -> Iterator[str]:
        for id in ids:
            self.declare(id, "", ())
            yield id

    def ontology(self, title: str, imports: tuple[str, ...]) -> Ontology:
        for one in tuple(self.classes.values()):
            for parent in one.parents:
                self.declare(parent, "", ())
        return Ontology(
            title,
            tuple(self.classes[id] for id in sorted(self.classes)),
            tuple(self.relations[id] for id in sorted(self.relations)),
            imports,
        )


def _datatype(id: str) -> str | None:
    """The datatype that a name stands for, else None."""
    name = (local_name(id) if is_iri(id) else id).lower()
    return _DATATYPES.get(name, "" if id.startswith(_PURE_DATATYPES) else None)
