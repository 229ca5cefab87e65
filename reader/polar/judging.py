"""Yes or no by what a sentence or two of the passages found make of a question.

Every sentence is read beside the question, alone and with the one before it, which may name what a pronoun stands for.
The text that is surest of yes is held against the one that is surest of no: where both are sure, neither is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kgqa.encoders.bases import Base
from kgqa.encoders.precision import device_of
from kgqa.reader.language.kinds import NEGATION, asks_yes_or_no
from kgqa.reader.pairs.words import sentences
from kgqa.reader.polar.checkpoint import DEFAULT_POLAR, PolarModel, load_polar, stored_base
from kgqa.reader.polar.network import logits_of
from kgqa.reader.polar.rows import VERDICTS
from kgqa.types import Answer, Evidence, Passage, Support

_COMPARED = re.compile(r"\b(?:than|same|both|more|less|fewer|most|least|either)\b", re.IGNORECASE)

LOOKED_AT = 5
"""Passages, the best, that are read."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A verdict, "yes" or "no"; logarithms of the odds of it and of its contrary, each in the text that is surest of
    that; and the text that is surest of the verdict."""

    verdict: str
    sure: float
    contrary: float
    support: Support


class PolarReader:
    """Judges questions for yes or no. The model is loaded when the first is judged."""

    def __init__(self, model: PolarModel | None = None, *, device: str = "auto", precision: str = "auto") -> None:
        """``model``: the shipped one where none is given."""
        self._given, self._device, self._precision = model, device, precision

    @cached_property
    def model(self) -> PolarModel:
        """The model, ready to run. Raises ModelError where it can't be loaded."""
        model = self._given or load_polar(DEFAULT_POLAR)
        model.net.for_inference(device_of(self._device), self._precision)
        return model

    def judge(self, question: str, evidence: Sequence[Evidence]) -> Answer | None:
        """Yes or no with its probability and the stretch of text that says it; None where the question is for something
        else, there is no text, or none is sure enough."""
        seen = self.seen(question, evidence)
        believed = self.model.believed
        probability = 0.0 if seen is None else round(believed.probability(seen.sure, seen.contrary), 4)
        if seen is None or probability < believed.least:
            return None
        return Answer(seen.verdict, probability, "boolean", (seen.support,), (), (seen.verdict,))

    def seen(self, question: str, evidence: Sequence[Evidence]) -> Seen | None:
        """What the texts make of the question; None where it is for something else or there is no text."""
        places = list(read(evidence)) if is_judged(question) else []
        if not places:
            return None
        texts = [_text(evidence[number], start, end) for number, start, end in places]
        odds = _log_odds(logits_of(self.model.net, self.model.tokenizer, [(question, text) for text in texts]))[:, :2]
        best = odds.max(axis=0)
        said = int(best[1] > best[0])
        support = Support(*places[int(odds[:, said].argmax())])
        return Seen(VERDICTS[said], float(best[said]), float(best[1 - said]), support)


def polar_reader(base: Base, *, device: str = "auto", precision: str = "auto") -> PolarReader | None:
    """The shipped one beside a reader on ``base``; None where it is on another one, since that may read languages that
    this does not."""
    if stored_base(DEFAULT_POLAR) != base.sha256:
        return None
    return PolarReader(device=device, precision=precision)


def is_judged(question: str) -> bool:
    """Whether a question is for yes or no, and neither for what is not so nor for a comparison.

    >>> is_judged("Can I bring my dog?"), is_judged("Who may bring a dog?"), is_judged("Isn't it closed?")
    (True, False, False)
    >>> is_judged("Is the lift older than the hall?")
    False
    """
    return asks_yes_or_no(question) and NEGATION.search(question) is None and _COMPARED.search(question) is None


def read(evidence: Sequence[Evidence]) -> Iterator[tuple[int, int, int]]:
    """Number of the evidence and half-open place of each text that is read: the sentences of the best passages, alone
    and with the one before. No question is read, since it says nothing."""
    passages = [n for n, piece in enumerate(evidence) if isinstance(piece.content, Passage)][:LOOKED_AT]
    for number in passages:
        text = evidence[number].content.text  # type: ignore[union-attr]  # those that hold passages
        before: int | None = None
        for start, end in sentences(text):
            if text[start:end].rstrip().endswith("?"):
                before = None
                continue
            yield number, start, end
            if before is not None:
                yield number, before, end
            before = start


def _log_odds(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    """Of each verdict against the two others: (texts, 3)."""
    exact = logits.astype(np.float64)
    others = [np.logaddexp(exact[:, (column + 1) % 3], exact[:, (column + 2) % 3]) for column in range(3)]
    odds: NDArray[np.float64] = exact - np.stack(others, axis=1)
    return odds


def _text(piece: Evidence, start: int, end: int) -> str:
    return piece.content.text[start:end] if isinstance(piece.content, Passage) else ""
