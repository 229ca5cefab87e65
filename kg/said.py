"""The facts of a graph that were found in documents: how sure each is, and which passages say it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from functools import lru_cache

from kgqa.kg.folder import Folder
from kgqa.kg.graph import Graph
from kgqa.kg.layout import GIVEN_GRAPH, PROVENANCE
from kgqa.kg.passages import PassageTable
from kgqa.kg.provenance import TABLE, Provenance, State, Statement
from kgqa.types import Triple

KEPT = 100_000
"""Facts whose statements are kept once they were looked up."""


class SaidFacts:
    """Which facts documents say. Those of ``given``, the graph that was imported, stand by themselves, whatever
    documents say beside."""

    def __init__(self, provenance: Provenance, passages: PassageTable, given: Graph | None = None) -> None:
        self._passages = passages
        self._by_document: dict[str, list[tuple[int, int]]] = {}

        @lru_cache(maxsize=KEPT)
        def found(triple: Triple) -> tuple[float, tuple[Statement, ...]]:
            if given is not None and next(given.match(triple.head, triple.relation, triple.tail), None) is not None:
                return 1.0, ()
            claims = [claim for claim in provenance.of(triple) if claim.state is State.FACT and claim.statements]
            statements = tuple(statement for claim in claims for statement in claim.statements)
            return max((claim.confidence for claim in claims), default=1.0), statements

        self._found = found

    @classmethod
    def of(cls, folder: Folder, passages: PassageTable) -> SaidFacts | None:
        """Those of a knowledge base; None where nothing in it was found in documents."""
        if not folder.has(PROVENANCE):
            return None
        given = Graph.load(folder.arrays(GIVEN_GRAPH)) if folder.has(GIVEN_GRAPH) else None
        return cls(Provenance.load(folder.arrays(PROVENANCE)), passages, given)

    def is_said(self, triple: Triple) -> bool:
        """Whether a document says a fact."""
        return bool(self._found(triple)[1])

    def is_listed(self, triple: Triple) -> bool:
        """Whether a fact stands in a table of a document."""
        return any(statement.extractor == TABLE for statement in self._found(triple)[1])

    def confidence(self, triple: Triple) -> float:
        """How sure a fact is by all that say it; 1.0 of one that no document says."""
        return self._found(triple)[0]

    def statements(self, triple: Triple) -> tuple[Statement, ...]:
        """The places that say a fact."""
        return self._found(triple)[1]

    def sentences(self, triple: Triple) -> dict[tuple[str, tuple[int, int]], str]:
        """The sentences that say a fact, as far as they stand in passages, by their documents and offsets there."""
        found: dict[tuple[str, tuple[int, int]], str] = {}
        for statement in self.statements(triple):
            row = self.row(statement)
            if row is not None:
                first, last = (max(0, at - int(self._passages.starts[row])) for at in statement.sentence)
                found[statement.doc_id, statement.sentence] = self._passages.texts[row][first:last]
        return found

    def words(self, triple: Triple) -> tuple[str, ...]:
        """The stretches that say a fact, each with both its ends, as far as they stand in passages."""
        found = []
        for statement in self.statements(triple):
            row = self.row(statement)
            if row is not None:
                first, last = (at - int(self._passages.starts[row]) for at in statement.span)
                found.append(self._passages.texts[row][max(0, first) : last])
        return tuple(found)

    def passages(self, triple: Triple) -> frozenset[str]:
        """Ids of the passages that say a fact; of a sentence that stands in no passage the document's."""
        rows = ((statement, self.row(statement)) for statement in self.statements(triple))
        return frozenset(said.doc_id if row is None else self._passages.ids[row] for said, row in rows)

    def row(self, statement: Statement) -> int | None:
        """The row of the passage that a statement stands in, None where it is in none."""
        rows = self._rows().get(statement.doc_id, [])
        at = bisect_right(rows, (statement.span[0], len(self._passages))) - 1
        if at < 0:
            return None
        begin, row = rows[at]
        return row if statement.span[1] <= begin + len(self._passages.texts[row]) else None

    def _rows(self) -> dict[str, list[tuple[int, int]]]:
        """By document the starts of its passages and their rows, made when it is first needed."""
        if not self._by_document:
            rows: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
            for row, doc_id in enumerate(self._passages.doc_ids):
                rows[doc_id].append((int(self._passages.starts[row]), row))
            self._by_document = {doc_id: sorted(found) for doc_id, found in rows.items()}
        return self._by_document
