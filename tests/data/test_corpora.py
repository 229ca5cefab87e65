from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa import InputError
from kgqa.data.corpora import gold_ids, passages_of

WORDS = st.sampled_from(["a", "b", "c"])
CONTEXTS = st.lists(st.tuples(WORDS, st.lists(WORDS, min_size=1, max_size=2)), min_size=1, max_size=4)


def write(path: Path, contexts: list[Any], **more: list[Any]) -> Path:
    records = [{"_id": str(n), "context": context, "half": str(n % 2)} for n, context in enumerate(contexts)]
    path.write_text(json.dumps(records), encoding="utf-8")
    return path


@given(st.lists(CONTEXTS, min_size=2, max_size=5))
def test_each_text_once(tmp_path_factory: pytest.TempPathFactory, contexts: list[Any]) -> None:
    path = write(tmp_path_factory.getbasetemp() / "contexts.json", contexts)
    passages = list(passages_of(path))
    expected = dict.fromkeys((title, " ".join(sentences)) for context in contexts for title, sentences in context)
    assert [(p.title, p.text) for p in passages] == list(expected)
    assert len({p.id for p in passages}) == len(passages)
    assert all(p.id.partition("#")[0] == p.title and p.doc_id == p.id for p in passages)
    halves = [list(passages_of(path, {"half": half})) for half in "01"]
    assert {*halves[0], *halves[1]} == set(passages)


def test_a_record_without_a_context_is_named(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(json.dumps({"id": "a", "question": "Who?", "answer": "Ann"}) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"q\.jsonl:1: a question needs passages .*; the file looks like questions"):
        list(passages_of(path))
    with pytest.raises(InputError, match="no question has half=7; half is one of '0', '1'"):
        list(passages_of(write(path, [[["T", ["x"]]]] * 2), {"half": "7"}))


def test_a_passage_without_a_title(tmp_path: Path) -> None:
    (passage,) = passages_of(write(tmp_path / "a.json", [[["", ["Some text."]]]]))
    assert (passage.id, passage.title) == ("untitled", "")


def test_a_title_that_is_not_there_stands_for_itself(tmp_path: Path) -> None:
    passages = list(passages_of(write(tmp_path / "a.json", [[["T", ["x"]], ["T", ["y"]]]])))
    assert gold_ids(["T", "U", "T"], passages) == ("T", "T#2", "U")
