"""The reader alone, on a small file in SQuAD's layout, with facts beside some of its texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from test_evaluate_world import judged_of, rows_of, sound

from kgqa.data.example import ReadingExample
from kgqa.data.metrics.squad import squad_scores
from kgqa.data.squad import read_squad
from kgqa.errors import InputError, ModelError
from kgqa.pipelines import evaluate
from kgqa.pipelines.evaluation.judged import Judged
from kgqa.pipelines.evaluation.score import score
from kgqa.pipelines.evaluation.summary import Row, Summary
from kgqa.pipelines.evaluation.tasks.reading import ANSWERABLE, UNANSWERABLE, best_figures, failed, judge
from kgqa.types import Mention

BOAT = "The Vela is a red boat. Karl Moe built her in Brinn in 1904. She carried salt until the war."


def question(id: str, text: str, answer: str = "", **more: Any) -> dict[str, Any]:
    answers = [{"text": answer, "answer_start": BOAT.index(answer)}] if answer else []
    return {"id": id, "question": text, "answers": answers, "is_impossible": not answer, **more}


QUESTIONS = [
    question(
        "builder", "Who built the Vela?", "Karl Moe", facts=["Vela, builder: Karl Moe", "Karl Moe, born in: Brinn"]
    ),
    question("year", "In which year was the Vela built?", "1904"),
    question("place", "Where was the Vela built?", "Brinn"),
    question("cargo", "What did the Vela carry?", "salt"),
    question("captain", "Who was the captain of the Vela?"),
    question("moon", "How far is the moon?"),
    question("half", "Who is \ud800?"),
]


def write_squad(path: Path, questions: list[dict[str, Any]]) -> Path:
    paragraphs = [{"context": BOAT, "qas": questions}]
    path.write_text(json.dumps({"version": "v2.0", "data": [{"title": "Vela", "paragraphs": paragraphs}]}))
    return path


def value(row: Row, name: str) -> float:
    figure = row.figure(name)
    assert figure is not None, name
    return figure.value


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_squad(tmp_path_factory.mktemp("reading") / "boats.json", QUESTIONS)


@pytest.fixture(scope="module")
def report(questions: Path) -> Path:
    for library in ("jinja2", "matplotlib"):
        pytest.importorskip(library, reason='needs pip install "kgqa[evaluate]"')
    report = questions.parent / "report"
    options: dict[str, Any] = {"without": ("facts",), "baselines": ("abstain",), "device": "cpu"}
    sound(evaluate("squad", questions=questions, report=report, **options))
    return report


@pytest.mark.slow
def test_a_row_with_facts_one_without_and_one_that_says_nothing(report: Path) -> None:
    summary = Summary.load(report)
    assert [row.name for row in summary.rows] == ["kgqa", "kgqa without facts", "abstain"]
    kgqa, bare, silent = (judged_of(report, row.name) for row in summary.rows)
    assert list(kgqa) == list(bare) == list(silent) == [each["id"] for each in QUESTIONS]
    assert kgqa["builder"].score != bare["builder"].score
    assert all(kgqa[id].score == bare[id].score for id in kgqa if id != "builder")
    assert kgqa["builder"].answers == ("Karl Moe",) and kgqa["year"].answers == ("1904",)
    row = summary.row("abstain")
    assert value(row, "exact_match") == value(row, "f1") == value(row, "best_f1") == pytest.approx(3 / 7)
    assert (value(row, "answered"), value(row, "no_answer_right")) == (0.0, 1.0)
    assert dict(row.lost) == {"read": 4}


@pytest.mark.slow
def test_the_best_threshold_is_no_worse_than_the_one_that_was_used(report: Path) -> None:
    for row in Summary.load(report).rows:
        for best, at in (("best_exact_match", "exact_match"), ("best_f1", "f1")):
            assert value(row, at) <= value(row, best) <= 1
    judged = list(judged_of(report, "kgqa").values())
    plain = {example.id: [answer.text for answer in example.answers] for example in golds(report.parent / "boats.json")}
    official = squad_scores(
        plain, {each.id: each.answers[0] for each in judged}, {each.id: 1 - each.score for each in judged}
    )
    row = Summary.load(report).row()
    assert value(row, "best_exact_match") == pytest.approx(official.best_exact)
    assert value(row, "best_f1") == pytest.approx(official.best_f1)
    assert value(row, "forced_f1") == pytest.approx(official.HasAns_f1)


def golds(path: Path) -> list[ReadingExample]:
    return list(read_squad(path))


@pytest.mark.slow
def test_the_predictions_that_were_written_score_the_same(report: Path, questions: Path) -> None:
    for row in Summary.load(report).rows:
        stem = report / "predictions" / row.name.replace(" ", "-")
        said = score("squad", questions=questions, predictions=stem.with_suffix(".json"))
        sound(said)
        for name in ("exact_match", "f1", "answered", "no_answer_right"):
            assert value(said.rows[0], name) == value(row, name)
        # Every span, for the script's own thresholds.
        best = score(
            "squad",
            questions=questions,
            predictions=stem.with_name(f"{stem.name}-best.json"),
            no_answer=stem.with_name(f"{stem.name}-na-prob.json"),
        )
        for name in ("best_exact_match", "best_f1", "forced_exact_match", "forced_f1"):
            assert value(best.rows[0], name) == value(row, name)


@pytest.mark.slow
def test_a_stopped_run_goes_on(report: Path, questions: Path, tmp_path: Path) -> None:
    def stop(stage: str, done: int, total: int) -> None:
        if stage == "kgqa without facts":
            raise KeyboardInterrupt

    options: dict[str, Any] = {"without": ("facts",), "baselines": ("abstain",), "device": "cpu"}
    with pytest.raises(KeyboardInterrupt):
        evaluate("squad", questions=questions, report=tmp_path / "report", progress=stop, **options)
    file = tmp_path / "report" / "rows" / "kgqa.jsonl"
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:3]))
    summary = evaluate("squad", questions=questions, report=tmp_path / "report", **options)
    assert rows_of(summary) == rows_of(Summary.load(report))


@pytest.mark.parametrize(
    ("options", "error", "rule"),
    [
        ({"without": ("passages",)}, InputError, "asked without facts only, found 'passages'"),
        ({"baselines": ("bm25",)}, InputError, "no baseline 'bm25' for reading; there is: abstain"),
        ({"reader": "nonsense"}, ModelError, "no reader 'nonsense'"),
        ({"where": {"title": "Nave"}}, InputError, "no question has title=Nave; title is one of 'Vela'"),
    ],
)
def test_what_can_not_be_asked_fails_before_anything_is(
    questions: Path, options: dict[str, Any], error: type[Exception], rule: str
) -> None:
    heard: list[str] = []
    with pytest.raises(error, match=rule):
        evaluate("squad", questions=questions, progress=lambda *at: heard.append(at[0]), device="cpu", **options)
    assert heard == []


def example(*answers: str, id: str = "x") -> ReadingExample:
    spans = tuple(Mention(BOAT.index(text), BOAT.index(text) + len(text), text) for text in answers)
    return ReadingExample(id, "Who?", BOAT, spans)


@pytest.mark.parametrize(
    ("answers", "text", "score", "lost", "exact"),
    [
        (("Karl Moe", "Moe"), "karl moe", 0.9, "", 1.0),
        (("Karl Moe", "Moe"), "the Moe.", 0.3, "", 1.0),
        (("Karl Moe",), "Karl Moe", 0.29, "abstain", 0.0),
        (("Karl Moe",), "Brinn", 0.9, "read", 0.0),
        (("Karl Moe",), "", 0.0, "read", 0.0),
        ((), "Brinn", 0.9, "unanswerable", 0.0),
        ((), "Brinn", 0.29, "", 1.0),
        ((), "", 0.0, "", 1.0),
    ],
)
def test_what_was_said_is_judged(answers: tuple[str, ...], text: str, score: float, lost: str, exact: float) -> None:
    judged = judge(example(*answers), text, score, 0.3, 0.5)
    assert (judged.lost, judged.right, judged.metrics["exact_match"]) == (lost, not lost, exact)
    assert judged.kind == (ANSWERABLE if answers else UNANSWERABLE)
    assert ("no_answer_right" in judged.metrics) != ("forced_f1" in judged.metrics) == bool(answers)
    assert (judged.miss is None) == (not lost)


@pytest.mark.parametrize("answers", [(), ("Karl Moe",)])
def test_what_nothing_came_out_for_is_wrong_whether_it_has_an_answer_or_not(answers: tuple[str, ...]) -> None:
    judged = failed(example(*answers), "ValueError: no")
    assert set(judged.metrics.values()) == {0.0} and not judged.right and judged.lost == "error"
    assert judged.miss is not None and (judged.miss.lost, judged.miss.error) == ("error", "ValueError: no")
    right = judge(example("Moe", id="y"), "Moe", 0.9, 0.3, 0.0)
    best = {figure.name: figure.value for figure in best_figures([judged, right, right], 0)}
    # Nor does any threshold make it right.
    wanted = {} if answers else {"best_exact_match": pytest.approx(2 / 3), "best_f1": pytest.approx(2 / 3)}
    assert best == wanted


def test_best_figures_hold_for_any_probabilities() -> None:
    random = np.random.default_rng(0)

    def made(i: int) -> Judged:
        has, text = random.random() < 0.6, str(random.choice(["Karl Moe", "Moe", "Brinn"]))
        return judge(example(*(["Karl Moe"] if has else []), id=str(i)), text, float(random.random()), 0.4, 0.0)

    judged = [made(i) for i in range(60)]
    best = {figure.name: figure for figure in best_figures(judged, 0)}
    for figure, at in ((best["best_exact_match"], "exact_match"), (best["best_f1"], "f1")):
        assert 0 <= figure.low <= figure.value <= figure.high <= 1 and figure.n == 60
        assert figure.value >= np.mean([each.metrics[at] for each in judged])
