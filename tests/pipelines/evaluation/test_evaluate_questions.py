"""Asking over a knowledge base with real models: every question counts, in every row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from test_evaluate_world import QUESTIONS, judged_of, sound, timeless, whole_run, write_jsonl

from kgqa.errors import InputError
from kgqa.pipelines import evaluate
from kgqa.pipelines.evaluation.runfolder import slug
from kgqa.pipelines.evaluation.score import score
from kgqa.pipelines.evaluation.summary import Row, Summary

pytestmark = pytest.mark.slow

LINKED, GIVEN = "kgqa, entities linked", "kgqa, entities given"


def value(row: Row, name: str) -> float:
    figure = row.figure(name)
    assert figure is not None, name
    return figure.value


@pytest.fixture(scope="module")
def report(kb: Path) -> Path:
    return whole_run(kb)


@pytest.fixture(scope="module")
def summary(report: Path) -> Summary:
    return Summary.load(report)


def test_what_is_right_and_what_lost_the_rest(report: Path, summary: Summary) -> None:
    judged = judged_of(report, LINKED)
    assert {id for id, item in judged.items() if item.right} == {"who", "borders", "currency", "light", "cup"}
    # "brinn" is not "Brinn"; a currency is said where nothing is to be; a half of a set is wrong.
    assert (judged["case"].answers, judged["case"].lost) == (("Brinn",), "missing")
    assert judged["trap"].lost == "unanswerable"
    assert not judged["half"].right and judged["half"].metrics["f1"] == pytest.approx(2 / 3, abs=1e-6)
    row = summary.row(entities="linked")
    assert (row.n, value(row, "exact_match")) == (len(QUESTIONS), 5 / 8)
    assert dict(row.lost) == {"missing": 1, "unanswerable": 1, judged["half"].lost: 1}
    assert summary.warnings == (
        "the gold answers of 1 of 8 questions are not in the knowledge base, and count as wrong: case",
    )


def test_figures_are_over_the_questions_that_have_them(summary: Summary) -> None:
    row = summary.row(entities="linked")
    over = {figure.name: figure.n for figure in row.figures}
    assert over["exact_match"] == over["hits_at_1"] == over["answered"] == 8
    assert over["linked_recall"] == 6
    assert over["recall_passages_at_1"] == 1
    assert value(row, "recall_passages_at_1") == 1.0
    assert [(group.by, group.name, group.n) for group in row.groups] == [
        ("kind", "none", 2),
        ("kind", "one", 4),
        ("kind", "text", 1),
        ("kind", "two", 1),
        ("hops", "1", 4),
        ("hops", "2", 1),
    ]


def test_given_entities_are_linked_all_and_alone(report: Path, summary: Summary) -> None:
    row = summary.row(entities="given")
    assert value(row, "linked_recall") == value(row, "linked_precision") == 1.0
    given, linked = judged_of(report, GIVEN), judged_of(report, LINKED)
    # A question whose entities are not named is linked as ever.
    for id in ("cup", "trap"):
        assert timeless(given[id]) == timeless(linked[id])


def test_what_is_taken_away_is_missed(report: Path, summary: Summary) -> None:
    def answers(name: str, id: str) -> tuple[str, ...]:
        return judged_of(report, name)[id].answers

    assert answers("kgqa without facts, entities linked", "currency") == ("Velandic krone",)
    assert answers("kgqa without paths, entities linked", "who") == ("Ada Lind",)
    assert answers("kgqa without paths, entities linked", "currency") != ("Velandic krone",)
    assert not judged_of(report, "kgqa without passages, entities linked")["light"].right
    both = summary.row("kgqa without facts+paths")
    assert value(both, "linked_recall") == 1.0 and "recall_passages_at_1" in {figure.name for figure in both.figures}
    assert not judged_of(report, both.name)["currency"].right and judged_of(report, both.name)["light"].right
    unlinked = summary.row("kgqa without linker")
    assert (unlinked.entities, unlinked.figure("linked_recall")) == ("", None)
    for miss in unlinked.misses:
        assert miss.linked == ()


def test_baselines_are_judged_as_kgqa_is(report: Path, summary: Summary) -> None:
    assert judged_of(report, "bm25")["light"].right
    assert not judged_of(report, "bm25")["currency"].right
    assert judged_of(report, "graph")["who"].right and judged_of(report, "strings")["case"].lost == "missing"
    for name in ("bm25", "graph", "strings"):
        assert set(judged_of(report, name)["who"].metrics) >= {"exact_match", "f1", "hits_at_1", "forced_exact_match"}
    # Those that only read are not judged by links.
    assert summary.row("bm25").figure("linked_recall") is None
    assert summary.row("graph").figure("linked_recall") is not None


def test_the_predictions_that_were_written_score_the_same(report: Path, kb: Path, summary: Summary) -> None:
    for row in summary.rows:
        file = report / "predictions" / f"{slug(row.name)}.jsonl"
        again = score("jsonl", questions=kb.parent / "whole.jsonl", predictions=file)
        sound(again)
        for name in ("exact_match", "f1", "hits_at_1", "answered"):
            assert value(again.rows[0], name) == value(row, name), (row.name, name)
        assert again.warnings == ()


def test_the_settings_say_how_to_run_it_again(report: Path, kb: Path, summary: Summary) -> None:
    settings = summary.settings
    assert settings == json.loads((report / "settings.json").read_text(encoding="utf-8"))
    assert (settings["benchmark"], settings["kb"], settings["limit"]) == ("jsonl", str(kb), 0)
    assert {"questions_sha256", "kb_digest", "reader_sha256"} <= set(settings)
    assert {path.name for path in report.iterdir()} == {
        ".lock",
        "predictions",
        "report.html",
        "report.md",
        "rows",
        "settings.json",
        "summary.json",
    }


def test_a_question_that_raises_is_wrong_and_takes_no_other_with_it(kb: Path, tmp_path: Path) -> None:
    long = {
        "id": "long",
        "question": "lindium " * 130,
        "answers": ["x"],
        "entities": ["lindium"],
        "gold_passages": ["p"],
    }
    records: list[dict[str, Any]] = [QUESTIONS[0], long, {**long, "id": "none", "answers": []}, QUESTIONS[1]]
    questions = write_jsonl(tmp_path / "q.jsonl", records)
    report = tmp_path / "report"
    summary = evaluate("jsonl", questions=questions, kb=kb, report=report, entities="linked", device="cpu")
    sound(summary)
    (row,) = summary.rows
    assert (row.n, row.errors, dict(row.lost)) == (4, 2, {"error": 2})
    judged = judged_of(report, row.name)
    for id in ("long", "none"):
        assert judged[id].error == "InputError: a question has at most 1000 characters; this one has 1039"
        assert not judged[id].right
        # What it was to find was not found.
        assert judged[id].metrics["linked_recall"] == judged[id].metrics["recall_passages_at_8"] == 0.0
    before = judged_of(whole_run(kb), LINKED)
    for id in ("who", "borders"):
        assert timeless(judged[id]) == timeless(before[id])
    assert summary.warnings == ("kgqa, entities linked: 2 of 4 questions raised an error, and count as wrong",)


def test_several_files_limit_and_where(kb: Path, tmp_path: Path) -> None:
    files = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        files.append(write_jsonl(tmp_path / name / "q.jsonl", QUESTIONS))

    def asked(**options: Any) -> list[str]:
        report = tmp_path / f"report-{len(list(tmp_path.iterdir()))}"
        options = {"baselines": ("strings",), "only_baselines": True, "device": "cpu", **options}
        summary = evaluate("jsonl", questions=files, kb=kb, report=report, **options)
        sound(summary)
        assert summary.questions == len(judged_of(report, "strings"))
        return list(judged_of(report, "strings"))

    both = [f"{name}/q.jsonl:{question['id']}" for name in "ab" for question in QUESTIONS]
    assert asked() == both
    assert asked(limit=9, where={"answers": json.dumps([])}) == [id for id in both if id.endswith(("cup", "trap"))]
    assert asked(limit=3, where=(("kind", "one"), ("hops", "1"))) == [
        f"a/q.jsonl:{id}" for id in ("who", "borders", "case")
    ]


def test_wordings_of_one_answer_and_what_they_are_written_as(kb: Path, tmp_path: Path) -> None:
    def record(id: str, question: str, answer: str, answerable: bool = True) -> dict[str, Any]:
        paragraph = {"idx": 0, "title": "T", "paragraph_text": f"{answer} it is.", "is_supporting": True}
        return {
            "id": id,
            "question": question,
            "answer": answer,
            "answer_aliases": ["by a chemist"],
            "answerable": answerable,
            "paragraphs": [paragraph],
        }

    records = [
        record("2hop__1", "Who discovered lindium?", "the ada LIND"),
        record("2hop__2", "Which countries border Veland?", "Osmark, Tarnia"),
        record("2hop__2", "Which countries border Veland?", "Osmark, Tarnia", answerable=False),
        record("3hop1__3", "Who won the 2031 world cup?", "Karl Moe", answerable=False),
        record("3hop1__4", "Who won the 2031 world cup?", "Karl Moe"),
    ]
    questions = write_jsonl(tmp_path / "musique.jsonl", records)
    report = tmp_path / "report"
    summary = evaluate("musique", questions=questions, kb=kb, report=report, device="cpu")
    sound(summary)
    (row,) = summary.rows
    # The records name no entities: there is no row with given ones.
    assert row.name == "kgqa"
    judged = judged_of(report, "kgqa")
    assert {id: item.lost for id, item in judged.items()} == {
        "2hop__1": "",
        "2hop__2": "",
        "2hop__2#unanswerable": "unanswerable",
        "3hop1__3#unanswerable": "",
        "3hop1__4": "retrieve",
    }
    again = score("musique", questions=questions, predictions=report / "predictions" / "kgqa.jsonl")
    assert again.warnings == ()
    for name in ("exact_match", "f1", "answered"):
        assert value(again.rows[0], name) == value(row, name)


@pytest.mark.parametrize(
    ("benchmark", "options", "rule"),
    [
        ("jsonl", {}, "no question brings a graph or passages of its own: name a knowledge base"),
        ("metaqa", {}, "metaqa is asked over a knowledge base: name one .--kb., made by kgqa evaluate metaqa --prep"),
        ("jsonl", {"kb": "{kb}", "baselines": ("bm52",)}, "no baseline 'bm52'; there are: bm25"),
        ("jsonl", {"kb": "{kb}", "baselines": ("templates",)}, "templates"),
        ("jsonl", {"colour": "red"}, "no option 'colour'; there are: benchmark"),
        ("jsonl", {"kb": "{kb}", "train": "no.jsonl"}, "train: no file no.jsonl"),
    ],
)
def test_what_can_not_be_asked_fails_before_anything_is(
    kb: Path, tmp_path: Path, benchmark: str, options: dict[str, Any], rule: str
) -> None:
    questions = tmp_path / "q"
    if benchmark == "metaqa":
        questions.write_text("who discovered [lindium]\tAda Lind\n")
    else:
        write_jsonl(questions, QUESTIONS)
    options = {name: str(kb) if value == "{kb}" else value for name, value in options.items()}
    heard: list[str] = []

    def progress(stage: str, done: int, total: int) -> None:
        heard.append(stage)

    with pytest.raises(InputError, match=rule):
        evaluate(benchmark, questions=questions, progress=progress, device="cpu", **options)
    assert heard == []
