"""How the extractor of relations learns."""

from __future__ import annotations

from dataclasses import dataclass

from kgqa.encoders.schedule import Schedule, check_settings


@dataclass(frozen=True, slots=True)
class RelationSettings(Schedule):
    """How the extractor learns; every field is part of the result. Raises InputError where one can't be.

    ``others`` are relations of other schemas in a step, none of them closer to one of the schema's own than ``near``
    (a cosine); ``wrong`` spans of the network's own in a sentence. Shares: ``nameless`` of steps without domain and
    range, ``told`` of steps in which the arguments of sentences are given, ``pairs`` of factless pairs that take part.
    ``weak`` is what counts that is not known to be wrong.
    """

    epochs: int = 12
    sentences: int = 12
    documents: int = 2
    learning_rate: float = 2.5e-4
    head_rate: float = 1e-3
    others: int = 24
    near: float = 0.5
    wrong: int = 8
    nameless: float = 0.3
    weak: float = 0.05
    pairs: float = 0.5
    told: float = 0.15

    def __post_init__(self) -> None:
        Schedule.__post_init__(self)  # super() knows no class with slots
        above = ("epochs", "sentences", "documents", "head_rate")
        check_settings(self, above=above, shares=("nameless", "told"))
