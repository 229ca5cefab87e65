"""A knowledge base as an object: built from documents, grown, looked into, corrected."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgqa.errors import InputError
from kgqa.extract.resolve.decisions import Decisions, FactRef
from kgqa.extract.sources import SourceTable
from kgqa.kg import history
from kgqa.kg.folder import Folder, open_folder
from kgqa.kg.history import Version
from kgqa.kg.layout import BUILDING, SOURCES
from kgqa.kg.provenance import State
from kgqa.kg.rollback import rollback
from kgqa.pipelines import building, merging
from kgqa.pipelines.ask import KGQA
from kgqa.pipelines.building import BuildReport
from kgqa.pipelines.compacting import compact
from kgqa.pipelines.describe import problems
from kgqa.pipelines.encoding import Encoder
from kgqa.pipelines.held import is_built, text_in
from kgqa.pipelines.progress import Progress, silent
from kgqa.pipelines.repairing import RepairReport, migrate, repair
from kgqa.pipelines.why import Reasons, Why, days_added

PathLike = str | Path


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document of a knowledge base; ``added`` is the day it came in (ISO 8601, UTC)."""

    id: str
    title: str
    added: str


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """The folder ``path``. Each call reads its newest version; writing makes a new one.

    >>> kb = KnowledgeBase.build("notes.kb", ["notes/"])                # doctest: +SKIP
    >>> kb.ask()("Who founded the observatory?").answer                 # doctest: +SKIP
    """

    path: Path
    report: BuildReport | None = None

    @classmethod
    def open(cls, path: PathLike) -> KnowledgeBase:
        """A knowledge base that is there. Raises StoreError where there is none."""
        open_folder(path)
        return cls(Path(path))

    @classmethod
    def build(
        cls,
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
        progress: Progress = silent,
    ) -> KnowledgeBase:
        """Builds one from documents; see :func:`kgqa.pipelines.building.build`. ``report`` says what was done."""
        report = building.build(
            out,
            documents,
            ontology=ontology,
            gazetteer=gazetteer,
            once=once,
            resume=resume,
            replace=replace,
            device=device,
            encoder=encoder,
            extractor=extractor,
            progress=progress,
        )
        return cls(Path(out), report)

    def add(
        self,
        documents: Sequence[PathLike],
        *,
        resume: bool = False,
        device: str = "auto",
        encoder: Encoder | None = None,
        extractor: PathLike | None = None,
        progress: Progress = silent,
    ) -> BuildReport:
        """Adds or replaces documents; see :func:`kgqa.pipelines.building.add`."""
        return building.add(
            self.path,
            documents,
            resume=resume,
            device=device,
            encoder=encoder,
            extractor=extractor,
            progress=progress,
        )

    def remove(
        self,
        doc_ids: Sequence[str],
        *,
        device: str = "auto",
        encoder: Encoder | None = None,
        progress: Progress = silent,
    ) -> BuildReport:
        """Takes documents out; see :func:`kgqa.pipelines.building.remove`."""
        return building.remove(self.path, doc_ids, device=device, encoder=encoder, progress=progress)

    def ask(self, **options: Any) -> KGQA:
        """The pipeline that answers questions over it; options as of :meth:`kgqa.KGQA.load`."""
        return KGQA.load(self.path, **options)

    def why(self, fact: str) -> tuple[Why, ...]:
        """The sentences that a fact rests on; see :meth:`kgqa.pipelines.why.Reasons.find`."""
        return Reasons(self.path).find(fact)

    def documents(self) -> tuple[ListedDocument, ...]:
        """Its documents, sorted by id. Raises InputError where it was imported, as :meth:`merges` and the like do."""
        folder = self._built()
        days = days_added(folder)
        sources = SourceTable(folder.arrays(SOURCES))
        return tuple(
            ListedDocument(id, title, days.get(id, "")) for id, title in zip(sources.ids, sources.titles, strict=True)
        )

    def merges(self) -> list[dict[str, Any]]:
        """Every merge of two names into one entity, with its reason."""
        return self._list("merges")

    def suggested_merges(self) -> list[dict[str, Any]]:
        """Merges that are likely, but not enough to be made: :meth:`merge` makes one."""
        return self._list("suggested")

    def pruned(self) -> list[dict[str, Any]]:
        """Facts that the ontology has no place for, each with its reason."""
        return self._list("pruned")

    def doubtful(self) -> tuple[Why, ...]:
        """Facts that are not sure enough to be said: :meth:`accept` says one."""
        return tuple(Reasons(self.path).listed(State.DOUBTFUL))

    def merge(self, one: str, other: str, **options: Any) -> BuildReport:
        """Makes two entities one, by their ids or names; see :func:`kgqa.pipelines.merging.merge`."""
        return merging.merge(self.path, one, other, **options)

    def split(self, one: str, other: str, **options: Any) -> BuildReport:
        """Keeps two names apart; see :func:`kgqa.pipelines.merging.split`."""
        return merging.split(self.path, one, other, **options)

    def accept(self, fact: str, **options: Any) -> BuildReport:
        """Says a fact, however doubtful; it is found as by :meth:`why`, and must be one. Outlives a rebuild."""
        key = self._one(fact)
        return self._decide("accept", lambda decisions: decisions.with_accepted(key), options)

    def reject(self, fact: str, **options: Any) -> BuildReport:
        """Says a fact no more, whatever documents say."""
        key = self._one(fact)
        return self._decide("reject", lambda decisions: decisions.with_rejected(key), options)

    def decisions(self) -> Decisions:
        """What was merged, split, accepted and rejected by hand."""
        found = json.loads(text_in(open_folder(self.path).arrays(BUILDING), "building"))
        return Decisions.from_json(json.dumps(found["decisions"]))

    def history(self) -> tuple[Version, ...]:
        """Its versions, the newest first: when and by what each was made, and what it changed."""
        return history.history(self.path)

    def keep(self, versions: int) -> None:
        """From now on so many versions are kept, the one in use among them."""
        history.keep(self.path, versions)

    def rollback(self, version: int) -> int:
        """Goes back to a version that is kept, as a new version, whose number is returned."""
        return rollback(self.path, version)

    def verify(self) -> list[str]:
        """Everything that is wrong with it, in words; empty where it is sound."""
        return problems(self.path)

    def repair(
        self, *, device: str = "auto", encoder: Encoder | None = None, progress: Progress = silent
    ) -> RepairReport:
        """Makes again what is damaged from what is whole; see :func:`kgqa.pipelines.repairing.repair`."""
        return repair(self.path, device=device, encoder=encoder, progress=progress)

    def migrate(self) -> bool:
        """Brings a folder of an older format to that of today; whether there was anything to do."""
        return migrate(self.path)

    def compact(self, *, keep: int = 1, forget_dates: bool = False) -> int:
        """Drops older versions; returns the bytes freed. See :func:`kgqa.kg.compact.compact`."""
        return compact(self.path, keep=keep, forget_dates=forget_dates)

    def _decide(self, command: str, decision: Callable[[Decisions], Decisions], options: dict[str, Any]) -> BuildReport:
        return building.decide(self.path, decision, command=command, **options)

    def _one(self, fact: str) -> FactRef:
        found = self.why(fact)
        meant = {why.triple: (why.head, why.relation, why.tail) for why in found}
        if len(meant) > 1:
            listed = "; ".join(" | ".join(labels) for labels in sorted(meant.values())[:5])
            raise InputError(f"{fact!r:.80} means {len(meant)} facts, and one is asked for: {listed}")
        ((triple, labels),) = meant.items()
        said = " | ".join(labels)
        if is_built(open_folder(self.path)) and any(why.state == "imported" for why in found):
            raise InputError(f"{said!r:.120} was imported: what documents say is decided, not what was given")
        # What is decided is kept by names, which outlive a rebuild.
        if not any("|" in label for label in labels) and len(same := {why.triple for why in self.why(said)}) > 1:
            raise InputError(f"{said!r:.120}: {len(same)} facts have these names, and a decision is kept by names")
        return FactRef(labels[0], triple.relation, labels[2])

    def _list(self, name: str) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = json.loads(text_in(self._built().arrays(BUILDING), name))
        return listed

    def _built(self) -> Folder:
        folder = open_folder(self.path)
        if not is_built(folder):
            raise InputError(f"{self.path}: was imported, not built from documents")
        return folder
