"""The reader of yes or no: learns, goes on after a stop to the same end, and comes back from the disk as it was."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from kgqa import InputError, ModelError
from kgqa.pipelines.train_polar import train_polar_reader
from kgqa.reader.polar.checkpoint import Believed, load_polar, new_polar, save_polar
from kgqa.reader.polar.network import LONGEST, logits_of, pieces_of
from kgqa.reader.polar.rows import PolarRow
from kgqa.reader.polar.training import PolarSettings, train_polar

ROWS = [
    PolarRow("Are dogs allowed?", "Dogs are welcome.", "yes"),
    PolarRow("Are dogs allowed?", "Dogs must stay outside.", "no"),
    PolarRow("Are dogs allowed?", "Breakfast is at eight.", "open"),
    PolarRow("Is there a lift?", "There is a lift.", "yes"),
    PolarRow("Is there a lift?", "There is no lift.", "no"),
    PolarRow("Is there a lift?", "The hall was built in 1843.", "open"),
]
QUICK = PolarSettings(batch_size=2, epochs=2, bf16=False, save_every=2)


def file_of(rows: list[PolarRow], folder: Path) -> Path:
    file = folder / "rows.jsonl"
    lines = [json.dumps({"question": r.question, "text": r.text, "verdict": r.verdict}) for r in rows]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_it_learns_rows_by_heart(tiny_base: Path, tmp_path: Path) -> None:
    settings = PolarSettings(batch_size=6, epochs=80, learning_rate=3e-3, bf16=False)
    file = file_of(ROWS, tmp_path)
    trained = train_polar_reader(
        [file], tmp_path / "out", dev_file=file, base=str(tiny_base), settings=settings, device="cpu"
    )
    assert trained.accuracy == 1.0
    assert trained.steps == 80
    assert trained.model.training["rows"] == {"yes": 2, "no": 2, "open": 2}
    assert not (tmp_path / "out" / "training.pt").exists()


def test_a_stopped_run_ends_as_one_that_was_not(tiny_base: Path, tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def whole(state: Path, stop_at: int) -> dict[str, torch.Tensor]:
        def progress(step: int, total: int, loss: float) -> None:
            if step == stop_at:
                raise StoppedError

        model = new_polar(str(tiny_base))
        settings = PolarSettings(batch_size=1, epochs=2, bf16=False, save_every=5)
        train_polar(model.net, model.tokenizer, ROWS, settings, state=state, progress=progress)
        return model.net.state_dict()

    straight = whole(tmp_path / "straight", 0)
    with pytest.raises(StoppedError):
        whole(tmp_path / "stopped", 10)
    again = whole(tmp_path / "stopped", 0)
    assert all(torch.equal(straight[name], again[name]) for name in straight)


def test_a_state_of_other_rows_is_not_gone_on_from(tiny_base: Path, tmp_path: Path) -> None:
    model = new_polar(str(tiny_base))
    train_polar(model.net, model.tokenizer, ROWS, QUICK, state=tmp_path, key="one")
    other = new_polar(str(tiny_base))
    with pytest.raises(InputError, match="other data"):
        train_polar(other.net, other.tokenizer, ROWS, QUICK, state=tmp_path, key="two")


def test_a_checkpoint_comes_back_as_it_was_saved(tiny_base: Path, tmp_path: Path) -> None:
    model = new_polar(str(tiny_base), seed=3)
    save_polar(model, tmp_path / "one")
    back = load_polar(tmp_path / "one")
    save_polar(back, tmp_path / "two")
    pairs = [(row.question, row.text) for row in ROWS]
    near = logits_of(model.net.eval(), model.tokenizer, pairs), logits_of(back.net, back.tokenizer, pairs)
    assert np.allclose(*near, atol=0.05)
    again = load_polar(tmp_path / "two")
    assert np.allclose(near[1], logits_of(again.net, again.tokenizer, pairs), atol=1e-3)
    assert back.believed == Believed()


def test_what_a_row_comes_to_does_not_depend_on_its_neighbours(tiny_base: Path) -> None:
    model = new_polar(str(tiny_base), seed=1)
    model.net.eval()
    pairs = [(row.question, row.text) for row in ROWS] + [("Is it?", "word " * 300)]
    together = logits_of(model.net, model.tokenizer, pairs)
    for number, pair in enumerate(pairs):
        assert np.array_equal(together[number], logits_of(model.net, model.tokenizer, [pair])[0])
    assert len(pieces_of(model.tokenizer, pairs)[-1][0]) == LONGEST


def test_a_missing_broken_or_foreign_checkpoint_is_named(tiny_base: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no reader of yes or no 'nothing'"):
        load_polar("nothing")
    folder = tmp_path / "broken"
    save_polar(new_polar(str(tiny_base)), folder)
    weights = (folder / "polar.safetensors").read_bytes()
    (folder / "polar.safetensors").write_bytes(weights[: len(weights) // 2])
    with pytest.raises(ModelError, match="is broken"):
        load_polar(folder)
    (folder / "polar.safetensors").write_bytes(weights)
    record = json.loads((folder / "polar.json").read_text())
    (folder / "polar.json").write_text(json.dumps(record | {"base_sha256": "0" * 64}))
    with pytest.raises(ModelError, match="was trained on"):
        load_polar(folder)
    (folder / "polar.json").write_text(json.dumps({"format": record["format"]}))
    with pytest.raises(ModelError, match="is broken"):
        load_polar(folder)


def test_what_can_not_be_learned_from_is_said(tiny_base: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="found both"):
        train_polar_reader([], tmp_path, init="one", reader="two")
    save_polar(new_polar(str(tiny_base)), tmp_path / "one")
    with pytest.raises(InputError, match=r"one sits on the base .*, not on all-MiniLM-L6-v2"):
        train_polar_reader(
            [file_of(ROWS, tmp_path)], tmp_path / "two", base="all-MiniLM-L6-v2", init=str(tmp_path / "one")
        )
    with pytest.raises(InputError, match="one row or more"):
        train_polar_reader([], tmp_path, base=str(tiny_base))
    with pytest.raises(InputError, match="epochs must be above 0"):
        PolarSettings(epochs=0)
