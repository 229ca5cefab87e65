"""A question as it comes in: checked, and with the names that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgqa.errors import InputError
from kgqa.reader.typed.gather import asked_of
from kgqa.stages import Filters
from kgqa.types import Link, Question

LONGEST_QUESTION = 1000
"""Characters. The reader looks at 64 tokens of a question: a longer text is no question."""


def as_read(question: Question, links: tuple[Link, ...]) -> Question:
    """A question as the reader is given it."""
    named = with_names(question, links)
    asked = asked_of(named, links)
    return named if asked is None else asked.question


def with_names(question: Question, links: tuple[Link, ...]) -> Question:
    """The question with the labels of given entities that it does not name ("Who discovered it?") added."""
    unnamed = [link.entity.label for link in links if not link.mention.text]
    return replace(question, text=f"{question.text} ({', '.join(unnamed)})") if unnamed else question


def checked_question(question: str | Question, number: int) -> Question:
    """A question; a plain text gets ``number`` as its id. Raises InputError for what is none."""
    if isinstance(question, str):
        question = Question(str(number), question)
    if not isinstance(question, Question) or not isinstance(question.text, str):
        raise InputError(f"a question is a text, found {type(question).__name__}")
    if not question.text.strip():
        raise InputError("a question must not be empty")
    if any("\ud800" <= c <= "\udfff" for c in question.id + question.text):
        raise InputError(f"a question must be text that UTF-8 can hold, found {question.text[:80]!r}")
    if len(question.text) > LONGEST_QUESTION:
        raise InputError(f"a question has at most {LONGEST_QUESTION} characters; this one has {len(question.text)}")
    return question


def check_options(top_k: int, min_score: float, filters: Filters | None, entities: Sequence[str] | None) -> None:
    """Raises InputError where one of them breaks its rule."""
    for name, given in {"entities": entities, **(filters or {})}.items():
        if isinstance(given, str):
            raise InputError(f"{name} takes a list of texts, found the one text {given!r}")
    if not 1 <= top_k <= 1000:
        raise InputError(f"top_k must be from 1 to 1000, found {top_k}")
    if not 0 <= min_score <= 1:
        raise InputError(f"min_score must be from 0 to 1, found {min_score}")
