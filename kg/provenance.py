"""Where each fact stands: the sentences of the documents that say it, and those that deny or doubt it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from kgqa.kg.arrays import Array, ArrayFile
from kgqa.kg.strings import StringTable
from kgqa.types import Literal, Triple

TABLE = "table"
"""The extractor of facts that stand in a table."""


class State(IntEnum):
    """What became of a statement. Only those of the first state are facts of the graph."""

    FACT = 0
    UNSAID = 1
    """Denied, only possible, or what somebody says: kept with its sentence."""
    DOUBTFUL = 2
    """Below the least confidence, and neither accepted nor rejected."""
    REJECTED = 3
    """By a decision."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One place that says a fact. Offsets count characters of the document's text, half-open."""

    doc_id: str
    sentence: tuple[int, int]
    span: tuple[int, int]
    extractor: str
    confidence: float
    qualifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact, or what might be one, with all its statements, sorted. ``confidence`` is that of all together."""

    triple: Triple
    state: State
    confidence: float
    statements: tuple[Statement, ...]


class Provenance:
    """n claims sorted by their triples, in flat arrays that open without being read."""

    def __init__(self, keys: StringTable, arrays: dict[str, Array], tables: dict[str, StringTable]) -> None:
        self._keys = keys
        self._arrays = arrays
        self._tables = tables

    @classmethod
    def build(cls, claims: Iterable[Claim]) -> Provenance:
        """Hold claims; a triple stands once for each of its states."""
        held = sorted(claims, key=lambda claim: (_key(claim.triple), claim.state))
        statements = [statement for claim in held for statement in claim.statements]
        documents = sorted({statement.doc_id for statement in statements})
        extractors = sorted({statement.extractor for statement in statements})
        rows = {doc_id: row for row, doc_id in enumerate(documents)}
        kinds = {name: row for row, name in enumerate(extractors)}
        arrays: dict[str, Array] = {
            "states": np.array([claim.state for claim in held], np.uint8),
            "confidences": np.array([claim.confidence for claim in held], np.float32),
            "begins": np.concatenate([[0], np.cumsum([len(claim.statements) for claim in held])]).astype(np.int64),
            "places": np.array(
                [(rows[s.doc_id], *s.sentence, *s.span, kinds[s.extractor]) for s in statements], np.int32
            ).reshape(-1, 6),
            "scores": np.array([s.confidence for s in statements], np.float32),
        }
        tables = {
            "documents": StringTable.build(documents),
            "extractors": StringTable.build(extractors),
            "qualifiers": StringTable.build(
                json.dumps(s.qualifiers, ensure_ascii=False) if s.qualifiers else "" for s in statements
            ),
        }
        return cls(StringTable.build(_key(claim.triple) for claim in held), arrays, tables)

    @classmethod
    def load(cls, file: ArrayFile) -> Provenance:
        """The claims in ``file``, mapped and not read."""
        arrays = {
            "states": file.typed("claims.states", np.uint8),
            "confidences": file.typed("claims.confidences", np.float32),
            "begins": file.typed("claims.begins", np.int64),
            "places": file.typed("claims.places", np.int32, 2),
            "scores": file.typed("claims.scores", np.float32),
        }
        names = ("documents", "extractors", "qualifiers")
        tables = {name: StringTable.load(file, f"claims.{name}") for name in names}
        return cls(StringTable.load(file, "claims.keys"), arrays, tables)

    def arrays(self) -> dict[str, Array]:
        """All claims as named arrays, a function of their content."""
        found = self._keys.arrays("claims.keys")
        for name, table in self._tables.items():
            found |= table.arrays(f"claims.{name}")
        return found | {f"claims.{name}": array for name, array in self._arrays.items()}

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[Claim]:
        return (self._claim(row) for row in range(len(self)))

    def of(self, triple: Triple) -> tuple[Claim, ...]:
        """The claims of this triple: at most one of each state."""
        key = _key(triple)
        row = self._keys.find(key)
        if row is None:
            return ()
        found = []
        while row < len(self) and self._keys[row] == key:
            found.append(self._claim(row))
            row += 1
        return tuple(found)

    def in_state(self, state: State) -> Iterator[Claim]:
        """The claims of one state, in order."""
        return (self._claim(int(row)) for row in np.flatnonzero(self._arrays["states"] == state))

    def _claim(self, row: int) -> Claim:
        begin, end = (int(at) for at in self._arrays["begins"][row : row + 2])
        return Claim(
            _triple(self._keys[row]),
            State(int(self._arrays["states"][row])),
            float(self._arrays["confidences"][row]),
            tuple(self._statement(at) for at in range(begin, end)),
        )

    def _statement(self, at: int) -> Statement:
        doc, start, end, first, last, kind = self._arrays["places"][at].tolist()
        qualifiers = self._tables["qualifiers"][at]
        return Statement(
            self._tables["documents"][doc],
            (start, end),
            (first, last),
            self._tables["extractors"][kind],
            float(self._arrays["scores"][at]),
            tuple((name, value) for name, value in json.loads(qualifiers)) if qualifiers else (),
        )


def _key(triple: Triple) -> str:
    tail = triple.tail
    plain = tail if isinstance(tail, str) else [tail.value, tail.datatype, tail.lang]
    return json.dumps([triple.head, triple.relation, plain], ensure_ascii=False, separators=(",", ":"))


def _triple(key: str) -> Triple:
    head, relation, tail = json.loads(key)
    return Triple(head, relation, tail if isinstance(tail, str) else Literal(*tail))
