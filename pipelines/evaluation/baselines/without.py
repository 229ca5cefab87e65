"""kgqa with parts of it taken away, to see what each is worth."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from kgqa.errors import InputError
from kgqa.pipelines.ask import KGQA
from kgqa.pipelines.evaluation.baselines.system import NoLinks
from kgqa.retriever.retriever import PATHS_PER_PASSAGE
from kgqa.stages import Filters, Retriever
from kgqa.types import Evidence, Link, Path, Question

PARTS = ("facts", "passages", "paths", "linker", "second")

WIDER = 4
"""How many times as much is retrieved where facts or paths, which share their places, are dropped."""


@dataclass(frozen=True, slots=True)
class Dropping:
    """A retriever less the evidence of some sorts. A :class:`kgqa.stages.Retriever`."""

    inner: Retriever
    parts: frozenset[str]

    def retrieve(
        self,
        questions: Sequence[Question],
        links: Sequence[tuple[Link, ...]],
        *,
        top_k: int,
        filters: Filters | None = None,
    ) -> list[tuple[Evidence, ...]]:
        """What is left, in the inner retriever's order: up to ``top_k`` passages and twice as many paths."""
        # One-step and longer paths are cut off together: of those left there may be more further down.
        wide = WIDER * top_k if len(self.parts & {"facts", "paths"}) == 1 else top_k
        found = self.inner.retrieve(questions, links, top_k=wide, filters=filters)
        return [self._kept(own, top_k) for own in found]

    def _kept(self, evidence: tuple[Evidence, ...], top_k: int) -> tuple[Evidence, ...]:
        room = {"passages": top_k, "paths": PATHS_PER_PASSAGE * top_k}
        kept = []
        for piece in evidence:
            if sort_of(piece) in self.parts:
                continue
            place = "paths" if isinstance(piece.content, Path) else "passages"
            if room[place]:
                room[place] -= 1
                kept.append(piece)
        return tuple(kept)


def sort_of(evidence: Evidence) -> str:
    """ "facts" for a path of one step, "paths" for a longer one, else "passages"."""
    if isinstance(evidence.content, Path):
        return "facts" if len(evidence.content.steps) == 1 else "paths"
    return "passages"


def without(qa: KGQA, parts: Collection[str]) -> KGQA:
    """``qa`` less ``parts``: "facts" (evidence that is a path of one step), "paths" (of two steps or more),
    "passages", "linker" (nothing is linked), "second" (the second look: text after text, and
    sentence after sentence for yes or no).

    Passages that were found through a path stay. Raises InputError for another part.
    """
    if isinstance(parts, str):
        raise InputError(f"parts is a collection of names, found the one text {parts!r}")
    unknown = sorted(set(parts) - set(PARTS))
    if unknown:
        raise InputError(f"unknown part {unknown[0]!r}; there are: {', '.join(PARTS)}")
    dropped = frozenset(parts) - {"linker", "second"}
    left = qa.with_stages(
        linker=NoLinks() if "linker" in parts else None,
        retriever=Dropping(qa.retriever, dropped) if dropped else None,
    )
    # It reads texts of its own, so that what the first look is left without is no loss to it.
    second = None if {"second", "passages"} & set(parts) else qa.second
    return replace(left, second=second, polar=None if "second" in parts else qa.polar)
