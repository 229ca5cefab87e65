"""Questions out of a taught network, each next piece drawn from the likeliest (nucleus; Holtzman et al. 2020)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from benchmarks.reader_data.written.network import QuestionWriter
from benchmarks.reader_data.written.rows import QUESTION, SEP, Row, padded
from kgqa.encoders.precision import training_autocast


@dataclass(frozen=True, slots=True)
class Draw:
    """How pieces are drawn: from those that make up ``mass`` of the probability at ``temperature``."""

    temperature: float = 0.7
    mass: float = 0.9
    batch: int = 512
    seed: int = 1


@torch.inference_mode()
def ask(
    writer: QuestionWriter, tokenizer: Tokenizer, rows: Sequence[Row], device: torch.device, draw: Draw
) -> Iterator[tuple[int, tuple[int, ...], float]]:
    """Number of the row, pieces of its question without the end's, and their mean log probability; rows whose question
    does not end in time are left out."""
    torch.manual_seed(draw.seed)
    writer.to(device).eval()
    end = tokenizer.token_to_id(SEP)
    unused = [number for piece, number in tokenizer.get_vocab().items() if piece.startswith("[") and number != end]
    order = sorted(range(len(rows)), key=lambda at: len(rows[at].passage))
    for first in range(0, len(order), draw.batch):
        part = order[first : first + draw.batch]
        pieces, surprise, done = _drawn(writer, [rows[at] for at in part], device, draw, end, unused)
        for at, own, total, ended in zip(part, pieces.tolist(), surprise.tolist(), done.tolist(), strict=True):
            if ended:
                own = own[: own.index(end)]
                yield at, tuple(own), total / (len(own) + 1)


def _drawn(
    writer: QuestionWriter, rows: Sequence[Row], device: torch.device, draw: Draw, end: int, unused: Sequence[int]
) -> tuple[Tensor, Tensor, Tensor]:
    """Pieces (rows, steps), their summed log probabilities and whether each row ended, (rows,)."""
    batch = padded(rows, device, asking=True)
    half = training_autocast(device, True)
    piece = torch.tensor([[row.question[0]] for row in rows], device=device)
    lengths = torch.tensor([len(row.passage) for row in rows], device=device)
    total, done = torch.zeros(len(rows), device=device), torch.zeros(len(rows), dtype=torch.bool, device=device)
    kept, pieces = batch.kept, []
    with half:
        _, past = writer(writer.embedded(batch.ids, batch.types, batch.positions, batch.marks), batch.seen)
        for step in range(QUESTION):
            kept = torch.cat([kept, torch.ones_like(kept[:, :1])], 1)
            own = writer.embedded(piece, torch.zeros_like(piece), (lengths + step)[:, None], torch.zeros_like(piece))
            hidden, past = writer(own, kept[:, None, None, :], past)
            logits = writer.logits(hidden[:, -1])
            logits[:, unused] = -torch.inf
            ranked, by_rank = (logits / draw.temperature).softmax(-1).sort(-1, descending=True)
            ranked = ranked.masked_fill(ranked.cumsum(-1) - ranked > draw.mass, 0)
            piece = by_rank.gather(1, torch.multinomial(ranked, 1))
            said = logits.log_softmax(-1).gather(1, piece)[:, 0]
            total += torch.where(done, torch.zeros_like(said), said)
            piece = torch.where(done[:, None], end, piece)
            pieces.append(piece)
            done |= piece[:, 0] == end
            if bool(done.all()):
                break
    return torch.cat(pieces, 1), total, done
