"""The job that gives an extractor a network asked for one relation at a time, from files to a checkpoint."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from letters_base import save_letters
from safetensors.torch import save

from kgqa.data.ontology import read_ontology
from kgqa.encoders.bases import find_base
from kgqa.errors import ModelError
from kgqa.extract.relations.asked_checkpoint import AskedModel
from kgqa.extract.relations.asked_model import AskedNet
from kgqa.extract.relations.asked_training import AskedSettings
from kgqa.extract.relations.checkpoint import load_extractor, new_extractor, save_extractor
from kgqa.extract.relations.examples import schema_of
from kgqa.extract.relations.extractor import RelationExtractor
from kgqa.pipelines.train_asked import train_asking
from kgqa.reader.checkpoint import new_checkpoint, save_checkpoint

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.,"
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
    save_extractor(replace(model, asked=AskedModel(net, model.tokenizer)), out)
    return net


def test_training_goes_on_from_the_network_that_is_there(family: Path, tiny_base: Path, tmp_path: Path) -> None:
    before = shifted(tiny_base, tmp_path / "before")
    model = train_asking(
        tmp_path / "after", init=str(tmp_path / "before"), text2kgbench=[family], complete=["ferries"], settings=HARDLY
    )
    again = load_extractor(tmp_path / "after").asked
    assert model.asked is not None and again is not None
    for name, kept in before.state_dict().items():
        assert torch.allclose(kept, model.asked.net.state_dict()[name], atol=5e-3), name
        assert torch.allclose(kept, again.net.state_dict()[name], atol=1e-2), name
    assert "captain" in " ".join(model.learned) and model.training["asked"]["init"] == "before"


def test_where_there_is_none_it_begins_with_the_base(family: Path, tiny_base: Path, tmp_path: Path) -> None:
    start = new_extractor(str(tiny_base))
    save_extractor(start, tmp_path / "before")
    model = train_asking(tmp_path / "after", init=str(tmp_path / "before"), text2kgbench=[family], settings=HARDLY)
    fresh = AskedNet.from_base(start.base).bert.state_dict()
    assert model.asked is not None
    for name, kept in model.asked.net.bert.state_dict().items():
        assert torch.allclose(kept, fresh[name], atol=1e-4), name


@pytest.fixture
def other_base(tmp_path: Path) -> Path:
    """A BERT of another width and depth, whose pieces are letters."""
    return save_letters(tmp_path / "letters", LETTERS, layers=3, seed=3)


def test_it_begins_with_a_reader_on_another_base(
    family: Path, tiny_base: Path, other_base: Path, tmp_path: Path
) -> None:
    reader = new_checkpoint(str(other_base), seed=5)
    with torch.no_grad():
        reader.model.bert.encoder.layer[2].output.dense.bias.fill_(0.5)
        reader.model.bert.embeddings.word_embeddings.weight.add_(1.0)  # one that trained its words, which are not kept
    save_checkpoint(reader, tmp_path / "reader")
    save_extractor(new_extractor(str(tiny_base)), tmp_path / "before")
    once = train_asking(
        tmp_path / "once",
        init=str(tmp_path / "before"),
        reader=str(tmp_path / "reader"),
        text2kgbench=[family],
        complete=["ferries"],
        settings=HARDLY,
    )
    assert once.asked is not None and once.asked.own_words
    assert float(once.asked.net.bert.encoder.layer[2].output.dense.bias.detach().mean()) == pytest.approx(0.5, abs=1e-3)
    table = once.asked.net.bert.embeddings.word_embeddings.weight
    assert torch.equal(table, AskedModel.on(find_base(str(other_base))).net.bert.embeddings.word_embeddings.weight)
    again = load_extractor(tmp_path / "once")
    assert again.asked is not None and again.asked.own_words
    assert again.asked.tokenizer.to_str() == once.asked.tokenizer.to_str()
    for name, kept in once.asked.net.state_dict().items():
        assert torch.allclose(kept, again.asked.net.state_dict()[name], atol=1e-2), name
    on = train_asking(tmp_path / "on", init=str(tmp_path / "once"), text2kgbench=[family], settings=HARDLY)
    assert on.asked is not None and on.asked.own_words
    for name in ("asked_words.safetensors", "asked_tokenizer.json"):  # one file for all that go on from one another
        assert (tmp_path / "on" / name).read_bytes() == (tmp_path / "once" / name).read_bytes()


def test_what_it_finds_by_other_pieces_are_the_words_of_the_text(
    family: Path, tiny_base: Path, other_base: Path, tmp_path: Path
) -> None:
    model = new_extractor(str(tiny_base))
    asked = AskedModel.on(find_base(str(other_base)), own_words=True)
    with torch.no_grad():  # a fresh network is unsure of all: let it say something
        asked.net.bias.bias.add_(6.0)
    save_extractor(replace(model, asked=asked, cuts=replace(model.cuts, asked=1.0)), tmp_path / "both")
    ontology = read_ontology(family / "ontologies" / "1_ferries_ontology.json")
    extractor = RelationExtractor(load_extractor(tmp_path / "both"), schema_of(ontology))
    texts = [text for text, _ in ROWS]
    for text, found in zip(texts, extractor.weighed(texts, ontology, names="written"), strict=True):
        assert found
        for triple, _ in found:
            for said in (triple.head, str(triple.tail)):
                assert re.search(rf"(?<!\w){re.escape(said)}(?!\w)", text)


def test_words_that_are_not_those_of_the_weights_are_refused(tiny_base: Path, other_base: Path, tmp_path: Path) -> None:
    model = new_extractor(str(tiny_base))
    folder = tmp_path / "both"
    save_extractor(replace(model, asked=AskedModel.on(find_base(str(other_base)), own_words=True)), folder)
    before = load_extractor(folder).sha256
    for name in ("asked_words.safetensors", "asked_tokenizer.json"):
        right = (folder / name).read_bytes()
        (folder / name).write_bytes(right + b" ")
        with pytest.raises(ModelError, match=rf"both/{name}: sha256 is .*, the weights are for"):
            load_extractor(folder)
        (folder / name).unlink()
        with pytest.raises(ModelError, match="is broken"):
            load_extractor(folder)
        (folder / name).write_bytes(right)
    assert load_extractor(folder).sha256 == before
    record = json.loads((folder / "relations.json").read_text())
    shape = record["asked"]["shape"]
    wrong = {
        "hidden_size": -12,
        "vocab_size": "x",
        "num_hidden_layers": 2.5,
        "num_attention_heads": 0,
        "pad_token_id": 10**6,
        "zzz": 1,
    }
    shapes = [
        {},
        {"hidden_size": 8},
        {**shape, "hidden_size": 8},
        *({**shape, name: each} for name, each in wrong.items()),
    ]
    for broken in ("e5", {"sha256": {}}, *({**record["asked"], "shape": each} for each in shapes)):
        (folder / "relations.json").write_text(json.dumps({**record, "asked": broken}))
        with pytest.raises(ModelError, match=r"is broken|does not fit|shape"):
            load_extractor(folder)


def test_a_table_with_other_weights_and_a_file_that_is_no_tokenizer_are_refused(
    tiny_base: Path, other_base: Path, tmp_path: Path
) -> None:
    model, folder = new_extractor(str(tiny_base)), tmp_path / "both"
    save_extractor(replace(model, asked=AskedModel.on(find_base(str(other_base)), own_words=True)), folder)
    record = json.loads((folder / "relations.json").read_text())
    kept = {name: (folder / name).read_bytes() for name in record["asked"]["sha256"]}
    other = save({"bert.encoder.layer.0.output.dense.bias": torch.zeros(16)})
    for name, wrong, rule in (
        ("asked_words.safetensors", other, "holds the words alone"),
        ("asked_tokenizer.json", b"{}", "is no tokenizer"),
    ):
        (folder / name).write_bytes(wrong)
        sums = {**record["asked"]["sha256"], name: hashlib.sha256(wrong).hexdigest()}
        told = {**record, "asked": {**record["asked"], "sha256": sums}}
        (folder / "relations.json").write_text(json.dumps(told))
        with pytest.raises(ModelError, match=rule):
            load_extractor(folder)
        (folder / name).write_bytes(kept[name])


def test_what_an_extractor_is_known_by_tells_its_words_apart(tiny_base: Path, other_base: Path, tmp_path: Path) -> None:
    model = new_extractor(str(tiny_base))
    asked = AskedModel.on(find_base(str(other_base)), own_words=True)
    save_extractor(replace(model, asked=asked), tmp_path / "one")
    with torch.no_grad():
        asked.net.bert.embeddings.word_embeddings.weight.mul_(2)
    save_extractor(replace(model, asked=asked), tmp_path / "other")
    assert load_extractor(tmp_path / "one").sha256 != load_extractor(tmp_path / "other").sha256
