"""Where the graph and the texts say different things."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kgqa.data.metrics.answers import normalize_answer
from kgqa.kg.verbalize import passage_text
from kgqa.reader.language.agreement import agree
from kgqa.reader.paths.asked_value import is_number
from kgqa.reader.vocabulary.kinds_of import says_kind
from kgqa.retriever.retriever import PAGE
from kgqa.types import Answer, Evidence, Literal, Passage, Path

SURE = 0.5
"""Least probability of the graph's side, and of a passage's that may be about something else."""

ON_THE_SAME = 0.1
"""Least probability of a passage's side where it speaks of what the graph's fact is about and does not name the
graph's answer. Chosen on the training part of ``benchmarks.facts``: a reader that finds the answer in a passage is
seldom sure of it with a fact beside it that says otherwise. Of 116 contradictions 88.8 % are told from here on, 84.5 %
from 0.2, while of passages with idle facts of the same thing 6.7 % seem to be one (5.0 %), with others none, and of
facts alone 1.7 % (1.7 %)."""

BY_ITSELF, OF_NO_NAME = 0.1, 0.4
"""Least probability of a passage's side where it is read without facts, and of one that ends in a common noun where the
graph has a name: beside a fact that says something else, a reader points at whatever is left in the passage ("Who keeps
it?": "the north and south doors"). Chosen on the training part of ``benchmarks.facts``."""


def conflicts(
    answers: Sequence[Answer],
    evidence: Sequence[Evidence],
    by_itself: Callable[[Answer], float] = lambda answer: 1.0,
) -> tuple[str, ...]:
    """One sentence where the best answer rests on the graph alone, or on passages alone, and the other side
    is sure of another answer: not the same in other words (:func:`kgqa.reader.language.agreement.agree`), and no
    fact of what a thing is, which may be many things.

    ``answers``: best first. ``by_itself``: how sure the reader is of an answer where it reads the passages without
    facts, in [0, 1]; asked of what would be told against the graph.
    """
    if not answers or answers[0].score < SURE:
        return ()
    best = answers[0]
    if _of_a_kind(best, evidence):
        return ()
    side = _sides(best, evidence)
    for other in answers[1:]:
        if other.score < min(SURE, ON_THE_SAME):
            break
        if not _sides(other, evidence).isdisjoint(side) or agree(best, other) or _of_a_kind(other, evidence):
            continue
        if is_number(best.text) and not is_number(_CODE.sub("", other.text)):
            continue
        told = other.score >= SURE or (False in side and _on_the_same(best, other, evidence))
        least = OF_NO_NAME if _is_common(other.text) and not _is_common(best.text) else BY_ITSELF
        if told and (True in side or by_itself(other) >= least):
            return (f"{_says(best, evidence)}, but {_says(other, evidence)}",)
    return ()


_CODE = re.compile(r"\S*[^\W\d_][\w-]*[-_]?\d\S*")
"""A name with digits in it ("parts-5.36"), which is no number."""


def _is_common(text: str) -> bool:
    """Whether a text ends in a word in small letters, as what is no name does."""
    last = text.rpartition(" ")[2]
    return last.isalpha() and last.islower()


def _of_a_kind(answer: Answer, evidence: Sequence[Evidence]) -> bool:
    """Whether an answer rests on nothing but facts of what a thing is: these rule out nothing else about it."""
    pieces = [evidence[support.evidence] for support in answer.support]
    last = [piece.text.split(" | ")[-1].partition(": ")[0] for piece in pieces if isinstance(piece.content, Path)]
    return bool(pieces) and len(last) == len(pieces) and all(map(says_kind, last))


def _on_the_same(graph: Answer, text: Answer, evidence: Sequence[Evidence]) -> bool:
    """Whether a passage of ``text`` is about what a path of ``graph`` tells something of, and names none of its
    ends."""
    pieces = [evidence[support.evidence] for support in text.support]
    paths = [evidence[support.evidence] for support in graph.support]
    # A table has the number alone where the answer has its unit, too.
    numbers = [
        end.value
        for path in paths
        if isinstance(path.content, Path)
        for end in path.content.ends
        if isinstance(end, Literal)
    ]
    ends = {normalize_answer(value) for value in (*graph.values, *numbers)}
    return any(_about(piece, path) and not _holds(piece, ends) for piece in pieces for path in paths)


def _about(piece: Evidence, path: Evidence) -> bool:
    """Whether a passage names, or is the page of, what the path's last step starts from.

    A path's words are ``start | relation: node ; node | relation: ends``. The page of the start often names the
    nodes after it, but is about itself.
    """
    start, *hops = path.text.split(" | ")
    if len(hops) < 2:
        return piece.source == PAGE or _holds(piece, {normalize_answer(start.partition(" (")[0])})
    if piece.source == PAGE:
        return False
    nodes = hops[-2].partition(": ")[2].split(" ; ")
    return _holds(piece, {normalize_answer(node.partition(" (")[0]) for node in nodes})


def _holds(piece: Evidence, names: set[str]) -> bool:
    passage = piece.content
    if not isinstance(passage, Passage):
        return False
    words = f" {normalize_answer(passage_text(passage.title, passage.text))} "
    return any(f" {name} " in words for name in names if name)


def _sides(answer: Answer, evidence: Sequence[Evidence]) -> set[bool]:
    return {isinstance(evidence[support.evidence].content, Passage) for support in answer.support}


def _says(answer: Answer, evidence: Sequence[Evidence]) -> str:
    content = evidence[answer.support[0].evidence].content
    who = f"passage {content.id}" if isinstance(content, Passage) else "the graph"
    return f"{who} says {answer.text!r} ({answer.score:.2f})"
