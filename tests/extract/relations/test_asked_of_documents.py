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
from kgqa.extract.document import Document, Heading, Span, Table
from kgqa.extract.parsed import Parsed
from kgqa.extract.relations.asker import LEAST, MOST, RelationAsker, asked_relations
from kgqa.extract.relations.belief import (
    BY_ITSELF,
    FEATURES,
    Belief,
    Claim,
    Look,
    Nearness,
    Reread,
    features,
    others,
    rivals,
)
from kgqa.extract.relations.checkpoint import load_extractor, new_extractor, save_extractor
from kgqa.extract.relations.nearness import ALONE, Meanings, Told
from kgqa.extract.relations.ontology import Ontology, OntologyClass, OntologyRelation
from kgqa.extract.relations.phrases import Phrases
from kgqa.extract.relations.trees import Split
from kgqa.extract.syntax.parsing import load_model

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


def test_code_headings_and_rows_of_tables_are_not_asked(boats: RelationAsker) -> None:
    text = "The Dorade was designed by Olin Stern."
    whole = Span(0, len(text))
    assert boats.states([parsed_of(text)])[0]
    assert boats.states([parsed_of(text, code=(whole,))]) == [()]
    assert boats.states([parsed_of(text, headings=(Heading(0, len(text), 1),))]) == [()]
    assert boats.states([parsed_of(text, tables=(Table((whole,), ()),))]) == [()]


def test_the_reader_is_asked_for_each_tail_and_decides_with_the_network() -> None:
    seen: list[Reread] = []

    def doubting(rereads: Sequence[Reread]) -> NDArray[np.float64]:
        seen.extend(rereads)
        return np.array([[-15.0, -15.0]] * len(rereads))

    ask = asker(reader=doubting)
    ask._belief = Belief(0.0, (("margin", 1.0),))
    assert ask.states([parsed_of(TEXT)]) == [()]
    assert any(each.question.startswith("Which person is the designer of ") for each in seen)
    assert all(0 <= each.start < each.end <= len(each.text) for each in seen)


def test_of_many_relations_the_nearest_are_asked() -> None:
    others = tuple(OntologyRelation(f"x{at}", f"number of tax form {at}", (), "", ("P",), ("P",)) for at in range(MOST))
    ask = asker(Ontology("many", BOATS.classes, (*others, *BOATS.relations)))
    (nearest,) = ask._meanings.nearest(["The Dorade was designed by Olin Stern."], MOST)
    assert len(nearest) == MOST and nearest == sorted(nearest)
    assert {ask.relations[at].label for at in nearest} >= {"designer", "launched"}


def test_what_is_near_is_the_same_in_any_company() -> None:
    relations = asked_relations(BOATS)
    others = tuple(replace(relations[0], id=f"x{at}", label=f"number of tax form {at}") for at in range(MOST))
    meanings = Meanings(SentenceEncoder(device="cpu"), (*others, *relations))
    text = "The Dorade was designed by Olin Stern."
    rest = [f"The Hild was built in {year} by Mara Lind." for year in range(1900, 1920)]
    assert meanings.nearest([*rest, text], MOST)[-1] == meanings.nearest([text], MOST)[0]
    told = [Told("a", text, relations[0], "Dorade", "Olin Stern"), Told("a", text, relations[1], "Stern", "The")]
    more = [Told(at, each, relations[0], "Hild", "Mara Lind") for at, each in enumerate(rest)]
    assert meanings.of([*more, *told])[-2:] == meanings.of(told)


def test_a_fact_in_words_is_nearer_to_its_sentence_than_others() -> None:
    designer, launched, owner = asked_relations(BOATS)
    meanings = Meanings(SentenceEncoder(device="cpu"), (designer, launched, owner))
    text = "The yacht Dorade was designed by Olin Stern."
    right, wrong = Told("a", text, designer, "Dorade", "Olin Stern"), Told("a", text, owner, "Stern", "yacht")
    near, far = meanings.of([right, wrong])
    assert near.label > 0 > far.label and near.worded > 0 and far.worded == -near.worded
    assert meanings.of([right])[0].worded == ALONE
    assert meanings.of([right, wrong._replace(place="b")])[0].worded == ALONE
    assert meanings.of([]) == []


def test_the_shipped_extractor_has_a_belief() -> None:
    belief = load_extractor().belief
    assert belief.trees and {name for name, _ in belief.weights} == set(FEATURES)


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


def test_another_of_the_relation_is_one_of_its_place() -> None:
    claims = [
        Claim("a", "designer", (0, 6), (10, 16), 0.6),
        Claim("a", "designer", (0, 6), (20, 24), 0.7),
        Claim("a", "owner", (0, 6), (20, 24), 0.9),
        Claim("b", "designer", (0, 6), (20, 24), 0.8),
    ]
    assert others(claims, 0.1).tolist() == [0.7, 0.6, 0.1, 0.1]


def test_a_belief_is_stored_by_the_names_of_its_features(tiny_base: Path, tmp_path: Path) -> None:
    belief = Belief(
        -2.0, (("asked", 0.5), ("rival", 0.25)), (Split("asked", 0.5, -1.0, Split("rival", 0.25, 0.0, 2.0)), 0.125)
    )
    model = replace(new_extractor(str(tiny_base)), belief=belief)
    save_extractor(model, tmp_path / "own")
    whole = load_extractor(tmp_path / "own")
    assert whole.belief == belief
    record = tmp_path / "own" / "belief.json"
    stored = json.loads(record.read_text(encoding="utf-8"))
    stored["bias"] = -2.5
    record.write_text(json.dumps(stored), encoding="utf-8")
    assert load_extractor(tmp_path / "own").sha256 != whole.sha256
    record.unlink()
    assert load_extractor(tmp_path / "own").belief == BY_ITSELF
    relations = tmp_path / "own" / "relations.json"
    before = json.loads(relations.read_text(encoding="utf-8"))
    before["cuts"]["belief"] = {"asked": 0.5, "rival": 0.25, "bias": -2.0}
    relations.write_text(json.dumps(before), encoding="utf-8")
    assert load_extractor(tmp_path / "own").belief == belief._replace(trees=())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"asked": 0.5}', "a belief has 'bias', 'weights' and 'trees', found"),
        ("[]", "a belief has 'bias', 'weights' and 'trees', found"),
        ('{"bias": 0, "weights": {}, "trees": 1}', "a belief has weights of asked, .* and a list of trees"),
        ('{"bias": 0, "weights": {"length": 1}, "trees": []}', "a belief has weights of asked, "),
        ('{"bias": 0, "weights": {"asked": "1"}, "trees": []}', "a number is needed, found '1'"),
        ('{"bias": [0.5], "weights": {}, "trees": []}', "a number is needed, found"),
        ('{"bias": 0, "weights": {}, "trees": [["length", 0.5, 0.0, 1.0]]}', "a tree is a number or .* found .*length"),
        ('{"bias": 0, "weights": {}, "trees": [["asked", [], 0.0, 1.0]]}', r"a number is needed, found '\[\]'"),
        ('{"bias": 0, "weights": {}, "trees": [[["asked"], 0.5, 0.0, 1.0]]}', "a tree is a number or"),
        ('{"bias": 0, "weights": {}, "trees": [true]}', "a number is needed, found 'True'"),
        ('{"bias": 0, "weights": {}, "trees": [NaN]}', "a number is needed, found 'nan'"),
        ('{"bias": 1' + "0" * 400 + ', "weights": {}, "trees": []}', "a number is needed, found '1000"),
        ("{", ".*; train it anew"),
        ("[" * 20000, ".*; train it anew"),
    ],
)
def test_a_broken_belief_is_named(tiny_base: Path, tmp_path: Path, text: str, why: str) -> None:
    save_extractor(new_extractor(str(tiny_base)), tmp_path / "own")
    (tmp_path / "own" / "belief.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=rf"belief.json: {why}"):
        load_extractor(tmp_path / "own")


@given(st.lists(st.floats(0, 1), min_size=1, max_size=5))
def test_by_itself_belief_is_what_the_network_says(chances: list[float]) -> None:
    many = len(chances)
    claims = [Claim("a", "designer", (0, 6), (at, at + 1), each) for at, each in enumerate(chances)]
    looks = [Look(True, False, True, False, True, True, False, False)] * many
    weighed = features(claims, np.zeros((many, 2)), looks, [Nearness(0.5, -0.1)] * many, least=0.1)
    assert weighed.shape == (many, len(FEATURES)) and np.isfinite(weighed).all()
    assert BY_ITSELF.chances(weighed) == pytest.approx(np.clip(chances, 1e-6, 1 - 1e-6))


def test_a_tree_leads_each_fact_to_its_leaf() -> None:
    weighed = np.zeros((3, len(FEATURES)))
    weighed[:, FEATURES.index("asked")] = [-1.0, 0.5, 2.0]
    weighed[:, FEATURES.index("tail")] = [1.0, 1.0, 0.0]
    belief = Belief(
        1.0, (("tail", 0.25),), (Split("asked", 0.5, Split("tail", 0.5, 3.0, 4.0), -2.0), Split("tail", 0.5, 0.5, 0.25))
    )
    chances = belief.chances(weighed)
    assert np.log(chances / (1 - chances)) == pytest.approx([5.5, 5.5, -0.5])


def test_phrases_begin_at_their_article_and_behind_it_and_end_where_they_do() -> None:
    doc = load_model()("The yacht Dorade was designed by Olin Stern.")
    text = doc.text
    phrases = Phrases.of(Parsed(Document("d", "", text), doc, (Span(0, len(text)),), (), ()))
    for said, edges in {
        "The yacht Dorade": (True, True),
        "yacht Dorade": (True, True),
        "Dorade": (False, True),
        "The yacht": (True, False),
        "Olin Stern": (True, True),
        "Olin": (True, False),
        "was designed": (False, False),
    }.items():
        start = text.index(said)
        assert phrases.edges(Span(start, start + len(said))) == edges, said
    bare = spacy.blank("en")(text)
    nothing = Phrases.of(Parsed(Document("d", "", text), bare, (Span(0, len(text)),), (), ()))
    assert nothing.edges(Span(0, 3)) == (False, False)
