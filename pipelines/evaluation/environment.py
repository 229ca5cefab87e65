"""Where and with what an evaluation ran: enough to run it again and to trust that it was the same."""

from __future__ import annotations

import hashlib
import os
import platform
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import kgqa

PACKAGES = ("torch", "transformers", "faiss-cpu", "faiss-gpu", "faiss-gpu-cuvs", "tokenizers", "numpy")


def environment(command: str = "") -> dict[str, str]:
    """Versions, machine, commit, command and date, all as texts."""
    found = {
        "kgqa": kgqa.__version__,
        "commit": _commit(),
        "command": command or " ".join(map(shlex.quote, [Path(sys.argv[0]).name, *sys.argv[1:]])),
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "python": platform.python_version(),
        "machine": f"{_processor()}, {os.cpu_count()} cores",
    }
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _commit() -> str:
    """The commit that the package is run from, where that is a checkout; "+" after it where files differ."""
    try:
        commit = _git("rev-parse", "--short=12", "HEAD")
        return commit + ("+" if _git("status", "--porcelain", "-uno") else "")
    except (OSError, subprocess.SubprocessError):
        return ""


def _git(*words: str) -> str:
    command = ["git", "-C", str(Path(kgqa.__file__).parent), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=10, check=True).stdout.strip()


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
