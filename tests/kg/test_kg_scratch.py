"""Arrays that grow in a file."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.errors import StoreError
from kgqa.kg import arrays
from kgqa.kg.arrays import ArrayFile, blocks, write_arrays
from kgqa.kg.scratch import Scratch

PARTS = st.lists(st.lists(st.integers(0, 2**32 - 1), max_size=9), max_size=5)


@given(PARTS)
def test_what_is_appended_is_there_in_order(parts: list[list[int]]) -> None:
    scratch = Scratch(Path(tempfile.gettempdir()))
    mapped, taken = scratch.growing(np.uint32), scratch.growing(np.uint32)
    for part in parts:
        mapped.append(np.array(part, np.uint32))
        taken.append(np.array(part, np.uint32))
    found = mapped.mapped()
    expected = [number for part in parts for number in part]
    assert found.dtype == np.uint32 and found.tolist() == expected
    assert taken.taken().tolist() == expected


def test_files_have_no_name_and_are_not_written_to_afterwards(tmp_path: Path) -> None:
    growing = Scratch(tmp_path).growing(np.int64)
    growing.append(np.arange(4)[::-1])
    array = growing.mapped()
    assert list(tmp_path.iterdir()) == [] and array.tolist() == [3, 2, 1, 0]
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1
    with pytest.raises(StoreError, match="can't be written"):
        Scratch(tmp_path / "none").growing(np.int64)


@pytest.mark.parametrize("size", [8, 4096, 5000])
def test_the_blocks_of_an_array_are_its_bytes(size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also those of a mapped one, of which what was given is dropped, and which is read again after that."""
    monkeypatch.setattr(arrays, "_BLOCK", size)
    made = np.arange(3000, dtype=np.uint32)
    write_arrays(tmp_path / "a.safetensors", {"a": made, "b": made[::-1], "c": made[:0], "d": made.astype(">i8")}, {})
    file = ArrayFile.open(tmp_path / "a.safetensors")
    assert file["a"].tolist() == file["b"].tolist()[::-1] == file["d"].tolist() == made.tolist()
    growing = Scratch(tmp_path).growing(np.uint32)
    growing.append(made)
    for array in (made, made[::2], made.reshape(2, -1).T, growing.mapped(), file["a"], file["a"][5:], file["c"]):
        expected = array.tobytes()
        assert b"".join(blocks(array)) == expected
        assert b"".join(blocks(array)) == array.tobytes() == expected
    assert all(len(block) <= size for block in blocks(made))
    assert b"".join(blocks(made.astype(">u4"))) == made.astype("<u4").tobytes()
