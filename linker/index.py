"""The linker's index: sorted hashes of every form of every entity, and of forms and words with letters left
out.

All of it is flat arrays that are searched in place, so that an index of a million labels opens at once.
Typos are found by symmetric deletion (Garbe's SymSpell, 2012): two strings an edit apart share a string
with one letter out.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial
from typing import Protocol

import numpy as np
import numpy.typing as npt

from kgqa.kg.graph import Graph
from kgqa.kg.scratch import Scratch
from kgqa.kg.statements import PARTS, statement_rows, without_statements
from kgqa.linker.forms import NO_ARTICLE, forms, squash
from kgqa.linker.hashing import I64, U32, U64, hash_strings, short
from kgqa.linker.letters_out import is_table, letters_out
from kgqa.linker.normalise import fold
from kgqa.linker.parts import build_parts
from kgqa.linker.stem import stem
from kgqa.linker.words import FUNCTION

MAX_TOKENS = 16
"""Longest form, in tokens, that is looked for in a question."""

MAX_NEAR_CHARS = 48
"""Longest form, in characters without blanks, that is found in spite of a typo."""

MAX_WORD_CHARS = 20
"""Longest word that is found with two letters wrong."""

MAX_SAME_FORM = 64
"""Entities of one form that are looked at, by degree."""

_PREFIX = "link/"


class Arrays(Protocol):
    """Anything that gives arrays by name: a mapping or an ArrayFile."""

    def __getitem__(self, name: str, /) -> npt.NDArray[np.generic]: ...
    def __contains__(self, name: object, /) -> bool: ...


_Table = Callable[[list[str], list[tuple[int, int, int]]], tuple[U32, U32]]
"""Makes the table of texts with letters left out by a plan, as :func:`letters_out` does."""

CONCEPT = "concept"
"""The type of what documents name by a common noun."""


@dataclass(frozen=True, slots=True)
class LinkIndex:
    """Where each form of each entity is; see :meth:`build`.

    ``form_hash`` (n_forms, sorted), ``form_row``, ``form_kind``; ``near_hash`` (sorted) and ``near_form``:
    forms with up to one letter out; ``word_hash`` (n_words, sorted), ``word_start`` (n_words + 1) and
    ``word_text`` (UTF-8): the tokens of all forms; ``typo_hash`` (sorted) and ``typo_word``: those with up
    to two letters out; ``schema_hash`` (sorted): stems of the words that relations and types are named by;
    ``part_hash`` (sorted) and ``part_row``: words and initials of names of two words or more (see
    :mod:`kgqa.linker.parts`); ``limits``: most tokens of a form, number of entities.
    """

    form_hash: U64
    form_row: npt.NDArray[np.int32]
    form_kind: npt.NDArray[np.uint8]
    near_hash: U32
    near_form: U32
    word_hash: U64
    word_start: I64
    word_text: npt.NDArray[np.uint8]
    typo_hash: U32
    typo_word: U32
    schema_hash: U64
    part_hash: U32
    part_row: npt.NDArray[np.int32]
    limits: I64

    @classmethod
    def build(cls, graph: Graph, scratch: Scratch | None = None) -> LinkIndex:
        """Index every entity of a graph by label and aliases; of a large one the tables of what has letters left out,
        which are most of it, are made in ``scratch`` and stay there.

        But concepts that were found in texts ("film director", "paternal grandfather"): in a question these are words.
        And statements (``kgqa.kg.statements``): in a question these are the things that they are about.
        """
        return cls._made(graph, partial(letters_out, scratch=scratch))

    def misfits(self, graph: Graph) -> list[str]:
        """Names, as in :meth:`arrays`, of those that are not what the graph's names give; of the tables of what has
        letters left out, hashes and owners together, since these are compared without being made."""
        tables = iter([("near_hash", "near_form"), ("typo_hash", "typo_word")])
        wrong: list[str] = []

        def held(texts: list[str], plan: list[tuple[int, int, int]]) -> tuple[U32, U32]:
            names = next(tables)
            hashes, owners = (getattr(self, name) for name in names)
            if not is_table(texts, plan, hashes, owners):
                wrong.extend(_PREFIX + name for name in names)
            return hashes, owners

        stored, made = self.arrays(), self._made(graph, held).arrays()
        others = (name for name in made if made[name] is not stored[name])
        return wrong + [name for name in others if not np.array_equal(made[name], stored[name])]

    @classmethod
    def _made(cls, graph: Graph, table: _Table) -> LinkIndex:
        no_names = frozenset(statement_rows(graph).tolist())
        graph = without_statements(graph)
        texts, rows, kinds = _forms(graph, no_names)
        squashed = [squash(text) for text in texts]
        hashes = hash_strings(squashed)
        order = np.lexsort((rows, _rank(graph, hashes, rows), kinds, hashes))
        squashed = [squashed[place] for place in order.tolist()]
        near_hash, near_form = table(squashed, [(4, MAX_NEAR_CHARS, 1)])
        del squashed
        whole = np.flatnonzero(kinds < NO_ARTICLE)
        part_hash, part_row = build_parts((texts[place] for place in whole.tolist()), rows[whole], _degrees(graph))
        most = max((text.count(" ") + 1 for text in texts), default=0)
        words = sorted({word for text in texts for word in text.split(" ")})
        del texts  # no more needed, and what follows is what takes most
        word_hash = hash_strings(words)
        by_hash = np.argsort(word_hash, kind="stable")
        words = [words[place] for place in by_hash.tolist()]
        starts = np.zeros(len(words) + 1, dtype=np.int64)
        np.cumsum([len(word.encode()) for word in words], out=starts[1:])
        word_text = np.frombuffer("".join(words).encode(), dtype=np.uint8)
        plan = [(4, 7, 1), (8, MAX_WORD_CHARS, 2), (MAX_WORD_CHARS + 1, MAX_NEAR_CHARS, 1)]
        typo_hash, typo_word = table(words, plan)
        return cls(
            form_hash=hashes[order],
            form_row=rows[order],
            form_kind=kinds[order],
            near_hash=near_hash,
            near_form=near_form,
            word_hash=word_hash[by_hash],
            word_start=starts,
            word_text=word_text,
            typo_hash=typo_hash,
            typo_word=typo_word,
            schema_hash=np.unique(hash_strings(sorted(_schema(graph)))),
            part_hash=part_hash,
            part_row=part_row,
            limits=np.array([min(most, MAX_TOKENS), graph.n_entities], dtype=np.int64),
        )

    @classmethod
    def load(cls, file: Arrays) -> LinkIndex:
        """The index kept in a file under the names of :meth:`arrays`; arrays stay where they are
        (memory-mapped).

        One that was written before there were parts knows no short names.
        """
        empty: dict[str, npt.NDArray[np.generic]] = {
            "part_hash": np.zeros(0, np.uint32),
            "part_row": np.zeros(0, np.int32),
        }
        missing = {name: array for name, array in empty.items() if _PREFIX + name not in file}
        arrays = [missing[field.name] if field.name in missing else file[_PREFIX + field.name] for field in fields(cls)]
        return cls(*arrays)  # type: ignore[arg-type]  # the fields are read off the class, in order

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """All arrays by name, to be written to a file."""
        return {_PREFIX + field.name: getattr(self, field.name) for field in fields(self)}

    @property
    def max_tokens(self) -> int:
        """Most tokens of any form, at most MAX_TOKENS."""
        return int(self.limits[0])

    @property
    def n_entities(self) -> int:
        """Entities of the graph that was indexed."""
        return int(self.limits[1])

    def find(self, hashes: U64) -> tuple[I64, I64]:
        """Forms by full hash: (places in ``hashes``, form numbers), at most MAX_SAME_FORM each."""
        return _lookup(self.form_hash, hashes, MAX_SAME_FORM)

    def find_near(self, hashes: U64) -> tuple[I64, I64]:
        """Forms that some hash of a string with a letter out belongs to: (places, form numbers); to be
        verified."""
        places, entries = _lookup(self.near_hash, short(hashes), MAX_SAME_FORM)
        return places, self.near_form[entries].astype(np.int64)

    def find_words(self, hashes: U64) -> I64:
        """Words that some hash of a string with letters out belongs to, sorted; to be verified."""
        _, entries = _lookup(self.typo_hash, short(hashes), MAX_SAME_FORM)
        return np.unique(self.typo_word[entries].astype(np.int64))

    def word(self, number: int) -> str:
        """The text of a word."""
        return self.word_text[self.word_start[number] : self.word_start[number + 1]].tobytes().decode()

    def is_word(self, hashes: U64) -> npt.NDArray[np.bool_]:
        """Whether each hash is that of a token of some form."""
        return _contains(self.word_hash, hashes)

    def is_schema(self, hashes: U64) -> npt.NDArray[np.bool_]:
        """Whether each hash is that of the stem of a word that names a relation or type."""
        return _contains(self.schema_hash, hashes)


def _forms(graph: Graph, no_names: frozenset[int]) -> tuple[list[str], npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    """Every form of every entity but ``no_names`` with the entity's row and the form's kind."""
    texts: list[str] = []
    rows, kinds = array("i"), array("B")
    labels, aliases = graph.labels, graph.aliases
    for row in range(graph.n_entities):
        if row in no_names or (graph.types[row] == (CONCEPT,) and labels[row] == labels[row].lower()):
            continue
        for form, kind in forms(labels[row], aliases[row]):
            texts.append(form)
            rows.append(row)
            kinds.append(kind)
    return texts, np.array(rows, dtype=np.int32), np.array(kinds, dtype=np.uint8)


def _degrees(graph: Graph) -> I64:
    """(n_entities,) degrees."""
    degrees: I64 = graph.degrees(np.arange(graph.n_entities))
    return degrees


def _rank(graph: Graph, hashes: U64, rows: npt.NDArray[np.int32]) -> I64:
    """Minus the degree of the rows whose form is not theirs alone, else 0: a cut list keeps the best
    known."""
    values, counts = np.unique(hashes, return_counts=True)
    shared = np.flatnonzero(counts[np.searchsorted(values, hashes)] > 1) if len(values) else np.zeros(0, np.int64)
    rank = np.zeros(len(rows), dtype=np.int64)
    rank[shared] = [-graph.degree(row) for row in rows[shared].tolist()]
    return rank


def _schema(graph: Graph) -> set[str]:
    """Stems of the content words of all relations and types."""
    names: set[str] = set()
    for index in range(graph.n_relations):
        relation = graph.relation(index)
        if relation.id in PARTS:
            continue
        names.update((relation.label, relation.inverse, *relation.aliases))
    types = graph.types
    for row in range(graph.n_entities):
        names.update(types[row])
    return {stem(word) for name in names for word in fold(name).split(" ") if word and word not in FUNCTION}


def _lookup(table: npt.NDArray[np.generic], keys: npt.NDArray[np.generic], most: int) -> tuple[I64, I64]:
    """(places in keys, places in table) of equal pairs, at most ``most`` a key, in order of both."""
    first = np.searchsorted(table, keys, side="left")
    counts = np.minimum(np.searchsorted(table, keys, side="right") - first, most)
    hit = np.flatnonzero(counts)
    first, counts = first[hit], counts[hit]
    before = np.cumsum(counts) - counts
    inside = np.arange(int(counts.sum()), dtype=np.int64) - np.repeat(before, counts)
    return np.repeat(hit, counts), np.repeat(first, counts) + inside


def _contains(table: U64, keys: U64) -> npt.NDArray[np.bool_]:
    if not len(table):
        return np.zeros(len(keys), dtype=np.bool_)
    return np.asarray(table[np.minimum(np.searchsorted(table, keys), len(table) - 1)] == keys)
