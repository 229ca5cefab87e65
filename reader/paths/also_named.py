"""A second name in a question limits what the first one leads to: "which stations in Dorn does the Northline serve"
asks for no station elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import node_name, verbalize
from kgqa.reader.asked.mentions import masked_names
from kgqa.reader.language.kinds import NEGATION
from kgqa.reader.network.found import Chosen, FoundPath
from kgqa.reader.typed.sets import kept_ends, walked
from kgqa.reader.vocabulary.classes import without_classes
from kgqa.reader.vocabulary.kinds_of import says_kind
from kgqa.retriever.paths import ENDS_KEPT
from kgqa.types import Evidence, Link, Path, Step, Walk

ELSEWHERE = 0.2
"""What is left of the probability of a path whose ends are all linked to something else than the second name."""

MOST_BETWEEN = 1000
"""Things between an end and the second name that are looked at."""

_Way = tuple[tuple[Step, ...], NDArray[np.bool_], NDArray[np.bool_]]
"""Steps, and (n,) which entities they lead to the second name from, and from which to anything."""

_NUMBER = re.compile(r"\d(?:[\d.]*\d)?")
SHORTEST = 3
"""Letters of a name before its number."""

_NO_LIMIT = re.compile(
    r"\b(?:or|after|before|since|until|than|like|as|instead|without|besides|except|apart|between|other|both)\b"
    r"|§\d+,? (?:and|&) (?:the )?§\d+"
)
"""Words that say something else of a second name, or what :mod:`kgqa.reader.asked.plan` reads them for."""


def of_all_named(
    question: str, paths: Sequence[FoundPath], evidence: Sequence[Evidence], graph: Graph
) -> list[FoundPath]:
    """The paths with those of their ends that a fact links to each other name of the question, where some are. The
    names are those that ``evidence`` starts from."""
    starts = dict.fromkeys(piece.content.start for piece in evidence if isinstance(piece.content, Path))
    masked = without_classes(question, masked_names(question, starts, graph), graph)
    paths = [
        replace(found, probability=found.probability * ELSEWHERE)
        if _is_of_other_number(question, found, graph)
        else found
        for found in paths
    ]
    if len(masked.starts) < 2 or _NO_LIMIT.search(masked.text) or NEGATION.search(masked.text):
        return list(paths)
    kept = []
    for found in paths:
        for name in masked.starts:
            if name != found.path.start and found.path.start in masked.starts:
                found = _limited(found, name, graph)
        kept.append(found)
    return kept


def with_each_name(evidence: Sequence[Evidence], links: Sequence[Link], graph: Graph) -> tuple[Evidence, ...]:
    """``evidence`` with a fact of each entity that a question names beside another and that nothing was found of: it
    limits the answer all the same."""
    ids = list(dict.fromkeys(link.entity.id for link in links))
    started = {piece.content.start for piece in evidence if isinstance(piece.content, Path)}
    added = []
    for id in ids if len(ids) > 1 and started else ():
        row = graph.row(id)
        if id in started or row is None:
            continue
        for inverse in (False, True):
            near = np.unique(graph.runs(np.array([row]), inverse=inverse)[1]).tolist()
            if near:
                path = walked(id, (Step(graph.relation(near[0]).id, inverse),), graph)
                added.append(Evidence(path, verbalize(path, graph).text, 0.0, "values"))
                break
    return (*evidence, *added)


def _is_of_other_number(question: str, found: FoundPath, graph: Graph) -> bool:
    """Whether a path is of one in a row and the question of another: the cup of 2019 is not that of 2018."""
    label = node_name(found.path.start, graph)
    numbers = _NUMBER.findall(label)
    name = _NUMBER.sub("", label).strip(" ,-")
    if not numbers or len(name) < SHORTEST:
        return False
    asked = re.search(rf"\b{re.escape(name)}[\s,-]*(\d[\d.]*)(?!\w)", question, re.IGNORECASE)
    return asked is not None and asked[1].rstrip(".") not in numbers


def _limited(found: FoundPath, name: str, graph: Graph) -> FoundPath:
    ends, row = kept_ends(found.path), graph.row(name)
    if ends == (name,):  # what a question names it does not ask for
        return replace(found, probability=found.probability * ELSEWHERE)
    if row is None or not ends or name in ends or len(ends) == ENDS_KEPT or len(ends) < len(found.path.ends):
        return found
    if any(name in (triple.head, triple.tail) for triple in found.path.triples):
        return found  # the path goes by what is named
    rows = np.array([graph.row(end) for end in ends])
    ways: list[_Way] = [((step,), *_linked(rows, step, np.array([row]), graph)) for step in _steps_to(row, graph)]
    if not any(linked.any() for _, linked, _ in ways):
        ways += _by_way_of(rows, row, graph)
    some = [(steps, linked) for steps, linked, _ in ways if linked.any()]
    if any(linked.all() for _, linked in some):
        return found
    if not some:
        is_elsewhere = any(is_known.all() for _, _, is_known in ways)
        return replace(found, probability=found.probability * ELSEWHERE) if is_elsewhere else found
    kept = tuple(end for end, *own in zip(ends, *(linked.tolist() for _, linked in some), strict=True) if any(own))
    chosen = found.chosen or Chosen()
    if len(some) == 1:
        back = Walk(name, tuple(Step(step.relation, not step.inverse) for step in reversed(some[0][0])))
        chosen = replace(chosen, walks=(*chosen.walks, back))
    else:
        chosen = replace(chosen, among=kept)
    path: Path = replace(found.path, ends=kept)
    return replace(found, path=path, chosen=chosen)


def _steps_to(row: int, graph: Graph) -> list[Step]:
    """The steps of one fact that lead to an entity, but for those that say what something is."""
    steps = []
    for inverse in (True, False):
        for index in np.unique(graph.runs(np.array([row]), inverse=inverse)[1]).tolist():
            if not says_kind(graph.relation(index).label):
                steps.append(Step(graph.relation(index).id, inverse=not inverse))
    return steps


def _by_way_of(rows: NDArray[np.int64], row: int, graph: Graph) -> list[_Way]:
    """The ways of two facts, both taken as they are written: the team's town is in the shire."""
    found: list[_Way] = []
    for last in _steps_to(row, graph):
        index = graph.relation_index(last.relation)
        if last.inverse or index is None:
            continue
        _, between = graph.along(np.array([row]), index, inverse=True)
        if not 0 < len(between) <= MOST_BETWEEN:
            continue
        for first in np.unique(graph.runs(rows)[1]).tolist():
            step = Step(graph.relation(first).id)
            if not says_kind(graph.relation(first).label):
                found.append(((step, last), *_linked(rows, step, between.astype(np.int64), graph)))
    return found


def _linked(
    rows: NDArray[np.int64], step: Step, ends: NDArray[np.int64], graph: Graph
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(n,) which of the entities in ``rows`` a step leads to one of ``ends`` from, and from which to anything."""
    index = graph.relation_index(step.relation)
    assert index is not None
    at, far = graph.along(rows, index, inverse=step.inverse)
    linked, known = np.zeros(len(rows), bool), np.zeros(len(rows), bool)
    linked[at[np.isin(far, ends)]] = True
    known[at] = True
    return linked, known
