"""Evidence for a plan: the paths of each of its sets, each found by its own question, and the values of members."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import verbalize
from kgqa.reader.asked.mentions import replaced
from kgqa.reader.asked.plan import Plan, plan
from kgqa.reader.language.quantities import date, number
from kgqa.reader.typed.measured import measures
from kgqa.reader.typed.picked import chosen_by
from kgqa.reader.typed.sets import kept_ends, walked
from kgqa.reader.typed.totalled import summed_by
from kgqa.reader.vocabulary.classes import named_classes
from kgqa.types import Evidence, Link, Mention, Path, Question, Step

PATHS_KEPT = 8
"""Paths of each part's own question that become evidence."""

MEASURED = 3
"""Paths of each part whose members' values become evidence, the best."""

VALUES = "values"
"""Source of evidence that was looked up because an operation needs it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with an operation: as the reader is given it, names as the graph has them; its plan; the ids that its
    names mean; and its parts as questions, each with the one link."""

    question: Question
    plan: Plan
    starts: tuple[str, ...]
    parts: tuple[tuple[Question, tuple[Link, ...]], ...]


def asked_of(question: Question, links: Sequence[Link], graph: Graph) -> Asked | None:
    """The plan of a question by its links; None for an ordinary one."""
    named = sorted(
        (link for link in links if link.mention.text and _is_name(link)), key=lambda link: link.mention.start
    )
    apart: list[Link] = []
    for link in named:
        if not apart or link.mention.start >= apart[-1].mention.end:
            apart.append(link)
    spans = [(link.mention.start, _end(link.mention), link.entity.id) for link in apart]
    masked = replaced(question.text, spans)
    if kinds := named_classes(masked, graph):
        spans = [span for span in spans if span[2] not in kinds]
        masked = replaced(question.text, spans)
    found = plan(masked.text)
    if found is None:
        return None
    by_id = {link.entity.id: link for link in apart}
    order = [by_id[id] for id in masked.starts]
    parts = tuple(_filled(part.text, order[part.name], question) for part in found.parts)
    text = question.text
    for start, end, id in reversed(spans):
        text = text[:start] + by_id[id].entity.label + text[end:]
    return Asked(replace(question, text=text), found, masked.starts, parts)


def gathered(
    asked: Asked,
    own: Sequence[Evidence],
    parts: Sequence[Sequence[Evidence]],
    graph: Graph,
    relations: Collection[str] | None = None,
) -> tuple[Evidence, ...]:
    """The evidence of the question with that of its ``parts`` before it, and the values that are to be compared.

    ``parts``: what was retrieved for each of ``asked.parts``. A path that both have is the part's, since a score is
    the probability that it is what the words ask for. ``relations``: ids of those that may be looked at for values;
    None is any.
    """
    kept: dict[tuple[str, tuple[Step, ...]], Evidence] = {}
    for found in parts:
        for piece in [piece for piece in found if isinstance(piece.content, Path)][:PATHS_KEPT]:
            path = piece.content
            assert isinstance(path, Path)
            before = kept.get((path.start, path.steps))
            if before is None or before.score < piece.score:
                kept[path.start, path.steps] = piece
    rest = [p for p in own if not isinstance(p.content, Path) or (p.content.start, p.content.steps) not in kept]
    known = {**{(p.content.start, p.content.steps): p for p in rest if isinstance(p.content, Path)}, **kept}
    hints = {key: piece.score for key, piece in known.items()}
    added: dict[tuple[str, tuple[Step, ...]], Evidence] = {}
    for path in _measured_paths(asked, parts):
        for step in _value_steps(asked, path, hints, graph):
            key = (path.start, (*path.steps, step))
            if key not in known and key not in added and (relations is None or step.relation in relations):
                found_path = walked(*key, graph)
                if found_path.ends:
                    added[key] = Evidence(found_path, verbalize(found_path, graph).text, 0.0, VALUES)
    ranked = sorted((*kept.values(), *rest), key=lambda piece: -piece.score)
    return (*ranked, *added.values())


def _measured_paths(asked: Asked, parts: Sequence[Sequence[Evidence]]) -> list[Path]:
    if asked.plan.subject is not None and not asked.plan.parts:
        return [Path(asked.starts[asked.plan.subject], (), (asked.starts[asked.plan.subject],), ())]
    found = [
        piece.content
        for part, own in zip(asked.plan.parts, parts, strict=True)
        if not part.negated
        for piece in [piece for piece in own if isinstance(piece.content, Path)][:MEASURED]
    ]
    paths = [path for path in found if isinstance(path, Path)]
    if asked.plan.subject is not None:
        paths.append(Path(asked.starts[asked.plan.subject], (), (asked.starts[asked.plan.subject],), ()))
    return paths


def _value_steps(
    asked: Asked, path: Path, hints: dict[tuple[str, tuple[Step, ...]], float], graph: Graph
) -> list[Step]:
    """The steps to the values that limits and a superlative compare."""
    members = kept_ends(path)
    own = {
        steps[-1].relation: score
        for (start, steps), score in hints.items()
        if start == path.start and steps[:-1] == path.steps and not steps[-1].inverse
    }
    steps = []
    for limit in asked.plan.limits:
        found = measures(members, limit.sort, limit.wanted, asked.plan.words, asked.plan.noun, graph, own)
        steps += [found[0].step] if found else []
    if asked.plan.pick is not None and (found := chosen_by(members, asked.plan.pick, asked.plan, graph, own)):
        steps.append(found[0].step)
    if asked.plan.total is not None and (summed := summed_by(members, asked.plan.total, asked.plan, graph, own)):
        steps.append(summed.step)
    return list(dict.fromkeys(steps))


def _filled(text: str, link: Link, question: Question) -> tuple[Question, tuple[Link, ...]]:
    """A part with its name in it again, and the link to it."""
    found = re.search(r"§\d+", text)
    assert found is not None
    label = link.entity.label
    filled = f"{text[: found.start()]}{label}{text[found.end() :]}?"
    mention = Mention(found.start(), found.start() + len(label), label)
    return replace(question, text=filled), (replace(link, mention=mention),)


def _is_name(link: Link) -> bool:
    """Whether a mention is a name, and not a year or a number."""
    return date(link.mention.text) is None and number(link.mention.text) is None


def _end(mention: Mention) -> int:
    text = mention.text
    return mention.end - 2 if text.endswith(("'s", "’s")) else mention.end
