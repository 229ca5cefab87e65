"""The folder: whole or not there, whoever kills the writer and whenever."""

import fcntl
import json
import os
import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from kgqa import InputError, Literal, Passage, StoreError, Triple
from kgqa.kg import draft as draft_module
from kgqa.kg.arrays import write_arrays
from kgqa.kg.compact import compact
from kgqa.kg.digest import digest
from kgqa.kg.folder import create, open_folder, verify
from kgqa.kg.graph import Graph
from kgqa.kg.lock import take_lock
from kgqa.kg.passages import PassageTable

FACTS = [Triple("Heat", "director", "Michael Mann"), Triple("Heat", "year", Literal("1995", "number"))]


def build(path: Path, build_id: str = "b1", facts=FACTS, replace: bool = False, **manifest) -> Path:
    graph, passages = Graph.build(facts), PassageTable.build([Passage("p", "d", "T", "Heat é 1995")])
    with create(path, build_id=build_id, replace=replace) as draft:
        draft.write("graph", graph.arrays())
        draft.write("passages", passages.arrays(), {"note": "x"})
        draft.commit(
            {
                "encoder": None,
                "counts": {"triples": graph.n_triples, "entities": graph.n_entities, "passages": 1},
                "digest": digest(graph, passages),
                **manifest,
            }
        )
    return path


def tree(path: Path) -> dict[str, bytes]:
    return {p.relative_to(path).as_posix(): p.read_bytes() for p in path.rglob("*") if p.is_file()}


def segment(path: Path, name: str) -> Path:
    """The file of arrays of this name in the version in use."""
    return path / open_folder(path).file(name)


def names_in(path: Path) -> list[str]:
    return sorted(child.name for child in path.iterdir())


def manifests(path: Path) -> list[str]:
    return [name for name in names_in(path / "versions") if "note" not in name]


def facts_of(path: Path) -> set[Triple]:
    return set(Graph.load(open_folder(path).arrays("graph")).match())


def test_what_is_committed_is_opened(tmp_path):
    folder = open_folder(build(tmp_path / "a" / "kb"))
    assert set(Graph.load(folder.arrays("graph")).match()) == set(FACTS)
    assert PassageTable.load(folder.arrays("passages"))[0].text == "Heat é 1995"
    assert folder.build_id == "b1" and folder.arrays("passages").metadata["note"] == "x"
    assert (folder.names, folder.has("graph"), folder.has("faiss")) == (("graph", "passages"), True, False)
    assert folder.manifest["format"] == "kgqa" and folder.manifest["counts"]["triples"] == 2
    assert verify(folder.path) == []
    with pytest.raises(StoreError, match="no 'faiss', only graph, passages"):
        folder.arrays("faiss")


def test_equal_builds_have_equal_bytes(tmp_path):
    one, two = tree(build(tmp_path / "one")), tree(build(tmp_path / "two"))
    assert {name: one[name] for name in one if "note" not in name} == {
        name: two[name] for name in two if "note" not in name
    }
    compact(tmp_path / "one")
    compact(tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_replacing_keeps_the_version_before_and_no_other(tmp_path):
    path = build(tmp_path / "kb")
    with pytest.raises(InputError, match="already holds a knowledge base"):
        create(path, build_id="b2")
    first = open_folder(path)
    other = [Triple("a", "r", "b")]
    build(path, "b2", other, replace=True)
    assert facts_of(path) == set(other)
    assert set(Graph.load(first.arrays("graph")).match()) == set(FACTS)
    build(path, "b3", FACTS, replace=True)
    assert facts_of(path) == set(FACTS)
    assert manifests(path) == ["000002.json", "000003.json"]
    assert len(names_in(path / "segments")) == 3  # the passages are the same
    assert verify(path) == []


def test_the_same_build_again_is_harmless_and_repairs(tmp_path):
    path = build(tmp_path / "kb")
    broken = segment(path, "graph")
    broken.write_bytes(b"broken")
    with create(path, build_id="b1", replace=True) as draft:
        draft.write("graph", {"x": np.zeros(1)})
    assert broken.read_bytes() == b"broken"
    build(path, replace=True)
    assert facts_of(path) == set(FACTS)
    assert verify(path) == []
    assert manifests(path) == ["000002.json"]  # the first would name the same files


def test_an_abandoned_draft_leaves_no_trace(tmp_path):
    with create(tmp_path / "new", build_id="b1") as draft:
        draft.write("graph", {"x": np.zeros(1)})
    assert not (tmp_path / "new").exists()
    path = build(tmp_path / "kb")
    before = tree(path)
    with pytest.raises(RuntimeError), create(path, build_id="b2", replace=True) as draft:
        draft.write("graph", {"x": np.zeros(1)})
        raise RuntimeError
    assert tree(path) == before
    with pytest.raises(StoreError, match="already committed or abandoned"):
        draft.commit({})


def killed_at(step: int, path: Path) -> int:
    """The exit code of an import whose process dies at the given step; 0 where it has fewer."""
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    left = step

    def mortal(real):
        def call(*args, **kwargs):
            nonlocal left
            left -= 1
            if left < 0:
                os._exit(9)
            return real(*args, **kwargs)

        return call

    try:
        for name in ("write_arrays", "replace_file", "sync_folder", "sweep"):
            setattr(draft_module, name, mortal(getattr(draft_module, name)))
        Path.replace = mortal(Path.replace)
        with create(path, build_id="b2", replace=True) as draft:
            draft.write("graph", {"x": np.zeros(3)})
            draft.write("passages", {"x": np.zeros(3)})
            draft.commit({})
        os._exit(0)
    except BaseException:
        os._exit(1)


@pytest.mark.parametrize("is_new", [True, False])
def test_a_killed_import_leaves_the_old_or_the_new(tmp_path, is_new):
    codes = []
    for stop in range(20):
        path = tmp_path / f"kb{stop}"
        if not is_new:
            build(path)
        code = killed_at(stop, path)
        codes.append(code)
        try:
            folder = open_folder(path)
        except StoreError as error:
            assert is_new and "stopped before it finished" in str(error)
        else:
            assert folder.build_id in (("b2",) if is_new else ("b1", "b2"))
            for name in ("graph", "passages"):
                folder.arrays(name)
        build(path, "b3", replace=not is_new or (path / "CURRENT").exists())
        assert facts_of(path) == set(FACTS)
        assert verify(path) == []
        if code == 0:
            break
    assert codes[0] == 9 and codes[-1] == 0 and len(codes) > 10


def test_one_writer_at_a_time(tmp_path):
    with create(tmp_path / "kb", build_id="b1"), pytest.raises(StoreError, match="another process"):
        create(tmp_path / "kb", build_id="b2")
    build(tmp_path / "kb")


def test_a_lock_file_removed_meanwhile_is_no_lock(tmp_path, monkeypatch):
    flock = fcntl.flock

    def remove_once(file, how):
        monkeypatch.setattr(fcntl, "flock", flock)
        (tmp_path / "LOCK").unlink()
        flock(file, how)

    monkeypatch.setattr(fcntl, "flock", remove_once)
    with take_lock(tmp_path), pytest.raises(StoreError, match="another process"):
        take_lock(tmp_path)


def test_other_folders_are_left_alone(tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.txt").write_text("x")
    (tmp_path / "level").mkdir()
    (tmp_path / "level" / "CURRENT").write_text("MANIFEST-000001\n")
    (tmp_path / "level" / "MANIFEST-000001").write_text("x")
    before = tree(tmp_path)
    for name in ("file", "other", "level"):
        for replace in (False, True):
            with pytest.raises(InputError):
                create(tmp_path / name, build_id="b1", replace=replace)
    assert tree(tmp_path) == before
    (tmp_path / "empty").mkdir()
    assert facts_of(build(tmp_path / "empty")) == set(FACTS)


def test_a_broken_current_can_be_built_over(tmp_path):
    path = build(tmp_path / "kb")
    (path / "CURRENT").write_text("")
    with pytest.raises(InputError, match="--replace"):
        create(path, build_id="b2")
    build(path, "b2", replace=True)
    assert verify(path) == []


@pytest.mark.parametrize(
    ("break_it", "message"),
    [
        (lambda p: shutil.rmtree(p), "no such folder"),
        (lambda p: (p / "CURRENT").unlink(), "stopped before it finished"),
        (lambda p: (p / "CURRENT").write_text("000009.json\n"), "000009.json: can't be read"),
        (lambda p: (p / "CURRENT").write_bytes(b"\xff../x"), "must name a version"),
        (lambda p: (p / "versions/000001.json").write_text("{"), "must be JSON"),
        (lambda p: (p / "versions/000001.json").write_text("[]"), "is not the manifest"),
        (lambda p: change(p, format_version=3), "reads format versions 1 to 2, found 3: a newer kgqa wrote it"),
        (lambda p: change(p, format_version=0), "reads format versions 1 to 2, found 0"),
        (lambda p: change(p, format_version=True), "reads format versions 1 to 2, found True"),
        (lambda p: change(p, counts={}), "changed after it was written"),
        (lambda p: change(p, files=[]), "must have 'build' and 'files'"),
        (lambda p: change(p, files={"../../etc/passwd": {"bytes": 1, "sha256": ""}}), "bad entry"),
    ],
)
def test_folders_that_can_not_be_opened(tmp_path, break_it, message):
    path = build(tmp_path / "kb")
    break_it(path)
    with pytest.raises(StoreError, match=message):
        open_folder(path)
    assert len(verify(path)) == 1


def change(path: Path, **values) -> None:
    manifest = path / "versions" / "000001.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), **values}))


def test_no_knowledge_base_is_told_from_a_stopped_import(tmp_path):
    with pytest.raises(StoreError, match="is no knowledge base"):
        open_folder(tmp_path)
    (tmp_path / "f").write_text("")
    with pytest.raises(StoreError, match="is a file"):
        open_folder(tmp_path / "f")


def test_truncated_and_swapped_files_are_refused(tmp_path):
    path, other = (
        build(tmp_path / "kb"),
        build(tmp_path / "other", "b2", [Triple("Heat", "director", "Michael Manx"), FACTS[1]]),
    )
    file = segment(path, "graph")
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    with pytest.raises(StoreError, match=f"cut short: must have {len(whole)} bytes"):
        open_folder(path).arrays("graph")
    shutil.copy(segment(other, "graph"), file)
    with pytest.raises(StoreError, match="belongs to another build"):
        open_folder(path).arrays("graph")
    file.unlink()
    with pytest.raises(StoreError, match="can't be read"):
        open_folder(path).arrays("graph")
    assert any("can't be read" in problem for problem in verify(path))


def test_verify_sees_one_flipped_bit_and_foreign_files(tmp_path):
    path = build(tmp_path / "kb")
    file = segment(path, "graph")
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    assert any("sha256" in problem for problem in verify(path))
    content[-1] ^= 1
    file.write_bytes(content)
    assert verify(path) == []
    (path / "notes.txt").write_text("x")
    (path / "segments" / "graph-zz.safetensors").write_bytes(b"")
    problems = verify(path)
    assert len(problems) == 2
    assert "does not belong" in problems[0] and "named by no version" in problems[1]


def tampered(path: Path, name: str, array: object, segment: str = "graph") -> list[str]:
    """Problems of a folder whose writer stored this array, hashes and all."""
    folder = open_folder(build(path))
    file = folder.arrays(segment)
    arrays = {known: np.array(file[known]) for known in file.names}
    shutil.rmtree(path)
    with create(path, build_id="b1") as draft:
        for other in folder.names:
            held = {**arrays, name: array} if other == segment else None
            draft.write(other, held or PassageTable.build([Passage("p", "d", "T", "Heat é 1995")]).arrays())
        draft.commit({key: folder.manifest[key] for key in ("counts", "digest")})
    return verify(path)


@pytest.mark.parametrize(
    ("name", "array", "message"),
    [
        ("out.others", np.array([1, 7], np.int32), "out.others: must be from 0 to 2"),
        ("out.others", np.array([2, 1], np.int32), "two directions must hold the same"),
        ("out.relations", np.array([1, 0], np.int32), "sorted by \\(head, relation, tail\\)"),
        ("in.relations", np.array([0, -1], np.int32), "in.relations: must be from 0 to 1"),
        ("out.offsets", np.array([0, 3, 2, 2], np.int64), "out.offsets: must rise"),
        (
            "entities.ids.offsets",
            np.array([0, 17, 16], np.int64),
            "must rise from 0 to 16|offsets of strings",
        ),
        ("entities.ids.blob", np.frombuffer(b"Heat\xffichael Mann", np.uint8), "must be UTF-8"),
        ("entities.ids.blob", np.frombuffer(b"Xeat\x41ichael Mann", np.uint8), "distinct and sorted"),
        ("entities.labels.blob", np.frombuffer(b"Heat\x41ichael Mann", np.uint8), "digest"),
        ("literals.kinds", np.array([1], np.int32), "literals.kinds: must be from 0 to 0"),
    ],
)
def test_verify_sees_what_hashes_can_not(tmp_path, name, array, message):
    problems = tampered(tmp_path / "kb", name, array)
    assert any(re.search(message, problem) for problem in problems), problems


def test_verify_sees_offsets_that_cut_a_character(tmp_path):
    array = np.array([0, 6], np.int64)
    problems = tampered(tmp_path / "kb", "passages.texts.offsets", array, "passages")
    assert problems and "offsets" in problems[0]


def test_verify_counts_and_runs_extra_checks(tmp_path):
    path = build(tmp_path / "kb", counts={"triples": 3, "passages": 1})
    assert [p.partition(": ")[2] for p in verify(path)] == ["the manifest counts 3 triples, found 2"]

    def fails(folder):
        raise StoreError(f"no index in {folder.build_id}")

    problems = verify(path, extra_checks=[lambda folder: ["mine"], fails])
    assert problems[1:] == ["mine", "no index in b1"]


def test_drafts_refuse_bad_names_and_manifests(tmp_path):
    for build_id in ("", "a/b", "x" * 65):
        with pytest.raises(InputError, match="build id"):
            create(tmp_path / "kb", build_id=build_id)
    with create(tmp_path / "kb", build_id="b1") as draft:
        draft.write("graph", {"x": np.zeros(1)})
        with pytest.raises(InputError, match="already written"):
            draft.write("graph", {})
        with pytest.raises(InputError, match="must match"):
            draft.write("../x", {})
        with pytest.raises(InputError, match="set by the draft"):
            draft.write("a", {}, {"build": "x"})
        with pytest.raises(InputError, match="'files' is set by the draft"):
            draft.commit({"files": {}})
        for value in (object(), float("nan"), "\ud800"):
            with pytest.raises(InputError, match="must be JSON"):
                draft.commit({"x": value})


def test_a_write_killed_half_way_can_be_built_over(tmp_path):
    path = tmp_path / "kb"
    for name in ("segments", "versions"):
        (path / name).mkdir(parents=True)
    (path / "LOCK").touch()
    (path / "segments" / "graph-b1.safetensors.tmp.tmp").write_bytes(b"half")
    with pytest.raises(StoreError, match="stopped before it finished; run it again"):
        open_folder(path)
    build(path, "b2")
    assert verify(path) == []


def test_temporary_files_of_a_crash_are_swept(tmp_path):
    path = build(tmp_path / "kb")
    write_arrays(path / "segments" / "graph-b9.safetensors", {}, {})
    (path / "segments" / "graph-b8.safetensors.tmp.tmp").write_bytes(b"")
    (path / "versions" / "000007.json").write_text("{}")
    (path / "CURRENT.tmp").write_text("")
    build(path, "b2", FACTS[:1], replace=True)
    assert verify(path) == []
    assert names_in(path) == ["CURRENT", "LOCK", "segments", "versions"]
    assert manifests(path) == ["000001.json", "000002.json"]


def test_verify_says_what_is_missing_without_its_segments(tmp_path):
    path = build(tmp_path / "kb")
    shutil.rmtree(path / "segments")
    problems = verify(path)
    assert len(problems) == 2 and all("can't be read: No such file" in problem for problem in problems)
