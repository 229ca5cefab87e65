"""Passages: offsets that hold for any text, and cuts where a reader would cut."""

import gzip
import json
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kgqa import InputError, Passage
from kgqa.kg.formats import read_passages
from kgqa.kg.formats.passages import passed_over
from kgqa.kg.formats.split import split_document

texts = st.text(st.characters(codec="utf-8") | st.sampled_from("\0\x07\r\n\n\n  ..。！？中文שלום😀́aA#"), max_size=120)


@settings(max_examples=300, deadline=None)
@given(text=texts, limit=st.integers(1, 40))
@example(text="# Head\n\nA long paragraph. Another one.", limit=20)
@example(text="a" * 50, limit=7)
def test_offsets_hold_and_nothing_is_lost(text, limit):
    spans = split_document(text, limit)
    assert all(0 < end - start <= limit for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for start, end in spans:
        assert text[start:end] == text[start:end].strip()
    covered = {at for start, end in spans for at in range(start, end)}
    assert all(text[at].isspace() for at in range(len(text)) if at not in covered)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts, bom=st.booleans())
def test_passages_of_a_file_lie_in_its_text(tmp_path, text, bom):
    data = text.encode()
    if data.startswith((b"\xef\xbb\xbf", b"\x1f\x8b")):
        return
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" * bom + data)
    passages = list(read_passages(tmp_path / "a.txt"))
    assert bool(passages) == bool(text.strip())
    for passage in passages:
        assert text[passage.start : passage.start + len(passage.text)] == passage.text


def cut(text: str, limit: int) -> list[str]:
    return [text[start:end] for start, end in split_document(text, limit)]


def test_whole_paragraphs_then_whole_sentences_then_words():
    assert cut("One.\n\nTwo.\r\n \r\nThree is long.", 12) == ["One.\n\nTwo.", "Three is", "long."]
    assert cut("One two. Three four. Five.", 20) == ["One two. Three four.", "Five."]
    assert cut("Dr. Smith met J. R. Jones. Then he left.", 28) == [
        "Dr. Smith met J. R. Jones.",
        "Then he left.",
    ]
    assert cut('He said "no!" Then left.', 15) == ['He said "no!"', "Then left."]
    assert cut("今天下雨。我们在家！你呢？好。", 8) == ["今天下雨。", "我们在家！你呢？", "好。"]
    assert cut("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert cut(" \n\t\n ", 10) == []


@pytest.mark.parametrize("unit", [".", '."', "\n \n\t", " # ", "。", "\r", "Dr. "])
def test_odd_text_takes_no_more_than_linear_time(unit):
    # Quadratic patterns would take minutes here.
    assert split_document(unit * 100_000) is not None


@pytest.mark.parametrize(
    ("heading", "title"),
    [("# C#", "C#"), ("### A ##  ", "A"), ("#no", "a"), ("# a" + " " * 5000 + "x #", None)],
)
def test_titles(tmp_path, heading, title):
    (tmp_path / "a.md").write_text(f"text\n{heading}\nmore")
    (passage, *_) = read_passages(tmp_path / "a.md")
    assert passage.title == (title or heading[2:-2])


def test_a_heading_stays_with_what_follows():
    assert cut("Some text here.\n\n# Head\n\nMore text here.", 25) == [
        "Some text here.",
        "# Head\n\nMore text here.",
    ]


def test_a_folder_of_documents(tmp_path):
    (tmp_path / "b" / ".git").mkdir(parents=True)
    (tmp_path / "b" / "guide.md").write_bytes(b"intro\n\n## The Guide ##\r\n\r\nText here.\n")
    (tmp_path / "b" / "z.txt.gz").write_bytes(gzip.compress(b"packed"))
    (tmp_path / "a.txt").write_text("Plain # no heading")
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "b" / "rows.jsonl.gz").write_bytes(gzip.compress(b'{"id": "p1", "title": "T", "text": "A row."}\n'))
    for hidden in (".x.txt", "b/.git/y.txt", "c.pdf", "b/d.PDF", "b/LICENSE"):
        (tmp_path / hidden).write_text("hidden")
    assert list(read_passages(tmp_path)) == [
        Passage("a.txt#00000000", "a.txt", "a", "Plain # no heading", 0),
        Passage("b/guide.md#00000000", "b/guide.md", "The Guide", "intro\n\n## The Guide ##\r\n\r\nText here.", 0),
        Passage("p1", "p1", "T", "A row.", 0),
        Passage("b/z.txt.gz#00000000", "b/z.txt.gz", "z", "packed", 0),
    ]
    assert passed_over(tmp_path) == {".pdf": 2, "no ending": 1}
    (tmp_path / "none").mkdir()
    with pytest.raises(InputError, match=r"must hold .jsonl, .txt or .md files"):
        list(read_passages(tmp_path / "none"))


def test_one_document_and_its_passages_in_order(tmp_path):
    sentences = " ".join(f"Sentence number {n} says a little." for n in range(200))
    (tmp_path / "long.md").write_text("# Long\n" + sentences)
    passages = list(read_passages(tmp_path / "long.md"))
    assert len(passages) > 5 and {p.title for p in passages} == {"Long"}
    assert sorted(passages, key=lambda p: p.id) == passages
    assert all(p.text.endswith(".") and len(p.text) <= 900 for p in passages)
    assert min(len(p.text) for p in passages[:-1]) > 800


def test_jsonl(tmp_path):
    rows = [
        {"id": "p1", "title": "T", "text": "a\0b", "doc_id": "d", "start": 12},
        {"id": "p2", "text": "more"},
        {"id": "p3", "text": " \n"},
    ]
    (tmp_path / "p.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert list(read_passages(tmp_path / "p.jsonl")) == [
        Passage("p1", "d", "T", "a\0b", 12),
        Passage("p2", "p2", "", "more", 0),
    ]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("p.jsonl", b'{"text": "x"}', "line 1: a passage must have an id"),
        ("p.jsonl", b'{"id": "x"}', "line 1: a passage must have a text"),
        ("p.jsonl", b'{"id": "x", "text": 1}', "'text' must be a string"),
        (
            "p.jsonl",
            b'{"id": "x", "text": "x", "start": -1}',
            "'start' must be a whole number from 0, found -1",
        ),
        ("p.jsonl", b'{"id": "x", "text": "x", "start": true}', "found true"),
        ("p.jsonl", b'{"id": "x", "text": "x", "body": ""}', "unknown key 'body'; allowed are id, doc_id"),
        ("p.jsonl", b'{"id": "x", "text": "\\ud834"}', "lone surrogates"),
        ("p.txt", b"one\ntwo\ncaf\xe9", "p.txt, line 3: must be UTF-8, found byte 0xe9"),
        ("p.txt", "é".encode("utf-16"), "byte order mark of UTF-16"),
        ("p.pdf", b"", "must be a folder or end in .jsonl, .txt or .md"),
    ],
)
def test_broken_files_are_named(tmp_path, name, data, message):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=message):
        list(read_passages(tmp_path / name))
