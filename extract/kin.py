"""What a sentence says of somebody's kin is not said of that one: "his brother was born in Ghent"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.extract.document import Span
from kgqa.extract.found import FoundFact
from kgqa.extract.parsed import Parsed
from kgqa.extract.syntax.lexicon import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

OF_KIN = 0.4
"""What is left of the trained extractor's confidence where each sentence speaks of kin: no surest one is a fact then,
and all are listed for review."""
NEAR_ONES = word_set(
    """
    son daughter child brother sister sibling twin husband wife spouse father mother parent grandson granddaughter
    grandchild grandfather grandmother grandparent uncle aunt nephew niece cousin widow widower stepfather stepmother
    stepson stepdaughter fiancé fiancée fiance fiancee ancestor descendant family friend partner lover teacher pupil
    colleague mentor tutor namesake half-brother half-sister
    """
)
"""Nouns for people that a text names by whose they are."""
BETWEEN = frozenset(
    {"spouse", "sibling", "child", "children", "father", "mother", "parent", "parents", "relative", "partner", "family"}
    | {"unmarried partner", "student", "student of", "teacher", "doctoral advisor", "named after", "significant person"}
)
"""Relations between the two, which such a sentence does say."""
_FARTHEST = 12
"""Steps from a word up to its clause, at most."""


def less_sure_of_kin(trained: Sequence[FoundFact], parsed: Parsed) -> tuple[FoundFact, ...]:
    """The trained extractor's facts, those whose tail stands only where a text speaks of the head's kin less sure."""
    if not any(token.lemma_.lower() in NEAR_ONES for token in parsed.doc):
        return tuple(trained)
    by_value: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for value in parsed.values:
        by_value[value.value, value.datatype].append(value.span)
    found = []
    for fact in trained:
        tail = fact.tail
        spans = parsed.entities[tail].mentions if isinstance(tail, int) else by_value[tail.value, tail.datatype]
        of_kin = (
            fact.relation.lower() not in BETWEEN
            and bool(spans)
            and all(_speaks_of_kin(parsed, span, parsed.entities[fact.head].mentions) for span in spans)
        )
        found.append(replace(fact, confidence=OF_KIN * fact.confidence) if of_kin else fact)
    return tuple(found)


def _speaks_of_kin(parsed: Parsed, span: Span, heads: Sequence[Span]) -> bool:
    """Whether the clause that a mention stands in has somebody's kin for a subject, who is not the head."""
    found = parsed.doc.char_span(span.start, span.end, alignment_mode="expand")
    if found is None or not len(found):
        return False
    at: Token = found.root
    for _ in range(_FARTHEST):
        if _is_kin(at) and at.dep_ not in ("attr", "compound") and not _is(at, heads):
            return True  # "his brother in Ghent"
        if subjects := [kid for kid in at.children if kid.dep_ in ("nsubj", "nsubjpass")]:
            subject = subjects[0]
            if subject.tag_ in ("WP", "WDT"):  # "who": of the noun before the clause
                if at.dep_ != "relcl":
                    return False
                at = at.head
                continue
            return _names_kin(subject) and not _is(subject, heads)
        if at.head.i == at.i:
            return False
        at = at.head
    return False


def _names_kin(subject: Token) -> bool:
    """Whether a subject is "his brother", "the brother of X", "his brother Hugo" or "Hugo, his brother"."""
    beside = (kid for kid in subject.children if kid.dep_ in ("compound", "appos", "nmod"))
    return any(_is_kin(token) for token in (subject, *beside)) or any(
        _is_kin(kid) for preposition in _of(subject) for kid in preposition.children
    )


def _of(noun: Token) -> Iterable[Token]:
    """The "of" of "both of his parents"."""
    return (kid for kid in noun.children if kid.dep_ == "prep" and kid.lower_ == "of" and noun.pos_ in ("PRON", "NUM"))


def _is_kin(noun: Token) -> bool:
    if noun.lemma_.lower() not in NEAR_ONES or noun.pos_ not in ("NOUN", "PROPN"):
        return False
    return any(kid.dep_ == "poss" or (kid.dep_ == "prep" and kid.lower_ == "of") for kid in noun.children)


def _is(token: Token, heads: Sequence[Span]) -> bool:
    """Whether a mention of the head names the token itself, or what stands beside it, and not only its owner."""
    named = [token, *(kid for kid in token.children if kid.dep_ in ("appos", "compound", "nmod"))]
    return any(head.start <= each.idx < head.end for each in named for head in heads)
