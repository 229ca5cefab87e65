"""From documents to a knowledge base and on: grown, shrunk, stopped half-way, corrected; real models throughout."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import shutil
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from kgqa import KGQA, Triple
from kgqa.errors import InputError, StoreError
from kgqa.kg.folder import open_folder
from kgqa.kg.graph import Graph
from kgqa.kg.journal import has_journal
from kgqa.kg.lock import take_lock
from kgqa.pipelines import building
from kgqa.pipelines.compacting import compact
from kgqa.pipelines.describe import problems
from kgqa.pipelines.knowledge_base import KnowledgeBase
from kgqa.pipelines.standard import Tools
from kgqa.pipelines.why import Reasons

OBSERVATORY = """# Halvorsen Observatory

The Halvorsen Observatory was founded by Ingrid Halvorsen in 1931. It is located in Lillevik, a small town in Norway.

Ingrid Halvorsen was a Norwegian astronomer. She was born in Bergen on 4 May 1898.
"""
DAHL = "Olav Dahl was an engineer. He was born in Bergen. Ingrid Halvorsen was born in Bergen.\n"
MOE = "Karl Moe did not marry Ingrid Halvorsen. According to Olav Dahl, Karl Moe was born in Oslo.\n"
BORN = Triple("Ingrid Halvorsen", "place of birth", "Bergen")


@pytest.fixture(scope="module")
def tools(encoder: Any, scorer: Any) -> Tools:
    return Tools(encoder=encoder, scorer=scorer)


@pytest.fixture
def papers(tmp_path: Path) -> dict[str, Path]:
    folder = tmp_path / "papers"
    folder.mkdir()
    texts = {"observatory.md": OBSERVATORY, "dahl.txt": DAHL, "moe.txt": MOE}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return {name: folder / name for name in texts}


def digest(kb: Path) -> str:
    return str(open_folder(kb).manifest["digest"])


def segments(kb: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((kb / "segments").iterdir())}


def facts(kb: Path) -> set[Triple]:
    return set(Graph.load(open_folder(kb).arrays("graph")).match())


def test_a_document_becomes_facts_with_their_sentences(
    tmp_path: Path, papers: dict[str, Path], tools: Tools, encoder: Any, scorer: Any
) -> None:
    report = building.build(tmp_path / "a.kb", [papers["observatory.md"]], tools=tools)
    assert (report.added, report.unread) == (1, ())
    assert BORN in facts(tmp_path / "a.kb")
    (why,) = Reasons(tmp_path / "a.kb").find("Ingrid Halvorsen | place of birth | Bergen")
    reason = why.reasons[0]
    assert reason.text == "She was born in Bergen on 4 May 1898."
    assert (reason.doc_id, reason.heading) == ("observatory.md", "Halvorsen Observatory")
    assert "Bergen" in reason.text[slice(*reason.said)]
    assert problems(tmp_path / "a.kb") == []
    qa = KGQA.load(tmp_path / "a.kb", device="cpu", encoder=encoder, paths=scorer)
    assert qa("Where was Ingrid Halvorsen born?").answer == "Bergen"


def test_any_order_and_any_batching_end_in_the_same_bytes(
    tmp_path: Path, papers: dict[str, Path], tools: Tools
) -> None:
    files = list(papers.values())
    building.build(tmp_path / "all.kb", files, tools=tools)
    compact(tmp_path / "all.kb", forget_dates=True)
    expected = segments(tmp_path / "all.kb")
    for number, order in enumerate(itertools.permutations(files)):
        kb = tmp_path / f"{number}.kb"
        building.build(kb, order[:1], tools=tools)
        building.add(kb, order[1:] if number % 2 else order[1:2], tools=tools)
        building.add(kb, order[2:], tools=tools)
        compact(kb, forget_dates=True)
        assert segments(kb) == expected
        assert (kb / "versions" / "000001.json").read_bytes() == (
            tmp_path / "all.kb" / "versions" / "000001.json"
        ).read_bytes()


def test_what_rested_on_a_removed_document_alone_is_gone(tmp_path: Path, papers: dict[str, Path], tools: Tools) -> None:
    kb = tmp_path / "a.kb"
    building.build(kb, [papers["observatory.md"]], tools=tools)
    before, alone = digest(kb), facts(kb)
    report = building.add(kb, [papers["dahl.txt"], papers["moe.txt"]], tools=tools)
    assert report.added == 2
    (why,) = Reasons(kb).find("Ingrid Halvorsen | place of birth | Bergen")
    assert sorted({reason.doc_id for reason in why.reasons}) == ["dahl.txt", "observatory.md"]
    both = why.confidence
    report = building.remove(kb, ["dahl.txt", "moe.txt"], tools=tools)
    assert report.removed == 2
    assert (digest(kb), facts(kb)) == (before, alone)
    (why,) = Reasons(kb).find("Ingrid Halvorsen | place of birth | Bergen")
    assert why.confidence is not None and both is not None and why.confidence < both
    assert problems(kb) == []


def test_the_same_document_changes_nothing_and_an_edited_one_is_replaced(
    tmp_path: Path, papers: dict[str, Path], tools: Tools
) -> None:
    kb = tmp_path / "a.kb"
    building.build(kb, list(papers.values()), tools=tools)
    before, build = digest(kb), open_folder(kb).build_id
    report = building.add(kb, list(papers.values()), tools=tools)
    assert (report.added, report.replaced, report.unchanged) == (0, 0, 3)
    assert open_folder(kb).build_id == build
    papers["dahl.txt"].write_text("Olav Dahl was an engineer. He was born in Trondheim.\n", encoding="utf-8")
    report = building.add(kb, [papers["dahl.txt"]], tools=tools)
    assert (report.added, report.replaced) == (0, 1)
    assert Triple("Olav Dahl", "place of birth", "Trondheim") in facts(kb)
    assert Triple("Olav Dahl", "place of birth", "Bergen") not in facts(kb)
    papers["dahl.txt"].write_text(DAHL, encoding="utf-8")
    building.add(kb, [papers["dahl.txt"]], tools=tools)
    assert digest(kb) == before


def test_what_is_denied_or_attributed_is_no_fact_and_is_kept(
    tmp_path: Path, papers: dict[str, Path], tools: Tools
) -> None:
    kb = tmp_path / "a.kb"
    building.build(kb, [papers["moe.txt"]], tools=tools)
    assert not any(fact.relation in ("spouse", "place of birth") for fact in facts(kb))
    found = {(why.relation, why.state): why.reasons[0].qualifiers for why in Reasons(kb).find("Karl Moe | |")}
    assert found["spouse", "unsaid"] == (("negated", "yes"),)
    assert found["place of birth", "unsaid"] == (("attributed to", "Olav Dahl"),)


def _build_slowly(out: Path, files: list[Path]) -> None:
    """In a process of its own, to be killed: one document a batch, and a rest after each."""
    from kgqa.extract import extractor

    extractor.BATCH = 1  # type: ignore[misc]  # a constant, here in a process of its own

    def rest(stage: str, done: int, total: int) -> None:
        if stage == "documents" and done:
            time.sleep(1.5)

    building.build(out, files, tools=Tools(device="cpu"), progress=rest)


def test_a_killed_build_goes_on_to_the_same_end(tmp_path: Path, papers: dict[str, Path], tools: Tools) -> None:
    files = list(papers.values())
    building.build(tmp_path / "whole.kb", files, tools=tools)
    kb = tmp_path / "killed.kb"
    process = multiprocessing.get_context("spawn").Process(target=_build_slowly, args=(kb, files))
    process.start()
    assert process.pid is not None
    until = time.monotonic() + 120
    while not list(kb.glob("journal/*.safetensors")) and process.is_alive() and time.monotonic() < until:
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    with pytest.raises(StoreError, match="stopped before it finished"):
        open_folder(kb)
    seen = []
    building.build(
        kb, files, resume=True, tools=tools, progress=lambda stage, done, total: seen.append((stage, done, total))
    )
    assert next(done for stage, done, _ in seen if stage == "documents") >= 1
    assert digest(kb) == digest(tmp_path / "whole.kb")
    assert not has_journal(kb)
    assert problems(kb) == []


def test_two_writers_at_once_lose_nothing(tmp_path: Path, papers: dict[str, Path], tools: Tools) -> None:
    kb = tmp_path / "a.kb"
    building.build(kb, [papers["observatory.md"]], tools=tools)
    before = digest(kb)
    lock = take_lock(kb)
    with pytest.raises(StoreError, match="another process is writing"):
        building.add(kb, [papers["dahl.txt"]], tools=tools)
    lock.close()
    assert digest(kb) == before
    building.add(kb, [papers["dahl.txt"]], tools=tools)
    assert digest(kb) != before


def test_decisions_are_obeyed_and_outlive_other_changes(tmp_path: Path, papers: dict[str, Path], tools: Tools) -> None:
    building.build(tmp_path / "a.kb", [papers["observatory.md"], papers["dahl.txt"]], tools=tools)
    kb = KnowledgeBase.open(tmp_path / "a.kb")
    before = digest(kb.path)
    kb.reject("Ingrid Halvorsen | place of birth | Bergen", tools=tools)
    assert BORN not in facts(kb.path)
    building.add(kb.path, [papers["moe.txt"]], tools=tools)
    assert BORN not in facts(kb.path)
    kb.accept("Ingrid Halvorsen | place of birth | Bergen", tools=tools)
    assert BORN in facts(kb.path)
    kb.merge("Olav Dahl", "Karl Moe", tools=tools)
    assert any(merge["reason"] for merge in kb.merges())
    one = {triple.head for triple in facts(kb.path)} & {"Olav Dahl", "Karl Moe"}
    assert len(one) == 1
    kb.split("Olav Dahl", "Karl Moe", tools=tools)
    building.remove(kb.path, ["moe.txt"], tools=tools)
    assert facts(kb.path) >= {BORN, Triple("Olav Dahl", "place of birth", "Bergen")}
    assert digest(kb.path) != before  # the decisions are part of what it says


def test_what_somebody_says_can_be_accepted(tmp_path: Path, papers: dict[str, Path], tools: Tools) -> None:
    told = Triple("Karl Moe", "place of birth", "Oslo")
    building.build(tmp_path / "a.kb", [papers["moe.txt"]], tools=tools)
    assert told not in facts(tmp_path / "a.kb")
    KnowledgeBase.open(tmp_path / "a.kb").accept("Karl Moe | place of birth | Oslo", tools=tools)
    assert told in facts(tmp_path / "a.kb")
    assert problems(tmp_path / "a.kb") == []


def test_no_decision_hits_a_namesake(tmp_path: Path, tools: Tools) -> None:
    for name, year in (("a.txt", 1900), ("b.txt", 1955)):
        (tmp_path / name).write_text(f"Per Dahl was born in Bergen in {year}.\n", encoding="utf-8")
    building.build(tmp_path / "a.kb", [tmp_path / "a.txt", tmp_path / "b.txt"], tools=tools)
    kb = KnowledgeBase.open(tmp_path / "a.kb")
    born = [triple for triple in facts(kb.path) if triple.tail == "Bergen"]
    assert len(born) == 2  # or the test shows nothing
    with pytest.raises(InputError, match="2 facts have these names"):
        kb.reject(" | ".join((born[0].head, born[0].relation, "Bergen")), tools=tools)


def test_documents_come_beside_an_imported_graph(kb: Path, tmp_path: Path, tools: Tools) -> None:
    world = tmp_path / "world.kb"
    shutil.copytree(kb, world)
    imported = facts(world)
    text = tmp_path / "news.txt"
    text.write_text("Ada Lind was married to Otto Brun. Otto Brun was born in Nordhavn.\n", encoding="utf-8")
    building.add(world, [text], tools=tools)
    grown = facts(world)
    assert grown > imported
    assert Triple("Otto Brun", "born in", "Nordhavn") in grown  # the imported graph's entity and its word for it
    given = next(why for triple in sorted(imported, key=str) for why in Reasons(world).of(triple))
    with pytest.raises(InputError, match="was imported"):
        KnowledgeBase.open(world).reject(" | ".join((given.head, given.relation, given.tail)), tools=tools)
    building.remove(world, ["news.txt"], tools=tools)
    assert facts(world) == imported


def test_a_failing_file_is_reported_and_the_rest_goes_on(tmp_path: Path, papers: dict[str, Path], tools: Tools) -> None:
    folder = papers["dahl.txt"].parent
    (folder / "empty.txt").write_text("")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    report = building.build(tmp_path / "a.kb", [folder], tools=tools)
    assert report.added == 3
    assert len(report.unread) == 2
    with pytest.raises(InputError, match="no document can be read"):
        building.build(tmp_path / "b.kb", [folder / "empty.txt"], tools=tools)
    (tmp_path / "none").mkdir()
    with pytest.raises(InputError, match=r"none: no document can be read: no file there ends in \.txt, .*\.jsonl$"):
        building.build(tmp_path / "b.kb", [tmp_path / "none"], tools=tools)
    assert not (tmp_path / "b.kb").exists()


ONTOLOGY = """
@prefix : <https://example.org/o#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:Person a owl:Class ; rdfs:label "person" .
:Place a owl:Class ; rdfs:label "place" .
:birthPlace a owl:ObjectProperty ; rdfs:label "place of birth" ; rdfs:domain :Person ; rdfs:range :Place .
"""


def test_an_ontology_is_kept_to_and_what_it_has_no_place_for_is_listed(
    tmp_path: Path, papers: dict[str, Path], tools: Tools
) -> None:
    ontology = tmp_path / "births.ttl"
    ontology.write_text(ONTOLOGY, encoding="utf-8")
    report = building.build(tmp_path / "a.kb", [papers["observatory.md"]], ontology=ontology, tools=tools)
    assert {fact.relation for fact in facts(tmp_path / "a.kb")} == {"place of birth"}
    assert BORN in facts(tmp_path / "a.kb")
    assert report.pruned and sum(report.pruned.values()) == len(KnowledgeBase.open(tmp_path / "a.kb").pruned())
    ontology.unlink()  # it is kept in the knowledge base
    building.add(tmp_path / "a.kb", [papers["dahl.txt"]], tools=tools)
    assert {fact.relation for fact in facts(tmp_path / "a.kb")} == {"place of birth"}
    assert problems(tmp_path / "a.kb") == []
