"""Tables of strings: round trip, search, and text that UTF-8 can't hold."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgqa import InputError, StoreError
from kgqa.kg.arrays import ArrayFile, write_arrays
from kgqa.kg.strings import ListTable, StringTable, check_text

texts = st.text(st.characters(codec="utf-8"), max_size=6)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def reloaded(tmp_path, arrays):
    write_arrays(tmp_path / "t", arrays, {})
    return ArrayFile.open(tmp_path / "t")


@quick
@given(strings=st.lists(texts))
def test_strings_come_back(tmp_path, strings):
    table = StringTable.load(reloaded(tmp_path, StringTable.build(strings).arrays("s")), "s")
    assert len(table) == len(strings)
    assert list(table) == strings
    assert [table[i] for i in range(len(strings))] == strings
    assert [table[-1 - i] for i in range(len(strings))] == strings[::-1]
    assert table[1:] == strings[1:]
    assert table == StringTable.build(strings)


@quick
@given(strings=st.sets(texts), other=texts)
def test_find_agrees_with_a_dict(strings, other):
    ordered = sorted(strings)
    table = StringTable.build(ordered)
    rows = {text: row for row, text in enumerate(ordered)}
    for text in [*ordered, other]:
        assert table.find(text) == rows.get(text)


@quick
@given(lists=st.lists(st.lists(texts, max_size=3)))
def test_lists_come_back(tmp_path, lists):
    table = ListTable.load(reloaded(tmp_path, ListTable.build(lists).arrays("l")), "l")
    expected = [tuple(row) for row in lists]
    assert list(table) == expected
    assert [table[i] for i in range(len(table))] == expected
    assert table[:2] == expected[:2]


def test_lone_surrogates_are_refused():
    for make in (check_text, lambda text: StringTable.build([text]), lambda text: ListTable.build([[text]])):
        with pytest.raises(InputError, match="lone surrogates"):
            make("a\ud800b")
    assert StringTable.build(["a"]).find("\ud800") is None
    assert check_text("\U0001f600") == "\U0001f600"


def test_rows_outside_are_refused():
    for table in (StringTable.build(["a", "b"]), ListTable.build([["a"], []])):
        for row in (2, -3):
            with pytest.raises(IndexError):
                table[row]


def test_offsets_that_do_not_fit_are_refused(tmp_path):
    blob = np.frombuffer(b"abc", np.uint8)
    for offsets in ([0, 2], [1, 3], [0, 4], []):
        arrays = {"s.blob": blob, "s.offsets": np.array(offsets, np.int64)}
        with pytest.raises(StoreError, match="offsets"):
            StringTable.load(reloaded(tmp_path, arrays), "s")
    with pytest.raises(StoreError, match="row offsets"):
        ListTable(StringTable.build(["a"]), np.array([0, 2], np.int64))


def test_bytes_that_are_no_utf8_are_named(tmp_path):
    arrays = {"s.blob": np.frombuffer(b"a\xff", np.uint8), "s.offsets": np.array([0, 1, 2], np.int64)}
    table = StringTable.load(reloaded(tmp_path, arrays), "s")
    assert table[0] == "a"
    with pytest.raises(StoreError, match="string 1 must be UTF-8"):
        table[1]
