"""A result put together: the answers that are said, or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kgqa.reader.aggregation.conflicts import conflicts
from kgqa.types import Answer, Evidence, Link, Passage, Question, Result

ANSWERS_KEPT = 5
WORTH_NAMING = 0.02
"""Least score of an answer that is named where none is said."""


def of_types(answer: Answer, kinds: Sequence[str]) -> Answer:
    """An answer found under a filter by type: its query filters too."""
    made = answer.derivation
    return answer if made is None else replace(answer, derivation=replace(made, kinds=made.kinds or tuple(kinds)))


def result_of(
    question: Question,
    links: tuple[Link, ...],
    evidence: tuple[Evidence, ...],
    answers: tuple[Answer, ...],
    min_score: float,
    timings: tuple[tuple[str, float], ...],
    open_: str,
    by_itself: Callable[[Answer], float],
) -> Result:
    """The result of one question: of ``answers``, the best first, those of a score of ``min_score`` and more.

    ``open_``: why facts leave it open, "" where they don't. ``by_itself``: see
    :func:`kgqa.reader.aggregation.conflicts.conflicts`.
    """
    said = tuple(answer for answer in answers if answer.score >= min_score)[:ANSWERS_KEPT]
    why = "" if said else _why_not(links, evidence, answers, min_score, open_)
    return Result(question, links, evidence, said, why, conflicts(answers, evidence, by_itself), timings)


def _why_not(
    links: tuple[Link, ...],
    evidence: tuple[Evidence, ...],
    answers: tuple[Answer, ...],
    min_score: float,
    open_: str,
) -> str:
    reasons = [] if links else ["no entity of the graph is named in the question"]
    if open_:
        reasons.append(open_)
    elif not evidence:
        reasons.append("nothing was found to read")
    elif not answers:
        texts = any(isinstance(piece.content, Passage) for piece in evidence)
        reasons.append("no text and no fact decides it" if texts else "no fact decides it")
    if answers and answers[0].score < WORTH_NAMING:
        reasons.append("nothing that was found is likely to answer it")
    elif answers:
        best = answers[0]
        text = best.text if len(best.text) <= 60 else best.text[:59] + "…"
        reasons.append(f"the best answer found, {text!r}, has a score of {best.score:.2f}, below {min_score:.2f}")
    return "; ".join(reasons)
