"""Whose birth or death a clause tells: "When he died in 1938, the firm passed to Hedda" says no more of Hedda than that
she lived."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.extract.document import Span
from kgqa.extract.found import FoundFact
from kgqa.extract.parsed import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Token

OF_ANOTHER = 0.4
"""What is left of the trained extractor's confidence in a birth or death that each clause tells of somebody else."""

_FATES = {
    "date of death": ("die", "pass"),
    "place of death": ("die", "pass"),
    "date of birth": ("bear", "born"),
    "place of birth": ("bear", "born"),
}
_FARTHEST = 12
"""Steps from a word up to the verb of its clause, at most."""


def less_sure_of_other_fates(trained: Sequence[FoundFact], parsed: Parsed) -> tuple[FoundFact, ...]:
    """The trained extractor's facts, the births and deaths that a verb tells of somebody else less sure: one whose
    subject is another name, or a pronoun in a sentence where the head is named."""
    if not any(fact.relation in _FATES for fact in trained):
        return tuple(trained)
    by_value: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for value in parsed.values:
        by_value[value.value, value.datatype].append(value.span)
    found = []
    for fact in trained:
        if fact.relation in _FATES:
            tail = fact.tail
            spans = parsed.entities[tail].mentions if isinstance(tail, int) else by_value[tail.value, tail.datatype]
            heads = parsed.entities[fact.head].mentions
            if spans and all(_is_of_another(parsed, span, heads, _FATES[fact.relation]) for span in spans):
                fact = replace(fact, confidence=OF_ANOTHER * fact.confidence)
        found.append(fact)
    return tuple(found)


def _is_of_another(parsed: Parsed, span: Span, heads: Sequence[Span], verbs: Sequence[str]) -> bool:
    """Whether what stands in ``span`` is told with such a verb, whose subject is not the head."""
    found = parsed.doc.char_span(span.start, span.end, alignment_mode="expand")
    if found is None or not len(found):
        return False
    at: Token = found.root
    for _ in range(_FARTHEST):
        if at.lemma_.lower() in verbs and at.pos_ in ("VERB", "AUX"):
            subjects = [kid for kid in at.children if kid.dep_ in ("nsubj", "nsubjpass")]
            return bool(subjects) and _is_another(subjects[0], heads)
        if at.head.i == at.i:
            return False
        at = at.head
    return False


def _is_another(subject: Token, heads: Sequence[Span]) -> bool:
    names = [subject, *(kid for kid in subject.subtree if kid.dep_ in ("appos", "compound", "nmod"))]
    if any(head.start <= each.idx < head.end for each in names for head in heads):
        return False
    if subject.pos_ == "PROPN":
        return True
    sentence = subject.sent
    is_here = any(sentence.start_char <= head.start < sentence.end_char for head in heads)
    return subject.pos_ == "PRON" and subject.lower_ in ("he", "she") and is_here and not _is_before(subject, heads)


def _is_before(subject: Token, heads: Sequence[Span]) -> bool:
    """Whether the head is named in the same sentence before a pronoun, which may mean it."""
    return any(subject.sent.start_char <= head.start < subject.idx for head in heads)
