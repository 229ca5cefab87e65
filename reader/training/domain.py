"""Reading a field's own text before its questions: masked-language-model training (Gururangan et al., ACL 2020).

15 % of the tokens are to be guessed: 80 % of them masked, 10 % replaced by a random one, 10 % left (Devlin et
al. 2019, section 3.1). A sentence encoder such as all-MiniLM comes without the head that guesses words. A fresh
one is made: a dense layer, GELU and normalisation, then the frozen word table itself as the last layer, with a
bias. The head is thrown away at the end; the word table does not move, so a checkpoint stays small.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from kgqa.encoders.precision import training_autocast
from kgqa.encoders.run_state import RunState
from kgqa.encoders.schedule import check_seed, weights_key
from kgqa.errors import InputError, ModelError
from kgqa.reader.network.model import SpanReader

SHARE = 0.15


@dataclass(frozen=True, slots=True)
class AdaptSettings:
    """``steps`` of ``batch_size`` blocks of ``length`` tokens; ``learning_rate`` falls linearly to 0."""

    steps: int = 500
    batch_size: int = 16
    length: int = 128
    learning_rate: float = 1e-4
    weight_decay: float = 0.01
    seed: int = 0
    bf16: bool = True
    save_every: int = 100

    def __post_init__(self) -> None:
        for name in ("steps", "batch_size", "save_every"):
            if getattr(self, name) < 1:
                raise InputError(f"adapt: {name} is at least 1, not {getattr(self, name)}")
        check_seed(self.seed)
        if not 8 <= self.length <= 512:
            raise InputError(f"adapt: length is from 8 to 512 tokens, not {self.length}")


def texts_of(folder: Path) -> list[str]:
    """The ``.txt`` and ``.md`` files under a folder, by path. Raises InputError where there is none."""
    files = sorted(p for p in folder.rglob("*") if p.suffix in (".txt", ".md") and p.is_file())
    if not files:
        raise InputError(f"{folder}: holds no .txt or .md file to adapt to")
    return [file.read_text(encoding="utf-8", errors="replace") for file in files]


def adapt(
    model: SpanReader,
    tokenizer: Tokenizer,
    texts: Sequence[str],
    settings: AdaptSettings,
    *,
    state: Path,
    progress: Callable[[int, int, float], None] | None = None,
) -> None:
    """Trains the encoder of ``model`` in place to guess masked words of ``texts``; the span head stays as it is.

    Resumable like ``training.train``, with its own ``state`` folder. Raises InputError where the tokenizer has
    no mask or the texts hold less than one block, ModelError where the loss is no longer a number.
    """
    mask = next((i for name in ("[MASK]", "<mask>") if (i := tokenizer.token_to_id(name)) is not None), None)
    if mask is None:
        raise InputError("adapting needs a tokenizer with the mark [MASK] or <mask>")
    blocks = _blocks(tokenizer, texts, settings.length)
    model.freeze_word_embeddings()
    device = next(model.parameters()).device
    torch.manual_seed(settings.seed)
    both = nn.ModuleDict({"bert": model.bert, "head": _WordHead(model.bert.embeddings.word_embeddings.weight)})
    both.to(device)
    trained = [p for p in both.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=settings.learning_rate, weight_decay=settings.weight_decay)
    key = {"settings": repr(settings), "texts": hashlib.sha256(blocks.tobytes()).hexdigest()}
    run = RunState(state, {**key, "starting weights": weights_key(model.bert)})
    run.restore(both, optimizer)
    both.train()
    for step, rows in enumerate(_rows(len(blocks), settings), start=1):
        if step <= run.step:
            continue
        for group in optimizer.param_groups:
            group["lr"] = settings.learning_rate * (settings.steps - step + 1) / settings.steps
        shown, wanted = masked(blocks[rows], mask, tokenizer.get_vocab_size(), (settings.seed, step))
        shown, wanted = shown.to(device), wanted.to(device)
        with training_autocast(device, settings.bf16):
            hidden = model.bert(input_ids=shown, attention_mask=torch.ones_like(shown)).last_hidden_state
            hit = wanted >= 0
            loss = functional.cross_entropy(both["head"](hidden[hit]).float(), wanted[hit])
        if not torch.isfinite(loss):
            value = float(loss.detach())
            raise ModelError(f"adapting: the loss of step {step} is {value}; step {run.step} is kept in {state}")
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves backward untyped
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        if progress is not None:
            progress(step, settings.steps, float(loss.detach()))
        if step % settings.save_every == 0 or step == settings.steps:
            run.save(step, both, optimizer)
    both.eval()


def masked(
    blocks: np.ndarray[tuple[int, int], np.dtype[np.int64]], mask: int, words: int, seed: tuple[int, int]
) -> tuple[Tensor, Tensor]:
    """Ids as shown, and as wanted (-1 where nothing is to be guessed); both (rows, tokens). The first and the
    last token, the marks, stay as they are, and each row has at least one to guess."""
    rng = np.random.default_rng(seed)
    chosen = rng.random(blocks.shape) < SHARE
    chosen[:, [0, -1]] = False
    none = ~chosen.any(axis=1)
    chosen[none, rng.integers(1, blocks.shape[1] - 1, size=int(none.sum()))] = True
    way = rng.random(blocks.shape)
    other = rng.integers(0, words, size=blocks.shape)
    shown = np.where(chosen & (way < 0.8), mask, np.where(chosen & (way >= 0.9), other, blocks))
    return torch.from_numpy(shown), torch.from_numpy(np.where(chosen, blocks, -1))


class _WordHead(nn.Module):
    """From hidden states (n, size) to word logits (n, words) through the table it is given."""

    def __init__(self, table: nn.Parameter) -> None:
        super().__init__()
        words, size = table.shape
        self.dense, self.norm = nn.Linear(size, size), nn.LayerNorm(size)
        self.bias = nn.Parameter(torch.zeros(words))
        self._table = [table]  # in a list: not a parameter of this module

    def forward(self, hidden: Tensor) -> Tensor:
        return functional.linear(self.norm(functional.gelu(self.dense(hidden))), self._table[0], self.bias)


def _blocks(tokenizer: Tokenizer, texts: Sequence[str], length: int) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """The texts end to end, cut into marked blocks (n, length); what is left of the last one is dropped."""
    marks = [
        tokenizer.token_to_id(a) if tokenizer.token_to_id(a) is not None else tokenizer.token_to_id(b)
        for a, b in (("[CLS]", "<s>"), ("[SEP]", "</s>"))
    ]
    tokenizer.no_truncation()
    tokenizer.no_padding()
    ids = [i for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False) for i in encoding.ids]
    room = length - 2
    whole = len(ids) // room
    if not whole:
        raise InputError(f"adapting needs at least one block of {room} tokens, and the texts have {len(ids)}")
    inner = np.array(ids[: whole * room], dtype=np.int64).reshape(whole, room)
    return np.hstack([np.full((whole, 1), marks[0]), inner, np.full((whole, 1), marks[1])])


def _rows(count: int, settings: AdaptSettings) -> Iterator[list[int]]:
    """The blocks of each step: the whole in a new order, again and again."""
    order: list[int] = []
    turn = 0
    for _ in range(settings.steps):
        while len(order) < settings.batch_size:
            order += np.random.default_rng((settings.seed, turn)).permutation(count).tolist()
            turn += 1
        yield order[: settings.batch_size]
        order = order[settings.batch_size :]
