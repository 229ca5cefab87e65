"""What sentences of documents state by an ontology's relations, each relation asked for by its own words.

A network that looks once at a text knows the relations that it was trained on; of others it finds little. The one that
is asked for one relation of one sentence at a time (:mod:`.asked_model`) finds heads and tails by what the relation is
called, so an ontology of one's own is read too; what it finds, a reader of questions reads anew (:mod:`.belief`). It
costs a look for each relation of each sentence: of a large ontology a sentence is asked for the :data:`MOST` relations
whose words are nearest to it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from kgqa.encoders.precision import inference_dtype
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.errors import InputError
from kgqa.extract.asking import asks
from kgqa.extract.document import Span
from kgqa.extract.parsed import Parsed
from kgqa.extract.relations.asked_finding import answers
from kgqa.extract.relations.belief import Claim, Look, Reader, Reread, features, question_of
from kgqa.extract.relations.checkpoint import RelationModel
from kgqa.extract.relations.nearness import Meanings, Told
from kgqa.extract.relations.ontology import Ontology
from kgqa.extract.relations.phrases import Phrases
from kgqa.extract.relations.pronouns import Named, named_for_pronouns
from kgqa.extract.relations.questions import MOST_SENTENCE
from kgqa.extract.relations.schema import RelationType, spoken
from kgqa.extract.relations.stated import Stated
from kgqa.extract.relations.tokens import cut

MOST = 24
"""Relations that a sentence is asked for, at most. Of gold facts of Text2KGBench's WebNLG ontologies (34 relations in
the mean) 97 % are among them."""
CANDIDATES, LEAST = 0.15, 0.25
"""How likely a fact must be to the network to be read anew, and after that to be kept."""
RIVAL = 0.5
"""How likely it must be beside the likeliest of its relation in the sentence."""
TOGETHER = 256
"""Sentences that are asked at a time."""
_WORD = re.compile(r"[^\W\d_]{2}")

_Ends = tuple[int, int]
_Place = tuple[int, Span, Named]
"""The number of a document, a sentence of it, and what is read of that."""
_Candidate = tuple[_Place, RelationType, _Ends, _Ends, float]
"""A fact that a sentence may state, head and tail as characters of what is read, with the network's chance."""


class RelationAsker:
    """Asks sentences of parsed documents for the relations of an ontology."""

    def __init__(self, model: RelationModel, ontology: Ontology, encoder: SentenceEncoder, reader: Reader) -> None:
        if model.asked is None:
            raise InputError(f"extractor {model.name}: has no network that is asked for one relation at a time")
        self._tokenizer = model.asked.tokenizer
        self._net = copy.deepcopy(model.asked.net).eval()
        self._net.bert.to(inference_dtype(torch.device("cpu")))
        self._belief = model.belief
        self.relations = asked_relations(ontology)
        self._meanings = Meanings(encoder, self.relations)
        self._reader = reader

    def states(self, parsed: Sequence[Parsed]) -> list[tuple[Stated, ...]]:
        """For each document what its sentences state, in order. The same sentence gives the same in any company."""
        stated: list[list[Stated]] = [[] for _ in parsed]
        for number, each, _ in self.weighed(parsed):
            stated[number].append(each)
        return [tuple(_surest(each)) for each in stated]

    def weighed(self, parsed: Sequence[Parsed]) -> Iterator[tuple[int, Stated, NDArray[np.float64]]]:
        """All that may be stated: the number of the document, what it is, and what :class:`Belief` weighs
        (len(FEATURES),)."""
        mentions = [{mention for entity in each.entities for mention in entity.mentions} for each in parsed]
        phrases = [Phrases.of(each) for each in parsed]
        every = list(_places(parsed))
        for start in range(0, len(every), TOGETHER):
            if not (found := list(self._candidates(every[start : start + TOGETHER]))):
                continue
            ends = [(named.place(*head), named.place(*tail)) for (_, _, named), _, head, tail, _ in found]
            looks = [
                Look(
                    head in mentions[number],
                    tail in mentions[number],
                    _has_value(parsed[number], tail, relation),
                    parsed[number].document.text[head.start].isupper(),
                    *phrases[number].edges(head),
                    *phrases[number].edges(tail),
                )
                for ((number, _, _), relation, *_), (head, tail) in zip(found, ends, strict=True)
            ]
            claims = [
                Claim((number, sentence), relation.id, head, tail, chance)
                for ((number, sentence, _), relation, *_, chance), (head, tail) in zip(found, ends, strict=True)
            ]
            margins = self._reader([_reread(*each) for each in found])
            near = self._meanings.of([_told(*each) for each in found])
            weighed = features(claims, margins, looks, near, least=CANDIDATES)
            chances = self._belief.chances(weighed).tolist()
            for each, (head, tail), chance, row in zip(found, ends, chances, weighed, strict=True):
                (number, sentence, _), relation, *_ = each
                yield number, Stated(sentence, relation, head, tail, chance), row

    def _candidates(self, places: Sequence[_Place]) -> Iterator[_Candidate]:
        """What each sentence may state, heads and tails as characters of what was read."""
        tokens = cut(self._tokenizer, [named.text for *_, named in places], MOST_SENTENCE)
        which = self._meanings.nearest([each.text for each in tokens], MOST)
        found = answers(self._net, self._tokenizer, tokens, self.relations, which=which, least=CANDIDATES)
        for place, read, of_sentence in zip(places, tokens, found, strict=True):
            for relation, answered in zip(self.relations, of_sentence, strict=True):
                for head, tail, chance in answered:
                    yield place, relation, read.characters(head), read.characters(tail), chance


def asked_relations(ontology: Ontology) -> tuple[RelationType, ...]:
    """One for each relation; with its domain and range where it has one each, since more are no words to ask by."""
    kinds: dict[str, list[RelationType]] = {}
    for each in ontology.relation_types():
        kinds.setdefault(each.id, []).append(each)
    return tuple(
        RelationType(id, each[0].label, _one({one.domain for one in each}), _one({one.range for one in each}))
        for id, each in kinds.items()
    )


def _one(names: set[str]) -> str:
    return next(iter(names)) if len(names) == 1 else ""


def _surest(stated: Sequence[Stated]) -> Iterator[Stated]:
    best: dict[tuple[Span, str], float] = {}
    for each in stated:
        key = each.sentence, each.relation.id
        best[key] = max(each.chance, best.get(key, 0.0))
    for each in stated:
        if each.chance >= max(LEAST, RIVAL * best[each.sentence, each.relation.id]):
            yield each


def _reread(place: _Place, relation: RelationType, head: _Ends, tail: _Ends, _: float) -> Reread:
    text = place[2].text
    return Reread(question_of(relation, text[head[0] : head[1]]), text, *tail)


def _told(place: _Place, relation: RelationType, head: _Ends, tail: _Ends, _: float) -> Told:
    number, sentence, named = place
    return Told((number, sentence), named.text, relation, named.text[slice(*head)], named.text[slice(*tail)])


def _has_value(parsed: Parsed, tail: Span, relation: RelationType) -> bool:
    """Whether a value of the relation's datatype stands in a tail."""
    return any(
        value.datatype == spoken(relation.range) and value.span.start < tail.end and tail.start < value.span.end
        for value in parsed.values
        if value.datatype
    )


def _places(parsed: Sequence[Parsed]) -> Iterator[_Place]:
    for number, each in enumerate(parsed):
        for sentence in _telling(each):
            yield number, sentence, named_for_pronouns(each, sentence)


def _telling(parsed: Parsed) -> Iterator[Span]:
    """The sentences that may state something: no questions, no headings, no code, no rows of tables."""
    text, closed = parsed.document.text, [*parsed.document.headings, *parsed.document.code]
    closed += [cell for table in parsed.document.tables for row in (table.header, *table.rows) for cell in row]
    for sentence in parsed.sentences:
        said = text[sentence.start : sentence.end]
        if asks(said) or len(_WORD.findall(said)) < 3:
            continue
        if not any(one.start < sentence.end and sentence.start < one.end for one in closed):
            yield sentence
