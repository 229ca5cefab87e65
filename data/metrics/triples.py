"""Triples read from a sentence, scored as Text2KGBench does (Mihindukulasooriya et al. 2023, ``run_eval.py``).

Seven figures a sentence, averaged over sentences and then over ontologies: precision, recall and F1 of the facts;
ontology conformance, the share of relations that the ontology has; and how many subjects, relations and objects are
made up: the relation where the ontology lacks it, the others where the sentence does not hold them
(:mod:`kgqa.data.metrics.hallucination`).

The script's ways, kept: predictions whose relation no gold triple has do not count against precision; a triple is
compared as one string without blanks and underscores, in lower case; no prediction scores 0, 0, 0 and conformance 1.
The script wants underscores for blanks in predicted relations; here both sides may have either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import astuple, dataclass

from kgqa.data.metrics.hallucination import made_up, without_blanks
from kgqa.errors import InputError
from kgqa.types import Literal, Node, Triple


@dataclass(frozen=True, slots=True)
class Text2KGScores:
    """The benchmark's figures of one sentence, or their means; fractions in [0, 1]."""

    precision: float
    recall: float
    f1: float
    conformance: float
    subject_hallucination: float
    relation_hallucination: float
    object_hallucination: float


def triple_key(triple: Triple) -> str:
    """What triples are compared by.

    >>> triple_key(Triple("Ada Lovelace", "born_in", "London"))
    'adalovelaceborninlondon'
    """
    return "".join(without_blanks(part) for part in (triple.head, triple.relation, _text(triple.tail)))


def triple_scores(golds: Iterable[Triple], predictions: Iterable[Triple]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the predictions that have a gold relation; repeated triples count once.

    >>> golds = [Triple("Inn", "mouth of", "Danube"), Triple("Inn", "country", "Austria")]
    >>> triple_scores(golds, [Triple("inn", "mouth_of", "danube"), Triple("Inn", "length", "518 km")])
    (1.0, 0.5, 0.6666666666666666)
    """
    golds = tuple(golds)
    relations = {_relation(gold.relation) for gold in golds}
    wanted = {triple_key(gold) for gold in golds}
    said = {triple_key(triple) for triple in predictions if _relation(triple.relation) in relations}
    right = len(wanted & said)
    if not right:
        return 0.0, 0.0, 0.0
    return right / len(said), right / len(wanted), 2 * right / (len(said) + len(wanted))


def ontology_conformance(predictions: Sequence[Triple], relations: Collection[str]) -> float:
    """Share of the predictions whose relation is one of the ontology's labels, to the letter; 1.0 for none.

    >>> ontology_conformance([Triple("Inn", "mouth_of", "Danube"), Triple("Inn", "Country", "x")], ["mouth of"])
    0.5
    """
    known = {_relation(relation) for relation in relations}
    if not predictions:
        return 1.0
    return sum(_relation(triple.relation) in known for triple in predictions) / len(predictions)


def text2kg_scores(
    sentence: str,
    golds: Iterable[Triple],
    predictions: Iterable[Triple],
    *,
    relations: Collection[str],
    concepts: Sequence[str],
) -> Text2KGScores:
    """All figures of one sentence. ``relations`` and ``concepts``: the ontology's labels, in its order.

    Heads and tails are words of the text ("Ada Lovelace"): one written with underscores is one word to the script,
    is stemmed as such, and may then be missed in the sentence.

    >>> fact = Triple("Inn", "mouth of", "Danube")
    >>> text2kg_scores("The Inn flows to the Danube.", [fact], [fact], relations=["mouth of"], concepts=["river"])
    Text2KGScores(precision=1.0, recall=1.0, f1=1.0, conformance=1.0, subject_hallucination=0.0, \
relation_hallucination=0.0, object_hallucination=0.0)
    """
    predictions = tuple(predictions)
    conformance = ontology_conformance(predictions, relations)
    subjects = made_up([triple.head for triple in predictions], sentence, concepts)
    objects = made_up([_text(triple.tail) for triple in predictions], sentence, concepts)
    return Text2KGScores(*triple_scores(golds, predictions), conformance, subjects, 1 - conformance, objects)


def text2kg_mean(scores: Iterable[Text2KGScores | None]) -> Text2KGScores:
    """Mean over sentences; None is a sentence that the system said nothing about, all zeros as in the script.

    The benchmark's global figures are the mean of its ontologies' means: call this again on those. Raises
    InputError where there is nothing to average.

    >>> text2kg_mean([Text2KGScores(1, 0.5, 2 / 3, 1, 0, 0, 0), None]).recall
    0.25
    """
    rows = [(0.0,) * 7 if each is None else astuple(each) for each in scores]
    if not rows:
        raise InputError("no sentences: a mean is over one sentence or more")
    return Text2KGScores(*(sum(column) / len(rows) for column in zip(*rows, strict=True)))


def _text(node: Node) -> str:
    return node.value if isinstance(node, Literal) else node


def _relation(label: str) -> str:
    return label.replace(" ", "_")
