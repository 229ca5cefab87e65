"""The folder of a run: what was asked of it, and one file of judged questions a row, grown batch by batch."""

from __future__ import annotations

import fcntl
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kgqa.durable import TEMPORARY, replace_file
from kgqa.errors import InputError
from kgqa.pipelines.evaluation.judged import Judged, read_judged, to_line

ROWS = "rows"
SETTINGS = "settings.json"
PREDICTIONS = "predictions"
FOUND = ("summary.json", "report.md", "report.html")
"""What a run that is done leaves beside its rows and predictions."""

_PLACES = ("questions", "kb", "train", "ontology")

_EMPTY = (".lock", SETTINGS + TEMPORARY)
"""What a run may leave that was killed before it began."""


class RunFolder:
    """Judged questions on the disk. A run that was stopped goes on where the last whole line stands."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def rows_file(self, name: str) -> Path:
        """The file of one row."""
        return self.path / ROWS / f"{slug(name)}.jsonl"

    def done(self, name: str) -> int:
        """How many questions of a row are judged already; a line that was cut off is taken away."""
        file = self.rows_file(name)
        if not file.exists():
            return 0
        count = end = 0
        with file.open("rb") as lines:
            for line in lines:
                if not line.endswith(b"\n"):
                    break
                count += 1
                end += len(line)
        os.truncate(file, end)
        return count

    @contextmanager
    def writing(self, name: str) -> Iterator[RowWriter]:
        """Adds to a row's file."""
        file = self.rows_file(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("ab") as out:
            yield RowWriter(out)

    def judged(self, name: str) -> Iterator[Judged]:
        """A row's questions in the order asked."""
        return read_judged(self.rows_file(name))


class RowWriter:
    """Appends judged questions; each batch is whole on the disk before the next begins."""

    def __init__(self, out: Any) -> None:
        self._out = out

    def add(self, batch: list[Judged]) -> None:
        """One batch, in one write."""
        self._out.write(b"".join(map(to_line, batch)))
        self._out.flush()


@contextmanager
def run_folder(path: Path | None, settings: dict[str, Any], *, replace: bool) -> Iterator[RunFolder]:
    """The folder at ``path``, or one that is gone afterwards.

    Raises InputError where another run is writing there, where the folder holds a run with other settings
    (``replace`` starts it over: what stood there is gone), or something that is no run.
    """
    if path is None:
        with tempfile.TemporaryDirectory(prefix="kgqa-evaluate-") as temporary:
            yield RunFolder(Path(temporary))
        return
    if path.exists() and not path.is_dir():
        raise InputError(f"{path}: a report is a folder, found a file")
    try:
        own = not path.is_dir() or all(p.name in _EMPTY for p in path.iterdir()) or _before(path) is not None
        if not own:
            raise InputError(f"{path}: is not empty and holds no evaluation; name another folder")
        path.mkdir(parents=True, exist_ok=True)
        locked = (path / ".lock").open("ab")
    except OSError as error:
        raise InputError(f"{path}: can't be a report: {error.strerror or error}") from error
    with locked as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError(f"{path}: another evaluation is writing here") from None
        _same_run(path, settings, replace=replace)
        yield RunFolder(path)


def slug(name: str) -> str:
    """A row's name as a file's.

    >>> slug("kgqa without facts+paths, entities given")
    'kgqa-without-facts-paths-entities-given'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _before(path: Path) -> dict[str, Any] | None:
    """What was asked of the run in a folder; None where there is no run, as in a folder of another program."""
    try:
        found = json.loads((path / SETTINGS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and "benchmark" in found and "questions_sha256" in found else None


def _same_run(path: Path, settings: dict[str, Any], *, replace: bool) -> None:
    before = _before(path)
    text = json.dumps(settings, indent=1, sort_keys=True, ensure_ascii=False)
    if before is not None and not replace:
        now = json.loads(text)
        if before == now:
            return
        # Where a file lies does not matter: its hash is compared.
        keys = [key for key in sorted({*before, *now} - set(_PLACES)) if before.get(key) != now.get(key)]
        if not keys:
            return
        raise InputError(
            f"{path} holds a run with other settings ("
            + "; ".join(f"{key}: {before.get(key)!r}, now {now.get(key)!r}" for key in keys)
            + "); name another folder, or replace it"
        )
    # The figures go first: a run that is stopped from here on must not be taken for the one that stood here.
    for old in (*(path / name for name in FOUND), *path.glob(f"{PREDICTIONS}/*.json*"), *path.glob(f"{ROWS}/*.jsonl")):
        old.unlink(missing_ok=True)
    with replace_file(path / SETTINGS) as out:
        out.write(text.encode())
