"""Both networks of the extractor on a GPU: without dropout and in full precision they learn what a CPU teaches them."""

from __future__ import annotations

import copy
import random
from pathlib import Path
from typing import Any

import pytest
import torch

from kgqa import InputError, ModelError
from kgqa.data.example import ExtractionExample
from kgqa.data.ontology import Concept, Ontology, OntologyRelation
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.extract.relations.asked_model import AskedNet
from kgqa.extract.relations.asked_training import AskedSettings, train_asked
from kgqa.extract.relations.checkpoint import RelationModel, new_extractor
from kgqa.extract.relations.examples import RelationExample, schema_of, sentence_examples
from kgqa.extract.relations.labels import LabelVectors
from kgqa.extract.relations.questions import Asker
from kgqa.extract.relations.settings import RelationSettings
from kgqa.extract.relations.training import train_relations
from kgqa.pipelines.train_asked import train_asking
from kgqa.pipelines.train_relations import train_extractor
from kgqa.types import Triple

needs_gpu = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU, and torch sees none")
ONTOLOGY = Ontology(
    "ont_1_mills",
    "Mills",
    (Concept("c1", "mill"), Concept("c2", "person"), Concept("c3", "river")),
    (OntologyRelation("r1", "builder", "c1", "c2"), OntologyRelation("r2", "river", "c1", "c3")),
)
SCHEMA = {"mills": schema_of(ONTOLOGY)}
SENTENCES = [
    ExtractionExample("1", "Ode Varn built the Hollow Mill.", (Triple("Hollow Mill", "builder", "Ode_Varn"),)),
    ExtractionExample("2", "The Upper Mill stands by the Lisk.", (Triple("Upper Mill", "river", "Lisk"),)),
    ExtractionExample("3", "The Lisk is cold.", ()),
]


def parts(base: Path) -> tuple[RelationModel, LabelVectors, list[RelationExample]]:
    model = new_extractor(str(base))
    examples = sentence_examples(SENTENCES, "mills", SCHEMA["mills"], model.tokenizer, complete=True)
    return model, LabelVectors(SentenceEncoder(model.base, device="cpu")), examples


def without_dropout(net: Any) -> Any:
    for module in net.modules():
        if "Dropout" in type(module).__name__:
            module.p, module.cut = 0.0, 0
    return net


def nearly_equal(one: torch.nn.Module, other: torch.nn.Module) -> bool:
    pairs = zip(one.parameters(), other.parameters(), strict=True)
    return all(torch.allclose(a, b.cpu(), atol=2e-3) for a, b in pairs)


@needs_gpu
def test_the_network_of_relations_learns_the_same_on_a_gpu(tiny_base: Path, tmp_path: Path) -> None:
    model, labels, examples = parts(tiny_base)
    settings = RelationSettings(epochs=2, sentences=2, bf16=False, others=2)
    here = without_dropout(model.net)
    there = copy.deepcopy(here).to("cuda")
    for name, net in (("here", here), ("there", there)):
        train_relations(net, labels, SCHEMA, examples, settings, state=tmp_path / name)
    assert next(there.parameters()).is_cuda and nearly_equal(here, there)


@needs_gpu
def test_the_asked_network_learns_the_same_on_a_gpu(tiny_base: Path, tmp_path: Path) -> None:
    model, labels, examples = parts(tiny_base)
    rng = random.Random(1)
    asker = Asker(labels, SCHEMA, others=1.0)
    questions = [each for one in examples for each in asker.of_example(one, rng)]
    settings = AskedSettings(steps=4, questions=3, bf16=False)
    torch.manual_seed(0)
    here = without_dropout(AskedNet.from_base(model.base))
    there = copy.deepcopy(here).to("cuda")
    for name, net in (("here", here), ("there", there)):
        train_asked(net, model.tokenizer, lambda epoch: questions, settings, state=tmp_path / name)
    assert nearly_equal(here, there)


@pytest.mark.parametrize("train", [train_extractor, train_asking])
def test_a_device_that_is_none_is_refused_before_anything_is_read(train: Any, tmp_path: Path) -> None:
    for device, error in (("tpu", InputError), ("cuda:77", ModelError)):
        with pytest.raises(error, match=device):
            train(tmp_path / "out", init=str(tmp_path / "none"), redocred=tmp_path / "none.json", device=device)
    assert not (tmp_path / "out").exists()
