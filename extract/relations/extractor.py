"""The trained extractor at work: facts of parsed documents by a schema, and of sentences by an ontology."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Literal as Choice

import numpy as np
import torch
from numpy.typing import NDArray

from kgqa.data.ontology import Ontology
from kgqa.encoders.precision import device_of, inference_dtype
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.errors import InputError
from kgqa.extract.asking import asks
from kgqa.extract.document import Span
from kgqa.extract.found import FoundFact
from kgqa.extract.parsed import Parsed
from kgqa.extract.relations.asked_checkpoint import AskedModel
from kgqa.extract.relations.asked_finding import answers
from kgqa.extract.relations.asked_model import AskedNet
from kgqa.extract.relations.checkpoint import RelationModel
from kgqa.extract.relations.choosing import Fact, agreed, chosen, surest
from kgqa.extract.relations.examples import schema_of, words_of
from kgqa.extract.relations.finding import score_texts
from kgqa.extract.relations.forms import HEAD, TAIL
from kgqa.extract.relations.labels import LabelVectors
from kgqa.extract.relations.questions import MOST_SENTENCE
from kgqa.extract.relations.schema import RelationType, spoken
from kgqa.extract.relations.tokens import MAX_PIECES, Tokens, cut
from kgqa.extract.relations.windows import spans_of, windows_of
from kgqa.types import Literal, Triple

EXTRACTOR = "trained"
"""What facts of this extractor say they come from."""

Names = Choice["known", "written"]
"""What arguments of a sentence are called: as the ontology's graph calls them where that is known, or as the sentence
writes them."""


class RelationExtractor:
    """Finds which relations of a schema hold. The same text gives the same facts in any company."""

    def __init__(self, model: RelationModel, schema: Sequence[RelationType] | None = None, device: str = "cpu") -> None:
        if device_of(device).type != "cpu":
            raise InputError(f"the extractor of relations runs on the cpu, not on {device!r}")
        self.model = model
        self.schema = tuple(schema) if schema is not None else model.schema
        if not self.schema:
            raise InputError("an extractor of relations needs a schema of one relation or more, and there is none")
        self._net = copy.deepcopy(model.net).eval()  # the checkpoint's own stays exact
        self._net.bert.to(inference_dtype(torch.device("cpu")))
        self._asked: AskedNet | None = None
        self._labels = LabelVectors(SentenceEncoder(model.base, device="cpu"))
        self._vectors = self._of(self.schema)
        cuts = model.cuts
        self._least = np.array(
            [cuts.documents if spoken(each.label) in model.of_documents else cuts.others for each in self.schema]
        )

    def extract(self, parsed: Sequence[Parsed]) -> list[tuple[FoundFact, ...]]:
        """For each document the facts between its entities, and from entities to its values."""
        windows = [
            window for number, each in enumerate(parsed) for window in windows_of(self.model.tokenizer, number, each)
        ]
        best: list[dict[tuple[int, int, int], float]] = [{} for _ in parsed]
        scored = score_texts(
            self._net,
            [window.tokens for window in windows],
            self._vectors,
            entities=[window.spans for window in windows],
            pairs=[window.pairs for window in windows],
        )
        for at, found in scored:
            window = windows[at]
            chances = self._chance(found.logits)
            for pair, relation in zip(*np.nonzero(chances >= self._least), strict=True):
                key = (window.own[found.heads[pair]], int(relation), window.own[found.tails[pair]])
                facts = best[window.number]
                facts[key] = max(facts.get(key, 0.0), float(chances[pair, relation]))
        return [self._facts(each, facts) for each, facts in zip(parsed, best, strict=True)]

    def extract_sentences(
        self, texts: Sequence[str], ontology: Ontology, *, names: Names = "known"
    ) -> list[tuple[Triple, ...]]:
        """The facts of each sentence by an ontology, surest first; the extractor finds their arguments itself.

        ``names``: "known" calls arguments as the graph of that ontology calls them, where the extractor learned that
        from sentences ("U.S." may be "United_States", and "610 metres" be "610.0"); "written" as the sentence does.
        """
        cuts, learned = self.model.cuts, self.model.learned
        least = {
            each.label: cuts.sentences if spoken(each.label) in learned else cuts.unseen for each in schema_of(ontology)
        }
        return [
            tuple(dict.fromkeys(triple for triple, chance in found if chance >= least[triple.relation]))
            for found in self.weighed(texts, ontology, names=names, least=min(least.values()))
        ]

    def weighed(
        self, texts: Sequence[str], ontology: Ontology, *, names: Names = "known", least: float = 0.01
    ) -> list[list[tuple[Triple, float]]]:
        """As :meth:`extract_sentences`, every fact that is at least ``least`` likely, with how likely it is."""
        relations = schema_of(ontology)
        most = MAX_PIECES if self.model.asked is None else MOST_SENTENCE
        tokens = cut(self.model.tokenizer, texts, most)
        weighed: list[list[tuple[Triple, float]]] = [[] for _ in texts]
        for row, facts in self._sentences(tokens, relations, least):
            for head, relation, tail, chance in facts:
                each = relations[relation]
                text, first, last = tokens[row].text, tokens[row].whole(head), tokens[row].whole(tail)
                if names == "known":
                    first, _ = self.model.forms.write(ontology.id, each.label, HEAD, first, each.range, text)
                    last, _ = self.model.forms.write(ontology.id, each.label, TAIL, last, each.range, text)
                weighed[row].append((Triple(first, each.label, last), chance))
        return weighed

    def _sentences(
        self, tokens: Sequence[Tokens], relations: Sequence[RelationType], least: float
    ) -> Iterator[tuple[int, list[Fact]]]:
        """Facts of sentences, each with the number of its sentence, surest first.

        With a network that is asked for relations both say how likely a fact is: the one knows its relations better,
        the other relations that none was trained on.
        """
        rival, share = self.model.cuts.rival, self.model.cuts.asked
        if self.model.asked is None:
            for row, scored in score_texts(self._net, tokens, self._of(relations)):
                found = chosen(scored, least, rival)
                yield row, [(scored.entities[one][0], at, scored.entities[two][0], p) for one, at, two, p in found]
            return
        asked = self._asked_of(self.model.asked, tokens, relations, least)
        for row, first in self._first(tokens, relations, least) if share < 1 else enumerate([()] * len(tokens)):
            yield row, surest(agreed(first, asked[row], share, tokens[row].said), least, rival)

    def _first(
        self, tokens: Sequence[Tokens], relations: Sequence[RelationType], least: float
    ) -> Iterator[tuple[int, Sequence[Fact]]]:
        """What the network that looks once at a sentence finds in each."""
        for row, scored in score_texts(self._net, tokens, self._of(relations)):
            found = chosen(scored, least, 0.0)
            yield row, [(scored.entities[one][0], at, scored.entities[two][0], p) for one, at, two, p in found]

    def _asked_of(
        self, asked: AskedModel, tokens: Sequence[Tokens], relations: Sequence[RelationType], least: float
    ) -> list[list[Fact]]:
        """What the network that is asked finds in each, as words of ``tokens``: its own may be others."""
        if self._asked is None:
            self._asked = copy.deepcopy(asked.net).eval()
            self._asked.bert.to(inference_dtype(torch.device("cpu")))
        own = cut(asked.tokenizer, [each.text for each in tokens], MOST_SENTENCE) if asked.own_words else tokens
        found = answers(self._asked, asked.tokenizer, own, relations, least=least)
        return [
            [
                (head, at, tail, chance)
                for at, answered in enumerate(of_sentence)
                for one, other, chance in answered
                if (head := words_of(words, *read.characters(one)))
                and (tail := words_of(words, *read.characters(other)))
            ]
            for words, read, of_sentence in zip(tokens, own, found, strict=True)
        ]

    def given(
        self, texts: Sequence[str], mentions: Sequence[Sequence[Sequence[Span]]], *, least: float | None = None
    ) -> list[list[tuple[int, str, int, float]]]:
        """Facts (head, relation id, tail, chance) of texts whose entities are given by the spans of their mentions.

        ``least``: how likely a fact must be, the extractor's own cut where it is None.
        """
        cuts = self._least if least is None else np.full(len(self.schema), least)
        tokens = cut(self.model.tokenizer, texts)
        found: list[list[tuple[int, str, int, float]]] = [[] for _ in texts]
        kept = [
            [(at, spans) for at, each in enumerate(entities) if (spans := spans_of(tokens[row], each))]
            for row, entities in enumerate(mentions)
        ]
        entities = [[spans for _, spans in each] for each in kept]
        for row, scored in score_texts(self._net, tokens, self._vectors, entities=entities):
            chances = self._chance(scored.logits)
            for pair, relation in zip(*np.nonzero(chances >= cuts), strict=True):
                head, tail = kept[row][scored.heads[pair]][0], kept[row][scored.tails[pair]][0]
                found[row].append((head, self.schema[relation].id, tail, float(chances[pair, relation])))
        return found

    def _of(self, relations: Sequence[RelationType]) -> torch.Tensor:
        with torch.inference_mode():
            return self._net.relations(torch.from_numpy(self._labels.of(relations)))

    def _chance(self, logits: NDArray[np.float32]) -> NDArray[np.float64]:
        cuts = self.model.cuts
        chances: NDArray[np.float64] = 1 / (1 + np.exp(-(cuts.scale * logits.astype(np.float64) + cuts.shift)))
        return chances

    def _facts(self, parsed: Parsed, facts: dict[tuple[int, int, int], float]) -> tuple[FoundFact, ...]:
        made = []
        entities = len(parsed.entities)
        for (head, relation, tail), chance in sorted(facts.items()):
            value = parsed.values[tail - entities] if tail >= entities else None
            ends = (value.span,) if value else parsed.entities[tail].mentions
            sentence, span = _place(parsed, parsed.entities[head].mentions, ends)
            node = Literal(value.value, value.datatype) if value else tail
            label = self.schema[relation].label
            made.append(FoundFact(head, label, node, sentence, span, EXTRACTOR, round(chance, 6)))
        return tuple(made)


def _place(parsed: Parsed, heads: Sequence[Span], tails: Sequence[Span]) -> tuple[Span, Span]:
    """The first sentence that names both and is no question, else the first question, else the tail's that is nearest
    to a mention of the head; and in it the stretch from the first to the last of their words."""
    sentences = parsed.sentences or (Span(0, len(parsed.document.text)),)
    question: tuple[Span, Span] | None = None
    for sentence in sentences:
        ones, others = _inside(sentence, heads), _inside(sentence, tails)
        if ones and others:
            one, other = min(((a, b) for a in ones for b in others), key=lambda pair: (_gap(*pair), pair))
            found = sentence, Span(min(one.start, other.start), max(one.end, other.end))
            if not asks(parsed.document.text[sentence.start : sentence.end]):
                return found
            question = question or found
    if question:
        return question
    tail = min(tails, key=lambda each: (min(_gap(each, head) for head in heads), each))
    sentence = next((each for each in sentences if each.start <= tail.start < each.end), sentences[-1])
    return sentence, tail


def _inside(sentence: Span, mentions: Sequence[Span]) -> list[Span]:
    return [each for each in mentions if sentence.start <= each.start and each.end <= sentence.end]


def _gap(one: Span, other: Span) -> int:
    return max(one.start, other.start) - min(one.end, other.end)
