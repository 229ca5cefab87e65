"""What the network found in one piece of evidence, before answers are made of it."""

from __future__ import annotations

from dataclasses import dataclass

from kgqa.types import Passage, Path


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """A span of a passage: the evidence's number, offsets in the passage's text, margin, probability."""

    evidence: int
    passage: Passage
    start: int
    end: int
    margin: float
    probability: float

    @property
    def text(self) -> str:
        """The words of the span."""
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class FoundPath:
    """A path as an answer: the evidence's number, the path, its margin and probability; ``kinds``: the types that its
    ends were chosen by, where it leads to others too."""

    evidence: int
    path: Path
    margin: float
    probability: float
    kinds: tuple[str, ...] = ()
