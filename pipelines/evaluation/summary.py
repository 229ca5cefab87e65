"""What an evaluation found, as values that reports are drawn from and that JSON keeps whole."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from kgqa.data.card import Card
from kgqa.errors import InputError


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number with its 95 % confidence interval.

    ``value``, ``low`` and ``high`` are fractions in [0, 1] (seconds for "seconds"); ``n`` is the number of
    questions it is over: a figure that not every question has (linking, recall) says so by a smaller ``n``.
    """

    name: str
    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one sort: ``by`` is "kind" or "hops", ``name`` which."""

    by: str
    name: str
    n: int
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers whose probability lies in (low, high]: how many, the mean probability, the share that is right."""

    low: float
    high: float
    n: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence or one answer in a trace: its words, score, source, and whether it holds a gold."""

    text: str
    score: float
    source: str
    gold: bool


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that was got wrong, with what each stage made of it. ``lost``: the stage that lost the answer."""

    id: str
    question: str
    golds: tuple[str, ...]
    kind: str
    lost: str
    linked: tuple[Piece, ...]
    evidence: tuple[Piece, ...]
    answers: tuple[Piece, ...]
    abstained: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One system on all the questions.

    ``entities``: "linked" end to end, "given" with the gold entities, "" where there are none to give.
    ``lost``: (stage, questions) for those that are wrong. ``risk_coverage``: (coverage, risk) points, the
    surest answers first. ``misses``: the worst ones, the most confident first.
    """

    system: str
    entities: str
    n: int
    figures: tuple[Figure, ...]
    groups: tuple[Group, ...] = ()
    lost: tuple[tuple[str, int], ...] = ()
    reliability: tuple[Bin, ...] = ()
    risk_coverage: tuple[tuple[float, float], ...] = ()
    misses: tuple[Miss, ...] = ()
    errors: int = 0

    @property
    def name(self) -> str:
        """The system, and where its entities come from."""
        return f"{self.system}, entities {self.entities}" if self.entities else self.system

    def figure(self, name: str) -> Figure | None:
        """The figure of this name, or None."""
        return next((figure for figure in self.figures if figure.name == name), None)


@dataclass(frozen=True, slots=True)
class Leak:
    """Questions that the reader's training data hold too: how many of ``n``, and ids of some of them."""

    n: int
    found: int
    ids: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """One evaluation. ``settings`` and ``environment`` are everything needed to run it again."""

    card: Card
    questions: int
    rows: tuple[Row, ...]
    settings: dict[str, str | int | float | bool | list[str] | None]
    environment: dict[str, str]
    warnings: tuple[str, ...] = ()
    leak: Leak | None = None
    metrics: tuple[str, ...] = field(default=())
    """Names of the figures that tables show, in order."""

    def row(self, system: str = "kgqa", entities: str | None = None) -> Row:
        """The row of a system. Raises InputError, with the rows that there are, where there is none."""
        for row in self.rows:
            if row.system == system and entities in (None, row.entities):
                return row
        raise InputError(f"no row {system!r}; there are: {', '.join(row.name for row in self.rows)}")

    def to_json(self) -> str:
        """The summary as JSON; :meth:`from_json` gives an equal one back."""
        try:
            return _ADAPTER.dump_json(self, indent=1).decode()
        except PydanticSerializationError:  # half of a surrogate pair, which UTF-8 can't hold: "?" in its place
            plain = json.dumps(_ADAPTER.dump_python(self, mode="json"), ensure_ascii=False, indent=1)
            return plain.encode("utf-8", "replace").decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> Summary:
        """Raises InputError where the text is no summary."""
        try:
            return _ADAPTER.validate_json(text)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "the whole"
            raise InputError(f"no summary of an evaluation: {where}: {first['msg']}") from None

    @classmethod
    def load(cls, path: Path | str) -> Summary:
        """The summary in a file, or in ``summary.json`` of a report folder."""
        path = Path(path)
        file = path / "summary.json" if path.is_dir() else path
        try:
            return cls.from_json(file.read_bytes())
        except OSError as error:
            raise InputError(f"{path}: no report of an evaluation: {error.strerror or error}") from error


_ADAPTER = TypeAdapter(Summary)
