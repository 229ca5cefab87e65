"""Anybody's predictions, in the layouts that there are."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_evaluate_world import sound, write_jsonl

from kgqa.data.metrics.squad import squad_scores
from kgqa.errors import InputError
from kgqa.pipelines.evaluation.compare import compare
from kgqa.pipelines.evaluation.environment import sha256
from kgqa.pipelines.evaluation.score import score
from kgqa.pipelines.evaluation.summary import Row, Summary

GOLDS: list[dict[str, Any]] = [
    {"id": "a", "question": "Who sailed the Vela?", "answers": ["Karl Moe", "Jon Vik"], "kind": "set"},
    {"id": "b", "question": "Who built her?", "answers": ["Ada Lind"], "kind": "one"},
    {"id": "c", "question": "Who sank her?", "answers": [], "kind": "none"},
    {"id": "d", "question": "What is the word?", "answers": ["prediction"], "kind": "one"},
]


def value(row: Row, name: str) -> float:
    figure = row.figure(name)
    assert figure is not None, name
    return figure.value


@pytest.fixture
def golds(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "golds.jsonl", GOLDS)


def checked(summary: Summary) -> Row:
    sound(summary)
    (row,) = summary.rows
    return row


OURS = [
    {"id": "d", "answers": ["prediction"], "score": 0.8},
    {"id": "a", "answers": ["Jon Vik", "Karl Moe"], "score": 0.9},
    {"id": "b", "answers": ["ada lind", "Ada Lind"], "passages": ["p"]},
    {"id": "c", "answers": []},
]


def test_our_own_layout(golds: Path, tmp_path: Path) -> None:
    summary = score("jsonl", questions=golds, predictions=write_jsonl(tmp_path / "said.jsonl", OURS), command="x")
    row = checked(summary)
    assert (row.name, row.n, summary.warnings) == ("said.jsonl", 4, ())
    assert value(row, "exact_match") == 3 / 4
    assert value(row, "f1") == pytest.approx((1 + 2 / 3 + 1 + 1) / 4, abs=1e-6)
    assert (value(row, "answered"), value(row, "hits_at_1")) == (3 / 4, 3 / 4)
    assert value(row, "right_when_answered") == pytest.approx(2 / 3)
    assert row.lost == (("read", 1),)
    assert summary.settings["predictions"] == str(tmp_path / "said.jsonl")
    assert {"questions_sha256", "predictions_sha256", "seed"} <= set(summary.settings)
    assert summary.environment["command"] == "x"


def test_reasoning_on_graphs_and_lines(golds: Path, tmp_path: Path) -> None:
    rog = [
        {"id": "a", "prediction": "Karl Moe\nJon Vik\n", "ground_truth": ["x"]},
        {"id": "b", "prediction": ["Ada Lind", " Ada Lind "]},
        {"id": "c", "prediction": ["nobody"]},
        {"id": "d", "prediction": ["links"]},
    ]
    row = checked(score("jsonl", questions=golds, predictions=write_jsonl(tmp_path / "predictions.jsonl", rog)))
    assert value(row, "exact_match") == 1 / 2 and dict(row.lost) == {"unanswerable": 1, "read": 1}
    lines = tmp_path / "said.txt"
    lines.write_text("Jon Vik|Karl Moe\n\n\nprediction\n")
    row = checked(score("jsonl", questions=golds, predictions=lines))
    assert value(row, "exact_match") == 3 / 4 and value(row, "answered") == 1 / 2
    lines.write_text("Jon Vik|Karl Moe\n")
    with pytest.raises(InputError, match=r"said.txt: .* 4 ids, 1 lines"):
        score("jsonl", questions=golds, predictions=lines)


def test_missing_ones_are_wrong_unknown_ones_are_left_aside_and_none_may_come_twice(
    golds: Path, tmp_path: Path
) -> None:
    said = [OURS[1], {"id": "x", "answers": ["Karl Moe"]}, {"id": "y", "answers": []}]
    summary = score("jsonl", questions=golds, predictions=write_jsonl(tmp_path / "said.jsonl", said))
    row = checked(summary)
    # Not even the question that nothing answers: nobody said so.
    assert value(row, "exact_match") == 1 / 4 and dict(row.lost) == {"error": 3}
    assert [miss.error for miss in row.misses] == ["no prediction"] * 3
    assert summary.warnings == (
        "3 of 4 questions have no prediction, and count as wrong: b, c, d",
        "2 predictions are for ids that the questions lack, and are left aside: x, y",
    )
    with pytest.raises(InputError, match=r"said.jsonl:2: the id 'd' is already that of .*said.jsonl:1"):
        score("jsonl", questions=golds, predictions=write_jsonl(tmp_path / "said.jsonl", [OURS[0], OURS[0]]))


def test_some_questions_alone(golds: Path, tmp_path: Path) -> None:
    predictions = write_jsonl(tmp_path / "said.jsonl", OURS)
    summary = score("jsonl", questions=golds, predictions=predictions, where={"kind": "one"})
    assert checked(summary).n == 2 and value(summary.rows[0], "exact_match") == 1 / 2
    # The others are of the file, and were not asked for.
    assert summary.warnings == ()
    assert checked(score("jsonl", questions=golds, predictions=predictions, limit=1)).n == 1


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        ({"seed": -1}, "seed must be 0 or more, found -1"),
        ({"limit": -1}, "limit must be 0 .all. or more, found -1"),
        ({"where": {"kind": "x"}}, "no question has kind=x; kind is one of 'none', 'one', 'set'"),
        ({"predictions": "nowhere.jsonl"}, "nowhere.jsonl: can't be read"),
        ({"benchmark": "trivia"}, "no benchmark 'trivia'"),
    ],
)
def test_what_can_not_be_scored(golds: Path, tmp_path: Path, options: dict[str, Any], rule: str) -> None:
    given = {"benchmark": "jsonl", "predictions": write_jsonl(tmp_path / "said.jsonl", OURS), **options}
    with pytest.raises(InputError, match=rule):
        score(questions=golds, **given)


def test_a_file_of_another_layout_is_told_what_it_looks_like(golds: Path, tmp_path: Path) -> None:
    squad = tmp_path / "squad.json"
    squad.write_text(json.dumps({"data": [{"title": "t", "paragraphs": [{"context": TEXT, "qas": []}]}]}))
    with pytest.raises(InputError, match=r"squad.json:1: .*; the file looks like a SQuAD file"):
        score("jsonl", questions=golds, predictions=squad)
    with pytest.raises(InputError, match=r"golds.jsonl:1: .*; the file looks like questions with answers as JSONL"):
        score("webqsp", questions=golds, predictions=write_jsonl(tmp_path / "said.jsonl", OURS))


def test_the_layouts_of_multihop_benchmarks(tmp_path: Path) -> None:
    records = [
        {"_id": str(i), "question": "Who?", "answer": answer, "type": "bridge", "context": [["T", ["A text."]]]}
        for i, answer in enumerate(["the Vela", "yes", "1904"])
    ]
    questions, predictions = tmp_path / "dev.json", tmp_path / "said.json"
    for benchmark in ("hotpotqa", "2wikimultihopqa"):
        own = records if benchmark == "hotpotqa" else [{**record, "evidences": []} for record in records]
        questions.write_text(json.dumps(own))
        answers = {"0": "Vela!", "1": "", "2": "in 1904"}
        predictions.write_text(json.dumps({"answer": answers, "sp": {"0": [["T", 0]]}, "evidence": {}}))
        row = checked(score(benchmark, questions=questions, predictions=predictions))
        assert value(row, "exact_match") == pytest.approx(1 / 3) and value(row, "answered") == pytest.approx(2 / 3)
        assert value(row, "f1") == pytest.approx((1 + 2 / 3) / 3, abs=1e-6)
        assert row.figure("hits_at_1") is None
        # Of yes and no there is no half.
        predictions.write_text(json.dumps({"answer": {"0": "Vela", "1": "yes, she is", "2": "1904"}}))
        assert value(checked(score(benchmark, questions=questions, predictions=predictions)), "f1") == 2 / 3
        # And ours, several answers as one text.
        ours = write_jsonl(tmp_path / "said.jsonl", [{"id": "0", "answers": ["Vela", "Nave"]}])
        assert value(checked(score(benchmark, questions=questions, predictions=ours)), "exact_match") == 0.0


chances = st.lists(st.integers(0, 1000), min_size=4, max_size=4, unique=True).map(lambda ints: [i / 1000 for i in ints])
words = st.sampled_from(["", "Karl Moe", "the moe", "Brinn", "red"])
GOLD_SPANS = [["Karl Moe", "Moe"], ["Brinn"], [], []]
TEXT = "Karl Moe left Brinn."


@settings(max_examples=12, deadline=None)
@given(said=st.lists(st.none() | words, min_size=4, max_size=4), no_answer=st.none() | chances)
def test_squad_as_the_official_script_counts(
    said: list[str | None], no_answer: list[float] | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp()
    questions, predictions, chance = folder / "dev.json", folder / "said.json", folder / "na_prob.json"
    asked = [
        {"id": str(i), "question": "?", "answers": [{"text": t, "answer_start": TEXT.index(t)} for t in spans]}
        for i, spans in enumerate(GOLD_SPANS)
    ]
    questions.write_text(json.dumps({"data": [{"title": "t", "paragraphs": [{"context": TEXT, "qas": asked}]}]}))
    golds = {str(i): spans for i, spans in enumerate(GOLD_SPANS)}
    texts = {str(i): text for i, text in enumerate(said) if text is not None}
    predictions.write_text(json.dumps({**texts, "extra": "Karl Moe"}))
    found = None if no_answer is None else {str(i): p for i, p in enumerate(no_answer)}
    if found is not None:
        chance.write_text(json.dumps(found))
    summary = score("squad", questions=questions, predictions=predictions, no_answer=None if found is None else chance)
    row = checked(summary)
    # A text that normalises to nothing aside, of which there is none here, the script and we agree.
    official = squad_scores(golds, texts, found)
    assert value(row, "exact_match") == pytest.approx(official.exact)
    assert value(row, "f1") == pytest.approx(official.f1)
    assert value(row, "forced_f1") == pytest.approx(official.HasAns_f1)
    assert value(row, "no_answer_right") == pytest.approx(official.NoAns_exact)
    if found is None or not texts:  # without a prediction there is no score to put in order
        assert row.figure("best_f1") is None
    else:
        assert value(row, "best_exact_match") == pytest.approx(official.best_exact)
        assert value(row, "best_f1") == pytest.approx(official.best_f1)
    assert len(summary.warnings) == 1 + (None in said)


def test_there_is_a_probability_of_no_answer_for_each_or_some_other_score(tmp_path: Path) -> None:
    asked = [{"id": "1", "question": "?", "answers": []}, {"id": "2", "question": "?", "answers": []}]
    questions, predictions, chance = (tmp_path / name for name in ("dev.json", "said.json", "na.json"))
    questions.write_text(json.dumps({"data": [{"title": "t", "paragraphs": [{"context": TEXT, "qas": asked}]}]}))
    predictions.write_text(json.dumps({"1": "Brinn", "2": ""}))
    chance.write_text(json.dumps({"1": 0.5}))
    with pytest.raises(InputError, match=r"na.json: '2' has a prediction, and no"):
        score("squad", questions=questions, predictions=predictions, no_answer=chance)
    # Differences of logits, which many write there, order the answers too; they are no probabilities.
    chance.write_text(json.dumps({"1": 5.3, "2": -2}))
    summary = score("squad", questions=questions, predictions=predictions, no_answer=chance)
    row = checked(summary)
    told = summary.settings
    assert (told["no_answer"], told["no_answer_sha256"]) == (str(chance), sha256(chance)) and "ontology" not in told
    assert value(row, "best_f1") == 1.0 and row.figure("expected_calibration_error") is None and not row.reliability


def test_scores_that_are_no_probabilities_order_the_answers_alone(tmp_path: Path) -> None:
    asked = [{"id": str(i), "question": "?", "answers": ["a"]} for i in range(4)]
    questions = write_jsonl(tmp_path / "asked.jsonl", asked)

    def said(*scores: float | None) -> Row:
        found = [{"id": str(i), "answers": ["ab"[i > 1]], "score": score} for i, score in enumerate(scores)]
        lines = [{key: item for key, item in one.items() if item is not None} for one in found]
        return checked(score("jsonl", questions=questions, predictions=write_jsonl(tmp_path / "said.jsonl", lines)))

    logs = said(-0.1, -0.2, -7.0, -9.0)
    assert value(logs, "answered") == 1.0 and logs.figure("expected_calibration_error") is None
    assert value(logs, "area_under_risk_coverage") == pytest.approx((0 + 0 + 1 / 3 + 1 / 2) / 4)
    sure = said(0.9, 0.8, 0.2, 0.1)
    assert value(sure, "area_under_risk_coverage") == value(logs, "area_under_risk_coverage")
    assert sure.figure("expected_calibration_error") is not None
    none = said(None, None, None, None)
    assert none.figure("area_under_risk_coverage") is None and not none.risk_coverage


def test_what_is_not_answered_is_less_sure_than_any_answer(tmp_path: Path) -> None:
    asked = [{"id": str(i), "question": "?", "answers": ["a"]} for i in range(3)]
    questions = write_jsonl(tmp_path / "asked.jsonl", asked)
    for scores in ((0.9, 0.1), (-0.1, -9.0), (-5.0, 3.0)):
        said = [{"id": "0", "answers": ["a"], "score": scores[0]}, {"id": "1", "answers": [], "score": scores[1]}]
        row = checked(score("jsonl", questions=questions, predictions=write_jsonl(tmp_path / "said.jsonl", said)))
        # The right one first, then both that are lacking, one of which was not even predicted.
        assert value(row, "area_under_risk_coverage") == pytest.approx((0 + 1 / 2 + 2 / 3) / 3)
        assert row.risk_coverage == ((pytest.approx(1 / 3), 0.0), (1.0, pytest.approx(2 / 3)))
    # The surest mistake is the one that was said.
    wrong = [{"id": "1", "answers": ["b"], "score": -7.0}, {"id": "0", "answers": [], "score": -1.0}]
    row = checked(score("jsonl", questions=questions, predictions=write_jsonl(tmp_path / "said.jsonl", wrong)))
    assert [miss.id for miss in row.misses] == ["1", "0", "2"]


def test_a_layout_is_told_by_what_a_packed_file_holds(golds: Path, tmp_path: Path) -> None:
    def packed(name: str, text: str) -> Path:
        (tmp_path / name).write_bytes(gzip.compress(text.encode()))
        return tmp_path / name

    rog = [{"id": "a", "prediction": ["Karl Moe", "Jon Vik"]}, {"id": "b", "prediction": "Ada Lind"}]
    files = [
        packed("rog.jsonl.gz", "".join(json.dumps(line) + "\n" for line in rog)),
        packed("lines.txt.gz", "Jon Vik|Karl Moe\nAda Lind\nx\ny\n"),
    ]
    for file in files:
        assert value(checked(score("jsonl", questions=golds, predictions=file)), "exact_match") == 1 / 2
    with pytest.raises(InputError, match=r"bad.jsonl.gz: can't be read: named .gz but is no gzip file"):
        score("jsonl", questions=golds, predictions=write_jsonl(tmp_path / "bad.jsonl.gz", rog))


def squad_file(path: Path, golds: dict[str, list[str]], text: str) -> Path:
    asked = [
        {"id": id, "question": "?", "answers": [{"text": t, "answer_start": text.index(t)} for t in spans]}
        for id, spans in golds.items()
    ]
    path.write_text(json.dumps({"data": [{"title": "t", "paragraphs": [{"context": text, "qas": asked}]}]}))
    return path


def test_an_answer_without_words_is_scored_as_the_official_script_does(tmp_path: Path) -> None:
    golds = {"band": ["The The"], "town": ["Rask"], "none": [], "other": []}
    questions = squad_file(tmp_path / "dev.json", golds, "The The played in Rask.")
    predictions, chance = tmp_path / "said.json", tmp_path / "na.json"
    no_answer = {"band": 0.1, "town": 0.2, "none": 0.9, "other": 0.05}
    chance.write_text(json.dumps(no_answer))
    for other in ("", "the", "Rask"):
        texts = {"band": "", "town": "Rask", "none": "", "other": other}
        predictions.write_text(json.dumps(texts))
        row = checked(score("squad", questions=questions, predictions=predictions, no_answer=chance))
        official = squad_scores(golds, texts, no_answer)
        assert (value(row, "f1"), value(row, "best_f1")) == (official.f1, official.best_f1)
        assert (value(row, "exact_match"), value(row, "best_exact_match")) == (official.exact, official.best_exact)
    assert official.best_f1 == 3 / 4 and squad_scores(golds, {**texts, "other": ""}, no_answer).best_f1 == 1.0


def test_a_report_of_predictions_that_abstain_is_valid_json_and_can_be_compared(tmp_path: Path) -> None:
    for library in ("jinja2", "matplotlib"):
        pytest.importorskip(library, reason='needs pip install "kgqa[evaluate]"')
    questions = squad_file(tmp_path / "dev.json", {"a": ["Rask"], "b": [], "c": ["Rask"]}, "It lies near Rask.")
    predictions, report = tmp_path / "said.json", tmp_path / "report"
    predictions.write_text(json.dumps({"a": "Rask", "b": ""}))
    score("squad", questions=questions, predictions=predictions, report=report)
    for file in (report / "summary.json", report / "settings.json"):
        json.loads(file.read_text(), parse_constant=pytest.fail)
    lines = (report / "rows" / "said-json.jsonl").read_text().splitlines()
    assert [json.loads(line, parse_constant=pytest.fail)["score"] for line in lines] == [1.0, None, None]
    found = compare(report, report)
    assert found.questions == 3 and {figure.difference for figure in found.figures} == {0.0}


def test_an_empty_answer_is_an_abstention(tmp_path: Path) -> None:
    questions = write_jsonl(tmp_path / "asked.jsonl", [{"id": "1", "question": "?", "answers": []}])
    predictions = write_jsonl(tmp_path / "said.jsonl", [{"id": "1", "answers": [" "]}])
    row = checked(score("jsonl", questions=questions, predictions=predictions))
    assert value(row, "answered") == 0.0 and value(row, "exact_match") == 1.0


def test_what_comes_through_a_pipe_is_refused(tmp_path: Path) -> None:
    questions = write_jsonl(tmp_path / "asked.jsonl", [{"id": "1", "question": "?", "answers": ["a"]}])
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="pipe: must be an ordinary file"):
        score("jsonl", questions=questions, predictions=pipe)
