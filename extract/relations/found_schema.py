"""The schema that a graph shows: its types, and of each relation what it holds between and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

import numpy as np

from kgqa.extract.relations.ontology import Ontology, OntologyClass, OntologyRelation
from kgqa.kg.formats.iris import id_to_iri
from kgqa.kg.graph import Graph
from kgqa.kg.names import is_iri

EXAMPLES = 3
"""Triples shown of a relation."""
RARE = 0.05
"""Share of a relation's heads, or tails, that a type has to have to become a domain or range of the ontology."""
FUNCTIONAL = 0.99
"""Share of heads with one tail from which a relation is written as functional, with 20 heads or more."""
_SEEN_OFTEN = 20
_CLASS = "urn:kgqa-types:"
_XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True)
class Count:
    """A name and how often it was met."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class FoundRelation:
    """A relation of a graph with its triples counted.

    ``heads`` and ``tails`` count triples by the types of their entities ("" for those without; an entity with several
    types counts under each), ``literals`` by datatype; commonest first. ``functional`` is the share of its heads that
    have one tail. ``examples`` are (head, tail) by label, the first in the graph's order.
    """

    id: str
    label: str
    aliases: tuple[str, ...]
    inverse: str
    count: int
    heads: tuple[Count, ...]
    tails: tuple[Count, ...]
    literals: tuple[Count, ...]
    functional: float
    examples: tuple[tuple[str, str], ...]
    n_heads: int = 0


@dataclass(frozen=True, slots=True)
class FoundSchema:
    """The types of a graph's entities ("" for none) and its relations, commonest first."""

    types: tuple[Count, ...]
    relations: tuple[FoundRelation, ...]


def schema_of(graph: Graph) -> FoundSchema:
    """The schema of any graph: a function of what it holds. Relations that no triple uses are left out."""
    names, entity_types = _types(graph)
    triples = graph.triples
    order = np.argsort(triples[:, 1], kind="stable")
    triples = triples[order]
    bounds = np.searchsorted(triples[:, 1], np.arange(graph.n_relations + 1))
    relations = []
    for index in range(graph.n_relations):
        rows = triples[bounds[index] : bounds[index + 1]]
        if rows.size:
            relations.append(_relation(graph, index, rows, names, entity_types))
    counts = Counter(at for types in entity_types for at in types)
    return FoundSchema(
        _sorted(Counter({names[at]: count for at, count in counts.items()})),
        tuple(sorted(relations, key=lambda one: (-one.count, one.label, one.id))),
    )


def as_ontology(schema: FoundSchema, title: str = "Schema found in a graph") -> Ontology:
    """The schema as an ontology to edit and to build with: types are classes, and those that a relation is often met
    with (:data:`RARE`) its domains and ranges. An argument whose types are not known may be anything."""
    classes = {one.name: OntologyClass(_class_id(one.name), one.name) for one in schema.types if one.name}
    relations = []
    for one in schema.relations:
        ranges, datatypes = _often(one.tails, one.count), _often(one.literals, one.count)
        open_tail = "" in ranges
        relations.append(
            OntologyRelation(
                one.id,
                one.label,
                tuple(sorted(set(one.aliases) - {one.label, ""})),
                "",
                _ids(_often(one.heads, one.count), classes),
                () if open_tail else _ids(ranges, classes),
                () if open_tail else tuple(sorted({_datatype(each) for each in datatypes})),
                "",
                one.functional >= FUNCTIONAL and one.n_heads >= _SEEN_OFTEN,
            )
        )
    return Ontology(
        title,
        tuple(sorted(classes.values(), key=lambda one: one.id)),
        tuple(sorted(relations, key=lambda one: one.id)),
    )


def write_turtle(ontology: Ontology, notes: Mapping[str, str] | None = None) -> str:
    """An ontology as Turtle that :func:`~kgqa.extract.relations.ontology.load_ontology` reads back as an equal one.

    Ids that are no IRIs are written as kgqa writes them everywhere. ``notes`` (by id) become comment lines.
    """
    return "\n".join(_lines(ontology, notes or {})) + "\n"


def notes_of(schema: FoundSchema) -> dict[str, str]:
    """A line on each type and relation, by the ids of :func:`as_ontology`: counts and an example."""
    notes = {_class_id(one.name): f"{one.count} entities" for one in schema.types if one.name}
    for one in schema.relations:
        head, tail = one.examples[0]
        notes[one.id] = f"{one.count} facts, such as {head} -> {tail}"
    return notes


def _types(graph: Graph) -> tuple[list[str], list[tuple[int, ...]]]:
    """The distinct types, "" first, and the numbers of each entity's."""
    numbers = {"": 0}
    entity_types = []
    for types in graph.types:
        distinct = dict.fromkeys(type for type in types if type)
        entity_types.append(tuple(numbers.setdefault(type, len(numbers)) for type in distinct) or (0,))
    return list(numbers), entity_types


def _relation(
    graph: Graph, index: int, rows: np.ndarray, names: list[str], entity_types: list[tuple[int, ...]]
) -> FoundRelation:
    relation = graph.relation(index)
    is_entity = rows[:, 2] < graph.n_entities
    _, tails_of_head = np.unique(rows[:, 0], return_counts=True)
    literals = Counter(_datatype_name(graph, row) for row in rows[~is_entity, 2].tolist())
    return FoundRelation(
        relation.id,
        relation.label,
        relation.aliases,
        relation.inverse,
        len(rows),
        _counted(rows[:, 0].tolist(), names, entity_types),
        _counted(rows[is_entity, 2].tolist(), names, entity_types),
        _sorted(literals),
        float(np.mean(tails_of_head == 1)),
        tuple((graph.label(head), graph.label(tail)) for head, _, tail in rows[:EXAMPLES].tolist()),
        int(tails_of_head.size),
    )


def _counted(rows: Iterable[int], names: list[str], entity_types: list[tuple[int, ...]]) -> tuple[Count, ...]:
    counts = Counter(at for row in rows for at in entity_types[row])
    return _sorted(Counter({names[at]: count for at, count in counts.items()}))


def _sorted(counts: Mapping[str, int]) -> tuple[Count, ...]:
    return tuple(Count(name, count) for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _datatype_name(graph: Graph, row: int) -> str:
    literal = graph.literals[row - graph.n_entities]
    return literal.datatype.removeprefix(_XSD) or ("text" if not literal.lang else "text with a language")


def _often(counts: Iterable[Count], total: int) -> tuple[str, ...]:
    return tuple(one.name for one in counts if one.count >= RARE * total)


def _ids(types: Iterable[str], classes: Mapping[str, OntologyClass]) -> tuple[str, ...]:
    types = tuple(types)
    return () if "" in types else tuple(sorted(classes[type].id for type in types))


def _datatype(name: str) -> str:
    if name in ("date", "dateTime", "gYear", "gYearMonth"):
        return "date"
    if name in (
        "number",
        "integer",
        "int",
        "long",
        "decimal",
        "float",
        "double",
        "nonNegativeInteger",
        "positiveInteger",
    ):
        return "number"
    return "string" if name.startswith("text") or name == "string" else ""


def _class_id(type: str) -> str:
    return _CLASS + quote(type, safe="")


_DATATYPE_IRIS = {"date": "xsd:date", "number": "xsd:decimal", "string": "xsd:string", "": "rdfs:Literal"}


def _lines(ontology: Ontology, notes: Mapping[str, str]) -> Iterator[str]:
    for prefix, iri in (
        ("owl", "http://www.w3.org/2002/07/owl#"),
        ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
        ("skos", "http://www.w3.org/2004/02/skos/core#"),
        ("xsd", _XSD),
    ):
        yield f"@prefix {prefix}: <{iri}> ."
    yield ""
    imports = [f"owl:imports {_iri(one)}" for one in ontology.imports]
    yield _statement(f"<{_CLASS}schema>", ["a owl:Ontology", f"rdfs:label {_text(ontology.title)}", *imports])
    for one in ontology.classes:
        yield from _note(notes.get(one.id, ""))
        parents = [f"rdfs:subClassOf {_iri(parent)}" for parent in one.parents]
        yield _statement(_iri(one.id), ["a owl:Class", *_names(one.label, one.aliases), *parents])
    for relation in ontology.relations:
        yield from _note(notes.get(relation.id, ""))
        yield _statement(_iri(relation.id), list(_said(relation)))


def _said(relation: OntologyRelation) -> Iterator[str]:
    kind = "owl:DatatypeProperty" if relation.datatypes and not relation.ranges else "rdf:Property"
    kinds = [kind.replace("rdf:Property", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#Property>")]
    if relation.functional:
        kinds.append("owl:FunctionalProperty")
    if relation.inverse == relation.id:
        kinds.append("owl:SymmetricProperty")
    yield f"a {', '.join(kinds)}"
    yield from _names(relation.label, relation.aliases)
    if relation.description:
        yield f"rdfs:comment {_text(relation.description)}"
    if relation.domains:
        yield f"rdfs:domain {_union([_iri(one) for one in relation.domains])}"
    if relation.ranges or relation.datatypes:
        members = [*map(_iri, relation.ranges), *(_DATATYPE_IRIS[one] for one in relation.datatypes)]
        yield f"rdfs:range {_union(members)}"
    if relation.inverse and relation.inverse != relation.id:
        yield f"owl:inverseOf {_iri(relation.inverse)}"


def _names(label: str, aliases: Iterable[str]) -> Iterator[str]:
    yield f"rdfs:label {_text(label)}"
    yield from (f"skos:altLabel {_text(alias)}" for alias in aliases)


def _union(members: list[str]) -> str:
    return members[0] if len(members) == 1 else f"[ a owl:Class ; owl:unionOf ( {' '.join(members)} ) ]"


def _statement(subject: str, said: list[str]) -> str:
    return f"{subject}\n    " + " ;\n    ".join(said) + " ."


def _note(note: str) -> Iterator[str]:
    yield ""
    if note:
        yield "# " + " ".join(note.split())


def _iri(id: str) -> str:
    return f"<{id if is_iri(id) else id_to_iri(id)}>"


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _text(text: str) -> str:
    signs = (
        _ESCAPES.get(sign) or (f"\\u{ord(sign):04X}" if ord(sign) < 32 or ord(sign) == 127 else sign) for sign in text
    )
    return '"' + "".join(signs) + '"'
