"""Why an answer was given, as values: what else was read, and what moves the answer's score when it is left out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kgqa.errors import InputError
from kgqa.types import Answer, Question

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SHOWN = 5
"""Alternatives and effects of a kind in the text; the values hold all of them."""

SMALLEST_SHOWN = 0.005
TEXT_SHOWN = 70


@dataclass(frozen=True, slots=True)
class Alternative:
    """Something else that was read: its text, probability, the number of its evidence, and the half-open
    characters of a span in the passage's text."""

    text: str
    score: float
    evidence: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of an answer when one thing is left out.

    ``score``: the answer's probability without it, 0 where it is no longer found; ``change``: that less the
    probability with it, so that what carries an answer is far below 0. ``instead``: the best answer without it
    (for a fact "", since there only the answer's own span is looked at). ``evidence``: the number of the
    piece or of the fact's path. ``start``, ``end``: half-open characters of a word in the question.
    ``margin``: of the span over "no answer", in logits, where a fact is left out.
    """

    text: str
    score: float
    change: float
    instead: str = ""
    evidence: int | None = None
    start: int | None = None
    end: int | None = None
    margin: float | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """One answer, whether it was ``said`` (an abstention's best guess is not), and what moves it.

    ``margin`` and ``probability``: of its span beside all injected facts, None where it is no span.
    ``alternatives``: the other answers, best first. ``spans``: the best spans of the passage that the answer's
    own span stands in, itself and overlapping ones included. ``facts``: those injected beside that passage, as
    ranked. ``evidence``: one effect a piece, in order. ``words``: one a word of the question, in order.
    """

    answer: Answer
    said: bool
    margin: float | None
    probability: float | None
    alternatives: tuple[Alternative, ...]
    spans: tuple[Alternative, ...]
    facts: tuple[Effect, ...]
    evidence: tuple[Effect, ...]
    words: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The question as the reader saw it, and its explained answers, best first; empty where nothing was read."""

    question: Question
    answers: tuple[Explained, ...]

    def to_json(self, indent: int | None = None) -> str:
        """All of it as JSON; :meth:`from_json` gives an equal one back."""
        return _adapter().dump_json(self, indent=indent).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> Explanation:
        """Raises InputError where the text is no explanation."""
        from pydantic import ValidationError

        try:
            return _adapter().validate_json(text)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"])) or "the whole text"
            raise InputError(f"no Explanation in this JSON: {place}: {first['msg']}") from None

    def __str__(self) -> str:
        lines = [f"Q: {self.question.text}"]
        if not self.answers:
            lines.append("A: none: nothing was read, so that nothing can be left out")
        for explained in self.answers:
            lines += _lines(explained)
        return "\n".join(lines)


def _lines(explained: Explained) -> list[str]:
    answer = explained.answer
    unsaid = "" if explained.said else ", not said"
    lines = [f"A: {answer.text}  [{answer.kind}, {answer.score:.2f}{unsaid}]"]
    for title, others in (("other answers", explained.alternatives), ("spans", explained.spans)):
        if others:
            said = ", ".join(f"{_short(other.text)!r} {other.score:.2f}" for other in others[:SHOWN])
            lines.append(f"   {title}: {said}")
    for title, effects in (
        ("evidence", explained.evidence),
        ("fact", explained.facts),
        ("word", explained.words),
    ):
        # Sorting is stable: equal effects stay in their order.
        moved = [e for e in sorted(effects, key=lambda e: -abs(e.change)) if abs(e.change) >= SMALLEST_SHOWN]
        if moved:
            lines.append(f"   without the {title}:")
        elif effects:
            lines.append(f"   no {title} alone moves it")
        for effect in moved[:SHOWN]:
            number = "" if effect.evidence is None else f"{effect.evidence}: "
            then = f", then {_short(effect.instead)!r}" if effect.instead not in ("", answer.text) else ""
            lines.append(f"     {effect.change:+.2f}  {number}{_short(effect.text)}{then}")
    return lines


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= TEXT_SHOWN else text[: TEXT_SHOWN - 1] + "…"


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Explanation]:
    from pydantic import TypeAdapter

    return TypeAdapter(Explanation)
