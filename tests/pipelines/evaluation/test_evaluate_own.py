"""Questions that bring their own graph or passages, asked without a knowledge base."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import PASSAGES, TRIPLES
from test_evaluate_world import judged_of, sound, write_jsonl

from kgqa import KGQA, InputError, Passage, Triple
from kgqa.data.example import AskExample
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.pipelines import evaluate
from kgqa.pipelines.evaluation.own_graph import OwnGraphs
from kgqa.pipelines.evaluation.runfolder import slug
from kgqa.pipelines.evaluation.score import score
from kgqa.reader.checkpoint import load_checkpoint
from kgqa.retriever.path_scorer import PathScorer

pytestmark = pytest.mark.slow


def webqsp(id: str, question: str, answers: list[str], topics: list[str], graph: list[Any]) -> dict[str, Any]:
    return {"id": id, "question": question, "a_entity": answers, "q_entity": topics, "graph": graph}


def test_every_question_has_a_graph_of_its_own(tmp_path: Path) -> None:
    records = [
        webqsp("W-1", "Who discovered lindium?", ["Ada Lind"], ["lindium"], TRIPLES),
        # The same words, and a graph in which another did.
        webqsp("W-2", "Who discovered lindium?", ["Karl Moe"], ["lindium"], [["lindium", "discovered by", "Karl Moe"]]),
        webqsp("W-3", "Who discovered lindium?", ["Ada Lind"], ["lindium"], [["Veland", "borders", "Osmark"]]),
        webqsp("W-4", "Who discovered lindium?", [], ["lindium"], []),
    ]
    questions = write_jsonl(tmp_path / "webqsp.jsonl", records)
    report = tmp_path / "report"
    options: dict[str, Any] = {"without": ("linker",), "baselines": ("strings",), "device": "cpu"}
    summary = evaluate("webqsp", questions=questions, report=report, **options)
    sound(summary)
    assert [row.name for row in summary.rows] == [
        "kgqa, entities linked",
        "kgqa, entities given",
        "kgqa without linker",
        "strings",
    ]
    for name in ("kgqa, entities linked", "kgqa, entities given"):
        judged = judged_of(report, name)
        assert [(item.answers, item.lost) for item in judged.values()] == [
            (("Ada Lind",), ""),
            (("Karl Moe",), ""),
            ((), "missing"),
            ((), ""),
        ]
    # A baseline that can't be made over a graph without facts fails for that question alone.
    strings = judged_of(report, "strings")
    assert {id: item.lost for id, item in strings.items()} == {"W-1": "", "W-2": "", "W-3": "missing", "W-4": "error"}
    assert summary.row("strings").errors == 1
    assert "kb" in summary.settings and not summary.settings["kb"] and "kb_digest" not in summary.settings
    for row in summary.rows:
        again = score("webqsp", questions=questions, predictions=report / "predictions" / f"{slug(row.name)}.jsonl")
        exact, before = again.rows[0].figure("exact_match"), row.figure("exact_match")
        assert exact is not None and before is not None
        # What was an error is an abstention to those who see the predictions alone.
        assert exact.value * 4 == pytest.approx(before.value * 4 + row.errors)


def test_a_question_with_passages_of_its_own(kb: Path, tmp_path: Path) -> None:
    lighthouse = "Who built the old lighthouse of Nordhavn?"
    other = PASSAGES[1]["text"].replace("Peder Holm", "Eva Dahl")
    records: list[dict[str, Any]] = [
        {"question": lighthouse, "answers": ["Peder Holm"], "passages": PASSAGES, "gold_passages": ["nordhavn"]},
        {"question": lighthouse, "answers": ["Eva Dahl"], "passages": [other]},
        {"question": lighthouse, "answers": ["Peder Holm"]},
    ]
    questions = write_jsonl(tmp_path / "own.jsonl", records)
    report = tmp_path / "report"
    summary = evaluate("jsonl", questions=questions, report=report, device="cpu")
    sound(summary)
    assert [row.name for row in summary.rows] == ["kgqa"]
    judged = judged_of(report, "kgqa")
    assert [(item.answers, item.lost) for item in judged.values()] == [
        (("Peder Holm",), ""),
        (("Eva Dahl",), ""),
        ((), "missing"),
    ]
    assert judged["1"].metrics["recall_passages_at_1"] == 1.0
    assert judged["2"].passages == ("2#1",)
    assert summary.warnings[0].startswith("the gold answers of 1 of 3 questions are not in the knowledge base")
    # Where a knowledge base is named the same file is asked over that.
    common = evaluate("jsonl", questions=questions, kb=kb, device="cpu")
    assert dict(common.rows[0].lost) == {"missing": 1}


def test_with_nothing_to_ask_over_it_says_so(tmp_path: Path) -> None:
    questions = write_jsonl(tmp_path / "own.jsonl", [{"question": "Who?", "answers": ["x"]}])
    with pytest.raises(InputError, match=r"own.jsonl: no question brings a graph or passages of its own: name a"):
        evaluate("jsonl", questions=questions, device="cpu")
    graphs = write_jsonl(tmp_path / "webqsp.jsonl", [webqsp("W-1", "Who?", ["x"], [], [])])
    with pytest.raises(InputError, match=r"webqsp.jsonl: no question brings a graph"):
        evaluate("webqsp", questions=graphs, device="cpu")


def test_a_small_knowledge_base_is_made_once_and_its_relations_are_encoded_once(
    encoder: SentenceEncoder, scorer: PathScorer
) -> None:
    class Counting:
        """The real encoder, heard of what it encodes."""

        def __init__(self) -> None:
            self.texts: list[str] = []
            self.dimension = encoder.dimension

        def encode(self, texts: list[str]) -> Any:
            self.texts += texts
            return encoder.encode(texts)

        encode_queries = encoder.encode_queries
        steps = scorer.steps
        looks = scorer.looks

    counting = Counting()
    graphs = OwnGraphs(load_checkpoint(), counting, counting, device="cpu")
    graph = tuple(Triple(*triple) for triple in TRIPLES)
    first = AskExample("1", "Who discovered lindium?", ("Ada Lind",), graph=graph)
    knowledge = graphs.knowledge(first)
    assert isinstance(knowledge, KGQA) and graphs.knowledge(first) is knowledge
    before = len(counting.texts)
    other = replace(first, id="2", graph=graph[:4], passages=(Passage("p", "p", "", "Lindium is grey."),))
    assert graphs.knowledge(other) is not knowledge
    assert len(counting.texts[before:]) == 1 and "Lindium is grey." in counting.texts[-1]
    # The relations' vectors that were kept are those that the encoder would give.
    labels = sorted(graphs._vectors)
    assert np.array_equal(np.stack([graphs._vectors[label] for label in labels]), scorer.steps(labels))
