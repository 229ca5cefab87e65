"""Sentences of documents are asked for an ontology's relations: the shipped networks on texts of our own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from kgqa.encoders.sentence import SentenceEncoder
from kgqa.errors import InputError, ModelError
from kgqa.extract.document import Document, Span, Table
from kgqa.extract.parsed import Parsed
from kgqa.extract.relations.asker import LEAST, MOST, RelationAsker, asked_relations
from kgqa.extract.relations.belief import BY_ITSELF, Belief, Claim, Reread, features, rivals
from kgqa.extract.relations.checkpoint import load_extractor, new_extractor, save_extractor
from kgqa.extract.relations.ontology import Ontology, OntologyClass, OntologyRelation
from kgqa.extract.relations.tokens import cut

spacy = pytest.importorskip("spacy", reason='needs pip install "kgqa[build]"')
TEXT = (
    "The yacht Dorade was designed by Olin Stern. Was the Dorade designed by Ada Lind? "
    "The launch of the Dorade was in 1929. Winds were light."
)
BOATS = Ontology(
    "boats",
    (OntologyClass("B", "Boat"), OntologyClass("P", "Person")),
    (
        OntologyRelation("d", "designer", (), "", ("B",), ("P",)),
        OntologyRelation("l", "launched", (), "", ("B",), (), ("date",)),
        OntologyRelation("o", "owner", (), "", ("B",), ("P", "B")),
    ),
)


def parsed_of(text: str, **layout: object) -> Parsed:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    doc = nlp(text)
    sentences = tuple(Span(each.start_char, each.end_char) for each in doc.sents)
    return Parsed(Document("d", "", text, **layout), doc, sentences, (), ())  # type: ignore[arg-type]  # code or tables


def agreeing(rereads: Sequence[Reread]) -> NDArray[np.float64]:
    return np.array([[5.0, 0.0]] * len(rereads))


def asker(ontology: Ontology = BOATS, reader=agreeing) -> RelationAsker:
    return RelationAsker(load_extractor(), ontology, SentenceEncoder(device="cpu"), reader)


@pytest.fixture(scope="module")
def boats() -> RelationAsker:
    return asker()


def told(text: str, stated) -> set[tuple[str, str, str]]:
    return {(text[s.head.start : s.head.end], s.relation.label, text[s.tail.start : s.tail.end]) for s in stated}


def test_statements_are_found_in_their_sentences_and_questions_state_nothing(boats: RelationAsker) -> None:
    (stated,) = boats.states([parsed_of(TEXT)])
    assert ("designer", "Olin Stern") in {(relation, tail) for _, relation, tail in told(TEXT, stated)}
    assert "Ada Lind" not in {tail for *_, tail in told(TEXT, stated)}
    for each in stated:
        assert each.sentence.start <= each.head.start < each.head.end <= each.sentence.end
        assert each.sentence.start <= each.tail.start < each.tail.end <= each.sentence.end
        assert LEAST <= each.chance < 1


def test_a_document_says_the_same_in_any_company(boats: RelationAsker) -> None:
    alone = boats.states([parsed_of(TEXT)])[0]
    other = parsed_of("Olin Stern owns the Brinn. The Hild was designed by Mara Lind in 1901, says its owner.")
    assert boats.states([other, parsed_of(TEXT), other])[1] == alone
    assert boats.states([]) == [] and boats.states([parsed_of("")]) == [()]


def test_code_and_rows_of_tables_are_not_asked(boats: RelationAsker) -> None:
    text = "The Dorade was designed by Olin Stern."
    whole = Span(0, len(text))
    assert boats.states([parsed_of(text)])[0]
    assert boats.states([parsed_of(text, code=(whole,))]) == [()]
    assert boats.states([parsed_of(text, tables=(Table((whole,), ()),))]) == [()]


def test_the_reader_is_asked_for_each_tail_and_decides_with_the_network() -> None:
    seen: list[Reread] = []

    def doubting(rereads: Sequence[Reread]) -> NDArray[np.float64]:
        seen.extend(rereads)
        return np.array([[-15.0, -15.0]] * len(rereads))

    ask = asker(reader=doubting)
    ask._belief = Belief(margin=1.0)
    assert ask.states([parsed_of(TEXT)]) == [()]
    assert any(each.question.startswith("Which person is the designer of ") for each in seen)
    assert all(0 <= each.start < each.end <= len(each.text) for each in seen)


def test_of_many_relations_the_nearest_are_asked() -> None:
    others = tuple(OntologyRelation(f"x{at}", f"number of tax form {at}", (), "", ("P",), ("P",)) for at in range(MOST))
    ask = asker(Ontology("many", BOATS.classes, (*others, *BOATS.relations)))
    (nearest,) = ask._nearest(cut(ask._tokenizer, ["The Dorade was designed by Olin Stern."]))
    assert len(nearest) == MOST and nearest == sorted(nearest)
    assert {ask.relations[at].label for at in nearest} >= {"designer", "launched"}


def test_relations_of_several_ranges_are_asked_once_without_one() -> None:
    asked = {each.label: (each.domain, each.range) for each in asked_relations(BOATS)}
    assert asked == {"designer": ("Boat", "Person"), "launched": ("Boat", "date"), "owner": ("Boat", "")}


def test_an_extractor_without_that_network_is_refused() -> None:
    with pytest.raises(InputError, match="has no network that is asked"):
        RelationAsker(new_extractor(), BOATS, SentenceEncoder(device="cpu"), agreeing)


def test_a_rival_is_another_relation_of_the_same_two_things() -> None:
    claims = [
        Claim("a", "designer", (0, 6), (10, 16), 0.6),
        Claim("a", "owner", (0, 6), (12, 16), 0.9),
        Claim("a", "owner", (10, 16), (0, 6), 0.8),  # the other way round
        Claim("a", "designer", (0, 6), (20, 24), 0.7),  # of somebody else
        Claim("b", "owner", (0, 6), (10, 16), 0.5),  # elsewhere
    ]
    assert rivals(claims, 0.1).tolist() == [0.9, 0.6, 0.1, 0.1, 0.1]
    assert rivals([], 0.1).shape == (0,)


def test_weights_of_belief_are_stored_by_name(tiny_base: Path, tmp_path: Path) -> None:
    belief = Belief(asked=0.5, rival=0.25, bias=-2.0)
    model = new_extractor(str(tiny_base))
    save_extractor(replace(model, cuts=replace(model.cuts, belief=belief)), tmp_path / "own")
    assert load_extractor(tmp_path / "own").cuts.belief == belief
    record = tmp_path / "own" / "relations.json"
    stored = json.loads(record.read_text(encoding="utf-8"))
    stored["cuts"]["belief"] = list(belief)
    record.write_text(json.dumps(stored), encoding="utf-8")
    with pytest.raises(ModelError, match=r"belief must be weights by name, found \[0.5"):
        load_extractor(tmp_path / "own")
    del stored["cuts"]["belief"]
    record.write_text(json.dumps(stored), encoding="utf-8")
    assert load_extractor(tmp_path / "own").cuts.belief == BY_ITSELF


@given(st.lists(st.floats(0, 1), min_size=1, max_size=5))
def test_by_itself_belief_is_what_the_network_says(chances: list[float]) -> None:
    looks = [(True, False, True, False)] * len(chances)
    weighed = features(np.array(chances), np.zeros((len(chances), 2)), looks, np.full(len(chances), 0.1))
    assert weighed.shape == (len(chances), len(BY_ITSELF) - 1) and np.isfinite(weighed).all()
    assert BY_ITSELF.chances(weighed) == pytest.approx(np.clip(chances, 1e-6, 1 - 1e-6))
