"""The job that gives an extractor a network asked for one relation at a time, from files to a checkpoint."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from kgqa.extract.relations.asked_model import AskedNet
from kgqa.extract.relations.asked_training import AskedSettings
from kgqa.extract.relations.checkpoint import load_extractor, new_extractor, save_extractor
from kgqa.pipelines.train_asked import train_asking

HARDLY = AskedSettings(steps=2, questions=2, bf16=False, learning_rate=1e-7, head_rate=1e-7, weight_decay=0.0)
ROWS = [
    ("Mara Lind is the captain of the Hild.", [("Hild", "captain", "Mara_Lind")]),
    ("The Tern, which Ode Varn commands, is a ferry.", [("Tern", "captain", "Ode_Varn")]),
]


@pytest.fixture
def family(tmp_path: Path) -> Path:
    folder = tmp_path / "ferries"
    (folder / "train").mkdir(parents=True)
    (folder / "ontologies").mkdir()
    ontology = {
        "title": "ferries",
        "id": "ont_1_ferries",
        "concepts": [{"qid": each, "label": each} for each in ("ferry", "person")],
        "relations": [{"pid": "captain", "label": "captain", "domain": "ferry", "range": "person"}],
    }
    (folder / "ontologies" / "1_ferries_ontology.json").write_text(json.dumps(ontology))
    lines = [
        {
            "id": str(at),
            "sent": text,
            "triples": [{"sub": head, "rel": label, "obj": tail} for head, label, tail in facts],
        }
        for at, (text, facts) in enumerate(ROWS)
    ]
    (folder / "train" / "ont_1_ferries_train.jsonl").write_text("\n".join(map(json.dumps, lines)))
    return folder


def shifted(model_base: Path, out: Path) -> AskedNet:
    """An extractor on disk whose asked network is far from what a new one begins with."""
    model = new_extractor(str(model_base))
    net = AskedNet.from_base(model.base)
    with torch.no_grad():
        net.head.weight.fill_(0.25)
        net.bert.encoder.layer[0].output.dense.bias.fill_(-0.5)
    save_extractor(replace(model, asked=net), out)
    return net


def test_training_goes_on_from_the_network_that_is_there(family: Path, tiny_base: Path, tmp_path: Path) -> None:
    before = shifted(tiny_base, tmp_path / "before")
    model = train_asking(
        tmp_path / "after", init=str(tmp_path / "before"), text2kgbench=[family], complete=["ferries"], settings=HARDLY
    )
    again = load_extractor(tmp_path / "after").asked
    assert model.asked is not None and again is not None
    for name, kept in before.state_dict().items():
        assert torch.allclose(kept, model.asked.state_dict()[name], atol=5e-3), name
        assert torch.allclose(kept, again.state_dict()[name], atol=1e-2), name
    assert "captain" in " ".join(model.learned) and model.training["asked"]["init"] == "before"


def test_where_there_is_none_it_begins_with_the_base(family: Path, tiny_base: Path, tmp_path: Path) -> None:
    start = new_extractor(str(tiny_base))
    save_extractor(start, tmp_path / "before")
    model = train_asking(tmp_path / "after", init=str(tmp_path / "before"), text2kgbench=[family], settings=HARDLY)
    fresh = AskedNet.from_base(start.base).bert.state_dict()
    assert model.asked is not None
    for name, kept in model.asked.bert.state_dict().items():
        assert torch.allclose(kept, fresh[name], atol=1e-4), name
