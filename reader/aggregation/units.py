"""Numbers with their units: documents state "890" of a price in euros, and the unit stands beside the statement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgqa.linker.stem import stem
from kgqa.reader.aggregation.origins import Origins
from kgqa.types import Answer, Literal, Path

UNIT = "unit"
"""The qualifier of a statement that holds its unit, in full and singular."""

_PEOPLE = frozenset(("people", "person", "inhabitant", "resident"))
"""What a population is counted in goes without saying."""
_ALIKE = frozenset(("hertz", "kilohertz", "megahertz", "gigahertz", "percent", "kelvin", "yen"))
_PLURALS = {
    "foot": "feet", "inch": "inches", "degree Celsius": "degrees Celsius", "degree Fahrenheit": "degrees Fahrenheit",
}  # fmt: skip


def with_units(question: str, answers: Sequence[Answer], origins: Origins) -> list[Answer]:
    """The answers, each that is one number of a path with the unit in which documents state it, where all of them
    state it in one and the question does not name it itself."""
    if origins.said is None:
        return list(answers)
    asked = {stem(word) for word in re.findall(r"\w+", question.lower())}
    return [_with_unit(answer, asked, origins) for answer in answers]


def _with_unit(answer: Answer, asked: set[str], origins: Origins) -> Answer:
    units = {unit for support in answer.support for unit in _units(answer, support.evidence, origins)}
    if len(units) != 1:
        return answer
    (unit,) = units
    if not unit or unit in _PEOPLE or stem(unit.split()[-1].lower()) in asked or stem(unit.split()[0].lower()) in asked:
        return answer
    text = f"{answer.text} {counted(answer.text, unit)}"
    return replace(answer, text=text, values=(text,))


def _units(answer: Answer, number: int, origins: Origins) -> set[str]:
    """The units in which documents state the one number that a path leads to, "" of a statement without one."""
    path = origins.evidence[number].content
    if origins.said is None or not isinstance(path, Path) or len(path.ends) != 1:
        return set()
    (end,) = path.ends
    if not isinstance(end, Literal) or end.datatype != "number" or answer.values != (end.value,):
        return set()
    return {
        dict(statement.qualifiers).get(UNIT, "")
        for triple in path.triples
        if triple.tail == end
        for statement in origins.said.statements(triple)
    }


def counted(number: str, unit: str) -> str:
    """A unit as it stands behind a number.

    >>> [counted("5", unit) for unit in ("year", "square kilometre", "kilometre per hour", "foot", "hertz")]
    ['years', 'square kilometres', 'kilometres per hour', 'feet', 'hertz']
    >>> counted("1", "year")
    'year'
    """
    if number in ("1", "-1"):
        return unit
    name, per, base = unit.partition(" per ")
    if name not in _ALIKE:
        power, _, last = name.rpartition(" ")
        name = _PLURALS.get(name) or f"{power} {_PLURALS.get(last, f'{last}s')}".strip()
    return f"{name}{per}{base}"
