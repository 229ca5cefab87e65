"""Bars: a figure by group with its interval, and where each system lost its answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kgqa.pipelines.evaluation.report import digest
from kgqa.pipelines.evaluation.report.amounts import bounds, counted, measured, share, unit, value
from kgqa.pipelines.evaluation.report.canvas import WIDTH, axes, colour, drawn, lost, series, shortened, word
from kgqa.pipelines.evaluation.report.labels import group_label, label, stage
from kgqa.pipelines.evaluation.summary import Row

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

GROUPS = 12
"""Groups that are drawn, the largest ones; tables hold all."""

_NAME, _BAR, _GAP = 19.0, 14.0, 12.0
_FOOT, _RIGHT = 26.0, 44.0


def by_group(name: str, grouping: digest.Grouping, numbers: Sequence[tuple[int, Row]], metric: str) -> str:
    """A figure of each group, one bar a system, with whiskers for the intervals.

    ``name`` is the drawing's own on the page; ``numbers`` are the systems to be drawn, each with the number of
    its colour.
    """
    names = grouping.largest(GROUPS)
    labels = {at: shortened(group_label(grouping.by, group_name)) for at, group_name in enumerate(names)}
    band = _NAME + _BAR * len(numbers) + _GAP
    height = band * len(names) + _FOOT
    told = []
    for group_name in names:
        for _, row in numbers:
            if group := grouping.group(row, group_name):
                figure = digest.figure_of(group.figures, metric)
                told.append(f"{group_label(grouping.by, group_name)}, {row.name}: {value(figure)}{unit(metric)}")
    scale = _scale(grouping, [row for _, row in numbers], metric)

    def draw(figure: Figure) -> None:
        plot = _band_axes(figure, height, scale, unit(metric))
        for at, group_name in enumerate(names):
            top = height - _FOOT - band * at
            n = max((group.n for _, row in numbers if (group := grouping.group(row, group_name))), default=0)
            _heading(plot, top, word(at), f"n = {n:,}")
            for place, (number, row) in enumerate(numbers):
                group = grouping.group(row, group_name)
                found = digest.figure_of(group.figures, metric) if group else None
                y = top - _NAME - _BAR * (place + 0.5)
                _beside(plot, y, value(found))
                if found is None or not measured(found):
                    continue
                plot.barh(y, found.value / scale, 0.72 * _BAR, color=colour(series(number)), linewidth=0)
                if bounds(found):
                    ends = (found.low / scale, found.high / scale)
                    plot.plot(ends, (y, y), color=colour("ink"), linewidth=1.3, solid_capstyle="butt")
                    plot.plot(ends, (y, y), "|", color=colour("ink"), markersize=6, markeredgewidth=1.3)

    return drawn(name, height, f"{label(metric)}, {grouping.title.lower()}. {'; '.join(told)}.", draw, labels)


def stacked(rows: Sequence[Row]) -> str:
    """One bar a system: the share that is right, then the shares that each stage lost."""
    names = digest.stages(rows)
    labels = {at: shortened(row.name) for at, row in enumerate(rows)}
    band = _NAME + 20 + _GAP
    height = band * len(rows) + _FOOT

    def draw(figure: Figure) -> None:
        plot = _band_axes(figure, height, 1.0, "%", right=14)
        for at, row in enumerate(rows):
            top = height - _FOOT - band * at
            _heading(plot, top, word(at), f"{share(digest.right(row), row.n)} right")
            y, start = top - _NAME - 10, 0.0
            whole = max(1, digest.right(row) + sum(n for _, n in row.lost))
            for variable, n in [
                ("right", digest.right(row)),
                *((lost(name), digest.lost_in(row, name)) for name in names),
            ]:
                plot.barh(y, n / whole, 18, left=start, color=colour(variable), edgecolor=colour("page"), linewidth=1)
                if n / whole >= 0.07 and variable != "right":
                    plot.text(
                        start + n / whole / 2, y, f"{100 * n / whole:.0f}", ha="center", va="center_baseline",
                        fontsize=10, color=colour("page"),
                    )  # fmt: skip
                start += n / whole

    told = "; ".join(
        f"{row.name}: {share(digest.right(row), row.n)} right, "
        + ", ".join(f"{share(digest.lost_in(row, name), row.n)} {stage(name).label.lower()}" for name in names)
        for row in rows
    )
    return drawn(
        "lost", height, f"Where answers were lost, of all {counted(rows[0].n, 'question')}. {told}.", draw, labels
    )


def _scale(grouping: digest.Grouping, rows: Sequence[Row], metric: str) -> float:
    """What the whole width stands for: 1 for shares, else the largest value."""
    if unit(metric):
        return 1.0
    figures = [
        digest.figure_of(group.figures, metric) for row in rows for group in row.groups if group.by == grouping.by
    ]
    return max((max(found.value, found.high) for found in figures if found and measured(found)), default=0.0) or 1.0


def _band_axes(figure: Figure, height: float, scale: float, sign: str, right: float = _RIGHT) -> Axes:
    """Axes over the whole height whose y is in the drawing's units, from the foot to the top."""
    plot = axes(figure, 1, _FOOT, WIDTH - 1 - right, height - _FOOT)
    plot.set(xlim=(0, 1), ylim=(0, height - _FOOT), yticks=[])
    if sign:
        plot.set_xticks([0, 0.2, 0.4, 0.6, 0.8, 1], ["0", "20", "40", "60", "80", "100%"])
        plot.get_xticklabels()[0].set_horizontalalignment("left")
    else:
        plot.set_xticks([])
    return plot


def _heading(plot: Axes, y: float, name: str, beside: str) -> None:
    plot.text(0, y - 4, name, va="top", fontsize=11.5, color=colour("ink"))
    plot.text(1, y - 4, beside, va="top", ha="right", fontsize=10, color=colour("soft"))


def _beside(plot: Axes, y: float, text: str) -> None:
    plot.text(1.02, y, text, va="center_baseline", fontsize=10.5, color=colour("ink"), clip_on=False)
