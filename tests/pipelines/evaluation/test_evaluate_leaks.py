"""Questions that a reader was trained on are found in what it is evaluated on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_evaluate_world import write_jsonl

from kgqa.pipelines import evaluate
from kgqa.pipelines.evaluation.leaks import IDS_KEPT, LeakCheck
from kgqa.reader.checkpoint import DEFAULT_READER, new_checkpoint, save_checkpoint
from kgqa.reader.linked import is_beside
from kgqa.reader.training.trained_on import FILE, TrainedOn

TEXT = "The Vela is red. The Nave is blue."
QUESTIONS = {"a": "What colour is the Vela?", "b": "What colour is the Nave?", "c": "Who is the captain?"}


@pytest.fixture(scope="module")
def reader(tiny_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reader that was never trained, and says that it was on two questions."""
    folder = tmp_path_factory.mktemp("reader") / "tiny"
    save_checkpoint(new_checkpoint(str(tiny_base)), folder)
    TrainedOn.of(["what COLOUR is the  vela", "Where is Brinn?"]).save(folder)
    return folder


def test_a_reading_benchmark(reader: Path, tmp_path: Path) -> None:
    asked = [{"id": id, "question": text, "answers": [], "is_impossible": True} for id, text in QUESTIONS.items()]
    file = tmp_path / "squad.json"
    file.write_text(json.dumps({"data": [{"title": "t", "paragraphs": [{"context": TEXT, "qas": asked}]}]}))
    leak = evaluate("squad", questions=file, reader=str(reader), device="cpu").leak
    assert leak is not None
    assert (leak.n, leak.found, leak.ids) == (3, 1, ("a",))
    assert leak.note == f"1 of 3 questions stand, word for word, among the 2 questions that {reader} was trained on"
    (reader / FILE).rename(reader / "away")
    try:
        leak = evaluate("squad", questions=file, reader=str(reader), device="cpu").leak
    finally:
        (reader / "away").rename(reader / FILE)
    assert leak is not None
    assert (leak.n, leak.found, leak.ids) == (3, 0, ())
    assert leak.note == f"the reader {reader} does not say which questions it was trained on: not checked"


@pytest.mark.slow
def test_an_asking_benchmark_and_what_baselines_learn_from(reader: Path, kb: Path, tmp_path: Path) -> None:
    records = [{"id": id, "question": text, "answers": ["x"], "entities": ["Veland"]} for id, text in QUESTIONS.items()]
    questions = write_jsonl(tmp_path / "q.jsonl", records)
    train = write_jsonl(tmp_path / "train.jsonl", [{"question": QUESTIONS["b"].upper(), "answers": ["x"]}])
    summary = evaluate("jsonl", questions=questions, kb=kb, reader=str(reader), device="cpu", limit=2, train=str(train))
    assert summary.leak is not None and (summary.leak.n, summary.leak.found, summary.leak.ids) == (2, 1, ("a",))
    assert f"1 of 2 questions stand, word for word, in {train}, which baselines know" in summary.warnings
    # A baseline that the same reader reads for, by itself.
    alone = {"baselines": ("titles",), "only_baselines": True, "device": "cpu"}
    leak = evaluate("jsonl", questions=questions, kb=kb, reader=str(reader), **alone).leak
    assert leak is not None and leak.ids == ("a",)
    # A baseline that has no reader can't have been trained on anything.
    options = {"baselines": ("strings",), "only_baselines": True, "device": "cpu"}
    assert evaluate("jsonl", questions=questions, kb=kb, reader=str(reader), **options).leak is None


def test_only_the_first_ids_are_kept(reader: Path) -> None:
    check = LeakCheck(str(reader), "jsonl")
    for i in range(IDS_KEPT + 10):
        check.see(str(i), "Where is Brinn?")
    leak = check.result()
    assert (leak.n, leak.found, leak.ids) == (IDS_KEPT + 10, IDS_KEPT + 10, tuple(map(str, range(IDS_KEPT))))


def test_what_the_reader_of_linked_passages_learnt_from_is_told_too(reader: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    TrainedOn.of(["Who commanded the ship that Lind Yard built?"]).save(other)
    for beside, found in ((None, 0), (str(other), 1)):
        check = LeakCheck(str(reader), "jsonl", beside=beside)
        check.see("1", "who commanded the ship that Lind Yard built")
        assert check.result().found == found
    assert is_beside(DEFAULT_READER) and not is_beside("e5-small-l12-v6") and not is_beside(tmp_path)
