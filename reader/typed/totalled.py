"""The total or the average of a value of all members of a set."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import node_name
from kgqa.reader.asked.plan import Plan
from kgqa.reader.asked.totals import Total
from kgqa.reader.language.quantities import written_unit
from kgqa.reader.typed.measured import Measured, measures
from kgqa.reader.typed.queried import measure
from kgqa.reader.typed.say import named_list
from kgqa.reader.typed.state import State, hints_of, value_support
from kgqa.reader.typed.within import LeftOpen
from kgqa.reader.vocabulary.ids import rows_of, some_of
from kgqa.types import Answer, Evidence

NAMED = 0.8
"""How well the relation of the values must be meant: by its name."""

SHOWN = 3
"""Members without a value that are named."""


def summed_by(
    members: Sequence[str], total: Total, asked: Plan, graph: Graph, hints: Mapping[str, float]
) -> Measured | None:
    """The relation of numbers whose name a question gives; None where there is none."""
    found = measures(members, "number", total.wanted, asked.words, asked.noun, graph, hints)
    return found[0] if found and found[0].fit >= NAMED else None


def totalled(state: State, total: Total, asked: Plan, evidence: Sequence[Evidence], graph: Graph) -> Answer:
    """The answer. Raises LeftOpen where a value is missing, no plain number, or of another unit than the others."""
    if not state.members:
        raise LeftOpen(f"there is no {asked.noun or 'member'} to take the {total.said} of")
    found = summed_by(state.members, total, asked, graph, hints_of(state, evidence))
    if found is None:
        raise LeftOpen(f"no fact says the {' '.join(total.said.split()[1:])} of these")
    if len(found.values) < len(state.members):
        missing = np.setdiff1d(np.arange(len(state.members)), found.at, assume_unique=True)
        names = [node_name(id, graph) for id in some_of(state.members, missing[:SHOWN])]
        raise LeftOpen(f"{found.label!r} is not known of {named_list(names, len(missing))}")
    units = found.values.own_units()
    if len(units) != 1:
        raise LeftOpen(f"the values of {found.label!r} are of unlike units")
    if not (found.values.low == found.values.high).all():
        raise LeftOpen(f"the values of {found.label!r} are not known closely enough")
    name, size = _unit(found, graph)
    # In the unit of most of the values, the query's keys as well.
    found = found.per(size)
    number = math.fsum(found.values.low.tolist())
    if total.way == "average":
        number /= len(found.values)
    text = _with_unit(_plain(number), name)
    said = f"{total.said.capitalize()} ({found.label!r}) of {len(found.values)}: {text}."
    made = replace(
        state.derivation,
        asks=total.way,
        total=measure(found, "number", graph),
        sentence=" ".join((*state.said, said)),
    )
    support = tuple(dict.fromkeys((*state.support, *value_support(state, found, evidence))))
    rows = rows_of(state.members, graph)
    entities = tuple(graph.entities(rows[rows >= 0]))
    return Answer(text, round(state.probability * found.fit, 6), "number", support, entities, (text,), made)


def _unit(found: Measured, graph: Graph) -> tuple[str, float]:
    """The unit that most of the values are written in, the first of several, and how many of the base unit it is."""
    read = [written_unit(text) for text in graph.names(found.ends)]
    written = [unit for unit in read if unit is not None]
    if not written:
        return "", 1.0
    ((size, _),) = Counter(size for _, size in written).most_common(1)
    ((name, _),) = Counter(name for name, own in written if own == size).most_common(1)
    return name, size


def _with_unit(number: str, unit: str) -> str:
    """A number with its unit, the sign of a currency before it.

    >>> _with_unit("5", "mm"), _with_unit("5", "$"), _with_unit("5", "")
    ('5 mm', '$5', '5')
    """
    return f"{unit}{number}" if unit in ("$", "€", "£", "¥") else f"{number} {unit}".strip()


def _plain(number: float) -> str:
    """A number in figures: whole where it is, otherwise with two places, or as many as four digits need.

    >>> _plain(1500000.0), _plain(2.5), _plain(85 / 3), _plain(0.1 + 0.2), _plain(0.00125)
    ('1500000', '2.5', '28.33', '0.3', '0.00125')
    """
    if number == round(number):
        return f"{number:.0f}"
    places = max(2, 3 - math.floor(math.log10(abs(number))))
    return f"{number:.{places}f}".rstrip("0").rstrip(".")
