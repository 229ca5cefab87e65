"""Importing: what comes in, what is refused, and that nothing is lost."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kgqa import KGQA, InputError, StoreError
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.pipelines.describe import describe, problems
from kgqa.pipelines.importing import import_files


def files_of(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def test_the_small_world_is_sound_and_described(kb: Path) -> None:
    assert problems(kb) == []
    found = describe(kb)
    assert found["counts"]["triples"] == 13
    assert found["encoder"] == {
        "name": "all-MiniLM-L6-v2",
        "dimension": 384,
        "sha256": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    }
    assert ("borders", 4) in found["relations"]


SCRIPT = """
import sys
from kgqa.pipelines.importing import import_files
import_files(sys.argv[1], triples=[sys.argv[2]], entities=sys.argv[3], passages=[sys.argv[4]], device="cpu")
"""


def test_two_builds_under_other_hash_seeds_and_orders_have_equal_bytes(world: Path, tmp_path: Path) -> None:
    lines = (world / "triples.tsv").read_text().splitlines(keepends=True)
    (tmp_path / "backwards.tsv").write_text("".join(reversed(lines)))
    texts = (world / "passages.jsonl").read_text().splitlines()
    (tmp_path / "backwards.jsonl").write_text("\n".join(reversed(texts)))
    sources = [
        (world / "triples.tsv", world / "passages.jsonl"),
        (tmp_path / "backwards.tsv", tmp_path / "backwards.jsonl"),
    ]
    for seed, (triples, passages) in enumerate(sources):
        arguments = [str(tmp_path / f"{seed}.kb"), str(triples), str(world / "entities.jsonl"), str(passages)]
        # The history notes when a version was made.
        environment = {**os.environ, "PYTHONHASHSEED": str(seed), "SOURCE_DATE_EPOCH": "1700000000"}
        subprocess.run([sys.executable, "-c", SCRIPT, *arguments], check=True, env=environment)
    assert files_of(tmp_path / "0.kb") == files_of(tmp_path / "1.kb")


KILLED = """
import os, sys
import kgqa.kg.draft as draft
count = 0
write = draft.write_arrays
def dying(*args):
    global count
    count += 1
    if count == int(sys.argv[5]):
        os._exit(9)
    write(*args)
draft.write_arrays = dying
"""


@pytest.mark.parametrize("step", [1, 4])
def test_killed_half_way_the_old_one_stays_and_a_new_one_can_be_made(
    kb: Path, world: Path, tmp_path: Path, encoder: SentenceEncoder, step: int
) -> None:
    out = tmp_path / "x.kb"
    (tmp_path / "one.tsv").write_text("a\tr\tb\n")
    import_files(out, triples=[tmp_path / "one.tsv"], encoder=encoder)
    before = describe(out)
    arguments = [
        str(out),
        str(world / "triples.tsv"),
        str(world / "entities.jsonl"),
        str(world / "passages.jsonl"),
    ]
    script = KILLED + SCRIPT.replace('device="cpu"', 'device="cpu", replace=True')
    run = subprocess.run([sys.executable, "-c", script, *arguments, str(step)])
    assert run.returncode == 9
    assert describe(out) == before
    import_files(out, triples=[world / "triples.tsv"], encoder=encoder, replace=True)
    assert describe(out)["counts"]["triples"] == 13
    assert problems(out) == []


def test_a_first_import_that_was_killed_says_so(world: Path, tmp_path: Path, encoder: SentenceEncoder) -> None:
    out = tmp_path / "x.kb"
    arguments = [
        str(out),
        str(world / "triples.tsv"),
        str(world / "entities.jsonl"),
        str(world / "passages.jsonl"),
    ]
    subprocess.run([sys.executable, "-c", KILLED + SCRIPT, *arguments, "3"])
    with pytest.raises(StoreError, match="stopped before it finished"):
        KGQA.load(out, encoder=encoder)
    import_files(out, triples=[world / "triples.tsv"], encoder=encoder)
    assert problems(out) == []


@pytest.mark.parametrize("name", ["graph", "passages", "linker", "retriever"])
@pytest.mark.parametrize("fault", ["truncated", "swapped", "missing"])
def test_a_file_that_is_not_its_own(
    kb: Path, world: Path, tmp_path: Path, encoder: SentenceEncoder, name: str, fault: str
) -> None:
    import shutil

    out, other = tmp_path / "x.kb", tmp_path / "other.kb"
    shutil.copytree(kb, out)
    (target,) = (out / "segments").glob(f"{name}-*")
    if fault == "truncated":
        target.write_bytes(target.read_bytes()[:-1])
    elif fault == "missing":
        target.unlink()
    else:
        import_files(other, triples=[world / "triples.tsv"], encoder=encoder)
        (source,) = (other / "segments").glob(f"{name}-*")
        shutil.copy(source, target)
    with pytest.raises(StoreError, match=name):
        KGQA.load(out, encoder=encoder)
    assert problems(out)


def test_one_flipped_bit_is_found_by_verify(kb: Path, tmp_path: Path) -> None:
    import shutil

    out = tmp_path / "x.kb"
    shutil.copytree(kb, out)
    (target,) = (out / "segments").glob("retriever-*")
    raw = bytearray(target.read_bytes())
    raw[len(raw) // 2] ^= 1
    target.write_bytes(raw)
    assert any("sha256" in problem for problem in problems(out))


def test_nothing_to_import(tmp_path: Path, encoder: SentenceEncoder) -> None:
    (tmp_path / "empty.tsv").write_text("")
    (tmp_path / "empty.jsonl").write_text("\n\n")
    with pytest.raises(InputError, match="none was given"):
        import_files(tmp_path / "a.kb")
    with pytest.raises(InputError, match="holds no triple"):
        import_files(tmp_path / "a.kb", triples=[tmp_path / "empty.tsv"], encoder=encoder)
    with pytest.raises(InputError, match="holds no passage"):
        import_files(tmp_path / "a.kb", passages=[tmp_path / "empty.jsonl"], encoder=encoder)
    assert not (tmp_path / "a.kb").exists()


def test_passages_alone_and_one_only(tmp_path: Path, encoder: SentenceEncoder) -> None:
    record = {"id": "1", "title": "Tea", "text": "Tea was first drunk by the herbalist Lu Wen in 802."}
    (tmp_path / "one.jsonl").write_text(json.dumps(record))
    import_files(tmp_path / "a.kb", passages=[tmp_path / "one.jsonl"], encoder=encoder)
    result = KGQA.load(tmp_path / "a.kb", encoder=encoder)("Who first drank tea?")
    assert "Lu Wen" in (result.answer or "")


def test_a_folder_of_texts_keeps_places_in_the_documents(tmp_path: Path, encoder: SentenceEncoder) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    documents = {
        "tea.md": "# Tea\n\nTea was first drunk by Lu Wen in 802.\r\n\r\nIt reached Osmark in 1204 🙂.\n",
        "rtl.txt": "الشاي مشروب.\n\n茶最早由陆文于802年饮用。\x00\n",
    }
    for name, text in documents.items():
        (folder / name).write_bytes(text.encode())
    import_files(tmp_path / "a.kb", passages=[folder], encoder=encoder)
    qa = KGQA.load(tmp_path / "a.kb", encoder=encoder)
    assert len(qa.passages) >= 2
    for passage in qa.passages:
        document = documents[passage.doc_id]
        assert document[passage.start : passage.start + len(passage.text)] == passage.text
    assert "1204" in (qa("When did tea reach Osmark?").answer or "")


def test_duplicate_passages_and_broken_lines(tmp_path: Path, encoder: SentenceEncoder) -> None:
    record = json.dumps({"id": "1", "title": "Tea", "text": "x"})
    (tmp_path / "two.jsonl").write_text(f"{record}\n{record}\n")
    with pytest.raises(InputError, match="'1' twice"):
        import_files(tmp_path / "a.kb", passages=[tmp_path / "two.jsonl"], encoder=encoder)
    lines = [f"e{i}\tr\te{i + 1}\n" for i in range(70_000)]
    lines[69_999] = "e1\te2\n"
    (tmp_path / "broken.tsv").write_text("".join(lines))
    with pytest.raises(InputError, match=r"broken\.tsv, line 70000: "):
        import_files(tmp_path / "a.kb", triples=[tmp_path / "broken.tsv"], encoder=encoder)
