"""Run by itself: kills real writers, each in a process of its own, and says what they left.

    python crash_writer.py FOLDER

One line of JSON for each writer that was killed. A writer counts what it does to the disk (opens for writing, renames,
removals, folders made, flushes) and kills itself with SIGKILL before the n-th; some are killed by the clock instead.
"""

from __future__ import annotations

import gc
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from built_sample import write

from kgqa.encoders.sentence import SentenceEncoder
from kgqa.errors import StoreError
from kgqa.kg.folder import open_folder
from kgqa.kg.rollback import rollback
from kgqa.pipelines.compacting import compact
from kgqa.pipelines.describe import problems
from kgqa.pipelines.importing import import_files
from kgqa.pipelines.repairing import repair
from kgqa.pipelines.standard import Tools
from kgqa.retriever.path_scorer import PathScorer, load_scorer

KILLED = {"import": 16, "import over": 14, "add": 20, "remove": 14, "compact": 10, "rollback": 10, "repair": 16}
"""How many writers of each job are killed; a fifth of them by the clock."""

TWO, THREE = ["ferry.txt", "mill.txt"], ["ferry.txt", "mill.txt", "tower.txt"]


def counting(kb: Path, at: int, counted: list[int]) -> None:
    """From here on this process counts in ``counted[0]`` what it does below ``kb``, and dies before the ``at``-th."""
    top = str(kb)

    def count() -> None:
        counted[0] += 1
        if counted[0] == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            writes = set(mode or "") & set("wax+") or (flags or 0) & (os.O_WRONLY | os.O_RDWR)
            if writes and str(path).startswith(top):
                count()
        elif event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir") and str(arguments[0]).startswith(top):
            count()

    fsync = os.fsync

    def flush(handle: int) -> None:
        count()
        fsync(handle)

    os.fsync = flush
    sys.addaudithook(hook)


def dies(job: Callable[[], object], kb: Path, at: int, after: float = 0.0) -> tuple[bool, int]:
    """Runs a job in a process of its own that is killed; whether it was, and what it counted if it was not."""
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        counted = [0]
        counting(kb, at, counted)
        try:
            job()
        except BaseException as error:
            os.write(writer, repr(error).encode()[:500])
            os._exit(1)
        os.write(writer, str(counted[0]).encode())
        os._exit(0)
    os.close(writer)
    if after:
        time.sleep(after)
        os.kill(pid, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    with os.fdopen(reader, "rb") as file:
        said = file.read().decode()
    if code == 1:
        raise AssertionError(said)
    return code == -signal.SIGKILL, 0 if code else int(said)


def state(kb: Path) -> str:
    """The digest of what a reader finds, or why it finds nothing."""
    try:
        return str(open_folder(kb).manifest["digest"])
    except StoreError as error:
        return "unfinished" if "stopped before it finished" in str(error) else "none"


def main(work: Path) -> None:
    torch.set_num_threads(1)
    tools = Tools(encoder=SentenceEncoder(device="cpu"), scorer=PathScorer(load_scorer(), device="cpu"))
    two, three, kb, chance = work / "two", work / "three", work / "kb", random.Random(5)
    facts = work / "facts.tsv"
    facts.write_text("Tolvik\tcapital of\tSkar\nSkar\tborders\tVarne\n")
    write(two, TWO, tools, "build")
    shutil.copytree(two, three)
    write(three, THREE, tools)
    damaged = work / "damaged"
    shutil.copytree(three, damaged)
    (damaged / open_folder(damaged).file("linker")).write_bytes(b"")
    (damaged / open_folder(damaged).file("graph")).write_bytes(b"")

    def bring() -> object:
        return import_files(kb, triples=[facts], encoder=tools.encoder, scorer=tools.scorer, replace=True)

    jobs: dict[str, tuple[Path | None, Callable[[], object]]] = {
        "import": (None, bring),
        "import over": (two, bring),
        "add": (two, lambda: write(kb, THREE, tools)),
        "remove": (three, lambda: write(kb, TWO, tools, "remove")),
        "compact": (three, lambda: compact(kb, forget_dates=True)),
        "rollback": (three, lambda: rollback(kb, 1)),
        "repair": (damaged, lambda: repair(kb, tools=tools)),
    }
    gc.collect()
    gc.freeze()  # what is loaded is not copied into each writer
    for name, (start, job) in jobs.items():

        def begin(start: Path | None = start) -> str:
            shutil.rmtree(kb, ignore_errors=True)
            if start is not None:
                shutil.copytree(start, kb)
            return state(kb)

        old = begin()
        began = time.perf_counter()
        _, steps = dies(job, kb, -1)
        took = time.perf_counter() - began
        new = state(kb)
        number = KILLED[name]
        points = chance.sample(range(1, steps + 1), min(steps, number - number // 5))
        times = [took * chance.random() for _ in range(number - len(points))]
        for at, after in [*((point, 0.0) for point in sorted(points)), *((-1, t) for t in times)]:
            begin()
            was_killed, _ = dies(job, kb, at, after)
            found = state(kb)
            wrong = problems(kb) if found in (old, new) and found not in ("none", "unfinished") else []
            if name == "repair" and found == old:  # what was planted is still there, and nothing else is
                wrong = [problem for problem in wrong if "linker" not in problem and "graph" not in problem]
            again = ""
            if at % 7 == 0 and was_killed and not (name == "rollback" and found == new):
                job()  # the next writer finds its way; what is rolled back already can't be again
                again = state(kb)
                wrong += [*problems(kb), *map(str, kb.rglob("*.tmp"))]
            said = {"job": name, "at": at, "of": steps, "killed": was_killed, "wrong": wrong}
            where = "old" if found in (old, "unfinished") else "new" if found == new else found
            sys.stdout.write(json.dumps({**said, "found": where, "again": again in ("", new)}) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
