"""What was read can be answered anew with other curves, and points are drawn from the best of each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("benchmarks", reason="run as `python -m pytest` from the root")
from benchmarks.calibrate import path_points, read, span_points
from kgqa import KGQA
from kgqa.reader.checkpoint import load_checkpoint

QUESTIONS = ["Who discovered lindium?", "What is lindium used for?", "Is Osmark older than Veland?", "Who is it?"]


def test_what_was_read_is_answered_with_any_curves(kb: Path, encoder: object) -> None:
    qa = KGQA.load(kb, reader="minilm-l6-v9", encoder=encoder, device="cpu")
    found = list(read(qa, QUESTIONS))
    curves = load_checkpoint("minilm-l6-v9").calibration
    asked = [qa.reader.read([each.question], [each.evidence])[0] for each in found]
    assert [each.answered(curves).answers for each in found] == asked
    lower = [each.answered(replace(curves, path_bias=-30.0, path_near=0.0)) for each in found]
    assert lower[0].answers[0].score < asked[0][0].score
    assert path_points(found[0], ["Ada Lind"])[0][1] and not path_points(found[0], ["Karl Moe"])[0][1]
    assert {near for (_, near, _), _ in path_points(found[0], ["Ada Lind"])} == {0.0}
    signs = [signs for signs, _ in span_points(found[1], ["ship hulls"])]
    assert {page for _, _, page in signs} <= {-1.0, 0.0, 1.0} and all(share <= 0 for _, share, _ in signs)
