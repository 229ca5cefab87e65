"""Relations as questions to sentences, with the answers that training learns from."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from kgqa.data.redocred import Document
from kgqa.extract.relations.examples import RelationExample, words_of
from kgqa.extract.relations.labels import LabelVectors
from kgqa.extract.relations.schema import RelationType, spoken
from kgqa.extract.relations.tokens import MAX_PIECES, Tokens, cut

_END = re.compile(r"(?<= [.!?]) ")
_FAR = 0.5
"""Cosine of labels below which two relations are taken for different ones."""
_SURE_OTHERS = 2
"""Questions, at least, that a text whose facts are all known does not answer."""

MOST_ASKED = 64
"""Word pieces of what is asked, its two marks included; the sentence has the others."""

MOST_SENTENCE = MAX_PIECES - MOST_ASKED

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A relation asked of a sentence. ``facts`` are heads and tails, each the spans of words (first, past the last) of
    one wording; none where the relation is not stated. ``weight`` is less where that is not sure."""

    tokens: Tokens
    relation: RelationType
    facts: tuple[tuple[Spans, Spans], ...] = ()
    weight: float = 1.0


def wording(relation: RelationType, *, domain: bool = True, range: bool = True) -> str:
    """What is asked: domain, label and range, parted by semicolons.

    >>> wording(RelationType("", "deathPlace", "Person", "Place")), wording(RelationType("", "genre"))
    ('person ; death place ; place', ' ; genre ; ')
    """
    return f"{spoken(relation.domain) if domain else ''} ; {spoken(relation.label)} ; " + (
        spoken(relation.range) if range else ""
    )


def asked_pieces(tokenizer: Tokenizer, wording: str) -> list[int]:
    """Word pieces of what is asked, with the marks at both ends, at most :data:`MOST_ASKED`."""
    ids: list[int] = tokenizer.encode(wording).ids
    return ids if len(ids) <= MOST_ASKED else [*ids[: MOST_ASKED - 1], ids[-1]]


def document_sentences(
    documents: Iterable[Document], relations: Sequence[RelationType], tokenizer: Tokenizer
) -> list[dict[int, Question]]:
    """The sentences of documents that name both ends of a fact, each with the questions that it answers, by the number
    of the relation.

    A fact counts as stated by every sentence that names both (distant supervision; Mintz et al. 2009).
    """
    number = {relation.id: at for at, relation in enumerate(relations)}
    parts = [(start, text, document) for document in documents for start, text in _sentences(document.text)]
    found = []
    for (start, text, document), tokens in zip(
        parts, cut(tokenizer, [text for _, text, _ in parts], MOST_SENTENCE), strict=True
    ):
        inside = [
            tuple(
                span
                for mention in mentions
                if start <= mention.start and mention.end <= start + len(text)
                if (span := words_of(tokens, mention.start - start, mention.end - start))
            )
            for mentions in document.mentions
        ]
        facts: dict[int, list[tuple[Spans, Spans]]] = {}
        for head, relation, tail in document.triples:
            if inside[head] and inside[tail] and relation in number:
                facts.setdefault(number[relation], []).append((inside[head], inside[tail]))
        if facts:
            found.append({at: Question(tokens, relations[at], tuple(each)) for at, each in facts.items()})
    return found


class Asker:
    """Draws the questions of an epoch.

    Beside those that a text answers stand some that it does not: of its own schema, ``others`` for each answered one
    (two at least where all facts of a text are known, so that one which states nothing teaches that), and now and then
    one of any schema. Where only one fact of a sentence is known, those of its schema count ``unsure`` and are none of
    like labels.
    """

    def __init__(
        self,
        labels: LabelVectors,
        schemas: Mapping[str, Sequence[RelationType]],
        *,
        others: float = 0.7,
        strange: float = 0.18,
        unsure: float = 0.3,
    ) -> None:
        self._schemas = schemas
        self._any: dict[str, RelationType] = {}
        for name in sorted(schemas):
            for each in schemas[name]:
                self._any.setdefault(spoken(each.label), each)
        self._names = sorted(self._any)
        vectors = labels.words(self._names)
        self._like = vectors @ vectors.T
        self._place = {name: at for at, name in enumerate(self._names)}
        self._others, self._strange, self._unsure = others, strange, unsure

    def of_example(self, example: RelationExample, rng: random.Random) -> Iterator[Question]:
        """Questions to a sentence."""
        schema = self._schemas[example.space]
        facts: dict[int, list[tuple[Spans, Spans]]] = {}
        for head, relation, tail in example.facts:
            facts.setdefault(relation, []).append((example.entities[head], example.entities[tail]))
        for relation, each in facts.items():
            yield Question(example.tokens, schema[relation], tuple(each))
        own = [schema[relation] for relation in facts]
        free = [
            each for at, each in enumerate(schema) if at not in facts and (example.complete or self._is_far(each, own))
        ]
        many = max(_SURE_OTHERS if example.complete else 0, _whole(self._others * len(facts), rng))
        for other in rng.sample(free, min(len(free), many)):
            yield Question(example.tokens, other, weight=1.0 if example.complete else self._unsure)
        if rng.random() < self._strange:
            for name in rng.sample(self._names, min(len(self._names), 8)):
                if self._is_far(self._any[name], own):
                    yield Question(example.tokens, self._any[name])
                    break

    def of_document(self, answered: Mapping[int, Question], space: str, rng: random.Random) -> Iterator[Question]:
        """Questions to a sentence of a document, whose facts need not all be its own."""
        schema = self._schemas[space]
        yield from answered.values()
        tokens = next(iter(answered.values())).tokens
        free = [each for at, each in enumerate(schema) if at not in answered]
        for each in rng.sample(free, min(len(free), max(1, len(answered) // 2))):
            yield Question(tokens, each, weight=(1 + self._unsure) / 2)

    def _is_far(self, relation: RelationType, own: Sequence[RelationType]) -> bool:
        row = self._like[self._place[spoken(relation.label)]]
        return all(row[self._place[spoken(each.label)]] < _FAR for each in own)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Sentences of tokens with one space between them, with where each begins."""
    at = 0
    for part in _END.split(text):
        yield at, part
        at += len(part) + 1


def _whole(value: float, rng: random.Random) -> int:
    return int(value) + (rng.random() < value - int(value))
