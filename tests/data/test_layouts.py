from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa import InputError
from kgqa.data.layouts import SNIFFED, hint_first, looks_like

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
LONG = "x" * 2 * SNIFFED
WIKI = {"_id": "a", "question": "Who?", "context": [["Ann", ["A. ", "B."]]], "supporting_facts": [["Ann", 0]]}
MUSIQUE = {"id": "2hop__1_2", "paragraphs": [{"idx": 0, "title": "T", "paragraph_text": "x", "is_supporting": True}]}
SQUAD = {"version": "1", "data": [{"title": "T", "paragraphs": [{"context": "c", "qas": []}]}]}

TEXTS = {
    "a SQuAD file": json.dumps(SQUAD, indent=1),
    "MetaQA questions": "who is in [Heat]\tA|B\nwhat is [Jaws] about\tsharks\n",
    "MetaQA question types": "movie_to_actor\nactor_to_movie_to_year\n",
    "2WikiMultihopQA JSONL": json.dumps({**WIKI, "evidences": []}) + "\n",
    "a published 2WikiMultihopQA JSON array": json.dumps([{**WIKI, "evidences": [], "more": LONG}]),
    "HotpotQA JSONL": json.dumps(WIKI) + "\n" + json.dumps(WIKI),
    "a published HotpotQA JSON array": json.dumps([{**WIKI, "level": "hard"}, WIKI], indent=2),
    "PathQuestion": "what is ann_lee 's home ?\trome(rome/)\tann_lee#home#rome#<end>#rome\n",
    "MuSiQue JSONL": json.dumps({**MUSIQUE, "question": LONG}) + "\n",
    "a subgraph question file (webqsp, cwq)": json.dumps(
        {"id": "a", "question": "q", "answer": ["b"], "q_entity": ["c"], "a_entity": ["b"], "graph": [["c", "r", LONG]]}
    ),
    "ELEVANT entity linking JSONL": json.dumps(
        {"id": 0, "title": "t", "text": "x", "evaluation_span": [0, 1], "labels": [{"span": [0, 1], "entity_id": "Q1"}]}
    ),
    "Text2KGBench JSONL": json.dumps({"id": "a", "sent": "x", "triples": [{"sub": "a", "rel": "b", "obj": "c"}]}),
    "DocRED JSON": json.dumps([{"title": "T", "vertexSet": [[{"type": "PER", "pos": [0, 1]}]], "sents": []}]),
    "triples head|relation|tail": "Heat|directed_by|Ann\nHeat|release_year|1995\n",
    "TSV triples": "ann\tborn in\trome\r\nrome\tin\titaly\r\n",
    "TSV of 4 columns": "Q1\tP2\tQ3\twho is it\n",
    "N-Triples": '<http://e/a> <http://e/b> "c" .\n<http://e/a> <http://e/b> <http://e/c> .\n',
    "predictions": json.dumps({"q1": "Rome", "q2": ""}),
    "questions with answers as JSONL": json.dumps({"question": "Who?", "answers": ["Ann"]}) + "\n",
    "questions as JSONL": json.dumps({"question": "Who?"}) + "\n",
    "JSONL with the fields name, age": json.dumps({"name": "x", "age": 1}) + "\n" + json.dumps({"name": "y"}),
    "a JSON array": "[1, 2]",
    "an HTML page": "<!DOCTYPE html>\n<html><body>404</body></html>",
    "a Git LFS pointer in place of the file itself": "version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
    "unknown": "Call me Ann.\nIt was a dark night, and so on.\n",
    "empty": " \n\n",
}
BYTES = {
    "parquet": b"PAR1\x15\x04\x15",
    "a zip archive": b"PK\x03\x04\x14\x00",
    "UTF-16 text": '{"question": "Who?"}'.encode("utf-16-le"),
    "binary": bytes(range(256)),
    "binary ": bytes(SNIFFED),
    "text that is not UTF-8": "caf\xe9 au lait".encode("latin-1"),
    "text that is not UTF-8 ": "caf\xe9 au lait".encode("latin-1") * SNIFFED,
    "damaged gzip": gzip.compress(b"a\tb\tc\n" * 1000, mtime=0)[:20],
    "empty": b"",
}


@pytest.mark.parametrize("name", TEXTS)
def test_layouts_are_told_apart(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a"
    path.write_text(TEXTS[name], encoding="utf-8")
    assert looks_like(path) == name
    path.write_text("\ufeff" + TEXTS[name], encoding="utf-8")
    assert looks_like(str(path)) == name
    path.write_bytes(gzip.compress(TEXTS[name].encode(), mtime=0))
    assert looks_like(path) == f"{name}, gzipped"


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_are_no_text(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(BYTES[name])
    assert looks_like(path) == name.strip()


def test_more_predictions(tmp_path: Path) -> None:
    path = tmp_path / "a"
    for value in ({"answer": {"5a8": "yes"}, "sp": {}}, {"id": "a", "answers": ["x"]}, {"12": ["a", "b"]}):
        path.write_text(json.dumps(value), encoding="utf-8")
        assert looks_like(path) == "predictions"
    path.write_text(json.dumps({"name": "a set", "description": "x"}), encoding="utf-8")
    assert looks_like(path) == "a JSON object with the fields name, description"


def test_what_can_not_be_read(tmp_path: Path) -> None:
    assert looks_like(tmp_path) == looks_like(tmp_path / "none") == "unreadable"


def test_utf16_with_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("one\n", encoding="utf-16")
    assert looks_like(path) == "UTF-16 text"


def test_a_character_may_be_cut_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("x" + "é" * SNIFFED, encoding="utf-8")
    assert looks_like(path) == "unknown"


@given(st.binary(max_size=200))
def test_anything_is_something(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(raw)
    assert looks_like(path)


def test_the_first_error_alone_is_hinted(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("a|b|c\n", encoding="utf-8")

    def items(good: int) -> list[int]:
        def numbers() -> Iterator[int]:
            yield from range(good)
            raise InputError("no good")

        return list(hint_first(path, numbers()))

    with pytest.raises(InputError, match=r"^no good; the file looks like triples head\|relation\|tail$"):
        items(0)
    with pytest.raises(InputError, match=r"^no good$"):
        items(1)
    assert list(hint_first(path, [])) == []
    assert list(hint_first(path, [1, 2])) == [1, 2]


@pytest.mark.parametrize(
    "file, name",
    [
        ("squad/squad2_dev_cs224n.json", "a SQuAD file"),
        ("metaqa/2-hop/qa_dev.txt", "MetaQA questions"),
        ("metaqa/kb.txt", "triples head|relation|tail"),
        ("2wikimultihopqa/questions.jsonl", "2WikiMultihopQA JSONL"),
        ("hotpotqa/questions.jsonl", "HotpotQA JSONL"),
        ("pathquestion/PQ-2H.txt", "PathQuestion"),
        ("pathquestion/2H-kb.txt", "TSV triples"),
        ("entity_linking_elevant/kore50.benchmark.jsonl", "ELEVANT entity linking JSONL"),
        ("text2kgbench/dbpedia_webnlg/train/ont_1_university_train.jsonl", "Text2KGBench JSONL"),
        ("redocred/dev_revised.json", "DocRED JSON"),
    ],
)
def test_the_published_files(file: str, name: str) -> None:
    path = SHARED / file
    if not path.exists():
        pytest.skip(f"{file} is not beside this checkout")
    assert looks_like(path) == name
