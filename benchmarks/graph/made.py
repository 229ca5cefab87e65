"""A made graph with Zipf degrees, as integers and as N-Triples; a function of its size alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kgqa.kg.arrays import Array

HUB_DEGREE = 300_000
"""Facts that point to entity 0; a graph of fewer than a million facts has three in ten there."""
RELATIONS = 500
SPACE = "http://example.org/"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_BLOCK = 1 << 16
_PARTS = ("ba", "do", "fi", "gul", "har", "jen", "kol", "lum", "mer", "nov", "pax", "rit", "sel", "tor", "vun", "zim")


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """``facts`` (n, 3) int64: head, relation, tail, sorted and distinct. Tails from ``n_entities`` on are literals."""

    facts: Array
    n_entities: int

    def write(self, path: Path) -> int:
        """As N-Triples, subject by subject, the label of each before its facts; the number of statements."""
        count = 0
        with path.open("w", encoding="utf-8") as out:
            for lines in self._lines():
                out.write("".join(lines))
                count += len(lines)
        return count

    def _lines(self) -> Iterator[list[str]]:
        yield [f'<{relation(at)}> <{LABEL}> "{word(at)}"@en .\n' for at in range(RELATIONS)]
        bounds = np.searchsorted(self.facts[:, 0], np.arange(0, self.n_entities + _BLOCK, _BLOCK))
        for block, (start, end) in enumerate(zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)):
            first, last = block * _BLOCK, min((block + 1) * _BLOCK, self.n_entities)
            lines = [f'<{entity(at)}> <{LABEL}> "{label(at)}"@en .\n' for at in range(first, last)]
            names = [f"<{relation(at)}>" for at in range(RELATIONS)]
            for head, kind, tail in self.facts[start:end].tolist():
                lines[head - first] += f"<{entity(head)}> {names[kind]} {self.tail(tail)} .\n"
            yield "".join(lines).splitlines(keepends=True)

    def tail(self, number: int) -> str:
        """A tail as N-Triples has it."""
        if number < self.n_entities:
            return f"<{entity(number)}>"
        value = number - self.n_entities
        kind, value = value % 4, value // 4
        if kind < 2:
            return f'"{value % 10_000}"^^<{_XSD}integer>'
        if kind == 2:
            return f'"{1900 + value % 100}-{1 + value % 12:02}-{1 + value % 28:02}"^^<{_XSD}date>'
        return f'"note {value} of {word(value)}"@en'


def made(n: int) -> Made:
    """``n`` distinct facts between n / 5 entities; one in five has a literal as tail.

    Heads follow a Zipf law of exponent 0.5, tails one of 0.75, relations one of 1.
    """
    rng = np.random.default_rng(n)
    entities = n // 5
    hub = min(HUB_DEGREE, 3 * n // 10)
    # n // 5 entities are too few for so many different heads of the hub: it has several relations.
    heads = np.arange(hub) % entities
    to_hub = np.stack([heads, np.arange(hub) // entities, np.zeros(hub, np.int64)], axis=1)
    found = to_hub
    while len(found) < n:
        more = n - len(found) + n // 50
        drawn = np.stack(
            [
                (entities * rng.random(more) ** 2).astype(np.int64),
                (RELATIONS ** rng.random(more)).astype(np.int64) - 1,
                1 + ((entities - 1) * rng.random(more) ** 4).astype(np.int64),
            ],
            axis=1,
        )
        literal = rng.random(more) < 0.2
        drawn[literal, 2] = entities + rng.integers(0, n, int(literal.sum()))
        found = np.unique(np.concatenate([found, drawn]), axis=0)
    spare = np.flatnonzero(found[:, 2] != 0)
    gone = rng.choice(spare, len(found) - n, replace=False)
    return Made(np.delete(found, gone, axis=0), entities)


def entity(number: int) -> str:
    """The IRI of an entity. Neighbours in number are none in name."""
    return f"{SPACE}entity/Q{number * 7_919 % 1_000_000_007}"


def relation(number: int) -> str:
    """The IRI of a relation."""
    return f"{SPACE}property/P{number}"


def label(number: int) -> str:
    """The label of an entity: a word of its own and one shared by many."""
    return f"{word(number).capitalize()} {word(number % 251).capitalize()}"


def word(number: int) -> str:
    """A made word; different for different numbers."""
    text = _PARTS[number % 16]
    while number := number // 16:
        text += _PARTS[number % 16]
    return text
