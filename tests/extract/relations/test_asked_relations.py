"""The network that is asked for one relation at a time: trained to the same end after a stop, on disk and back, and the
same in any company."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from kgqa import InputError
from kgqa.data.example import ExtractionExample
from kgqa.data.ontology import Concept, Ontology, OntologyRelation
from kgqa.data.redocred import Document
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.encoders.weight_bytes import from_bytes, to_bytes
from kgqa.extract.relations.asked_checkpoint import AskedModel
from kgqa.extract.relations.asked_model import AskedNet
from kgqa.extract.relations.asked_training import AskedSettings, train_asked
from kgqa.extract.relations.checkpoint import RelationModel, load_extractor, new_extractor, save_extractor
from kgqa.extract.relations.examples import schema_of, sentence_examples
from kgqa.extract.relations.extractor import RelationExtractor
from kgqa.extract.relations.labels import LabelVectors
from kgqa.extract.relations.questions import Asker, Question, document_sentences, wording
from kgqa.extract.relations.schema import RelationType
from kgqa.types import Mention, Triple

ONTOLOGY = Ontology(
    "ont_1_ferries",
    "Ferries",
    (Concept("c1", "ferry"), Concept("c2", "person"), Concept("c3", "port")),
    (
        OntologyRelation("r1", "captain", "c1", "c2"),
        OntologyRelation("r2", "homePort", "c1", "c3"),
        OntologyRelation("r3", "launched", "c1", "Date"),
    ),
)
SCHEMAS = {"ferries": schema_of(ONTOLOGY)}
SENTENCES = [
    ExtractionExample("1", "Mara Lind is the captain of the Hild.", (Triple("Hild", "captain", "Mara_Lind"),)),
    ExtractionExample("2", "The home port of the Tern (Oria) is Brinn.", (Triple("Tern_(Oria)", "homePort", "Brinn"),)),
    ExtractionExample("3", "Brinn lies by the sea.", ()),
]
QUICK = AskedSettings(steps=4, questions=3, bf16=False, save_every=1)


def start(base: Path) -> tuple[RelationModel, AskedNet, list[Question]]:
    model = new_extractor(str(base))
    examples = sentence_examples(SENTENCES, "ferries", SCHEMAS["ferries"], model.tokenizer, complete=True)
    asker = Asker(LabelVectors(SentenceEncoder(model.base, device="cpu")), SCHEMAS, others=1.0)
    rng = random.Random(1)
    torch.manual_seed(0)
    return model, AskedNet.from_base(model.base), [each for one in examples for each in asker.of_example(one, rng)]


def test_questions_are_those_answered_and_others(tiny_base: Path) -> None:
    _, _, questions = start(tiny_base)
    answered = [(each.tokens.text[:4], each.relation.label) for each in questions if each.facts]
    assert answered == [("Mara", "captain"), ("The ", "homePort")]
    others = [each for each in questions if not each.facts]
    assert len(others) >= 2 and all(each.weight == 1 for each in others)
    assert wording(SCHEMAS["ferries"][1]) == "ferry ; home port ; port"
    assert wording(SCHEMAS["ferries"][1], domain=False, range=False) == " ; home port ; "


def test_a_text_that_states_nothing_is_asked_of_its_own_schema(tiny_base: Path) -> None:
    model = new_extractor(str(tiny_base))
    asker = Asker(LabelVectors(SentenceEncoder(model.base, device="cpu")), SCHEMAS, strange=0.0)
    for complete, many in ((True, 2), (False, 0)):
        of = sentence_examples(SENTENCES[:1], "ferries", SCHEMAS["ferries"], model.tokenizer, complete=complete)
        nothing = [replace(each, facts=()) for each in of]
        asked = [question for each in nothing for question in asker.of_example(each, random.Random(1))]
        assert len(asked) == many == len({each.relation.label for each in asked})
        assert all(each.facts == () and each.weight == 1 for each in asked)


def test_sentences_of_documents_answer_what_they_name_both_ends_of(tiny_base: Path) -> None:
    text = "Mara Lind was born in Brinn . She lives in Oria ."

    def mention(name: str) -> Mention:
        at = text.index(name)
        return Mention(at, at + len(name), name)

    mentions = tuple((mention(name),) for name in ("Mara Lind", "Brinn", "Oria"))
    document = Document("d", text, mentions, ("PER", "LOC", "LOC"), ((0, "P19", 1), (0, "P551", 2)))
    relations = (RelationType("P19", "place of birth"), RelationType("P551", "residence"))
    (found,) = document_sentences([document], relations, new_extractor(str(tiny_base)).tokenizer)
    ((at, question),) = found.items()
    (((head,), (tail,)),) = question.facts
    assert at == 0 and (question.tokens.said(head), question.tokens.said(tail)) == ("Mara Lind", "Brinn")


def test_a_stopped_training_of_questions_goes_on_to_the_same_end(tiny_base: Path, tmp_path: Path) -> None:
    model, net, questions = start(tiny_base)
    train_asked(net, model.tokenizer, lambda epoch: questions, QUICK, state=tmp_path / "one")

    class Stop(Exception):
        pass

    def stop(step: int, total: int, loss: float) -> None:
        raise Stop

    with pytest.raises(Stop):
        train_asked(
            start(tiny_base)[1], model.tokenizer, lambda epoch: questions, QUICK, state=tmp_path / "two", progress=stop
        )
    other = start(tiny_base)[1]
    train_asked(other, model.tokenizer, lambda epoch: questions, QUICK, state=tmp_path / "two")
    for one, two in zip(net.parameters(), other.parameters(), strict=True):
        assert torch.equal(one, two)
    with pytest.raises(InputError, match="other data"):
        train_asked(
            start(tiny_base)[1], model.tokenizer, lambda epoch: questions, QUICK, state=tmp_path / "two", key="more"
        )
    with pytest.raises(InputError, match="one sentence or more"):
        train_asked(other, model.tokenizer, lambda epoch: [], QUICK, state=tmp_path / "three")


@pytest.mark.parametrize(("name", "value"), [("steps", 0), ("head_rate", -1.0), ("nameless", 1.0)])
def test_settings_of_questions_that_can_not_be(name: str, value: float) -> None:
    with pytest.raises(InputError, match=name):
        AskedSettings(**{name: value})


def test_an_asked_network_on_disk_and_the_same_in_any_company(tiny_base: Path, tmp_path: Path) -> None:
    model, net, _ = start(tiny_base)
    with torch.no_grad():  # a fresh network is unsure of all: let it say something
        net.bias.bias.add_(6.0)
    save_extractor(
        replace(model, schema=SCHEMAS["ferries"], asked=AskedModel(net, model.tokenizer)),
        tmp_path / "ferries",
    )
    again = load_extractor(tmp_path / "ferries")
    assert again.asked is not None
    for one, two in zip(net.parameters(), again.asked.net.parameters(), strict=True):
        assert torch.allclose(one, two, atol=1e-2)
    extractor = RelationExtractor(again)
    texts = [each.text for each in SENTENCES] + ["", "?!", "Hild " * 700]
    together = extractor.weighed(texts, ONTOLOGY)
    assert together[0] and together[3] == []
    for text, found in zip(texts, together, strict=True):
        assert extractor.weighed([text], ONTOLOGY) == [found]
        assert [chance for _, chance in found] == sorted((chance for _, chance in found), reverse=True)
    assert extractor.extract_sentences([], ONTOLOGY) == []


@given(st.integers(1, 80), st.integers(1, 120), st.floats(1e-6, 1e4), st.integers(0, 99))
def test_weights_in_bytes_and_back(rows: int, columns: int, size: float, seed: int) -> None:
    exact = torch.randn(rows, columns, generator=torch.Generator().manual_seed(seed)) * size
    (name, back), *more = from_bytes(to_bytes({"layer.weight": exact})).items()
    assert name == "layer.weight" and not more
    if rows * columns >= 4096:
        most = exact.abs().amax(dim=1, keepdim=True)
        assert bool(((back - exact).abs() <= most * (0.5 / 127) * 1.001).all())
