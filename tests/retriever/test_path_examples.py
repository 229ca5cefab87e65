"""Training questions of the path scorer survive their file, and a broken line is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgqa import InputError
from kgqa.retriever.path_examples import PathExample, read_examples, write_examples

TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(str.strip)
CHAINS = st.lists(st.tuples(TEXT, st.booleans()), min_size=1, max_size=3).map(tuple)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.builds(PathExample, TEXT, CHAINS, st.lists(CHAINS, max_size=3).map(tuple), TEXT), max_size=5))
def test_what_is_written_is_read(tmp_path: Path, examples: list[PathExample]) -> None:
    write_examples(examples, tmp_path / "paths.jsonl")
    assert list(read_examples(tmp_path / "paths.jsonl")) == examples


@pytest.mark.parametrize(
    "line",
    [
        "not JSON",
        '{"question": "who"}',
        '{"question": "", "right": [["a", false]]}',
        '{"question": "who", "right": []}',
        '{"question": "who", "right": [["a", 0]]}',
        '{"question": "who", "right": [["a", false], ["b", false], ["c", false], ["d", false]]}',
        '{"question": "who", "right": [["a", false]], "wrong": [["b"]]}',
        '{"question": "who", "right": [["a", false]], "graph": 7}',
        "[" * 100_000,
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "paths.jsonl"
    file.write_text('{"question": "who directed it", "right": [["director", false]]}\n\n' + line, encoding="utf-8")
    with pytest.raises(InputError, match=r"paths\.jsonl:3: "):
        list(read_examples(file))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.jsonl: can't be read: No such file or directory$"):
        list(read_examples(tmp_path / "nowhere.jsonl"))


def test_a_byte_order_mark_is_no_part_of_a_question(tmp_path: Path) -> None:
    examples = [PathExample("who sails it", (("sailed by", False),))]
    write_examples(examples, tmp_path / "paths.jsonl")
    (tmp_path / "paths.jsonl").write_bytes(b"\xef\xbb\xbf" + (tmp_path / "paths.jsonl").read_bytes())
    assert list(read_examples(tmp_path / "paths.jsonl")) == examples
