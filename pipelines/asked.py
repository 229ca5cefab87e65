"""A question as it comes in: checked, and with the names that it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from numbers import Integral, Real

from kgqa.data.jsonl_questions import is_lone_half, unfit
from kgqa.errors import InputError
from kgqa.kg.graph import Graph
from kgqa.reader.claims.plain import plainly
from kgqa.reader.typed.gather import asked_of
from kgqa.types import Link, Question


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


def checked_questions(questions: Iterable[str | Question], verb: str) -> list[Question]:
    """Questions; a plain text gets its number as its id. Raises InputError where they are no list, or names the one
    that is no question by its id. ``verb``: what takes them."""
    if isinstance(questions, str | bytes | Question) or not isinstance(questions, Iterable):
        raise InputError(f"{verb} takes a list of questions; for one, call the object itself")
    given = list(questions)
    return [checked_question(question, i, is_alone=len(given) == 1) for i, question in enumerate(given)]


def checked_question(question: object, number: int, *, is_alone: bool = True) -> Question:
    """A question; a plain text gets ``number`` as its id. Raises InputError for what is none, with the id unless it
    ``is_alone``."""
    if isinstance(question, str):
        question = Question(str(number), question)
    if not isinstance(question, Question) or not isinstance(question.text, str):
        found = question.text if isinstance(question, Question) else question
        where = "" if is_alone else f"number {number}: "
        raise InputError(f"{where}a question is a text, found {type(found).__name__}")
    if not _is_text(question.id):
        raise InputError(f"a question's id is a text that UTF-8 can hold, found {question.id!r:.80}")
    why = unfit(question.text)
    if why:
        raise InputError(why if is_alone else f"question {question.id!r:.80}: {why}")
    return question


def check_options(top_k: object, min_score: object, filters: object, entities: object) -> None:
    """Raises InputError where one of them breaks its rule (:meth:`kgqa.pipelines.ask.KGQA.__call__`)."""
    if filters is not None and not (isinstance(filters, Mapping) and all(map(_is_text, filters))):
        raise InputError(f'filters are given by name, as {{"doc": ["..."]}}, found {filters!r:.80}')
    given = {} if entities is None else {"entities": entities}
    for name, values in [*given.items(), *(filters or {}).items()]:
        if isinstance(values, str):
            raise InputError(f"{name} takes a list of texts, found the one text {values!r:.80}")
        if not isinstance(values, Collection) or isinstance(values, Mapping | bytes) or not all(map(_is_text, values)):
            raise InputError(f"{name} takes a list of texts, found {values!r:.80}")
    if isinstance(top_k, bool) or not isinstance(top_k, Integral) or not 1 <= int(top_k) <= 1000:
        raise InputError(f"top_k must be from 1 to 1000, found {top_k!r:.80}")
    if isinstance(min_score, bool) or not isinstance(min_score, Real) or not 0 <= float(min_score) <= 1:
        raise InputError(f"min_score must be from 0 to 1, found {min_score!r:.80}")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not any(map(is_lone_half, value))
