"""Facts beside texts: where the question does not name a fact's relation and a text about the same thing says something
else, the fact is less likely meant. Of ten facts about a book one is of its illustrator, and sounds like an answer to
who wrote it; the book's page, which says who did, knows better. Nor is the number of students that of the night
students of whom a sentence tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import chain_label, node_name, passage_text
from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.linker.words import FUNCTION
from kgqa.reader.aggregation.answers import from_paths, from_spans
from kgqa.reader.calibration import log_odds, sigmoid
from kgqa.reader.doubts.asked_for import asks_for
from kgqa.reader.language.agreement import agree
from kgqa.reader.language.events import sentence
from kgqa.reader.language.opposites import is_same_end
from kgqa.reader.network.found import FoundPath, FoundSpan
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
    """The paths, those of one step made less probable that a text which names where they start says otherwise than,
    where the question does not name their relation (:func:`names_relation`), or the text's sentence has words of it
    that the relation lacks (:func:`lacks`): of what is further on a text need not tell. ``words``: the question without
    names, see :func:`kgqa.reader.language.named.without_names`."""
    told = list(zip(spans, from_spans(spans, lambda text: None), strict=True))
    kept = []
    for found, (answer,) in ((each, from_paths([each], graph)) for each in paths):
        if told and len(found.path.steps) == 1:
            label = chain_label(found.path.steps, graph)
            missing = None if not names_relation(words, label) else lacks(words, label)
            about = fold(node_name(found.path.start, graph).partition(" (")[0])
            against = (
                span.probability
                for span, said in told
                if not agree(answer, said) and _names(span, about) and (missing is None or _says(span, missing))
            )
            likely = max(against, default=0.0)
            less = AGAINST + WEIGHT * log_odds(likely)
            if likely >= LEAST and less > 0:
                found = replace(found, probability=sigmoid(log_odds(found.probability) - less))
        kept.append(found)
    return kept


def lacks(words: str, label: str) -> set[str]:
    """Stems of what a question asks for that a relation which may be meant does not say: all of it where only
    :func:`kgqa.reader.doubts.asked_for.asks_for` knows that it may, else :func:`unsaid_parts`.

    >>> lacks("who developed it?", "creator"), lacks("who created it?", "creator")
    ({'develop'}, set())
    """
    asked = _stems(words)
    if asked & _called(label) or not asks_for(words, label):
        return unsaid_parts(words, label)
    return asked


def unsaid_parts(words: str, label: str) -> set[str]:
    """Stems of what the question says right before a word of the relation's, and the relation does not.

    >>> unsaid_parts("the number of postgraduate students", "number of students")
    {'postgraduat'}
    >>> unsaid_parts("where was its birth place?", "place of birth")
    set()
    """
    asked, told = [stem(word) for word in fold(words).split() if word not in _SMALL], _called(label)
    return {one for one, after in pairwise(asked) if after in told and one not in told}


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
    return bool(_called(label) & asked)


def _called(label: str) -> set[str]:
    return {one for saying in sayings(label) for one in _stems(saying)}


def _stems(text: str) -> set[str]:
    return {stem(word) for word in fold(text).split() if word not in _SMALL}


def _says(span: FoundSpan, stems: set[str]) -> bool:
    first, last = sentence(span.passage.text, span.start, span.end)
    around = _stems(f"{span.passage.text[first : span.start]} {span.passage.text[span.end : last]}")
    # The stemmer leaves "pla" of "play" and "play" of "played".
    return any(one == other or one == other[:-1] or one[:-1] == other for one in stems for other in around)


def _names(span: FoundSpan, folded: str) -> bool:
    passage = span.passage
    # No blank after it: of "Nordlys's" the sign is folded away.
    return f" {folded}" in f" {fold(passage_text(passage.title, passage.text))}"
