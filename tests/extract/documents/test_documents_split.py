"""Passages: exact, in order, complete, and cut where a text allows it."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.errors import InputError
from kgqa.extract.document import Document, Heading
from kgqa.extract.documents.draft import Draft
from kgqa.extract.documents.sentences import sentences
from kgqa.extract.documents.split import LONGEST_WORD, n_words, split_passages

WORDS = st.text(st.sampled_from("abcXYZ.,;é字京。 \n\t-1"), max_size=200)
BLOCKS = st.one_of(
    st.tuples(st.just("heading"), WORDS, st.integers(1, 3)),
    st.tuples(st.just("paragraph"), WORDS),
    st.tuples(st.just("item"), WORDS),
    st.tuples(st.just("code"), WORDS),
    st.tuples(st.just("page")),
    st.tuples(st.just("table"), st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=4)),
)


def drafted(blocks: list[tuple[object, ...]]) -> Document:
    draft = Draft()
    for kind, *values in blocks:
        if kind == "table":
            draft.table(values[0], header=True)
        else:
            getattr(draft, str(kind))(*values)
    return draft.document("doc", "doc", "doc")


def check_passages(document: Document, max_words: int) -> None:
    passages = split_passages(document, max_words)
    at = 0
    for passage in passages:
        assert passage.start >= at and not document.text[at : passage.start].strip()
        assert document.text[passage.start : passage.start + len(passage.text)] == passage.text
        at = passage.start + len(passage.text)
        around = document.text[max(0, passage.start - 1) : passage.start + 1]
        # No word of letters without ideographs is cut.
        assert not (len(around) == 2 and around.isascii() and around.isalnum()) or len(document.text) > LONGEST_WORD
    assert not document.text[at:].strip()
    assert len({passage.id for passage in passages}) == len(passages)


@settings(deadline=None)
@given(st.lists(BLOCKS, max_size=12), st.integers(1, 60))
def test_passages_of_drafted_documents_cover_them(blocks: list[tuple[object, ...]], max_words: int) -> None:
    check_passages(drafted(blocks), max_words)


@settings(deadline=None)
@given(st.text(max_size=400), st.integers(1, 40))
def test_passages_of_any_text_cover_it(text: str, max_words: int) -> None:
    check_passages(Document("doc", "title", text), max_words)


@settings(deadline=None)
@given(st.lists(BLOCKS, max_size=12))
def test_drafted_offsets_are_those_of_the_words(blocks: list[tuple[object, ...]]) -> None:
    document = drafted(blocks)
    text = document.text
    said = [" ".join(str(block[1]).split()) for block in blocks if block[0] == "heading"]
    assert [text[each.start : each.end] for each in document.headings] == [words for words in said if words]
    for table in document.tables:
        for row in (table.header, *table.rows):
            assert len(row) == len(table.header)
            for cell in row:
                assert text[cell.start : cell.end] == " ".join(text[cell.start : cell.end].split())
            # Cells are what the separators leave.
            ends = [text[left.end : right.start] for left, right in pairwise(row)]
            assert all(each in (" | ", "") for each in ends)
    assert len(document.pages) == sum(block[0] == "page" for block in blocks)
    assert list(document.pages) == sorted(document.pages)
    for span in document.code:
        assert text[span.start : span.end].strip()


def test_short_document_is_one_passage() -> None:
    record = Document("r1", "Lake Vell", " Lake Vell lies in Ostmark.\n\nIt is deep. ")
    assert [(each.id, each.text, each.start) for each in split_passages(record)] == [("r1", record.text, 0)]
    assert split_passages(Document("r2", "", " \n")) == []


def test_headings_begin_passages_and_name_them() -> None:
    blocks = [("heading", "Vell", 1), ("heading", "Lake", 2), ("paragraph", "It is deep."), ("paragraph", "And wide.")]
    table = ("table", [["Town", "People"], ["Harl", "12"]])
    document = drafted([*blocks, table, ("heading", "Sea", 2), ("paragraph", "It is salt.")])
    found = [(each.title, each.text) for each in split_passages(document)]
    assert found == [
        ("Vell: Lake", "Vell\n\nLake\n\nIt is deep.\n\nAnd wide."),
        ("Vell: Lake", "Town | People\nHarl | 12"),
        ("Vell: Sea", "Sea\n\nIt is salt."),
    ]


def test_long_paragraphs_are_cut_at_sentences() -> None:
    text = " ".join(f"Dr. Moor saw {n} boats on the lake." for n in range(100))
    passages = split_passages(Document("d", "", text), 50)
    assert all(n_words(each.text) <= 50 and each.text.endswith("lake.") for each in passages)
    assert all(n_words(each.text) >= 30 for each in passages)


def test_texts_without_spaces_are_cut_at_their_stops() -> None:
    passages = split_passages(Document("d", "", "河水流入湖中，湖很深。" * 40), 50)
    assert all(each.text.endswith("。") and n_words(each.text) <= 50 for each in passages)
    assert all(n_words(each.text) <= 50 for each in split_passages(Document("d", "", "湖" * 500), 50))


def test_long_words_stay_whole_up_to_a_length() -> None:
    assert len(split_passages(Document("d", "", "x" * 900), 10)) == 1
    assert len(split_passages(Document("d", "", "x" * 2500), 10)) == 3


def test_sentences_end_at_stops_alone() -> None:
    text = 'He met J. R. Moor, e.g. in No. 3 St. Ann St. It was "late." She left… at 3.5 p.m.? Yes!'
    found = [text[start:end] for start, end in sentences(text)]
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert found[0].startswith("He met J. R. Moor, e.g. in No. 3 St. Ann St.") and found[-1] == "Yes!"


def test_max_words_is_checked() -> None:
    with pytest.raises(InputError, match="max_words must be 1 or more, found 0"):
        split_passages(Document("d", "", "a"), 0)


def test_several_articles_in_one_file_have_titles_of_their_own() -> None:
    text = "Salt\nSalt is a film.\nIron\nIron is a film.\nCast\nAda Holt."
    places = [(0, 4, 1), (21, 25, 1), (42, 46, 2)]
    headings = tuple(Heading(*place) for place in places)
    found = split_passages(Document("films.md", "Salt", text, headings=headings))
    assert [passage.title for passage in found] == ["Salt", "Iron", "Iron: Cast"]
    named = split_passages(Document("films.md", "Two films", text, headings=headings))
    assert [passage.title for passage in named] == ["Two films: Salt", "Two films: Iron", "Two films: Cast"]


def test_a_file_of_many_articles_is_split_in_time() -> None:
    blocks = [block for at in range(8000) for block in (("heading", f"Lake {at}", 1), ("paragraph", "It is deep."))]
    document = replace(drafted(blocks), title="Lake 0")
    start = time.process_time()
    passages = split_passages(document)
    assert time.process_time() - start < 5
    assert [passage.title for passage in passages] == [f"Lake {at}" for at in range(8000)]


@pytest.mark.parametrize(("header", "whole"), [("Year", True), ("Part", False)])
def test_a_table_by_time_is_not_cut(header: str, whole: bool) -> None:
    rows = [[header, "Winner", "Boats"], *([str(1700 + at), f"Ada Kvist {at}", str(at)] for at in range(150))]
    document = drafted([("heading", "Cup", 1), ("table", rows)])
    assert (len(split_passages(document)) == 1) is whole
    check_passages(document, 180)
