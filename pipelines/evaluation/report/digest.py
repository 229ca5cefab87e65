"""What both reports need to know of a summary: which columns, groups and stages there are, what to warn of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kgqa.pipelines.evaluation.report.amounts import counted, share
from kgqa.pipelines.evaluation.report.labels import STAGES, by_title
from kgqa.pipelines.evaluation.summary import Figure, Group, Row, Summary


@dataclass(frozen=True, slots=True)
class Grouping:
    """All groups of one sort. ``names`` in the order of first appearance; ``metrics``: the columns."""

    by: str
    title: str
    names: tuple[str, ...]
    metrics: tuple[str, ...]
    rows: tuple[Row, ...]

    def group(self, row: Row, name: str) -> Group | None:
        """A row's group of this name, or None."""
        return next((group for group in row.groups if (group.by, group.name) == (self.by, name)), None)

    def largest(self, most: int) -> tuple[str, ...]:
        """The ``most`` groups with most questions, in their order."""
        sizes = {name: max(g.n for row in self.rows if (g := self.group(row, name))) for name in self.names}
        kept = sorted(self.names, key=lambda name: (-sizes[name], name))[:most]
        return tuple(name for name in self.names if name in kept)


def figure_of(figures: Iterable[Figure], name: str) -> Figure | None:
    """The figure of this name, or None."""
    return next((figure for figure in figures if figure.name == name), None)


def metrics(summary: Summary) -> tuple[str, ...]:
    """The figures that tables show: those the summary names and some row has, else all of the first row's."""
    there = {figure.name for row in summary.rows for figure in row.figures}
    named = tuple(name for name in dict.fromkeys(summary.metrics) if name in there)
    first = summary.rows[0].figures if summary.rows else ()
    return named or tuple(dict.fromkeys(figure.name for figure in first))


def groupings(summary: Summary) -> tuple[Grouping, ...]:
    """One for each sort of group, in the order of first appearance."""
    groups = [group for row in summary.rows for group in row.groups]
    return tuple(_grouping(by, summary) for by in dict.fromkeys(group.by for group in groups))


def _grouping(by: str, summary: Summary) -> Grouping:
    rows = tuple(row for row in summary.rows if any(group.by == by for group in row.groups))
    groups = [group for row in rows for group in row.groups if group.by == by]
    there = tuple(dict.fromkeys(figure.name for group in groups for figure in group.figures))
    shown = tuple(name for name in metrics(summary) if name in there) or there
    return Grouping(by, by_title(by), tuple(dict.fromkeys(group.name for group in groups)), shown, rows)


def stages(rows: Iterable[Row]) -> tuple[str, ...]:
    """The stages that some row lost answers in, in the order of the pipeline, unknown ones last."""
    found = dict.fromkeys(stage for row in rows for stage, n in row.lost if n)
    return tuple(stage for stage in STAGES if stage in found) + tuple(stage for stage in found if stage not in STAGES)


def lost_in(row: Row, stage: str) -> int:
    """How many of a row's questions were lost in this stage."""
    return sum(n for name, n in row.lost if name == stage)


def right(row: Row) -> int:
    """How many of a row's questions were lost nowhere."""
    return max(0, row.n - sum(n for _, n in row.lost))


def noun(summary: Summary) -> str:
    """What is counted: questions, or texts where whole texts are judged."""
    return "text" if summary.card.task in ("linking", "extraction") else "question"


def warnings(summary: Summary) -> tuple[str, ...]:
    """What a reader of the figures must know first."""
    found = list(summary.warnings)
    if not summary.card.verified:
        found.append("The reader of this format was tried on a small file in its layout, not on the published one.")
    if failed := [f"{row.name} {row.errors:,}" for row in summary.rows if row.errors]:
        found.append(f"{noun(summary).capitalize()}s that ended in an error count as wrong: {'; '.join(failed)}.")
    return tuple(found)


def leak(summary: Summary) -> str:
    """The leak check in a sentence: its own, where it has one."""
    if summary.leak is None:
        return "Whether these questions were among the reader's training data was not checked."
    if note := summary.leak.note.strip():
        return note[:1].upper() + note[1:] + ("" if note.endswith(".") else ".")
    found, n = summary.leak.found, summary.leak.n
    those = (
        f"{found:,} of {counted(n, noun(summary))} ({share(found, n)})" if found else f"None of {n:,} {noun(summary)}s"
    )
    return f"{those} stand among the reader's training data."


def setting(value: str | int | float | bool | list[str] | None) -> str:
    """A setting's value as text."""
    if value is None or value == "" or value == []:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else str(value)
