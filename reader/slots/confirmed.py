"""What was read beside what an extractor found in the same documents: two readers of one text that agree on who the
father of somebody is are seldom both wrong."""

from __future__ import annotations

from collections.abc import Iterable

from kgqa.kg.graph import Graph
from kgqa.kg.said import SaidFacts
from kgqa.kg.verbalize import chain_label, node_name
from kgqa.linker.normalise import fold
from kgqa.reader.aggregation.answers import Resolve
from kgqa.reader.language.quantities import date
from kgqa.reader.slots.filled import Filled
from kgqa.types import Step, Triple


def is_confirmed(one: Filled, graph: Graph, said: SaidFacts | None, resolve: Resolve) -> bool:
    """Whether a fact that was found in documents says what was read for a slot."""
    if said is None:
        return False
    known = [resolve(name) for name in dict.fromkeys((one.subject.name, one.subject.id, *one.subject.also))]
    ids = dict.fromkeys(entity.id for entity in known if entity is not None)
    facts = [fact for id in ids for fact in graph.match(id) if _is_of(fact, one.slot.label, graph, said)]
    read = (one.text, one.name)
    return any(_are_one(a, b) for fact in facts for a in _names(fact, graph) for b in read)


def _is_of(fact: Triple, label: str, graph: Graph, said: SaidFacts) -> bool:
    return chain_label((Step(fact.relation),), graph) == label and said.is_said(fact)


def _names(fact: Triple, graph: Graph) -> Iterable[str]:
    entity = graph.entity_by_id(fact.tail) if isinstance(fact.tail, str) else None
    return (node_name(fact.tail, graph),) if entity is None else (entity.label, *entity.aliases)


def _are_one(one: str, other: str) -> bool:
    """Whether two names may be of one thing: the same day, or the one with all words of the other.

    >>> _are_one("King Olaf Lind", "Olaf Lind"), _are_one("4 May 1931", "1931-05-04"), _are_one("Olaf", "Karl")
    (True, True, False)
    """
    day, other_day = date(one), date(other)
    if day is not None and other_day is not None:
        return day == other_day
    words, others = set(fold(one).split()), set(fold(other).split())
    return bool(words) and bool(others) and (words <= others or others <= words)
