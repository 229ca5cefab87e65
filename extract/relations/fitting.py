"""Cuts of a trained extractor, fitted on texts that it was not trained on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kgqa.data.example import ExtractionExample
from kgqa.data.metrics.triples import triple_scores
from kgqa.data.ontology import Ontology
from kgqa.data.redocred import Document
from kgqa.extract.document import Span
from kgqa.extract.relations.checkpoint import Cuts, RelationModel
from kgqa.extract.relations.extractor import RelationExtractor
from kgqa.extract.relations.schema import RelationType

_LEAST = 0.002
_GRID = tuple(round(0.05 * step, 2) for step in range(2, 15))


def fit_documents(model: RelationModel, documents: Sequence[Document], schema: Sequence[RelationType]) -> Cuts:
    """The cut that gives the best micro F1 over the documents, and the scale of probabilities (Platt 1999)."""
    plain = replace(model, cuts=replace(model.cuts, scale=1.0, shift=0.0))
    extractor = RelationExtractor(plain, schema)
    found = extractor.given([each.text for each in documents], [spans_of(each) for each in documents], least=_LEAST)
    chances: list[float] = []
    right: list[bool] = []
    for document, facts in zip(documents, found, strict=True):
        gold = set(document.triples)
        for head, relation, tail, likely in facts:
            chances.append(likely)
            right.append((head, relation, tail) in gold)
    total = sum(len(each.triples) for each in documents)
    chance, correct = np.array(chances), np.array(right, bool)
    order = np.argsort(-chance, kind="stable")
    hits = np.cumsum(correct[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + total)
    cut = float(chance[order[int(f1.argmax())]])
    scale, shift = platt(np.log(chance / (1 - chance)), correct)
    logit = scale * np.log(cut / (1 - cut)) + shift
    return replace(model.cuts, documents=float(1 / (1 + np.exp(-logit))), scale=scale, shift=shift)


def fit_sentences(model: RelationModel, held: Iterable[tuple[Ontology, Sequence[ExtractionExample]]]) -> Cuts:
    """The cut that gives the best F1 as Text2KGBench counts it, averaged over sentences and then over ontologies."""
    extractor = RelationExtractor(model, model.schema or [RelationType("", "relation")])
    totals = np.zeros(len(_GRID))
    for ontology, examples in held:
        if not examples:
            continue
        found = extractor.weighed([each.text for each in examples], ontology)
        for at, cut in enumerate(_GRID):
            scores = [
                triple_scores(each.triples, [triple for triple, chance in facts if chance >= cut])[2]
                for each, facts in zip(examples, found, strict=True)
            ]
            totals[at] += sum(scores) / len(scores)
    # The highest cut of those that are as good as the best but for a hundredth: facts of relations that a sentence
    # does not state cost nothing in that count, and are wrong all the same.
    good = [cut for cut, total in zip(_GRID, totals, strict=True) if total >= 0.99 * totals.max()]
    return replace(model.cuts, sentences=max(good))


def spans_of(document: Document) -> list[list[Span]]:
    """The mentions of each entity of a document."""
    return [[Span(mention.start, mention.end) for mention in mentions] for mentions in document.mentions]


def platt(logits: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[float, float]:
    """Scale and shift of logits for the greatest likelihood, by Newton's method."""
    scale, shift = 1.0, 0.0
    for _ in range(50):
        chance = 1 / (1 + np.exp(-(scale * logits + shift)))
        gap, weight = chance - right, chance * (1 - chance)
        gradient = np.array([(gap * logits).sum(), gap.sum()])
        cross = (weight * logits).sum()
        hessian = np.array([[(weight * logits**2).sum(), cross], [cross, weight.sum()]]) + 1e-6 * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        scale, shift = scale - step[0], shift - step[1]
        if float(np.abs(step).max()) < 1e-8:
            break
    return float(scale), float(shift)
