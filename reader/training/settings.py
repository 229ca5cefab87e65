"""What a training run can be told, checked before anything is loaded."""

from __future__ import annotations

from dataclasses import dataclass

from kgqa.encoders.schedule import Schedule, check_seed
from kgqa.errors import InputError

TUNES = ("words-frozen", "full", "lora", "adalora", "adapters", "prefix")
CUT_WINDOWS = ("no-answer", "drop")


@dataclass(frozen=True, slots=True)
class TrainingSettings(Schedule):
    """How a run goes.

    ``learning_rate`` is the peak, after ``warmup`` (share of all steps), before a linear decay to zero;
    ``batch_size`` counts windows, ``save_every`` and ``check_every`` steps. ``tune``: what is trained, see
    ``kgqa.reader.training.parameters``; ``rank`` is LoRA's, ``bottleneck`` the adapters' width, ``prefix_length`` how
    many keys and values prefix tuning learns in each layer. ``accumulate``: batches that make up one step.
    ``checkpointing``: forgets the layers' states and computes them again (less memory, more time).
    ``check_every`` (0: never) and ``patience`` (checks without a better F1): early stopping. ``layer_decay``: each
    layer learns by this factor slower than the one above. ``fgm``: length of the adversarial step on the word
    embeddings (0: none), ``r_drop``: weight of R-Drop's divergence (0: none). ``distil``: share of the loss that is
    the teachers', at ``temperature``. ``cut_windows``: what a window that does not hold its question's answer
    says, or that it is dropped. Raises InputError.
    """

    epochs: int = 1
    batch_size: int = 32
    save_every: int = 200
    tune: str = "words-frozen"
    rank: int = 8
    bottleneck: int = 48
    prefix_length: int = 16
    accumulate: int = 1
    checkpointing: bool = False
    check_every: int = 0
    patience: int = 3
    layer_decay: float = 1.0
    fgm: float = 0.0
    r_drop: float = 0.0
    distil: float = 0.5
    temperature: float = 2.0
    cut_windows: str = "no-answer"

    def __post_init__(self) -> None:
        check_seed(self.seed)
        for name, choices in (("tune", TUNES), ("cut_windows", CUT_WINDOWS)):
            if getattr(self, name) not in choices:
                raise InputError(f"{name} is one of {', '.join(choices)}, not {getattr(self, name)!r}")
        counts = ("epochs", "batch_size", "save_every", "rank", "bottleneck", "prefix_length", "accumulate", "patience")
        for name in counts:
            if getattr(self, name) < 1:
                raise InputError(f"{name} is at least 1, not {getattr(self, name)!r}")
        for name in ("learning_rate", "clip", "temperature"):
            if not 0 < getattr(self, name) < float("inf"):
                raise InputError(f"{name} is a number above 0, not {getattr(self, name)!r}")
        for name in ("weight_decay", "check_every", "fgm", "r_drop"):
            if not 0 <= getattr(self, name) < float("inf"):
                raise InputError(f"{name} is 0 or more, not {getattr(self, name)!r}")
        for name in ("warmup", "distil"):
            if not 0 <= getattr(self, name) <= 1:
                raise InputError(f"{name} is a share from 0 to 1, not {getattr(self, name)!r}")
        if not 0 < self.layer_decay <= 1:
            raise InputError(f"layer_decay is above 0 and at most 1, not {self.layer_decay!r}")
