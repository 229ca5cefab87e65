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
from kgqa.reader.aggregation.coverage import Coverage
from kgqa.reader.language.sentences import sentences
from kgqa.reader.language.yes_or_no import clause_for_yes_or_no
from kgqa.reader.polar.checkpoint import DEFAULT_POLAR, Believed, PolarModel, load_polar, stored_base
from kgqa.reader.polar.named import Named, names_in
from kgqa.reader.polar.rows import VERDICTS
from kgqa.reader.polar.silenced import silenced
from kgqa.reader.polar.stretch import Stretch
from kgqa.types import Answer, Evidence, Passage, Support

_COMPARED = re.compile(r"\b(?:than|both|either|same\b.*\bas|and\b.*\bsame|as (?:many|much)\b.*\bas)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|cannot|never|neither|nor|nobody|no[ -]one|none)\b|n['’]t\b", re.IGNORECASE)

LOOKED_AT = 5
"""Passages, the best, that are read."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was read: places (evidence and half-open characters), of each the logarithms of the odds of yes and of no
    (n, 2), the share of the question's words that it has, its title's included (n), and whether it can't say yes, or
    no, however much it seems to (n, 2)."""

    places: tuple[tuple[int, int, int], ...]
    odds: NDArray[np.float64]
    covered: NDArray[np.float64]
    silent: NDArray[np.bool_]

    def seen(self, believed: Believed) -> Seen:
        """The verdict that a text speaks for most."""
        signs = believed.slope * self.odds + believed.covered * self.covered[:, None]
        best = signs.max(axis=0)
        said = int(best[1] > best[0])
        text = int(signs[:, said].argmax())
        return Seen(VERDICTS[said], text, float(best[said]), float(best[1 - said]), bool(self.silent[text, said]))


@dataclass(frozen=True, slots=True)
class Seen:
    """A verdict, "yes" or "no", the number of the text that speaks for it most, how much, how much the text that speaks
    most for the contrary, and whether that text can't say it."""

    verdict: str
    text: int
    sign: float
    contrary: float
    silent: bool


class PolarReader:
    """Judges questions for yes or no. The model is loaded when the first is judged."""

    def __init__(self, model: PolarModel | None = None, *, device: str = "auto", precision: str = "auto") -> None:
        """``model``: the shipped one where none is given."""
        self._given, self._device, self._precision = model, device, precision

    @cached_property
    def model(self) -> PolarModel:
        """The model, ready to run. Raises ModelError where it can't be loaded."""
        model = self._given or load_polar(DEFAULT_POLAR)
        model.for_inference(device_of(self._device), self._precision)
        return model

    def judge(self, question: str, evidence: Sequence[Evidence]) -> Answer | None:
        """Yes or no with its probability and the stretch of text that says it; None where the question is for something
        else, there is no text, or none is sure enough."""
        weighed = self.weigh(question, evidence)
        return None if weighed is None or weighed.score < self.model.believed.least else weighed

    def weigh(self, question: str, evidence: Sequence[Evidence]) -> Answer | None:
        """The same, however improbable."""
        looked = self.look(question, evidence)
        if looked is None:
            return None
        believed = self.model.believed
        seen = looked.seen(believed)
        if seen.silent:
            return None
        probability = round(believed.probability(seen.sign, seen.contrary), 4)
        support = Support(*looked.places[seen.text])
        return Answer(seen.verdict, probability, "boolean", (support,), (), (seen.verdict,))

    def look(self, question: str, evidence: Sequence[Evidence]) -> Looked | None:
        """What the texts make of the question; None where it is for something else or none is about what it names."""
        if not is_judged(question):
            return None
        found = [piece.content for piece in evidence if isinstance(piece.content, Passage)]
        named = Named(names_in(question, found), found)
        stretches = [each for each in read(evidence) if named.is_told_by(each)]
        if not stretches:
            return None
        cover = Coverage(question, evidence)
        covered = np.array([cover.of(*each.place) for each in stretches])
        odds = self.model.log_odds([(question, each.text) for each in stretches])[:, :2]
        silent = [silenced(question, each.text, share) for each, share in zip(stretches, covered.tolist(), strict=True)]
        return Looked(tuple(each.place for each in stretches), odds, covered, np.array(silent))


def polar_reader(base: Base, *, device: str = "auto", precision: str = "auto") -> PolarReader | None:
    """The shipped one beside a reader on ``base``; None where it is on another one, since that may read languages that
    this does not."""
    if stored_base(DEFAULT_POLAR) != base.sha256:
        return None
    return PolarReader(device=device, precision=precision)


def is_judged(question: str) -> bool:
    """Whether a question is for yes or no, and what it asks is neither what is not so nor a comparison of two.

    >>> is_judged("Can I bring my dog?"), is_judged("Who may bring a dog?"), is_judged("Isn't it closed?")
    (True, False, False)
    >>> is_judged("Is the lift older than the hall?"), is_judged("I'm no member. May I play?")
    (False, True)
    """
    clause = clause_for_yes_or_no(question)
    return clause is not None and _DENIED.search(clause) is None and _COMPARED.search(clause) is None


def read(evidence: Sequence[Evidence]) -> Iterator[Stretch]:
    """The sentences of the best passages, each alone and with the one before. No question is read: it says nothing."""
    numbers = [number for number, piece in enumerate(evidence) if isinstance(piece.content, Passage)]
    for number in numbers[:LOOKED_AT]:
        passage = evidence[number].content
        assert isinstance(passage, Passage)
        before: tuple[int, int] | None = None
        for start, end in sentences(passage.text):
            own = passage.text[start:end]
            if own.rstrip().endswith("?"):
                before = None
                continue
            yield Stretch(number, passage, ((start, end),))
            if before is not None:
                yield Stretch(number, passage, (before, (start, end)))
            before = (start, end)
