from __future__ import annotations

import gzip
import json
import tempfile
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa import InputError
from kgqa.data import json_array, lines
from kgqa.data.json_array import array_objects

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False)
    | st.text(st.characters(blacklist_categories=["Cs"]), max_size=8)
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner))
OBJECTS = st.dictionaries(st.text(max_size=4), SCALARS | VALUES, max_size=3)


@settings(max_examples=60, deadline=None)
@given(st.lists(OBJECTS, max_size=4), st.integers(1, 30), st.sampled_from([None, 2]), st.booleans(), st.booleans())
def test_objects_come_back(objects: list[Any], chunk: int, indent: int | None, plain: bool, packed: bool) -> None:
    objects = json.loads(json.dumps(objects))
    # Lone surrogates stay escaped: what the readers say of them is theirs.
    raw = json.dumps(objects, indent=indent, ensure_ascii=plain).encode("utf-8", "backslashreplace")
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_array, "CHUNK", chunk)
        path = Path(folder) / "a.json"
        path.write_bytes(gzip.compress(raw) if packed else b" \n" + raw + b"\n ")
        assert list(array_objects(path)) == list(enumerate(objects, start=1))


@settings(max_examples=40, deadline=None)
@given(st.lists(OBJECTS, min_size=1, max_size=3), st.data())
def test_an_array_that_breaks_off_is_an_input_error(objects: list[Any], data: st.DataObject) -> None:
    raw = json.dumps(objects).encode()
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_array, "CHUNK", 7)
        path = Path(folder) / "a.json"
        path.write_bytes(raw[: data.draw(st.integers(0, len(raw) - 1))])
        with pytest.raises(InputError, match=r"not JSON|the end of the file"):
            list(array_objects(path))


@pytest.mark.parametrize(
    "text, says",
    [
        ('{"a": 1}', "expected an array, found '{"),
        ("", "expected an array, found the end of the file"),
        ("[{}, 3]", "record 2: a record is a JSON object, not '3]'"),
        ('[{}, {"a": 1,}]', "record 2: not JSON"),
        ('[{}, {"a": "\n"}]', "record 2: not JSON: Invalid control character"),
        ("[{} {}]", "expected , or ] after record 1, found '{}]'"),
        ("[{}", "expected , or ] after record 1, found the end of the file"),
        ("[{}] x", "more stands after the end of the array: 'x'"),
        ("[] x", "more stands after the end of the array: 'x'"),
        ("[" + '{"a":' * 100_000, "record 1: not JSON"),
        ('[{"a": ' + "1" * 10_000 + "}]", "record 1: not JSON"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        list(array_objects(path))
    assert str(error.value).startswith(f"{path}: ") and says in str(error.value)


def test_a_bad_record_is_met_without_reading_on(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    with path.open("wb") as file:
        file.write(b'[{"a" 1, "b": "' + b"x" * (1 << 20))
        file.truncate(64 << 20)
    tracemalloc.start()
    try:
        with pytest.raises(InputError, match="record 1: not JSON"):
            list(array_objects(path))
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()


def test_objects_are_read_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    one = json.dumps({"text": "x" * 10_000}).encode()
    path.write_bytes(b"[" + b", ".join([one] * 2000) + b"]")
    tracemalloc.start()
    try:
        assert sum(1 for _ in array_objects(path)) == 2000
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()


def test_a_record_that_is_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST_LINE", 100)
    monkeypatch.setattr(json_array, "CHUNK", 50)
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{}, {"a": "x" * 1000}]), encoding="utf-8")
    with pytest.raises(InputError, match="record 2: a record has at most 100 characters"):
        list(array_objects(path))


def test_a_byte_that_is_not_utf8_has_a_place(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'\xef\xbb\xbf[{"a": "\xe9"}]')
    with pytest.raises(InputError, match="byte 0xe9 at offset 11 of the file"):
        list(array_objects(path))
