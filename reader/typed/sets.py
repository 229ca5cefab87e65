"""The sets that a plan speaks of: the paths whose ends they are, and what is in all and in none of them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import node_name
from kgqa.reader.asked.plan import Plan
from kgqa.reader.asked.works import is_work
from kgqa.reader.language.kinds import looks_like
from kgqa.reader.language.named import place
from kgqa.reader.language.operations import plural
from kgqa.reader.network.found import Chosen, FoundPath
from kgqa.reader.typed.measured import RELEASED, measures, name_stems
from kgqa.reader.typed.within import LeftOpen
from kgqa.reader.vocabulary.called_by_value import MOST_ENDS, those_called
from kgqa.reader.vocabulary.ids import Ids, rows_of, some_of
from kgqa.reader.vocabulary.kinds_of import KindsOf, is_called
from kgqa.reader.vocabulary.members_of_kind import members_of_kind
from kgqa.reader.vocabulary.named_relations import is_mutual
from kgqa.retriever.chains import NODES_WALKED, Chain, walk
from kgqa.retriever.paths import ENDS_KEPT, TRIPLES_KEPT
from kgqa.types import Path, Step, Triple

PATHS_TRIED = 4
"""Paths of one part that are tried, the most probable."""

SAID = 4.0
"""Factor of the odds of a path whose relation the words of its part name."""

NEARLY = 0.1
"""Share of the best choice's probability that another choice of paths must have to be tried."""


_SMALL = {"of", "the", "in", "by", "at", "a", "an", "to", "from", "with", "which", "what", "who", "is", "are"}


LEAST_OTHER = 0.15
"""Least probability that something else is meant, however many paths are out for their type."""


@dataclass(frozen=True, slots=True)
class Members:
    """``ids``: the members, in order of id. ``paths``: the path of each part. ``chosen``: what of their ends they are,
    where some are of the kind that the question asks for and others not. ``probability``: that these are the paths
    that are meant."""

    ids: Sequence[str]
    paths: tuple[FoundPath, ...]
    chosen: Chosen | None
    probability: float


def choices(plan: Plan, starts: Sequence[str], paths: Sequence[FoundPath], graph: Graph) -> Iterator[Members]:
    """The sets that the parts of a plan may mean, the most probable first; the empty ones too."""
    ranked: list[list[FoundPath]] = []
    kinds = KindsOf(graph)
    for part in plan.parts:
        own = [found for found in paths if found.path.start == starts[part.name] and _of_entities(found.path)]
        if plan.total is not None or plan.pick is not None:
            own = [found for found in own if not of_numbers(found.path, graph)]  # these are what is measured
        own = of_kind_alone(own, plan.noun, kinds, strict=plan.total is not None)
        if plan.pick is not None and plan.pick.last > 1:  # the two longest are two of several
            own = [found for found in own if len(of_kind(kept_ends(found.path), plan.noun, kinds)[0]) >= 2]
        own.sort(key=lambda found: (-round(found.probability, 6), found.evidence))
        ranked.append(_only_dated(plan, own[:PATHS_TRIED], graph))
    if not ranked or not all(ranked):
        return
    said = [[_said(one.path, part.text, graph) for one in own] for own, part in zip(ranked, plan.parts, strict=True)]
    alike = _alike(plan)
    found = [
        choice
        for choice in itertools.product(*(range(len(own)) for own in ranked))
        if all(len({ranked[k][choice[k]].path.steps for k in group}) == 1 for group in alike)
    ]
    chance = [_chance([(ranked[k][i].probability, said[k][i]) for k, i in enumerate(choice)]) for choice in found]
    for at in sorted(range(len(found)), key=lambda at: (-round(chance[at], 9), at)):
        if chance[at] >= NEARLY * max(chance):
            choice = [ranked[k][i] for k, i in enumerate(found[at])]
            each = _product(one.probability for one in choice) ** (1 / len(choice))
            # Some set of the graph is meant, since its name and an operation on it are: which one is what is open.
            share = chance[at] / sum(chance)
            yield _members(plan, starts, choice, math.sqrt(each * share), kinds)


def _only_dated(plan: Plan, paths: list[FoundPath], graph: Graph) -> list[FoundPath]:
    """The paths, where the first or the last of somebody's works is asked for and one path alone leads to several that
    came out at a date: that one is the likelier, whatever "by" may mean."""
    if plan.pick is None or plan.pick.sort != "date" or not is_work(plan.noun):
        return paths
    dated = {
        frozenset(ends): found
        for found in sorted(paths, key=lambda found: -len(found.path.steps))  # there and back again is the same set
        if len(ends := kept_ends(found.path)) > 1
        and any(one.fit >= RELEASED for one in measures(ends, "date", (), plan.words, plan.noun, graph, {}))
    }
    alone = [*dated.values()] if len(dated) == 1 else []
    return [replace(one, probability=math.sqrt(one.probability)) if one in alone else one for one in paths]


def _alike(plan: Plan) -> list[list[int]]:
    """Parts that say the same of two names, and so mean the same relations: "both §0 and §1"."""
    groups: dict[str, list[int]] = {}
    for number, part in enumerate(plan.parts):
        groups.setdefault(part.text.replace(place(part.name), "§"), []).append(number)
    return [group for group in groups.values() if len(group) > 1]


def _members(
    plan: Plan, starts: Sequence[str], choice: Sequence[FoundPath], probability: float, kinds: KindsOf
) -> Members:
    graph = kinds.graph
    # By rows, which are in order of ids: of hundreds of thousands only those that are left get their names.
    inside = [_rows(f.path, graph) for f, part in zip(choice, plan.parts, strict=True) if not part.negated]
    outside = [
        _rows(path, graph)
        for found, part in zip(choice, plan.parts, strict=True)
        if part.negated
        for path in either_way(found.path, graph)
    ]
    all_of_it = None if inside else members_of_kind(plan.noun, graph)
    if not inside and all_of_it is None:
        raise LeftOpen(f"the graph does not say which {plural(plan.noun)} there are")
    if all_of_it is not None:  # "which towns are not on the Tarn": of all that there are
        inside, probability = [np.sort(rows_of(all_of_it[0], graph))], probability * all_of_it[2]
    left = reduce(np.union1d if plan.either else partial(np.intersect1d, assume_unique=True), inside)
    apart = [row for name in named_apart(plan) if (row := graph.row(starts[name])) is not None]
    for gone in (*outside, np.array(apart, np.int64)):
        left = np.setdiff1d(left, gone, assume_unique=True)
    if all_of_it is not None:
        return Members(Ids(graph, left), tuple(choice), all_of_it[1], probability)
    ids, chosen = of_kind(Ids(graph, left), plan.noun, kinds)
    if chosen is None and len(ids) <= MOST_ENDS and (kept := those_called(plan.noun, [*ids], graph)) is not None:
        ids, chosen = kept, Chosen(among=kept) if kept else Chosen(apart=tuple(ids))
    return Members(ids, tuple(choice), chosen, probability)


def either_way(path: Path, graph: Graph) -> list[Path]:
    """A path and those that take its mutual relations the other way round, since a graph may say these one way alone:
    all that must be looked at for what is not so."""
    ways = [[step, Step(step.relation, not step.inverse)] if is_mutual(step, graph) else [step] for step in path.steps]
    return [path, *(walked(path.start, steps, graph) for steps in itertools.product(*ways) if steps != path.steps)]


def of_kind_alone(paths: Sequence[FoundPath], noun: str, kinds: KindsOf, *, strict: bool = False) -> list[FoundPath]:
    """The paths that lead to something of the kind ``noun`` where there are some: a path to mountains is no answer to
    "which rivers", and those that are left are the likelier for it. ``strict``: what is of no known kind is out."""
    if not noun:
        return list(paths)
    known = [kinds.grouped(rows_of(kept_ends(found.path), kinds.graph))[1] for found in paths]
    fits = [any(is_called(kind.name, noun) for of in own for kind in of) for own in known]
    if not any(fits):
        return list(paths)
    # What has no kind may be of any.
    kept = [found for found, fit, own in zip(paths, fits, known, strict=True) if fit or not (strict or all(own))]
    gone = sum(found.probability for found in paths if found not in kept)
    return [replace(found, probability=_given(found.probability, gone)) for found in kept]


def _given(probability: float, gone: float) -> float:
    """The probability of a path where others, as probable as ``gone`` together, are out."""
    return max(probability, probability / (probability + max(LEAST_OTHER, 1 - probability - gone)))


def named_apart(plan: Plan) -> tuple[int, ...]:
    """The names that are no members: those left out, and those that a "not" is about ("border §0 but not §1")."""
    return tuple(dict.fromkeys((*plan.apart, *(part.name for part in plan.parts if part.negated))))


def kept_ends(path: Path) -> tuple[str, ...]:
    """The entities among the ends that a path keeps: enough to tell what kind of things it leads to."""
    return tuple(end for end in path.ends if isinstance(end, str))


def _rows(path: Path, graph: Graph) -> NDArray[np.int64]:
    """The sorted rows of all entities that a path leads to, as :func:`ends_of` has them."""
    row = graph.row(path.start)
    if row is None or len(path.ends) < ENDS_KEPT:
        found = {row for end in kept_ends(path) if (row := graph.row(end)) is not None}
        return np.array(sorted(found), np.int64)
    ends = walk(graph, row, _chain(path.steps, graph))[0][-1]
    return np.asarray(ends[ends < graph.n_entities], np.int64)


def ends_of(path: Path, graph: Graph) -> Sequence[str]:
    """All entities that a path leads to: a path itself keeps so many at most."""
    return kept_ends(path) if len(path.ends) < ENDS_KEPT else Ids(graph, _rows(path, graph))


def count_ends(path: Path, graph: Graph) -> int | None:
    """How many nodes a path leads to, without naming them; None where it leads through more than are walked."""
    row = graph.row(path.start)
    if row is None:
        return None
    layers, _ = walk(graph, row, _chain(path.steps, graph))
    return None if any(len(layer) > NODES_WALKED for layer in layers[:-1]) else len(layers[-1])


def walked(start: str, steps: Sequence[Step], graph: Graph) -> Path:
    """The path of these steps from an entity of the graph: its ends, those that a path keeps, and the triples on the
    way."""
    row = graph.row(start)
    if row is None:
        return Path(start, tuple(steps), (), ())
    layers, edges = walk(graph, row, _chain(steps, graph))
    triples: list[Triple] = []
    for step, pairs in zip(steps, edges, strict=True):
        for near, far in pairs[: TRIPLES_KEPT // len(steps)].tolist():
            head, tail = (far, near) if step.inverse else (near, far)
            triples.append(Triple(str(graph.node(head)), step.relation, graph.node(tail)))
    return Path(start, tuple(steps), tuple(graph.nodes(layers[-1][:ENDS_KEPT])), tuple(triples))


def _chain(steps: Sequence[Step], graph: Graph) -> Chain:
    return tuple(2 * (graph.relation_index(step.relation) or 0) + step.inverse for step in steps)


def of_numbers(path: Path, graph: Graph) -> bool:
    """Whether a path leads to numbers and dates alone, whether as values or as names of nodes without a type."""
    return not any(
        (isinstance(end, str) and (row := graph.row(end)) is not None and graph.types[row])
        or looks_like(node_name(end, graph)) not in ("number", "date")
        for end in path.ends
    )


def _of_entities(path: Path) -> bool:
    return any(isinstance(end, str) for end in path.ends)


def _chance(choice: Sequence[tuple[float, bool]]) -> float:
    return _product(probability * (SAID if said else 1.0) for probability, said in choice)


def _product(factors: Iterable[float]) -> float:
    return math.prod(factors)


def _said(path: Path, text: str, graph: Graph) -> bool:
    """Whether the words of a part name the relation of the path's first or last step, by label or alias."""
    stems = name_stems((text,)) - _SMALL
    for step in (path.steps[0], path.steps[-1]):
        index = graph.relation_index(step.relation)
        relation = None if index is None else graph.relation(index)
        names = () if relation is None else (relation.label, *relation.aliases, relation.inverse)
        if stems & name_stems(names):
            return True
    return False


def may_return(path: Path, graph: Graph) -> bool:
    """Whether the steps of a path may lead back to its start, which is no end of it."""
    if len(path.steps) == 1:
        return next(graph.match(path.start, path.steps[0].relation, path.start), None) is not None
    return True


def of_kind(ids: Sequence[str], noun: str, kinds: KindsOf) -> tuple[Sequence[str], Chosen | None]:
    """The members that the question's noun is a kind of, where there are some, and those of no known kind; else all,
    and None."""
    if not noun or not ids:
        return ids, None
    groups, known = kinds.grouped(rows_of(ids, kinds.graph))
    own = [[kind for kind in of if is_called(kind.name, noun)] for of in known]
    kept = np.flatnonzero(np.array([bool(called or not of) for called, of in zip(own, known, strict=True)])[groups])
    if not any(own) or len(kept) == len(ids):
        return ids, None
    left = some_of(ids, kept)
    each = [own[group] for group in np.unique(groups[kept]).tolist()]
    types = {kind.name for called in each for kind in called if not kind.steps}
    if types and all(any(kind.name in types and not kind.steps for kind in called) for called in each):
        return left, Chosen(kinds=tuple(sorted(types)))
    shared = set.intersection(*map(set, each))
    walks = [walk for kind in sorted(shared, key=lambda kind: (len(kind.steps), kind.class_)) if (walk := kind.members)]
    return left, Chosen(walks=tuple(walks[:1])) if walks else Chosen(among=tuple(left))
