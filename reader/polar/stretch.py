"""A sentence of a passage, or two neighbours: what is read beside a question."""

from __future__ import annotations

from dataclasses import dataclass

from kgqa.types import Passage


@dataclass(frozen=True, slots=True)
class Stretch:
    """``number``: of the passage among the evidence. ``parts``: half-open characters of its one or two sentences."""

    number: int
    passage: Passage
    parts: tuple[tuple[int, int], ...]

    @property
    def place(self) -> tuple[int, int, int]:
        """The number of the evidence and half-open characters."""
        return self.number, self.parts[0][0], self.parts[-1][1]

    @property
    def text(self) -> str:
        """All of it."""
        return self.passage.text[self.parts[0][0] : self.parts[-1][1]]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences."""
        return tuple(self.passage.text[start:end] for start, end in self.parts)
