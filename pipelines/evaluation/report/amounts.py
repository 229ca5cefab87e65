"""Numbers as people read them: percent with one decimal, milliseconds, counts with commas."""

from __future__ import annotations

import math

from kgqa.pipelines.evaluation.summary import Figure

DECIMALS = frozenset({"expected_calibration_error", "area_under_risk_coverage"})
"""Figures that are printed as they are, with three decimals."""
LOWER_IS_BETTER = DECIMALS | {"seconds"}

NONE = "–"
"""Stands where nothing was measured."""


def unit(name: str) -> str:
    """ "%" for shares, else "": the other figures carry theirs or have none."""
    return "" if name in LOWER_IS_BETTER else "%"


def number(name: str, value: float) -> str:
    """A figure's value without its percent sign.

    >>> number("f1", 0.7141), number("seconds", 0.0704), number("expected_calibration_error", 0.0312)
    ('71.4', '70 ms', '0.031')
    """
    if not math.isfinite(value):
        return NONE
    if name == "seconds":
        return duration(value)
    return f"{value:.3f}" if name in DECIMALS else f"{100 * value:.1f}"


def duration(seconds: float) -> str:
    """
    >>> duration(0.0704), duration(0.0042), duration(0.9996), duration(12.34), duration(75)
    ('70 ms', '4.2 ms', '1.0 s', '12.3 s', '75 s')
    """
    milliseconds = 1000 * seconds
    if milliseconds < 9.95:
        return f"{milliseconds:.1f} ms"
    if milliseconds < 999.5:
        return f"{milliseconds:.0f} ms"
    return f"{seconds:.1f} s" if seconds < 59.95 else f"{seconds:,.0f} s"


def measured(figure: Figure | None) -> bool:
    """Whether there is a number to show: over no question there is none."""
    return figure is not None and figure.n > 0 and math.isfinite(figure.value)


def bounds(figure: Figure | None) -> tuple[str, str] | None:
    """Both ends of the interval as texts, or None where the figure has none."""
    if figure is None or not measured(figure) or not (math.isfinite(figure.low) and math.isfinite(figure.high)):
        return None
    if figure.low == figure.high and (figure.name in DECIMALS or figure.name == "seconds"):
        return None
    return number(figure.name, figure.low), number(figure.name, figure.high)


def value(figure: Figure | None) -> str:
    """A figure's number, or a dash."""
    return number(figure.name, figure.value) if figure is not None and measured(figure) else NONE


def share(part: int, whole: int) -> str:
    """
    >>> share(12, 1000), share(0, 0)
    ('1.2%', '–')
    """
    return f"{100 * part / whole:.1f}%" if whole else NONE


def score(number: float) -> str:
    """A score in three digits, whatever its scale."""
    return f"{number:.3g}" if math.isfinite(number) else NONE


def counted(n: int, one: str, many: str = "") -> str:
    """
    >>> counted(1, "question"), counted(1200, "question")
    ('1 question', '1,200 questions')
    """
    return f"{n:,} {one if n == 1 else many or one + 's'}"
