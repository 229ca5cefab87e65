"""What the command line prints with: answers on standard output, all else on standard error."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgqa.pipelines.progress import Progress


def say(text: str) -> None:
    """One text on standard output; characters that can't be encoded there are escaped."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    sys.stdout.flush()


def say_json(text: str) -> None:
    """One JSON text on standard output. What can't be encoded there is written as JSON itself escapes it, so that it
    stays JSON: such characters stand inside of its texts alone."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, _ESCAPED).decode(encoding) + "\n")
    sys.stdout.flush()


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


_ESCAPED = "kgqa-json"
codecs.register_error(_ESCAPED, _escaped)


def complain(text: str) -> None:
    """One error on standard error."""
    encoding = sys.stderr.encoding or "utf-8"
    line = f"kgqa: {text}\n"
    sys.stderr.write(line.encode(encoding, "backslashreplace").decode(encoding))


@contextmanager
def bars(*, quiet: bool) -> Iterator[Progress]:
    """A progress callback that draws one bar a stage on standard error, or none where ``quiet``."""
    if quiet:
        from kgqa.pipelines.progress import silent

        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    drawn = Progress(*columns, console=Console(stderr=True))
    tasks: dict[str, TaskID] = {}

    def progress(stage: str, done: int, total: int) -> None:
        if not tasks:
            drawn.start()
        if stage not in tasks:
            tasks[stage] = drawn.add_task(stage, total=total)
        drawn.update(tasks[stage], completed=done)

    try:
        yield progress
    finally:
        if tasks:  # a job that fails before its first stage draws nothing, no empty line either
            drawn.stop()
