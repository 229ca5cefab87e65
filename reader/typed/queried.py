"""Measures and limits as a derivation has them, so that a query can compare the same values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal as Choice

from kgqa.reader.quantities import Quantity, iso
from kgqa.reader.typed.limits import Limit
from kgqa.reader.typed.measured import Measured
from kgqa.types import Bound, Literal, Measure, Node, Step

_PLAIN = {
    "number": re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?"),
    "year": re.compile(r"[1-9]\d{3}"),
    "day": re.compile(r"[1-9]\d{3}-\d\d-\d\d(?:[TZ+-].*)?"),
}


def measure(measured: Measured, sort: Choice["date", "number"], end: Choice["low", "high"] = "low") -> Measure:
    """The measure; ``end``: which end of a value that is not exact its key is."""
    steps = (Step(measured.relation.id),)
    return measure_of(steps, measured.values, measured.nodes, sort, end, whole=measured.whole)


def measure_of(
    steps: tuple[Step, ...],
    values: Mapping[str, Quantity],
    read: Mapping[str, tuple[Node, ...]],
    sort: Choice["date", "number"],
    end: Choice["low", "high"] = "low",
    *,
    whole: bool = True,
) -> Measure:
    """The measure of these values, ``read`` from these nodes, by member; ``whole``: there are no other nodes."""
    forms: tuple[Choice["number", "year", "day"], ...] = ("number",) if sort == "number" else ("year", "day")
    if whole and all(len(nodes) == 1 for nodes in read.values()):
        texts = [node.value if isinstance(node, Literal) else "" for (node,) in read.values()]
        for form in forms:
            if all(_PLAIN[form].fullmatch(text) for text in texts):
                return Measure(steps, form)
    keys: dict[Node, float] = {}
    for member, nodes in read.items():
        value = values[member]
        for node in nodes:
            keys[node] = value.low if end == "low" else value.high
    return Measure(steps, "keys", tuple(sorted(keys.items(), key=lambda pair: (pair[1], str(pair[0])))))


def bound(measured: Measured, limit: Limit, value: Quantity) -> Bound:
    """A limit on that measure; ``value``: what is compared with, in the unit of the values."""
    form = measure(measured, limit.sort, "low" if limit.sign.startswith(">") else "high")
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
