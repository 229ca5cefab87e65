"""Questions with passages on disk and back, and files that break the rules of their layout."""

from __future__ import annotations

import gzip
import lzma
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa import InputError
from kgqa.retriever.dense_examples import DenseExample, read_dense_examples, write_dense_examples

WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1).filter(lambda text: bool(text.strip()))
EXAMPLES = st.builds(
    DenseExample, WORDS, WORDS, st.lists(WORDS, max_size=3).map(tuple), st.one_of(st.just(""), WORDS)
).filter(lambda e: e.positive not in e.negatives)


@given(st.lists(EXAMPLES, max_size=4), st.sampled_from(["", ".gz", ".xz"]))
def test_pairs_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, examples: list[DenseExample], packed: str
) -> None:
    path = tmp_path_factory.mktemp("pairs") / f"pairs.jsonl{packed}"
    write_dense_examples(examples, path)
    assert list(read_dense_examples(path)) == examples


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "a line is"),
        ('{"question": "who?"}', "positive"),
        ('{"question": " ", "positive": "a"}', "must hold words"),
        ('{"question": "who?", "positive": "a", "negatives": "b"}', "must hold words"),
        ('{"question": "who?", "positive": "a", "negatives": ["b", 3]}', "must hold words"),
        ('{"question": "who?", "positive": "a", "negatives": ["a"]}', "among the negatives"),
        ("[1]", "a line is"),
        ('{"a":' * 100_000, "a line is"),
    ],
)
def test_a_broken_pair_is_named_by_file_and_line(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(f'{{"question": "who?", "positive": "a"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(InputError, match=said) as caught:
        list(read_dense_examples(path))
    assert f"{path}:2" in str(caught.value)


@pytest.mark.parametrize("name", ["missing.jsonl", "torn.jsonl.gz", "torn.jsonl.xz"])
def test_a_pair_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    if name.startswith("torn"):
        write_dense_examples([DenseExample("who?", "a" * 500)], tmp_path / name)
        (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:-12])
    with pytest.raises(InputError, match=rf"{name}: can't be read: ") as caught:
        list(read_dense_examples(tmp_path / name))
    assert str(caught.value).count(name) == 1


@pytest.mark.parametrize("packed", ["", ".gz", ".xz"])
def test_a_byte_order_mark_is_no_part_of_a_pair(tmp_path: Path, packed: str) -> None:
    pairs = [DenseExample("who sails it?", "Ada sails it.")]
    path = tmp_path / f"pairs.jsonl{packed}"
    write_dense_examples(pairs, path)
    raw = b"\xef\xbb\xbf" + {"": bytes, ".gz": gzip.decompress, ".xz": lzma.decompress}[packed](path.read_bytes())
    path.write_bytes({"": bytes, ".gz": gzip.compress, ".xz": lzma.compress}[packed](raw))
    assert list(read_dense_examples(path)) == pairs


@pytest.mark.parametrize("packed", [".gz", ".xz"])
def test_a_damaged_byte_in_a_packed_file_is_an_error_that_names_it(tmp_path: Path, packed: str) -> None:
    path = tmp_path / f"pairs.jsonl{packed}"
    write_dense_examples([DenseExample(f"who sails boat {n}?", f"Number {n * n} sails it.") for n in range(400)], path)
    raw = path.read_bytes()
    for at in range(60, len(raw), len(raw) // 40):  # past the names in the header
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 0xFF]) + raw[at + 1 :])
        with pytest.raises(InputError, match=path.name):
            list(read_dense_examples(path))
