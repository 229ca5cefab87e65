"""What the data set readers give: texts and questions with what is right about them."""

from __future__ import annotations

from dataclasses import dataclass

from kgqa.types import Mention, Passage, Triple


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
    """A question to a whole knowledge base, with its right answers.

    Whether ``answers`` are wordings of one answer or a set to be found whole is the data set's own rule:
    ``Card.answers``. ``entities`` are the topics that the question names, ``hops`` the length of the relation
    path where it is known, ``kind`` the data set's own word for the sort of question. What proves the answer,
    where the data set says so: ``gold_passages`` (ids), ``gold_triples``, and ``gold_relations`` (the chain of
    relation ids from the topic, a step against the arrow written ``^relation``). ``graph`` and ``passages`` are
    the question's own, where it is not asked over a common knowledge base.
    """

    id: str
    question: str
    answers: tuple[str, ...]
    entities: tuple[str, ...] = ()
    hops: int | None = None
    kind: str = ""
    answerable: bool = True
    gold_passages: tuple[str, ...] = ()
    gold_triples: tuple[Triple, ...] = ()
    gold_relations: tuple[str, ...] = ()
    graph: tuple[Triple, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldLink:
    """An entity named in a text. ``entity`` is "" where the knowledge base is said to lack it (NIL)."""

    mention: Mention
    entity: str
    name: str = ""
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkingExample:
    """A text and every entity in it that is to be linked, in order of mention.

    ``optional``: links that may be made or not; they may overlap each other and ``links``.
    """

    id: str
    text: str
    links: tuple[GoldLink, ...]
    title: str = ""
    optional: tuple[GoldLink, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtractionExample:
    """A text and the facts that it states, in the data set's own names.

    ``ontology`` names the ontology that the facts keep to, where there is one; ``mentions`` holds one tuple
    of spans for each entity whose mentions are given.
    """

    id: str
    text: str
    triples: tuple[Triple, ...]
    ontology: str = ""
    mentions: tuple[tuple[Mention, ...], ...] = ()


Example = ReadingExample | AskExample | LinkingExample | ExtractionExample
