"""What a measurement of robustness found, as values that JSON keeps whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kgqa.errors import InputError

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Change:
    """A mean over questions, a fraction in [0, 1], before and after; ``difference`` is after less before, with
    its 95 % paired bootstrap interval and two-sided ``p``."""

    before: float
    after: float
    difference: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Followed:
    """Of ``n`` questions answered exactly before, how many are answered exactly by the new answer after
    (``swapped``) and how many still by an old one (``kept``); the share swapped with its 95 % Wilson interval."""

    n: int
    swapped: int
    kept: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class KindResult:
    """One kind over the ``n`` questions that it applies to; ``f1`` and ``em`` are None where that is none.

    ``same``: share whose prediction is word for word what it was, None where the answer is to follow;
    ``followed``: None where it is to stay.
    """

    kind: str
    n: int
    f1: Change | None
    em: Change | None
    same: float | None
    followed: Followed | None


@dataclass(frozen=True, slots=True)
class Robustness:
    """One reader on ``questions`` answerable questions, its span forced: F1 and EM as they are, and by kind."""

    reader: str
    questions: int
    f1: float
    em: float
    seed: int
    kinds: tuple[KindResult, ...]

    def kind(self, name: str) -> KindResult:
        """The result of a kind. Raises InputError, with those that there are, where it was not measured."""
        for result in self.kinds:
            if result.kind == name:
                return result
        raise InputError(f"no kind {name!r}; there are: {', '.join(result.kind for result in self.kinds)}")

    def to_json(self, indent: int | None = 1) -> str:
        """All of it as JSON; :meth:`from_json` gives an equal one back."""
        return _adapter().dump_json(self, indent=indent).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> Robustness:
        """Raises InputError where the text is no such result."""
        from pydantic import ValidationError

        try:
            return _adapter().validate_json(text)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"])) or "the whole text"
            raise InputError(f"no Robustness in this JSON: {place}: {first['msg']}") from None


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Robustness]:
    from pydantic import TypeAdapter

    return TypeAdapter(Robustness)
