"""Finding models, offline."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgqa import ModelError
from kgqa.encoders.bases import find_base
from kgqa.encoders.loading import load_bert


def test_the_packaged_base_has_its_published_hash() -> None:
    assert find_base("all-MiniLM-L6-v2").sha256.startswith("53aa51172d142c89")


def test_a_folder_is_a_base(tiny_base: Path) -> None:
    base = find_base(str(tiny_base))
    assert base.folder == tiny_base
    assert load_bert(base).config.hidden_size == 32


@pytest.mark.parametrize("name", ["no/such-model", "nonsense", "a b ?", "../x"])
def test_a_name_that_is_not_there_offline_says_so(name: str) -> None:
    with pytest.raises(ModelError, match=r"no model '.*all-MiniLM-L6-v2"):
        find_base(name)


def test_a_folder_without_weights_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.safetensors"):
        find_base(str(tmp_path))


def test_a_folder_with_broken_files(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"no tensors")
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError, match="no BERT could be loaded"):
        load_bert(find_base(str(tmp_path)))
