"""What of a reader is trained, and how it becomes an ordinary reader again.

- ``words-frozen``: all but the word table; ``full``: everything.
- ``lora`` (Hu et al. 2021), ``adalora`` (Zhang et al. 2023): low-rank updates of every matrix of the encoder and
  the head; merged into the weights at the end.
- ``adapters``: bottlenecks beside frozen weights (``kgqa.reader.network.adapters``); ``prefix``: learned keys and
  values before each layer's own (``kgqa.reader.network.prefix``). These can't be merged, and stay in the reader as they
  are.

A reader that has adapters or a prefix may be trained on in any way: ``words-frozen`` and ``full`` train them too,
``lora`` and ``adalora`` move the adapters' matrices as any others, and the way that made them goes on with them.
Else they stay as they are.
"""

from __future__ import annotations

import math
import re
import warnings
from typing import Any

import torch
from torch import Tensor, nn

from kgqa.errors import InputError
from kgqa.reader.network import adapters, prefix
from kgqa.reader.network.model import SpanReader
from kgqa.reader.training.settings import TrainingSettings

ORTHOGONAL = 0.1
"""Weight of AdaLoRA's orthogonality (γ in Zhang et al. 2023, equation 4)."""

_NAME = "tuned"


def check_start(model: SpanReader, settings: TrainingSettings) -> None:
    """Raises InputError where ``model`` can't be trained in this way."""
    if settings.tune == "adapters":
        adapters.check(model, settings.bottleneck)
    elif settings.tune == "prefix":
        prefix.check(model, settings.prefix_length)


class Tuned:
    """A reader made ready for training, in place. ``steps``: how many there will be (AdaLoRA's budget)."""

    def __init__(self, model: SpanReader, settings: TrainingSettings, steps: int) -> None:
        self.model = model
        self._wrapped: Any = None
        self._adaptive = settings.tune == "adalora"
        self._beside = settings.tune not in ("words-frozen", "full")
        if settings.tune == "words-frozen":
            model.freeze_word_embeddings()
        elif settings.tune == "full":
            model.requires_grad_(True)
        else:
            model.bert.requires_grad_(False)
            if settings.tune == "adapters":
                adapters.attach(model, settings.bottleneck)
            elif settings.tune == "prefix":
                prefix.attach(model, settings.prefix_length)
            else:
                self._wrapped = _low_rank(model, settings, steps)

    def penalty(self) -> Tensor | None:
        """What the way itself adds to the loss: AdaLoRA's ``|PᵀP - I| + |QQᵀ - I|``, else None."""
        if not self._adaptive:
            return None
        parts = []
        for name, p in self.model.bert.named_parameters():
            if ".lora_A." in name or ".lora_B." in name:
                square = p @ p.T if ".lora_A." in name else p.T @ p
                parts.append(torch.linalg.norm(square - torch.eye(len(square), device=square.device)))
        return ORTHOGONAL * torch.stack(parts).mean()

    def after_step(self, step: int) -> None:
        """To be called while the gradients of step ``step`` (from 1) still stand: AdaLoRA moves its ranks."""
        if self._adaptive:
            self._wrapped.update_and_allocate(step)

    def state(self) -> dict[str, Any]:
        """What a stopped run needs beside the parameters."""
        if not self._adaptive:
            return {}
        ranks = self._wrapped.rankallocator
        pattern = self._wrapped.peft_config[_NAME].rank_pattern or {}
        return {"ipt": ranks.ipt, "mean": ranks.exp_avg_ipt, "spread": ranks.exp_avg_unc, "pattern": dict(pattern)}

    def restore(self, state: dict[str, Any]) -> None:
        """Takes up what :meth:`state` gave."""
        if self._adaptive:
            ranks = self._wrapped.rankallocator
            ranks.ipt, ranks.exp_avg_ipt, ranks.exp_avg_unc = state["ipt"], state["mean"], state["spread"]
            self._wrapped.peft_config[_NAME].rank_pattern = state["pattern"]

    def finish(self) -> None:
        """Merges what can be merged: after LoRA the model has the modules and names that it began with."""
        if self._wrapped is not None:
            self.model.bert = self._wrapped.merge_and_unload()
        if self._beside:
            self.model.bert.requires_grad_(True)
            self.model.freeze_word_embeddings()


def _low_rank(model: SpanReader, settings: TrainingSettings, steps: int) -> Any:
    try:
        import peft
    except ImportError as error:
        raise InputError(f'tune {settings.tune!r} needs peft: pip install "kgqa[tune]"') from error
    layers = [name for name, module in model.bert.encoder.named_modules() if isinstance(module, nn.Linear)]
    targets = [f"encoder.{name}" for name in layers]
    alpha = 2 * settings.rank
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # peft warns of options that are not used here
        if settings.tune == "lora":
            config: Any = peft.LoraConfig(r=settings.rank, lora_alpha=alpha, target_modules=targets)
            return peft.LoraModel(model.bert, {_NAME: config}, _NAME)
        if steps < 5:
            raise InputError(f"AdaLoRA moves its ranks over at least 5 steps, and this run has {steps}")
        config = peft.AdaLoraConfig(
            init_r=math.ceil(1.5 * settings.rank),
            target_r=settings.rank,
            lora_alpha=alpha,
            target_modules=targets,
            tinit=steps // 10,
            tfinal=steps // 4,
            deltaT=max(1, steps // 50),
            total_step=steps,
        )
        adaptive: Any = peft.AdaLoraModel  # peft leaves it without types
        return adaptive(model.bert, {_NAME: config}, _NAME)


def groups(model: SpanReader, settings: TrainingSettings) -> list[dict[str, Any]]:
    """The optimizer's groups of trained parameters: biases and normalisation weights are not decayed.

    With ``layer_decay`` below 1 the groups are by depth too, and ``scale`` is what a group's learning rate is
    multiplied with: 1 for the head, ``layer_decay`` for the topmost layer, and so on down to the embeddings.
    """
    named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    if settings.layer_decay == 1:
        return [
            {"params": [p for _, p in named if p.ndim > 1], "weight_decay": settings.weight_decay},
            {"params": [p for _, p in named if p.ndim <= 1], "weight_decay": 0.0},
        ]
    top = int(model.bert.config.num_hidden_layers) + 1
    made = []
    for depth in range(top + 1):
        for matrices in (True, False):
            own = [p for name, p in named if _depth(name, top) == depth and (p.ndim > 1) == matrices]
            decay = settings.weight_decay if matrices else 0.0
            made.append({"params": own, "weight_decay": decay, "scale": settings.layer_decay ** (top - depth)})
    return [group for group in made if group["params"]]


def _depth(name: str, top: int) -> int:
    """0 for the embeddings, then the layers from 1, ``top`` for the head."""
    if not name.startswith("bert."):
        return top
    found = re.search(r"\.layer\.(\d+)\.", name)
    return int(found.group(1)) + 1 if found else 0
