"""What is wrong with a version: of each file alone, and of all of them together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set

from kgqa.durable import TEMPORARY
from kgqa.errors import KGQAError
from kgqa.extract.recipe import Recipe
from kgqa.kg.arrays import ArrayFile
from kgqa.kg.folder import GRAPH, PASSAGES, Folder
from kgqa.kg.layout import BUILDING, DATES, JOURNAL, PROVENANCE, SOURCES, is_journal
from kgqa.kg.verify import check_content, check_file
from kgqa.pipelines.checking.checked import MANIFEST, Checked, Named
from kgqa.pipelines.checking.claims import check_counts, check_facts, check_provenance
from kgqa.pipelines.checking.documents import check_building, check_dates, check_passages, check_sources
from kgqa.pipelines.checking.indexes import check_linker, check_path_scorer, check_retriever
from kgqa.pipelines.held import is_built, load_held
from kgqa.pipelines.writing import LINKER, RETRIEVER
from kgqa.retriever.path_arrays import SCORER

_CHECKS: tuple[tuple[tuple[str, ...], Callable[[Checked], Named]], ...] = (
    ((SOURCES,), check_sources),
    ((SOURCES, BUILDING), check_building),
    ((SOURCES, DATES), check_dates),
    ((SOURCES, PASSAGES), check_passages),
    ((SOURCES, PROVENANCE), check_provenance),
    ((SOURCES, PROVENANCE, GRAPH), check_facts),
    ((SOURCES, PROVENANCE), check_counts),
    ((GRAPH, LINKER), check_linker),
    ((GRAPH, PASSAGES, RETRIEVER), check_retriever),
    ((), check_path_scorer),
)
"""Checks with the files they need sound; the last is the one at fault where it can't be read."""


def faults(folder: Folder) -> dict[str, list[str]]:
    """What is wrong with a version, by the name of the file that is at fault; a file that is missing or damaged is
    not looked into further. Empty where all is sound."""
    found = {name: problems for name in folder.names if (problems := check_file(folder, name))}
    sound = set(folder.names) - set(found)
    found |= _misfits(folder, sound)
    if MANIFEST not in found and (wrong := check_content(folder, sound)):
        found[MANIFEST] = wrong
    return found


def check_layers(folder: Folder, sound: Set[str]) -> list[str]:
    """What is wrong between the files of a version that are ``sound`` by themselves, and batches of a job that is
    none of this knowledge base's."""
    return [text for problems in _misfits(folder, sound).values() for text in problems] + list(check_job(folder))


def _misfits(folder: Folder, sound: Set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    needed = (GRAPH, PASSAGES, LINKER, RETRIEVER, *((PROVENANCE, BUILDING, DATES) if is_built(folder) else ()))
    for name in needed:
        if not folder.has(name):
            found[name] = [f"{folder.path}: has no {name}: the manifest names no such file"]
    checked = Checked(folder, set(sound))
    for needs, check in _CHECKS:
        if not checked.sound.issuperset(needs):
            continue
        try:
            problems = list(check(checked))
        except (KGQAError, RuntimeError, ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
            # RuntimeError is FAISS's word for bytes that are no index; the rest are JSON that is another's.
            name = needs[-1] if needs else SCORER
            problems = [(name, f"{folder.path}: {name}: can't be read: {error}")]
        for name, text in problems:
            found.setdefault(name, []).append(text)
            checked.sound.discard(name)
    return {name: list(dict.fromkeys(problems)) for name, problems in found.items() if problems}


def check_job(folder: Folder) -> Iterator[str]:
    """Batches of a stopped job that no job over this knowledge base can go on with."""
    place = folder.path / JOURNAL
    paths = sorted(place.iterdir()) if place.is_dir() else []
    paths = [path for path in paths if is_journal(f"{JOURNAL}/{path.name}") and not path.name.endswith(TEMPORARY)]
    if not paths:
        return
    try:
        key = load_held(folder, Recipe()).job_key(str(folder.manifest["encoder"]["sha256"]))
    except (KGQAError, ValueError, KeyError, TypeError):
        return  # said already
    for path in paths:
        try:
            found = ArrayFile.open(path).metadata.get("build")
        except KGQAError:
            continue  # said already
        if is_built(folder) and found != key:
            yield f"{path}: what a stopped job had done is of another job, models or ontology, and of no use here"
