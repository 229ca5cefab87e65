from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa import InputError
from kgqa.data.example import ExtractionExample
from kgqa.data.text2kgbench import read_text2kgbench, repaired
from kgqa.types import Triple

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "text2kgbench"
RECORD: dict[str, Any] = {
    "id": "ont_3_river_train_1",
    "sent": "The Oda runs through Bern into the Lek.",
    "triples": [{"sub": "Oda", "rel": "flowsInto", "obj": "Lek"}, {"sub": "Oda", "rel": "city", "obj": "Bern"}],
}


def line(number: int, tail: str, sent: str = "Ann wrote Dawn and Dusk.", head: str = "Ann") -> dict[str, Any]:
    labels = {"sub_label": head, "rel_label": "notable work", "obj_label": tail}
    return {"id": f"ont_4_book_val_{number}", **labels, "sent": sent, "sub": "Q1", "rel": "P800", "obj": "Q2"}


def write(path: Path, *records: Any) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_a_record_with_its_triples(tmp_path: Path) -> None:
    assert list(read_text2kgbench(write(tmp_path / "t.jsonl", RECORD))) == [
        ExtractionExample(
            RECORD["id"],
            RECORD["sent"],
            (Triple("Oda", "flowsInto", "Lek"), Triple("Oda", "city", "Bern")),
            "ont_3_river",
        )
    ]


def test_records_of_one_sentence_stay_apart(tmp_path: Path) -> None:
    path = write(tmp_path / "t.jsonl", RECORD, {**RECORD, "id": "ont_3_river_train_2"})
    assert [example.id for example in read_text2kgbench(path)] == ["ont_3_river_train_1", "ont_3_river_train_2"]


def test_lines_of_one_sentence_are_one_example(tmp_path: Path) -> None:
    path = write(tmp_path / "t.jsonl", line(1, "Dawn"), line(2, "Mist", "Bo wrote Mist.", "Bo"), line(3, "Dusk"))
    first, second = read_text2kgbench(path)
    assert (first.id, first.ontology) == ("ont_4_book_val_1", "ont_4_book")
    assert first.triples == (Triple("Ann", "notable work", "Dawn"), Triple("Ann", "notable work", "Dusk"))
    assert second.triples == (Triple("Bo", "notable work", "Mist"),)


def test_a_test_file_takes_its_triples_from_the_ground_truth(tmp_path: Path) -> None:
    bare = {"id": "ont_3_river_test_1", "sent": RECORD["sent"]}
    path = write(tmp_path / "test" / "ont_3_river_test.jsonl", bare)
    with pytest.raises(InputError, match=r"there is no .*ont_3_river_ground_truth\.jsonl"):
        list(read_text2kgbench(path))
    truth = tmp_path / "ground_truth" / "ont_3_river_ground_truth.jsonl"
    write(truth, {**bare, "triples": RECORD["triples"]})
    assert list(read_text2kgbench(path)) == list(read_text2kgbench(truth))
    write(truth, {**bare, "sent": "Another.", "triples": []})
    with pytest.raises(InputError, match=r"ont_3_river_test\.jsonl:1: .* no such sentence under the id"):
        list(read_text2kgbench(path))


def test_a_ground_truth_without_triples_is_not_its_own_ground_truth(tmp_path: Path) -> None:
    path = write(tmp_path / "ground_truth" / "x.jsonl", {"id": "a", "sent": "s"})
    with pytest.raises(InputError, match="a file of sentences alone is read with its ground truth"):
        list(read_text2kgbench(path))


@pytest.mark.parametrize(
    "key, ontology", [("ont_12_art_unseen_3", "ont_12_art"), ("river_test_1", ""), ("ont_1_x", "")]
)
def test_the_ontology_is_in_the_id(tmp_path: Path, key: str, ontology: str) -> None:
    (example,) = read_text2kgbench(write(tmp_path / "t.jsonl", {**RECORD, "id": key}))
    assert example.ontology == ontology


def test_where_chooses_records(tmp_path: Path) -> None:
    path = write(tmp_path / "t.jsonl", RECORD, {**RECORD, "id": "ont_5_lake_train_1"})
    assert [example.id for example in read_text2kgbench(path, {"ontology": "ont_5_lake"})] == ["ont_5_lake_train_1"]


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8")))
def test_what_was_read_as_latin_1_is_repaired(text: str) -> None:
    assert repaired(text.encode().decode("latin-1")) == text


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", min_codepoint=0x100), min_size=1))
def test_what_can_not_have_been_is_left_alone(text: str) -> None:
    assert repaired(text) == text


def test_sentence_and_names_are_repaired(tmp_path: Path) -> None:
    broken = "Łódź and Zürich".encode().decode("latin-1")
    (example,) = read_text2kgbench(write(tmp_path / "t.jsonl", line(1, broken, sent=broken)))
    assert (example.text, example.triples[0].tail) == ("Łódź and Zürich", "Łódź and Zürich")


@pytest.mark.parametrize(
    "bad, rule",
    [
        ({**RECORD, "id": ""}, "the text under 'id' must not be empty"),
        ({**RECORD, "id": "b", "sent": " "}, "a sentence is a text that is not empty"),
        ({**RECORD, "id": "b", "triples": [["Oda", "city", "Bern"]]}, "a text is needed under 'sub'"),
        ({**RECORD, "id": "b", "triples": "none"}, "a list is needed under 'triples'"),
        (line(1, "Dawn"), "a record has the fields of those before it: 'triples'"),
        ({"id": "b", "sent": "s"}, "a record has the fields of those before it: 'triples'"),
        (RECORD, "the id 'ont_3_river_train_1' is already that of"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, bad: dict[str, Any], rule: str) -> None:
    with pytest.raises(InputError, match=rf"t\.jsonl:2: {rule}"):
        list(read_text2kgbench(write(tmp_path / "t.jsonl", RECORD, bad)))


def test_an_empty_file_and_another_layout(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"empty\.jsonl: "):
        list(read_text2kgbench(write(tmp_path / "empty.jsonl")))
    path = write(tmp_path / "q.jsonl", {"id": "1", "question": "q", "answers": ["a"]})
    with pytest.raises(InputError, match=r"q\.jsonl:1: .*; the file looks like questions with answers"):
        list(read_text2kgbench(path))


@pytest.mark.parametrize(
    "folder, sentences, triples",
    [
        ("dbpedia_webnlg/train", 2846, 8623),
        ("dbpedia_webnlg/test", 1063, 3114),
        ("wikidata_tekgen/train", 5098, 5294),
        ("wikidata_tekgen/validation", 3577, 3652),
    ],
)
def test_the_published_files(folder: str, sentences: int, triples: int) -> None:
    paths = sorted((SHARED / folder).glob("*.jsonl"))
    if not paths:
        pytest.skip("the data set Text2KGBench is not beside this checkout")
    examples = [example for path in paths for example in read_text2kgbench(path)]
    assert (len(examples), sum(len(example.triples) for example in examples)) == (sentences, triples)
    assert all(example.ontology for example in examples)
