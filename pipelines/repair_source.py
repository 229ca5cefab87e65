"""What a repair starts from: the version to work from, whether its sources are whole, what each part follows from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kgqa.errors import KGQAError, StoreError
from kgqa.extract.recipe import Recipe
from kgqa.extract.resolve.decisions import Decisions
from kgqa.extract.sources import SourceTable
from kgqa.kg.folder import GRAPH, PASSAGES, Folder, open_folder
from kgqa.kg.layout import (
    BUILDING,
    CURRENT,
    DATES,
    GIVEN_GRAPH,
    GIVEN_PASSAGES,
    PROVENANCE,
    SOURCES,
    VERSIONS,
    current_version,
    sha256_of,
    version_name,
    versions_in,
)
from kgqa.kg.manifest import read_manifest
from kgqa.kg.opened import files_of
from kgqa.kg.provenance import Provenance, State
from kgqa.kg.verify import contents, counts_of, digest_of
from kgqa.pipelines.checking.checked import MANIFEST
from kgqa.pipelines.checking.faults import faults
from kgqa.pipelines.held import is_built, text_in
from kgqa.pipelines.salvaging import salvaged
from kgqa.pipelines.writing import LINKER, RETRIEVER, build_id
from kgqa.retriever.path_arrays import SCORER

FROM = {
    GRAPH: "what was found in the documents",
    PASSAGES: "the documents",
    PROVENANCE: "what was found in the documents",
    BUILDING: "the decisions and what was found in the documents",
    LINKER: "the names in the graph",
    RETRIEVER: "the graph and the passages",
    SCORER: "nothing: the shipped path scorer takes the place of the adapted one",
    MANIFEST: "the files it lists",
    DATES: "nothing: the days on which documents were added are forgotten",
}
"""What each part is made again from."""


def readable_version(folder: Path) -> tuple[Folder, list[str]]:
    """The version to work from, and what had to be put right to find it."""
    try:
        return open_folder(folder), []
    except StoreError as error:
        reason = str(error).removeprefix(f"{folder}: ")
    number = current_version(folder)
    edited = _edited(folder, number) if number is not None else None
    if edited is not None:
        return edited, [f"{MANIFEST}: made again from {FROM[MANIFEST]} ({reason})"]
    if number is not None and (made := _put_together(folder, number)) is not None:
        return made, [f"{MANIFEST}: of version {number} made again from the files that are its alone ({reason})"]
    others = sorted(versions_in(folder), reverse=True)
    readable = []
    for candidate in others:
        try:
            opened = open_folder(folder, candidate)
        except StoreError as error:
            if candidate == number and "newer kgqa" in str(error):
                raise
            continue
        wrong = faults(opened)
        if not wrong:
            return opened, [f"{CURRENT}: names version {candidate} again, the newest that is whole ({reason})"]
        if not _lost(opened, wrong):
            return opened, [f"{CURRENT}: names version {candidate} again, the newest that can be made whole ({reason})"]
        readable.append(opened)
    if readable:
        return readable[0], [f"{CURRENT}: names version {readable[0].number} again ({reason})"]
    raise StoreError(f"{folder}: can't be repaired: no version has a manifest that can be read ({reason})")


def _edited(folder: Path, number: int) -> Folder | None:
    """The version in use, its manifest changed by somebody, where all its files are what they were."""
    try:
        manifest = read_manifest(folder / VERSIONS / version_name(number), edited=True)
        whole = all(sha256_of(folder / path) == entry["sha256"] for path, entry in manifest["files"].items())
        return Folder(folder, number, manifest, files_of(folder, manifest)) if whole else None
    except (StoreError, OSError):
        return None


def _put_together(folder: Path, number: int) -> Folder | None:
    """The version in use without its manifest, where what is left of it fits together."""
    made = None if _is_newer(folder, number) else salvaged(folder, number)
    try:
        if made is None or faults(made):
            return None
        digest = digest_of(made, *contents(made))
        said = {"counts": counted(made), "digest": digest}
        build = build_id(digest, str(made.manifest["encoder"]["sha256"]), str(made.manifest["paths"]["sha256"]))
        return replace(made, manifest={**made.manifest, **said, "build": build})
    except (KGQAError, KeyError, TypeError):
        return None


def _is_newer(folder: Path, number: int) -> bool:
    """Whether a newer kgqa wrote a version: then its manifest is whole."""
    try:
        read_manifest(folder / VERSIONS / version_name(number))
    except StoreError as error:
        return "newer kgqa" in str(error)
    return False


def _lost(folder: Folder, wrong: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """What is wrong with the files that all else is made from, by name."""
    built = is_built(folder)
    sources = (SOURCES, GIVEN_GRAPH, GIVEN_PASSAGES) if built else (GRAPH, PASSAGES)
    lost = {name: wrong[name] for name in sources if name in wrong}
    if built and BUILDING in wrong and not lost:
        try:
            decided(folder)
        except (KGQAError, ValueError, KeyError, TypeError):
            lost[BUILDING] = wrong[BUILDING]
    return lost


def check_source(folder: Folder, wrong: Mapping[str, list[str]]) -> None:
    """Raises StoreError where what all else is made from is damaged."""
    lost = _lost(folder, wrong)
    if not lost:
        return
    what = {SOURCES: "the documents", BUILDING: "how it was built, and the decisions made by hand"}
    named = "; ".join(f"{what.get(name, name)}: {problems[0]}" for name, problems in sorted(lost.items()))
    whole = [number for number in versions_in(folder.path) if number != folder.number and is_whole(folder, number)]
    way = (
        f"version {whole[-1]} is whole: kgqa rollback {folder.path} {whole[-1]}"
        if whole
        else "no other version is whole: take it from a copy, or make it anew"
    )
    raise StoreError(f"{folder.path}: can't be repaired: what it is made from is itself damaged: {named}; {way}")


def is_whole(folder: Folder, number: int) -> bool:
    """Whether nothing is wrong with a version that lies beside this one."""
    try:
        return not faults(open_folder(folder.path, number))
    except StoreError:
        return False


def decided(folder: Folder) -> tuple[Recipe, Decisions]:
    """How it was built, and the decisions made by hand. Raises KGQAError and what else JSON can where it is damaged."""
    building: dict[str, Any] = json.loads(text_in(folder.arrays(BUILDING), "building"))
    return Recipe.from_json(json.dumps(building["recipe"])), Decisions.from_json(json.dumps(building["decisions"]))


def counted(folder: Folder) -> dict[str, int]:
    """What the manifest counts, those counts put right that the files tell."""
    given = folder.manifest.get("counts")
    counts = {**given} if isinstance(given, dict) else {}
    counts |= counts_of(*contents(folder))
    if is_built(folder):
        claims = list(Provenance.load(folder.arrays(PROVENANCE)))
        counts |= {
            "documents": len(SourceTable(folder.arrays(SOURCES))),
            "statements": sum(len(claim.statements) for claim in claims),
            "merges": len(json.loads(text_in(folder.arrays(BUILDING), "merges"))),
            **{
                state.name.lower(): sum(claim.state is state for claim in claims)
                for state in State
                if state is not State.FACT
            },
        }
    return counts
