"""A summary as one HTML page that needs nothing but itself: no network, no fonts, no files."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgqa.errors import InputError
from kgqa.pipelines.evaluation.report import amounts, bars, canvas, digest, labels, plots
from kgqa.pipelines.evaluation.report.clean import clean
from kgqa.pipelines.evaluation.summary import Figure, Miss, Row, Summary

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
TILES = 6
"""Figures beside the first one at the top of the page."""
CUT = 600
"""Characters of one text that stand open; the rest of a longer one is folded away."""


def as_html(summary: Summary) -> str:
    """The page. Equal summaries give equal texts. Raises InputError where jinja2 or matplotlib is missing."""
    environment = _environment()
    from markupsafe import Markup

    metrics = digest.metrics(summary)
    script = environment.get_template("script.html.j2").render()
    page: str = environment.get_template("report.html.j2").render(
        summary=summary,
        card=summary.card,
        metrics=metrics,
        noun=digest.noun(summary),
        groupings=digest.groupings(summary),
        stages=digest.stages(summary.rows),
        losing=[row for row in summary.rows if row.lost],
        colours=_colours(summary.rows),
        plots=_plots(summary),
        misses=[row for row in summary.rows if row.misses],
        warnings=digest.warnings(summary),
        leak=digest.leak(summary),
        threshold=_threshold(summary),
        script=Markup(script),
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )
    return page


def _environment() -> Environment:
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ImportError:
        raise InputError('an HTML report needs jinja2: pip install "kgqa[evaluate]"') from None
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_fit,
    )
    environment.globals.update(digest=digest, amounts=amounts, labels=labels, canvas=canvas, cut=CUT, tiles=TILES)
    environment.globals.update(steps=steps, place=place, group_limit=bars.GROUPS)
    return environment


def _fit(found: Any) -> Any:
    """Every text that the templates print, without control characters; what is markup already is left alone."""
    return clean(found) if type(found) is str else found


def _colours(rows: Sequence[Row]) -> list[tuple[str, int]]:
    """(CSS variable, which dash) of each row."""
    last = len(canvas.DASHES) - 1
    return [(canvas.series(at), min(at // canvas.SERIES, last)) for at in range(len(rows))]


def _plots(summary: Summary) -> dict[str, Any]:
    from markupsafe import Markup

    numbered = list(enumerate(summary.rows))
    found: dict[str, Any] = {"curves": [], "reliability": [], "groups": [], "lost": None}
    curves = [(number, row) for number, row in numbered if row.risk_coverage]
    if curves:
        found["risk"] = Markup(plots.risk_coverage(curves))
        found["curves"] = curves
    found["reliability"] = [
        (row, Markup(plots.reliability(f"reliability-{number}", number, row)))
        for number, row in numbered
        if any(each.n for each in row.reliability)
    ]
    for at, grouping in enumerate(digest.groupings(summary)):
        shown = [(number, row) for number, row in numbered if row in grouping.rows][: canvas.SERIES]
        drawing = bars.by_group(f"group-{at}", grouping, shown, grouping.metrics[0]) if grouping.metrics else None
        found["groups"].append((grouping, shown, Markup(drawing) if drawing else None))
    losing = [row for row in summary.rows if row.lost]
    if losing:
        found["lost"] = Markup(bars.stacked(losing))
    return found


def _threshold(summary: Summary) -> float:
    """The probability below which an answer was not given."""
    least = summary.settings.get("min_score")
    return float(least) if isinstance(least, int | float) else 0.0


def place(figure: Figure | None) -> str:
    """Where a share and its interval lie on a line from 0 to 100, as CSS; "" where there is none."""
    if figure is None or not amounts.unit(figure.name) or amounts.bounds(figure) is None:
        return ""
    low, middle, high = (min(100.0, max(0.0, 100 * end)) for end in (figure.low, figure.value, figure.high))
    return f"--low:{low:.2f}%;--mid:{middle:.2f}%;--high:{high:.2f}%"


def steps(miss: Miss) -> list[tuple[str, str]]:
    """The stages of a question: (name, "lost" where it was lost, "passed" where a gold came before that, or "open").

    A stage is passed only where it holds a gold: many data sets do not say which entities are right.
    """
    held = {"link": miss.linked, "retrieve": miss.evidence, "read": miss.answers, "abstain": ()}
    names = list(held)
    at = names.index(miss.lost) if miss.lost in held else 0
    passed = {name for name in names[:at] if any(piece.gold for piece in held[name])}
    return [(name, "lost" if name == miss.lost else "passed" if name in passed else "open") for name in names]
