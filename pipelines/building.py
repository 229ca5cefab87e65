"""The jobs ``build``, ``add`` and ``remove``: documents in, a knowledge base that cites every fact out.

What is found in a document is kept with it; the graph is made from all of these anew, so that nothing of a removed
document can stay behind, and the order of adding makes no difference.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from kgqa.encoders.known import KnownVectors
from kgqa.errors import InputError, StoreError
from kgqa.extract.document import Document
from kgqa.extract.documents.damage import damage
from kgqa.extract.documents.read import read_documents
from kgqa.extract.documents.sources import ENDINGS
from kgqa.extract.documents.unread import Unread
from kgqa.extract.recipe import Recipe
from kgqa.extract.resolve.decisions import Decisions
from kgqa.extract.sources import sum_of
from kgqa.kg.draft import Place, reserve
from kgqa.kg.folder import Folder, open_folder
from kgqa.pipelines.assembling import write_held
from kgqa.pipelines.encoding import Encoder
from kgqa.pipelines.extracting import extract_documents
from kgqa.pipelines.held import Held, is_built, known_vectors, load_held
from kgqa.pipelines.progress import Progress, silent
from kgqa.pipelines.standard import Tools

PathLike = str | Path


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a job did. ``added``, ``replaced``, ``unchanged`` and ``removed`` count documents; ``unread`` are the
    files that failed, each with its reason; ``damaged`` documents that were read and hold damage, each with what it is;
    ``pruned`` counts, by reason, facts that the ontology has no place for; ``unmet`` are merges and splits decided
    before that can't be obeyed now, in words.
    ``counts`` are those of the knowledge base as it is now."""

    path: Path
    counts: Mapping[str, int]
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    unread: tuple[Unread, ...] = ()
    damaged: tuple[tuple[str, str], ...] = ()
    pruned: Mapping[str, int] | None = None
    unmet: tuple[str, ...] = ()


def build(
    out: PathLike,
    documents: Sequence[PathLike],
    *,
    ontology: PathLike | None = None,
    gazetteer: PathLike | None = None,
    once: bool = False,
    resume: bool = False,
    replace: bool = False,
    device: str = "auto",
    encoder: Encoder | None = None,
    extractor: PathLike | None = None,
    tools: Tools | None = None,
    progress: Progress = silent,
) -> BuildReport:
    """Builds the knowledge base ``out`` from documents: files, folders and globs.

    ``ontology``: RDFS or OWL, or the JSON of Text2KGBench, to keep to. Each sentence is asked for each relation, of
    many for the nearest 24; with ``once`` it is read once for all, which is many times faster and finds little of
    relations that the extractor did not learn. ``gazetteer``: names and types of one's own.
    ``encoder``: of the vectors, by name or folder; the knowledge base records it, and later jobs take it from there.
    ``extractor``: of relations, by name or folder; later jobs that read documents are given the same one.
    A build that was stopped goes on with ``resume`` and loses at most its last batch. A file that can't be read is
    reported, and the rest goes on. Raises InputError where no document can be read or a path names none, StoreError
    where another writer is at work, ModelError where there is no such encoder.
    """
    tools = tools or Tools(device=device, encoder=encoder, extractor=extractor)
    if once and ontology is None:
        raise InputError("once says how an ontology's relations are looked for, and there is no ontology")
    asked = ontology is not None and not once
    recipe = Recipe.of(_path(ontology), _path(gazetteer), tools.made_with(asked=asked), asked=asked)
    read, unread = _read(documents)
    if not read:
        raise InputError(_nothing_read(documents, unread))
    with reserve(out, replace=replace, command="build") as place:
        return _grow(place, Held(recipe), None, read, unread, resume=resume, tools=tools, progress=progress)


def add(
    kb: PathLike,
    documents: Sequence[PathLike],
    *,
    resume: bool = False,
    device: str = "auto",
    encoder: Encoder | None = None,
    extractor: PathLike | None = None,
    tools: Tools | None = None,
    progress: Progress = silent,
) -> BuildReport:
    """Adds documents to a knowledge base: one built before, or one imported, whose facts then stay as they are.

    A document that is there already as it is changes nothing; one whose text has changed is replaced. ``encoder``: the
    one that the knowledge base records, where that lies elsewhere now; ModelError where it is another one.
    ``extractor``: the one of relations that it was built with, kgqa's own where none is named; StoreError where it is
    another one.
    """
    tools = tools or Tools(device=device, encoder=encoder, extractor=extractor)
    open_folder(kb)  # there must be one
    read, unread = _read(documents)
    if not read:
        raise InputError(_nothing_read(documents, unread))
    with reserve(kb, replace=True, command="add") as place:
        folder = open_folder(kb)
        tools = tools.of(folder)
        held = load_held(folder, Recipe.of(None, None, tools.made_by))
        _check_models(folder, held, tools)
        return _grow(place, held, folder, read, unread, resume=resume, tools=tools, progress=progress)


def remove(
    kb: PathLike,
    doc_ids: Sequence[str],
    *,
    device: str = "auto",
    encoder: Encoder | None = None,
    tools: Tools | None = None,
    progress: Progress = silent,
) -> BuildReport:
    """Takes documents out, and with them what rested on them alone. Raises InputError for an id that is not there."""
    if isinstance(doc_ids, str):
        raise InputError(f"ids of documents are a list of texts, found the one text {doc_ids!r}")

    def without(held: Held) -> Held:
        missing = [id for id in doc_ids if id not in held.sources]
        if missing:
            near = [found for id in missing[:3] if (found := _in_its_folder(id, held.sources))]
            there = f"there is {', '.join(map(repr, near))}; " if near else ""
            listed = ", ".join(map(repr, missing[:3]))
            raise InputError(f"{kb}: has no document {listed}; {there}kgqa documents lists their ids")
        if len(held.sources) == len(set(doc_ids)) and held.given is None:
            raise InputError(f"{kb}: these are all its documents; remove the folder instead")
        gone = set(doc_ids)
        return replace(
            held,
            sources={id: source for id, source in held.sources.items() if id not in gone},
            dates={id: date for id, date in held.dates.items() if id not in gone},
        )

    done = change(kb, without, command="remove", device=device, encoder=encoder, tools=tools, progress=progress)
    return replace(done, removed=len(set(doc_ids)))


def decide(
    kb: PathLike,
    decision: Callable[[Decisions], Decisions],
    *,
    command: str = "decide",
    device: str = "auto",
    encoder: Encoder | None = None,
    tools: Tools | None = None,
    progress: Progress = silent,
) -> BuildReport:
    """Makes the graph anew under other decisions: merges, splits, accepted and rejected facts.

    Raises InputError, and changes nothing, where a merge or split that was not decided before can't be obeyed.
    """
    return change(
        kb,
        lambda held: replace(held, decisions=decision(held.decisions)),
        command=command,
        device=device,
        encoder=encoder,
        tools=tools,
        progress=progress,
    )


def change(
    kb: PathLike,
    edit: Callable[[Held], Held],
    *,
    command: str = "change",
    device: str = "auto",
    encoder: Encoder | None = None,
    tools: Tools | None = None,
    progress: Progress = silent,
) -> BuildReport:
    """Writes a new version of a knowledge base from an edit of what it is made from; nothing is read anew.

    ``command`` is what its history says made it. Raises InputError as :func:`decide` does.
    """
    tools = tools or Tools(device=device, encoder=encoder)
    open_folder(kb)
    with reserve(kb, replace=True, command=command) as place:
        folder = open_folder(kb)
        if not is_built(folder):
            raise InputError(f"{kb}: was imported, not built from documents: it has no documents and no merges")
        held = load_held(folder, Recipe())
        tools = tools.of(folder)
        scorer = tools.scorer_for(folder)
        now = edit(held)
        wanted = {*now.decisions.merge, *now.decisions.split} - {*held.decisions.merge, *held.decisions.split}
        made = write_held(place, now, tools, known_vectors(folder), progress, scorer=scorer, wanted=wanted)
    return BuildReport(Path(kb), made.counts, pruned=made.pruned, unmet=made.unmet)


def _grow(
    place: Place,
    held: Held,
    folder: Folder | None,
    documents: Sequence[Document],
    unread: tuple[Unread, ...],
    *,
    resume: bool,
    tools: Tools,
    progress: Progress,
) -> BuildReport:
    sums = {id: source.sum for id, source in held.sources.items()}
    changed = [document for document in documents if sums.get(document.id) != sum_of(document)]
    report = BuildReport(
        place.path,
        {},
        added=sum(document.id not in sums for document in changed),
        replaced=sum(document.id in sums for document in changed),
        unchanged=len(documents) - len(changed),
        unread=unread,
        damaged=tuple((document.id, what) for document in changed if (what := damage(document.text))),
    )
    if not changed and folder is not None:
        return replace(report, counts=folder.manifest["counts"])
    known = known_vectors(folder) if folder is not None else KnownVectors()
    found = extract_documents(place, held, changed, known, resume=resume, tools=tools, progress=progress)
    now = int(time.time())
    grown = replace(
        held,
        sources={**held.sources, **{source.id: source for source in found}},
        dates={**held.dates, **{source.id: now for source in found}},
    )
    made = write_held(place, grown, tools, known, progress, scorer=tools.scorer_for(folder))
    return replace(report, counts=made.counts, pruned=made.pruned, unmet=made.unmet)


def _read(paths: Iterable[PathLike]) -> tuple[list[Document], tuple[Unread, ...]]:
    if isinstance(paths, str | Path):
        raise InputError(f"documents are a list of paths, found the one path {str(paths)!r}")
    documents: list[Document] = []
    unread: list[Unread] = []
    for found in read_documents(list(paths)):
        if isinstance(found, Unread):
            unread.append(found)
        else:
            documents.append(found)
    return documents, tuple(unread)


def _in_its_folder(path: str, ids: Container[str]) -> str:
    """The id that a document has whose path is given with the folder that was read; "" where there is none."""
    parts = PurePath(path).parts
    shorter = ("/".join(parts[start:]) for start in range(1, len(parts)))
    return next((id for id in shorter if id in ids), "")


def _nothing_read(paths: Sequence[PathLike], unread: Sequence[Unread]) -> str:
    why = [f"{found.source}: {found.reason}" for found in unread[:3]]
    if paths and all(found.passed_over for found in unread):
        why.append(f"no file there ends in {', '.join(ENDINGS)}")
    said = f"{', '.join(map(str, paths)) or 'no path given'}: no document can be read"
    return f"{said}: {'; '.join(why)}" if why else said


def _path(path: PathLike | None) -> Path | None:
    return None if path is None else Path(path)


def _check_models(folder: Folder, held: Held, tools: Tools) -> None:
    _ = tools.encoder  # better known before any document is read
    made_by = Recipe.of(None, None, tools.made_with(asked=held.recipe.asked)).made_by
    if is_built(folder) and dict(held.recipe.made_by) != made_by:
        raise StoreError(
            f"{folder.path}: its documents were read with {dict(held.recipe.made_by)}, and now there is "
            f"{dict(made_by)}; what different models or rules find is not mixed: name the extractor of relations that "
            "it was built with, if it was another one, or build it anew"
        )
