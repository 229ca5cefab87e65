"""Ontologies in the JSON of Text2KGBench (Mihindukulasooriya et al., ISWC 2023)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgqa.data.lines import read_json
from kgqa.data.predictions.fields import field
from kgqa.errors import InputError


@dataclass(frozen=True, slots=True)
class Concept:
    """A class of things."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class OntologyRelation:
    """A relation between things of class ``domain`` and of class ``range``, by the ids of concepts.

    Either is "" where anything goes. Published ontologies also name classes there that are none of their
    concepts, and "string", "number" and "Date" for literals.
    """

    id: str
    label: str
    domain: str = ""
    range: str = ""


@dataclass(frozen=True, slots=True)
class Ontology:
    """What facts of a domain are made of. A relation stands more than once where it has several domains or ranges."""

    id: str
    title: str
    concepts: tuple[Concept, ...]
    relations: tuple[OntologyRelation, ...]


def read_ontology(path: Path | str) -> Ontology:
    """The ontology of a ``*_ontology.json``, in the file's order, what is said twice once.

    Raises InputError, with the file and the place, where a field is missing or no text, or there is no relation.
    """
    path = Path(path)
    found = read_json(path)
    where = f"{path}: an ontology"
    concepts = [
        Concept(_name(place, concept, "qid"), field(place, concept, "label", str))
        for place, concept in _numbered(path, where, found, "concepts")
    ]
    relations = [
        OntologyRelation(
            _name(place, relation, "pid"),
            _name(place, relation, "label"),
            field(place, relation, "domain", str),
            field(place, relation, "range", str),
        )
        for place, relation in _numbered(path, where, found, "relations")
    ]
    if not relations:
        raise InputError(f"{where} has at least one relation, and this one has none")
    return Ontology(
        _name(where, found, "id"),
        field(where, found, "title", str),
        tuple(dict.fromkeys(concepts)),
        tuple(dict.fromkeys(relations)),
    )


def _numbered(path: Path, where: str, found: Any, name: str) -> list[tuple[str, Any]]:
    return [(f"{path}: {name}[{at}]", value) for at, value in enumerate(field(where, found, name, list))]


def _name(where: str, record: Any, name: str) -> str:
    value = field(where, record, name, str)
    if not value.strip():
        raise InputError(f"{where}: {name!r} is a text that is not empty")
    return value
