"""An asked network with the words of English alone reads what it is kept for as before."""

from __future__ import annotations

from pathlib import Path

import torch
from letters_base import MARKS, save_letters

from benchmarks.trim_extractor import texts, trimmed, words
from kgqa.data.ontology import Concept, Ontology, OntologyRelation
from kgqa.encoders.bases import find_base
from kgqa.extract.relations.asked_checkpoint import AskedModel
from kgqa.extract.relations.asked_finding import answers
from kgqa.extract.relations.examples import schema_of
from kgqa.extract.relations.tokens import cut

PIECES = [*"abcdefghijklmnopqrstuvwxyz;.中", "▁port", "▁ship", "中中", "▁die"]
ONTOLOGY = Ontology("boats", "Boats", (Concept("c", "ship"),), (OntologyRelation("r", "port", "c", "c"),))
TEXT = "the ship lies in a port."


def test_what_it_is_kept_for_is_read_as_before(tmp_path: Path) -> None:
    whole = AskedModel.on(find_base(str(save_letters(tmp_path / "letters", PIECES, layers=1))), own_words=True)
    whole.net.eval()
    relations = schema_of(ONTOLOGY)
    with torch.no_grad():
        whole.net.bias.bias.add_(6.0)
    before = answers(whole.net, whole.tokenizer, cut(whole.tokenizer, [TEXT]), relations)
    assert before[0][0]
    less = trimmed(whole, [TEXT, "ship ; port ; ship"])
    assert whole.net.bert.config.vocab_size == len(MARKS) + len(PIECES)  # what was given stays as it is
    vocabulary = less.tokenizer.get_vocab()
    assert "▁port" in vocabulary and not {"中", "中中", "▁die"} & set(vocabulary)
    assert answers(less.net, less.tokenizer, cut(less.tokenizer, [TEXT]), relations) == before


def test_words_are_those_of_english_and_texts_those_of_the_families(tmp_path: Path) -> None:
    some = set(words())
    assert {"harbour", "Harbour", "HARBOUR"} <= some and not any("#" in word for word in some)
    family = tmp_path / "boats"
    (family / "train").mkdir(parents=True)
    (family / "ontologies").mkdir()
    (family / "ontologies" / "1_boats_ontology.json").write_text(
        '{"title": "boats", "id": "b", "concepts": [{"qid": "ship", "label": "ship"}], '
        '"relations": [{"pid": "port", "label": "port", "domain": "ship", "range": "ship"}]}'
    )
    (family / "train" / "ont_1_boats_train.jsonl").write_text('{"id": "1", "sent": "It lies.", "triples": []}\n')
    assert list(texts([family])) == ["ship ; port ; ship", "It lies."]
