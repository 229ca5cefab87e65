"""The entities of a name that is meant as one: looked up and not read as a question, so that any word is one."""

from __future__ import annotations

from kgqa.kg.graph import Graph
from kgqa.linker.forms import forms, squash
from kgqa.linker.hashing import hash_strings
from kgqa.linker.index import LinkIndex
from kgqa.linker.normalise import fold


def rows_called(graph: Graph, index: LinkIndex, name: str) -> list[int]:
    """Rows of the entities that ``name`` fits best, the best connected first.

    Case, accents and punctuation do not matter, its letters do; a label as it is written comes before others, a label
    before an alias. A name of signs alone ("!!!") is one as it is written.
    """
    form = squash(fold(name))
    if not form:
        return _of_signs(graph, name)
    _, found = index.find(hash_strings([form]))
    fits: dict[int, tuple[bool, int]] = {}
    for row in sorted({int(index.form_row[number]) for number in found}):
        label = graph.label(row)
        kinds = [kind for each, kind in forms(label, graph.aliases[row]) if squash(each) == form]
        if kinds:
            fits[row] = (label != name, min(kinds))
    best = min(fits.values(), default=None)
    return _connected(graph, [row for row in fits if fits[row] == best])


def _of_signs(graph: Graph, name: str) -> list[int]:
    name = name.strip()
    if not name:
        return []
    labels = [row for row, label in enumerate(graph.labels) if label.strip() == name]
    return _connected(graph, labels or [row for row, names in enumerate(graph.aliases) if name in names])


def _connected(graph: Graph, rows: list[int]) -> list[int]:
    return sorted(rows, key=lambda row: (-graph.degree(row), row))
