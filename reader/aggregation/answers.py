"""Answers out of what was found: ends of paths, spans of passages, counts, yes and no, and their merging."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import replace

from kgqa.data.metrics.answers import normalize_answer
from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import node_name
from kgqa.reader.aggregation.origins import Origins
from kgqa.reader.facts.yes_no import CLOSED_WORLD
from kgqa.reader.language.kinds import kind_of, looks_like
from kgqa.reader.network.found import Chosen, FoundPath, FoundSpan
from kgqa.reader.typed.sets import count_ends, may_return
from kgqa.retriever.paths import ENDS_KEPT
from kgqa.types import Answer, AnswerKind, Derivation, Entity, Literal, Node, Path, Support, Walk

Resolve = Callable[[str], Entity | None]
"""The entity that a text names, where exactly one does."""

SECOND_SOURCE = 0.5
"""How much of the remaining doubt a second, agreeing source takes away: less than independent sources
would, since a graph and a text often tell the same story from one origin."""


SUPPORT_FLOOR = 0.1
"""A member read with less than this is no support of a set: any text names some member by chance; nor are facts that
were found in documents where the question hardly means them."""

SET_FLOOR = 0.5
"""Least score of a set that takes the place of a span naming one of its members."""


def from_paths(
    found: Iterable[FoundPath],
    graph: Graph,
    *,
    count: bool = False,
    partial: Container[int] = (),
    origins: Origins | None = None,
) -> list[Answer]:
    """One answer a path: all its ends. Where ``count``, the number of its ends; none of a path in the evidence
    ``partial``, whose ends need not be all there are, but for a number that it leads to. ``origins``: tells which paths
    are out of documents: that these say all is less sure than what they say."""
    answers = []
    for item in found:
        ends = item.path.ends
        total = _n_ends(item, graph) if count else len(ends)
        if total is None:
            continue
        support = (Support(item.evidence),)
        known = [_entity(end, graph) for end in ends]
        entities = tuple(e for e in known if e is not None)
        names = (node_name(end, graph) if e is None else e.label for end, e in zip(ends, known, strict=True))
        values = tuple(dict.fromkeys(names))
        kind: AnswerKind = kind_of(ends[0]) if len(ends) == 1 else "entities"
        if count and not (len(values) == 1 and looks_like(values[0]) == "number"):
            if item.evidence in partial:
                continue
            made = derived(item.path, graph, count=True, chosen=item.chosen)
            sure = item.probability
            if origins is not None and origins.is_said(item.path):
                sure *= CLOSED_WORLD
            answers.append(Answer(str(total), sure, "number", support, entities, (str(total),), made))
        else:
            made = derived(item.path, graph, chosen=item.chosen)
            answers.append(Answer("; ".join(values), item.probability, kind, support, entities, values, made))
    return answers


def _n_ends(item: FoundPath, graph: Graph) -> int | None:
    """How many ends a path has; None where it is cut off and not all of them can be counted."""
    if len(item.path.ends) < ENDS_KEPT:
        return len(item.path.ends)
    return None if item.chosen is not None else count_ends(item.path, graph)


def derived(path: Path, graph: Graph, *, count: bool = False, chosen: Chosen | None = None) -> Derivation:
    """How the ends of a path, those that are ``chosen`` of them where not all are, or their number, follow from the
    graph."""
    apart = (path.start,) if path.start not in path.ends and may_return(path, graph) else ()
    made = Derivation("count" if count else "members", (Walk(path.start, path.steps),), apart=apart)
    return made if chosen is None else chosen.of(made)


def from_spans(found: Iterable[FoundSpan], resolve: Resolve) -> list[Answer]:
    """One answer a span, with its entity where the text names one."""
    answers = []
    for item in found:
        entity = resolve(item.text)
        answers.append(
            Answer(
                item.text,
                item.probability,
                looks_like(item.text),
                (Support(item.evidence, item.start, item.end),),
                (entity,) if entity else (),
                (item.text,),
            )
        )
    return answers


def merged(answers: Sequence[Answer], origins: Origins | None = None) -> list[Answer]:
    """Best first; equal answers are one with all their support, and a text that is one of a set's members
    supports the set. ``origins``: tells which sources they have; without it all of the graph is one."""
    ranked = sorted(answers, key=_order)
    kept: list[Answer] = []
    named: list[frozenset[str]] = []  # the names of what is kept
    for answer in ranked:
        names = _names(answer)
        for i, (other, others) in enumerate(zip(kept, named, strict=True)):
            if _counts_others(answer, other):
                continue
            if names == others or (len(names) == 1 and answer.kind != "number" and names <= others):
                is_weak = answer.score < SUPPORT_FLOOR
                if not is_weak or (names == others and not (origins and origins.of_documents(answer))):
                    kept[i] = _joined(other, answer, origins)
                    named[i] = _names(kept[i])
                break
            if len(names) > 1 and others <= names and answer.score >= SET_FLOOR and _is_span(other):
                # The set says more than the span that named one of it: it takes its place and its support.
                kept[i] = _joined(answer, other, origins, score=other.score)
                named[i] = _names(kept[i])
                break
        else:
            kept.append(answer)
            named.append(names)
    return sorted(kept, key=_order)


def sets_first(answers: Sequence[Answer]) -> list[Answer]:
    """For a question for several things: a set stands before the single answers in it, where each of its members is one
    of these, as probable as the least of them; or where a text lists it and the best answer is one of it. ``answers``:
    best first, as :func:`merged` gives them.

    "Father: A" and "mother: B" are each surer than "child of: A; B", and neither is what "Who are the parents" asks.
    """
    kept = list(answers)
    for answer in answers:
        names = _names(answer)
        parts = [each for each in kept if len(_names(each)) == 1 and _names(each) <= names]
        if len(names) == 1 or answer.score < SET_FLOOR or not parts:
            continue
        is_whole = len(parts) == len(names)
        if is_whole or (_is_span(answer) and kept[0] is parts[0]):
            at = kept.index(min(answer, *parts, key=_order))
            score = max(answer.score, min(part.score for part in parts)) if is_whole else answer.score
            support = tuple(dict.fromkeys(piece for each in (answer, *parts) for piece in each.support))
            kept = [each for each in kept if each is not answer and each not in parts]
            kept.insert(at, replace(answer, score=score, support=support))
    return kept


def _joined(main: Answer, other: Answer, origins: Origins | None, *, score: float | None = None) -> Answer:
    base = main.score if score is None else max(score, main.score)
    weaker = min(main.score, other.score)
    new_source = _sources(other) - _sources(main) if origins is None else origins.adds(other, main)
    total = base + SECOND_SOURCE * weaker * (1 - base) if new_source else base
    support = tuple(dict.fromkeys((*main.support, *other.support)))
    entities = main.entities or other.entities
    kind = other.kind if main.kind == "span" and other.kind == "entity" else main.kind
    if main.kind == "span" and len(entities) == 1:
        kind = "entity"
    made = main.derivation or (other.derivation if _names(main) == _names(other) else None)
    return Answer(main.text, total, kind, support, entities, main.values, made, main.members)


def _sources(answer: Answer) -> set[int | None]:
    """The passages that say an answer, and None for the graph: ten paths through it to one end are one source."""
    return {None if piece.start is None else piece.evidence for piece in answer.support}


def _counts_others(one: Answer, other: Answer) -> bool:
    """Whether two numbers are those of unlike sets: that they are equal is chance."""
    made = (one.derivation, other.derivation)
    return all(each is not None and each.asks == "count" for each in made) and set(one.entities) != set(other.entities)


def _is_span(answer: Answer) -> bool:
    return all(support.start is not None for support in answer.support)


def _names(answer: Answer) -> frozenset[str]:
    """The normalised values, with all names of an entity where the answer is one."""
    if len(answer.values) == 1 and len(answer.entities) == 1 and answer.kind != "number":
        return frozenset({normalize_answer(answer.entities[0].label)})
    return frozenset(normalize_answer(value) for value in answer.values)


def _order(answer: Answer) -> tuple[float, str, str]:
    return (-round(answer.score, 6), answer.text, answer.kind)


def _entity(node: Node, graph: Graph) -> Entity | None:
    return None if isinstance(node, Literal) else graph.entity_by_id(node)
