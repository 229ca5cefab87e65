"""The container: round trip, equal bytes, and every way a file can be broken."""

import json
import mmap
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from kgqa import InputError, StoreError
from kgqa.kg.arrays import ArrayFile, write_arrays

DTYPES = ["?", "u1", "i1", "<u2", "<i2", "<f2", "<u4", "<i4", "<f4", "<u8", "<i8", "<f8"]
some_arrays = st.dictionaries(
    st.text(st.characters(codec="utf-8"), max_size=8).filter(lambda name: name != "__metadata__"),
    st.sampled_from(DTYPES).flatmap(
        lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4))
    ),
    max_size=6,
)


def header_file(path: Path, header: object, body: bytes) -> Path:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + body)
    return path


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arrays=some_arrays, metadata=st.dictionaries(st.text(st.characters(codec="utf-8")), st.just("v")))
def test_what_is_written_is_read(tmp_path, arrays, metadata):
    path = tmp_path / "a.safetensors"
    write_arrays(path, arrays, metadata)
    file = ArrayFile.open(path)
    assert file.metadata == metadata
    assert file.names == tuple(sorted(arrays))
    for name, array in arrays.items():
        assert file[name].dtype == array.dtype and file[name].shape == array.shape
        assert file[name].tobytes() == array.tobytes()
        assert not file[name].flags.writeable


def test_safetensors_itself_reads_it(tmp_path):
    from safetensors.numpy import load_file

    arrays = {"b": np.arange(3, dtype=np.uint8), "a": np.arange(6, dtype=np.int64).reshape(2, 3)}
    write_arrays(tmp_path / "a.safetensors", arrays, {"build": "x"})
    loaded = load_file(tmp_path / "a.safetensors")
    assert sorted(loaded) == ["a", "b"]
    assert all(np.array_equal(loaded[name], arrays[name]) for name in arrays)


def test_bytes_do_not_depend_on_order_or_hash_seed(tmp_path):
    code = (
        "import sys, numpy as np; from pathlib import Path; from kgqa.kg.arrays import write_arrays\n"
        "names = list({'one', 'two', 'three', 'four'})\n"
        "write_arrays(Path(sys.argv[1]), {n: np.arange(len(n)) for n in names}, {n: n for n in names})\n"
    )
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / seed)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_arrays_of_the_other_byte_order_and_not_contiguous_are_kept(tmp_path):
    arrays = {"big": np.arange(5, dtype=">i4"), "step": np.arange(10)[::2], "t": np.ones((2, 3)).T}
    write_arrays(tmp_path / "a", arrays, {})
    file = ArrayFile.open(tmp_path / "a")
    assert file["big"].tolist() == [0, 1, 2, 3, 4]
    assert file["step"].tolist() == [0, 2, 4, 6, 8]
    assert file["t"].shape == (3, 2)


def test_a_dtype_without_a_name_is_refused(tmp_path):
    with pytest.raises(InputError, match="dtype must be one of"):
        write_arrays(tmp_path / "a", {"x": np.array(["text"])}, {})
    assert list(tmp_path.iterdir()) == []


def test_another_build_is_refused(tmp_path):
    write_arrays(tmp_path / "a", {"x": np.zeros(2)}, {"build": "one"})
    assert ArrayFile.open(tmp_path / "a", "one").names == ("x",)
    with pytest.raises(StoreError, match="expected 'two', found 'one'"):
        ArrayFile.open(tmp_path / "a", "two")


def test_every_truncation_and_every_extra_byte_is_refused(tmp_path):
    path = tmp_path / "a"
    write_arrays(path, {"x": np.arange(4), "y": np.arange(3, dtype=np.uint8)}, {"build": "one"})
    whole = path.read_bytes()
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        with pytest.raises(StoreError):
            ArrayFile.open(path)
    path.write_bytes(whole + b"\0")
    with pytest.raises(StoreError):
        ArrayFile.open(path)


@pytest.mark.parametrize(
    ("header", "body"),
    [
        (b"not json", b""),
        (b"\xff\xfe{}", b""),
        (b"[" * 100_000, b""),
        ([], b""),
        ({"x": 1}, b""),
        ({"x": {"dtype": "U8", "shape": [2]}}, b"ab"),
        ({"x": {"dtype": "Q9", "shape": [2], "data_offsets": [0, 2]}}, b"ab"),
        ({"x": {"dtype": "U8", "shape": [-2, -1], "data_offsets": [0, 2]}}, b"ab"),
        ({"x": {"dtype": "U8", "shape": [2.0], "data_offsets": [0, 2]}}, b"ab"),
        ({"x": {"dtype": "U8", "shape": [3], "data_offsets": [0, 2]}}, b"ab"),
        ({"x": {"dtype": "U8", "shape": [3], "data_offsets": [0, 3]}}, b"ab"),
        ({"x": {"dtype": "U8", "shape": [2], "data_offsets": [1, 3]}}, b"abc"),
        ({"x": {"dtype": "U8", "shape": [2], "data_offsets": [0, 2]}}, b"abc"),
        ({n: {"dtype": "U8", "shape": [2], "data_offsets": [0, 2]} for n in "xy"}, b"ab"),
        ({"x": {"dtype": "U8", "shape": [1 << 70], "data_offsets": [0, 1 << 70]}}, b"ab"),
        ({"x": {"dtype": "U8", "shape": [0, 1 << 70], "data_offsets": [0, 0]}}, b""),
        ({"__metadata__": {"build": 1}}, b""),
        ({"__metadata__": []}, b""),
    ],
)
def test_bad_headers_are_refused(tmp_path, header, body):
    with pytest.raises(StoreError):
        ArrayFile.open(header_file(tmp_path / "a", header, body))


def test_a_header_longer_than_the_file_is_refused(tmp_path):
    (tmp_path / "a").write_bytes((1 << 63).to_bytes(8, "little") + b"{}")
    with pytest.raises(StoreError, match="header length"):
        ArrayFile.open(tmp_path / "a")


@pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="the system does not say what was read from the disk")
def test_opening_reads_the_header_and_the_ends_of_arrays_only(tmp_path):
    path, size = tmp_path / "a", 1 << 20
    write_arrays(path, {f"{at:02}": np.arange(size // 8) for at in range(20)}, {"build": "one"})
    file = os.open(path, os.O_RDONLY)
    os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(file)
    before = bytes_read()
    opened = ArrayFile.open(path, "one")
    assert all(opened[name][0] == 0 and opened[name][-1] == size // 8 - 1 for name in opened.names)
    # Some page sizes a look, for what the system reads beside; left to page faults, it is the whole file or nearly.
    assert bytes_read() - before <= 4 * 2 * len(opened.names) * mmap.PAGESIZE


def bytes_read() -> int:
    """What this process had the disk give so far."""
    lines = Path("/proc/self/io").read_text().splitlines()
    return int(dict(line.split(": ") for line in lines)["read_bytes"])


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_changed_header_never_crashes(tmp_path, data):
    path = tmp_path / "a"
    write_arrays(path, {"x": np.arange(4), "y": np.arange(3, dtype=np.uint8)}, {"build": "one"})
    content = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 36))
    content[at] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    try:
        file = ArrayFile.open(path)
    except StoreError:
        return
    for name in file.names:
        file[name].tolist()


def test_missing_files_and_arrays_are_named(tmp_path):
    with pytest.raises(StoreError, match="nothing"):
        ArrayFile.open(tmp_path / "nothing")
    write_arrays(tmp_path / "a", {"x": np.zeros(2)}, {})
    file = ArrayFile.open(tmp_path / "a")
    with pytest.raises(StoreError, match="no array 'y', only x"):
        file["y"]
    with pytest.raises(StoreError, match="1-dimensional int32"):
        file.typed("x", np.int32)
