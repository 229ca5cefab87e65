"""Whether stored arrays make sense: what hashes can't tell, because the writer may have been wrong."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from kgqa.errors import StoreError
from kgqa.kg.arrays import Array, ArrayFile
from kgqa.kg.csr import Csr
from kgqa.kg.literals import LiteralTable

_BLOB = ".blob"

_ROWS = 1 << 20
"""Triples that are compared at once, to bound the memory that a large graph takes."""


def check_strings(file: ArrayFile) -> Iterator[str]:
    """Problems with every table of strings in ``file``: offsets that fall, bytes that are not UTF-8."""
    for name in file.names:
        if not name.endswith(_BLOB):
            continue
        prefix = name.removesuffix(_BLOB)
        blob, offsets = file.typed(name, np.uint8), file.typed(f"{prefix}.offsets", np.int64)
        yield from _check_offsets(file, f"{prefix}.offsets", offsets, blob.size)
        try:
            str(blob.data, "utf-8")
        except UnicodeDecodeError as error:
            yield f"{file.path}: {prefix}: must be UTF-8: {error.reason} at byte {error.start}"
            continue
        inner = offsets[(offsets > 0) & (offsets < blob.size)]
        # A continuation byte at a start means that the offset cuts a character in two.
        if ((blob[inner] & 0xC0) == 0x80).any():
            yield f"{file.path}: {prefix}: an offset cuts a character in two"
        if f"{prefix}.rows" in file:
            rows = file.typed(f"{prefix}.rows", np.int64)
            yield from _check_offsets(file, f"{prefix}.rows", rows, offsets.size - 1)


def check_graph(file: ArrayFile) -> Iterator[str]:
    """Problems with the graph in ``file``: rows out of range or order, directions that disagree."""
    wrong = [
        *_check_columns(file, "entities", ("labels", "aliases", "descriptions", "types"), "an entity"),
        *_check_columns(file, "relations", ("labels", "aliases", "inverses"), "a relation"),
    ]
    if wrong:
        yield from wrong
        return
    yield from _check_sorted(file, "entities.ids")
    yield from _check_sorted(file, "relations.ids")
    n_entities, n_relations = _length(file, "entities.ids"), _length(file, "relations.ids")
    kinds = file.typed("literals.kinds", np.int32)
    n_kinds = _length(file, "literals.datatypes")
    if not _in_range(kinds, n_kinds):
        yield f"{file.path}: literals.kinds: must be from 0 to {n_kinds - 1}"
        return
    yield from _check_literal_order(file)
    n_terms = n_entities + kinds.size
    out, into = Csr.load(file, "out", n_terms), Csr.load(file, "in", n_terms)
    sound = True
    for prefix, csr in (("out", out), ("in", into)):
        problems = list(_check_offsets(file, f"{prefix}.offsets", csr.offsets, csr.relations.size))
        if not _in_range(csr.relations, n_relations):
            problems.append(f"{file.path}: {prefix}.relations: must be from 0 to {n_relations - 1}")
        if not _in_range(csr.others, n_terms):
            problems.append(f"{file.path}: {prefix}.others: must be from 0 to {n_terms - 1}")
        yield from problems
        sound = sound and not problems
    if not sound:
        return
    yield from _check_origins(file, out.relations.size)
    forward = np.stack([out.rows(), out.relations, out.others], axis=1)
    backward = np.stack([into.others, into.relations, into.rows()], axis=1)
    if len(forward) and not _rises(forward):
        yield f"{file.path}: out: triples must be distinct and sorted by (head, relation, tail)"
    if len(backward) and not _rises(backward[:, ::-1]):
        yield f"{file.path}: in: triples must be distinct and sorted by (tail, relation, head)"
    if forward.size and forward[:, 0].max() >= n_entities:
        yield f"{file.path}: out: a head must be an entity, found row {forward[:, 0].max()}"
    order = np.lexsort((backward[:, 2], backward[:, 1], backward[:, 0]))
    if not np.array_equal(forward, backward[order]):
        yield f"{file.path}: the two directions must hold the same triples"


def _check_origins(file: ArrayFile, n_triples: int) -> Iterator[str]:
    if "origins.offsets" not in file:
        return
    yield from _check_sorted(file, "origins.names")
    offsets, graphs = file.typed("origins.offsets", np.int64), file.typed("origins.graphs", np.int32)
    yield from _check_offsets(file, "origins.offsets", offsets, graphs.size)
    if offsets.size != n_triples + 1 or (np.diff(offsets) < 1).any():
        yield f"{file.path}: origins.offsets: each of {n_triples} triples must stand in a graph"
    n_names = _length(file, "origins.names")
    if not _in_range(graphs, n_names):
        yield f"{file.path}: origins.graphs: must be from 0 to {n_names - 1}"


def _check_columns(file: ArrayFile, table: str, columns: tuple[str, ...], what: str) -> Iterator[str]:
    """Columns that say something of rows that are not there, or nothing of some that are."""
    n = _length(file, f"{table}.ids")
    for column in columns:
        # Of lists of strings the rows are counted, not the strings.
        lists = f"{table}.{column}.rows"
        found = int(file[lists].size) - 1 if lists in file else _length(file, f"{table}.{column}")
        if found != n:
            without = f"without {what}" if found > n else "are missing"
            yield f"{file.path}: {table}: {abs(found - n)} {column} {without}: {n} ids, {found} {column}"


def check_passages(file: ArrayFile) -> Iterator[str]:
    """Problems with the passages in ``file``: ids out of order or there twice, columns of other lengths, starts below
    0."""
    n, starts = _length(file, "passages.ids"), file.typed("passages.starts", np.int64)
    wrong = [*_check_columns(file, "passages", ("doc_ids", "titles", "texts"), "a passage")]
    if starts.size != n:
        wrong.append(f"{file.path}: passages: {n} ids, {starts.size} starts")
    if wrong:
        yield from wrong
        return
    yield from _check_sorted(file, "passages.ids")
    if (starts < 0).any():
        yield f"{file.path}: passages.starts: must be from 0, found {starts.min()}"


def _check_offsets(file: ArrayFile, name: str, offsets: Array, last: int) -> Iterator[str]:
    if not offsets.size or offsets[0] != 0 or offsets[-1] != last or (np.diff(offsets) < 0).any():
        yield f"{file.path}: {name}: must rise from 0 to {last}"


def _length(file: ArrayFile, prefix: str) -> int:
    return int(file[f"{prefix}.offsets"].size) - 1


def _check_sorted(file: ArrayFile, prefix: str) -> Iterator[str]:
    blob, offsets = file[f"{prefix}.blob"].tobytes(), file[f"{prefix}.offsets"].tolist()
    before: bytes | None = None
    for start, end in pairwise(offsets):
        text = blob[start:end]
        if before is not None and text <= before:
            what = "stands there twice" if text == before else "is out of order"
            shown = text[:60].decode("utf-8", "replace")
            yield f"{file.path}: {prefix}: must be distinct and sorted: {shown!r} {what}"
            return
        before = text


def _check_literal_order(file: ArrayFile) -> Iterator[str]:
    table = LiteralTable.load(file, "literals")
    try:
        rises = all(before < after for before, after in pairwise(table.key(row) for row in range(len(table))))
    except StoreError as error:
        yield f"{file.path}: literals: {error}"
        return
    if not rises:
        yield f"{file.path}: literals: must be distinct and sorted by (value, datatype, language)"


def _in_range(numbers: Array, size: int) -> bool:
    return not numbers.size or (int(numbers.min()) >= 0 and int(numbers.max()) < size)


def _rises(triples: Array) -> bool:
    """Whether rows of three columns rise strictly."""
    for at in range(0, len(triples) - 1, _ROWS):
        rows = triples[at : at + _ROWS + 1]
        first, second, third = (rows[1:, column] > rows[:-1, column] for column in range(3))
        same, same_too = (rows[1:, column] == rows[:-1, column] for column in range(2))
        if not (first | same & (second | same_too & third)).all():
            return False
    return True
