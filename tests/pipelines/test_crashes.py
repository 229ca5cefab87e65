"""Writers killed at a hundred points of import, add, remove, compact, rollback and repair: the old or the new."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path


def test_a_killed_writer_leaves_the_old_or_the_new_version(tmp_path: Path) -> None:
    script = Path(__file__).with_name("crash_writer.py")
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path)],
        env={**os.environ, "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == 100
    jobs = {"import", "import over", "add", "remove", "compact", "rollback", "repair"}
    assert {item["job"] for item in found} == jobs
    bad = [item for item in found if item["wrong"] or item["found"] not in ("old", "new") or not item["again"]]
    assert bad == []
    assert all(item["killed"] for item in found if item["at"] > 0)
    left = Counter(item["found"] for item in found)
    assert left["old"] > 40 and left["new"] > 5
