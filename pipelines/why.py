"""Why a knowledge base says a fact: the sentences it rests on, with the page and heading they stand under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kgqa.errors import InputError
from kgqa.extract.document import Document
from kgqa.extract.documents.split import Articles
from kgqa.extract.sources import SourceTable
from kgqa.kg.folder import GRAPH, Folder, open_folder
from kgqa.kg.graph import Graph
from kgqa.kg.layout import DATES, PROVENANCE, SOURCES
from kgqa.kg.provenance import Claim, Provenance, State, Statement
from kgqa.kg.strings import StringTable
from kgqa.linker.normalise import fold
from kgqa.types import Literal, Triple

MOST = 50
"""Facts that one question about provenance gives at most."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence that says a fact.

    ``title`` is that of the article where a document has several. ``text`` is the sentence, ``start`` its offset in the
    document; ``said`` the half-open offsets, in ``text``, of the words that say the fact. ``page`` counts from 1, None
    where the document has no pages; ``added`` is the day (ISO 8601, UTC) on which the document came in.
    """

    doc_id: str
    title: str
    source: str
    heading: str
    page: int | None
    text: str
    start: int
    said: tuple[int, int]
    extractor: str
    confidence: float
    qualifiers: tuple[tuple[str, str], ...]
    added: str


@dataclass(frozen=True, slots=True)
class Why:
    """A fact in words, what became of it, and its reasons. An imported fact has none."""

    triple: Triple
    head: str
    relation: str
    tail: str
    state: str
    confidence: float | None
    reasons: tuple[Reason, ...]


class Reasons:
    """The provenance of one knowledge base, opened once for many questions."""

    def __init__(self, path: str | Path) -> None:
        folder = open_folder(path)
        self.graph = Graph.load(folder.arrays(GRAPH))
        self._folder = folder
        self._provenance = Provenance.load(folder.arrays(PROVENANCE)) if folder.has(PROVENANCE) else None
        self._sources = SourceTable(folder.arrays(SOURCES)) if folder.has(SOURCES) else None
        self._dates = days_added(folder)
        self._articles: dict[str, Articles] = {}

    def of(self, triple: Triple) -> tuple[Why, ...]:
        """Why a triple is said: one item for each state that its statements are in."""
        claims = self._provenance.of(triple) if self._provenance else ()
        if any(claim.state is State.FACT for claim in claims) or not self._has(triple):
            return tuple(map(self._why, claims))
        return (self._imported(triple), *map(self._why, claims))

    def find(self, text: str) -> tuple[Why, ...]:
        """The facts that ``text`` means, in order, at most :data:`MOST`.

        "head | relation | tail" by ids or labels, where an empty part or ``*`` is any; or some words, all of which
        a fact's labels must hold. Raises InputError where nothing is meant.
        """
        if not text.strip(" |*\t"):
            raise InputError("a fact is 'head | relation | tail', of which one part at least must be given")
        if "|" not in text and "\t" not in text:
            return self._by_words(text)
        parts = [part.strip() for part in re.split(r"[|\t]", text)]
        if len(parts) > 3:
            raise InputError(f"a fact has three parts: head | relation | tail, found {len(parts)}: {text!r:.80}")
        wanted = [_key(part) if part not in ("", "*") else None for part in (*parts, "", "")[:3]]
        found = (triple for triple in self._all() if self._fits(triple, wanted))
        return self._first(found, text)

    @property
    def is_empty(self) -> bool:
        """Whether nothing here was found in documents."""
        return self._provenance is None or not len(self._provenance)

    def all(self) -> Iterator[Why]:
        """All claims of all states, in order."""
        return map(self._why, self._provenance) if self._provenance else iter(())

    def listed(self, state: State) -> Iterator[Why]:
        """All claims of one state."""
        return map(self._why, self._provenance.in_state(state)) if self._provenance else iter(())

    def _first(self, triples: Iterator[Triple], text: str) -> tuple[Why, ...]:
        found: list[Why] = []
        for triple in triples:
            found += self.of(triple)
            if len(found) >= MOST:
                break
        if not found:
            raise InputError(f"the knowledge base says nothing like {text!r:.80}")
        return tuple(found[:MOST])

    def _by_words(self, text: str) -> tuple[Why, ...]:
        asked = set(_WORD.findall(fold(text)))
        if not asked:
            raise InputError(f"{text!r:.80} has no word: a name of signs alone is found as 'head | relation | tail'")
        found = []
        for triple in self._all():
            words = _WORD.findall(fold(" ".join(self._labels(triple))))
            others = " ".join(name for names in self._others(triple) for name in names)
            if asked <= {*words, *_WORD.findall(fold(others))}:
                found.append((len(words), triple))
        found.sort(key=lambda pair: pair[0])
        return self._first((triple for _, triple in found), text)

    def _all(self) -> Iterator[Triple]:
        """Every triple that is a fact or claimed, once."""
        claimed = {claim.triple for claim in self._provenance} if self._provenance else set()
        yield from (triple for triple in self.graph.match() if triple not in claimed)
        if self._provenance:
            yield from dict.fromkeys(claim.triple for claim in self._provenance)

    def _fits(self, triple: Triple, wanted: list[str | None]) -> bool:
        names = (triple.head, triple.relation, triple.tail.value if isinstance(triple.tail, Literal) else triple.tail)
        labels = self._labels(triple)
        return all(
            part is None or part in (_key(name), _key(label)) or part in map(_key, other)
            for part, name, label, other in zip(wanted, names, labels, self._others(triple), strict=True)
        )

    def _others(self, triple: Triple) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """The other names of a triple's parts, such as those that were merged into one."""
        tail = () if isinstance(triple.tail, Literal) else self._aliases(triple.tail)
        return self._aliases(triple.head), (), tail

    def _aliases(self, id: str) -> tuple[str, ...]:
        row = self.graph.row(id)
        return () if row is None else tuple(self.graph.aliases[row])

    def _labels(self, triple: Triple) -> tuple[str, str, str]:
        relation = self.graph.relation_index(triple.relation)
        return (
            self._label(triple.head),
            triple.relation if relation is None else self.graph.relation(relation).label,
            triple.tail.value if isinstance(triple.tail, Literal) else self._label(triple.tail),
        )

    def _label(self, id: str) -> str:
        row = self.graph.row(id)
        return id if row is None else self.graph.label(row)

    def _has(self, triple: Triple) -> bool:
        return next(self.graph.match(triple.head, triple.relation, triple.tail), None) is not None

    def _imported(self, triple: Triple) -> Why:
        return Why(triple, *self._labels(triple), "imported", None, ())

    def _why(self, claim: Claim) -> Why:
        reasons = tuple(self._reason(statement) for statement in claim.statements)
        return Why(claim.triple, *self._labels(claim.triple), claim.state.name.lower(), claim.confidence, reasons)

    def _reason(self, statement: Statement) -> Reason:
        source = self._sources.get(statement.doc_id) if self._sources else None
        if source is None:
            raise InputError(f"{self._folder.path}: document {statement.doc_id!r} of a fact is missing; run verify")
        document = source.document
        start, end = statement.sentence
        if document.id not in self._articles:
            self._articles[document.id] = Articles.of(document)
        return Reason(
            document.id,
            self._articles[document.id].title(end),
            document.source,
            _heading(document, start),
            _page(document, start),
            document.text[start:end],
            start,
            (statement.span[0] - start, statement.span[1] - start),
            statement.extractor,
            statement.confidence,
            statement.qualifiers,
            self._dates.get(document.id, ""),
        )


def _key(name: str) -> str:
    """What names are compared by: one of signs alone is compared as it is, and is not any name."""
    return fold(name) or name.strip()


def _heading(document: Document, at: int) -> str:
    before = [heading for heading in document.headings if heading.start <= at]
    return document.text[before[-1].start : before[-1].end] if before else ""


def _page(document: Document, at: int) -> int | None:
    return sum(start <= at for start in document.pages) or None


def days_added(folder: Folder) -> dict[str, str]:
    """By document the day on which it came in (ISO 8601, UTC); "" where that is forgotten, empty for what was only
    imported."""
    if not folder.has(DATES):
        return {}
    file = folder.arrays(DATES)
    ids, seconds = StringTable.load(file, "dates.ids"), file["dates.seconds"].tolist()
    days = (
        (id, datetime.fromtimestamp(at, UTC).date().isoformat() if at else "")
        for id, at in zip(ids, seconds, strict=True)
    )
    return dict(days)
