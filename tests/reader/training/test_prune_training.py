"""A pruned reader learns from the whole one, by the same command as any other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgqa import InputError
from kgqa.pipelines.train import Extras, train_reader
from kgqa.reader.checkpoint import load_checkpoint
from kgqa.reader.training.loop import TrainingSettings

SETTINGS = TrainingSettings(epochs=1, learning_rate=5e-3, batch_size=4, bf16=False)


@pytest.fixture
def ships(tmp_path: Path) -> str:
    made = []
    for i in range(8):
        colour = ("red", "green", "blue")[i % 3]
        text = f"The ship number {i} is {colour} and new."
        answer = {"text": colour, "answer_start": text.index(colour)}
        question = {"id": f"s{i}", "question": f"what colour is ship {i}?", "answers": [answer]}
        made.append({"context": text, "qas": [question]})
    file = tmp_path / "ships.json"
    file.write_text(json.dumps({"data": [{"title": "Ships", "paragraphs": made}]}), encoding="utf-8")
    return str(file)


def test_it_starts_from_the_whole_and_learns_from_it(tiny_base: Path, ships: str, tmp_path: Path) -> None:
    whole, out = tmp_path / "whole", tmp_path / "pruned"
    train_reader([ships], whole, base=str(tiny_base), settings=SETTINGS)
    extras = Extras(keep_layers=(1,), teachers=(str(whole),))
    for _ in range(2):  # an ended run is only loaded and written again
        done = train_reader([ships], out, init=str(whole), settings=SETTINGS, extras=extras)
        assert done.checkpoint.layers == (1,)
    loaded = load_checkpoint(out)
    assert len(loaded.model.bert.encoder.layer) == 1
    assert loaded.training["extras"]["keep_layers"] == [1]
    assert json.loads((out / "reader.json").read_text())["layers"] == [1]


def test_layers_the_reader_lacks(tiny_base: Path, ships: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="rising numbers from 0 to 1, each once, found 0,2"):
        train_reader(
            [ships], tmp_path / "out", base=str(tiny_base), settings=SETTINGS, extras=Extras(keep_layers=(0, 2))
        )
    assert not (tmp_path / "out").exists()
