"""The command line as a user types it, in this process: what it needs is imported and loaded once for all tests.

``in_a_process`` starts it as a user does, which takes seconds: for what only a process of its own shows.
"""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

from kgqa.pipelines.cli import main

Done = subprocess.CompletedProcess[str]
"""``returncode``, ``stdout`` and ``stderr``."""


def kgqa(*arguments: object, environment: Mapping[str, str] | None = None) -> Done:
    """``kgqa ARGUMENTS``, with more variables in its environment."""
    typed = ["kgqa", *map(str, arguments)]
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    with (
        mock.patch.object(sys, "argv", typed),
        mock.patch.dict("os.environ", environment or {}),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as left:
            code = left.code or 0
    return Done(typed, code if isinstance(code, int) else 1, out.getvalue(), err.getvalue())


def in_a_process(*arguments: object) -> Done:
    """The same by the installed script."""
    script = Path(sys.executable).with_name("kgqa")
    return subprocess.run([script, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8")
