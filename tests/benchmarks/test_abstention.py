"""What a threshold costs and saves, and what a stopped run keeps."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

pytest.importorskip("benchmarks", reason="run as `python -m pytest` from the root")
from benchmarks.abstention import Best, Twice, at, kept_from, shown, summary
from benchmarks.calibrate import best_threshold

ASKED = [
    Twice("a", "bridge", Best("Rome", 0.9, True), Best("Oslo", 0.2, False)),
    Twice("b", "bridge", Best("1907", 0.4, True), Best("", 0.0, False)),
    Twice("c", "inference", Best("Ada", 0.6, False), Best("Ada", 0.5, False)),
    Twice("d", "inference", Best("Graz", 0.8, True), Best("Graz", 0.7, True)),
]


def test_shares_at_a_threshold() -> None:
    found = at(0.5, ASKED)
    assert (found.kept, found.abstained, found.said_wrong) == (pytest.approx(2 / 3), 0.5, 0.25)
    assert found.cost == pytest.approx(1 / 3)
    nothing = at(0.0, ASKED)
    assert (nothing.cost, nothing.abstained) == (0.0, 0.25)  # "" is never said


def test_the_threshold_keeps_right_answers_and_leaves_copies() -> None:
    # From 0.71 to 0.8 two of three right answers are said and no copy; from 0.21 to 0.4 all three, and two copies.
    assert best_threshold(ASKED) == 0.71
    sure = [Twice(str(i), "", Best("x", 0.9, True), Best("y", 0.1, False)) for i in range(3)]
    assert best_threshold(sure) == 0.11


def test_the_summary_counts_all_and_prints() -> None:
    found = summary(ASKED, 0.3)
    assert (found["questions"], found["right_if_all_is_said"], found["right_and_said"]) == (4, 3, 3)
    assert found["copies_said_right"] == 1
    assert set(found["kinds"]) == {"bridge", "inference"}
    assert "cost 0.0% of the right answers" in shown(found)
    json.dumps(found)


def test_a_line_cut_off_is_asked_again(tmp_path: Path) -> None:
    file = tmp_path / "kept.jsonl"
    assert kept_from(file) == {}
    lines = [json.dumps(asdict(each)) for each in ASKED]
    file.write_text("\n".join(lines[:2]) + "\n" + lines[2][:20], encoding="utf-8")
    assert kept_from(file) == {each.id: each for each in ASKED[:2]}
    assert file.read_text("utf-8").endswith("\n")
