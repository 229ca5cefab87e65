"""What is kept of one question that was asked: one line of a run's file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf, isfinite
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from kgqa.data.lines import numbered_lines
from kgqa.errors import InputError
from kgqa.pipelines.evaluation.summary import Miss

Score = Annotated[
    float,
    BeforeValidator(lambda found: -inf if found is None else found),
    PlainSerializer(lambda score: score if isfinite(score) else None, return_type=Any, when_used="json"),
]
"""JSON has no infinity: there, where nothing was found at all, the score is null."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One question, judged.

    ``score``: probability of the best answer, said or not; -inf where there is none. ``right``: what is said (or
    that nothing is) is exactly right. ``forced``: the best answer is, said or not. ``metrics``: its figures, a
    question that a figure does not apply to lacks it. ``counts``: (true positives, false positives, false
    negatives) of its ``links`` (start, end, entity) or ``triples``. ``indexes``: the same facts between entities by
    their index in the document, where they are known so. ``lost``: the stage that lost the answer, "" where it is
    right.
    """

    id: str
    kind: str = ""
    hops: int | None = None
    answers: tuple[str, ...] = ()
    score: Score = 0.0
    answered: bool = False
    right: bool = False
    forced: bool = False
    metrics: dict[str, float] = field(default_factory=dict)
    counts: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    passages: tuple[str, ...] = ()
    links: tuple[tuple[int, int, str], ...] = ()
    triples: tuple[tuple[str, str, str], ...] = ()
    indexes: tuple[tuple[int, str, int], ...] = ()
    lost: str = ""
    seconds: float = 0.0
    error: str = ""
    miss: Miss | None = None


_ADAPTER = TypeAdapter(Judged)


def to_line(judged: Judged) -> bytes:
    """One line of JSON, its end included; half of a surrogate pair, which UTF-8 can't hold, becomes "?"."""
    try:
        return _ADAPTER.dump_json(judged) + b"\n"
    except PydanticSerializationError:
        text = json.dumps(_ADAPTER.dump_python(judged, mode="json"), ensure_ascii=False)
        return text.encode("utf-8", "replace") + b"\n"


def read_judged(path: Path) -> Iterator[Judged]:
    """Every question of a run's file, in the order asked. Raises InputError with file and line."""
    for number, line in numbered_lines(path):
        try:
            yield _ADAPTER.validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            raise InputError(f"{path}:{number}: no judged question: {first['msg']}") from None
