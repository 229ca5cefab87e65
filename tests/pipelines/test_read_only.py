"""A knowledge base that may only be read: it is asked, and what would change it says so and changes nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from built_sample import write

from kgqa.pipelines.standard import Tools


def test_a_folder_that_may_only_be_read_is_asked_and_not_changed(tmp_path: Path, encoder: Any, scorer: Any) -> None:
    run = [sys.executable]
    if os.geteuid() == 0:  # to whom modes mean nothing, unless he gives that up
        if shutil.which("setpriv") is None:
            pytest.skip("needs setpriv to run as somebody who may not write")
        run = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--inh-caps=-all", *run]
    kb, work = tmp_path / "kept" / "town.kb", tmp_path / "work"
    work.mkdir()
    tools = Tools(encoder=encoder, scorer=scorer)
    write(kb, ["ferry.txt", "mill.txt"], tools, "build")
    write(kb, ["ferry.txt", "mill.txt", "tower.txt"], tools)
    before = {path: path.read_bytes() for path in kb.rglob("*") if path.is_file()}
    paths = [kb.parent, kb, *kb.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        probe = subprocess.run([*run, "-c", f"open({str(kb / 'LOCK')!r}, 'ab')"], capture_output=True, text=True)
        if "PermissionError" not in probe.stderr:
            pytest.skip("modes mean nothing to whoever runs this")
        script = Path(__file__).with_name("read_only_user.py")
        done = subprocess.run(
            [*run, str(script), str(kb), str(work)],
            env={**os.environ, "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"},
            capture_output=True,
            text=True,
        )
    finally:
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert done.returncode == 0, done.stderr[-3000:]
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(said) == 15
    for one in said:
        if one["reads"]:
            assert (one["code"], one["error"]) == (0, ""), one
        else:
            assert one["code"] != 0, one
            assert re.search("can't be written: (Permission denied|no permission to write to )", one["error"]), one
    assert "Tolvik" in said[0]["output"] and "sound" in said[1]["output"]
    assert {path: path.read_bytes() for path in kb.rglob("*") if path.is_file()} == before
    assert [path.name for path in kb.parent.iterdir()] == ["town.kb"]
