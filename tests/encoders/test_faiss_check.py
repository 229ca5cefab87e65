from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgqa import ModelError
from kgqa.encoders.faiss_check import faiss_distributions, import_faiss


def install(site: Path, name: str, *files: str) -> None:
    """A distribution as pip leaves it: its files and a dist-info folder that lists them."""
    folder = site / f"{name.replace('-', '_')}-1.0.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    for file in files:
        (site / file).parent.mkdir(parents=True, exist_ok=True)
        (site / file).write_text("__version__ = 'made'\n", encoding="utf-8")
    record = "".join(f"{file},,\n" for file in (*files, f"{folder.name}/METADATA"))
    (folder / "RECORD").write_text(record, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A site-packages folder that is the whole path: nothing installed here is seen."""
    standard = [entry for entry in sys.path if "-packages" not in entry and entry]
    monkeypatch.setattr(sys, "path", [str(tmp_path), *standard])
    monkeypatch.setattr(sys, "meta_path", [one for one in sys.meta_path if "editable" not in repr(one).lower()])
    loaded = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "faiss"}
    for name in loaded:
        del sys.modules[name]
    importlib.invalidate_caches()
    yield tmp_path
    # The made module goes, and the real one comes back as it was: it can't be loaded twice.
    sys.modules.pop("faiss", None)
    sys.modules.update(loaded)


def test_two_builds_side_by_side_are_refused(site: Path) -> None:
    install(site, "faiss-cpu", "faiss/__init__.py")
    install(site, "faiss-gpu-cu12", "faiss/__init__.py")
    with pytest.raises(ModelError) as error:
        import_faiss()
    message = str(error.value)
    assert "faiss-cpu and faiss-gpu-cu12" in message
    assert "pip uninstall -y faiss-cpu faiss-gpu-cu12\n" in message
    assert message.endswith("pip install faiss-gpu-cu12")


def test_one_build_is_imported(site: Path) -> None:
    install(site, "faiss_gpu_cuvs", "faiss/__init__.py")
    assert faiss_distributions() == ("faiss-gpu-cuvs",)
    assert import_faiss().__version__ == "made"


def test_a_distribution_that_only_has_the_name_is_no_build(site: Path) -> None:
    install(site, "faiss-cpu", "faiss/__init__.py")
    install(site, "faiss-helpers", "faiss_helpers/__init__.py")
    install(site, "not-faiss", "faiss_like.py")
    assert faiss_distributions() == ("faiss-cpu",)
    import_faiss()


def test_a_distribution_without_a_list_of_files_is_read_from_top_level(site: Path) -> None:
    install(site, "faiss-gpu", "faiss/__init__.py")
    folder = site / "faiss_gpu-1.0.dist-info"
    (folder / "RECORD").unlink()
    (folder / "top_level.txt").write_text("faiss\n", encoding="utf-8")
    assert faiss_distributions() == ("faiss-gpu",)


def test_none_at_all_says_what_to_install(site: Path) -> None:
    with pytest.raises(ModelError, match="FAISS is not installed: pip install faiss-cpu"):
        import_faiss()


def test_what_is_installed_here_is_one_build() -> None:
    assert len(faiss_distributions()) == 1
    assert import_faiss().__name__ == "faiss"
