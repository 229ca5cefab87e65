"""CMRC 2018 scores against cases worked out by hand from the official script's rules."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.data.metrics.cmrc import character_exact, character_f1, cmrc_scores, mixed_segments
from kgqa.errors import InputError


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("维也纳", ["维", "也", "纳"]),
        ("　Windows 95，于1995年", ["windows", "95", "于", "1995", "年"]),
        ("A-B", ["ab"]),  # a mark goes without parting the word
        ("3.5%", ["3.5", "%"]),
        ("一…二", ["一", "…", "二"]),
        ("カタカナ語", ["カタカナ", "語"]),  # kana are no Chinese characters to the script
        ("。，", []),
    ],
)
def test_segments(text: str, segments: list[str]) -> None:
    assert mixed_segments(text) == segments


@pytest.mark.parametrize(
    ("said", "golds", "em", "f1"),
    [
        ("多瑙河。", ["多瑙河"], 1.0, 1.0),
        ("在多瑙河", ["多瑙河"], 0.0, 6 / 7),
        ("多河瑙", ["多瑙河"], 0.0, 1 / 3),  # the longest run counts, not the bag
        ("河多瑙", ["瑙河", "多瑙河"], 0.0, 2 / 3),
        ("", ["多瑙河"], 0.0, 0.0),
        ("。", ["，"], 1.0, 0.0),  # nothing left: equal, yet nothing is shared
        ("LINZ", ["linz"], 1.0, 1.0),
    ],
)
def test_worked_examples(said: str, golds: list[str], em: float, f1: float) -> None:
    assert character_exact(said, golds) == em
    assert character_f1(said, golds) == pytest.approx(f1)


def test_a_missing_prediction_counts_as_wrong() -> None:
    scores = cmrc_scores({"a": ["多瑙河"], "b": ["林茨"], "c": ["x"]}, {"a": "多瑙河", "b": "林"})
    assert (scores.exact, scores.total, scores.missing) == (pytest.approx(1 / 3), 3, 1)
    assert scores.f1 == pytest.approx((1 + 2 / 3) / 3)
    assert scores.average == pytest.approx((scores.exact + scores.f1) / 2)
    with pytest.raises(InputError, match="no questions"):
        cmrc_scores({}, {})


TEXTS = st.text("多瑙河ab ", max_size=8)


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS)
def test_symmetric_and_bounded(left: str, right: str) -> None:
    assert 0 <= character_f1(left, [right]) <= 1
    assert character_f1(left, [right]) == character_f1(right, [left])
    assert character_f1(left, [left]) == float(bool(mixed_segments(left)))
