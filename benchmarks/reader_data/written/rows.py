"""Passages with a marked answer, and the question to it, as rows of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

PASSAGE, QUESTION = 144, 32
"""Tokens at most."""

STYLES = {"squad": "[unused10]", "qamr": "[unused11]", "search": "[unused12]"}
"""The piece that begins a question, by the way in which it is worded."""

CLS, SEP = "[CLS]", "[SEP]"


@dataclass(frozen=True, slots=True)
class Asked:
    """A text, the place of an answer in it, the style of the question; and the question, where there is one.

    ``context``, ``at``: what the text was cut from, and where the answer stands there.
    """

    text: str
    start: int
    end: int
    style: str
    question: str = ""
    context: str = ""
    at: int = 0

    @property
    def answer(self) -> str:
        """The answer's text."""
        return self.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Row:
    """Tokens of the passage, 1 where the answer is, tokens of the question with the style's piece before them."""

    passage: tuple[int, ...]
    marks: tuple[int, ...]
    question: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Padded:
    """Rows as tensors (rows, tokens), the passages' part first, ``passage`` tokens wide; ``seen`` as the network
    takes it."""

    ids: Tensor
    types: Tensor
    positions: Tensor
    marks: Tensor
    kept: Tensor
    seen: Tensor
    passage: int


def row_of(tokenizer: Tokenizer, asked: Asked) -> Row | None:
    """The row, the passage cut to a window around the answer; None where no token is the answer's."""
    encoding = tokenizer.encode(asked.text, add_special_tokens=False)
    on = [start < asked.end and end > asked.start for start, end in encoding.offsets]
    if not any(on):
        return None
    first, last = on.index(True), len(on) - 1 - on[::-1].index(True)
    room = PASSAGE - 2
    left = max(0, min(first - (room - (last - first)) // 2, len(on) - room))
    cls, sep = tokenizer.token_to_id(CLS), tokenizer.token_to_id(SEP)
    question: tuple[int, ...] = (tokenizer.token_to_id(STYLES[asked.style]),)
    if asked.question:
        pieces = tokenizer.encode(asked.question, add_special_tokens=False).ids
        question += (*pieces[: QUESTION - 2], sep)
    ids = encoding.ids[left : left + room]
    return Row((cls, *ids, sep), (0, *map(int, on[left : left + room]), 0), question)


def padded(rows: Sequence[Row], device: torch.device, *, asking: bool) -> Padded:
    """Rows together; with ``asking`` the passages alone, whose questions are yet to come."""
    wide = max(len(row.passage) for row in rows)
    long = 0 if asking else max(len(row.question) for row in rows)
    shape = (len(rows), wide + long)
    ids, types, positions = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    marks, kept = torch.zeros(shape), torch.zeros(shape, dtype=torch.bool)
    for i, row in enumerate(rows):
        n = len(row.passage)
        ids[i, :n], marks[i, :n] = torch.tensor(row.passage), torch.tensor(row.marks, dtype=torch.float)
        positions[i, :n], kept[i, :n], types[i, :wide] = torch.arange(n), True, 1
        if not asking:
            own = slice(wide, wide + len(row.question))
            ids[i, own], kept[i, own] = torch.tensor(row.question), True
            positions[i, own] = n + torch.arange(len(row.question))
    order = torch.ones((wide + long, wide + long), dtype=torch.bool)
    order[:wide, wide:] = False
    order[wide:, wide:] = torch.tril(torch.ones((long, long), dtype=torch.bool))
    seen = order[None, None] & kept[:, None, None, :]
    return Padded(*(part.to(device) for part in (ids, types, positions, marks, kept, seen)), wide)
