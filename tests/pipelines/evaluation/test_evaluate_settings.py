"""What an evaluation may be asked, the files that it is asked of, and where and with what it ran."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_evaluate_world import write_jsonl

from kgqa.errors import InputError
from kgqa.pipelines.evaluation.benchmarks import BENCHMARKS, find_benchmark
from kgqa.pipelines.evaluation.environment import environment, sha256
from kgqa.pipelines.evaluation.evaluate import hashes
from kgqa.pipelines.evaluation.files import examples_of, labels
from kgqa.pipelines.evaluation.metrics import shown
from kgqa.pipelines.evaluation.settings import EvaluationSettings
from kgqa.pipelines.evaluation.summary import Figure, Row


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        ({"questions": ()}, "needs a file of questions"),
        ({"questions": ("q.jsonl", "q.jsonl")}, "named twice"),
        ({"questions": ("q.jsonl", "./q.jsonl")}, "named twice"),
        ({"limit": -1}, "limit must be 0 .all. or more, found -1"),
        ({"min_score": 1.01}, "min_score must be from 0 to 1, found 1.01"),
        ({"min_score": float("nan")}, "min_score must be from 0 to 1"),
        ({"entities": "some"}, "entities must be both, linked or given, found 'some'"),
        ({"without": ("nonsense",)}, "without takes facts, passages, paths, linker, second, or some joined by"),
        ({"without": ("facts+",)}, "without takes"),
        ({"only_baselines": True}, "only_baselines needs baselines"),
        ({"hops": 4}, "hops must be 0 .* 1, 2 or 3, found 4"),
        ({"top_k": 0}, "top_k must be from 1 to 1000, found 0"),
        ({"seed": -1}, "seed must be 0 or more, found -1"),
        ({"where": (("kind", "a"), ("kind", "b"))}, "where takes each field once, found kind=a, kind=b"),
    ],
)
def test_options_that_break_their_rule(options: dict[str, Any], rule: str) -> None:
    with pytest.raises(InputError, match=rule):
        EvaluationSettings("jsonl", **{"questions": ("q.jsonl",), **options})


@pytest.mark.parametrize(
    ("option", "place", "files"),
    [
        ("reader", "mine", ("mine/reader.safetensors", "mine/reader.json")),
        ("reader", "mine.onnx", ("mine.onnx", "mine.json")),
        ("paths", "mine", ("mine/paths.safetensors", "mine/paths.json")),
        ("rerank", "mine", ("mine/reranker.safetensors", "mine/reranker.json")),
        ("encoder", "mine", ("mine/encoder.safetensors", "mine/encoder.json")),
    ],
)
def test_a_model_is_its_weights_and_its_record(tmp_path: Path, option: str, place: str, files: tuple[str, str]) -> None:
    questions = write_jsonl(tmp_path / "asked.jsonl", [{"question": "?", "answers": []}])
    (tmp_path / "mine").mkdir()
    for file in files:
        (tmp_path / file).write_text("before")
    settings = EvaluationSettings("jsonl", (str(questions),), **{"paths": "", option: str(tmp_path / place)})
    before = hashes(settings)
    for file, key in zip(files, ("sha256", "record_sha256"), strict=True):
        (tmp_path / file).write_text("after")
        now = hashes(settings)
        assert {name for name in {*before, *now} if before.get(name) != now.get(name)} == {f"{option}_{key}"}
        before = now


def test_the_record_holds_all_and_is_plain_json() -> None:
    settings = EvaluationSettings("jsonl", ("q.jsonl",), where=(("kind", "a=b"),), without=("facts", "paths+linker"))
    record = settings.record()
    assert set(record) == set(EvaluationSettings.__dataclass_fields__)
    assert (record["questions"], record["where"], record["without"]) == (
        "q.jsonl",
        ["kind=a=b"],
        ["facts", "paths+linker"],
    )
    assert json.loads(json.dumps(record)) == record
    assert EvaluationSettings("jsonl", ("a", "b")).record()["questions"] == ["a", "b"]


names = st.text("ab.é ", min_size=1, max_size=3).filter(lambda name: name.strip(".") == name and name == name.strip())
paths = st.lists(names, min_size=1, max_size=4).map("/".join)


@settings(deadline=None)
@given(st.lists(paths, min_size=1, max_size=5, unique=True), st.sampled_from(["", "/data/", "x/"]))
def test_labels_tell_files_apart_in_their_order(files: list[str], folder: str) -> None:
    found = labels(tuple(folder + file for file in files))
    assert len(set(found)) == len(found) == len(files)
    for label, file in zip(found, files, strict=True):
        assert f"/{folder}{file}".endswith(f"/{label}")
    if len(files) > 1:
        above = [label.partition("/")[0] for label in found]
        # No folder that all have in common is left before them.
        assert len(set(above)) > 1 or not all("/" in label for label in found)


def test_examples_of_several_files_are_told_apart_and_limited_together(tmp_path: Path) -> None:
    files = []
    for name, count in (("b", 2), ("a", 3)):
        (tmp_path / name).mkdir()
        records = [{"id": f"q{i}", "question": "?", "answers": [], "kind": "xy"[i % 2]} for i in range(count)]
        files.append(str(write_jsonl(tmp_path / name / "q.jsonl", records)))
    jsonl = find_benchmark("jsonl")

    def ids(**options: Any) -> list[str]:
        return [example.id for example in examples_of(jsonl, EvaluationSettings("jsonl", tuple(files), **options))]

    assert ids() == ["b/q.jsonl:q0", "b/q.jsonl:q1", "a/q.jsonl:q0", "a/q.jsonl:q1", "a/q.jsonl:q2"]
    assert ids(limit=3) == ids()[:3]
    assert ids(where=(("kind", "x"),)) == ["b/q.jsonl:q0", "a/q.jsonl:q0", "a/q.jsonl:q2"]
    with pytest.raises(InputError, match="no question has kind=z; kind is one of 'x', 'y'"):
        ids(where=(("kind", "z"),))
    one = EvaluationSettings("jsonl", (files[0],))
    assert [example.id for example in examples_of(jsonl, one)] == ["q0", "q1"]


def test_every_benchmark_is_found_by_its_name_and_another_is_answered_with_the_list() -> None:
    for name, benchmark in BENCHMARKS.items():
        assert find_benchmark(name) is benchmark
        assert benchmark.card.title and benchmark.card.files and benchmark.card.licence
    with pytest.raises(InputError, match="no benchmark 'trivia'; there are: squad, metaqa"):
        find_benchmark("trivia")


def test_tables_show_what_some_row_has_in_the_order_of_the_task() -> None:
    def row(*names: str) -> Row:
        return Row("x", "", 1, tuple(Figure(name, 0.5, 0.5, 0.5, 1) for name in names))

    card = BENCHMARKS["jsonl"].card
    assert shown(card, [row("seconds", "f1"), row("mrr_paths", "exact_match")]) == ("exact_match", "f1", "seconds")
    for benchmark in BENCHMARKS.values():
        assert shown(benchmark.card, []) == ()


def test_where_it_ran(tmp_path: Path) -> None:
    found = environment("kgqa evaluate squad")
    assert found["command"] == "kgqa evaluate squad"
    assert {"kgqa", "commit", "date", "python", "machine", "torch", "numpy"} <= set(found)
    assert f"{os.cpu_count()} cores" in found["machine"]
    (tmp_path / "x").write_bytes(b"abc")
    assert sha256(tmp_path / "x") == hashlib.sha256(b"abc").hexdigest()
