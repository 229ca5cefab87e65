"""Run by itself, by somebody who may only read the knowledge base: what its commands say.

    python read_only_user.py KB WORK

One line of JSON for each command: its name, its exit code or error, and what it printed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from typer.testing import CliRunner

from kgqa.pipelines.cli.app import app


def main(kb: str, work: Path) -> None:
    reading = [
        ["ask", kb, "Where was Berit Aske born?"],
        ["verify", kb],
        ["history", kb],
        ["documents", kb],
        ["why", kb, "Berit Aske | place of birth | "],
        ["dump", kb, str(work / "out.nt")],
    ]
    writing = [
        ["remove", kb, "mill.txt"],
        ["merge", kb, "Berit Aske", "Jorun Aske"],
        ["compact", kb],
        ["compact", kb, "--forget-dates"],
        ["rollback", kb, "1"],
        ["history", kb, "--keep", "3"],
        ["repair", kb, "--quiet"],
        ["adapt", kb, "--count", "64", "--quiet"],
        ["adapt", kb, "--count", "64", "--quiet", "--out", str(Path(kb).with_name("scorer"))],
    ]
    for command in (*reading, *writing):
        done = CliRunner().invoke(app, command)
        error = done.exception
        said = {
            "command": command[0],
            "reads": command in reading,
            "code": done.exit_code,
            "error": f"{type(error).__name__}: {error}" if error and not isinstance(error, SystemExit) else "",
            "output": done.output,
        }
        sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
