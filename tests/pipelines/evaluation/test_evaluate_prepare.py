"""Knowledge bases out of published files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from test_evaluate_world import sound, write_jsonl

from kgqa.errors import InputError
from kgqa.kg.folder import GRAPH, PASSAGES, open_folder
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.pipelines import evaluate
from kgqa.pipelines.evaluation.prepare import prepare
from kgqa.pipelines.evaluation.score import score

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Made:
    graph: Graph
    passages: PassageTable


def made(benchmark: str, source: Path, out: Path, **options: Any) -> Made:
    counts = prepare(benchmark, source, out, device="cpu", **options)
    folder = open_folder(out)
    found = Made(Graph.load(folder.arrays(GRAPH)), PassageTable.load(folder.arrays(PASSAGES)))
    assert (counts["triples"], counts["passages"]) == (found.graph.n_triples, len(found.passages))
    return found


def test_a_graph_from_its_folder_or_its_file(tmp_path: Path) -> None:
    (tmp_path / "kb.txt").write_text("Red Harbour|directed_by|Ada Lind\nRed Harbour|release_year|1988\n")
    for source, out in ((tmp_path, "a.kb"), (tmp_path / "kb.txt", "b.kb")):
        kb = made("metaqa", source, tmp_path / out)
        assert (kb.graph.n_triples, len(kb.passages)) == (2, 0)
        assert kb.graph.entity_by_id("Ada Lind") is not None
    with pytest.raises(InputError, match=r"b.kb.*already holds a knowledge base"):
        prepare("metaqa", tmp_path, tmp_path / "b.kb", device="cpu")
    assert made("metaqa", tmp_path, tmp_path / "b.kb", replace=True).graph.n_triples == 2


def test_the_graphs_of_two_hop_counts_are_one(tmp_path: Path) -> None:
    (tmp_path / "2H-kb.txt").write_text("ada_lind\tborn_in\tbrinn\nbrinn\tplace_of\tosmark\n")
    (tmp_path / "3H-kb.txt").write_text("ada_lind\tborn_in\tbrinn\nosmark\tcurrency\tmark\n")
    kb = made("pathquestion", tmp_path, tmp_path / "kb")
    assert kb.graph.n_triples == 3
    entity = kb.graph.entity_by_id("ada_lind")
    assert entity is not None and entity.label == "ada lind"
    assert made("pathquestion", tmp_path / "3H-kb.txt", tmp_path / "other").graph.n_triples == 2


PUBLISHED = [
    {
        "_id": "q1",
        "question": "Where was Ada Lind born?",
        "answer": "Brinn",
        "type": "bridge",
        "supporting_facts": [["Ada Lind", 0]],
        "context": [["Ada Lind", ["Ada Lind was born in Brinn."]], ["Vela", ["The Vela is a red boat."]]],
    },
    {
        "_id": "q2",
        "question": "What colour is the Vela?",
        "answer": "red",
        "type": "bridge",
        "supporting_facts": [["Vela", 0]],
        "context": [["Vela", ["The Vela is a red boat."]]],
    },
]


def test_the_texts_of_published_questions_and_answers_out_of_them(tmp_path: Path) -> None:
    questions = tmp_path / "dev.json"
    questions.write_text(json.dumps(PUBLISHED))
    kb = made("hotpotqa", questions, tmp_path / "kb")
    assert [passage.id for passage in kb.passages] == ["Ada Lind", "Vela"]
    report = tmp_path / "report"
    summary = evaluate("hotpotqa", questions=questions, kb=tmp_path / "kb", report=report, device="cpu", min_score=0.0)
    sound(summary)
    (row,) = summary.rows
    recall = row.figure("recall_passages_at_2")
    assert recall is not None and (recall.value, recall.n) == (1.0, 2)
    again = score("hotpotqa", questions=questions, predictions=report / "predictions" / "kgqa.json")
    assert again.warnings == ()
    for name in ("exact_match", "f1", "answered"):
        assert again.rows[0].figure(name) == row.figure(name)


def test_a_corpus_and_the_evidence_as_graph(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "corpus.jsonl", [{"id": "p1", "title": "Vela", "text": "The Vela is red."}])
    (tmp_path / "evidence_kg.tsv").write_text("Ada Lind\tplace of birth\tBrinn\n")
    plain = made("2wikimultihopqa", tmp_path, tmp_path / "plain.kb")
    assert (plain.graph.n_triples, len(plain.passages)) == (0, 1)
    oracle = made("2wikimultihopqa", tmp_path / "corpus.jsonl", tmp_path / "oracle.kb", evidence=True)
    assert (oracle.graph.n_triples, len(oracle.passages)) == (1, 1)


@pytest.mark.parametrize(
    ("benchmark", "options", "rule"),
    [
        ("trivia", {}, "no benchmark 'trivia'"),
        ("squad", {}, "squad needs no common knowledge base"),
        ("webqsp", {}, "webqsp needs no common knowledge base"),
        ("metaqa", {}, "holds no kb.txt"),
        ("pathquestion", {}, r"holds no \*-kb.txt"),
        ("elevant", {}, r"holds no \*.benchmark.jsonl"),
        ("musique", {}, "holds no corpus.jsonl"),
        ("metaqa", {"evidence": True}, "only 2wikimultihopqa has a graph of gold evidence, not metaqa"),
        ("2wikimultihopqa", {"source": "nowhere"}, "no such file or folder; 2wikimultihopqa is prepared from corpus"),
    ],
)
def test_what_can_not_be_prepared(tmp_path: Path, benchmark: str, options: dict[str, Any], rule: str) -> None:
    given = {"source": tmp_path, **options}
    with pytest.raises(InputError, match=rule):
        prepare(benchmark, given.pop("source"), tmp_path / "kb", **given)
    assert not list(tmp_path.iterdir())
