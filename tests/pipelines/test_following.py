"""Many threads and a process of its own ask one knowledge base while documents come and go: no error, nothing torn."""

from __future__ import annotations

import json
import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from built_sample import write

from kgqa import KGQA, Result, Triple
from kgqa.errors import StoreError
from kgqa.kg.draft import reserve
from kgqa.kg.folder import open_folder
from kgqa.kg.graph import Graph
from kgqa.pipelines.compacting import compact
from kgqa.pipelines.describe import problems
from kgqa.pipelines.following import Following
from kgqa.pipelines.standard import Tools
from kgqa.retriever.paths import StepVectors

QUESTIONS = ("Where was Berit Aske born?", "Who steers the ferry?", "Where was Halle Brekk born?")
STATES = (["ferry.txt"], ["ferry.txt", "mill.txt"], ["mill.txt", "tower.txt"])


@pytest.fixture(scope="module")
def tools(encoder: Any, scorer: Any) -> Tools:
    return Tools(encoder=encoder, scorer=scorer)


def content(result: Result) -> str:
    said = json.loads(result.to_json())
    said.pop("timings", None)
    return json.dumps(said, sort_keys=True)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory, tools: Tools) -> list[set[str]]:
    """By question what each state says to it, asked alone."""
    kb = tmp_path_factory.mktemp("states") / "alone.kb"
    found: list[set[str]] = [set() for _ in QUESTIONS]
    for ids in STATES:
        write(kb, ids, tools)
        qa = KGQA.load(kb, device="cpu", encoder=tools.encoder, paths=tools.scorer)
        for number, question in enumerate(QUESTIONS):
            found[number].add(content(qa(question)))
    assert all(len(each) > 1 for each in found)  # the states differ in what they say
    return found


def in_a_process(kb: str, ready: Any, stop: Any, out: Any) -> None:
    """Opens again and again what another process writes to, down to the last array."""
    wrong, times = [], 0
    while not stop.is_set():
        times += 1
        try:
            folder = open_folder(kb)
            graph = Graph.load(folder.arrays("graph"))
            counts = folder.manifest["counts"]
            if graph.n_triples != counts["triples"] or len(list(graph.match())) != counts["triples"]:
                wrong.append(f"{graph} is not {counts}")
            for name in folder.names:
                for array in folder.arrays(name).names:
                    folder.arrays(name)[array].tobytes()
        except Exception as error:
            wrong.append(repr(error))
        ready.set()
    out.put((times, wrong))


def test_threads_and_a_process_read_while_documents_come_and_go(
    tmp_path: Path, tools: Tools, said: list[set[str]]
) -> None:
    kb = tmp_path / "asked.kb"
    write(kb, STATES[0], tools, "build")
    context = multiprocessing.get_context("spawn")
    ready, ended, out = context.Event(), context.Event(), context.Queue()
    process = context.Process(target=in_a_process, args=(str(kb), ready, ended, out))
    process.start()
    qa = Following(kb, device="cpu", encoder=tools.encoder, paths=tools.scorer)
    first = qa.newest
    before = [content(first(question)) for question in QUESTIONS]
    assert ready.wait(300)
    stop = threading.Event()

    def ask(first: int) -> list[tuple[int, str]]:
        found, at = [], first
        while not stop.is_set() or at < first + len(QUESTIONS):
            number = at % len(QUESTIONS)
            found.append((number, content(qa(QUESTIONS[number]))))
            at += 1
        return found

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(ask, first) for first in range(4)]
        try:
            for ids in STATES[1:]:
                write(kb, ids, tools)
            compact(kb)
        finally:
            stop.set()
        found = [pair for each in asking for pair in each.result()]
    ended.set()
    times, wrong = out.get(timeout=300)
    process.join()
    assert wrong == [] and times > 0
    assert [number for number, result in found if result not in said[number]] == []
    assert problems(kb) == []
    # What was opened first answers on, though its files are gone; what follows, from what is there now.
    assert [content(first(question)) for question in QUESTIONS] == before
    assert qa("Where was Halle Brekk born?").answer == "Sandmo" != first("Where was Halle Brekk born?").answer


def test_of_two_writers_one_is_told_to_wait(tmp_path: Path, tools: Tools) -> None:
    kb = tmp_path / "asked.kb"
    write(kb, STATES[0], tools)
    with reserve(kb, replace=True), pytest.raises(StoreError, match="another process is writing here; wait for it"):
        write(kb, STATES[1], tools)
    write(kb, STATES[1], tools)
    assert problems(kb) == []


def test_threads_that_begin_a_table_of_steps_together_lose_no_row() -> None:
    graph = Graph.build([Triple("a", f"r{number}", "b") for number in range(40)])
    barrier = threading.Barrier(8)

    def vectors(labels: Any) -> Any:
        return np.ones((len(labels), 3), np.float32)

    for _ in range(20):
        steps = StepVectors(graph, vectors)

        def fill(first: int, steps: StepVectors = steps) -> Any:
            barrier.wait()
            return steps.of(range(first, 80, 8))[first::8]

        with ThreadPoolExecutor(8) as pool:
            assert all((rows == 1).all() for rows in pool.map(fill, range(8)))
        assert (steps.of(range(80)) == 1).all()
