"""What the data set readers give: questions with the answers that are right."""

from __future__ import annotations

from dataclasses import dataclass

from kgqa.types import Mention


@dataclass(frozen=True, slots=True)
class ReadingExample:
    """A question about one text. Each answer is a span of it: ``context[start:end] == text``.

    ``answers`` is empty where the text does not answer. ``facts`` are verbalised triples to be read beside
    the text; no answer is looked for in them.
    """

    id: str
    question: str
    context: str
    answers: tuple[Mention, ...] = ()
    title: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskExample:
    """A question to a whole knowledge base, with all its right answers.

    ``entities`` are the topics that the question names, ``hops`` the length of the relation path where it is
    known, ``kind`` the data set's own word for the sort of question, and ``gold_passages`` the ids of the
    passages that prove the answer.
    """

    id: str
    question: str
    answers: tuple[str, ...]
    entities: tuple[str, ...] = ()
    hops: int | None = None
    kind: str = ""
    answerable: bool = True
    gold_passages: tuple[str, ...] = ()
