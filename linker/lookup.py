"""The entity that a whole text names, for spans that were read out of passages."""

from __future__ import annotations

from kgqa.kg.graph import Graph
from kgqa.linker.forms import forms, squash
from kgqa.linker.hashing import hash_strings
from kgqa.linker.index import LinkIndex
from kgqa.linker.normalise import fold
from kgqa.types import Entity

MOST_ANSWERED = 200
"""Longest text, in characters, that is looked up as a name."""


class NameLookup:
    """Exact names only: a label or alias, whatever its case, accents and punctuation."""

    def __init__(self, graph: Graph, index: LinkIndex) -> None:
        self._graph = graph
        self._index = index

    def __call__(self, text: str) -> Entity | None:
        """The one entity called ``text``, or None where there is none or more than one."""
        form = fold(text[:MOST_ANSWERED])
        if not form:
            return None
        _, found = self._index.find(hash_strings([squash(form)]))
        rows = {int(self._index.form_row[number]) for number in found}
        named = [row for row in sorted(rows) if self._is_named(row, form)]
        return self._graph.entity(named[0]) if len(named) == 1 else None

    def _is_named(self, row: int, form: str) -> bool:
        names = forms(self._graph.labels[row], self._graph.aliases[row])
        return squash(form) in {squash(name) for name, _ in names}
