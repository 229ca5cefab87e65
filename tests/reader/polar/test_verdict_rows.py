"""Rows to learn yes or no from: what a file may hold, and what is said of one that may not."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa import InputError
from kgqa.reader.polar.rows import VERDICTS, PolarRow, read_rows

TEXTS = st.text(min_size=1, max_size=40).filter(str.strip)
ROWS = st.lists(st.builds(PolarRow, TEXTS, TEXTS, st.sampled_from(VERDICTS)), min_size=1, max_size=5)


@given(rows=ROWS)
def test_a_file_of_rows_is_read_as_written(rows: list[PolarRow], tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    lines = [json.dumps({"question": r.question, "text": r.text, "verdict": r.verdict, "kind": "any"}) for r in rows]
    file.write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    assert read_rows(file) == rows


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("no json", "rows.jsonl:1: not JSON"),
        ("[1]", "rows.jsonl:1: a record is a JSON object, not list"),
        (
            '{"question": "Is it?", "verdict": "yes"}',
            'rows.jsonl:1: a row needs the texts "question", "text" and "verdict"',
        ),
        ('{"question": " ", "text": "It is.", "verdict": "yes"}', "rows.jsonl:1: a row needs"),
        ('{"question": "Is it \\ud800?", "text": "It is.", "verdict": "yes"}', "rows.jsonl:1: text must not hold lone"),
        ('{"question": "Is it?", "text": "It \\udc00.", "verdict": "yes"}', "rows.jsonl:1: text must not hold lone"),
        ('{"question": "Is it?", "text": "It is.", "verdict": "maybe"}', "one of yes, no, open, found 'maybe'"),
        ("", "holds no row"),
    ],
)
def test_a_wrong_row_is_named(line: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match=r"rows\.jsonl") as raised:
        read_rows(file)
    assert said in str(raised.value)


def test_a_file_that_is_not_there_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.jsonl: can't be read"):
        read_rows(tmp_path / "none.jsonl")
    (tmp_path / "latin.jsonl").write_bytes('{"question": "Café?"}'.encode("latin-1"))
    with pytest.raises(InputError, match=r"latin\.jsonl:1: can't be read as UTF-8"):
        read_rows(tmp_path / "latin.jsonl")


@pytest.mark.parametrize("char", ["\u2028", "\u2029", "\x85"])
def test_a_row_ends_where_its_line_ends_alone(char: str, tmp_path: Path) -> None:
    row = PolarRow("Is the ferry late?", f"The ferry{char}is late.", "yes")
    line = json.dumps({"question": row.question, "text": row.text, "verdict": row.verdict}, ensure_ascii=False)
    file = tmp_path / "rows.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + f"{line}\r\n{line}".encode())
    assert read_rows(file) == [row, row]
    file.write_bytes(gzip.compress(file.read_bytes()))
    assert read_rows(file) == [row, row]
