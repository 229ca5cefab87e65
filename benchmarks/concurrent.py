"""Asking one knowledge base from many threads and processes while another process adds documents to it.

    python -m benchmarks.concurrent [--seconds 20] [--threads 8] [--processes 4] [--documents 12]

- one thread alone, many threads, many processes, and both while documents are added, in questions a second and as a
  ratio to one thread alone, each over the same knowledge base in the same run, and each process with one torch thread;
- every result, evidence and all, is compared with that of each version that the knowledge base ever had, asked
  alone: one that equals none of them is torn; none may be.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import queue
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import torch

from kgqa.pipelines import building
from kgqa.pipelines.ask import KGQA
from kgqa.pipelines.following import Following
from kgqa.pipelines.standard import Tools
from kgqa.types import Result

WAIT = 5.0
"""Seconds after which it is looked whether a process still lives."""

TOWNS = ("Aldvik", "Brenholm", "Carnes", "Dunmoor", "Eskby", "Fallow", "Grenna", "Holtby")
NAMES = ("Astrid", "Bjarne", "Cecilie", "Dagny", "Eivind", "Frida", "Gunnar", "Hedda", "Ivar", "Johanne", "Knut", "Liv")


def documents(folder: Path, number: int) -> list[Path]:
    """Invented documents of a few sentences each."""
    folder.mkdir()
    paths = []
    for at in range(number):
        name = f"{NAMES[at % len(NAMES)]} {TOWNS[at // len(NAMES) % len(TOWNS)]}sen"
        town, other = TOWNS[at % len(TOWNS)], TOWNS[(at + 3) % len(TOWNS)]
        text = f"{name} was a painter. {name} was born in {town} in {1850 + at}. {name} died in {other}.\n"
        paths.append(folder / f"{at:03d}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def questions(number: int) -> list[str]:
    """One or two about each of the first documents."""
    asked = []
    for at in range(number):
        name = f"{NAMES[at % len(NAMES)]} {TOWNS[at // len(NAMES) % len(TOWNS)]}sen"
        asked += [f"Where was {name} born?", f"Who was born in {TOWNS[at % len(TOWNS)]}?"]
    return asked


def content(result: Result) -> str:
    """All that a result says, without the time it took."""
    said = json.loads(result.to_json())
    said.pop("timings", None)
    return json.dumps(said, sort_keys=True)


def ask(
    answer: Callable[[str], Result],
    asked: list[str],
    first: int,
    going: Callable[[], bool],
    found: list[tuple[int, str]],
) -> None:
    """Asks round and round from the ``first`` question on; ``found`` gets the question's number and the result."""
    at = first
    while going():
        number = at % len(asked)
        found.append((number, content(answer(asked[number]))))
        at += 1


def ask_in_threads(
    answer: Callable[[str], Result], asked: list[str], threads: int, going: Callable[[], bool]
) -> tuple[list[tuple[int, str]], list[str]]:
    """What threads found together, and their errors."""
    found: list[list[tuple[int, str]]] = [[] for _ in range(threads)]
    errors: list[str] = []

    def run(number: int) -> None:
        try:
            ask(answer, asked, number * 3, going, found[number])
        except Exception as error:  # whatever it is, it is what is looked for
            errors.append(repr(error))

    running = [threading.Thread(target=run, args=(number,)) for number in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return [pair for each in found for pair in each], errors


def ask_in_process(kb: str, asked: list[str], number: int, ready: Any, start: Any, stop: Any, said: Any) -> None:
    """The work of one process: it loads its own models, and asks until it is told to stop."""
    torch.set_num_threads(1)
    found: list[tuple[int, str]] = []
    error = ""
    try:
        answer = Following(kb, device="cpu")
        answer(asked[0])
        ready.release()
        start.wait()
        ask(answer, asked, number * 5, lambda: not stop.is_set(), found)
    except Exception as problem:  # whatever it is, it is what is looked for
        error = repr(problem)
        ready.release()
    said.put((found, error))


def add_in_process(kb: str, paths: list[Path], ready: Any, start: Any, done: Any, said: Any) -> None:
    """Adds documents, two at a time; it is done where it fails too."""
    torch.set_num_threads(1)
    error = ""
    try:
        tools = Tools(device="cpu")
        for loaded in (tools.encoder, tools.scorer, tools.relations):
            del loaded
        ready.release()
        start.wait()
        for at in range(0, len(paths), 2):
            building.add(kb, paths[at : at + 2], tools=tools)
    except Exception as problem:  # whatever it is, it is what is looked for
        error = repr(problem)
        ready.release()
    done.set()
    said.put(([], error))


class Askers:
    """Processes that ask, and one that adds where there are ``paths``."""

    def __init__(self, kb: Path, asked: list[str], processes: int, paths: list[Path] | None = None) -> None:
        context = multiprocessing.get_context("spawn")
        self.start, self.stop, self.done = context.Event(), context.Event(), context.Event()
        ready, self._said = context.Semaphore(0), context.Queue()
        self._processes = [
            context.Process(target=ask_in_process, args=(str(kb), asked, n, ready, self.start, self.stop, self._said))
            for n in range(processes)
        ]
        if paths is not None:
            given = (str(kb), paths, ready, self.start, self.done, self._said)
            self._processes.append(context.Process(target=add_in_process, args=given))
        for process in self._processes:
            process.start()
        for _ in self._processes:
            while not ready.acquire(timeout=WAIT):
                self.check()

    def check(self) -> None:
        """Raises RuntimeError where a process was killed: for want of memory, say."""
        dead = [process.exitcode for process in self._processes if process.exitcode]
        if dead:
            for process in self._processes:
                process.kill()
            raise RuntimeError(f"{len(dead)} of {len(self._processes)} processes ended with {dead}")

    def join(self) -> tuple[list[tuple[int, str]], list[str]]:
        """What they found together, and their errors."""
        self.stop.set()
        said: list[tuple[list[tuple[int, str]], str]] = []
        while len(said) < len(self._processes):
            try:
                said.append(self._said.get(timeout=WAIT))
            except queue.Empty:
                self.check()
        for process in self._processes:
            process.join()
        return [pair for found, _ in said for pair in found], [error for _, error in said if error]


def for_seconds(seconds: float) -> Callable[[], bool]:
    """True until so many seconds have passed."""
    until = time.monotonic() + seconds
    return lambda: time.monotonic() < until


def states(kb: Path, work: Path, paths: list[Path], asked: list[str], tools: Tools) -> list[set[str]]:
    """By question, what each version that the knowledge base will have says to it, asked alone."""
    alone = work / "alone.kb"
    shutil.copytree(kb, alone)
    said: list[set[str]] = [set() for _ in asked]
    for at in range(0, len(paths) + 2, 2):
        if at:
            building.add(alone, paths[at - 2 : at], tools=tools)
        qa = KGQA.load(alone, device="cpu", encoder=tools.encoder, paths=tools.scorer)
        for number, question in enumerate(asked):
            said[number].add(content(qa(question)))
    return said


def torn(found: Iterable[tuple[int, str]], said: list[set[str]]) -> int:
    """How many results no version gives."""
    return sum(result not in said[number] for number, result in found)


def measure(work: Path, *, seconds: float, threads: int, processes: int, number: int) -> dict[str, Any]:
    """The figures of the whole."""
    torch.set_num_threads(1)
    os.environ["OMP_NUM_THREADS"] = "1"  # of the processes that are started
    tools = Tools(device="cpu")
    paths = documents(work / "texts", number)
    kb, half = work / "asked.kb", number // 2 // 2 * 2
    building.build(kb, paths[:half], tools=tools)
    asked = questions(half)
    said = states(kb, work, paths[half:], asked, tools)
    following = Following(kb, device="cpu", encoder=tools.encoder, paths=tools.scorer)
    figures: dict[str, Any] = {}
    wrong, errors, all_found = 0, [], 0

    def note(name: str, found: list[tuple[int, str]], took: float, mistakes: list[str]) -> None:
        nonlocal wrong, all_found
        figures[name] = round(len(found) / took, 2)
        wrong += torn(found, said)
        all_found += len(found)
        errors.extend(mistakes)

    for question in asked:
        following(question)
    for name, count in (("one thread", 1), (f"{threads} threads", threads)):
        began = time.monotonic()
        found, mistakes = ask_in_threads(following, asked, count, for_seconds(seconds))
        note(name, found, time.monotonic() - began, mistakes)
    askers = Askers(kb, asked, processes)
    askers.start.set()
    began = time.monotonic()
    time.sleep(seconds)
    took = time.monotonic() - began
    note(f"{processes} processes", *_with_time(askers.join(), took))
    askers = Askers(kb, asked, processes, paths[half:])
    askers.start.set()
    began = time.monotonic()
    least = for_seconds(seconds)

    def goes_on() -> bool:
        askers.check()
        return least() or not askers.done.is_set()

    found, mistakes = ask_in_threads(following, asked, threads, goes_on)
    took = time.monotonic() - began
    more, others = askers.join()
    note(f"{threads} threads and {processes} processes, documents added", [*found, *more], took, [*mistakes, *others])
    ratios = {name: round(value / figures["one thread"], 2) for name, value in figures.items()}
    versions = {"versions": (number - half) // 2 + 1, "seconds while documents were added": round(took, 1)}
    return {
        "questions a second": figures,
        "ratio to one thread": ratios,
        "asked": all_found,
        "torn": wrong,
        "errors": errors,
        **versions,
        "cores": os.cpu_count(),
    }


def _with_time(
    joined: tuple[list[tuple[int, str]], list[str]], took: float
) -> tuple[list[tuple[int, str]], float, list[str]]:
    return joined[0], took, joined[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--documents", type=int, default=12)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(
            Path(folder),
            seconds=given.seconds,
            threads=given.threads,
            processes=given.processes,
            number=given.documents,
        )
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
