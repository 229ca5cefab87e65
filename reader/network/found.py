"""What the network found in one piece of evidence, before answers are made of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kgqa.types import Derivation, Passage, Path, Walk


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """A span of a passage: the evidence's number, offsets in the passage's text, margin, probability, and its share
    (:class:`kgqa.reader.network.decode.Span`)."""

    evidence: int
    passage: Passage
    start: int
    end: int
    margin: float
    probability: float
    share: float = 0.0

    @property
    def text(self) -> str:
        """The words of the span."""
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Chosen:
    """How members are told from what else their paths lead to: by a type, by a walk from their class, or one by one;
    ``apart``: what they are not, where there is none."""

    kinds: tuple[str, ...] = ()
    walks: tuple[Walk, ...] = ()
    among: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()

    def of(self, derivation: Derivation) -> Derivation:
        """The derivation of what was chosen."""
        walks = (*derivation.walks, *self.walks)
        apart = tuple(dict.fromkeys((*derivation.apart, *self.apart)))
        return replace(derivation, kinds=self.kinds, walks=walks, among=self.among or derivation.among, apart=apart)


@dataclass(frozen=True, slots=True)
class FoundPath:
    """A path as an answer: the evidence's number, the path, its margin and probability; ``chosen``: how its ends were,
    where it leads to others too."""

    evidence: int
    path: Path
    margin: float
    probability: float
    chosen: Chosen | None = None
