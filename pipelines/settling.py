"""Questions for yes or no that facts alone leave open, settled by what their claims are held against."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kgqa.reader.claims.claimed import claimed
from kgqa.reader.claims.outright import said_outright
from kgqa.reader.claims.verdict import judged
from kgqa.stages import Reader
from kgqa.types import Answer, Evidence, Question

Judge = Callable[[str, Sequence[Evidence]], Answer | None]
"""Yes or no by the texts of some evidence."""
Looked = tuple[list[tuple[Evidence, ...]], list[tuple[Answer, ...]]]
"""Evidence and answers of each question."""


def settle(
    questions: Sequence[Question],
    found: Looked,
    least: float,
    look: Callable[[list[Question]], Looked],
    judge: Judge | None = None,
) -> Looked:
    """``found``, with the evidence and verdict of each question whose claim an open question settles in the place of
    its own, and before the answers of one that is still open what a text says outright, or what a network makes of the
    texts. ``least``: score from which on a question is not open; ``look`` asks the open ones; ``judge`` is that
    network, if any."""
    evidence, answers = list(found[0]), list(found[1])
    best = [max((answer.score for answer in own), default=0.0) for own in answers]
    claims = {i: claim for i, each in enumerate(questions) if best[i] < least and (claim := claimed(each.text))}
    opened = [replace(questions[i], text=claim.open) for i, claim in claims.items()]
    pieces, told = look(opened) if opened else ([], [])
    for (i, claim), own_pieces, own in zip(claims.items(), pieces, told, strict=True):
        verdict = judged(claim, own, own_pieces)
        if verdict and verdict[0].score > best[i]:
            evidence[i], answers[i], best[i] = own_pieces, verdict, verdict[0].score
    for i, question in enumerate(questions):
        if best[i] >= least:
            continue
        said = by_texts(question.text, evidence[i], judge)
        if said is not None and said.score >= least:
            answers[i] = (said, *answers[i])
    return evidence, answers


def by_texts(question: str, evidence: Sequence[Evidence], judge: Judge | None) -> Answer | None:
    """Yes or no as a text says it outright, else as ``judge`` has it."""
    said = said_outright(question, evidence)
    return judge(question, evidence) if said is None and judge is not None else said


class TextsReader:
    """What texts make of a question for yes or no, before what another reader gives; however improbable."""

    def __init__(self, reader: Reader, judge: Judge | None) -> None:
        self._reader, self._judge = reader, judge

    def read(self, questions: Sequence[Question], evidence: Sequence[tuple[Evidence, ...]]) -> list[tuple[Answer, ...]]:
        """The answers of each question."""
        read = self._reader.read(questions, evidence)
        said = [by_texts(question.text, own, self._judge) for question, own in zip(questions, evidence, strict=True)]
        return [own if one is None else (one, *own) for one, own in zip(said, read, strict=True)]
