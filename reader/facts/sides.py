"""The one chain of relations that is compared: walked from each named entity, of the wanted kind, the best by fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import chain_label, node_name
from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.reader.language.operations import Operation, Sort, family, fits
from kgqa.reader.language.quantities import Quantity, date, hull, number
from kgqa.reader.vocabulary.kinds_of import KindsOf, is_called
from kgqa.types import Evidence, Literal, Node, Path, Step

FITTING = 0.1
"""Added to the mean score of a chain's paths where its last relation is what the question compares."""

ON_THE_WAY = 0.1
"""Added for each relation before the last that the question mentions ("the director of"), else taken off."""

_SMALL = {"of", "the", "in", "by", "at", "a", "an", "to", "from", "with", "for", "those", "film", "movie"}


@dataclass(frozen=True, slots=True)
class Sides:
    """A chain and the numbers of its paths in the evidence, by start. ``fit``: how well the question means it."""

    steps: tuple[Step, ...]
    paths: Mapping[str, int]
    fit: float


def candidates(
    asked: Operation, words: str, starts: Sequence[str], evidence: Sequence[Evidence], graph: Graph
) -> list[Sides]:
    """The chains of the wanted kind around ``starts``, best first, ties by their words."""
    chains: dict[tuple[Step, ...], dict[str, int]] = {}
    for number_, piece in enumerate(evidence):
        path = piece.content
        if isinstance(path, Path) and path.start in starts and _usable(path, asked, graph):
            chains.setdefault(path.steps, {}).setdefault(path.start, number_)
    stems = {stem(word) for word in words.split()}
    found = []
    for steps, paths in chains.items():
        score = sum(evidence[number_].score for number_ in paths.values()) / len(paths)
        score += FITTING * fits(chain_label(steps[-1:], graph), asked.wanted)
        score += FITTING * _mentioned(steps[-1], stems, graph)
        score += sum(ON_THE_WAY if _mentioned(step, stems, graph) else -ON_THE_WAY for step in steps[:-1])
        found.append(Sides(steps, paths, score))
    return sorted(found, key=lambda sides: (-round(sides.fit, 6), len(sides.steps), chain_label(sides.steps, graph)))


def value(path: Path, sort: Sort, graph: Graph) -> Quantity | None:
    """The value at the end of a path. Of several, all that they leave possible; of several dates of release the
    first, since what is released again came out before."""
    read = [parsed for end in path.ends if (parsed := _parsed(end, sort, graph)) is not None]
    if sort != "number" and family(chain_label(path.steps[-1:], graph)) == "release" and read:
        return min(read, key=lambda quantity: (quantity.high, quantity.low))
    return hull(read)


def read_from(path: Path, sort: Sort, graph: Graph) -> tuple[Node, ...]:
    """The ends of a path that :func:`value` rests on."""
    read = [(parsed, end) for end in path.ends if (parsed := _parsed(end, sort, graph)) is not None]
    if sort != "number" and family(chain_label(path.steps[-1:], graph)) == "release" and read:
        return (min(read, key=lambda pair: (pair[0].high, pair[0].low))[1],)
    return tuple(end for _, end in read)


def _usable(path: Path, asked: Operation, graph: Graph) -> bool:
    label = chain_label(path.steps[-1:], graph)
    if asked.sort == "any":
        if path.steps[-1].inverse and (label.endswith(" of") or label.startswith("those ")):
            return False  # "country of" leads to what is in a country, though it names one
        return not asked.wanted or fits(label, asked.wanted) or _are(path, asked.wanted, graph)
    if path.steps[-1].inverse or all(_parsed(end, asked.sort, graph) is None for end in path.ends):
        return False
    if asked.sort == "number" or family(label):
        return not asked.wanted or fits(label, asked.wanted)
    # A relation of no known family, whose ends may be called "1917" without being years.
    return asked.sort == "date" and all(isinstance(e, Literal) or not node_name(e, graph).isdigit() for e in path.ends)


def _are(path: Path, wanted: Sequence[str], graph: Graph) -> bool:
    """Whether a path leads to what the question calls what is to be the same: "by the same shipyard"."""
    kinds = KindsOf(graph)
    ends = [end for end in path.ends if isinstance(end, str)]
    return bool(ends) and all(any(is_called(kind.name, word) for kind in kinds(end) for word in wanted) for end in ends)


def _parsed(node: Node, sort: Sort, graph: Graph) -> Quantity | None:
    text = node_name(node, graph)
    return number(text) if sort == "number" else date(text)


def _mentioned(step: Step, stems: set[str], graph: Graph) -> bool:
    return any(stem(word) in stems for word in fold(chain_label((step,), graph)).split() if word not in _SMALL)
