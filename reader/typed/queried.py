"""Measures and limits as a derivation has them, so that a query can compare the same values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal as Choice

import numpy as np

from kgqa.kg.distinct import sorted_distinct
from kgqa.kg.graph import Graph
from kgqa.reader.asked.limit import Limit
from kgqa.reader.language.quantities import Quantity, iso
from kgqa.reader.typed.measured import Measured
from kgqa.reader.typed.read_values import Sort
from kgqa.types import Bound, Literal, Measure, Node, Step

_PLAIN = {
    "number": re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?"),
    "year": re.compile(r"[1-9]\d{3}"),
    "day": re.compile(r"[1-9]\d{3}-\d\d-\d\d(?:[TZ+-].*)?"),
}


def measure(measured: Measured, sort: Sort, graph: Graph, end: Choice["low", "high"] = "low") -> Measure:
    """The measure; ``end``: which end of a value that is not exact its key is."""
    steps = (measured.step,)
    if measured.counted:
        return Measure(steps, "links")
    counts = np.diff(measured.bounds)
    if measured.whole and (counts == 1).all():
        rows = sorted_distinct(measured.ends.copy())
        values = rows[rows >= graph.n_entities] - graph.n_entities
        texts = graph.literals.values.take(values) if len(values) == len(rows) else [""]
        if form := _form(texts, sort):
            return Measure(steps, form)
    # Of a node with several members the last one's value.
    held = (measured.values.low if end == "low" else measured.values.high).repeat(counts)
    rows, last = np.unique(measured.ends[::-1], return_index=True)
    return Measure(steps, "keys", _in_order(zip(graph.nodes(rows), held[::-1][last].tolist(), strict=True)))


def measure_of(
    steps: tuple[Step, ...],
    values: Mapping[str, Quantity],
    read: Mapping[str, tuple[Node, ...]],
    sort: Sort,
    *,
    whole: bool = True,
) -> Measure:
    """The measure of these values, ``read`` from these nodes, by member; ``whole``: there are no other nodes."""
    if whole and all(len(nodes) == 1 for nodes in read.values()):
        texts = [node.value if isinstance(node, Literal) else "" for (node,) in read.values()]
        if form := _form(texts, sort):
            return Measure(steps, form)
    keys = {node: values[member].low for member, nodes in read.items() for node in nodes}
    return Measure(steps, "keys", _in_order(keys.items()))


def _form(texts: Sequence[str], sort: Sort) -> Choice["number", "year", "day", ""]:
    """The form that all texts are of, as a query can compare them; "" where they are of none."""
    forms: tuple[Choice["number", "year", "day"], ...] = ("number",) if sort == "number" else ("year", "day")
    return next((form for form in forms if all(map(_PLAIN[form].fullmatch, texts))), "")


def _in_order(keys: Iterable[tuple[Node, float]]) -> tuple[tuple[Node, float], ...]:
    return tuple(sorted(keys, key=lambda pair: (pair[1], str(pair[0]))))


def bound(measured: Measured, limit: Limit, value: Quantity, graph: Graph) -> Bound:
    """A limit on that measure; ``value``: what is compared with, in the unit of the values."""
    form = measure(measured, limit.sort, graph, "low" if limit.sign.startswith(">") else "high")
    edge = value.high if limit.sign in (">", "<=") else value.low
    if form.form in ("number", "keys"):
        return Bound(form, limit.sign, f"{edge:.6f}".rstrip("0").rstrip("."))
    day = iso(edge)
    if form.form == "day":
        return Bound(form, limit.sign, day)
    whole = day[5:] == ("12-31" if limit.sign in (">", "<=") else "01-01")
    # A year is after a day within it no more than before it.
    sign = limit.sign if whole else {">=": ">", "<=": "<"}.get(limit.sign, limit.sign)
    return Bound(form, sign, day[:4])  # type: ignore[arg-type]  # one of the four
