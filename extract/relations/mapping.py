"""An open relation ("was born in") as the relation of an ontology that says it, and which way round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kgqa.errors import InputError
from kgqa.extract.relations.kinds import Fit, kinds_of
from kgqa.extract.relations.ontology import Ontology, OntologyRelation
from kgqa.extract.relations.readings import Reading, read_label
from kgqa.extract.relations.schema import spoken
from kgqa.extract.relations.synonyms import Meaning, meanings
from kgqa.kg.names import is_iri, local_name
from kgqa.linker.disambiguate import Encode
from kgqa.linker.normalise import fold
from kgqa.types import Literal

THRESHOLD = 0.55
"""Least cosine for a label that no word tells. Set by ``python -m benchmarks.relation_mapping``, which says on what."""

SAME_LABEL, SAME_ALIAS, SAME_READING, SAME_MEANING = 1.0, 0.98, 0.96, 0.9
"""Scores of a label that is the relation's own, one of its further labels, the same but for tense, number and
direction, or a known synonym. Similar ones score their cosine, at most 0.89."""
_SIMILAR_AT_MOST = 0.89

Tail = str | Literal
"""The type of an entity, "" where it is unknown, or a literal."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """The relation that a label means. ``inverse``: its head is the label's tail. ``score`` in (0, 1]."""

    relation: OntologyRelation
    inverse: bool
    score: float


class RelationMapper:
    """Maps labels to an ontology's relations: first by the words, then by likeness.

    A label that is one of a relation's own (folded; the local name too), or that says the same (``readings``,
    ``synonyms``), is mapped whatever the types, those that fit before those that do not: the check of domain and range
    is ``pruning``'s. Without such a relation the nearest by ``encode`` (texts to unit vectors) is taken, where its
    cosine is ``threshold`` or more and both domain and range fit. Without ``encode`` the words alone decide.

    Which way round: by the words where they tell ("author of" is "author" turned), else by the types, and as it stands
    where those fit both ways.
    """

    def __init__(self, ontology: Ontology, encode: Encode | None = None, threshold: float = THRESHOLD) -> None:
        if not 0.0 <= threshold <= 1.0:
            raise InputError(f"threshold must be from 0 to 1, found {threshold}")
        self.ontology = ontology
        self.fit = Fit(ontology)
        self._encode = encode
        self._threshold = threshold
        self._names: dict[str, dict[int, float]] = {}
        self._readings: dict[Reading, dict[int, None]] = {}
        self._meanings: dict[tuple[str, str], dict[int, bool]] = {}
        for at, relation in enumerate(ontology.relations):
            self._index(at, relation)
        self._rows: list[int] = []
        self._texts: npt.NDArray[np.float32] | None = None
        self._vectors: dict[str, npt.NDArray[np.float32]] = {}

    def map(self, label: str, head: str = "", tail: Tail = "") -> Mapped | None:
        """The relation that ``label`` means between a head of this type and such a tail, or None."""
        told = list(self._told(label, tail))
        if not told:
            told = list(self._similar(label, head, tail))
        # A relation that fits before one that does not, the surest first, then the one with the narrower domain.
        return min(told, key=lambda one: self._rank(one, head, tail), default=None)

    def prepare(self, labels: Iterable[str]) -> None:
        """Encode many labels at once; :meth:`map` gives the same without, one by one and slower."""
        if self._encode is None:
            return
        texts = {spoken(label) for label in labels if next(self._told(label, ""), None) is None}
        new = sorted(text for text in texts if text and text not in self._vectors)
        if new:
            self._vectors.update(zip(new, self._encode(new), strict=True))

    def misfit(self, relation: OntologyRelation, head: str, tail: Tail) -> str:
        """What of a relation's arguments breaks it: "domain", "range", "literal" for a literal where only entities
        go, or ""."""
        if relation.domains and not any(self.fit.fits(head, one) for one in relation.domains):
            return "domain"
        if isinstance(tail, Literal):
            return self._literal_misfit(relation, tail)
        if not relation.ranges and relation.datatypes:
            # A name is a text, and no number or date.
            return "" if {"", "string"} & set(relation.datatypes) else "range"
        if not relation.ranges or any(self.fit.fits(tail, one) for one in relation.ranges):
            return ""
        return "" if {"", "string"} & set(relation.datatypes) else "range"

    def _literal_misfit(self, relation: OntologyRelation, tail: Literal) -> str:
        kind = kind_of_literal(tail)
        if not relation.takes_literals:
            # What has no name of its own (a genre, an occupation) is often found as plain words.
            named = any(self.fit.is_named(one) for one in relation.ranges)
            return "literal" if named or kind in ("date", "number") else ""
        datatypes = set(relation.datatypes)
        if not datatypes or datatypes & {"", "string"} or kind in datatypes:
            return ""
        is_year = tail.value.strip().isdecimal() and kind in ("date", "number")
        return "" if is_year and datatypes & {"date", "number"} else "range"

    def _index(self, at: int, relation: OntologyRelation) -> None:
        local = local_name(relation.id) if is_iri(relation.id) else relation.id
        names = {relation.label: SAME_LABEL}
        for alias in (*relation.aliases, local):
            names.setdefault(alias, SAME_ALIAS)
        for name, score in names.items():
            words = fold(spoken(name))
            if not words:
                continue
            found = self._names.setdefault(words, {})
            found[at] = max(score, found.get(at, 0.0))
            self._readings.setdefault(read_label(name), {})[at] = None
            for meaning in meanings(name):
                if self._may_mean(relation, meaning):
                    self._meanings.setdefault((meaning.label, meaning.kind), {}).setdefault(at, meaning.turned)

    def _may_mean(self, relation: OntologyRelation, meaning: Meaning) -> bool:
        """Whether a relation of that name can have it for its meaning, by what its tails are."""
        if meaning.turned or not meaning.kind:
            return True
        if meaning.kind in ("date", "number"):
            return meaning.kind in relation.datatypes or not relation.ranges
        return not relation.datatypes

    def _told(self, label: str, tail: Tail) -> Iterator[Mapped]:
        """The relations that the label's words tell, in order of sureness."""
        relations = self.ontology.relations
        words = fold(spoken(label))
        if not words:
            return
        for at, score in self._names.get(words, {}).items():
            yield Mapped(relations[at], False, score)
        reading = read_label(label)
        for each, turned in ((reading, False), (reading.inverse, True)):
            for at in self._readings.get(each, {}):
                if turned and not isinstance(tail, Literal):
                    yield from self._turned(at, SAME_READING)
                elif not turned:
                    yield Mapped(relations[at], False, SAME_READING)
        for meaning in meanings(label):
            if not meaning.turned and not _is_of_kind(tail, meaning.kind):
                continue
            for at, turned in self._meanings.get((meaning.label, meaning.kind), {}).items():
                if turned != meaning.turned and not isinstance(tail, Literal):
                    yield from self._turned(at, SAME_MEANING)
                elif turned == meaning.turned:
                    yield Mapped(relations[at], False, SAME_MEANING)

    def _turned(self, at: int, score: float) -> Iterator[Mapped]:
        if self.ontology.relations[at].takes_entities:
            yield Mapped(self.ontology.relations[at], True, score)

    def _similar(self, label: str, head: str, tail: Tail) -> Iterator[Mapped]:
        """The relations that are near enough and fit."""
        words = spoken(label)
        if self._encode is None or not words:
            return
        if self._texts is None:
            self._texts = self._encoded_relations(self._encode)
        if words not in self._vectors:
            self._vectors[words] = self._encode([words])[0]
        cosines = self._texts @ self._vectors[words]
        best: dict[int, float] = {}
        for row in np.flatnonzero(cosines >= self._threshold).tolist():
            at = self._rows[row]
            best[at] = max(best.get(at, 0.0), float(cosines[row]))
        for at, cosine in best.items():
            relation, score = self.ontology.relations[at], min(cosine, _SIMILAR_AT_MOST)
            if not self.misfit(relation, head, tail):
                yield Mapped(relation, False, score)
            elif not isinstance(tail, Literal) and relation.takes_entities and not self.misfit(relation, tail, head):
                yield Mapped(relation, True, score)

    def _encoded_relations(self, encode: Encode) -> npt.NDArray[np.float32]:
        """(texts, dimension) vectors of each relation's labels, and of its label with its description."""
        texts = []
        for at, relation in enumerate(self.ontology.relations):
            names = [spoken(name) for name in (relation.label, *relation.aliases)]
            if relation.description:
                names.append(f"{names[0]}: {relation.description}")
            for name in dict.fromkeys(names):
                texts.append(name)
                self._rows.append(at)
        return encode(texts)

    def _rank(self, one: Mapped, head: str, tail: Tail) -> tuple[bool, float, bool, bool, str]:
        if one.inverse and not isinstance(tail, Literal):
            misfit = self.misfit(one.relation, tail, head)
        else:
            misfit = self.misfit(one.relation, head, tail)
        exact = any(type in one.relation.domains for type in self.fit.classes(head))
        return bool(misfit), -one.score, one.inverse, not exact, one.relation.id


def kind_of_literal(literal: Literal) -> str:
    """ "date", "number" or "" for a text."""
    name = literal.datatype.rpartition("#")[2]
    if name in ("date", "dateTime", "gYear", "gYearMonth"):
        return "date"
    return "number" if name in ("number", "integer", "decimal", "double", "float", "int", "long") else ""


def _is_of_kind(tail: Tail, kind: str) -> bool:
    """Whether a tail may be of a kind: what is unknown may."""
    if not kind:
        return True
    if isinstance(tail, Literal):
        return kind_of_literal(tail) in ("", kind) and (kind in ("date", "number") or not kind_of_literal(tail))
    kinds = kinds_of(tail)
    if kind in ("date", "number"):
        return not tail or tail == kind
    return not kinds or kind in kinds or (kind == "location" and "organization" in kinds)
