"""Versions: shared files, history, the way back, older formats, readers that keep what they opened."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import signal
import tempfile
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa import InputError, Passage, StoreError, Triple
from kgqa.kg.arrays import write_arrays
from kgqa.kg.compact import compact
from kgqa.kg.digest import digest
from kgqa.kg.draft import content_key, reserve
from kgqa.kg.folder import open_folder, verify
from kgqa.kg.graph import Graph
from kgqa.kg.history import history, keep
from kgqa.kg.passages import PassageTable
from kgqa.kg.rollback import migrate, rollback
from kgqa.kg.strings import StringTable

PASSAGES = PassageTable.build([Passage("p", "d", "Buoy", "A buoy is red.")])


def put(path: Path, *names: str, command: str = "import", documents: tuple[str, ...] = ()) -> Path:
    """A version whose facts are about these names, of documents that say so."""
    graph = Graph.build([Triple(name, "colour", "red") for name in names])
    build = hashlib.sha256(repr(names).encode()).hexdigest()
    with reserve(path, replace=True, command=command) as place, place.draft(build) as draft:
        draft.write("graph", graph.arrays())
        draft.write("passages", PASSAGES.arrays())
        more: dict[str, Any] = {}
        if documents:
            columns = {"ids": list(documents), "texts": [f"{id} says {names[0]}" for id in documents]}
            for column in ("ids", "titles", "sources", "texts", "layouts"):
                more |= StringTable.build(columns.get(column, [""] * len(documents))).arrays(f"sources.{column}")
            draft.write("sources", more)
        draft.commit({"counts": {"triples": graph.n_triples}, "digest": digest(graph, PASSAGES, more)})
    return path


def names(path: Path, version: int | None = None) -> list[str]:
    return [triple.head for triple in Graph.load(open_folder(path, version).arrays("graph")).match()]


def files(path: Path) -> dict[str, int]:
    return {file.name: file.stat().st_ino for file in (path / "segments").iterdir()}


def test_what_does_not_change_is_shared_and_not_written_again(tmp_path: Path) -> None:
    kb = put(tmp_path / "kb", "buoy")
    before = files(kb)
    put(kb, "buoy", "quay")
    after = files(kb)
    assert len(after) == 3  # two graphs, the passages once
    assert before.items() <= after.items()
    assert verify(kb) == []


def test_history_tells_versions_commands_and_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    kb = put(tmp_path / "kb", "buoy", command="build", documents=("a.txt", "b.txt"))
    put(kb, "buoy", "quay", command="add", documents=("a.txt", "b.txt", "c.txt"))
    put(kb, "mole", command="add", documents=("b.txt",))
    last, second, first = history(kb)
    assert [v.number for v in (last, second, first)] == [3, 2, 1]
    assert [v.command for v in (last, second, first)] == ["add", "add", "build"]
    assert {v.at for v in (last, second, first)} == {1_700_000_000}
    assert (first.added.ids, second.added.ids, last.removed.ids) == (("a.txt", "b.txt"), ("c.txt",), ("a.txt", "c.txt"))
    assert last.replaced.ids == ("b.txt",) and second.replaced.number == 0
    assert [v.is_kept for v in (last, second, first)] == [True, True, False]
    assert [v.is_current for v in (last, second, first)] == [True, False, False]
    assert dict(second.counts) == {"triples": 2}
    (kb / "versions" / "000002.note.json").write_text("{")  # a lost note loses the command and no more
    assert [v.command for v in history(kb)] == ["add", "", "build"]
    compact(kb)
    (only,) = history(kb)
    assert (only.number, only.command, only.is_kept) == (1, "compact", True)
    assert only.at == int((kb / "versions" / "000001.json").stat().st_mtime) and dict(only.counts) == {"triples": 1}
    compact(kb)
    assert history(kb) == (only,)


def test_as_many_versions_are_kept_as_asked_for(tmp_path: Path) -> None:
    kb = put(tmp_path / "kb", "a")
    keep(kb, 3)
    for name in "bcde":
        put(kb, name)
    assert [v.number for v in history(kb) if v.is_kept] == [5, 4, 3]
    assert names(kb, 3) == ["c"]
    compact(kb, keep=2)
    assert [v.number for v in history(kb) if v.is_kept] == [5, 4]
    compact(kb)
    assert names(kb) == ["e"] and verify(kb) == []
    with pytest.raises(InputError, match="one version at least"):
        keep(kb, 0)
    with pytest.raises(InputError, match="one version at least"):
        compact(kb, keep=0)


@pytest.mark.parametrize("found", ["three", ""])
def test_a_number_of_versions_that_is_none_is_told(tmp_path: Path, found: str) -> None:
    kb = put(tmp_path / "kb", "a")
    (kb / "KEEP").write_text(found) if found else (kb / "KEEP").mkdir()
    (problem,) = verify(kb)
    assert "KEEP: must hold the number of versions that are kept, found" in problem
    put(kb, "b")
    assert names(kb) == ["b"]


def test_a_rollback_is_a_new_version_over_old_files(tmp_path: Path) -> None:
    kb = put(tmp_path / "kb", "a")
    first = open_folder(kb).manifest
    put(kb, "b")
    before = files(kb)
    assert rollback(kb, 1) == 3
    assert names(kb) == ["a"] and files(kb) == before
    assert open_folder(kb).manifest["files"] == first["files"] and verify(kb) == []
    assert history(kb)[0].command == "rollback 1"
    assert rollback(kb, 2) == 4 and names(kb) == ["b"]
    with pytest.raises(InputError, match=r"version 9 is not kept; there are 3, 4|version 9 is not kept"):
        rollback(kb, 9)
    with pytest.raises(InputError, match="is the one in use"):
        rollback(kb, 4)
    assert verify(kb) == []


def test_no_way_back_to_a_damaged_version(tmp_path: Path) -> None:
    kb = put(tmp_path / "kb", "a")
    broken = kb / open_folder(kb).file("graph")
    put(kb, "b")
    broken.write_bytes(broken.read_bytes()[:-1] + b"\xff")
    with pytest.raises(StoreError, match="is damaged, and with it version 1"):
        rollback(kb, 1)
    assert names(kb) == ["b"]


def test_a_reader_keeps_the_version_that_it_opened(tmp_path: Path) -> None:
    kb = put(tmp_path / "kb", "a")
    first = open_folder(kb)  # nothing of it is looked at yet
    for name in "bcd":
        put(kb, name)
    second = open_folder(kb)
    compact(kb)
    shutil.rmtree(kb)
    assert [triple.head for triple in Graph.load(first.arrays("graph")).match()] == ["a"]
    assert PassageTable.load(first.arrays("passages"))[0].id == "p"
    assert [triple.head for triple in Graph.load(second.arrays("graph")).match()] == ["d"]


def test_readers_never_see_half_a_version_while_one_writes_and_compacts(tmp_path: Path) -> None:
    kb = put(tmp_path / "kb", "0", "0!")
    stop, wrong = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            try:
                found = names(kb)
                if found != [found[0], f"{found[0]}!"]:
                    wrong.append(str(found))
            except Exception as error:
                wrong.append(repr(error))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(1, 13):
        put(kb, str(number), f"{number}!")
        if number % 3 == 0:
            compact(kb)
        if number % 5 == 0:
            wrong.extend(verify(kb))
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []


def as_format_1(kb: Path) -> None:
    """The folder as kgqa wrote it when files were named by their build and a manifest had no sum of itself."""
    folder = open_folder(kb)
    build, old_files = "00ab", {}
    for name in folder.names:
        file = folder.arrays(name)
        target = kb / "segments" / f"{name}-{build}.safetensors"
        write_arrays(target, {key: file[key] for key in file.names}, {"build": build})
        content = target.read_bytes()
        old_files[f"segments/{target.name}"] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    manifest = {key: value for key, value in folder.manifest.items() if key != "sum"}
    manifest |= {"build": build, "files": old_files, "format_version": 1}
    shutil.rmtree(kb / "versions")
    (kb / "versions").mkdir()
    text = json.dumps(manifest, sort_keys=True, indent=2, ensure_ascii=False)
    (kb / "versions" / "000001.json").write_text(text + "\n")
    (kb / "CURRENT").write_text("000001.json\n")
    for path in (kb / "segments").iterdir():
        if f"segments/{path.name}" not in old_files:
            path.unlink()


def test_a_folder_of_the_first_format_is_read_grown_migrated_and_gone_back_to(tmp_path: Path) -> None:
    new = put(tmp_path / "new", "a", "b")
    old = put(tmp_path / "old", "a", "b")
    as_format_1(old)
    assert open_folder(old).manifest["format_version"] == 1
    assert names(old) == ["a", "b"] and verify(old) == []
    grown = shutil.copytree(old, tmp_path / "grown")
    put(grown, "c")
    assert names(grown) == ["c"] and verify(grown) == []
    rollback(grown, 1)
    assert names(grown) == ["a", "b"] and verify(grown) == []
    assert migrate(old) and not migrate(old)
    assert verify(old) == [] and open_folder(old).manifest["format_version"] == 2
    assert open_folder(old).manifest["digest"] == open_folder(new).manifest["digest"]
    compact(old)
    compact(grown)
    assert set(files(old)) == set(files(new))
    assert verify(old) == verify(grown) == []


def test_a_newer_format_is_refused_by_both_numbers(tmp_path: Path) -> None:
    kb = put(tmp_path / "kb", "a")
    path = kb / "versions" / "000001.json"
    path.write_text(path.read_text().replace('"format_version": 2', '"format_version": 3'))
    for job in (open_folder, migrate, history, lambda kb: rollback(kb, 1), compact):
        with pytest.raises(StoreError, match="reads format versions 1 to 2, found 3: a newer kgqa wrote it"):
            job(kb)


@given(st.dictionaries(st.sampled_from("abc"), st.lists(st.integers(-9, 9), max_size=3), max_size=3), st.booleans())
def test_a_key_is_a_function_of_content(content: dict[str, list[int]], wide: bool) -> None:
    arrays = {name: np.array(values, np.int64 if wide else np.int32) for name, values in content.items()}
    turned = dict(reversed(arrays.items()))
    assert content_key(arrays, {}) == content_key(turned, {}) != content_key(arrays, {"note": "x"})
    for name, array in arrays.items():
        if array.size:
            assert content_key({**arrays, name: array + 1}, {}) != content_key(arrays, {})
            assert content_key({**arrays, name: array[:, None]}, {}) != content_key(arrays, {})


def in_child(work: Any) -> str:
    """What ``work`` says in a process of its own."""
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            said = work()
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(writer, str(said).encode()[:4000])
        os._exit(0)
    os.close(writer)
    os.waitpid(pid, 0)
    with os.fdopen(reader, "rb") as file:
        return file.read().decode()


def tree(path: Path) -> dict[str, bytes]:
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in path.rglob("*") if file.is_file()}


def test_a_full_disk_is_told_and_leaves_what_was_there(tmp_path: Path) -> None:
    kb = put(tmp_path / "kb", "a")
    put(kb, "b")
    before, many = tree(kb), [f"name {number}" for number in range(500)]
    for limit in (0, 100, 600, 2_000, 9_000, 30_000):

        def work(limit: int = limit) -> str:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            put(kb, *many)
            return "written"

        assert "StoreError" in (said := in_child(work)) and "can't be written: File too large" in said
        assert f"{kb} is as it was before" in said
        assert tree(kb) == before and verify(kb) == []

    def compacting() -> str:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
        compact(kb)
        return "compacted"

    assert "can't be written: File too large" in in_child(compacting)
    assert names(kb) == ["b"] and verify(kb) == []
    new = tmp_path / "new"

    def importing() -> str:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3_000, 3_000))
        put(new, *many)
        return "written"

    assert "can't be written: File too large" in in_child(importing)
    assert not new.exists()


def test_a_folder_that_may_only_be_read_is_read_and_told() -> None:
    place = Path(tempfile.mkdtemp())
    try:
        kb = put(place / "kb", "a")
        put(kb, "b")
        for path in (kb, *kb.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        place.chmod(0o555)
        before = tree(kb)

        def nobody(work: Any) -> Any:
            def run() -> str:
                if os.geteuid() == 0:
                    os.setgid(65534)
                    os.setuid(65534)
                return str(work())

            return run

        assert in_child(nobody(lambda: (names(kb), verify(kb), len(history(kb))))) == "(['b'], [], 2)"
        for job in (lambda: put(kb, "c"), lambda: compact(kb), lambda: rollback(kb, 1), lambda: keep(kb, 4)):
            said = in_child(nobody(job))
            assert "can't be written: Permission denied" in said, said
            assert tree(kb) == before
        said = in_child(nobody(lambda: put(place / "new", "a")))
        assert "can't be written: Permission denied" in said and not (place / "new").exists()
    finally:
        for path in (place, kb, *kb.rglob("*")):
            path.chmod(0o755)
        shutil.rmtree(place)
