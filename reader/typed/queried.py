"""Measures and limits as a derivation has them, so that a query can compare the same values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
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
    assert measured.read is not None  # whatever is not counted is read
    rows, place = np.unique(measured.ends, return_index=True)
    own = (measured.read.low if end == "low" else measured.read.high)[place]
    return Measure(steps, "keys", _in_order(zip(graph.nodes(rows), own.tolist(), strict=True)))


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


def in_figures(number: float) -> str:
    """A number in figures alone, as SPARQL has decimals, without loss.

    >>> in_figures(693600.0), in_figures(4.5e-07), in_figures(-0.3)
    ('693600', '0.00000045', '-0.3')
    """
    text = f"{Decimal(repr(number)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def bound(measured: Measured, limit: Limit, value: Quantity, graph: Graph) -> Bound:
    """A limit on that measure; ``value``: what is compared with, in the unit of the values."""
    form = measure(measured, limit.sort, graph, "low" if limit.sign.startswith(">") else "high")
    edge = value.high if limit.sign in (">", "<=") else value.low
    if form.form in ("number", "keys"):
        return Bound(form, limit.sign, in_figures(edge))
    day = iso(edge)
    if form.form == "day":
        return Bound(form, limit.sign, day)
    whole = day[5:] == ("12-31" if limit.sign in (">", "<=") else "01-01")
    # A year is after a day within it no more than before it.
    sign = limit.sign if whole else {">=": ">", "<=": "<"}.get(limit.sign, limit.sign)
    return Bound(form, sign, day[:4])  # type: ignore[arg-type]  # one of the four
