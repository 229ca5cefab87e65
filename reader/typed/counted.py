"""Members measured by how many things they are linked to: who works on the most projects, which team has the most
members."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.graph import Graph
from kgqa.reader.asked.superlative import Superlative
from kgqa.reader.language.operations import singular
from kgqa.reader.language.verbs import verb_key
from kgqa.reader.typed.measured import Measured, name_stems
from kgqa.reader.typed.read_values import Quantities
from kgqa.reader.vocabulary.ids import Ids, rows_of
from kgqa.reader.vocabulary.kinds_of import BY_OTHER_NAMES, KindsOf, is_called, says_kind
from kgqa.reader.vocabulary.members_by_value import members_by_value
from kgqa.reader.vocabulary.named_relations import is_mutual, is_verb, names_of, verbs_of
from kgqa.types import Step

BY_NAME, BY_DEED, BY_ROLE, BY_WORD, BY_KIND, BY_PEOPLE = 0.95, 0.94, 0.93, 0.9, 0.85, 0.75
"""How well a relation is meant: its name says what is counted ("member of"), what is done ("works on"), or what a
member is ("director"); the question's verb is one of its words; its ends are of the kind that is counted, or people,
where they are counted by another name ("employees"). But for the first, the ends must be called what is counted, as far
as the graph says what they are; for the last three it has to say so."""

SAMPLED = 200
"""Members, and things that they are linked to, that are looked at before all are."""

MOST_LINKED = 200_000
"""Links of a relation up to which they are counted."""


def counts(members: Sequence[str], noun: str, pick: Superlative, graph: Graph) -> list[Measured]:
    """The relations that a question may count the links of, of each of ``members``, the best first, ties by id.
    ``noun``: what a member is called.

    Of the most, one that has none has 0; of the fewest, what is not said of one is not known.
    """
    rows = rows_of(members, graph)
    meant = _meant(noun, pick, graph)
    for least in sorted({fit for _, fit in meant}, reverse=True):
        steps = [step for step, fit in meant if fit == least]
        if least == BY_KIND:  # no name says which: of hundreds of relations those that the members have
            steps = _had(steps, rows, graph)
        found = [one for step in steps if (one := _counted(rows, step, least, pick, graph)) is not None]
        if found:
            best = max(one.fit for one in found)
            return sorted((one for one in found if one.fit == best), key=lambda one: (one.relation.id, one.inverse))
    return []


def _had(steps: Sequence[Step], rows: NDArray[np.int64], graph: Graph) -> list[Step]:
    """The steps that some of the members can take, of many of them evenly drawn ones."""
    rows = rows[rows >= 0]
    some = rows[:: 1 + len(rows) // SAMPLED]
    has = {inverse: set(graph.runs(some, inverse=inverse)[1].tolist()) for inverse in (False, True)}
    return [
        step for step in steps if graph.relation_index(step.relation) in has[step.inverse] or is_mutual(step, graph)
    ]


def all_linked(noun: str, pick: Superlative, graph: Graph) -> Ids | None:
    """Ids of all that have a link of the one relation whose name says what is counted; None where there is none, or
    more than one."""
    steps = [step for step, fit in _meant(noun, pick, graph) if fit >= BY_ROLE]
    if len(steps) != 1:
        return None
    index = graph.relation_index(steps[0].relation)
    assert index is not None
    heads, tails = graph.pairs(index)
    near = np.unique(tails if steps[0].inverse else heads)
    near = near[near < graph.n_entities]
    return Ids(graph, near.astype(np.int64)) if len(near) > 1 else None


def _meant(noun: str, pick: Superlative, graph: Graph) -> list[tuple[Step, float]]:
    """The steps that a question may mean, and how well it does."""
    found = []
    for index in range(graph.n_relations):
        relation = graph.relation(index)
        if says_kind(relation.label):
            continue
        steps = [Step(relation.id), Step(relation.id, inverse=True)]
        if is_mutual(steps[0], graph):
            steps = steps[:1]
        for step in steps:
            found.append((step, _fit(noun, pick, step, graph)))
    return found


def _of_many(words: str) -> str:
    """What several things are called, as one of them is."""
    *rest, last = words.split()
    return " ".join((*rest, singular(last)))


def _fit(noun: str, pick: Superlative, step: Step, graph: Graph) -> float:
    """How well a step is meant by its relation's name: "works on" by who works, "member of" and "members" by the
    members, "reports to" by the reports, "directed by" and "director" by the directors and by what a director has."""
    names = names_of(step, graph)
    if pick.deed:
        asked = f"what {pick.deed} §0" if pick.turned else f"what does §0 {pick.deed}"
        roles = {verb_key(name) for name in names if " " not in name and name.endswith(("er", "or"))}
        is_doer = step.inverse != pick.turned
        if is_verb(asked, step, graph):
            return BY_DEED
        is_role = is_doer and (pick.deed in names or verb_key(pick.deed) in roles)
        if is_role and not is_verb(asked, Step(step.relation, not step.inverse), graph):
            return BY_DEED
        return BY_WORD if verb_key(pick.deed.split()[0]) in name_stems(tuple(names)) else BY_KIND
    counted = _of_many(pick.wanted[0])
    if f"{counted} of" in names if step.inverse else counted in map(singular, names):
        return BY_NAME
    does, is_done_by = verbs_of(step, graph)
    if verb_key(counted.split()[-1]) in (does if step.inverse else is_done_by):
        return BY_NAME
    return BY_ROLE if step.inverse and noun in names else BY_KIND


def _counted(rows: NDArray[np.int64], step: Step, fit: float, pick: Superlative, graph: Graph) -> Measured | None:
    """How many ends of a step each member has; None where none has any, or these are not called what is counted."""
    index = graph.relation_index(step.relation)
    assert index is not None
    there = np.flatnonzero(rows >= 0)
    ways = (False, True) if is_mutual(step, graph) else (step.inverse,)
    found = [graph.along(rows[there], index, inverse=inverse, most=MOST_LINKED) for inverse in ways]
    pairs = np.unique(
        np.stack([there[np.concatenate([at for at, _ in found])], np.concatenate([far for _, far in found])]), axis=1
    )
    sources, far = pairs.astype(np.int64)
    kept = None
    if fit != BY_NAME:
        kept, fit = _of_those_counted(far, _of_many(pick.wanted[0]), fit, graph)
        if kept is not None:
            sources, far = sources[kept], far[kept]
    if not len(far) or fit == 0:
        return None
    number = np.bincount(sources, minlength=len(rows)).astype(np.float64)
    at = there if pick.largest else np.flatnonzero(number)
    bounds = np.concatenate([[0], number[at].astype(np.int64).cumsum()])
    values = Quantities(number[at], number[at], np.zeros(len(at), np.int64), ("",))
    whole = len(ways) == 1 and (kept is None or bool(kept.all()))
    relation = graph.relation(index)
    return Measured(relation, at, values, bounds, far, fit, whole=whole, inverse=step.inverse, counted=True)


def _of_those_counted(
    far: NDArray[np.int64], noun: str, fit: float, graph: Graph
) -> tuple[NDArray[np.bool_] | None, float]:
    """(n,) which of the ends are of the kind that is counted, None for all, and how well their relation is meant then,
    0 where it is not."""
    if len(far) and (by_value := members_by_value(noun, graph)) is not None and noun not in BY_OTHER_NAMES:
        valued = np.isin(far, rows_of(by_value[0], graph))  # nurses are those with this role
        if valued.any():
            return valued, max(fit, BY_ROLE)
    some = np.unique(far)[:: 1 + len(far) // SAMPLED]
    of_some = _called(some, noun, graph) if len(far) else None
    if len(far) > SAMPLED and of_some is not None and not of_some.any() and noun not in BY_OTHER_NAMES:
        return None, fit if fit == BY_NAME else 0.0  # things of another kind, as far as many were looked at
    kept = _called(far, noun, graph) if len(far) else None
    if kept is None:  # nothing says what the ends are
        return None, fit if fit >= BY_ROLE else 0.0
    if not kept.any() and noun in BY_OTHER_NAMES:
        return _called(far, "person", graph), min(fit, BY_PEOPLE)
    return kept, fit


def _called(rows: NDArray[np.int64], noun: str, graph: Graph) -> NDArray[np.bool_] | None:
    """(n,) which of the nodes are of the kind; None where no kind is known of most of them."""
    groups, kinds = KindsOf(graph).grouped(np.where(rows < graph.n_entities, rows, -1))
    told = np.array([bool(own) for own in kinds], bool)[groups]
    if told.mean() < 0.5:
        return None
    found: NDArray[np.bool_] = np.array([any(is_called(kind.name, noun) for kind in own) for own in kinds], bool)[
        groups
    ]
    return found
