from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from kgqa import InputError, Triple
from kgqa.data.example import AskExample
from kgqa.data.subgraphs import CARD_CWQ, CARD_WEBQSP, read_subgraphs

RECORD: dict[str, Any] = {
    "id": "Test-1",
    "question": "who are the children of ann lee",
    "answer": ["Bob Lee", "Cid"],
    "q_entity": ["Ann Lee"],
    "a_entity": ["Bob Lee"],
    "graph": [["Ann Lee", "people.person.children", "Bob Lee"], ["Ann Lee", "people.person.children", "Bob Lee"]],
    "choices": [],
}
EXAMPLE = AskExample(
    "Test-1",
    "who are the children of ann lee",
    ("Bob Lee",),
    ("Ann Lee",),
    graph=(Triple("Ann Lee", "people.person.children", "Bob Lee"),),
)


def jsonl(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def parquet_file(path: Path, records: list[dict[str, Any]], **settings: Any) -> Path:
    arrow = pytest.importorskip("pyarrow", reason='needs pip install "kgqa[parquet]"')
    parquet = pytest.importorskip("pyarrow.parquet", reason='needs pip install "kgqa[parquet]"')
    parquet.write_table(arrow.Table.from_pylist(records), path, **settings)
    return path


def test_a_question(tmp_path: Path) -> None:
    assert list(read_subgraphs(jsonl(tmp_path / "a.jsonl", RECORD))) == [EXAMPLE]


def test_parquet_reads_the_same(tmp_path: Path) -> None:
    records = [{**RECORD, "id": f"Test-{n}", "split": "ab"[n % 2]} for n in range(50)]
    path = parquet_file(tmp_path / "a.parquet", records, row_group_size=7)
    assert list(read_subgraphs(path)) == list(read_subgraphs(jsonl(tmp_path / "a.jsonl", *records)))
    assert len(list(read_subgraphs(path, {"split": "b"}))) == 25
    with pytest.raises(InputError, match="no question has split=c; split is one of 'a', 'b'"):
        list(read_subgraphs(path, {"split": "c"}))


def test_answers_are_nodes_or_else_the_texts(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path / "a.jsonl", {**RECORD, "a_entity": []}, {**RECORD, "id": "b", "a_entity": None, "answer": []}
    )
    first, second = read_subgraphs(path)
    assert (first.answers, first.answerable) == (("Bob Lee", "Cid"), True)
    assert (second.answers, second.answerable) == ((), False)


BAD = [
    ({"id": None}, "text is needed under 'id'"),
    ({"question": ""}, "text is needed under 'question'"),
    ({"q_entity": "Ann"}, "'q_entity' is a list of texts"),
    ({"graph": [["Ann", "child"]]}, r"'graph' is a list of \[head, relation, tail\], not \['Ann', 'child'\]"),
    ({"graph": ["Ann"]}, "'graph' is a list of lists"),
]


@pytest.mark.parametrize("change, says", BAD)
def test_a_bad_record_is_named(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    path = jsonl(tmp_path / "a.jsonl", RECORD, {**RECORD, "id": "b", **change})
    with pytest.raises(InputError, match=rf"a\.jsonl:2: {says}"):
        list(read_subgraphs(path))


@pytest.mark.parametrize("change, says", BAD[:2])
def test_a_bad_row_is_named(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    path = parquet_file(tmp_path / "a.parquet", [RECORD, {**RECORD, "id": "b", **change}])
    with pytest.raises(InputError, match=rf"a\.parquet: record 2.*: {says}"):
        list(read_subgraphs(path))


def test_a_missing_graph_and_ids_that_come_twice(tmp_path: Path) -> None:
    bare = {name: value for name, value in RECORD.items() if name != "graph"}
    with pytest.raises(InputError, match=r"a\.jsonl:1: a question needs its triples under 'graph'; the file looks"):
        list(read_subgraphs(jsonl(tmp_path / "a.jsonl", bare)))
    with pytest.raises(InputError, match=r"its columns are id, .*; 'graph' is not among id, .*looks like parquet$"):
        list(read_subgraphs(parquet_file(tmp_path / "a.parquet", [bare])))
    with pytest.raises(InputError, match=r"record 2 \(Test-1\): the id 'Test-1' is already that of"):
        list(read_subgraphs(parquet_file(tmp_path / "b.parquet", [RECORD, RECORD])))


def test_damaged_and_empty_parquet(tmp_path: Path) -> None:
    path = parquet_file(tmp_path / "a.parquet", [RECORD])
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(InputError, match=r"a\.parquet: can't be read as parquet: .*looks like parquet$"):
        list(read_subgraphs(path))
    arrow = pytest.importorskip("pyarrow", reason='needs pip install "kgqa[parquet]"')
    parquet = pytest.importorskip("pyarrow.parquet", reason='needs pip install "kgqa[parquet]"')
    parquet.write_table(arrow.Table.from_pylist([RECORD]).slice(0, 0), path)
    with pytest.raises(InputError, match=r"a\.parquet: holds no question"):
        list(read_subgraphs(path))


def test_without_pyarrow_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = parquet_file(tmp_path / "a.parquet", [RECORD])
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r'needs pyarrow: pip install "kgqa\[evaluate\]"'):
        list(read_subgraphs(path))


def test_the_cards() -> None:
    assert [CARD_WEBQSP.name, CARD_CWQ.name] == ["webqsp", "cwq"]
    assert all(card.answers == "all" and not card.verified for card in (CARD_WEBQSP, CARD_CWQ))
