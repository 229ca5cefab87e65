"""Questions for yes or no that facts alone leave open, settled by what their claims are held against."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kgqa.reader.claims.claimed import claimed
from kgqa.reader.claims.outright import said_outright
from kgqa.reader.claims.verdict import judged
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
        said = said_outright(question.text, evidence[i])
        if said is None and judge is not None:
            said = judge(question.text, evidence[i])
        if said is not None and said.score >= least:
            answers[i] = (said, *answers[i])
    return evidence, answers
