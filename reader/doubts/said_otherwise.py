"""Facts beside texts: where the question does not name a fact's relation and a text about the same thing says something
else, the fact is less likely meant. Of ten facts about a book one is of its illustrator, and sounds like an answer to
who wrote it; the book's page, which says who did, knows better."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import chain_label, node_name, passage_text
from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.linker.words import FUNCTION
from kgqa.reader.agreement import agree
from kgqa.reader.answers import from_paths, from_spans
from kgqa.reader.calibration import log_odds, sigmoid
from kgqa.reader.doubts.asked_for import asks_for
from kgqa.reader.doubts.opposites import is_same_end
from kgqa.reader.found import FoundPath, FoundSpan
from kgqa.retriever.wording import sayings

AGAINST, WEIGHT = 4.0, 0.6
"""Taken off the log odds of such a fact: the first beside a text that is as likely right as wrong, and so much for each
unit of that text's log odds; never added. On the training part of ``benchmarks.facts`` ten idle facts of the same thing
so cost passages 2.3 points of F1 where they cost 5.2, and as many contradictions are told, 88.5 %."""

LEAST = 0.1
"""Least probability of such a text."""

_ASKED_BY = {
    "where": re.compile(r"\b(?:locat(?:ion|ed)|place|country|city|region|address|headquarters|residence)\b"),
    "when": re.compile(r"\b(?:date|year|day|time|inception)\b"),
}
"""What a question word asks for without naming it."""

_WORD = re.compile(r"[A-Za-z]{3}")
_SMALL = FUNCTION - {"die"} | {"it", "film", "movie", "person", "name", "number", "date", "place"}


def beside_texts(words: str, paths: Sequence[FoundPath], spans: Sequence[FoundSpan], graph: Graph) -> list[FoundPath]:
    """The paths, those of one step made less probable whose relation the question does not name
    (:func:`names_relation`) and that a text which names where they start says otherwise than: of what is further on it
    need not tell. ``words``: the question without names, see :func:`kgqa.reader.named.without_names`."""
    told = list(zip(spans, from_spans(spans, lambda text: None), strict=True))
    kept = []
    for found, (answer,) in ((each, from_paths([each], graph)) for each in paths):
        if told and len(found.path.steps) == 1 and not names_relation(words, chain_label(found.path.steps, graph)):
            about = fold(node_name(found.path.start, graph).partition(" (")[0])
            against = (span.probability for span, said in told if not agree(answer, said) and _names(span, about))
            likely = max(against, default=0.0)
            less = AGAINST + WEIGHT * log_odds(likely)
            if likely >= LEAST and less > 0:
                found = replace(found, probability=sigmoid(log_odds(found.probability) - less))
        kept.append(found)
    return kept


def names_relation(words: str, label: str) -> bool:
    """Whether a question has a word of a relation's label, or of how people call it or ask for it, or a question
    word that asks for such.

    >>> names_relation("who directed it?", "director"), names_relation("who wrote it?", "illustrator")
    (True, False)
    """
    if _WORD.search(label) is None:
        return True  # a code, or a script of its own: its words tell nothing
    asked = _stems(words)
    if any(word in words.lower().split()[:3] and kind.search(label) for word, kind in _ASKED_BY.items()):
        return True
    if is_same_end(words, label) or asks_for(words, label):
        return True
    return any(_stems(saying) & asked for saying in sayings(label))


def _stems(text: str) -> set[str]:
    return {stem(word) for word in fold(text).split() if word not in _SMALL}


def _names(span: FoundSpan, folded: str) -> bool:
    passage = span.passage
    # No blank after it: of "Nordlys's" the sign is folded away.
    return f" {folded}" in f" {fold(passage_text(passage.title, passage.text))}"
