"""The drawings: variables for colours, no network, the same bytes, names from outside kept as they are."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from test_report_sample import CHINESE, HOSTILE, SCRIPT, sample

from kgqa.pipelines.evaluation.report import bars, digest, plots
from kgqa.pipelines.evaluation.summary import Bin, Figure, Group, Row

pytest.importorskip("matplotlib", reason='needs pip install "kgqa[evaluate]"')


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns:xlink="x" ', 1))


def words(svg: str) -> list[str]:
    return [found.text or "" for found in parsed(svg).iter("text")]


def drawings() -> list[str]:
    summary = sample()
    numbered = list(enumerate(summary.rows))
    return [
        plots.risk_coverage(numbered),
        plots.reliability("reliability-0", 0, summary.rows[0]),
        bars.by_group("group-0", digest.groupings(summary)[0], numbered, "exact_match"),
        bars.stacked(summary.rows),
    ]


def test_drawings_are_whole_quiet_and_told_in_words() -> None:
    for svg in drawings():
        root = parsed(svg)
        assert root.get("role") == "img" and "kgqa" in (root.get("aria-label") or "")
        assert not re.search(r"#[0-9a-f]{6}\b", svg), "every colour is a variable of the page"
        assert "http" not in svg and "<style" not in svg and "font-family" not in svg
        assert root.get("viewBox", "").startswith("0 0 380 ")


def test_equal_rows_give_equal_drawings() -> None:
    assert drawings() == drawings()


def test_ids_differ_from_drawing_to_drawing() -> None:
    first, second = (plots.reliability(f"reliability-{at}", 0, sample().rows[0]) for at in (0, 1))
    ids = [set(re.findall(r'id="([^"]+)"', svg)) for svg in (first, second)]
    assert ids[0] and not ids[0] & ids[1]
    for svg, known in zip((first, second), ids, strict=True):
        assert set(re.findall(r'(?:url\(#|href="#)([^")]+)', svg)) <= known


def test_names_are_shown_as_they_are() -> None:
    row = sample(1).rows[0]
    names = [CHINESE, "$E=mc^2$", SCRIPT, "NAME0000 #f100e7", HOSTILE[3], ""]
    groups = tuple(Group("kind", name, 10, (Figure("f1", 0.5, 0.4, 0.6, 10),)) for name in names)
    summary = replace(sample(1), rows=(replace(row, groups=groups),))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        svg = bars.by_group("group-0", digest.groupings(summary)[0], [(0, summary.rows[0])], "f1")
    shown = words(svg)
    assert set(shown) >= {CHINESE, "$E=mc^2$", "NAME0000 #f100e7", "not said"}
    assert SCRIPT[:43] + "…" in shown
    assert "<script" not in svg


def test_the_bars_show_figures_and_counts() -> None:
    shown = words(bars.by_group("g", digest.groupings(sample(1))[1], [(0, sample(1).rows[0])], "exact_match"))
    hops = [group for group in sample(1).rows[0].groups if group.by == "hops"]
    assert [text for text in shown if text.startswith("n = ")] == [f"n = {group.n}" for group in hops]
    assert set(shown) >= {f"{100 * group.figures[0].value:.1f}" for group in hops}


def test_bins_show_how_many_answers_they_hold() -> None:
    row = Row("kgqa", "", 2000, (), reliability=(Bin(0.0, 0.5, 7, 0.3, 0.2), Bin(0.5, 1.0, 1993, 0.9, 0.8)))
    assert {"7", "1.99k"} <= set(words(plots.reliability("r", 0, row)))


@pytest.mark.parametrize(
    "points", [((1.0, 0.0),), ((0.5, 1.0), (1.0, 1.0)), tuple((i / 5000, 0.3) for i in range(1, 5001))]
)
def test_curves_of_any_length(points: tuple[tuple[float, float], ...]) -> None:
    svg = plots.risk_coverage([(0, Row("kgqa", "", 9, (), risk_coverage=points))])
    assert len(svg) < 40_000
    assert f"risk {100 * points[-1][1]:.1f}%" in svg


def test_a_group_that_a_system_lacks_leaves_its_place_empty() -> None:
    summary = sample(2)
    shorter = replace(summary.rows[1], groups=summary.rows[1].groups[:1])
    summary = replace(summary, rows=(summary.rows[0], shorter))
    numbered = list(enumerate(summary.rows))
    svg = bars.by_group("g", digest.groupings(summary)[0], numbered, "exact_match")
    assert words(svg).count("–") == 3
