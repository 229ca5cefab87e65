"""Damages planted in a knowledge base: each is found and named, and repaired from what is whole or refused."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from built_sample import write

from kgqa.encoders.vectors import VectorIndex
from kgqa.errors import StoreError
from kgqa.extract.recipe import Recipe
from kgqa.kg.arrays import write_arrays
from kgqa.kg.compact import compact
from kgqa.kg.draft import reserve
from kgqa.kg.folder import open_folder
from kgqa.kg.graph import Graph
from kgqa.kg.manifest import said_in
from kgqa.kg.rollback import rollback
from kgqa.kg.strings import StringTable
from kgqa.pipelines.adapt import _put
from kgqa.pipelines.describe import problems
from kgqa.pipelines.held import json_array, load_held
from kgqa.pipelines.importing import import_files
from kgqa.pipelines.repairing import repair
from kgqa.pipelines.standard import Tools
from kgqa.retriever.path_arrays import own_scorer
from kgqa.retriever.path_scorer import load_scorer
from kgqa.types import Triple

Arrays = dict[str, Any]


@pytest.fixture(scope="module")
def tools(encoder: Any, scorer: Any) -> Tools:
    return Tools(encoder=encoder, scorer=scorer)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, tools: Tools) -> Path:
    kb = tmp_path_factory.mktemp("damages") / "sound.kb"
    write(kb, ["ferry.txt", "mill.txt", "tower.txt"], tools, "build")
    return kb


def segment(kb: Path, name: str) -> Path:
    return kb / open_folder(kb).file(name)


def rewritten(kb: Path, name: str, edit: Callable[[Arrays], None], **said: Any) -> None:
    """What a writer that errs would leave: the edited arrays under a manifest that fits them, and no other version."""
    with reserve(kb, replace=True) as place:
        folder = open_folder(kb)
        with place.draft(folder.build_id) as draft:
            for other in folder.names:
                if other == name:
                    file = folder.arrays(name)
                    arrays = {key: np.array(file[key]) for key in file.names}
                    edit(arrays)
                    draft.write(name, arrays)
                else:
                    draft.take(other, folder)
            draft.commit({**said_in(folder.manifest), **said})
    compact(kb)


def table(arrays: Arrays, prefix: str, edit: Callable[[list[str]], list[str]]) -> None:
    held = list(StringTable(arrays[f"{prefix}.blob"], arrays[f"{prefix}.offsets"]))
    arrays |= StringTable.build(edit(held)).arrays(prefix)


def strings(name: str, prefix: str, edit: Callable[[list[str]], list[str]]) -> Callable[[Path], None]:
    return lambda kb: rewritten(kb, name, lambda arrays: table(arrays, prefix, edit))


def numbers(name: str, array: str, at: int, value: float) -> Callable[[Path], None]:
    def edit(arrays: Arrays) -> None:
        arrays[array].reshape(-1)[at] = value

    return lambda kb: rewritten(kb, name, edit)


def bytes_of(name: str, edit: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def damage(kb: Path) -> None:
        file = segment(kb, name)
        file.write_bytes(edit(file.read_bytes()))

    return damage


def flipped(content: bytes) -> bytes:
    return content[:-9] + bytes([content[-9] ^ 4]) + content[-8:]


def swapped(kb: Path) -> None:
    """The dense index of another knowledge base, whole and with a right header of its own."""
    other = kb.with_name("other.kb")
    shutil.copytree(kb, other)
    numbers("retriever", "facts.heads", 0, 5)(other)
    shutil.copy(segment(other, "retriever"), segment(kb, "retriever"))


def doctored(kb: Path) -> None:
    file = segment(kb, "linker")
    key = file.stem.rpartition("-")[2].encode()
    file.write_bytes(file.read_bytes().replace(key, key[::-1]))


def without_a_passage(kb: Path) -> None:
    def edit(arrays: Arrays) -> None:
        for column in ("ids", "doc_ids", "titles", "texts"):
            table(arrays, f"passages.{column}", lambda held: held[:-1])
        arrays["passages.starts"] = arrays["passages.starts"][:-1]

    rewritten(kb, "passages", edit)


def with_a_fact(kb: Path) -> None:
    def edit(arrays: Arrays) -> None:
        graph = Graph.load(open_folder(kb).arrays("graph"))
        more = Triple("Halle Brekk", "steers", "ferry")
        entities = [graph.entity(row) for row in range(graph.n_entities)]
        relations = [graph.relation(row) for row in range(graph.n_relations)]
        arrays.clear()
        arrays.update(Graph.build([*graph.match(), more], entities, relations).arrays())

    rewritten(kb, "graph", edit)


def counted(name: str, value: int) -> Callable[[Path], None]:
    def damage(kb: Path) -> None:
        counts = {**open_folder(kb).manifest["counts"], name: value}
        rewritten(kb, "graph", lambda arrays: None, counts=counts)

    return damage


def vectors(kind: str, of: Callable[[Any], Any]) -> Callable[[Path], None]:
    def edit(arrays: Arrays) -> None:
        held = VectorIndex.load(arrays, kind).vectors()
        arrays |= VectorIndex.build(of(held)).arrays(kind)

    return lambda kb: rewritten(kb, "retriever", edit)


def manifest(edit: Callable[[Any], Any]) -> Callable[[Path], None]:
    def damage(kb: Path) -> None:
        path = kb / "versions" / "000001.json"
        path.write_text(json.dumps(edit(json.loads(path.read_text()))))

    return damage


def text(path: str, content: str) -> Callable[[Path], None]:
    return lambda kb: (kb / path).write_text(content) and None


def batch(key: str) -> Callable[[Path], None]:
    def damage(kb: Path) -> None:
        (kb / "journal").mkdir()
        write_arrays(kb / "journal" / "000001.safetensors", {"n": np.zeros(1)}, {"build": key})

    return damage


def broken_batch(kb: Path) -> None:
    (kb / "journal").mkdir()
    (kb / "journal" / "000001.safetensors").write_bytes(b"no batch")


def a_kept_version(kb: Path) -> None:
    before = segment(kb, "graph")
    with_a_fact_and_kept = Graph.build([Triple("a", "b", "c")]).arrays()
    with reserve(kb, replace=True) as place:
        folder = open_folder(kb)
        with place.draft("other") as draft:
            for name in folder.names:
                if name == "graph":
                    draft.write(name, with_a_fact_and_kept)
                else:
                    draft.take(name, folder)
            draft.commit({})
    rollback(kb, 1)  # 3 is what 1 was, 2 is kept
    assert segment(kb, "graph") == before
    broken = next(path for path in (kb / "segments").glob("graph-*") if path != before)
    broken.write_bytes(flipped(broken.read_bytes()))


def lexical(arrays: Arrays) -> None:
    arrays["lexical.rows"] = arrays["lexical.rows"][::-1].copy()


def names_of_others(arrays: Arrays) -> None:
    arrays["link/form_row"] = (arrays["link/form_row"] + 1) % 8


def wrong_json(name: str) -> Callable[[Path], None]:
    return lambda kb: rewritten(kb, "building", lambda arrays: arrays.update({name: json_array({"no": 1})}))


REPAIRED, REFUSED, LEFT = "repaired", "refused", "left"

DAMAGES: dict[str, tuple[Callable[[Path], Any], str, str]] = {
    "truncated file": (bytes_of("linker", lambda b: b[:-5]), "linker-.* is cut short: must have", REPAIRED),
    "grown file": (bytes_of("graph", lambda b: b + b"\0"), "graph-.* is too long", REPAIRED),
    "bit flip": (bytes_of("retriever", flipped), "retriever-.* was changed after it was written", REPAIRED),
    "swapped index": (swapped, "retriever-.*belongs to another build|was changed after", REPAIRED),
    "wrong build id": (doctored, "linker-.*(belongs to another build|was changed after)", REPAIRED),
    "missing file": (lambda kb: segment(kb, "provenance").unlink(), "provenance-.*can't be read", REPAIRED),
    "missing passage": (without_a_passage, "passages: 'tower.txt' of document 'tower.txt' is missing", REPAIRED),
    "duplicated passage": (
        strings("passages", "passages.ids", lambda held: [held[0], held[0], *held[2:]]),
        "'ferry.txt' stands there twice",
        REPAIRED,
    ),
    "passage outside": (
        numbers("passages", "passages.starts", 1, 10_000),
        "from 10000 on lies outside document 'mill.txt'",
        REPAIRED,
    ),
    "passage of another text": (
        strings("passages", "passages.texts", lambda held: [held[0].replace("ferry", "fairy"), *held[1:]]),
        "'ferry.txt' is not what document 'ferry.txt' says",
        REPAIRED,
    ),
    "passage of no document": (
        strings("passages", "passages.ids", lambda held: [*held[:2], "tunnel.txt"]),
        "'tunnel.txt' is of no document",
        REPAIRED,
    ),
    "dangling provenance": (
        strings("provenance", "claims.documents", lambda held: ["barge.txt", *held[1:]]),
        "provenance of .*document 'barge.txt' is not there",
        REPAIRED,
    ),
    "provenance outside": (numbers("provenance", "claims.places", 2, 9_999), "lie outside document", REPAIRED),
    "provenance of nothing": (numbers("provenance", "claims.places", 0, 77), "documents that is not there", REPAIRED),
    "provenance of another document": (
        numbers("provenance", "claims.places", 0, 2),
        r"provenance of .*nothing was found at characters \d+ to \d+ of document 'tower.txt' by 'hand'",
        REPAIRED,
    ),
    "provenance of other words": (numbers("provenance", "claims.places", 4, 3), "nothing was found at char", REPAIRED),
    "surer than its sentences": (
        numbers("provenance", "claims.confidences", 0, 0.95),
        r"provenance of .*confidence must be 0\.\d+ by its sentences, found 0\.9500",
        REPAIRED,
    ),
    "fact without provenance": (
        with_a_fact,
        r"fact without provenance: Halle Brekk \| steers \| ferry",
        REPAIRED,
    ),
    "label without entity": (
        strings("graph", "entities.labels", lambda held: [*held, "Nobody"]),
        "entities: 1 labels without an entity",
        REPAIRED,
    ),
    "count off by one": (counted("triples", 10), "the manifest counts 10 triples, found 9", REPAIRED),
    "documents off by one": (counted("documents", 2), "the manifest counts 2 documents, found 3", REPAIRED),
    "vector of another dimension": (
        vectors("passages", lambda held: np.ascontiguousarray(held[:, :8])),
        "vectors of passages have dimension 8, the encoder's 384",
        REPAIRED,
    ),
    "NaN vectors": (vectors("facts", lambda held: held * np.nan), "a vector of facts is no number", REPAIRED),
    "vector missing": (vectors("passages", lambda held: held[1:]), "passages must be 3, found 2", REPAIRED),
    "step that is no number": (numbers("retriever", "steps", 3, np.nan), "relation's vector is no unit", REPAIRED),
    "facts of another graph": (numbers("retriever", "facts.heads", 0, 5), "facts that vectors stand for", REPAIRED),
    "relation out of range": (numbers("graph", "out.relations", 0, 99), "out.relations: must be from 0", REPAIRED),
    "edges out of order": (numbers("graph", "out.relations", 0, 4), "must be distinct and sorted by", REPAIRED),
    "manifest edited": (manifest(lambda m: {**m, "counts": {}}), "the manifest was changed", REPAIRED),
    "manifest lost": (text("versions/000001.json", "{"), "the manifest must be JSON", REFUSED),
    "newer format": (manifest(lambda m: {**m, "format_version": 9}), "1 to 2, found 9: a newer kgqa", REFUSED),
    "CURRENT missing": (lambda kb: (kb / "CURRENT").unlink(), "stopped before it finished", REPAIRED),
    "CURRENT to nowhere": (text("CURRENT", "000009.json\n"), "000009.json: can't be read", REPAIRED),
    "CURRENT garbage": (text("CURRENT", "\0\0\0"), "CURRENT must name a version", REPAIRED),
    "stray file": (text("notes.txt", "x"), "notes.txt: does not belong to a knowledge base", LEFT),
    "stray segment": (text("segments/graph-ab.safetensors", "x"), "is named by no version", REPAIRED),
    "lexical index of other passages": (
        lambda kb: rewritten(kb, "retriever", lexical),
        "lexical.rows is not what the passages give",
        REPAIRED,
    ),
    "titles of other passages": (numbers("retriever", "titles.rows", 0, 2), "titles.rows is not what", REPAIRED),
    "names of another graph": (
        lambda kb: rewritten(kb, "linker", names_of_others),
        "linker: link/form_row is not what the graph's names give",
        REPAIRED,
    ),
    "journal of another job": (batch("ab"), "000001.safetensors: what a stopped job had done is of another", REPAIRED),
    "broken batch": (broken_batch, "what a stopped job had done is lost", REPAIRED),
    "kept version damaged": (a_kept_version, r"of version 2, which is kept beside", REPAIRED),
    "dates of other documents": (
        strings("dates", "dates.ids", lambda held: [*held[:2], "tunnel.txt"]),
        "must date each document once",
        REPAIRED,
    ),
    "merges that are no list": (wrong_json("merges"), "merges must be a list", REPAIRED),
    "decisions lost": (wrong_json("building"), "building: can't be read", REFUSED),
    "documents lost": (bytes_of("sources", flipped), "sources-.* was changed after", REFUSED),
    "finding unreadable": (
        strings("sources", "sources.extractions", lambda held: ["[", *held[1:]]),
        "document 'ferry.txt'.* what was found in it can't be read",
        REFUSED,
    ),
    "keep of nothing": (text("KEEP", "all"), "KEEP: must hold the number of versions", REPAIRED),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damage_is_named_and_repaired_or_refused(tmp_path: Path, sound: Path, tools: Tools, name: str) -> None:
    damage, said, end = DAMAGES[name]
    kb = tmp_path / "x.kb"
    shutil.copytree(sound, kb)
    damage(kb)
    found = problems(kb)
    assert any(re.search(said, problem) for problem in found), found
    before = {path: path.read_bytes() for path in kb.rglob("*") if path.is_file()}
    if end == REFUSED:
        with pytest.raises(StoreError, match=r"can't be repaired|newer kgqa"):
            repair(kb, tools=tools)
        assert {path: path.read_bytes() for path in kb.rglob("*") if path.is_file()} == before
        return
    report = repair(kb, tools=tools)
    if end == LEFT:
        assert report.version is None and any("notes.txt" in left for left in report.left)
        assert {path: path.read_bytes() for path in kb.rglob("*") if path.is_file()} == before
        return
    assert report.done and not report.left
    assert problems(kb) == []
    after, whole = open_folder(kb), open_folder(sound)
    assert after.manifest["digest"] == whole.manifest["digest"]
    assert {**after.manifest["counts"]} == {**whole.manifest["counts"]}
    # What was sound is the very file that it was; what was made again has the bytes that it had.
    for path in whole.manifest["files"]:
        if not path.startswith("segments/dates"):
            assert (kb / path).read_bytes() == (sound / path).read_bytes()


def test_a_fact_in_another_named_graph_is_named_and_repaired(tmp_path: Path, tools: Tools) -> None:
    (tmp_path / "given.nq").write_text(
        "<http://x/a> <http://x/p> <http://x/b> <http://g/1> .\n<http://x/a> <http://x/p> <http://x/c> <http://g/2> .\n"
    )
    kb = tmp_path / "x.kb"
    import_files(kb, triples=[tmp_path / "given.nq"], encoder=tools.encoder, scorer=tools.scorer)
    write(kb, ["ferry.txt"], tools)
    assert problems(kb) == []
    digest = open_folder(kb).manifest["digest"]
    at = int(np.flatnonzero(open_folder(kb).arrays("graph")["origins.graphs"] == 2)[0])
    numbers("graph", "origins.graphs", at, 1)(kb)
    found = problems(kb)
    fact = "http://x/a | http://x/p | http://x/c"
    assert any(f"fact without provenance: {fact} | in http://g/1" in problem for problem in found), found
    assert any(f"documents or the import say: {fact} | in http://g/2" in problem for problem in found), found
    assert repair(kb, tools=tools).done and problems(kb) == []
    assert open_folder(kb).manifest["digest"] == digest


def without_weights(arrays: Arrays) -> None:
    del arrays[min(arrays)]


SCORERS: dict[str, tuple[Callable[[Path], Any], str]] = {
    "cut": (bytes_of("scorer", lambda b: b[:-7]), "scorer-.* is cut short"),
    "flipped": (bytes_of("scorer", flipped), "scorer-.* was changed after it was written"),
    "gone": (lambda kb: segment(kb, "scorer").unlink(), "scorer-.* can't be read"),
    "of other weights": (lambda kb: rewritten(kb, "scorer", lambda arrays: None), "scorer"),
    "without weights": (lambda kb: rewritten(kb, "scorer", without_weights), "scorer"),
    "unnamed": (
        lambda kb: rewritten(kb, "graph", lambda arrays: None, paths={"name": "x", "sha256": "y"}),
        "the manifest's path scorer is 'y'",
    ),
    "named by nonsense": (lambda kb: rewritten(kb, "graph", lambda arrays: None, paths=["x"]), "scorer: can't be read"),
}


@pytest.mark.parametrize("name", SCORERS)
def test_a_damaged_scorer_of_its_own_is_named_and_dropped(tmp_path: Path, sound: Path, tools: Tools, name: str) -> None:
    damage, said = SCORERS[name]
    kb = tmp_path / "x.kb"
    shutil.copytree(sound, kb)
    _put(kb, own_scorer(load_scorer()), "adapt")
    compact(kb)
    assert problems(kb) == [] and open_folder(kb).has("scorer")
    damage(kb)
    found = problems(kb)
    assert any(re.search(said, problem) for problem in found), found
    report = repair(kb, tools=tools)
    assert any("the shipped path scorer takes the place of the adapted one" in done for done in report.done)
    assert problems(kb) == [] and not open_folder(kb).has("scorer")
    assert open_folder(kb).manifest["paths"] == open_folder(sound).manifest["paths"]


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory, tools: Tools) -> Path:
    """Two versions, the newer one with one more document."""
    kb = tmp_path_factory.mktemp("grown") / "grown.kb"
    write(kb, ["ferry.txt", "mill.txt"], tools, "build")
    write(kb, ["ferry.txt", "mill.txt", "tower.txt"], tools)
    return kb


@pytest.mark.parametrize("how", ["cut", "flipped", "gone", "sum"])
def test_a_lost_manifest_is_put_together_from_the_files_that_are_its_alone(
    tmp_path: Path, grown: Path, tools: Tools, how: str
) -> None:
    kb = tmp_path / "x.kb"
    shutil.copytree(grown, kb)
    manifest = kb / "versions" / "000002.json"
    content = manifest.read_bytes()
    damages = {
        "cut": content[:99],
        "flipped": b"[" + content[1:],
        "sum": content.replace(b'"sha256": "', b'"sha256": "0'),
    }
    if how == "gone":
        manifest.unlink()
    else:
        manifest.write_bytes(damages[how])
    report = repair(kb, tools=tools)
    assert any("manifest: of version 2 made again from the files that are its alone" in done for done in report.done)
    after, whole = open_folder(kb), open_folder(grown)
    assert problems(kb) == [] and after.number == 3
    for name in ("digest", "counts", "files", "encoder", "paths", "build"):
        assert after.manifest[name] == whole.manifest[name]


def test_a_lost_manifest_with_a_file_lost_goes_back_a_version(tmp_path: Path, grown: Path, tools: Tools) -> None:
    kb = tmp_path / "x.kb"
    shutil.copytree(grown, kb)
    segment(kb, "sources").unlink()
    (kb / "versions" / "000002.json").write_text("{")
    report = repair(kb, tools=tools)
    assert any("CURRENT: names version 1 again, the newest that is whole" in done for done in report.done)
    assert problems(kb) == [] and open_folder(kb).manifest["counts"]["documents"] == 2


def test_a_version_that_can_be_made_whole_goes_before_an_older_whole_one(
    tmp_path: Path, grown: Path, tools: Tools
) -> None:
    kb = tmp_path / "x.kb"
    shutil.copytree(grown, kb)
    segment(kb, "linker").unlink()
    (kb / "CURRENT").write_text("?")
    report = repair(kb, tools=tools)
    assert any("names version 2 again, the newest that can be made whole" in done for done in report.done)
    assert open_folder(kb).manifest["files"] == open_folder(grown).manifest["files"] and problems(kb) == []


def test_what_is_sound_is_left_alone(tmp_path: Path, sound: Path, tools: Tools) -> None:
    kb = tmp_path / "x.kb"
    shutil.copytree(sound, kb)
    before = {path: (path.read_bytes(), path.stat().st_ino) for path in kb.rglob("*") if path.is_file()}
    report = repair(kb, tools=tools)
    assert (report.version, report.done, report.left) == (None, (), ())
    assert {path: (path.read_bytes(), path.stat().st_ino) for path in kb.rglob("*") if path.is_file()} == before
    segment(kb, "linker").write_bytes(b"")
    report = repair(kb, tools=tools)
    assert report.version == 2 and report.sound == tuple(sorted(set(open_folder(kb).names) - {"linker"}))
    for path, (_, number) in before.items():
        if path.parent.name == "segments" and not path.name.startswith("linker"):
            assert path.stat().st_ino == number  # not even written again


def test_an_imported_knowledge_base_is_repaired_from_graph_and_passages(kb: Path, tmp_path: Path, tools: Tools) -> None:
    out = tmp_path / "world.kb"
    shutil.copytree(kb, out)
    for name in ("linker", "retriever"):
        segment(out, name).write_bytes(b"")
    assert repair(out, tools=tools).sound == ("graph", "passages")
    assert problems(out) == []
    for name in ("linker", "retriever"):
        assert segment(out, name).read_bytes() == segment(kb, name).read_bytes()
    segment(out, "graph").write_bytes(b"")
    with pytest.raises(StoreError, match=r"what it is made from is itself damaged: graph: .*no other version is whole"):
        repair(out, tools=tools)


def test_what_a_stopped_job_of_this_knowledge_base_left_is_no_damage(tmp_path: Path, sound: Path, tools: Tools) -> None:
    kb = tmp_path / "x.kb"
    shutil.copytree(sound, kb)
    batch(load_held(open_folder(kb), Recipe()).job_key(tools.encoder.base.sha256))(kb)
    assert problems(kb) == []
    repair(kb, tools=tools)
    assert (kb / "journal" / "000001.safetensors").exists()
