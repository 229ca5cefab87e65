"""Answers that need a fact of each of two entities or more: which is older or longer; whether they are the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import chain_label, node_name
from kgqa.linker.normalise import fold
from kgqa.reader.calibration import Calibration
from kgqa.reader.facts.sides import Sides, candidates, read_from, value
from kgqa.reader.language.content import content_stems
from kgqa.reader.language.named import named
from kgqa.reader.language.nations import same_nation
from kgqa.reader.language.operations import Operation, family, fits, operation
from kgqa.reader.language.quantities import Quantity
from kgqa.reader.typed.queried import measure_of
from kgqa.types import Answer, Derivation, Evidence, Path, Pick, Support, Walk

LEAST_FIT = 0.2
"""A chain that fits less, and whose last relation the question does not ask for, is not what it compares."""

_OF_A_NAME = re.compile(r"who\b.*\bof (?:\w+ ){0,2}§0")
""" "Who is older, the director of A or that of B?" asks for the directors."""
_WHICH = re.compile(r"^\s*(?:which|what) (?:of (?:the|these) )?[a-z]+ (?=is|are|was|were|has|have|had)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a comparison: an answer whose score is still to be calibrated from ``fit``, or none and why."""

    answer: Answer | None
    reason: str = ""
    fit: float = 0.0

    def answers(self, calibration: Calibration) -> list[Answer]:
        """The answer with its probability, or none."""
        return [] if self.answer is None else [replace(self.answer, score=calibration.compare(self.fit))]


def compared(question: str, evidence: Sequence[Evidence], graph: Graph) -> Outcome | None:
    """The outcome of the comparison that ``question`` asks for; None where it asks for none.

    The same chain of relations is followed from every entity named, and the values at its ends decide as far
    as they are known: equal, overlapping or missing values decide nothing.
    """
    if len({piece.content.start for piece in evidence if isinstance(piece.content, Path)}) < 2:
        return None
    about = named(question, evidence, graph)
    asked = operation(about.words)
    if asked is None:
        return None
    if asked.sort == "life":
        return _lives(asked, about.words, about.starts, evidence, graph)
    chains = candidates(asked, about.words, about.starts, evidence, graph)
    if asked.sort == "number":  # the size of a ship is not that of its port
        chains = [c for c in chains if _is_of_itself(c, about.words, graph)]
    if not chains or (chains[0].fit < LEAST_FIT and not _by_name(chains[0], asked, graph)):
        return Outcome(None, "no fact of the kind that is to be compared is known")
    # A long way round to the same kind of value may look best where it is known of one alone.
    like = [c for c in chains if c.steps[-1] == chains[0].steps[-1] and len(c.steps) < len(chains[0].steps)]
    # Of chains that fit alike one that is known of all.
    like += [c for c in chains[1:] if round(c.fit, 6) == round(chains[0].fit, 6)]
    best = next((c for c in [chains[0], *like] if not _missing(c, about.starts, graph)), chains[0])
    if missing := _missing(best, about.starts, graph):
        return Outcome(None, missing)
    if asked.verb in ("same", "differ"):
        return _sameness(asked, best, evidence, graph)
    values = [value(_path(evidence, best, start), asked.sort, graph) for start in about.starts]
    return _decided(asked, about.words, about.starts, values, (best,), evidence, graph)


def _is_of_itself(chain: Sides, words: str, graph: Graph) -> bool:
    """Whether a chain measures what is named, or what the words lead to from there."""
    label = chain_label(chain.steps[:-1], graph) if len(chain.steps) > 1 else ""
    # "Which river" says what they are themselves: the mouth of a river is not asked for.
    words = _WHICH.sub("", words)
    return not label or not content_stems(label).isdisjoint(content_stems(words))


def undecided(question: str, evidence: Sequence[Evidence], graph: Graph) -> str:
    """Why the comparison that ``question`` asks for is left open; "" where it asks for none or is decided."""
    outcome = compared(question, evidence, graph)
    return "" if outcome is None else outcome.reason


def _lives(asked: Operation, words: str, starts: Sequence[str], evidence: Sequence[Evidence], graph: Graph) -> Outcome:
    both = []
    for end in ("birth", "death"):
        chains = candidates(replace(asked, sort="date", wanted=(end,)), words, starts, evidence, graph)
        chains = [sides for sides in chains if family(chain_label(sides.steps[-1:], graph)) == end]
        if not chains:
            return Outcome(None, f"no date of {end} is known")
        if missing := _missing(chains[0], starts, graph):
            return Outcome(None, missing)
        both.append(chains[0])
    births, deaths = both
    if births.steps[:-1] != deaths.steps[:-1]:
        return Outcome(None, "the dates of birth and death that are known are not those of the same")
    values: list[Quantity | None] = []
    for start in starts:
        begin, end_ = (value(_path(evidence, sides, start), "date", graph) for sides in both)
        values.append(None if begin is None or end_ is None else end_.since(begin))
    return _decided(asked, words, starts, values, (births, deaths), evidence, graph)


def _decided(
    asked: Operation,
    words: str,
    starts: Sequence[str],
    values: Sequence[Quantity | None],
    chains: Sequence[Sides],
    evidence: Sequence[Evidence],
    graph: Graph,
) -> Outcome:
    label = " and ".join(chain_label(sides.steps, graph) for sides in chains)
    if any(v is None for v in values):
        return Outcome(None, f"the values of {label!r} are not all of one kind")
    known = [v for v in values if v is not None]
    first = [
        all(j == i or (b.before(a) if asked.largest else a.before(b)) for j, b in enumerate(known))
        for i, a in enumerate(known)
    ]
    if True not in first:
        exact = all(v == known[0] and v.low == v.high for v in known)
        why = "are equal" if exact else "are not known closely enough to compare, or equal"
        return Outcome(None, f"the values of {label!r} {why}")
    winner = first.index(True)
    support = tuple(Support(sides.paths[start]) for sides in chains for start in starts)
    fit = sum(sides.fit for sides in chains) / len(chains)
    made = _derived(asked, chains, starts, known, evidence, graph)
    if asked.verb == "order":
        return _boolean(
            winner == 0, support, fit, None if made is None else replace(made, asks="boolean", subject=starts[0])
        )
    node: str | None = starts[winner]
    if _OF_A_NAME.match(words) and len(chains[0].steps) > 1:
        node = _first_stop(_path(evidence, chains[0], starts[winner]))
    entity = None if node is None else graph.entity_by_id(node)
    if node is None or entity is None:
        return Outcome(None, "which of several is meant is not clear")
    made = made if node == starts[winner] else None
    return Outcome(Answer(entity.label, 0.0, "entity", support, (entity,), (entity.label,), made), "", fit)


def _derived(
    asked: Operation,
    chains: Sequence[Sides],
    starts: Sequence[str],
    values: Sequence[Quantity],
    evidence: Sequence[Evidence],
    graph: Graph,
) -> Derivation | None:
    """How the winner of a comparison by one value follows from the graph; None for a length of life, of two values."""
    if len(chains) != 1 or asked.sort not in ("date", "number"):
        return None
    sort: Literal["date", "number"] = "date" if asked.sort == "date" else "number"
    read = {start: read_from(_path(evidence, chains[0], start), sort, graph) for start in starts}
    whole = all(len(nodes) == len(_path(evidence, chains[0], start).ends) for start, nodes in read.items())
    measure = measure_of(chains[0].steps, dict(zip(starts, values, strict=True)), read, sort, whole=whole)
    label = chain_label(chains[0].steps, graph)
    said = "; ".join(
        f"{node_name(start, graph)}: {' / '.join(node_name(node, graph) for node in nodes)}"
        for start, nodes in read.items()
    )
    sentence = f"By {label!r}, the {'largest' if asked.largest else 'smallest'} of {said}."
    return Derivation("members", among=tuple(starts), pick=Pick(measure, asked.largest), sentence=sentence)


def _sameness(asked: Operation, sides: Sides, evidence: Sequence[Evidence], graph: Graph) -> Outcome:
    ends = [_path(evidence, sides, start).ends for start in sides.paths]
    names = [[node_name(node, graph) for node in nodes] for nodes in ends]
    alike: list[bool | None] = []
    for i, one in enumerate(names):
        for other in names[i + 1 :]:
            pairs = [_alike(a, b) for a in one for b in other]
            alike.append(True if True in pairs else None if None in pairs else False)
    support = tuple(Support(number) for number in sides.paths.values())
    if False not in alike and None in alike:
        return Outcome(None, f"one value of {chain_label(sides.steps, graph)!r} is a part of the other")
    yes = (False in alike) == (asked.verb == "differ")
    made: Derivation | None = None
    if (False not in alike) == bool(set.intersection(*(set(nodes) for nodes in ends))):
        # Where a country and its adjective are one to kgqa, no query can tell.
        count: tuple[Literal["<"], int] | None = ("<", 1) if asked.verb == "differ" else None
        made = Derivation("boolean", tuple(Walk(start, sides.steps) for start in sides.paths), count=count)
    return _boolean(yes, support, sides.fit, made)


def _alike(one: str, other: str) -> bool | None:
    """Whether two values are one; None where one is a part of the other: "Osmark" and "Osmark, Veland"."""
    alike = same_nation(one, other)
    words, others = set(fold(one).split()), set(fold(other).split())
    return None if alike is False and words and others and (words <= others or others <= words) else alike


def _boolean(yes: bool, support: tuple[Support, ...], fit: float, made: Derivation | None) -> Outcome:
    text = "yes" if yes else "no"
    return Outcome(Answer(text, 0.0, "boolean", support, (), (text,), made), "", fit)


def _by_name(sides: Sides, asked: Operation, graph: Graph) -> bool:
    return fits(chain_label(sides.steps[-1:], graph), asked.wanted)


def _missing(sides: Sides, starts: Sequence[str], graph: Graph) -> str:
    without = [node_name(start, graph) for start in starts if start not in sides.paths]
    return f"{chain_label(sides.steps, graph)!r} is not known of {', '.join(without)}" if without else ""


def _path(evidence: Sequence[Evidence], sides: Sides, start: str) -> Path:
    path = evidence[sides.paths[start]].content
    assert isinstance(path, Path)
    return path


def _first_stop(path: Path) -> str | None:
    step = path.steps[0]
    stops = {(t.head if step.inverse else t.tail) for t in path.triples if t.relation == step.relation}
    nodes = sorted(stop for stop in stops if isinstance(stop, str) and stop != path.start)
    return nodes[0] if len(nodes) == 1 else None
