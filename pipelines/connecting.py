"""Asking a live Neo4j database: an index folder beside it, built anew when what the database says has changed."""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from kgqa.durable import replace_file
from kgqa.encoders.bases import find_base
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.errors import InputError, StoreError
from kgqa.kg.digest import digest
from kgqa.kg.folder import Folder, open_folder
from kgqa.kg.passages import PassageTable
from kgqa.kg.statements import count_qualifiers
from kgqa.kg.stores.neo4j_layout import Neo4jLayout
from kgqa.kg.stores.neo4j_store import Neo4jStore
from kgqa.pipelines.ask import KGQA
from kgqa.pipelines.encoding import Encoder, encoder_named, encoder_of
from kgqa.pipelines.importing import PathLike
from kgqa.pipelines.progress import Progress, silent
from kgqa.pipelines.stores import passage_table, read_store
from kgqa.pipelines.writing import write_knowledge_base
from kgqa.reader.checkpoint import DEFAULT_READER
from kgqa.retriever.path_arrays import default_scorer
from kgqa.retriever.path_examples import MAX_HOPS
from kgqa.retriever.path_scorer import PathScorer, load_scorer

if TYPE_CHECKING:
    import neo4j

Refresh = Literal["changed", "always", "never"]
"""When the database is read: where it may have changed, each time, only where there is no index yet."""


def connect(
    address: str | neo4j.Driver,
    index: PathLike,
    *,
    auth: tuple[str, str] | None = None,
    database: str | None = None,
    layout: Neo4jLayout | None = None,
    passages: Sequence[PathLike] = (),
    refresh: Refresh = "changed",
    reader: PathLike = DEFAULT_READER,
    device: str = "auto",
    precision: str = "auto",
    hops: int = MAX_HOPS,
    encoder: Encoder | None = None,
    paths: PathLike | PathScorer | None = None,
    second_look: bool = True,
    rerank: bool | str | Path = False,
    progress: Progress = silent,
) -> KGQA:
    """What answers questions over a Neo4j database, from a snapshot in the folder ``index``; see KGQA.connect."""
    if isinstance(address, str):
        store = Neo4jStore.connect(address, auth=auth, database=database, layout=layout)
    else:
        store = Neo4jStore(address, database=database, layout=layout)
    with store:
        held = _existing(Path(index))
        # Where none is named, each snapshot keeps the encoder of the one before it.
        keep = held if encoder is None else None
        found = encoder_named(encoder, device) if keep is None else encoder_of(keep, None, device)
        # Where none is named, each snapshot keeps the scorer that was tuned to the one before it.
        scorer = PathScorer(load_scorer(paths), device=device) if isinstance(paths, str | Path) else paths
        refresh_index(index, store, passages=passages, refresh=refresh, encoder=found, scorer=scorer, progress=progress)
    read, left_out = _qualifiers(Path(index))
    notes = [f"{read} qualifiers were read from properties of relationships"] if read else []
    if left_out:
        notes.append(f"{left_out} properties of relationships were left out")
        warnings.warn(f"{index}: {notes[-1]}", stacklevel=3)
    qa = KGQA.load(
        index,
        reader=reader,
        device=device,
        precision=precision,
        hops=hops,
        encoder=found,
        paths=scorer,
        second_look=second_look,
        rerank=rerank,
    )
    return replace(qa, notes=tuple(notes))


def refresh_index(
    index: PathLike,
    store: Neo4jStore,
    *,
    passages: Sequence[PathLike] = (),
    refresh: Refresh = "changed",
    device: str = "auto",
    encoder: SentenceEncoder | None = None,
    scorer: PathScorer | None = None,
    progress: Progress = silent,
) -> bool:
    """Makes the folder ``index`` say what the database does; whether it was built.

    With "changed", the database is not read where it says itself that no transaction came since; where it can't
    say that, it is read and compared, and the index built only where it differs. Raises InputError where ``index``
    is a knowledge base of another origin, or the database holds no fact.
    """
    if refresh not in ("changed", "always", "never"):
        raise InputError(f"refresh must be changed, always or never, found {refresh!r}")
    folder, noted = _existing(Path(index)), _noted(Path(index))
    if folder is not None and noted is None:
        raise InputError(f"{index}: is a knowledge base that was not made from a database; name another folder")
    table = passage_table(passages)
    origin = {"layout": asdict(store.layout), "passages": _hash(table), "token": store.token(), "where": store.where()}
    origin = json.loads(json.dumps(origin))
    base = encoder.base if encoder else find_base()
    is_whole = folder is not None and noted is not None and noted.get("build") == folder.build_id
    if folder is not None and is_whole and folder.manifest["encoder"]["sha256"] == base.sha256:
        unchanged = noted is not None and noted["origin"] == origin and origin["token"]["transaction"] is not None
        if refresh == "never" or (refresh == "changed" and unchanged):
            return False
    else:
        is_whole = False
    graph, unsaid = read_store(store)
    said = {"read": count_qualifiers(graph), "left out": sum(unsaid.values())}
    progress("qualifiers", said["read"], said["read"])
    if folder is not None and is_whole and folder.manifest["digest"] == digest(graph, table) and refresh != "always":
        _note(Path(index), folder.build_id, origin, said)
        return False
    if noted is None:
        _note(Path(index), "", origin, said)  # a build that is broken off must be known as ours
    if scorer is None and folder is not None:
        scorer = default_scorer(folder, device=device)
    write_knowledge_base(
        index,
        graph,
        table,
        encoder=encoder,
        scorer=scorer,
        device=device,
        replace=folder is not None,
        progress=progress,
    )
    _note(Path(index), open_folder(index).build_id, origin, said)
    return True


def _existing(index: Path) -> Folder | None:
    try:
        return open_folder(index)
    except StoreError:
        return None


def _place(index: Path) -> Path:
    return index.with_name(index.name + ".neo4j.json")


def _noted(index: Path) -> dict[str, Any] | None:
    """What was noted when the index was built; None where it is no index of a database."""
    try:
        found = json.loads(_place(index).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and {"build", "origin"} <= found.keys() else None


def _qualifiers(index: Path) -> tuple[int, int]:
    """How many qualifiers were read when the index was built, and how many properties of relationships left out."""
    noted = _noted(index) or {}
    said = noted.get("qualifiers", {})
    return int(said.get("read", 0)), int(said.get("left out", 0))


def _note(index: Path, build: str, origin: dict[str, Any], qualifiers: dict[str, int]) -> None:
    found = {"build": build, "origin": origin, "qualifiers": qualifiers}
    with replace_file(_place(index)) as out:
        out.write(json.dumps(found, sort_keys=True, indent=2).encode() + b"\n")


def _hash(table: PassageTable) -> str:
    state = hashlib.sha256()
    for name, array in sorted(table.arrays().items()):
        state.update(f"{name} {array.shape}\n".encode())
        state.update(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)
    return state.hexdigest()
