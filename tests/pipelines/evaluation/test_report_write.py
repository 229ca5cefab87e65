"""The folder of a report: three whole files, the same bytes for equal summaries."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_report_sample import sample, without_surrogates

from kgqa.errors import InputError
from kgqa.pipelines.evaluation.report import check_libraries, write_report
from kgqa.pipelines.evaluation.summary import Summary

SUMMARY = without_surrogates(sample(2))
LIBRARIES = ("jinja2", "matplotlib")


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.fixture
def libraries() -> None:
    for library in LIBRARIES:
        pytest.importorskip(library, reason='needs pip install "kgqa[evaluate]"')


@pytest.mark.usefixtures("libraries")
def test_three_files_that_come_back(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "report"
    paths = write_report(SUMMARY, folder)
    assert [path.name for path in paths] == ["report.html", "report.md", "summary.json"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in paths)
    assert Summary.load(folder) == SUMMARY
    assert paths[0].read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.usefixtures("libraries")
def test_equal_summaries_give_equal_bytes_in_another_process(tmp_path: Path) -> None:
    write_report(SUMMARY, tmp_path / "a")
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from kgqa.pipelines.evaluation.report import write_report\n"
        "from kgqa.pipelines.evaluation.summary import Summary\n"
        "write_report(Summary.load(sys.argv[1]), Path(sys.argv[2]))\n"
    )
    settings = tmp_path / "matplotlibrc"
    settings.write_text("svg.fonttype: path\nfont.size: 30\nsavefig.bbox: tight\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONHASHSEED": "4", "MATPLOTLIBRC": str(settings)}
    command = [sys.executable, "-c", code, str(tmp_path / "a"), str(tmp_path / "b")]
    subprocess.run(command, check=True, env=environment, cwd=tmp_path)
    assert digests(tmp_path / "a") == digests(tmp_path / "b")


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_missing_library_is_named_and_costs_the_page_alone(
    library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(InputError, match=library) as first:
        check_libraries()
    with pytest.raises(InputError) as second:
        write_report(SUMMARY, tmp_path)
    for error in (first, second):
        assert 'pip install "kgqa[evaluate]"' in str(error.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.md", "summary.json"]


def test_a_place_that_can_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match=r"file: the report can't be written: [^\[\]/]+$"):
        write_report(SUMMARY, tmp_path / "file")
