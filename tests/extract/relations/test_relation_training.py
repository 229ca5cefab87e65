"""The extractor of relations: trained to the same end after a stop, on disk and back, the same in any company."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from kgqa import InputError, ModelError
from kgqa.data.example import ExtractionExample
from kgqa.data.ontology import Concept, Ontology, OntologyRelation
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.extract.relations.checkpoint import RelationModel, load_extractor, new_extractor, save_extractor
from kgqa.extract.relations.examples import RelationExample, names_in, schema_of, sentence_examples
from kgqa.extract.relations.extractor import RelationExtractor
from kgqa.extract.relations.labels import LabelVectors
from kgqa.extract.relations.settings import RelationSettings
from kgqa.extract.relations.swapping import name_pools, swapped
from kgqa.extract.relations.tokens import cut
from kgqa.extract.relations.training import train_relations
from kgqa.types import Triple

ONTOLOGY = Ontology(
    "ont_1_boats",
    "Boats",
    (Concept("c1", "boat"), Concept("c2", "person"), Concept("c3", "port")),
    (
        OntologyRelation("r1", "builder", "c1", "c2"),
        OntologyRelation("r2", "homePort", "c1", "c3"),
        OntologyRelation("r2", "homePort", "c2", "c3"),
        OntologyRelation("r3", "length", "c1", "number"),
    ),
)
SCHEMA = {"boats": schema_of(ONTOLOGY)}
SENTENCES = [
    ExtractionExample("1", "Karl Moe built the Vela.", (Triple("Vela", "builder", "Karl_Moe"),)),
    ExtractionExample("2", "The home port of the Nave is Brinn.", (Triple("Nave", "homePort", "Brinn"),)),
    ExtractionExample("3", "The Ada is 62 m long.", (Triple("Ada", "length", "62.0"),)),
    ExtractionExample("4", "Brinn lies by the sea.", ()),
]
QUICK = RelationSettings(epochs=2, sentences=2, bf16=False, save_every=1, others=2)


def parts(base: Path, seed: int = 0) -> tuple[RelationModel, LabelVectors, list[RelationExample]]:
    model = new_extractor(str(base), seed=seed)
    examples = sentence_examples(SENTENCES, "boats", SCHEMA["boats"], model.tokenizer, complete=True)
    return model, LabelVectors(SentenceEncoder(model.base, device="cpu")), examples


def test_a_schema_has_each_label_once_with_all_its_ends() -> None:
    assert [(each.label, each.domain, each.range) for each in SCHEMA["boats"]] == [
        ("builder", "boat", "person"),
        ("homePort", "boat or person", "port"),
        ("length", "boat", "number"),
    ]


def test_a_stopped_run_goes_on_to_the_same_end(tiny_base: Path, tmp_path: Path) -> None:
    model, labels, examples = parts(tiny_base)
    assert [len(each.facts) for each in examples] == [1, 1, 1, 0]
    losses: list[float] = []
    whole = tmp_path / "whole"
    steps = train_relations(
        model.net, labels, SCHEMA, examples, QUICK, state=whole, progress=lambda step, total, loss: losses.append(loss)
    )
    assert steps == 4 and losses and all(np.isfinite(losses))
    other, labels, examples = parts(tiny_base)
    stopped: list[int] = []

    class Stop(Exception):
        pass

    def stop(step: int, total: int, loss: float) -> None:
        stopped.append(step)
        raise Stop

    with pytest.raises(Stop):
        train_relations(other.net, labels, SCHEMA, examples, QUICK, state=tmp_path / "two", progress=stop)
    other, labels, examples = parts(tiny_base)
    # The last step's state is saved after it is told of: the run stopped at the third.
    assert train_relations(other.net, labels, SCHEMA, examples, QUICK, state=tmp_path / "two") == steps
    for one, two in zip(model.net.parameters(), other.net.parameters(), strict=True):
        assert torch.equal(one, two)
    with pytest.raises(InputError, match="other settings"):
        train_relations(other.net, labels, SCHEMA, examples, replace(QUICK, seed=1), state=tmp_path / "two")
    with pytest.raises(InputError, match="one text or more"):
        train_relations(other.net, labels, SCHEMA, [], QUICK, state=tmp_path / "three")


@pytest.mark.parametrize(("name", "value"), [("epochs", 0), ("learning_rate", -1.0), ("warmup", 1.0), ("told", -0.1)])
def test_settings_that_can_not_be(name: str, value: float) -> None:
    with pytest.raises(InputError, match=name):
        RelationSettings(**{name: value})


def test_on_disk_and_back(tiny_base: Path, tmp_path: Path) -> None:
    model = replace(new_extractor(str(tiny_base)), schema=SCHEMA["boats"])
    save_extractor(model, tmp_path / "boats")
    again = load_extractor(tmp_path / "boats")
    assert (again.schema, again.cuts, again.forms) == (model.schema, model.cuts, model.forms)
    for one, two in zip(model.net.parameters(), again.net.parameters(), strict=True):
        assert torch.allclose(one, two, atol=1e-2)
    (tmp_path / "boats" / "relations.safetensors").write_bytes(b"no tensors")
    with pytest.raises(ModelError, match="is broken"):
        load_extractor(tmp_path / "boats")
    with pytest.raises(ModelError, match="no extractor 'none such'"):
        load_extractor("none such")
    with pytest.raises(InputError, match="needs a schema"):
        RelationExtractor(new_extractor(str(tiny_base)))


def test_a_sentence_gives_the_same_in_any_company(tiny_base: Path) -> None:
    model = replace(new_extractor(str(tiny_base)), schema=SCHEMA["boats"])
    with torch.no_grad():  # a fresh network is unsure of all: let it say something
        model.net.start.bias.add_(6.0)
        model.net.none.bias.add_(-6.0)
    extractor = RelationExtractor(model)
    texts = [each.text for each in SENTENCES] + ["", "?!", "Vela " * 700]
    together = extractor.weighed(texts, ONTOLOGY)
    assert together[0] and together[4] == []
    for text, found in zip(texts, together, strict=True):
        assert extractor.weighed([text], ONTOLOGY) == [found]
    assert extractor.extract_sentences([], ONTOLOGY) == []


def test_swapped_names_keep_the_facts_and_their_places(tiny_base: Path) -> None:
    model, _, examples = parts(tiny_base)
    pools = name_pools(examples, SCHEMA)
    assert pools["head of builder"] == ["Vela"] and set(pools["class boat"]) == {"Vela", "Nave", "Ada"}
    everything = {name for names in pools.values() for name in names}
    seen = set()
    for seed in range(20):
        for example in examples[:3]:
            other = swapped(example, SCHEMA["boats"], pools, model.tokenizer, random.Random(seed))
            if other is None:
                continue
            seen.add(other.tokens.text)
            assert other.facts == example.facts and len(other.entities) == len(example.entities)
            for spans in other.entities:
                said = [other.tokens.said(span) for span in spans]
                assert said[0] in everything or said[0][0] == "6"
    assert len(seen) > 4
    assert swapped(examples[3], SCHEMA["boats"], pools, model.tokenizer, random.Random(0)) is None


def test_what_looks_like_a_name() -> None:
    (tokens,) = cut(new_extractor().tokenizer, ["The Vela Moe was built on May 2nd, 1961 in 1961 Brinn. It sank."])
    assert [tokens.said(span) for span in names_in(tokens)] == ["The Vela Moe", "May 2nd, 1961", "1961", "Brinn"]
