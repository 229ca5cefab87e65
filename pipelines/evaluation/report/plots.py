"""Curves: what is wrong at which coverage, and how far a probability can be believed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kgqa.pipelines.evaluation.report.canvas import WIDTH, axes, colour, dash, drawn, series
from kgqa.pipelines.evaluation.summary import Row

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LEFT, _RIGHT = 42.0, 12.0
POINTS = 400
"""Points of a curve that are drawn; more can't be told apart."""


def risk_coverage(rows: Sequence[tuple[int, Row]]) -> str:
    """Risk over coverage, one line for each (number of its colour, row). Some row must have points.

    The surest answers stand on the left: a line that stays low and rises late belongs to a system that knows
    when it is right (El-Yaniv & Wiener 2010).
    """
    top = _nice(max(risk for _, row in rows for _, risk in row.risk_coverage))

    def draw(figure: Figure) -> None:
        plot = axes(figure, _LEFT, 42, WIDTH - _LEFT - _RIGHT, 228)
        for number, row in reversed(rows):
            points = _thinned(row.risk_coverage)
            x, y = [100 * coverage for coverage, _ in points], [100 * risk for _, risk in points]
            plot.plot(x, y, color=colour(series(number)), linestyle=dash(number), linewidth=2, solid_capstyle="round")
            plot.plot(x[-1:], y[-1:], "o", color=colour(series(number)), markersize=4.5, clip_on=False)
        _percent(plot.xaxis, 100)
        _percent(plot.yaxis, 100 * top)
        plot.set(xlim=(0, 100), ylim=(0, 100 * top))
        plot.set_xlabel("Coverage: share of questions answered, surest first", labelpad=6)
        figure.text(0.5 / WIDTH, 1 - 12 / 300, "Risk: share of these that is wrong", color=colour("soft"))

    ends = "; ".join(f"{row.name}: risk {100 * row.risk_coverage[-1][1]:.1f}% at full coverage" for _, row in rows)
    return drawn("risk-coverage", 300, f"Risk-coverage curves. {ends}.", draw)


def reliability(name: str, number: int, row: Row) -> str:
    """Share that is right over probability in bins, and below it how many answers are in each bin.

    ``name`` is the drawing's own on the page. The row must have bins (Guo et al. 2017, figure 1).
    """
    bins = [found for found in row.reliability if found.n]

    def draw(figure: Figure) -> None:
        plot = axes(figure, _LEFT, 106, WIDTH - _LEFT - _RIGHT, 192)
        plot.plot([0, 100], [0, 100], color=colour("soft"), linewidth=1.2, linestyle=(0, (4, 3)))
        for found in bins:
            middle, width = 50 * (found.low + found.high), 100 * (found.high - found.low)
            plot.bar(middle, 100 * found.accuracy, 0.86 * width, color=colour(series(number)), alpha=0.45, linewidth=0)
            plot.plot(100 * found.confidence, 100 * found.accuracy, "o", color=colour(series(number)), markersize=5)
        _percent(plot.yaxis, 100)
        plot.set(xlim=(0, 100), ylim=(0, 100))
        plot.set_xticks([0, 20, 40, 60, 80, 100], [""] * 6)
        figure.text(0.5 / WIDTH, 1 - 12 / 328, "Share of answers that is right", color=colour("soft"))

        counts = axes(figure, _LEFT, 42, WIDTH - _LEFT - _RIGHT, 40)
        most = max((found.n for found in bins), default=1)
        for found in bins:
            middle, width = 50 * (found.low + found.high), 100 * (found.high - found.low)
            counts.bar(middle, found.n, 0.86 * width, color=colour("neutral"), linewidth=0)
            counts.annotate(
                _short(found.n), (middle, found.n), (0, 2), textcoords="offset points",
                ha="center", va="bottom", fontsize=9, color=colour("soft"), annotation_clip=False,
            )  # fmt: skip
        counts.grid(False)
        counts.set(xlim=(0, 100), ylim=(0, 1.05 * most), yticks=[])
        _percent(counts.xaxis, 100)
        counts.set_xlabel("Probability of the answer; bars: answers in each bin", labelpad=6)

    told = "; ".join(
        f"{100 * found.low:.0f} to {100 * found.high:.0f}%: {found.n} answers, {100 * found.accuracy:.0f}% right"
        for found in bins
    )
    return drawn(name, 328, f"Reliability of {row.name}. {told}.", draw)


def _thinned(points: Sequence[tuple[float, float]]) -> Sequence[tuple[float, float]]:
    step = math.ceil(len(points) / POINTS)
    kept = points[::step]
    return kept if kept[-1] == points[-1] else (*kept, points[-1])


def _nice(top: float) -> float:
    """The end of an axis that holds ``top``: a round share with some air above."""
    return next((end for end in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8) if 1.05 * top <= end), 1.0)


def _percent(axis: Any, end: float) -> None:
    step = next(step for step in (2, 5, 10, 20) if end / step <= 5.01)
    ticks = [step * number for number in range(int(end / step + 0.001) + 1)]
    axis.set_ticks(ticks, [f"{tick}%" if tick == ticks[-1] else str(tick) for tick in ticks])


def _short(n: int) -> str:
    return str(n) if n < 1000 else f"{n / 1000:.3g}k" if n < 1_000_000 else f"{n / 1_000_000:.3g}M"
