"""Of what a thing has one, the surest of the values that documents were found to say.

Where texts are read a birth may come out twice, once to the year and once to the day, a father once by his first name,
once in full and once wrongly. An imported graph says what it says; here of several values the one is taken that says
most, and of those that differ the one that is surest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kgqa.kg.graph import Graph
from kgqa.kg.said import SaidFacts
from kgqa.kg.verbalize import chain_label, node_name
from kgqa.linker.normalise import fold
from kgqa.retriever.paths import TRIPLES_KEPT
from kgqa.types import Node, Path, Step, Triple

_OF_LIVES = (
    "date of birth",
    "date of death",
    "place of birth",
    "place of death",
    "place of burial",
    "father",
    "mother",
)
ONE_OF = frozenset((*_OF_LIVES, "inception", "founding date"))
"""Relations of which a thing has one value."""

MOSTLY_ONE = frozenset({"country of citizenship"})
"""Relations of which a thing has mostly one value."""

PLACES = frozenset({"place of birth", "place of death", "place of burial"})
"""Those of them whose values lie in other places, which texts name after them: "in Nordhavn, Veland"."""

SURER, MUCH_SURER = 0.05, 0.2
"""How much surer than another value one must be to be taken alone, where there is one and where there mostly is."""


def surest(path: Path, graph: Graph, said: SaidFacts) -> Path:
    """``path`` by the surest facts alone where a step leads to what a thing has one of. As it is where no document says
    those, or where not all that it walks is known."""
    if len(path.triples) >= TRIPLES_KEPT or not any(said.is_said(triple) for triple in path.triples):
        return path
    here: set[Node] = {path.start}
    walked: list[list[Triple]] = []
    for step in path.steps:
        edges = [t for t in path.triples if t.relation == step.relation and _near(t, step) in here]
        edges = list(dict.fromkeys(edges))
        label = "" if step.inverse else chain_label((step,), graph)
        if label in ONE_OF:
            edges = _surest_of_each(edges, graph, said, label)
        elif label in MOSTLY_ONE:
            edges = [kept for own in _by_head(edges) for kept in _as_sure(own, said, MUCH_SURER)]
        walked.append(edges)
        here = {_far(triple, step) for triple in edges}
    ends = tuple(end for end in path.ends if end in here)
    if ends == path.ends:
        return path
    on_the_way = set(ends)
    for step, edges in zip(reversed(path.steps), reversed(walked), strict=True):
        edges[:] = [triple for triple in edges if _far(triple, step) in on_the_way]
        on_the_way = {_near(triple, step) for triple in edges}
    return replace(path, ends=ends, triples=tuple(triple for edges in walked for triple in edges))


def comes_back(path: Path) -> bool:
    """Whether a path goes on from its start after it came back there and nowhere else: it says what a shorter one does.

    >>> facts = (Triple("A", "spouse", "B"), Triple("B", "spouse", "A"), Triple("A", "place of birth", "C"))
    >>> steps = (Step("spouse"), Step("spouse"), Step("place of birth"))
    >>> comes_back(Path("A", steps, ("C",), facts)), comes_back(Path("A", steps[2:], ("C",), facts[2:]))
    (True, False)
    """
    here: set[Node] = {path.start}
    for step in path.steps[:-1]:
        here = {_far(t, step) for t in path.triples if t.relation == step.relation and _near(t, step) in here}
        if here == {path.start}:
            return True
    return False


def _surest_of_each(edges: Sequence[Triple], graph: Graph, said: SaidFacts, label: str) -> list[Triple]:
    kept: list[Triple] = []
    for own in _by_head(edges):
        if len(own) > 1 and all(map(said.is_said, own)):
            names = {triple: node_name(triple.tail, graph) for triple in own}
            own = [t for t in own if not any(_says_less(names[t], names[o]) for o in own if o != t)]
            if label in PLACES:
                own = _without_wider(own, graph, said)
        kept += _as_sure(own, said, SURER)
    return kept


def _by_head(edges: Sequence[Triple]) -> list[list[Triple]]:
    groups: defaultdict[str, list[Triple]] = defaultdict(list)
    for triple in edges:
        groups[triple.head].append(triple)
    return list(groups.values())


def _as_sure(own: Sequence[Triple], said: SaidFacts, margin: float) -> list[Triple]:
    """Those of one thing's facts that are about as sure as the surest; all, where some are not out of documents."""
    if len(own) < 2 or not all(map(said.is_said, own)):
        return list(own)
    least = max(map(said.confidence, own)) - margin
    return [triple for triple in own if said.confidence(triple) >= least]


def _without_wider(own: Sequence[Triple], graph: Graph, said: SaidFacts) -> list[Triple]:
    """The facts without those whose every sentence names the place of another one of them before theirs."""
    places = {triple: _places(triple, graph, said) for triple in own}

    def is_wider(triple: Triple) -> bool:
        here = places[triple]
        others = [places[other] for other in own if other != triple]
        return bool(here) and all(any(other.get(key, at) < at for other in others) for key, at in here.items())

    return [triple for triple in own if not is_wider(triple)]


def _places(triple: Triple, graph: Graph, said: SaidFacts) -> dict[tuple[str, tuple[int, int]], int]:
    """Where the value of a fact is named first, by whichever of its names, in each sentence that says it."""
    entity = graph.entity_by_id(triple.tail) if isinstance(triple.tail, str) else None
    names = (node_name(triple.tail, graph),) if entity is None else (entity.label, *entity.aliases)
    found: dict[tuple[str, tuple[int, int]], int] = {}
    for key, sentence in said.sentences(triple).items():
        at = [sentence.find(name) for name in names if name in sentence]
        if at:
            found[key] = min(at)
    return found


def _says_less(one: str, other: str) -> bool:
    """Whether a value is another one cut short: the year of a day, a part of a name.

    >>> _says_less("1638", "1638-08-06"), _says_less("Olaf", "Olaf Lind, 3rd Earl of Veland")
    (True, True)
    """
    a, b = fold(one).replace("-", " ").split(), fold(other).replace("-", " ").split()
    return len(a) < len(b) and set(a) <= set(b)


def _near(triple: Triple, step: Step) -> Node:
    return triple.tail if step.inverse else triple.head


def _far(triple: Triple, step: Step) -> Node:
    return triple.head if step.inverse else triple.tail
