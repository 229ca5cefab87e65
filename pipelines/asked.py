"""A question as it comes in: checked, and with the names that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgqa.errors import InputError
from kgqa.kg.graph import Graph
from kgqa.reader.claims.plain import plainly
from kgqa.reader.typed.gather import asked_of
from kgqa.stages import Filters
from kgqa.types import Link, Question

LONGEST_QUESTION = 1000
"""Characters. The reader looks at 64 tokens of a question: a longer text is no question."""


def as_plain(question: Question) -> Question:
    """A question as it is asked of the stages: a negated or a tag question as the plain one that it asks."""
    text = plainly(question.text)
    return question if text == question.text else replace(question, text=text)


def placed(links: tuple[Link, ...], text: str) -> tuple[Link, ...]:
    """Links of one wording of a question at the places of their mentions in another one, those that it has."""
    found, at = [], 0
    for link in links:
        start = text.find(link.mention.text, at)
        start = text.find(link.mention.text) if start < 0 else start
        if link.mention.text and start >= 0:
            at = start + len(link.mention.text)
            link = replace(link, mention=replace(link.mention, start=start, end=at))
        if start >= 0:
            found.append(link)
    return tuple(found)


def as_read(question: Question, links: tuple[Link, ...], graph: Graph) -> Question:
    """A question as the reader is given it, over ``graph``."""
    plain = as_plain(question)
    if plain is not question:
        links = placed(links, plain.text)
    named = with_names(plain, links)
    asked = asked_of(named, links, graph)
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
