"""What is counted of the answers, and the table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from benchmarks.facts.cases import Case
from kgqa.data.metrics.answers import exact_match, normalize_answer, set_f1, token_f1
from kgqa.data.metrics.intervals import paired_bootstrap
from kgqa.types import Answer, Result

ALL = "all"


@dataclass(frozen=True, slots=True)
class Marks:
    """One case's figures, each 0 to 1.

    ``em`` and ``f1`` are of the best answer, however unsure; ``said_f1`` of what is said: of a
    question without an answer it is 1 where nothing is. ``conflict``: a conflict is told at all; ``told``: it names
    the right and the false answer; ``shown``: both are among the answers said.
    """

    em: float
    f1: float
    said_f1: float
    abstained: float
    conflict: float
    told: float
    shown: float


@dataclass(frozen=True, slots=True)
class Row:
    """Means in percent over the cases of a group, variant and source."""

    group: str
    variant: str
    source: str
    questions: int
    em: float
    f1: float
    said_f1: float
    abstained: float
    conflict: float
    told: float
    shown: float
    change: float | None = None
    """F1 less that of the same questions without facts, with its interval of 95%."""
    low: float | None = None
    high: float | None = None


def marks(case: Case, result: Result, min_score: float) -> Marks:
    """What one result is worth; an answer is said from ``min_score`` on."""
    best = result.answers[0] if result.answers else None
    said = [a for a in result.answers if a.score >= min_score]
    em, f1 = _right(case, best)
    said_f1 = (_right(case, said[0])[1] if said else 0.0) if case.golds else float(not said)
    both = (case.golds, (case.false,)) if case.false else ()
    texts = " ".join(result.conflicts)
    return Marks(
        em,
        f1,
        said_f1,
        float(not said),
        float(bool(result.conflicts)),
        float(bool(both) and all(any(_within(name, texts) for name in side) for side in both)),
        float(bool(both) and all(any(_says(a, side) for a in said) for side in both)),
    )


def rows(cases: Sequence[Case], found: Sequence[Marks]) -> list[Row]:
    """A row for each group and variant, and one for each source in it."""
    cells: dict[tuple[str, str, str], list[tuple[str, Marks]]] = defaultdict(list)
    for case, own in zip(cases, found, strict=True):
        for source in (ALL, case.source):
            cells[case.group, case.variant, source].append((case.id, own))
    order = list(dict.fromkeys((case.group, case.variant) for case in cases))
    ranked = sorted(cells, key=lambda key: (order.index(key[:2]), key[2]))
    return [_row(*key, cells[key], cells) for key in ranked]


def table(found: Sequence[Row]) -> str:
    """The rows in Markdown."""
    head = ("group", "facts", "source", "questions", "EM", "F1", "F1 said", "abstained")
    head = (*head, "conflict told", "names both", "both said", "change of F1")
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for row in found:
        change = "" if row.change is None else f"{row.change:+.1f} ({row.low:+.1f} to {row.high:+.1f})"
        values = (row.em, row.f1, row.said_f1, row.abstained, row.conflict, row.told, row.shown)
        cells = [row.group, row.variant, row.source, str(row.questions), *(f"{v:.1f}" for v in values), change]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _row(
    group: str,
    variant: str,
    source: str,
    own: Sequence[tuple[str, Marks]],
    cells: dict[tuple[str, str, str], list[tuple[str, Marks]]],
) -> Row:
    values = [mean(getattr(m, name) for _, m in own) for name in Marks.__slots__]
    without = dict(cells.get((group if group in ("facts", "neither") else "passage", "without", source), ()))
    pairs = [(m.f1, without[name].f1) for name, m in own if name in without]
    row = [100 * value for value in values]
    if variant == "without" or group == "neither" or not pairs:
        return Row(group, variant, source, len(own), *row)
    change = paired_bootstrap(*map(list, zip(*pairs, strict=True)))
    return Row(group, variant, source, len(own), *row, 100 * change.mean, 100 * change.low, 100 * change.high)


def _right(case: Case, answer: Answer | None) -> tuple[float, float]:
    if answer is None or not case.golds:
        return 0.0, 0.0
    values = answer.values or (answer.text,)
    if case.every:
        f1 = set_f1(values, case.golds)
        return float(f1 == 1), f1
    # Of several ends the first is as good as any: they are shown together.
    return exact_match(answer.text, case.golds), token_f1(answer.text, case.golds)


def _says(answer: Answer, names: Sequence[str]) -> bool:
    return any(exact_match(value, names) or _within(names[0], value) for value in answer.values or (answer.text,))


def _within(name: str, text: str) -> bool:
    return f" {normalize_answer(name)} " in f" {normalize_answer(text)} "
