"""Yes and no, decided by facts alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kgqa.data.metrics.answers import normalize_answer
from kgqa.kg.distinct import sorted_distinct
from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import chain_label, node_name
from kgqa.reader.asked.event_dates import has_time, tells_when
from kgqa.reader.asked.mentions import masked_names
from kgqa.reader.language.quantities import date, unit
from kgqa.reader.network.found import FoundPath
from kgqa.reader.vocabulary.kinds_of import says_kind
from kgqa.reader.vocabulary.named_relations import is_turned_claim
from kgqa.types import Answer, Derivation, Literal, Node, Support, Walk

CLOSED_WORLD = 0.8
"""A "no" rests on the graph listing all: its probability is lowered by this factor."""


ENDS_LOOKED_AT = 20_000
"""Ends of a relation that are looked at for one that a question names without that it was linked, at most."""


_BEYOND = re.compile(
    r"\b(?:not|\w+nt|never|neither|nor|nobody|without|except|besides|excluding|cannot|hardly|rarely|seldom|no longer"
    r"|any ?more|any longer|only|sole|solely|alone|exclusively|merely|nothing but|but|before|after|until|than"
    r"|most|least|more|less|fewer|almost|nearly|partly)\b"
)
"""What one fact does not decide: that something is not so, no more so, so of one alone, or before another."""
_JOINED = re.compile(
    r"\b(?:it|that) (?:and|or|as well as) (?!it\b|that\b)\w|\b(?!it\b|that\b)\w+ (?:and|or) (?:it|that)\b"
)
"""A name that the fact lacks, joined to one that it has."""

_OWNERS = re.compile(r"(?<=\w)['’]s?(?= )")
_AMOUNT = re.compile(r"(?<!in )(?<!on )\b\d+ [a-z]+")


def yes_or_no(question: str, found: Sequence[FoundPath], graph: Graph, *, built: bool = False) -> list[Answer]:
    """Yes where a path that fits the question ends in something the question names; no where the fitting path ends in
    others of the same type only; nothing where no path decides, or the time asked about is not that of the fact.

    ``built``: whether facts were found in documents, which say of a number more than a fact has: its unit, "more than".
    """
    spellings = [f" {normalize_answer(text)} " for text in (question, _OWNERS.sub(" ", question))]
    for item in sorted(found, key=lambda item: (-item.probability, item.evidence)):
        start = normalize_answer(node_name(item.path.start, graph))
        # A path of several steps would make "yes" of any far connection.
        words = next((each for each in spellings if f" {start} " in each), "")
        if len(item.path.steps) != 1 or not words:
            continue
        if _is_beyond(words, start, item, found, graph):
            continue
        for end in item.path.ends:
            name = normalize_answer(node_name(end, graph))
            rest = words.replace(f" {start} ", " it ", 1)
            if built and _AMOUNT.search(rest) and name.isdigit():
                continue
            if not name or f" {name} " not in rest or not _is_meant(rest, name, item, graph):
                continue
            if isinstance(end, str) and _is_turned(question, item, end, graph):
                continue
            if date(name) is None and has_time(rest.replace(f" {name} ", " it ", 1)):
                return []  # that they married says nothing of 1948
            if date(name) is None or tells_when(rest, chain_label(item.path.steps, graph)):
                return [_said("yes", item, item.probability, end)]
        named = [other.path.start for other in found if other.path.start != item.path.start]
        other = _one_of_its_kind(words.replace(f" {start} ", " "), item, named, graph)
        if other is not None and other not in item.path.ends and not _is_of_kind(words, start, other, item, graph):
            return [_said("no", item, item.probability * CLOSED_WORLD, other)]
    return []


def _is_beyond(words: str, start: str, item: FoundPath, found: Sequence[FoundPath], graph: Graph) -> bool:
    """Whether a question asks for more than whether a fact is so, or for two facts: "Germany and Poland". What stands
    in a name, or in that of the relation, asks for nothing."""
    rest = words.replace(f" {start} ", " it ", 1)
    ends = {normalize_answer(node_name(end, graph)) for end in item.path.ends}
    starts = {normalize_answer(node_name(other.path.start, graph)) for other in found}
    for name in sorted({name for name in ends | starts if name}, key=lambda name: (-len(name), name)):
        rest = rest.replace(f" {name} ", " that ")
    label = normalize_answer(chain_label(item.path.steps, graph)).split()
    return _JOINED.search(rest) is not None or any(each[0] not in label for each in _BEYOND.finditer(rest))


def _is_turned(question: str, item: FoundPath, end: str, graph: Graph) -> bool:
    """Whether a question claims the fact the other way round."""
    masked = masked_names(question, (item.path.start, end), graph)
    if len(masked.starts) != 2:
        return False
    text = masked.text.rstrip("?!. ")
    return is_turned_claim(text, masked.starts.index(item.path.start), item.path.steps[0], graph)


def _is_of_kind(words: str, start: str, other: Node, item: FoundPath, graph: Graph) -> bool:
    """Whether a fact says what kind of thing it is about, and another kind is but a part of that in the question."""
    if not says_kind(chain_label(item.path.steps, graph)):
        return False
    rest = words.replace(f" {start} ", " it ", 1)
    return not _is_meant(rest, normalize_answer(node_name(other, graph)), item, graph)


def _is_meant(rest: str, name: str, item: FoundPath, graph: Graph) -> bool:
    """Whether a question means what its words name: "a railway bridge" is more than a bridge, and 128 km no 128 miles.
    ``rest``: the question with "it" for what the fact is about."""
    label = chain_label(item.path.steps, graph)
    if says_kind(label):
        return re.search(rf"\b(?:it|still|also|really|actually) {re.escape(name)} $", rest) is not None
    behind = re.search(rf" {re.escape(name)} (\S+)", rest)
    named = re.search(r"\(([^)]*)\)$", label)
    units = [unit(found[1]) if found else None for found in (behind, named)]
    return not name.isdigit() or None in units or units[0] == units[1]


def _one_of_its_kind(words: str, item: FoundPath, named: Sequence[str], graph: Graph) -> Node | None:
    """Another end that this relation has elsewhere and the rest of the question names, or None: one of the entities
    ``named`` in the question that were found, or of all its ends, where these are few enough to be looked at."""
    step = item.path.steps[0]
    ends = item.path.ends
    if all(isinstance(end, Literal) for end in ends):
        return None  # a value is only ever confirmed: "above 1000?" is no question of equality
    index = graph.relation_index(step.relation)
    if index is None:
        return None
    rows = {row for id in named if (row := graph.row(id)) is not None}
    near = np.array(sorted(rows), np.int64)
    own = near[np.unique(graph.along(near, index, inverse=not step.inverse, most=1)[0])]
    found = _named_in(words, own, graph)
    if found is None:
        rest = sorted_distinct(graph.pairs(index)[0 if step.inverse else 1].astype(np.int64))
        found = _named_in(words, rest, graph) if len(rest) <= ENDS_LOOKED_AT else None
    return found


def _named_in(words: str, rows: NDArray[np.int64], graph: Graph) -> Node | None:
    """The first of some nodes that words name."""
    for row, name in zip(rows.tolist(), map(normalize_answer, graph.names(rows)), strict=True):
        if len(name) > 2 and f" {name} " in words:
            return graph.node(row)
    return None


def _said(text: str, item: FoundPath, probability: float, end: Node) -> Answer:
    walks = (Walk(item.path.start, item.path.steps),)
    # A query can name an entity to look for among the ends; a value is looked for as it is written.
    made = Derivation("boolean", walks, subject=end) if isinstance(end, str) else None
    return Answer(text, probability, "boolean", (Support(item.evidence),), (), (text,), made)
