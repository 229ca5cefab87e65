"""Typed operations in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import chain_label, node_name
from kgqa.reader.asked.limit import Limit
from kgqa.reader.asked.superlative import Superlative
from kgqa.reader.language.operations import plural
from kgqa.types import Path

SHOWN = 8

_SIGNS = {"date": {">": "after", "<": "before", ">=": "from", "<=": "until"}}
_NUMBERS = {">": "more than", "<": "less than", ">=": "at least", "<=": "at most"}


def described(path: Path, graph: Graph) -> str:
    """A set by its path: ``director of (Orla Fenn)``."""
    return f"{chain_label(path.steps, graph)} ({node_name(path.start, graph)})"


def limit_said(limit: Limit) -> str:
    """A limit in words.

    >>> from kgqa.reader.language.quantities import date
    >>> limit_said(Limit("date", ">", date("2001"), "2001"))
    'after 2001'
    """
    words = _SIGNS.get(limit.sort, _NUMBERS)
    return f"{words[limit.sign]} {limit.said}"


def pick_said(pick: Superlative, label: str, winners: Sequence[str], value: str, total: int) -> str:
    """Which member has the best value; ``winners``: the first names of ``total``."""
    if pick.sort == "date":
        word = "latest" if pick.largest else "earliest"
    else:
        word = "largest" if pick.largest else "smallest"
    has = "has" if total == 1 else "have"
    if pick.last > 1:
        word = f"{pick.last} {word}" if pick.first == 1 else f"{word} but {pick.first - 1}"
    return f"{named_list(winners, total)} {has} the {word} {label!r}: {value}."


def links_said(pick: Superlative, label: str, winners: Sequence[str], number: str, total: int) -> str:
    """Which member has the most links; ``winners``: the first names of ``total``."""
    has = "has" if total == 1 else "have"
    most = "most" if pick.largest else "fewest"
    if pick.last > 1:
        most = f"{pick.last} {most}" if pick.first == 1 else f"{most} but {pick.first - 1}"
    return f"{named_list(winners, total)} {has} the {most} {pick.wanted[0]} ({label!r}): {number}."


def count_of(total: int, noun: str) -> str:
    """A number of members."""
    return f"{total} {noun or 'member'}" if total == 1 else f"{total} {plural(noun)}"


def named_list(names: Sequence[str], total: int | None = None) -> str:
    """Names in a row, a few of many; ``total``: how many there are where not all are given.

    >>> named_list(["A", "B", "C"])
    'A, B and C'
    """
    shown = list(names[:SHOWN])
    total = len(names) if total is None else total
    if total > SHOWN:
        return f"{', '.join(shown)} and {total - SHOWN} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else "none"
