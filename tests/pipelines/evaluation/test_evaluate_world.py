"""Questions about the small world and one run over all of them, for the tests of evaluation; and that it is whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kgqa.pipelines import evaluate
from kgqa.pipelines.evaluation.judged import Judged
from kgqa.pipelines.evaluation.runfolder import RunFolder
from kgqa.pipelines.evaluation.summary import Row, Summary

QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "id": "who",
        "question": "Who discovered lindium?",
        "answers": ["Ada Lind"],
        "entities": ["lindium"],
        "kind": "one",
        "hops": 1,
    },
    {
        "id": "borders",
        "question": "Which countries border Veland?",
        "answers": ["Tarnia", "Osmark"],
        "entities": ["Veland"],
        "kind": "one",
        "hops": 1,
    },
    {
        "id": "currency",
        "question": "What is the currency of the country where lindium was discovered?",
        "answers": ["Velandic krone"],
        "entities": ["lindium"],
        "kind": "two",
        "hops": 2,
    },
    {
        "id": "light",
        "question": "Who built the old lighthouse of Nordhavn?",
        "answers": ["Peder Holm"],
        "entities": ["Nordhavn"],
        "kind": "text",
        "gold_passages": ["nordhavn"],
    },
    {
        # The letters of the answer are another's: sets are compared to the letter.
        "id": "case",
        "question": "What is the capital of Osmark?",
        "answers": ["brinn"],
        "entities": ["Osmark"],
        "kind": "one",
        "hops": 1,
    },
    {"id": "cup", "question": "Who won the 2031 world cup?", "answers": [], "kind": "none"},
    {"id": "trap", "question": "What is the currency of Veland?", "answers": [], "kind": "none"},
    {
        "id": "half",
        "question": "Which countries border Osmark?",
        "answers": ["Veland", "Tarnia"],
        "entities": ["Osmark"],
        "kind": "one",
        "hops": 1,
    },
)

TRAIN: tuple[dict[str, Any], ...] = (
    {"question": "Who discovered radium?", "answers": ["Ada Lind"], "entities": ["lindium"]},
    {"question": "Which countries border Osmark?", "answers": ["Veland"], "entities": ["Osmark"]},
)


def write_jsonl(path: Path, records: Iterable[Mapping[str, Any]]) -> Path:
    """One record a line."""
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def judged_of(report: Path, row: str) -> dict[str, Judged]:
    """A row's questions by id."""
    return {item.id: item for item in RunFolder(report).judged(row)}


def timeless(judged: Judged) -> Judged:
    """A judged question without its seconds."""
    return replace(judged, seconds=0.0)


def rows_of(summary: Summary) -> list[Row]:
    """The rows without their seconds."""
    kept = [tuple(figure for figure in row.figures if figure.name != "seconds") for row in summary.rows]
    return [replace(row, figures=figures) for row, figures in zip(summary.rows, kept, strict=True)]


def sound(summary: Summary) -> None:
    """Every figure lies in its interval and is over questions that there are; every question counts."""
    for row in summary.rows:
        assert row.n == summary.questions
        for figure in row.figures:
            if figure.name in ("exact_match", "text_right"):
                assert sum(count for _, count in row.lost) + round(figure.value * row.n) == row.n
        for figure in (*row.figures, *(figure for group in row.groups for figure in group.figures)):
            assert figure.low <= figure.value <= figure.high, figure
            assert 1 <= figure.n <= row.n, figure
            assert figure.name == "seconds" or 0 <= figure.low <= figure.high <= 1, figure
        assert all(group.n <= row.n for group in row.groups)
    assert Summary.from_json(summary.to_json()) == summary


WHOLE = {
    "device": "cpu",
    "without": ("facts", "passages", "paths", "linker", "facts+paths"),
    "baselines": ("bm25", "graph", "strings"),
}
"""What is asked of :func:`whole_run`."""


@cache
def whole_run(kb: Path) -> Path:
    """The report of every question in every sort of row; made once, not to be written to."""
    for library in ("bm25s", "jinja2", "matplotlib"):
        pytest.importorskip(library, reason='needs pip install "kgqa[evaluate]"')
    report = kb.parent / "whole-run"
    evaluate("jsonl", questions=write_jsonl(kb.parent / "whole.jsonl", QUESTIONS), kb=kb, report=report, **WHOLE)
    return report


@pytest.mark.slow
def test_every_row_is_there_and_sound(kb: Path) -> None:
    report = whole_run(kb)
    summary = Summary.load(report)
    sound(summary)
    assert [row.name for row in summary.rows] == [
        "kgqa, entities linked",
        "kgqa, entities given",
        "kgqa without facts, entities linked",
        "kgqa without passages, entities linked",
        "kgqa without paths, entities linked",
        "kgqa without linker",
        "kgqa without facts+paths, entities linked",
        "bm25",
        "graph",
        "strings",
    ]
    for row in summary.rows:
        assert list(judged_of(report, row.name)) == [question["id"] for question in QUESTIONS]
        assert row.errors == 0
