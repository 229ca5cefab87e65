"""Where answers come from, so that what one sentence says counts once, however often and by whatever it was read.

A fact that was found in a document is no other source than the sentence that it was read from: its extractor may be
wrong where the reader is right, but both tell what that one text says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgqa.kg.said import SaidFacts
from kgqa.sources import READ
from kgqa.types import Answer, Evidence, Passage, Path, Step, Support, Triple

GRAPH = ""
"""The one source that all facts are that no document says. Ids of passages are not empty."""


@dataclass(frozen=True, slots=True)
class Origins:
    """Tells the sources of answers to one question: ids of passages and :data:`GRAPH`.

    ``said``: the facts that documents say, None where the graph came from elsewhere.
    """

    evidence: Sequence[Evidence]
    said: SaidFacts | None = None

    def adds(self, other: Answer, main: Answer) -> bool:
        """Whether ``other`` has a source that ``main`` does not rest on."""
        brought = {source for support in other.support for source in self._sources(support, whole=False)}
        return not brought <= {source for support in main.support for source in self._sources(support, whole=True)}

    def is_said(self, path: Path) -> bool:
        """Whether a path walks what documents say."""
        return bool(self._said(path))

    def is_listed(self, path: Path) -> bool:
        """Whether all facts of a path stand in tables of documents."""
        return self.said is not None and bool(path.triples) and all(map(self.said.is_listed, path.triples))

    def passages(self, path: Path) -> frozenset[str]:
        """Ids of the passages that say the facts of a path; none of what no document says."""
        if self.said is None:
            return frozenset()
        return frozenset(id for triple in self._said(path) for id in self.said.passages(triple))

    def of_documents(self, answer: Answer) -> bool:
        """Whether an answer rests on facts alone that documents say."""
        contents = [self.evidence[support.evidence].content for support in answer.support]
        return all(isinstance(content, Path) and self._said(content) for content in contents)

    def of_one_text(self, answer: Answer) -> bool:
        """Whether every piece that an answer rests on is a span, or a single fact that a document says; not of one that
        rests on no piece, as the number of all that a graph has."""
        told = [support.start is not None or self._is_single_said(support) for support in answer.support]
        return bool(told) and all(told)

    def _is_single_said(self, support: Support) -> bool:
        content = self.evidence[support.evidence].content
        return isinstance(content, Path) and len(content.steps) == 1 and bool(self._said(content))

    def _sources(self, support: Support, *, whole: bool) -> frozenset[str]:
        """Of a path through what documents say the passages of the facts that lead to its ends; of the ``whole`` all of
        its passages, and whatever was read out of them as facts."""
        piece = self.evidence[support.evidence]
        content = piece.content
        if isinstance(content, Passage):
            return frozenset({content.id}) if support.start is not None else frozenset()
        said = self._said(content)
        if piece.source == READ or not said:
            return frozenset({GRAPH})
        last = said if whole else [triple for triple in said if _leads_to_an_end(triple, content)]
        assert self.said is not None
        passages = frozenset(id for triple in last for id in self.said.passages(triple))
        return passages | {GRAPH} if whole or len(said) < len(content.triples) else passages

    def _said(self, path: Path) -> list[Triple]:
        return [] if self.said is None else [triple for triple in path.triples if self.said.is_said(triple)]


def _leads_to_an_end(triple: Triple, path: Path) -> bool:
    step: Step = path.steps[-1]
    return triple.relation == step.relation and (triple.head if step.inverse else triple.tail) in path.ends
