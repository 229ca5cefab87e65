"""The jobs ``repair`` and ``migrate``: what can be made again from what is whole is made again, as a new version."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kgqa.encoders.known import KnownVectors
from kgqa.errors import KGQAError, StoreError
from kgqa.extract.recipe import Recipe
from kgqa.extract.resolve.decisions import Decisions
from kgqa.extract.sources import SourceTable
from kgqa.kg import rollback
from kgqa.kg.arrays import Array
from kgqa.kg.draft import Place, sweep
from kgqa.kg.durable import telling
from kgqa.kg.folder import GRAPH, PASSAGES, Folder, open_folder
from kgqa.kg.graph import Graph
from kgqa.kg.journal import Journal
from kgqa.kg.layout import (
    BUILDING,
    CURRENT,
    DATES,
    GIVEN_GRAPH,
    GIVEN_PASSAGES,
    KEEP,
    PROVENANCE,
    SEGMENTS,
    SOURCES,
    VERSIONS,
    current_version,
    foreign_names,
    sha256_of,
    version_name,
    versions_in,
)
from kgqa.kg.lock import take_lock
from kgqa.kg.manifest import read_manifest, said_in
from kgqa.kg.opened import files_of
from kgqa.kg.passages import PassageTable
from kgqa.kg.provenance import Provenance, State
from kgqa.kg.strings import StringTable
from kgqa.kg.verify import check_journal, contents, counts_of, digest_of
from kgqa.linker import LinkIndex
from kgqa.pipelines.assembling import write_held
from kgqa.pipelines.checking import MANIFEST, check_job, faults
from kgqa.pipelines.held import Held, date_arrays, is_built, known_vectors, text_in
from kgqa.pipelines.progress import Progress, silent
from kgqa.pipelines.salvaging import salvaged
from kgqa.pipelines.standard import Tools
from kgqa.pipelines.writing import LINKER, RETRIEVER, build_id, encoder_record, write_into
from kgqa.retriever.index import has_text_indexes, text_indexes
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


@dataclass(frozen=True, slots=True)
class RepairReport:
    """What a repair did. ``version``: the new version's number, None where none was needed; ``done``: what was made
    again or put right, and from what; ``left``: what is left to the user; ``sound``: files that were not touched."""

    path: Path
    version: int | None = None
    done: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    sound: tuple[str, ...] = ()


def repair(
    kb: str | Path, *, device: str = "auto", tools: Tools | None = None, progress: Progress = silent
) -> RepairReport:
    """Makes again what is damaged in a knowledge base from what is whole, as a new version; what is sound stays.

    Of one built from documents, the documents with their findings, the decisions and what was imported are the
    source, and all else follows; of an imported one it is the graph and the passages. Raises StoreError where a
    source is lost, and says which; then nothing was changed.
    """
    folder = Path(kb)
    if not versions_in(folder):
        open_folder(folder)  # says what is wrong
        raise StoreError(f"{folder}: can't be repaired: no version is left in {VERSIONS}")
    tools = tools or Tools(device=device)
    try:
        lock = take_lock(folder)
    except OSError as error:
        raise StoreError(f"{folder}: can't be written: {error.strerror or error}") from error
    before = _segments(folder)
    with Place(folder, lock, False, "repair") as place:
        held, done = _readable(folder)
        wrong = faults(held)
        done += [_told(name, problems) for name, problems in sorted(wrong.items())]
        version = None
        if done:
            _check_source(held, wrong)
            _write(place, held, wrong, tools, progress)
            version = open_folder(folder).number
        sound = tuple(name for name in held.names if name not in wrong)
    tidied = _tidy(folder, before if version is None else _segments(folder))
    left = [f"{name}: does not belong to a knowledge base: move it elsewhere" for name in foreign_names(folder)]
    left += [text for problems in faults(open_folder(folder)).values() for text in problems]
    return RepairReport(folder, version, (*done, *tidied), tuple(left), sound)


def may_be_repaired(kb: str | Path, problems: Sequence[str]) -> bool:
    """Whether there is anything at ``kb`` that :func:`repair` could start from, after what ``verify`` found: a version,
    and none that a newer kgqa wrote."""
    try:
        return bool(versions_in(Path(kb))) and not any("a newer kgqa wrote it" in problem for problem in problems)
    except OSError:
        return False


def migrate(kb: str | Path) -> bool:
    """Writes a knowledge base of an older format as one of today's, with the indexes of words and names that old ones
    lack; whether there was anything to do. What it says stays as it is, and so does its digest."""
    folder = open_folder(kb)
    instead: dict[str, Mapping[str, Array]] = {}
    if folder.has(GRAPH) and folder.has(PASSAGES) and folder.has(RETRIEVER):
        graph, passages = contents(folder)
        file = folder.arrays(RETRIEVER)
        if not has_text_indexes(file):
            lexical, names = text_indexes(graph, passages)
            instead[RETRIEVER] = {**{n: file[n] for n in file.names}, **lexical.arrays(), **names.arrays()}
        if folder.has(LINKER) and "link/part_hash" not in folder.arrays(LINKER):
            instead[LINKER] = LinkIndex.build(graph).arrays()
    return rollback.migrate(kb, instead=instead)


def _readable(folder: Path) -> tuple[Folder, list[str]]:
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
        said = {"counts": _counts(made), "digest": digest}
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
            _decided(folder)
        except (KGQAError, ValueError, KeyError, TypeError):
            lost[BUILDING] = wrong[BUILDING]
    return lost


def _check_source(folder: Folder, wrong: Mapping[str, list[str]]) -> None:
    """Raises StoreError where what all else is made from is damaged."""
    lost = _lost(folder, wrong)
    if not lost:
        return
    what = {SOURCES: "the documents", BUILDING: "how it was built, and the decisions made by hand"}
    named = "; ".join(f"{what.get(name, name)}: {problems[0]}" for name, problems in sorted(lost.items()))
    whole = [number for number in versions_in(folder.path) if number != folder.number and _is_whole(folder, number)]
    way = (
        f"version {whole[-1]} is whole: kgqa rollback {folder.path} {whole[-1]}"
        if whole
        else "no other version is whole: take it from a copy, or make it anew"
    )
    raise StoreError(f"{folder.path}: can't be repaired: what it is made from is itself damaged: {named}; {way}")


def _is_whole(folder: Folder, number: int) -> bool:
    try:
        return not faults(open_folder(folder.path, number))
    except StoreError:
        return False


def _decided(folder: Folder) -> tuple[Recipe, Decisions]:
    building: dict[str, Any] = json.loads(text_in(folder.arrays(BUILDING), "building"))
    return Recipe.from_json(json.dumps(building["recipe"])), Decisions.from_json(json.dumps(building["decisions"]))


def _write(place: Place, folder: Folder, wrong: Mapping[str, list[str]], tools: Tools, progress: Progress) -> None:
    made_from_documents = wrong.keys() & {GRAPH, PASSAGES, PROVENANCE, BUILDING}
    if not made_from_documents and not wrong.keys() & {RETRIEVER, SCORER}:
        _rewrite(place, folder, wrong)
        return
    _check_encoder(folder, tools)
    scorer = tools.scorer if SCORER in wrong else tools.scorer_for(folder)
    known = KnownVectors() if wrong.keys() & {GRAPH, PASSAGES, RETRIEVER} else known_vectors(folder)
    if made_from_documents:
        write_held(place, _held(folder, wrong), tools, known, progress, scorer=scorer)
    else:
        graph, passages = contents(folder)
        others = [name for name in folder.names if name not in (GRAPH, PASSAGES, LINKER, RETRIEVER, SCORER)]
        more = {name: _arrays(folder, name, wrong) for name in others}
        counts = {name: n for name, n in _counts(folder).items() if name not in counts_of(graph, passages)}
        write_into(
            place,
            graph,
            passages,
            encoder=tools.encoder,
            scorer=scorer,
            more=more,
            counts=counts,
            known=known,
            progress=progress,
        )


def _rewrite(place: Place, folder: Folder, wrong: Mapping[str, list[str]]) -> None:
    """A version without any new vector."""
    graph, passages = contents(folder)
    said = said_in(folder.manifest)
    said |= {"counts": _counts(folder), "digest": digest_of(folder, graph, passages)}
    with place.draft(folder.build_id, keep_journal=True) as draft:
        for name in sorted({*folder.names, *wrong} - {MANIFEST}):
            if name not in wrong:
                draft.take(name, folder)
            elif name == LINKER:
                draft.write(name, LinkIndex.build(graph).arrays())
            else:
                draft.write(name, _arrays(folder, name, wrong))
        draft.commit(said)


def _held(folder: Folder, wrong: Mapping[str, list[str]]) -> Held:
    recipe, decisions = _decided(folder)
    sources = {source.id: source for source in SourceTable(folder.arrays(SOURCES))}
    return Held(
        recipe,
        sources,
        Graph.load(folder.arrays(GIVEN_GRAPH)) if folder.has(GIVEN_GRAPH) else None,
        PassageTable.load(folder.arrays(GIVEN_PASSAGES)) if folder.has(GIVEN_PASSAGES) else None,
        decisions,
        dict.fromkeys(sources, 0) if DATES in wrong else _dates(folder),
    )


def _dates(folder: Folder) -> dict[str, int]:
    file = folder.arrays(DATES)
    return dict(zip(StringTable.load(file, "dates.ids"), file["dates.seconds"].tolist(), strict=True))


def _arrays(folder: Folder, name: str, wrong: Mapping[str, list[str]]) -> Mapping[str, Array]:
    if name == DATES and name in wrong:
        return date_arrays(dict.fromkeys(SourceTable(folder.arrays(SOURCES)).ids, 0))
    file = folder.arrays(name)
    return {held: file[held] for held in file.names}


def _counts(folder: Folder) -> dict[str, int]:
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


def _check_encoder(folder: Folder, tools: Tools) -> None:
    built, here = folder.manifest.get("encoder"), encoder_record(tools.encoder)
    if isinstance(built, dict) and built != here:
        raise StoreError(
            f"{folder.path}: can't be repaired here: its vectors were made with the encoder {built.get('name')}, and "
            f"this is {here['name']}"
        )


def _segments(folder: Path) -> set[str]:
    place = folder / SEGMENTS
    return {path.name for path in place.iterdir()} if place.is_dir() else set()


def _tidy(folder: Path, before: set[str]) -> list[str]:
    """Removes what no job can use: versions that can't be read or are damaged, batches and settings of nobody."""
    done: list[str] = []
    with Place(folder, take_lock(folder), False, "repair"), telling(folder):
        current = open_folder(folder)
        for number in versions_in(folder):
            if number < current.number and not _is_whole(current, number):
                (folder / VERSIONS / version_name(number)).unlink()
                done.append(f"version {number}: was kept beside the one in use and is damaged: dropped")
        keep = folder / KEEP
        if keep.exists() and not keep.read_bytes()[:40].strip().isdigit():
            keep.unlink()
            done.append(f"{KEEP}: held no number: removed")
        if any(_broken_batches(current)):
            Journal(folder, "").clear()
            done.append("journal: what a stopped job had done is of no use here: removed")
        sweep(folder)
        gone = sorted(before - _segments(folder))
        done += [f"{SEGMENTS}/{name}: is of no version that is kept: removed" for name in gone]
    return done


def _broken_batches(folder: Folder) -> list[str]:
    return [*check_journal(folder.path), *check_job(folder)]


def _told(name: str, problems: list[str]) -> str:
    made = FROM.get(name)
    reason = problems[0] + (f" (and {len(problems) - 1} more)" if len(problems) > 1 else "")
    return f"{name}: made again from {made}: {reason}" if made else f"{name}: {reason}"
