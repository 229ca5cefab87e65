"""A summary as Markdown, fit for a README: tables with intervals, every text in them escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kgqa.pipelines.evaluation.report import digest
from kgqa.pipelines.evaluation.report.amounts import bounds, counted, share, unit, value
from kgqa.pipelines.evaluation.report.clean import clean
from kgqa.pipelines.evaluation.report.labels import group_label, label, stage
from kgqa.pipelines.evaluation.summary import Figure, Row, Summary

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$]")
_BLOCK = re.compile(r"^([#+\-=]|\d+(?=[.)]))")


def as_markdown(summary: Summary) -> str:
    """The whole summary but for the misses. Equal summaries give equal texts."""
    blocks = [*_head(summary), *_comparison(summary)]
    for grouping in digest.groupings(summary):
        blocks += _groups(grouping)
    blocks += [*_lost(summary), *_warnings(summary), *_again(summary)]
    return "\n\n".join(blocks) + "\n"


def as_table(summary: Summary) -> str:
    """The comparison alone, for a terminal."""
    return "\n\n".join([*_head(summary), comparison(summary)])


def comparison(summary: Summary) -> str:
    """The table of systems, with how to read it."""
    return "\n\n".join(_comparison(summary))


def escape(text: str) -> str:
    r"""A text as one line that Markdown shows as it is, in a table's cell as well.

    >>> print(escape("a|b\n<c> snake_case"))
    a\|b \<c\> snake\_case
    """
    line = _SPECIAL.sub(r"\\\g<0>", " ".join(clean(text).split()))
    return _BLOCK.sub(_escaped_start, line)


def _escaped_start(match: re.Match[str]) -> str:
    # A digit can't be escaped, so that "1." is kept from being a list by a character that has no width.
    return f"\\{match[1]}" if not match[1].isdigit() else f"&#8203;{match[1]}"


def _code(text: str) -> str:
    """A text as inline code; as plain text where a table would take a part of it for its own."""
    line = " ".join(clean(text).split())
    return f"`{line}`" if line and not set(line) & set("`|\\") else escape(line) or "–"


def _cell(figure: Figure | None, n: int) -> str:
    """71.4 [68.5, 74.2], and over how many where that is not ``n``."""
    text = value(figure)
    if ends := bounds(figure):
        text += f" [{ends[0]}, {ends[1]}]"
    return f"{text} (n = {figure.n:,})" if figure is not None and figure.n != n else text


def _column(name: str) -> str:
    return escape(label(name)) + (f" ({unit(name)})" if unit(name) else "")


def _table(head: Sequence[str], lines: Iterable[Sequence[str]], left: int = 1) -> str:
    """A table of cells that are escaped already; the first ``left`` columns stand left, the others right."""
    rule = ["---" if column < left else "---:" for column in range(len(head))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *lines))


def _head(summary: Summary) -> Iterator[str]:
    card = summary.card
    yield f"# {escape(card.title or card.name)}"
    facts = [counted(summary.questions, digest.noun(summary)), f"task: {card.task}"]
    facts += [f"{what}: {escape(text)}" for what, text in (("files", card.files), ("licence", card.licence)) if text]
    yield "; ".join(facts) + "."


def _comparison(summary: Summary) -> Iterator[str]:
    if not summary.rows:
        yield "No system was run."
        return
    metrics = digest.metrics(summary)
    head = ["System", "Entities", f"{digest.noun(summary).capitalize()}s", *map(_column, metrics)]
    lines = [
        [
            escape(row.system) or "–",
            escape(row.entities) or "–",
            f"{row.n:,}",
            *(_cell(row.figure(name), row.n) for name in metrics),
        ]
        for row in summary.rows
    ]
    yield _table(head, lines, left=2)
    yield "In brackets: 95% confidence interval. The denominator is every question that was asked, or n."


def _groups(grouping: digest.Grouping) -> Iterator[str]:
    yield f"## {escape(grouping.title)}"
    lines = []
    for name in grouping.names:
        for row in grouping.rows:
            if group := grouping.group(row, name):
                figures = (_cell(digest.figure_of(group.figures, metric), group.n) for metric in grouping.metrics)
                lines.append(
                    [escape(group_label(grouping.by, name)), escape(row.name) or "–", f"{group.n:,}", *figures]
                )
    yield _table(["Group", "System", "n", *map(_column, grouping.metrics)], lines, left=2)


def _lost(summary: Summary) -> Iterator[str]:
    rows = [row for row in summary.rows if row.lost]
    names = digest.stages(rows)
    if not names:
        return
    yield "## Where answers were lost"
    lines = [[escape(row.name) or "–", _part(digest.right(row), row), *_parts(row, names)] for row in rows]
    yield _table(["System", "Right", *(escape(stage(name).label) for name in names)], lines)
    yield "\n".join(f"- **{escape(stage(name).label)}**: {escape(stage(name).meaning)}" for name in names)


def _parts(row: Row, names: Iterable[str]) -> list[str]:
    return [_part(digest.lost_in(row, name), row) for name in names]


def _part(n: int, row: Row) -> str:
    return f"{n:,} ({share(n, row.n)})"


def _warnings(summary: Summary) -> Iterator[str]:
    if warnings := digest.warnings(summary):
        yield "## Warnings"
        yield "\n".join(f"- {escape(text)}" for text in warnings)
    yield "## Leak check"
    ids = summary.leak.ids if summary.leak else ()
    yield escape(digest.leak(summary)) + (f" For example: {', '.join(map(escape, ids))}." if ids else "")


def _again(summary: Summary) -> Iterator[str]:
    yield "## How to run it again"
    for title, values in (
        ("Setting", {name: digest.setting(found) for name, found in summary.settings.items()}),
        ("Environment", summary.environment),
    ):
        if values:
            yield _table(
                [title, "Value"], [[escape(name) or "–", _code(text)] for name, text in values.items()], left=2
            )
    if summary.card.citation:
        yield f"Data: {escape(summary.card.citation)}" + (f" {escape(summary.card.home)}" if summary.card.home else "")
