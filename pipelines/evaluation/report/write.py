"""A report's folder: the page for people, the Markdown for a README, the JSON for programs."""

from __future__ import annotations

from pathlib import Path

from kgqa.durable import replace_file
from kgqa.errors import InputError
from kgqa.pipelines.evaluation.report.html import as_html
from kgqa.pipelines.evaluation.report.markdown import as_markdown
from kgqa.pipelines.evaluation.summary import Summary


def write_report(summary: Summary, folder: Path) -> tuple[Path, ...]:
    """Writes ``summary.json``, ``report.md`` and ``report.html`` into the folder; gives the paths, the page first.

    The folder is made where it is missing; files of these names are replaced, each whole or not at all. Equal
    summaries give equal bytes. The JSON and the Markdown are on the disk before anything is drawn, so that a
    missing library costs the page alone. Raises InputError where jinja2 or matplotlib is missing (``pip install
    "kgqa[evaluate]"``) or the folder can't be written.
    """
    folder = Path(folder)
    page, text, data = folder / "report.html", folder / "report.md", folder / "summary.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(data, summary.to_json())
        _write(text, as_markdown(summary))
        _write(page, as_html(summary))
    except OSError as error:
        raise InputError(f"{folder}: the report can't be written: {error.strerror or error}") from error
    return page, text, data


def _write(path: Path, text: str) -> None:
    with replace_file(path) as out:
        out.write(text.encode("utf-8"))


def check_libraries() -> None:
    """Raises InputError where a library that a report needs is missing: better known before a long evaluation."""
    from importlib.util import find_spec

    missing = [name for name in ("jinja2", "matplotlib") if find_spec(name) is None]
    if missing:
        raise InputError(f'a report needs {" and ".join(missing)}: pip install "kgqa[evaluate]"')
