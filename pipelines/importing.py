"""The job ``import``: files of facts and texts in, a knowledge base folder out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from kgqa.encoders.sentence import SentenceEncoder
from kgqa.errors import InputError
from kgqa.kg.formats.columns import ColumnMapping
from kgqa.kg.formats.passages import read_passages
from kgqa.kg.formats.read import read_graph
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.pipelines.progress import Progress, silent
from kgqa.pipelines.writing import write_knowledge_base
from kgqa.retriever.index import why_unencoded
from kgqa.retriever.path_scorer import PathScorer

PathLike = str | Path


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came in: counts of the new knowledge base, and broken lines that were left out.

    ``left_out`` counts, by kind, what the files say and the knowledge base does not hold; ``merged`` the ids that
    owl:sameAs made one with another.
    """

    path: Path
    counts: dict[str, int]
    skipped: int
    left_out: dict[str, int] = field(default_factory=dict)
    merged: int = 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What was not done, and why, in words."""
        why = why_unencoded(self.counts.get("entities", 0), self.counts.get("triples", 0))
        return (why,) if why else ()


def import_files(
    out: PathLike,
    *,
    triples: Sequence[PathLike] = (),
    entities: PathLike | None = None,
    relations: PathLike | None = None,
    passages: Sequence[PathLike] = (),
    format: str | None = None,
    skip_bad: bool = False,
    base: str = "",
    mapping: PathLike | None = None,
    languages: Sequence[str] = (),
    same_as: bool = False,
    max_unpacked: int | None = None,
    replace: bool = False,
    device: str = "auto",
    encoder: SentenceEncoder | None = None,
    scorer: PathScorer | None = None,
    progress: Progress = silent,
) -> ImportReport:
    """Builds the knowledge base ``out`` from files; nothing is written unless all of them can be read.

    ``triples`` and ``passages`` take several files each. ``base`` is what relative IRIs are resolved against;
    ``mapping`` a JSON file that says what the columns of tables are (``kgqa.kg.formats.ColumnMapping``);
    ``languages`` those of labels, aliases and descriptions, in order of preference (none: all, English first);
    ``same_as`` makes entities that owl:sameAs links one; ``max_unpacked`` is how many bytes a packed file may
    unpack to (0: any number). Raises InputError on bad files, or where neither a triple nor a passage comes in.
    """
    if not triples and not passages:
        raise InputError("an import needs a file of triples or of passages; none was given")
    data = read_graph(
        triples,
        entities_path=entities,
        relations_path=relations,
        format=format,
        skip_bad=skip_bad,
        base=base,
        mapping=None if mapping is None else ColumnMapping.load(mapping),
        languages=languages,
        same_as=same_as,
        max_unpacked=max_unpacked,
    )
    graph = Graph.build(data.triples, data.entities, data.relations)
    left_out = {"names in other languages": data.other_languages, **data.unsaid}
    skipped, merged = data.skipped, len(data.same_as)
    del data  # as large as the graph itself, and no more needed
    if triples and not graph.n_triples:
        raise InputError(f"{', '.join(map(str, triples))}: holds no triple")
    table = PassageTable.build(chain.from_iterable(_passages(path) for path in passages))
    counts = write_knowledge_base(
        out, graph, table, encoder=encoder, scorer=scorer, device=device, replace=replace, progress=progress
    )
    left_out = {kind: number for kind, number in left_out.items() if number}
    return ImportReport(Path(out), counts, skipped, left_out, merged)


def _passages(path: PathLike) -> Iterable[Any]:
    found = list(read_passages(path))
    if not found:
        raise InputError(f"{path}: holds no passage")
    return found
