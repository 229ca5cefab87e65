"""What a step of training the extractor of relations loses.

Every step reads texts of one schema. Three losses are added: which spans are arguments, what type an entity has
(where it is known), and which relations hold between pairs of entities. The spans that the network itself thinks
best, though they are none, take part in pairs too, so that a span with one word too many loses against the right one.
Some relations of other schemas are asked for beside the schema's own, and domain and range are left out now and then,
so that the words of a relation come to matter: what makes an ontology work that training never saw.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from kgqa.encoders.precision import training_autocast
from kgqa.extract.relations.batches import best_spans, span_targets, text_batch
from kgqa.extract.relations.examples import RelationExample
from kgqa.extract.relations.labels import LabelVectors
from kgqa.extract.relations.model import TYPES, RelationNet
from kgqa.extract.relations.schema import RelationType, spoken
from kgqa.extract.relations.settings import RelationSettings

_MANY = 12
"""Known entities of a text from which on not every pair of them takes part."""

Schemas = Mapping[str, Sequence[RelationType]]


class AskedRelations:
    """The relations that a step asks for: those of its schema and some of others."""

    def __init__(self, labels: LabelVectors, schemas: Schemas, settings: RelationSettings) -> None:
        self._settings = settings
        self._vectors = {name: torch.from_numpy(labels.of(relations)) for name, relations in sorted(schemas.items())}
        pool = {spoken(each.label): each for name in sorted(schemas) for each in schemas[name]}
        words = sorted(pool)
        self._pool = torch.from_numpy(labels.of([pool[word] for word in words]))
        known = labels.words(words)
        self._far: dict[str, list[int]] = {}
        for name, relations in sorted(schemas.items()):
            own = labels.words([spoken(each.label) for each in relations])
            nearest: np.ndarray[tuple[int], np.dtype[np.float32]] = (known @ own.T).max(axis=1)
            self._far[name] = [at for at, value in enumerate(nearest) if value < settings.near]

    def words(self, space: str, rng: random.Random) -> tuple[Tensor, int]:
        """Vectors of words of the relations asked for, and how many of them, the first, are the schema's own."""
        own = self._vectors[space]
        far = self._far[space]
        others = sorted(rng.sample(far, min(len(far), self._settings.others)))
        asked = torch.cat([own, self._pool[others]])
        if rng.random() < self._settings.nameless:
            asked = asked.clone()
            asked[:, asked.shape[1] // 3 :] = 0.0
        return asked, len(own)


def batch_loss(
    net: RelationNet,
    examples: Sequence[RelationExample],
    asked: AskedRelations,
    settings: RelationSettings,
    rng: random.Random,
) -> Tensor:
    """The three losses of texts of one schema, added."""
    device = next(net.parameters()).device
    # Now and then the names of sentences are given too, as those of documents are.
    told = rng.random() < settings.told
    entities = [
        [*each.entities, *((span,) for span in each.others[:_MANY] if told and not each.given)] for each in examples
    ]
    given = [
        [span for entity in own for span in entity] if told or each.given else []
        for each, own in zip(examples, entities, strict=True)
    ]
    batch = text_batch([each.tokens for each in examples], given).to(device)
    with training_autocast(device, settings.bf16):
        seen = net.look(batch.ids, batch.mask, batch.marks)
        loss = torch.zeros((), device=device)
        taught = [row for row, each in enumerate(examples) if not told and not each.given]
        logits = None
        if taught:
            rows = torch.arange(len(examples), device=device)[:, None]
            logits = net.spans(seen.hidden[rows, batch.first], seen.hidden[rows, batch.last])
            targets = span_targets([examples[row] for row in taught], logits.shape[1])
            right, weight = (part.to(device) for part in targets)
            each = functional.binary_cross_entropy_with_logits(logits[taught], right, reduction="none")
            loss = loss + (each * weight).sum() / right.sum().clamp(min=1)
        # What the network thinks best is looked up on the CPU, in one go: a GPU would wait for each text.
        thought = None if logits is None else logits.detach().cpu()
        for row in taught:
            assert thought is not None
            known = {span for entity in entities[row] for span in entity}
            count = len(examples[row].tokens.words)
            spans = best_spans(thought[row], count, settings.wrong + len(known))
            wrong = [(first, past) for first, past, _ in spans if (first, past) not in known]
            entities[row] += [(span,) for span in wrong[: settings.wrong]]
        mentions = [
            (row, examples[row].tokens.first[first], examples[row].tokens.last[past - 1], entity)
            for row, each in enumerate(entities)
            for entity, spans in enumerate(each)
            for first, past in spans
        ]
        if not mentions:
            return loss
        starts = [0]
        for each_entities in entities:
            starts.append(starts[-1] + len(each_entities))
        rows_of, firsts, lasts, numbers = (list(column) for column in zip(*mentions, strict=True))
        at, first, last = (torch.tensor(column, device=device) for column in (rows_of, firsts, lasts))
        of = torch.tensor([starts[row] + entity for row, entity in zip(rows_of, numbers, strict=True)], device=device)
        pooled, looks, kinds = net.entities(seen, at, first, last, of, starts[-1])
        loss = loss + _type_loss(kinds, examples, rows_of, numbers)
        words, schema = asked.words(examples[0].space, rng)
        relations = net.relations(words.to(device))
        ends: list[tuple[Tensor, Tensor, Tensor]] = []
        golds, weights = [], []
        for row, example in enumerate(examples):
            count = len(entities[row])
            if count < 2:
                continue
            mine = slice(starts[row], starts[row + 1])
            contexts = net.contexts(seen.hidden[row], looks[mine])
            heads, tails = pairs_of(count)
            gold, weight = _relation_targets(example, count, len(words), schema, settings.weak)
            kept = _kept(heads, tails, gold, len(example.entities), rng, settings)
            heads, tails = heads[kept].to(device), tails[kept].to(device)
            ends.append((pooled[mine][heads], pooled[mine][tails], contexts[heads, tails]))
            golds.append(gold[kept])
            weights.append(weight[kept])
        if not ends:
            return loss
        vectors = net.pairs(*(torch.cat(parts) for parts in zip(*ends, strict=True)))
        scores = net.scores(vectors, relations)
        gold, weight = torch.cat(golds).to(device), torch.cat(weights).to(device)
        lost = functional.binary_cross_entropy_with_logits(scores, gold, reduction="none")
        return loss + (lost * weight).sum() / gold.sum().clamp(min=1)


def pairs_of(count: int) -> tuple[Tensor, Tensor]:
    """All ordered pairs of different entities as (heads, tails), each (count * (count - 1),)."""
    heads = torch.arange(count).repeat_interleave(count - 1)
    tails = torch.arange(count - 1).repeat(count)
    return heads, tails + (tails >= heads).long()


def _kept(
    heads: Tensor, tails: Tensor, gold: Tensor, known: int, rng: random.Random, settings: RelationSettings
) -> Tensor:
    """The pairs that take part: all with a fact, a share of those of known entities and of the others."""
    both = ((heads < known) & (tails < known)).tolist()
    share = settings.pairs if known > _MANY else 1.0
    draw = [
        rng.random() < (share if each else settings.pairs * (1.0 if one or two else 0.5))
        for each, one, two in zip(both, (heads < known).tolist(), (tails < known).tolist(), strict=True)
    ]
    return (torch.tensor(draw) | (gold.sum(1) > 0)).nonzero()[:, 0]


def _relation_targets(
    example: RelationExample, count: int, asked: int, schema: int, weak: float
) -> tuple[Tensor, Tensor]:
    gold = torch.zeros(count * (count - 1), asked)
    weight = torch.ones(count * (count - 1), asked)
    if not example.complete:
        said = sorted({relation for _, relation, _ in example.facts})
        weight[:] = weak
        weight[:, said] = 1.0
    for head, relation, tail in example.facts:
        pair = head * (count - 1) + tail - (tail > head)
        gold[pair, relation] = 1.0
        weight[pair, :schema] = torch.clamp(weight[pair, :schema], min=weak * 4)
        weight[pair, relation] = 1.0
    return gold, weight


def _type_loss(
    kinds: Tensor, examples: Sequence[RelationExample], rows: Sequence[int], entities: Sequence[int]
) -> Tensor:
    wanted = [
        examples[row].types[entity] if entity < len(examples[row].types) else -1
        for row, entity in zip(rows, entities, strict=True)
    ]
    if all(each < 0 for each in wanted):
        return kinds.new_zeros(())
    right = torch.tensor(wanted, device=kinds.device)
    return functional.cross_entropy(kinds.float().view(-1, len(TYPES)), right, ignore_index=-1)
