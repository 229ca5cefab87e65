"""Extraction: facts of texts, by kgqa, by a memory of training texts, and predictions in both layouts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from test_evaluate_world import judged_of, sound, write_jsonl

from kgqa.data.example import ExtractionExample
from kgqa.errors import InputError
from kgqa.pipelines import evaluate
from kgqa.pipelines.evaluation.score import score
from kgqa.pipelines.evaluation.summary import Row, Summary
from kgqa.pipelines.evaluation.tasks.extraction import Extraction, Given
from kgqa.pipelines.evaluation.triples import judge
from kgqa.types import Literal, Mention, Triple

ONTOLOGY = {
    "id": "ont_1_boats",
    "title": "Boats",
    "concepts": [{"qid": "c1", "label": "boat"}, {"qid": "c2", "label": "person"}],
    "relations": [{"pid": "r1", "label": "builder", "domain": "c1", "range": "c2"}],
}
FIGURES = [
    "triple_precision",
    "triple_recall",
    "triple_f1",
    "ontology_conformance",
    "subject_hallucination",
    "relation_hallucination",
    "object_hallucination",
]


def sentence(number: int, text: str, *triples: tuple[str, str, str]) -> dict[str, Any]:
    found = [{"sub": sub, "rel": rel, "obj": obj} for sub, rel, obj in triples]
    return {"id": f"ont_1_boats_test_{number}", "sent": text, "triples": found}


TRAIN = [
    sentence(1, "The Vela was built by Karl Moe.", ("Vela", "builder", "Karl Moe")),
    sentence(2, "The Nave sailed from Brinn.", ("Nave", "home port", "Brinn")),
]
TEST = [
    sentence(1, "Karl Moe built the Vela.", ("Vela", "builder", "Karl Moe")),
    sentence(2, "The Nave left Brinn with the Vela.", ("Vela", "builder", "Karl Moe")),
    sentence(3, "The Ada was built by Jon Vik.", ("Ada", "builder", "Jon Vik")),
]


def value(row: Row, name: str) -> float:
    figure = row.figure(name)
    assert figure is not None, name
    return figure.value


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "ontology.json").write_text(json.dumps(ONTOLOGY))
    return {
        "questions": write_jsonl(tmp_path / "test.jsonl", TEST),
        "train": write_jsonl(tmp_path / "train.jsonl", TRAIN),
        "ontology": tmp_path / "ontology.json",
    }


@pytest.mark.parametrize("with_ontology", [False, True])
def test_what_was_remembered_and_its_predictions_again(
    files: dict[str, Path], tmp_path: Path, with_ontology: bool
) -> None:
    pytest.importorskip("jinja2", reason='needs pip install "kgqa[evaluate]"')
    pytest.importorskip("matplotlib", reason='needs pip install "kgqa[evaluate]"')
    report = tmp_path / "report"
    ontology = str(files["ontology"]) if with_ontology else ""
    summary = evaluate(
        "text2kgbench",
        questions=files["questions"],
        train=str(files["train"]),
        ontology=ontology,
        baselines=("memorised",),
        only_baselines=True,
        report=report,
    )
    sound(summary)
    (row,) = summary.rows
    judged = list(judged_of(report, "memorised").values())
    assert [item.counts["triples"] for item in judged] == [(1, 0, 0), (0, 1, 1), (0, 0, 1)]
    assert [item.lost for item in judged] == ["", "read", "read"]
    assert value(row, "triples_f1") == pytest.approx(2 / 5)
    assert value(row, "triple_f1") == pytest.approx(1 / 3)
    if with_ontology:
        # "home port" is none of its relations; where nothing is predicted nothing breaks the ontology.
        assert [item.metrics["ontology_conformance"] for item in judged] == [1.0, 0.0, 1.0]
        assert [item.metrics["relation_hallucination"] for item in judged] == [0.0, 1.0, 0.0]
    assert {name for name in FIGURES if row.figure(name)} == set(FIGURES if with_ontology else FIGURES[:3])
    again = score(
        "text2kgbench",
        questions=files["questions"],
        predictions=report / "predictions" / "memorised.jsonl",
        ontology=ontology or None,
    )
    for figure in row.figures:
        if figure.name != "seconds":
            assert again.rows[0].figure(figure.name) == figure
    assert again.warnings == () and Summary.load(report) == summary


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        ({}, "kgqa extracts the facts of an ontology: name its file"),
        ({"baselines": ("memorised",)}, "the baseline 'memorised' needs a file to learn from .train."),
        ({"baselines": ("memorised", "bm25"), "train": "{train}"}, "no baseline 'bm25' for extraction"),
        ({"baselines": ("memorised",), "train": "{train}", "without": ("facts",)}, "no ablations yet"),
        ({"baselines": ("memorised",), "train": "{train}", "ontology": "{train}"}, "train.jsonl"),
    ],
)
def test_what_can_not_be_asked(files: dict[str, Path], options: dict[str, Any], rule: str) -> None:
    filled = {key: str(files["train"]) if text == "{train}" else text for key, text in options.items()}
    with pytest.raises(InputError, match=rule):
        evaluate("text2kgbench", questions=files["questions"], **filled)


def test_facts_are_compared_as_the_benchmark_does_each_once() -> None:
    gold = (Triple("Port_Oda", "built in", Literal("1204", "integer")), Triple("Port_Oda", "near", "Lek"))
    example = ExtractionExample("1", "Port Oda, near the Lek, was built in 1204.", gold)
    same = [Triple("port oda", "built_in", "1204"), Triple("Port Oda", "built in", "1204")]
    judged = judge(example, [*same, Triple("Lek", "near", "Lek")], None)
    assert (judged.counts["triples"], judged.right, judged.lost) == ((1, 1, 1), False, "read")
    assert judge(example, gold, None).right
    nothing = ExtractionExample("2", "Nothing.", ())
    assert judge(nothing, (), None).right and not judge(nothing, (), None, error="ValueError: no").right
    failed = judge(nothing, (), None, error="ValueError: no")
    assert failed.lost == "error" and failed.miss is not None and failed.miss.error == "ValueError: no"


def test_the_extractor_by_an_ontology_and_a_baseline_beside_it(files: dict[str, Path]) -> None:
    summary = evaluate(
        "text2kgbench",
        questions=files["questions"],
        train=str(files["train"]),
        ontology=str(files["ontology"]),
        baselines=("memorised",),
    )
    assert [row.system for row in summary.rows] == ["kgqa", "kgqa, names as written", "memorised"]
    for row in summary.rows[:2]:
        assert {name for name in FIGURES if row.figure(name)} == set(FIGURES)
        assert value(row, "ontology_conformance") == 1.0 and value(row, "relation_hallucination") == 0.0
    assert value(summary.rows[1], "subject_hallucination") == value(summary.rows[1], "object_hallucination") == 0.0


def test_the_extractor_between_given_mentions(tmp_path: Path) -> None:
    text = "Vela Moe ( born 2 May 1961 in Brinn ) is a painter from Lorn . Brinn is the capital of Lorn ."
    entities = [(0, 2), (4, 7), (8, 9), (14, 15)]
    questions = tmp_path / "dev.json"
    questions.write_text(json.dumps([document("Vela Moe", text, entities, (0, "P569", 1), (0, "P19", 2))]))
    summary = evaluate("redocred", questions=questions)
    sound(summary)
    (row,) = summary.rows
    assert (row.system, row.entities) == ("kgqa", "given") and value(row, "triples_recall") > 0


def test_facts_between_given_mentions_are_kept_by_name_and_by_index() -> None:
    class Fixed:
        def given(self, texts: list[str], spans: object) -> list[list[tuple[int, str, int, float]]]:
            return [[(0, "P19", 2, 0.9), (1, "P19", 2, 0.8)] for _ in texts]

    mentions = tuple((Mention(start, start + 3, name),) for start, name in ((0, "Moe"), (8, "Moe"), (15, "Ulm")))
    example = ExtractionExample("1", "Moe met Moe in Ulm", (Triple("Moe", "P19", "Ulm"),), mentions=mentions)
    extractor: Any = Fixed()
    (judged,) = Extraction(Given(extractor), None)([example])
    assert judged.triples == (("Moe", "P19", "Ulm"),) and judged.right
    assert judged.indexes == ((0, "P19", 2), (1, "P19", 2))


def test_predictions_that_are_missing_unknown_or_twice(files: dict[str, Path], tmp_path: Path) -> None:
    said = [{"id": TEST[0]["id"], "triples": [["vela", "builder", "karl_moe"]]}, {"id": "other", "triples": []}]
    predictions = write_jsonl(tmp_path / "said.jsonl", said)
    summary = score("text2kgbench", questions=files["questions"], predictions=predictions)
    sound(summary)
    (row,) = summary.rows
    assert value(row, "triples_precision") == 1.0 and value(row, "triples_recall") == pytest.approx(1 / 3)
    assert (value(row, "triple_recall"), row.errors) == (pytest.approx(1 / 3), 2)
    missing = ", ".join(each["id"] for each in TEST[1:])
    assert summary.warnings == (
        f"2 of 3 questions have no prediction, and count as wrong: {missing}",
        "1 predictions are for ids that the questions lack, and are left aside: other",
    )
    write_jsonl(predictions, [said[0], said[0]])
    with pytest.raises(InputError, match=r"said.jsonl:2: the id 'ont_1_boats_test_1' is already that of"):
        score("text2kgbench", questions=files["questions"], predictions=predictions)


def document(
    title: str, sentence: str, entities: list[tuple[int, int]], *labels: tuple[int, str, int]
) -> dict[str, Any]:
    tokens = sentence.split()
    vertices = [[{"name": " ".join(tokens[a:b]), "sent_id": 0, "pos": [a, b], "type": "MISC"}] for a, b in entities]
    found = [{"h": head, "r": relation, "t": tail, "evidence": [0]} for head, relation, tail in labels]
    return {"title": title, "sents": [tokens], "vertexSet": vertices, "labels": found}


def test_documents_by_the_index_of_their_entities(tmp_path: Path) -> None:
    documents = [
        # Two entities with one name: only their index tells which is meant.
        document("Moes", "Karl Moe taught Karl Moe in Brinn", [(0, 2), (3, 5), (6, 7)], (0, "P1", 1), (0, "P2", 2)),
        document("Vela", "The Vela left Brinn", [(1, 2), (3, 4)], (0, "P2", 1)),
    ]
    questions = tmp_path / "dev.json"
    questions.write_text(json.dumps(documents))
    predictions = tmp_path / "said.json"

    def said(*facts: tuple[str, int, str, int]) -> Row:
        predictions.write_text(json.dumps([{"title": t, "h_idx": h, "r": r, "t_idx": x} for t, h, r, x in facts]))
        summary = score("redocred", questions=questions, predictions=predictions)
        sound(summary)
        return summary.rows[0]

    whole = (("Moes", 0, "P1", 1), ("Moes", 0, "P2", 2), ("Vela", 0, "P2", 1))
    assert value(said(*whole), "triples_f1") == value(said(*whole), "triple_f1") == 1.0
    other = said(("Moes", 1, "P1", 0), ("Moes", 0, "P2", 2))
    assert value(other, "triples_precision") == 1 / 2 and value(other, "triples_recall") == pytest.approx(1 / 3)
    with pytest.raises(InputError, match=r"said.json: 'Vela': entity 2, and there are 2"):
        said(("Vela", 0, "P2", 2))
    predictions.write_text(json.dumps([{"title": "Vela", "h_idx": 0, "r": "P2", "t_idx": 1}] * 2))
    twice = score("redocred", questions=questions, predictions=predictions)
    assert value(twice.rows[0], "triples_precision") == 1.0
    # By names, as facts of texts, in the other layout.
    lines = [{"id": "Vela", "triples": [["Vela", "P2", "Brinn"]]}, {"id": "Moes", "triples": []}]
    names = score("redocred", questions=questions, predictions=write_jsonl(tmp_path / "said.jsonl", lines), limit=2)
    assert value(names.rows[0], "triples_recall") == pytest.approx(1 / 3) and names.warnings == ()
