"""Results to JSON and back, by the types alone."""

from __future__ import annotations

from functools import lru_cache

from pydantic import TypeAdapter, ValidationError

from kgqa.errors import InputError
from kgqa.types import Result


def to_json(result: Result, indent: int | None = None) -> str:
    """The result as JSON text in UTF-8 characters, all fields included."""
    return _adapter().dump_json(result, indent=indent).decode("utf-8")


def from_json(text: str | bytes) -> Result:
    """The result that :func:`to_json` wrote. Raises InputError where the text is none."""
    try:
        return _adapter().validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole text"
        raise InputError(f"no Result in this JSON: {place}: {first['msg']}") from None


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Result]:
    return TypeAdapter(Result)
