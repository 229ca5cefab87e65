"""Two losses against learning by heart: an adversarial step on the word embeddings, and R-Drop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from kgqa.reader.network.model import SpanReader


def adversarial(model: SpanReader, loss_of: Callable[[], Tensor], epsilon: float) -> Tensor:
    """The loss plus that of the worst nearby input (Miyato et al., ICLR 2017, equations 3 and 4; "FGM").

    Each row's word embeddings move by ``epsilon`` along their gradient, ``r = epsilon * g / |g|``. The step is
    made on the looked-up embeddings, so that a frozen word table serves too; they are not normalised as in the
    paper, so ``epsilon`` is in the base's own units.
    """
    words = model.bert.embeddings.word_embeddings
    seen: list[Tensor] = []

    def keep(_: Any, __: Any, output: Tensor) -> Tensor:
        # A frozen table gives no graph to go back through: one begins here.
        output = output if output.requires_grad else output.detach().requires_grad_()
        seen.append(output)
        return output

    hook = words.register_forward_hook(keep)
    try:
        loss = loss_of()
    finally:
        hook.remove()
    gradients = torch.autograd.grad(loss, seen, retain_graph=True)
    gradient = torch.stack(gradients).sum(dim=0)
    length = gradient.flatten(1).norm(dim=1).clamp_min(1e-12)
    shift = epsilon * gradient / length[:, None, None]
    hook = words.register_forward_hook(lambda _, __, output: output + shift)
    try:
        return loss + loss_of()
    finally:
        hook.remove()


def r_drop(logits_of: Callable[[], Tensor], judged: Callable[[Tensor], Tensor], alpha: float) -> Tensor:
    """R-Drop (Wu et al., NeurIPS 2021, equations 2 to 4): two passes under different dropout must agree.

    Half of the paper's loss, so that the learning rate keeps its meaning: the mean loss of the two passes plus
    ``alpha / 2`` times the mean of their two KL divergences, over starts and ends (tokens on dimension 1).
    """
    first, second = logits_of(), logits_of()
    one, two = functional.log_softmax(first, dim=1), functional.log_softmax(second, dim=1)
    apart = ((one.exp() - two.exp()) * (one - two)).sum(dim=1).mean() / 2  # KL(p|q) + KL(q|p), halved
    return (judged(first) + judged(second)) / 2 + alpha / 2 * apart
