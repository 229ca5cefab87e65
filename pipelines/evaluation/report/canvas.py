"""Drawing for the page: figures without pyplot, as inline SVG whose colours are the page's own variables.

Matplotlib draws in stand-in colours; in the SVG they become ``var(--name)``, so that one drawing serves a light
and a dark page. Names from outside never reach matplotlib (its mathematics, its fonts, its escapes): it draws
stand-in words, and the escaped names take their place.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from kgqa.errors import InputError
from kgqa.pipelines.evaluation.report.clean import clean

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 380.0
"""Width of every drawing in its own units; 1 unit is 1 CSS pixel on a telephone."""
SERIES = 8
"""Colours for systems; more systems than these begin again, dashed."""
DASHES = ("solid", (0, (5, 2)), (0, (1.5, 1.5)))

_COLOURS = ("ink", "soft", "line", "page", "accent", "right", "neutral", *(f"s{i}" for i in range(SERIES)))
_STAGES = ("missing", "link", "retrieve", "read", "abstain", "unanswerable", "error", "other")
_VARIABLES = (*_COLOURS, *(f"lost-{name}" for name in _STAGES))
_STAND_IN = {name: f"#f1{number:02x}e7" for number, name in enumerate(_VARIABLES)}
_WORD = "NAME{:04d}"
_SHORTEST, _LONGEST = 12, 44


def colour(name: str) -> str:
    """The stand-in for a CSS variable of the page: "ink", "soft", "s0", "lost-read" and so on."""
    return _STAND_IN[name]


def series(number: int) -> str:
    """The CSS variable of the system with this number."""
    return f"s{number % SERIES}"


def dash(number: int) -> Any:
    """The line style of the system with this number, as matplotlib takes it."""
    return DASHES[min(number // SERIES, len(DASHES) - 1)]


def lost(stage: str) -> str:
    """The CSS variable of a stage."""
    return f"lost-{stage if stage in _STAGES else 'other'}"


def shortened(text: str, most: int = _LONGEST) -> str:
    """At most ``most`` characters of one line."""
    line = " ".join(clean(text).split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _plain_settings() -> None:
    """Matplotlib's own defaults, whatever the user's file of settings says, and these few of ours."""
    import matplotlib as mpl

    mpl.rcdefaults()
    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "kgqa", "font.size": 11})
    mpl.rcParams.update({"axes.labelsize": 11, "xtick.labelsize": 10.5, "ytick.labelsize": 10.5})


def drawn(
    name: str, height: float, alt: str, draw: Callable[[Figure], None], words: Mapping[int, str] | None = None
) -> str:
    """One drawing as an ``<svg>`` element for a page. Equal input gives equal text.

    ``name`` is the drawing's own on the page (letters, digits, dashes); ``alt`` says in words what is to be
    seen; ``words[i]`` takes the place of the text that :func:`word` gave for ``i``. Raises InputError where
    matplotlib is not installed.
    """
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError:
        raise InputError('drawing a report needs matplotlib: pip install "kgqa[evaluate]"') from None
    with mpl.rc_context():
        _plain_settings()
        figure = Figure(figsize=(WIDTH / 72, height / 72))
        figure.patch.set_alpha(0)
        draw(figure)
        out = io.StringIO()
        figure.savefig(
            out, format="svg", transparent=True, metadata=dict.fromkeys(("Date", "Creator", "Format", "Type"))
        )
    return _inline(out.getvalue(), name, height, alt, words or {})


def word(number: int) -> str:
    """What matplotlib writes in place of ``words[number]``."""
    return _WORD.format(number)


def _inline(svg: str, name: str, height: float, alt: str, words: Mapping[int, str]) -> str:
    body = svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]
    body = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>|<!--.*?-->", "", body, flags=re.DOTALL)
    body = re.sub(r"<defs>\s*</defs>", "", body)
    # Several drawings share a page: an id is good in its own drawing only.
    body = re.sub(r'<g id="[a-z0-9_.]+">', "<g>", body)
    body = re.sub(r'( id="|url\(#|href="#)', rf"\g<1>{name}-", body)
    body = re.sub(r" font-family: [^;\"]*;?| transform=\"rotate\(-0 [^\"]*\"", "", body)
    for variable, stand_in in _STAND_IN.items():
        body = body.replace(stand_in, f"var(--{variable})")
    body = re.sub(r"NAME(\d{4})", lambda match: escape(words[int(match[1])]), body)
    body = re.sub(r"\n\s*", "\n", body).strip()
    box = f"0 0 {WIDTH:g} {height:g}"
    return f'<svg viewBox="{box}" role="img" aria-label="{escape(clean(alt))}">\n{body}\n</svg>'


def axes(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    """Axes at a place in the drawing's own units, the origin at the lower left; a quiet grid, no box."""
    whole = figure.get_figheight() * 72
    found = figure.add_axes((left / WIDTH, bottom / whole, width / WIDTH, height / whole))
    found.set_axisbelow(True)
    found.patch.set_alpha(0)
    for side, spine in found.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(colour("soft"))
        spine.set_linewidth(0.8)
    found.tick_params(length=0, pad=5, colors=colour("soft"), labelcolor=colour("soft"))
    found.grid(color=colour("line"), linewidth=0.8)
    found.xaxis.label.set_color(colour("soft"))
    found.yaxis.label.set_color(colour("soft"))
    return found
