"""No job writes into a knowledge base or below a file, and each says so before its work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgqa import InputError
from kgqa.pipelines.adapt import adapt, train_scorer
from kgqa.pipelines.destinations import check_outside, checkpoint_folder
from kgqa.pipelines.evaluation.evaluate import evaluate
from kgqa.pipelines.evaluation.score import score
from kgqa.pipelines.train import train_reader
from kgqa.pipelines.train_asked import train_asking
from kgqa.pipelines.train_polar import train_polar_reader
from kgqa.pipelines.train_relations import train_extractor
from kgqa.pipelines.train_retriever import train_reranker, train_retriever

# What they would read is not there: the place is looked at first.
JOBS: dict[str, Callable[[Path, Path], object]] = {
    "adapt": lambda kb, out: adapt(kb, out),
    "paths": lambda kb, out: train_scorer(["no.jsonl"], out),
    "reader": lambda kb, out: train_reader(["no.json"], out),
    "polar": lambda kb, out: train_polar_reader([Path("no.jsonl")], out),
    "retriever": lambda kb, out: train_retriever(["no.jsonl"], out),
    "reranker": lambda kb, out: train_reranker(["no.jsonl"], out),
    "relations": lambda kb, out: train_extractor(out, text2kgbench=[Path("no")]),
    "relations --ask": lambda kb, out: train_asking(out, init="no", text2kgbench=[Path("no")]),
}


def files_in(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


@pytest.mark.parametrize("job", JOBS)
def test_a_checkpoint_has_a_folder_of_its_own(job: str, kb: Path, tmp_path: Path) -> None:
    before = files_in(kb)
    for out in (kb, kb / "mine", kb / "segments" / "mine"):
        with pytest.raises(InputError, match="a checkpoint does not go into a knowledge base; name another folder"):
            JOBS[job](kb, out)
    assert files_in(kb) == before
    file = tmp_path / "file"
    file.write_text("somebody's own")
    with pytest.raises(InputError, match=r"file: a checkpoint is a folder, found a file$"):
        JOBS[job](kb, file)
    with pytest.raises(InputError, match=r"file/below: a checkpoint is a folder, found the file .*/file$"):
        JOBS[job](kb, file / "below")
    assert files_in(tmp_path) == [file] and file.read_text() == "somebody's own"


def test_a_report_does_not_go_into_any_knowledge_base(kb: Path) -> None:
    pytest.importorskip("jinja2", reason='needs pip install "kgqa[evaluate]"')
    pytest.importorskip("matplotlib", reason='needs pip install "kgqa[evaluate]"')
    with pytest.raises(InputError, match="a report does not go into a knowledge base"):
        evaluate("squad", questions="no.json", report=kb / "report")
    with pytest.raises(InputError, match="a report does not go into a knowledge base"):
        score("squad", questions="no.json", predictions="no.json", report=kb / "report")


def test_other_places_are_taken(kb: Path, tmp_path: Path) -> None:
    for place in (tmp_path / "new", tmp_path, kb.with_name("beside"), Path("new/one")):
        assert checkpoint_folder(place) == place
        check_outside(place, "a report")
