"""What a data set is, in a few words: every reader of a format has a card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Task = Literal["reading", "asking", "linking", "extraction"]
"""Reading: a question about one text. Asking: to a knowledge base. Linking and extraction: over texts."""


@dataclass(frozen=True, slots=True)
class Card:
    """A data set's card.

    ``files``: which published file is read, and what stands beside it. ``answers``: whether gold answers are
    wordings of one answer ("any") or a set to be found whole ("all"). ``verified``: whether a published file
    was read, or only a small one made in its layout.
    """

    name: str
    task: Task
    title: str
    files: str
    licence: str
    citation: str
    home: str
    answers: Literal["any", "all"] = "any"
    verified: bool = True
