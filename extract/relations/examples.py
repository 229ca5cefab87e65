"""Texts with the arguments and relations that training learns from, of both data sets in one form."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from kgqa.data.example import ExtractionExample
from kgqa.data.ontology import Ontology
from kgqa.data.redocred import Document
from kgqa.extract.relations.align import Aligner, Word
from kgqa.extract.relations.dates import dates_in
from kgqa.extract.relations.model import TYPES
from kgqa.extract.relations.schema import RelationType
from kgqa.extract.relations.tokens import Tokens, cut

_COMMON = frozenset(
    re.findall(
        r"\w+",
        "The A An In On At It Its He His She Her They Their This That These Those There After Before During When While "
        "As By For From With And But Or Since Although However Also One Two Both Some Many Most Other Another I",
    )
)

_TYPES = {"PER": "person", "ORG": "organization", "LOC": "location", "TIME": "time", "NUM": "number", "MISC": "other"}


@dataclass(frozen=True, slots=True)
class RelationExample:
    """A text, its entities as spans of words (first, past the last), and facts (head, relation, tail) by number.

    Relations are numbered in the schema ``space``. ``complete``: what is not said to hold does not hold; otherwise
    one fact of several is known. ``given``: the entities are known beforehand, and marked where the text is read.
    ``types`` are numbers of :data:`TYPES`, -1 where unknown. ``others`` are spans that look like names or dates and are
    of none of the entities.
    """

    tokens: Tokens
    entities: tuple[tuple[tuple[int, int], ...], ...]
    facts: tuple[tuple[int, int, int], ...]
    space: str
    complete: bool = True
    given: bool = False
    types: tuple[int, ...] = ()
    others: tuple[tuple[int, int], ...] = ()


def schema_of(ontology: Ontology) -> tuple[RelationType, ...]:
    """The relations of an ontology, one of each label, its domains and ranges joined by "or"."""
    names = {concept.id: concept.label for concept in ontology.concepts}
    ends: dict[str, tuple[list[str], list[str]]] = {}
    for relation in ontology.relations:
        domains, ranges = ends.setdefault(relation.label, ([], []))
        for seen, end in ((domains, relation.domain), (ranges, relation.range)):
            word = names.get(end, "" if end[:1] == "Q" and end[1:].isdecimal() else end)
            if word and word not in seen:
                seen.append(word)
    return tuple(
        RelationType(label, label, " or ".join(domains), " or ".join(ranges))
        for label, (domains, ranges) in ends.items()
    )


def sentence_examples(
    examples: Sequence[ExtractionExample],
    space: str,
    relations: Sequence[RelationType],
    tokenizer: Tokenizer,
    *,
    complete: bool,
) -> list[RelationExample]:
    """Sentences with the facts of which both arguments are found in the text; those without any too."""
    number = {relation.label: at for at, relation in enumerate(relations)}
    made = []
    for example, tokens in zip(examples, cut(tokenizer, [example.text for example in examples]), strict=True):
        aligner = Aligner(tokens.text, tokens.words)
        entities: dict[tuple[tuple[int, int], ...], int] = {}
        facts = []
        for triple in example.triples:
            ends = [aligner.find(str(name)) for name in (triple.head, triple.tail)]
            relation = number.get(triple.relation, number.get(triple.relation.replace("_", " ")))
            if ends[0] is None or ends[1] is None or relation is None or ends[0].spans == ends[1].spans:
                continue
            head, tail = (entities.setdefault(end.spans, len(entities)) for end in ends if end is not None)
            facts.append((head, relation, tail))
        # A sentence of which nothing was found teaches nothing where one fact of several is known.
        if facts or complete:
            taken = [span for spans in entities for span in spans]
            others = tuple(span for span in names_in(tokens) if all(span[1] <= a or span[0] >= b for a, b in taken))
            made.append(
                RelationExample(tokens, tuple(entities), tuple(dict.fromkeys(facts)), space, complete, others=others)
            )
    return made


def names_in(tokens: Tokens) -> list[tuple[int, int]]:
    """Dates, and runs of words with a capital letter or a digit, but for a lone common word: what a tagger of names
    would find, about."""
    found = [words_of(tokens, date.start, date.end) for date in dates_in(tokens.text)]
    spans = [span for span in found if span]
    inside = {word for first, past in spans for word in range(first, past)}
    first, run = None, ""
    for at, word in enumerate((*tokens.words, Word(".", -1, -1))):
        sign = "" if at in inside else word.text[:1]
        kind = "name" if sign.isupper() else "number" if sign.isdecimal() else ""
        if first is not None and kind != run:
            if at - first > 1 or tokens.words[first].text not in _COMMON:
                spans.append((first, at))
            first = None
        if kind and first is None:
            first, run = at, kind
    return sorted(spans)


def document_examples(
    documents: Iterable[Document], space: str, relations: Sequence[RelationType], tokenizer: Tokenizer
) -> list[RelationExample]:
    """Documents with given entities; a mention beyond the length that is read is left out, and so are its facts."""
    number = {relation.id: at for at, relation in enumerate(relations)}
    documents = list(documents)
    made = []
    for document, tokens in zip(documents, cut(tokenizer, [each.text for each in documents]), strict=True):
        spans = [
            tuple(filter(None, (words_of(tokens, mention.start, mention.end) for mention in mentions)))
            for mentions in document.mentions
        ]
        kept = [at for at, each in enumerate(spans) if each]
        place = {entity: at for at, entity in enumerate(kept)}
        facts = [
            (place[head], number[relation], place[tail])
            for head, relation, tail in document.triples
            if head in place and tail in place and relation in number
        ]
        types = tuple(TYPES.index(_TYPES[document.types[at]]) for at in kept)
        made.append(
            RelationExample(tokens, tuple(spans[at] for at in kept), tuple(facts), space, given=True, types=types)
        )
    return made


def words_of(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """The words that the characters from ``start`` to before ``end`` touch; None where there are none."""
    first = bisect_right(tokens.words, start, key=lambda word: word.end)
    if first == len(tokens.words) or tokens.words[first].start >= end:
        return None
    past = bisect_left(tokens.words, end, first + 1, key=lambda word: word.start)
    return first, past
