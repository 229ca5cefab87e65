from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa import InputError
from kgqa.data.redocred import Document, read_documents, read_redocred, read_relation_labels
from kgqa.types import Mention, Triple

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "redocred"
DOCUMENT: dict[str, Any] = {
    "title": "Oakham",
    "sents": [["Oakham", "is", "in", "West", "Mere", "."], ["It", "(", "Oak", ")", "has", "a", "mayor", "."]],
    "vertexSet": [
        [{"name": "Oakham", "sent_id": 0, "pos": [0, 1], "type": "LOC"}, {"sent_id": 1, "pos": [2, 3], "type": "LOC"}],
        [{"name": "West Mere", "sent_id": 0, "pos": [3, 5], "type": "LOC"}],
    ],
    "labels": [{"h": 0, "t": 1, "r": "P131", "evidence": [0]}],
}


def write(path: Path, *documents: Any) -> Path:
    path.write_text(json.dumps(documents), encoding="utf-8")
    return path


def changed(**change: Any) -> dict[str, Any]:
    return {**DOCUMENT, "title": "Other", **change}


def test_a_document(tmp_path: Path) -> None:
    (document,) = read_documents(write(tmp_path / "d.json", DOCUMENT))
    assert document == Document(
        "Oakham",
        "Oakham is in West Mere . It ( Oak ) has a mayor .",
        ((Mention(0, 6, "Oakham"), Mention(30, 33, "Oak")), (Mention(13, 22, "West Mere"),)),
        ("LOC", "LOC"),
        ((0, "P131", 1),),
    )
    assert document.names == ("Oakham", "West Mere")


def test_an_example_has_names_and_the_words_of_relations(tmp_path: Path) -> None:
    path = write(tmp_path / "d.json", DOCUMENT)
    (plain,), (worded,) = read_redocred(path), read_redocred(path, labels={"P131": "located in"})
    assert plain.triples == (Triple("Oakham", "P131", "West Mere"),)
    assert worded.triples == (Triple("Oakham", "located in", "West Mere"),)
    assert (plain.id, len(plain.mentions), plain.ontology) == ("Oakham", 2, "")


def test_two_entities_of_one_name_keep_their_indexes_and_give_one_fact(tmp_path: Path) -> None:
    twice = [*DOCUMENT["vertexSet"], DOCUMENT["vertexSet"][0]]
    labels = [{"h": 0, "t": 1, "r": "P131"}, {"h": 2, "t": 1, "r": "P131"}]
    path = write(tmp_path / "d.json", changed(vertexSet=twice, labels=labels))
    assert [document.triples for document in read_documents(path)] == [((0, "P131", 1), (2, "P131", 1))]
    assert [len(example.triples) for example in read_redocred(path)] == [1]


def test_labels_may_be_kept_back(tmp_path: Path) -> None:
    hidden = {name: value for name, value in DOCUMENT.items() if name != "labels"}
    assert [document.triples for document in read_documents(write(tmp_path / "d.json", hidden))] == [()]


WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=4)


@st.composite
def made_up(draw: st.DrawFn) -> dict[str, Any]:
    sentences = draw(st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=4))
    entities = []
    for _ in range(draw(st.integers(1, 3))):
        mentions = []
        for _ in range(draw(st.integers(1, 2))):
            sentence = draw(st.integers(0, len(sentences) - 1))
            start = draw(st.integers(0, len(sentences[sentence]) - 1))
            end = draw(st.integers(start + 1, len(sentences[sentence])))
            mentions.append({"sent_id": sentence, "pos": [start, end], "type": "MISC"})
        entities.append(mentions)
    return {"title": "t", "sents": sentences, "vertexSet": entities, "labels": []}


@settings(deadline=None)
@given(record=made_up())
def test_every_mention_is_where_it_is_said_to_be(tmp_path_factory: pytest.TempPathFactory, record: Any) -> None:
    (document,) = read_documents(write(tmp_path_factory.getbasetemp() / "made.json", record))
    assert document.text == " ".join(" ".join(sentence) for sentence in record["sents"])
    assert len(document.mentions) == len(record["vertexSet"])
    for mentions, entity in zip(document.mentions, record["vertexSet"], strict=True):
        for mention, source in zip(mentions, entity, strict=True):
            first, past = source["pos"]
            assert mention.text == " ".join(record["sents"][source["sent_id"]][first:past])
            assert document.text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    "change, rule",
    [
        ({"sents": [["a", 1]]}, "a sentence is a list of tokens that are texts"),
        ({"vertexSet": [[]]}, "an entity is a list of at least one mention"),
        (
            {"vertexSet": [[{"sent_id": 0, "pos": [3, 9], "type": "LOC"}]]},
            r"the mention at \[3, 9\] of sentence 0 is not",
        ),
        (
            {"vertexSet": [[{"sent_id": 2, "pos": [0, 1], "type": "LOC"}]]},
            r"the mention at \[0, 1\] of sentence 2 is not",
        ),
        ({"vertexSet": [[{"sent_id": 0, "pos": [1, 1], "type": "LOC"}]]}, "a mention in sentence 0: a span is"),
        ({"vertexSet": [[{"sent_id": 0, "pos": [0, 1]}]]}, "a text is needed under 'type'"),
        ({"labels": [{"h": 0, "t": 2, "r": "P1"}]}, "a label names entity 2, and there are 2"),
        ({"labels": [{"h": 0, "t": 1}]}, "a text is needed under 'r'"),
    ],
)
def test_a_bad_document_is_named(tmp_path: Path, change: dict[str, Any], rule: str) -> None:
    path = write(tmp_path / "d.json", DOCUMENT, changed(**change))
    with pytest.raises(InputError, match=rf"d\.json: document 2 \('Other'\): {rule}"):
        list(read_documents(path))


def test_a_title_comes_once_and_a_file_holds_something(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"document 2 .* the id 'Oakham' is already that of .*document 1"):
        list(read_documents(write(tmp_path / "d.json", DOCUMENT, DOCUMENT)))
    with pytest.raises(InputError, match=r"empty\.json: "):
        list(read_documents(write(tmp_path / "empty.json")))


def test_where_chooses_documents(tmp_path: Path) -> None:
    path = write(tmp_path / "d.json", DOCUMENT, changed())
    assert [example.id for example in read_redocred(path, {"title": "Other"})] == ["Other"]


def test_another_layout_is_recognised(tmp_path: Path) -> None:
    path = write(tmp_path / "d.json", {"_id": "1", "question": "q", "context": [], "supporting_facts": []})
    with pytest.raises(InputError, match=r"document 1 .*the file looks like a published HotpotQA"):
        list(read_documents(path))


def test_names_of_relations(tmp_path: Path) -> None:
    path = tmp_path / "names.json"
    path.write_text('{"P6": "mayor", "P17": {"label": "country", "source": "x"}}', encoding="utf-8")
    assert read_relation_labels(path) == {"P6": "mayor", "P17": "country"}
    path.write_text('{"P6": {"name": "mayor"}}', encoding="utf-8")
    with pytest.raises(InputError, match=r"names\.json: P6: a text is needed under 'label'"):
        read_relation_labels(path)


def test_the_published_file() -> None:
    if not SHARED.exists():
        pytest.skip("the data set Re-DocRED is not beside this checkout")
    documents = list(read_documents(SHARED / "dev_revised.json"))
    labels = read_relation_labels(SHARED / "relation_labels.json")
    assert len(documents) == 500
    assert sum(len(document.triples) for document in documents) == 17284
    assert sum(len(document.mentions) for document in documents) == 9684
    assert {relation for document in documents for _, relation, _ in document.triples} <= labels.keys()
