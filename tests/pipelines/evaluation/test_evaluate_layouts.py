"""What an evaluation writes for the benchmarks' own scripts: their layouts, and the ids of each file of questions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from test_evaluate_world import write_jsonl

from kgqa.pipelines.evaluation.benchmarks import find_benchmark
from kgqa.pipelines.evaluation.figures import Collector
from kgqa.pipelines.evaluation.files import examples_of
from kgqa.pipelines.evaluation.judged import Judged
from kgqa.pipelines.evaluation.predictions import write_predictions
from kgqa.pipelines.evaluation.runfolder import RunFolder
from kgqa.pipelines.evaluation.score import score
from kgqa.pipelines.evaluation.settings import EvaluationSettings
from kgqa.pipelines.evaluation.summary import Summary
from kgqa.pipelines.evaluation.tasks.task import Job
from kgqa.pipelines.progress import silent


def written(benchmark: str, questions: Path | Sequence[Path], judged: list[Judged], folder: Path) -> dict[str, Path]:
    """The files that a run with these judgements leaves, by name."""
    files = [questions] if isinstance(questions, Path) else questions
    chosen, settings = find_benchmark(benchmark), EvaluationSettings(benchmark, tuple(map(str, files)))
    run, collector = RunFolder(folder), Collector(0)
    folder.mkdir()
    with run.writing("kgqa") as out:
        out.add(judged)
    for item in judged:
        collector.add(item)
    job = Job(chosen, settings, run, lambda: examples_of(chosen, settings), len(judged), 3, silent)
    summary = Summary(chosen.card, len(judged), (collector.row("kgqa", ""),), {}, {})
    found = {file.name: file for file in write_predictions(job, summary)}
    assert set(found) == {file.name for file in (folder / "predictions").iterdir()}
    return found


def records(file: Path) -> list[Any]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def value(summary: Summary, name: str) -> float:
    figure = summary.rows[0].figure(name)
    assert figure is not None, name
    return figure.value


def document(title: str, text: str, entities: list[tuple[int, int]], *labels: tuple[int, str, int]) -> dict[str, Any]:
    tokens = text.split()
    vertices = [[{"name": "x", "sent_id": 0, "pos": [a, b], "type": "MISC"}] for a, b in entities]
    found = [{"h": head, "r": relation, "t": tail, "evidence": [0]} for head, relation, tail in labels]
    return {"title": title, "sents": [tokens], "vertexSet": vertices, "labels": found}


def test_facts_between_entities_that_are_numbered(tmp_path: Path) -> None:
    questions = tmp_path / "dev.json"
    # Two of a name: the facts by names are one, and by indexes one of them is wrong.
    questions.write_text(json.dumps([document("Holms", "Ole Holm met Ole Holm in Rask", [(0, 2), (3, 5), (6, 7)])]))
    fact = ("Ole Holm", "P19", "Rask")
    judged = Judged("Holms", answered=True, triples=(fact,), indexes=((0, "P19", 2), (1, "P19", 2)))
    found = written("redocred", questions, [judged], tmp_path / "run")
    assert json.loads(found["kgqa.json"].read_text()) == [
        {"title": "Holms", "h_idx": index, "t_idx": 2, "r": "P19"} for index in (0, 1)
    ]
    assert records(found["kgqa.jsonl"]) == [{"id": "Holms", "triples": [list(fact)]}]
    # Who knows names alone can't say which is meant.
    names = written("redocred", questions, [Judged("Holms", triples=(fact,))], tmp_path / "names")
    assert list(names) == ["kgqa.jsonl"]


def test_facts_as_the_script_of_text2kgbench_reads_them(tmp_path: Path) -> None:
    sentence = {"sub": "Rask", "rel": "twin town", "obj": "Ulm"}
    questions = write_jsonl(
        tmp_path / "test.jsonl", [{"id": "o_1", "sent": "Rask is Ulm's twin.", "triples": [sentence]}]
    )
    judged = Judged("o_1", answered=True, triples=(("Rask", "twin town", "Ulm"),))
    found = written("text2kgbench", questions, [judged], tmp_path / "run")
    assert records(found["kgqa.jsonl"]) == [{"id": "o_1", "triples": [["Rask", "twin_town", "Ulm"]]}]
    assert value(score("text2kgbench", questions=questions, predictions=found["kgqa.jsonl"]), "triple_f1") == 1.0


def article(id: Any, text: str) -> dict[str, Any]:
    return {"id": id, "title": "t", "text": text, "labels": [{"span": [0, 4], "entity_id": "Q7", "name": text[:4]}]}


def test_links_as_articles_where_ids_are_whole_numbers(tmp_path: Path) -> None:
    for id, names in ((3, {"kgqa.jsonl", "kgqa.linked_articles.jsonl"}), ("c", {"kgqa.jsonl"})):
        questions = write_jsonl(tmp_path / f"{id}.benchmark.jsonl", [article(id, "Rask is small.")])
        found = written("elevant", questions, [Judged(str(id), links=((0, 4, "Q7"),))], tmp_path / f"run-{id}")
        assert set(found) == names
        for file in found.values():
            assert value(score("elevant", questions=questions, predictions=file), "strong_f1") == 1.0


def test_sets_with_their_golds_as_reasoning_on_graphs_has_them(tmp_path: Path) -> None:
    asked = {"question": "?", "q_entity": ["Rask"], "graph": [["Rask", "twin", "Ulm"], ["Rask", "twin", "Sete"]]}
    golds = {"w1": ["Ulm", "Sete"], "w2": ["Rask"]}
    lines = [{**asked, "id": id, "answer": names, "a_entity": names} for id, names in golds.items()]
    questions = write_jsonl(tmp_path / "test.jsonl", lines)
    judged = [
        Judged("w1", answers=("Ulm", "Sete"), score=0.8, answered=True, right=True, forced=True),
        Judged("w2", answers=(), score=float("-inf")),
    ]
    found = written("webqsp", questions, judged, tmp_path / "run")
    assert records(found["kgqa-rog.jsonl"]) == [
        {"id": "w1", "prediction": ["Ulm", "Sete"], "ground_truth": ["Ulm", "Sete"]},
        {"id": "w2", "prediction": [], "ground_truth": ["Rask"]},
    ]
    assert [line["score"] for line in records(found["kgqa.jsonl"])] == [0.8, 0.0]
    for file in found.values():
        assert value(score("webqsp", questions=questions, predictions=file), "exact_match") == 0.5


def test_each_file_of_questions_has_its_own_ids(tmp_path: Path) -> None:
    files, judged = [], []
    for name in ("north/asked.jsonl", "south/asked.jsonl"):
        (tmp_path / name).parent.mkdir()
        files.append(write_jsonl(tmp_path / name, [{"id": "1", "question": "?", "answers": [name]}]))
        judged.append(Judged(f"{name}:1", answers=(name,), score=0.9, answered=True, right=True))
    found = written("jsonl", files, judged, tmp_path / "run")
    assert list(found) == ["kgqa-north-asked-jsonl.jsonl", "kgqa-south-asked-jsonl.jsonl"]
    for questions, predictions in zip(files, found.values(), strict=True):
        again = score("jsonl", questions=questions, predictions=predictions)
        assert value(again, "exact_match") == 1.0 and again.warnings == ()
    # What a limit left out has no file.
    assert list(written("jsonl", files, judged[:1], tmp_path / "limited")) == ["kgqa-north-asked-jsonl.jsonl"]
    # Two names that would be one are told apart by their place.
    twins = [write_jsonl(tmp_path / name, [{"id": "1", "question": "?", "answers": ["x"]}]) for name in ("a.b", "a-b")]
    same = [Judged(f"{name}:1", answers=("x",), score=0.9, answered=True) for name in ("a.b", "a-b")]
    assert list(written("jsonl", twins, same, tmp_path / "twins")) == ["kgqa-1-a-b.jsonl", "kgqa-2-a-b.jsonl"]
