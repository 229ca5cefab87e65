"""The facts that a text is said to state, against gold ones."""

from __future__ import annotations

from collections.abc import Sequence

from kgqa.data.example import ExtractionExample
from kgqa.data.metrics.triples import text2kg_scores, triple_key, triple_scores
from kgqa.data.ontology import Ontology
from kgqa.pipelines.evaluation.judged import Judged
from kgqa.pipelines.evaluation.judging import shortened
from kgqa.pipelines.evaluation.summary import Miss, Piece
from kgqa.types import Literal, Triple


def judge(
    example: ExtractionExample,
    found: Sequence[Triple],
    ontology: Ontology | None,
    *,
    indexes: Sequence[tuple[int, str, int]] = (),
    seconds: float = 0.0,
    error: str = "",
) -> Judged:
    """One text's facts: Text2KGBench's figures of the sentence (with an ontology all seven), and strict counts.

    The counts ("triples") take every predicted fact, those with relations that no gold fact has too. ``indexes``: the
    facts between entities by their index in the document, where the data set numbers them; they are kept alone.
    """
    golds = {triple_key(triple): triple for triple in example.triples}
    said = {triple_key(triple): triple for triple in found}
    right = len(golds.keys() & said.keys())
    whole = golds.keys() == said.keys() and not error
    metrics = _figures(example, found, ontology)
    if error:  # the script gives a sentence without any output zeros throughout
        metrics = dict.fromkeys(metrics, 0.0)
    lost = "error" if error else "" if whole else "read"
    miss = Miss(
        example.id,
        shortened(example.text),
        tuple(_words(triple) for triple in example.triples),
        example.ontology,
        lost,
        (),
        (),
        tuple(Piece(_words(triple), 1.0, "fact", key in golds) for key, triple in said.items()),
        "",
        error,
    )
    return Judged(
        example.id,
        example.ontology,
        answered=bool(said),
        right=whole,
        metrics=metrics,
        counts={"triples": (right, len(said) - right, len(golds) - right)},
        triples=tuple(_parts(triple) for triple in said.values()),
        indexes=tuple(indexes),
        lost=lost,
        seconds=round(seconds, 6),
        error=error,
        miss=miss if lost else None,
    )


def _figures(example: ExtractionExample, found: Sequence[Triple], ontology: Ontology | None) -> dict[str, float]:
    if ontology is None:
        scores = triple_scores(example.triples, found)
        return dict(zip(("triple_precision", "triple_recall", "triple_f1"), scores, strict=True))
    scored = text2kg_scores(
        example.text,
        [_spoken(triple) for triple in example.triples],
        [_spoken(triple) for triple in found],
        relations=[relation.label for relation in ontology.relations],
        concepts=[concept.label for concept in ontology.concepts],
    )
    return {
        "triple_precision": scored.precision,
        "triple_recall": scored.recall,
        "triple_f1": scored.f1,
        "ontology_conformance": scored.conformance,
        "subject_hallucination": scored.subject_hallucination,
        "relation_hallucination": scored.relation_hallucination,
        "object_hallucination": scored.object_hallucination,
    }


def _spoken(triple: Triple) -> Triple:
    """Names with blanks: DBpedia's underscores would be one word to the hallucination rates."""
    tail = triple.tail.value if isinstance(triple.tail, Literal) else triple.tail
    return Triple(triple.head.replace("_", " "), triple.relation, tail.replace("_", " "))


def _words(triple: Triple) -> str:
    return " | ".join(_parts(triple))


def _parts(triple: Triple) -> tuple[str, str, str]:
    tail = triple.tail.value if isinstance(triple.tail, Literal) else triple.tail
    return triple.head, triple.relation, tail
