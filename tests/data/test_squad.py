from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from kgqa import InputError, Mention
from kgqa.data.squad import read_squad

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "squad"
CONTEXT = "Tungsten was first isolated in 1783 in Spain."


def question(key: str, text: str, *answers: tuple[int, str], **more: Any) -> dict[str, Any]:
    spans = [{"answer_start": start, "text": answer} for start, answer in answers]
    return {"id": key, "question": text, "answers": spans, **more}


def squad(path: Path, *questions: dict[str, Any]) -> Path:
    article = {"title": "Tungsten", "paragraphs": [{"context": CONTEXT, "qas": list(questions)}]}
    path.write_text(json.dumps({"version": "v2.0", "data": [article]}), encoding="utf-8")
    return path


def test_answers_are_spans_and_each_stands_once(tmp_path: Path) -> None:
    path = squad(tmp_path / "a.json", question("q1", " When? ", (31, "1783"), (31, "1783"), (28, "in 1783")))
    (example,) = read_squad(path)
    assert example.question == "When?"
    assert example.answers == (Mention(31, 35, "1783"), Mention(28, 35, "in 1783"))
    assert example.title == "Tungsten"
    assert all(CONTEXT[one.start : one.end] == one.text for one in example.answers)


def test_an_impossible_question_has_no_answers(tmp_path: Path) -> None:
    record = question("q1", "Who?", is_impossible=True, plausible_answers=[{"answer_start": 0, "text": "T"}])
    (example,) = read_squad(squad(tmp_path / "a.json", record))
    assert example.answers == ()


def test_gzip_reads_the_same(tmp_path: Path) -> None:
    plain = squad(tmp_path / "a.json", question("q1", "When?", (31, "1783")))
    packed = tmp_path / "a.json.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert list(read_squad(packed)) == list(read_squad(str(plain)))


@pytest.mark.parametrize("start, text", [(30, "1783"), (-1, "1783"), (43, "Spain."), (31, "")])
def test_a_span_that_is_not_there_names_file_and_question(tmp_path: Path, start: int, text: str) -> None:
    path = squad(tmp_path / "a.json", question("q7", "When?", (start, text)))
    with pytest.raises(InputError, match=r"a\.json: question 'q7': the answer .* is not in the context"):
        list(read_squad(path))


@pytest.mark.parametrize("content", ["[]", '{"data": 1}', '{"data": [{"paragraphs": [{}]}]}', "{", '{"data": [3]}'])
def test_another_layout_is_an_input_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.json"):
        list(read_squad(path))


def test_a_missing_field_names_the_question(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="question 'q1' needs a str under 'question', and has None"):
        list(read_squad(squad(tmp_path / "a.json", {"id": "q1", "answers": []})))


@pytest.mark.parametrize(
    ("record", "rule"),
    [
        ({}, "needs a list under 'answers', and has None"),
        ({"answers": None}, "needs a list under 'answers', and has None"),
        ({"answers": 3}, "needs a list under 'answers', and has 3"),
        ({"answers": [], "is_impossible": "false"}, "'is_impossible' is true or false, not 'false'"),
    ],
)
def test_a_question_is_not_unanswerable_by_accident(tmp_path: Path, record: dict[str, object], rule: str) -> None:
    with pytest.raises(InputError, match=rule):
        list(read_squad(squad(tmp_path / "a.json", {"id": "q1", "question": "When?", **record})))


def test_ids_are_given_once(tmp_path: Path) -> None:
    path = squad(tmp_path / "a.json", question("q1", "When?"), question("q1", "Where?"))
    here = "paragraph 1 of article 1"
    with pytest.raises(InputError, match=f"a.json: {here}: the id 'q1' is already that of .*a.json: {here}$"):
        list(read_squad(path))


def test_a_file_without_a_question(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.json: holds no question; the file looks like a SQuAD file$"):
        list(read_squad(squad(tmp_path / "a.json")))


def test_a_file_of_another_layout_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"q1": "Rome"}), encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.json: a SQuAD file is .*; the file looks like predictions$"):
        list(read_squad(path))


def test_one_article(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    articles = [
        {"title": title, "paragraphs": [{"context": CONTEXT, "qas": [question(title[0], "When?")]}]}
        for title in ("Tungsten", "Iron")
    ]
    path.write_text(json.dumps({"data": articles}), encoding="utf-8")
    assert [example.id for example in read_squad(path, {"title": "Iron"})] == ["I"]
    with pytest.raises(InputError, match="no question has title=Tin; title is one of 'Iron', 'Tungsten'"):
        list(read_squad(path, {"title": "Tin"}))
    with pytest.raises(InputError, match="can be chosen by title, not by 'id'"):
        list(read_squad(path, {"id": "I"}))


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be read"):
        list(read_squad(tmp_path / "none.json"))


@pytest.mark.parametrize("name", ["squad1_train_subset_4k.json", "squad2_dev_cs224n.json"])
def test_the_published_files(name: str) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the data set {name} is not beside this checkout")
    examples = list(read_squad(path))
    assert len({example.id for example in examples}) == len(examples) > 3000
    assert any(not example.answers for example in examples) == ("squad2" in name)
