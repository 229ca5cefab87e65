from __future__ import annotations

import gzip
import json
import tempfile
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa import InputError
from kgqa.data import lines
from kgqa.data.lines import json_lines, numbered_lines, read_json, read_text, stem_of

TEXTS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\n\ufeff"), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, max_size=6), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans(), st.booleans())
def test_lines_come_back(texts: list[str], end: str, bom: bool, packed: bool, closed: bool) -> None:
    raw = ("\ufeff" * bom + end.join(texts) + end * closed).encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("a.txt.gz" if packed else "a.txt")
        path.write_bytes(gzip.compress(raw) if packed else raw)
        assert list(numbered_lines(path)) == [(n, text) for n, text in enumerate(texts, 1) if text.strip()]
        assert read_text(path) == raw.decode().removeprefix("\ufeff")


def test_gzip_is_told_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(gzip.compress(b'{"a": 1}\n'))
    assert list(json_lines(path)) == [(1, {"a": 1})]
    fake = tmp_path / "b.gz"
    fake.write_text("a", encoding="utf-8")
    with pytest.raises(InputError, match=r"b\.gz: can't be read: named \.gz but is no gzip file"):
        list(numbered_lines(fake))


def test_damaged_gzip_and_missing_files_are_input_errors(tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(b"line\n" * 5000)[:-12])
    with pytest.raises(InputError, match="can't be read"):
        list(numbered_lines(path))
    for bad, reason in ((tmp_path / "none", "No such file or directory"), (tmp_path, "Is a directory")):
        with pytest.raises(InputError) as told:
            list(numbered_lines(bad))
        assert str(told.value) == f"{bad}: can't be read: {reason}"


def test_lines_are_read_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes((json.dumps({"text": "x" * 1000}).encode() + b"\n") * 20_000)
    tracemalloc.start()
    try:
        assert sum(1 for _ in json_lines(path)) == 20_000
        assert tracemalloc.get_traced_memory()[1] < 2 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_the_longest_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: bytes) -> None:
    monkeypatch.setattr(lines, "LONGEST_LINE", 9)
    path = tmp_path / "a.txt"
    path.write_bytes(b"a\n" + b"x" * 9 + end)
    assert list(numbered_lines(path)) == [(1, "a"), (2, "x" * 9)]
    path.write_bytes(b"a\n" + b"x" * 10 + end)
    with pytest.raises(InputError, match=r"a\.txt:2: a line has at most 9 bytes, and this one has more; 2 bytes"):
        list(numbered_lines(path))


def test_the_rest_of_a_long_line_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST_LINE", 1000)
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(64 << 20)
    tracemalloc.start()
    try:
        with pytest.raises(InputError, match="a line has at most 1000 bytes"):
            list(numbered_lines(path))
        assert tracemalloc.get_traced_memory()[1] < 2 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_byte_that_is_not_utf8_has_a_place(tmp_path: Path, bom: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(bom + b"ab\nc\xe9d\n")
    offset = len(bom) + 4
    for read in (numbered_lines, read_text):
        with pytest.raises(InputError, match=rf"a\.txt:2: .* UTF-8: byte 0xe9 at offset {offset} of the file$"):
            list(read(path))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_other_encodings_are_named(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one\ntwo\n", encoding=encoding)
    for read in (numbered_lines, read_text):
        with pytest.raises(InputError, match=rf"a\.txt:1: .*the byte order mark of {encoding.upper()}$"):
            list(read(path))


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_that_is_too_large_for_one_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bool) -> None:
    path = tmp_path / "a.json"
    raw = json.dumps("x" * 998).encode()
    path.write_bytes(gzip.compress(raw) if packed else raw)
    monkeypatch.setattr(lines, "LARGEST_FILE", 1000)
    assert read_json(path) == "x" * 998
    monkeypatch.setattr(lines, "LARGEST_FILE", 999)
    with pytest.raises(InputError, match=r"a\.json: .* at most 999 bytes, and this one has 1000 or more"):
        read_json(path)


@pytest.mark.parametrize("line, says", [("{", "not JSON"), ("[1]", "not list"), ("[" * 100_000, "not JSON")])
def test_a_line_that_is_no_object(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{{}}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"a\.jsonl:3: .*{says}"):
        list(json_lines(path))


def test_stems() -> None:
    assert [stem_of(Path(name)) for name in ("a/qa_dev.txt", "qa_dev.txt.gz", "qa")] == ["qa_dev", "qa_dev", "qa"]
