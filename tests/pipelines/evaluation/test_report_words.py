"""Names, numbers and texts as people read them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_report_sample import CONTROL, sample

from kgqa.pipelines.evaluation.report import digest
from kgqa.pipelines.evaluation.report.amounts import bounds, duration, measured, number, score, unit, value
from kgqa.pipelines.evaluation.report.clean import clean
from kgqa.pipelines.evaluation.report.labels import by_title, label, stage
from kgqa.pipelines.evaluation.summary import Figure, Leak, Summary


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("exact_match", "Exact match"),
        ("hits_at_1", "Hits@1"),
        ("right_when_answered", "Right when answered"),
        ("forced_exact_match", "Exact match, never abstaining"),
        ("forced_f1", "F1, never abstaining"),
        ("linked_precision", "Linking P"),
        ("linked_recall", "Linking R"),
        ("linked_f1", "Linking F1"),
        ("triples_f1", "Triples F1"),
        ("recall_passages_at_5", "Passage recall@5"),
        ("recall_facts_at_10", "Fact recall@10"),
        ("path_recall_at_1", "Path recall@1"),
        ("mrr_passages", "Passage MRR"),
        ("has_answer_f1", "F1, answerable"),
        ("seconds", "Time a question"),
        ("some_new_figure", "Some new figure"),
        ("_at_3", " at 3"),
        ("", ""),
    ],
)
def test_labels(name: str, words: str) -> None:
    assert label(name) == words


def test_a_stage_that_is_not_known_has_its_own_name() -> None:
    assert stage("re_rank") == ("Re rank", "")
    assert stage("") == ("Not said", "")
    assert by_title("answer_type") == "By answer type"


def test_numbers() -> None:
    assert [number("f1", share) for share in (0.0, 0.0004, 0.71449, 1.0)] == ["0.0", "0.0", "71.4", "100.0"]
    assert number("area_under_risk_coverage", 0.12345) == "0.123"
    assert (unit("f1"), unit("seconds"), unit("expected_calibration_error")) == ("%", "", "")
    assert [duration(s) for s in (0.0, 0.00004, 0.07, 0.9994, 1.0, 3600.0)] == [
        "0.0 ms", "0.0 ms", "70 ms", "999 ms", "1.0 s", "3,600 s",
    ]  # fmt: skip
    assert [score(s) for s in (0.0161, 12.3456, math.nan)] == ["0.0161", "12.3", "–"]


def test_what_was_not_measured_has_no_number() -> None:
    nothing = Figure("f1", 0.0, 0.0, 0.0, 0)
    assert (value(nothing), bounds(nothing), measured(nothing)) == ("–", None, False)
    assert (value(None), bounds(None), measured(None)) == ("–", None, False)
    unknown = Figure("f1", math.nan, math.nan, math.nan, 5)
    assert (value(unknown), bounds(unknown)) == ("–", None)
    assert bounds(Figure("f1", 0.5, math.nan, 0.6, 5)) is None


def test_a_figure_without_an_interval_shows_none() -> None:
    assert bounds(Figure("expected_calibration_error", 0.03, 0.03, 0.03, 9)) is None
    assert bounds(Figure("exact_match", 1.0, 1.0, 1.0, 9)) == ("100.0", "100.0")


def test_control_characters_become_signs() -> None:
    assert clean(CONTROL) == "null ␀ bell ␇ escape ␛[31m override �gnirts� surrogate � end"
    assert clean("tab\tand\nline") == "tab\tand\nline"


@given(st.text(st.characters(exclude_categories=())))
def test_clean_text_can_be_written_and_stays_so(text: str) -> None:
    found = clean(text)
    assert clean(found) == found
    assert found.encode("utf-8").decode("utf-8") == found
    assert not any(ord(character) < 32 and character not in "\t\n" for character in found)


def test_the_leak_checks_own_words_come_first() -> None:
    def said(leak: Leak | None) -> str:
        plain = sample(1)
        return digest.leak(Summary(plain.card, 100, plain.rows, {}, {}, leak=leak))

    assert said(Leak(100, 0, (), "the reader x does not say: not checked")).endswith("not checked.")
    assert said(Leak(100, 0, ())) == "None of 100 questions stand among the reader's training data."
    assert said(Leak(100, 7, ())) == "7 of 100 questions (7.0%) stand among the reader's training data."
    assert "was not checked" in said(None)


def test_the_largest_groups_keep_their_order() -> None:
    kinds = digest.groupings(sample(1))[0]
    assert kinds.names == ("lookup", "compare", "count", "yes or no")
    assert kinds.largest(3) == ("lookup", "compare", "count")
    assert kinds.largest(1) == ("lookup",)
