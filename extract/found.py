"""What one document says: its entities and facts. A function of the document, the models and the settings alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kgqa.extract.document import Span
from kgqa.types import Literal

NEGATED, MODAL, ATTRIBUTED = "negated", "modality", "attributed to"
"""Qualifiers that make a statement no fact: it is kept with its sentence, and not said as true."""


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """One thing that a document names, once or often.

    ``name`` is how the graph shall call it: the fullest proper name among its mentions. ``type`` is lower-case
    words ("person", "organization", "location", "work", "event", "date" is none: dates are literals), "" where
    unknown. ``names`` are its name forms, ``name`` first, then by first use, without pronouns and descriptions.
    ``mentions`` are all its mentions, pronouns and descriptions included, in order of start.
    """

    name: str
    type: str
    names: tuple[str, ...]
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class FoundFact:
    """One statement: ``head`` is the number of an entity of the :class:`Extraction`, ``tail`` too, or a literal.

    ``relation`` is a label ("place of birth"); ``sentence`` where it stands, ``span`` the stretch from the first
    to the last of its words there (for a document-level relation, ``sentence`` is the one that says most of it).
    ``confidence`` in (0, 1] is the extractor's, calibrated where it is trained. ``qualifiers`` are sorted pairs such
    as ("date", "1994"), ("place", "Oslo"), or one of those above.
    """

    head: int
    relation: str
    tail: int | Literal
    sentence: Span
    span: Span
    extractor: str
    confidence: float
    qualifiers: tuple[tuple[str, str], ...] = ()

    def at(self, when: tuple[tuple[str, str], ...]) -> FoundFact:
        """The fact with qualifiers of its time as well."""
        return replace(self, qualifiers=tuple(sorted((*self.qualifiers, *when))))

    @property
    def is_said(self) -> bool:
        """Whether the text states it as true: neither denied, nor only possible, nor what somebody says."""
        return not any(name in (NEGATED, MODAL, ATTRIBUTED) for name, _ in self.qualifiers)


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in the document ``doc_id``."""

    doc_id: str
    entities: tuple[FoundEntity, ...]
    facts: tuple[FoundFact, ...]
