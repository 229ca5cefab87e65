"""The jobs ``repair`` and ``migrate``: what can be made again from what is whole is made again, as a new version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgqa.durable import telling
from kgqa.encoders.known import KnownVectors
from kgqa.errors import StoreError
from kgqa.extract.sources import SourceTable
from kgqa.kg import rollback
from kgqa.kg.arrays import Array
from kgqa.kg.draft import Place
from kgqa.kg.folder import GRAPH, PASSAGES, Folder, open_folder
from kgqa.kg.graph import Graph
from kgqa.kg.journal import Journal
from kgqa.kg.layout import (
    BUILDING,
    DATES,
    GIVEN_GRAPH,
    GIVEN_PASSAGES,
    KEEP,
    PROVENANCE,
    SEGMENTS,
    SOURCES,
    VERSIONS,
    foreign_names,
    version_name,
    versions_in,
)
from kgqa.kg.lock import take_lock
from kgqa.kg.manifest import said_in
from kgqa.kg.passages import PassageTable
from kgqa.kg.strings import StringTable
from kgqa.kg.sweeping import sweep
from kgqa.kg.verify import check_journal, contents, counts_of, digest_of
from kgqa.linker import LinkIndex
from kgqa.pipelines.assembling import write_held
from kgqa.pipelines.checking.checked import MANIFEST
from kgqa.pipelines.checking.faults import check_job, faults
from kgqa.pipelines.encoding import Encoder
from kgqa.pipelines.held import Held, date_arrays, known_vectors
from kgqa.pipelines.progress import Progress, silent
from kgqa.pipelines.repair_source import FROM, check_source, counted, decided, is_whole, readable_version
from kgqa.pipelines.standard import Tools
from kgqa.pipelines.writing import LINKER, RETRIEVER, write_into
from kgqa.retriever.index import has_text_indexes, text_indexes
from kgqa.retriever.path_arrays import SCORER

_FOREIGN = "does not belong to a knowledge base"


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
    kb: str | Path,
    *,
    device: str = "auto",
    encoder: Encoder | None = None,
    tools: Tools | None = None,
    progress: Progress = silent,
) -> RepairReport:
    """Makes again what is damaged in a knowledge base from what is whole, as a new version; what is sound stays.

    Of one built from documents, the documents with their findings, the decisions and what was imported are the
    source, and all else follows; of an imported one it is the graph and the passages. ``encoder``: the one that the
    knowledge base records, where that lies elsewhere now. Raises StoreError where a source is lost, and says which, and
    ModelError where vectors are to be made and their encoder is not found; then nothing was changed.
    """
    folder = Path(kb)
    if not versions_in(folder):
        open_folder(folder)  # says what is wrong
        raise StoreError(f"{folder}: can't be repaired: no version is left in {VERSIONS}")
    tools = tools or Tools(device=device, encoder=encoder)
    try:
        lock = take_lock(folder)
    except OSError as error:
        raise StoreError(f"{folder}: can't be written: {error.strerror or error}") from error
    before = _segments(folder)
    with Place(folder, lock, False, "repair") as place:
        held, done = readable_version(folder)
        wrong = faults(held)
        done += [_told(name, problems) for name, problems in sorted(wrong.items())]
        version = None
        if done:
            check_source(held, wrong)
            _write(place, held, wrong, tools, progress)
            version = open_folder(folder).number
        sound = tuple(name for name in held.names if name not in wrong)
    tidied = _tidy(folder, before if version is None else _segments(folder))
    left = [f"{name}: {_FOREIGN}: move it elsewhere" for name in foreign_names(folder)]
    left += [text for problems in faults(open_folder(folder)).values() for text in problems]
    return RepairReport(folder, version, (*done, *tidied), tuple(left), sound)


def may_be_repaired(kb: str | Path, problems: Sequence[str]) -> bool:
    """Whether there is anything at ``kb`` that :func:`repair` could start from, after what ``verify`` found: a version,
    none that a newer kgqa wrote, and more than files that don't belong there, which are left to the user."""
    if all(problem.endswith(_FOREIGN) for problem in problems):
        return False
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


def _write(place: Place, folder: Folder, wrong: Mapping[str, list[str]], tools: Tools, progress: Progress) -> None:
    made_from_documents = wrong.keys() & {GRAPH, PASSAGES, PROVENANCE, BUILDING}
    if not made_from_documents and not wrong.keys() & {RETRIEVER, SCORER}:
        _rewrite(place, folder, wrong)
        return
    tools = tools.of(folder)
    scorer = tools.scorer if SCORER in wrong else tools.scorer_for(folder)
    known = KnownVectors() if wrong.keys() & {GRAPH, PASSAGES, RETRIEVER} else known_vectors(folder)
    if made_from_documents:
        write_held(place, _held(folder, wrong), tools, known, progress, scorer=scorer)
    else:
        graph, passages = contents(folder)
        others = [name for name in folder.names if name not in (GRAPH, PASSAGES, LINKER, RETRIEVER, SCORER)]
        more = {name: _arrays(folder, name, wrong) for name in others}
        counts = {name: n for name, n in counted(folder).items() if name not in counts_of(graph, passages)}
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
    said |= {"counts": counted(folder), "digest": digest_of(folder, graph, passages)}
    with place.draft(folder.build_id, keep_journal=True) as draft:
        for name in sorted({*folder.names, *wrong} - {MANIFEST}):
            if name not in wrong:
                draft.take(name, folder)
            elif name == LINKER:
                draft.write(name, LinkIndex.build(graph, draft.scratch).arrays())
            else:
                draft.write(name, _arrays(folder, name, wrong))
        draft.commit(said)


def _held(folder: Folder, wrong: Mapping[str, list[str]]) -> Held:
    recipe, decisions = decided(folder)
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


def _segments(folder: Path) -> set[str]:
    place = folder / SEGMENTS
    return {path.name for path in place.iterdir()} if place.is_dir() else set()


def _tidy(folder: Path, before: set[str]) -> list[str]:
    """Removes what no job can use: versions that can't be read or are damaged, batches and settings of nobody."""
    done: list[str] = []
    with Place(folder, take_lock(folder), False, "repair"), telling(folder):
        current = open_folder(folder)
        for number in versions_in(folder):
            if number < current.number and not is_whole(current, number):
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
