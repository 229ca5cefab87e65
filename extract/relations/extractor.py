"""The trained extractor at work: facts of parsed documents by a schema, and of sentences by an ontology."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal as Choice

import numpy as np
import torch
from numpy.typing import NDArray

from kgqa.data.ontology import Ontology
from kgqa.encoders.precision import device_of, inference_dtype
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.errors import InputError
from kgqa.extract.document import Span
from kgqa.extract.found import FoundFact
from kgqa.extract.parsed import Parsed
from kgqa.extract.relations.align import key_of
from kgqa.extract.relations.asked_finding import Answer, answers
from kgqa.extract.relations.asked_model import AskedNet
from kgqa.extract.relations.checkpoint import RelationModel
from kgqa.extract.relations.examples import schema_of, words_of
from kgqa.extract.relations.finding import Scored, Spans, score_texts
from kgqa.extract.relations.forms import HEAD, TAIL
from kgqa.extract.relations.labels import LabelVectors
from kgqa.extract.relations.questions import MOST_SENTENCE
from kgqa.extract.relations.schema import RelationType, spoken
from kgqa.extract.relations.tokens import MAX_PIECES, Tokens, cut
from kgqa.types import Literal, Triple

EXTRACTOR = "trained"
"""What facts of this extractor say they come from."""

NEAR = 1
"""Sentences between two mentions, at most, where neither is the document's topic."""

Names = Choice["known", "written"]
"""What arguments of a sentence are called: as the ontology's graph calls them where that is known, or as the sentence
writes them."""


_Fact = tuple[tuple[int, int], int, tuple[int, int], float]
"""Head, number of the relation, tail and chance; head and tail as spans of words."""


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of a document that is read at once: the numbers of its entities and values there, values counted on
    after the entities, each with its spans of words."""

    number: int
    start: int
    tokens: Tokens
    own: tuple[int, ...]
    spans: tuple[Spans, ...]
    pairs: tuple[NDArray[np.int64], NDArray[np.int64]]


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
        windows = [window for number, each in enumerate(parsed) for window in self._windows(number, each)]
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
                first, last = _whole(tokens[row], head), _whole(tokens[row], tail)
                if names == "known":
                    first, _ = self.model.forms.write(ontology.id, each.label, HEAD, first)
                    last, _ = self.model.forms.write(ontology.id, each.label, TAIL, last, each.range)
                weighed[row].append((Triple(first, each.label, last), chance))
        return weighed

    def _sentences(
        self, tokens: Sequence[Tokens], relations: Sequence[RelationType], least: float
    ) -> Iterator[tuple[int, list[_Fact]]]:
        """Facts of sentences, each with the number of its sentence, surest first.

        With a network that is asked for relations, a fact is as likely as the mean of what both networks say of it, 0
        where one does not name it: the one knows its relations better, the other relations that none was trained on.
        """
        rival = self.model.cuts.rival
        asked = self._asked_of(tokens, relations, least) if self.model.asked is not None else None
        for row, scored in score_texts(self._net, tokens, self._of(relations)):
            if asked is None:
                found = _chosen(scored, least, rival)
                yield row, [(scored.entities[one][0], at, scored.entities[two][0], p) for one, at, two, p in found]
                continue
            chances: dict[tuple[tuple[int, int], int, tuple[int, int]], float] = {}
            for one, at, two, chance in _chosen(scored, least, 0.0):
                chances[scored.entities[one][0], at, scored.entities[two][0]] = chance / 2
            for at, answered in enumerate(asked[row]):
                for head, tail, chance in answered:
                    if key_of(tokens[row].said(head)) != key_of(tokens[row].said(tail)):
                        key = (head, at, tail)
                        chances[key] = chances.get(key, 0.0) + chance / 2
            yield row, _surest(chances, least, rival)

    def _asked_of(
        self, tokens: Sequence[Tokens], relations: Sequence[RelationType], least: float
    ) -> list[list[list[Answer]]]:
        if self._asked is None:
            self._asked = copy.deepcopy(self.model.asked)
            assert self._asked is not None
            self._asked.eval().bert.to(inference_dtype(torch.device("cpu")))
        return answers(self._asked, self.model.tokenizer, tokens, relations, least=least)

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
            [(at, spans) for at, each in enumerate(entities) if (spans := _spans(tokens[row], each))]
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

    def _windows(self, number: int, parsed: Parsed) -> Iterator[_Window]:
        text = parsed.document.text
        places = [entity.mentions for entity in parsed.entities] + [(value.span,) for value in parsed.values]
        entities = len(parsed.entities)
        for start, end in _stretches(self.model, parsed):
            tokens = cut(self.model.tokenizer, [text[start:end]])[0]
            own, spans = [], []
            for at, mentions in enumerate(places):
                inside = [Span(m.start - start, m.end - start) for m in mentions if start <= m.start and m.end <= end]
                found = _spans(tokens, inside)
                if found:
                    own.append(at)
                    spans.append(found)
            heads, tails = _pairs(parsed, own, places, entities)
            if len(heads):
                yield _Window(number, start, tokens, tuple(own), tuple(spans), (heads, tails))

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


def _chosen(scored: Scored, least: float, rival: float) -> Iterator[tuple[int, int, int, float]]:
    """Facts of a sentence, surest first, without those that are less sure than ``rival`` times the surest of their
    relation, or whose arguments both overlap with a surer one's."""
    if not len(scored.heads):
        return
    argument = np.array(scored.argument)
    chances = 1 / (1 + np.exp(-scored.logits.astype(np.float64)))
    chances *= np.sqrt(argument[scored.heads] * argument[scored.tails])[:, None]
    best = chances.max(axis=0, keepdims=True)
    pairs, relations = np.nonzero((chances >= least) & (chances >= rival * best))
    order = np.argsort(-chances[pairs, relations], kind="stable")
    chosen: list[tuple[int, int, int]] = []
    spans = scored.entities
    for at in order:
        head, relation, tail = int(scored.heads[pairs[at]]), int(relations[at]), int(scored.tails[pairs[at]])
        if all(
            relation != other or not (_touch(spans[head], spans[one]) and _touch(spans[tail], spans[two]))
            for one, other, two in chosen
        ):
            chosen.append((head, relation, tail))
            yield head, relation, tail, float(chances[pairs[at], relation])


def _surest(
    chances: Mapping[tuple[tuple[int, int], int, tuple[int, int]], float], least: float, rival: float
) -> list[_Fact]:
    """Facts that are likely enough, surest first, as :func:`_chosen` leaves some out."""
    best: dict[int, float] = {}
    for (_, at, _), chance in chances.items():
        best[at] = max(best.get(at, 0.0), chance)
    chosen: list[_Fact] = []
    for (head, at, tail), chance in sorted(chances.items(), key=lambda each: (-each[1], each[0])):
        if chance < least or chance < rival * best[at]:
            continue
        if all(
            at != other or not (_touch((head,), (one,)) and _touch((tail,), (two,))) for one, other, two, _ in chosen
        ):
            chosen.append((head, at, tail, chance))
    return chosen


def _spans(tokens: Tokens, mentions: Sequence[Span]) -> Spans:
    return tuple(sorted({found for each in mentions if (found := words_of(tokens, each.start, each.end))}))


def _whole(tokens: Tokens, span: tuple[int, int]) -> str:
    """The words of a span; brackets that it has one of, it has both of, where they stand next to it."""
    said = tokens.said(span)
    for opening, closing in ("()", "[]"):
        after = tokens.text[tokens.words[span[1] - 1].end :]
        if said.count(opening) == said.count(closing) + 1 and after.startswith(closing):
            said += closing
        before = tokens.text[: tokens.words[span[0]].start]
        if said.count(closing) == said.count(opening) + 1 and before.endswith(opening):
            said = opening + said
    return said


def _touch(one: Spans, other: Spans) -> bool:
    return any(a[0] < b[1] and b[0] < a[1] for a in one for b in other)


def _stretches(model: RelationModel, parsed: Parsed) -> Iterator[tuple[int, int]]:
    """The whole document where it is short enough; else runs of sentences that are, each half over the one before."""
    text = parsed.document.text
    if len(model.tokenizer.encode(text.encode("utf-8", "replace").decode("utf-8")).ids) <= MAX_PIECES:
        yield 0, len(text)
        return
    safe = [text[s.start : s.end].encode("utf-8", "replace").decode("utf-8") for s in parsed.sentences]
    sizes = [len(encoding.ids) for encoding in model.tokenizer.encode_batch(safe)]
    first = 0
    while first < len(sizes):
        past, pieces = first, 2
        while past < len(sizes) and (past == first or pieces + sizes[past] <= MAX_PIECES):
            pieces += sizes[past]
            past += 1
        yield parsed.sentences[first].start, parsed.sentences[past - 1].end
        if past == len(sizes):
            return
        first = max(first + 1, (first + past + 1) // 2)


def _pairs(
    parsed: Parsed, own: Sequence[int], places: Sequence[Sequence[Span]], entities: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs worth a look: those near each other, and those with what the document names first. Values are no heads."""
    starts = np.array([sentence.start for sentence in parsed.sentences] or [0])
    at = [np.searchsorted(starts, [m.start for m in places[each]], side="right") for each in own]
    firsts = [(mention.start, each) for each in own if each < entities for mention in places[each]]
    topic = min(firsts)[1] if firsts else -1
    heads, tails = [], []
    for one, first in enumerate(own):
        if first >= entities:
            continue
        for two, second in enumerate(own):
            if one != two and (topic in (first, second) or int(np.abs(at[one][:, None] - at[two][None]).min()) <= NEAR):
                heads.append(one)
                tails.append(two)
    return np.array(heads, np.int64), np.array(tails, np.int64)


def _place(parsed: Parsed, heads: Sequence[Span], tails: Sequence[Span]) -> tuple[Span, Span]:
    """The first sentence that names both, else the tail's that is nearest to a mention of the head; and in it the
    stretch from the first to the last of their words."""
    sentences = parsed.sentences or (Span(0, len(parsed.document.text)),)
    for sentence in sentences:
        ones, others = _inside(sentence, heads), _inside(sentence, tails)
        if ones and others:
            one, other = min(((a, b) for a in ones for b in others), key=lambda pair: (_gap(*pair), pair))
            return sentence, Span(min(one.start, other.start), max(one.end, other.end))
    tail = min(tails, key=lambda each: (min(_gap(each, head) for head in heads), each))
    sentence = next((each for each in sentences if each.start <= tail.start < each.end), sentences[-1])
    return sentence, tail


def _inside(sentence: Span, mentions: Sequence[Span]) -> list[Span]:
    return [each for each in mentions if sentence.start <= each.start and each.end <= sentence.end]


def _gap(one: Span, other: Span) -> int:
    return max(one.start, other.start) - min(one.end, other.end)
