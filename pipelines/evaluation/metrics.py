"""Which figures the tables of a task show, in order."""

from __future__ import annotations

from collections.abc import Sequence

from kgqa.data.card import Card
from kgqa.pipelines.evaluation.summary import Row

_RETRIEVAL = ("recall_passages_at_5", "recall_facts", "recall_paths_at_1", "recall_paths_at_5", "seconds")
_SHOWN = {
    "asking any": (
        "exact_match",
        "f1",
        "answered",
        "right_when_answered",
        "forced_exact_match",
        "linked_recall",
        *_RETRIEVAL,
    ),
    "asking all": ("exact_match", "f1", "hits_at_1", "answered", "right_when_answered", "linked_recall", *_RETRIEVAL),
    "reading": (
        "exact_match",
        "f1",
        "forced_exact_match",
        "forced_f1",
        "no_answer_right",
        "best_f1",
        "character_f1",
        "forced_character_f1",
        "answered",
        "right_when_answered",
        "seconds",
    ),
    "linking": (
        "strong_precision",
        "strong_recall",
        "strong_f1",
        "strong_with_nil_f1",
        "weak_f1",
        "mentions_f1",
        "known_recall",
        "seconds",
    ),
    "extraction": (
        "triple_precision",
        "triple_recall",
        "triple_f1",
        "triples_f1",
        "ontology_conformance",
        "subject_hallucination",
        "relation_hallucination",
        "object_hallucination",
    ),
}

_DOCUMENTS = ("triples_precision", "triples_recall", "triples_f1")
"""DocRED's micro figures; Text2KGBench's, which leave out facts of relations that are not asked for, are not its."""


def shown(card: Card, rows: Sequence[Row]) -> tuple[str, ...]:
    """Names of those that some row has."""
    task = f"{card.task} {card.answers}" if card.task == "asking" else card.task
    if card.name == "redocred":
        return tuple(name for name in _DOCUMENTS if any(row.figure(name) for row in rows))
    return tuple(name for name in _SHOWN[task] if any(row.figure(name) for row in rows))
