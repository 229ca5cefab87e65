"""The packed file: what a writer puts in comes out, and a broken file is an error and never half a model."""

from __future__ import annotations

import hashlib
import json
import struct
import threading
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from kgqa import ModelError
from kgqa.encoders.bases import Base
from kgqa.encoders.converted import cache_folder, converted
from kgqa.encoders.loading import load_bert
from kgqa.encoders.packed import Marks, read_packed
from kgqa.encoders.unpack import unpack

HIDDEN, WIDE, ROWS, POSITIONS = 32, 64, 12, 16
PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "a", "b", "▁ab", "北", "<mask>")
SCORES = (0.0, 0.0, 0.0, 0.0, -2.0, -3.0, -3.5, -4.0, -5.0, 0.0)
CHARACTERS = {0x3000: " ", 0xFB01: "fi", 0x01: ""}
MATRICES = {"q": (32, 32), "k": (32, 32), "v": (32, 32), "ao": (32, 32), "fi": (64, 32), "fo": (32, 64)}


def blocks(rows: int, columns: int, rng: np.random.Generator) -> tuple[bytes, NDArray[np.float32]]:
    """Random blocks, and one weight after the other what they stand for."""
    out, weights = b"", []
    for _ in range(rows * columns // 32):
        scale = np.float16(rng.normal() / 8)
        codes = [int(code) for code in rng.integers(0, 16, 32)]
        out += scale.tobytes() + bytes(codes[i] | codes[i + 16] << 4 for i in range(16))
        weights += [np.float32(code - 8) * np.float32(scale) for code in codes]
    return out, np.array(weights, np.float32).reshape(rows, columns)


def packed_bytes(types: int = 2) -> tuple[bytes, Mapping[str, NDArray[np.float32]]]:
    """A model of one layer in the packed layout, and its tensors by their packed names."""
    rng = np.random.default_rng(0)
    parts: dict[str, tuple[int, bytes]] = {}
    truth: dict[str, NDArray[np.float32]] = {}

    def add(name: str, *shape: int, rounded: bool = False) -> None:
        if rounded:
            raw, truth[name] = blocks(*shape, rng)
        else:
            truth[name] = rng.normal(size=shape).astype(np.float32)
            raw = truth[name].tobytes()
        parts[name] = (int(rounded), raw)

    add("emb.word", ROWS, HIDDEN, rounded=True)
    add("emb.pos", POSITIONS, HIDDEN)
    add("emb.type", types, HIDDEN)
    add("emb.ln.w", HIDDEN)
    add("emb.ln.b", HIDDEN)
    for short, shape in MATRICES.items():
        add(f"l0.{short}.w", *shape, rounded=True)
        add(f"l0.{short}.b", shape[0])
    for short in ("aln", "oln"):
        add(f"l0.{short}.w", HIDDEN)
        add(f"l0.{short}.b", HIDDEN)

    texts = [piece.encode() for piece in PIECES]
    begins = np.cumsum([0, *map(len, texts)])
    head = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, 1, 2, WIDE, ROWS, POSITIONS, types, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, begins[-1])
    head += begins.astype("<u4").tobytes() + np.array(SCORES, "<f4").tobytes() + b"".join(texts)
    entries = b"".join(
        struct.pack(f"<IB{len(into)}I", character, len(into), *map(ord, into)) for character, into in CHARACTERS.items()
    )
    head += struct.pack("<iI", len(CHARACTERS), len(entries)) + entries + struct.pack("<i", len(parts))
    at = len(head) + sum(2 + len(name) + 21 for name in parts)
    body = b""
    for name, (kind, raw) in parts.items():
        size = truth[name].size
        head += struct.pack(f"<H{len(name)}sBIQQ", len(name), name.encode(), kind, size, at + len(body), len(raw))
        body += raw
    assert len(head) == at
    return head + body, truth


DATA, TRUTH = packed_bytes()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.bin"
    path.write_bytes(DATA)
    return path


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KGQA_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def hashes_of(file: Path) -> dict[str, str]:
    folder = file.parent / "expected"
    folder.mkdir()
    unpack(file, folder)
    return {path.name: sha256(path) for path in folder.iterdir()}


def test_what_was_written_is_read(file: Path) -> None:
    packed = read_packed(file)
    assert packed.pieces == PIECES
    assert packed.scores == SCORES
    assert packed.marks == Marks(begin=0, end=2, padding=1, unknown=3)
    assert packed.characters == CHARACTERS
    assert (packed.sizes.hidden, packed.sizes.layers, packed.sizes.feed_forward) == (HIDDEN, 1, WIDE)
    for name, expected in TRUTH.items():
        for values in (1, 100, 1 << 20):  # one row, a few, all at once
            rows = list(packed.rows(name, expected.shape, values=values))
            assert np.array_equal(np.concatenate(rows).reshape(expected.shape), expected)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(DATA) - 1))
def test_a_file_cut_anywhere_is_an_error(tmp_path_factory: pytest.TempPathFactory, length: int) -> None:
    folder = tmp_path_factory.mktemp("cut")
    (folder / "cut.bin").write_bytes(DATA[:length])
    with pytest.raises(ModelError, match=r"cut\.bin"):
        unpack(folder / "cut.bin", folder)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"GGUF" + DATA[4:], "no packed model"),
        (DATA[:4] + struct.pack("<I", 7) + DATA[8:], "version 7"),
        (DATA.replace("北".encode(), b"\xff\xfe\xfd"), "broken"),
        (DATA.replace(b"l0.fo.w", b"l0.xx.w"), r"no tensor l0\.fo\.w"),
        (DATA[:8] + struct.pack("<i", 64) + DATA[12:], "does not fit"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "wrong.bin").write_bytes(data)
    with pytest.raises(ModelError, match=words):
        unpack(tmp_path / "wrong.bin", tmp_path)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="No such file"):
        read_packed(tmp_path / "none.bin")


@pytest.mark.parametrize("types", [1, 2])
def test_unpacked_it_is_a_bert_with_the_same_weights(tmp_path: Path, types: int) -> None:
    data, truth = packed_bytes(types)
    (tmp_path / "tiny.bin").write_bytes(data)
    unpack(tmp_path / "tiny.bin", tmp_path)
    on_disk = load_file(tmp_path / "model.safetensors")
    words = on_disk["embeddings.word_embeddings.weight"]
    assert words.dtype == np.float16
    assert np.array_equal(words, truth["emb.word"].astype(np.float16))
    assert np.array_equal(on_disk["embeddings.token_type_embeddings.weight"], truth["emb.type"])
    model = load_bert(Base("tiny", tmp_path, ""))
    assert model.config.type_vocab_size == types
    assert model.config.layer_norm_eps == 1e-12
    state = {name: tensor.numpy() for name, tensor in model.state_dict().items()}
    assert state.keys() == on_disk.keys()
    for name, tensor in state.items():
        assert tensor.dtype == np.float32
        assert np.array_equal(tensor, on_disk[name].astype(np.float32)), name
    wide = truth["l0.fo.w"].astype(np.float16).astype(np.float32)
    assert np.array_equal(state["encoder.layer.0.output.dense.weight"], wide)
    assert Tokenizer.from_file(str(tmp_path / "tokenizer.json")).encode("ab 北").ids == [0, 7, 4, 8, 2]


def test_it_is_made_once_and_its_hashes_are_checked(file: Path, cache: Path) -> None:
    hashes = hashes_of(file)
    folder = converted("tiny", lambda: file, sha256(file), hashes)
    assert folder.parent == cache == cache_folder()
    assert {path.name: sha256(path) for path in folder.iterdir()} == hashes
    file.unlink()
    assert converted("tiny", lambda: file, "", hashes) == folder  # the packed file is not needed again
    (folder / "config.json").write_text("{}")
    with pytest.raises(ModelError, match=r"config\.json: sha256 is .*remove .*tiny-"):
        converted("tiny", lambda: file, "", hashes)


def test_a_packed_file_of_another_hash_is_refused(file: Path, cache: Path) -> None:
    with pytest.raises(ModelError, match=rf"tiny\.bin: sha256 is {sha256(file)}, expected is 00"):
        converted("tiny", lambda: file, "00", {"config.json": "11"})
    assert not cache.exists()


def test_what_comes_out_with_another_hash_is_never_used(file: Path, cache: Path) -> None:
    hashes = {**hashes_of(file), "tokenizer.json": "11"}
    for _ in range(2):
        with pytest.raises(ModelError, match=r"tokenizer\.json: sha256 is"):
            converted("tiny", lambda: file, sha256(file), hashes)
    assert list(cache.iterdir()) == []


def test_a_cache_that_cannot_be_written_names_the_setting(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = hashes_of(file)
    monkeypatch.setenv("KGQA_CACHE", str(file / "below-a-file"))
    with pytest.raises(ModelError, match="KGQA_CACHE"):
        converted("tiny", lambda: file, sha256(file), hashes)


def test_many_at_once_agree(file: Path, cache: Path) -> None:
    hashes, expected, ready = hashes_of(file), sha256(file), threading.Barrier(6)
    found: list[Path] = []

    def source() -> Path:
        ready.wait(timeout=30)  # all have seen that nothing is there before one of them begins
        return file

    def one() -> None:
        found.append(converted("tiny", source, expected, hashes))

    threads = [threading.Thread(target=partial(one)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert {found[0]} == set(found)
    assert list(cache.iterdir()) == [found[0]]
    assert {path.name: sha256(path) for path in found[0].iterdir()} == hashes


def test_the_cache_lies_where_the_platform_keeps_such_things(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("KGQA_CACHE", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert tmp_path in cache_folder().parents
    assert cache_folder().name == "kgqa"


def test_equal_sources_give_equal_files(file: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        folder.mkdir()
        unpack(file, folder)
    for name in ("config.json", "model.safetensors", "tokenizer.json"):
        assert (first / name).read_bytes() == (second / name).read_bytes()
    assert json.loads((first / "config.json").read_text())["vocab_size"] == ROWS
