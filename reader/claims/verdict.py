"""What the answers to an open question say of a claim: yes, no, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgqa.data.metrics.answers import normalize_answer
from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.linker.words import FUNCTION
from kgqa.reader.asked.event_dates import tells_when
from kgqa.reader.claims.amounts import holds
from kgqa.reader.claims.bygone import is_bygone
from kgqa.reader.claims.claimed import Claim, claimed
from kgqa.reader.claims.names import named_in, tells_of
from kgqa.reader.claims.sorts import defined_as
from kgqa.reader.claims.terms import in_term
from kgqa.reader.claims.times import dates_of, happens_once, is_of_life, is_one_term, period, terms, told_otherwise
from kgqa.reader.claims.turned import is_turned
from kgqa.reader.claims.values import meets
from kgqa.reader.facts.yes_no import CLOSED_WORLD
from kgqa.reader.language.events import sentence
from kgqa.reader.language.quantities import date
from kgqa.stages import Reader
from kgqa.types import Answer, Derivation, Evidence, Passage, Path, Question, Support

LEAST = 0.1
"""Least score of an answer that a claim is held against."""

TOLD = 0.85
"""Probability of what a page's definition or a stated term of office says in so many words."""

_DENIAL = re.compile(r"\b(?:not|never|no longer)\b(?P<what>(?: [\w-]+){1,3})")
_DENIES = re.compile(r"\b(?:not|never|no longer|nobody|no[ -]one|none)\b|n['’]t\b", re.IGNORECASE)
_NOT_UNTIL = re.compile(r"\b(?:not .*\b(?:until|till|before)|not (?:only|just|merely|far))\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:–—]|\b(?:but|and|although|though|while|which|who|that)\b", re.IGNORECASE)
_KIN = (
    (re.compile(r"\b(?:husband|wife|spouse)\b"), re.compile(r"\b(?:husband|wife|spouse|widow\w*|marri\w+|wed\w*)\b")),
    (
        re.compile(r"\b(?:father|mother|parent)\b"),
        re.compile(r"\b(?:father|mother|parents?|(?:son|daughter|child|children) of|born to)\b"),
    ),
)
"""Words for kin in questions, and those of a sentence that tells of them."""


def judged(claim: Claim, answers: Sequence[Answer], evidence: Sequence[Evidence] = ()) -> tuple[Answer, ...]:
    """What the ``answers`` to the open question, best first, say of the claim: yes where one that is half as likely as
    the best or more is what is claimed; no where the best is another and there can be but one; nothing where none is
    likely, or where it cannot be told (:mod:`kgqa.reader.claims.values`, :mod:`kgqa.reader.claims.times`,
    :mod:`kgqa.reader.claims.bygone`, :mod:`kgqa.reader.claims.turned`).
    ``evidence``: what the answers were found in."""
    if claim.about == "sort":
        return _of_sort(claim, evidence)
    if (held := in_term(claim.open, claim.value, evidence)) is not None:
        within, number = held
        score = TOLD if within else round(TOLD * CLOSED_WORLD, 4)
        return (
            Answer("yes" if within else "no", score, "boolean", (Support(number),), (), ("yes" if within else "no",)),
        )
    likely = [answer for answer in answers if answer.score >= max(LEAST, answers[0].score / 2)]
    if claim.about == "amount":
        return _of_amount(claim, likely, evidence)
    likely = [answer for answer in likely if _tells_when(claim.open, answer, evidence)]
    likely = [answer for answer in likely if not is_turned(claim.open, answer, evidence)]
    if likely and not tells_of(claim.open, likely[0], evidence):
        return ()
    found = [_met(claim, answer, _place(answer, evidence)) for answer in likely]
    for answer, is_met in zip(likely, found, strict=True):
        if is_met and tells_of(claim.open, answer, evidence) and not _is_denied(claim, _place(answer, evidence)):
            return (replace(_of("yes", answer, answer.score), derivation=_meeting(claim, answer)),)
    refuted = likely and claim.only and None not in found and likely[0].kind != "boolean"
    if refuted and _is_alone(claim, _place(likely[0], evidence)):
        return (_of("no", likely[0], round(likely[0].score * CLOSED_WORLD, 4)),)
    return ()


def _of_sort(claim: Claim, evidence: Sequence[Evidence]) -> tuple[Answer, ...]:
    """Yes, where a page says so; that it says something else refutes nothing, since a thing is of many kinds."""
    place = defined_as(claim.who, claim.value, evidence)
    return () if place is None else (Answer("yes", TOLD, "boolean", (Support(*place),), (), ("yes",)),)


def _of_amount(claim: Claim, likely: Sequence[Answer], evidence: Sequence[Evidence]) -> tuple[Answer, ...]:
    if not likely or not tells_of(claim.open, likely[0], evidence):
        return ()
    held = holds(claim.open, claim.value, likely, evidence)
    place = _place(likely[0], evidence)
    if held is None or (place is not None and is_bygone(claim.open, *place)):
        return ()
    score = likely[0].score if held else round(likely[0].score * CLOSED_WORLD, 4)
    return (_of("yes" if held else "no", likely[0], score),)


def _tells_when(question: str, answer: Answer, evidence: Sequence[Evidence]) -> bool:
    """Whether the facts of the graph that an answer rests on, if any, may say when that was which is asked about: no
    date of birth says when somebody was mayor."""
    if not question.startswith("When"):
        return True
    pieces = [evidence[one.evidence] for one in answer.support if one.evidence < len(evidence)]
    facts = [piece.text for piece in pieces if isinstance(piece.content, Path)]
    return all(tells_when(question, text.rpartition("|")[2].partition(":")[0].strip()) for text in facts)


_Place = tuple[str, int, int]


def _place(answer: Answer, evidence: Sequence[Evidence]) -> _Place | None:
    """The text that an answer was found in, and where in it."""
    for support in answer.support:
        if support.evidence < len(evidence) and support.start is not None and support.end is not None:
            content = evidence[support.evidence].content
            if isinstance(content, Passage):
                return content.text, support.start, support.end
    return None


def _met(claim: Claim, answer: Answer, place: _Place | None) -> bool | None:
    """Whether an answer is what is claimed; None where that cannot be told."""
    if place is not None and is_bygone(claim.open, *place):
        return None
    found = meets(claim.value, answer, asks=claim.open, told=place[0] if place else "")
    when = date(claim.value)
    if found or when is None or not claim.open.startswith("When"):
        return found
    if place is None:
        told = period(answer.text, 0, len(answer.text))  # a fact may say "2001–2009"
        return found if told is None else True if told.low <= when.low and when.high <= told.high else None
    told = period(*place)
    again = terms(*place)[1:] if not happens_once(claim.open) else []
    if any(more.low <= when.low and when.high <= more.high for more in again):
        return True
    if told is None or told.before(when) or when.before(told) or is_of_life(claim.open):
        return found
    # What is built in some years is not built in each of them.
    return None if happens_once(claim.open) else (told.low <= when.low and when.high <= told.high) or None


def _is_denied(claim: Claim, place: _Place | None) -> bool:
    """Whether what was found stands in a denial, or the text goes on to deny the claim: "It is not the capital"."""
    asked = {stem(word) for word in fold(claim.open).split() if word not in FUNCTION} - {
        stem(word) for word in named_in(claim.open)
    }
    if place is not None and is_within_denial(*place[:2]):
        return True
    denials = () if place is None else _DENIAL.finditer(place[0])
    return any(asked & {stem(word) for word in fold(found["what"]).split()} for found in denials)


def is_within_denial(text: str, start: int) -> bool:
    """Whether the clause in which ``text[start:]`` begins has denied something before that.

    >>> text = "Nobody saw the Hob Edge. It was not in Velm but in Brinn, and not opened until 1950."
    >>> [is_within_denial(text, text.index(name)) for name in ("Hob Edge", "Velm", "Brinn", "1950")]
    [True, True, False, False]
    """
    clause = _CLAUSE_END.split(text[sentence(text, start, start)[0] : start])[-1]
    return _DENIES.search(clause) is not None and _NOT_UNTIL.search(clause) is None


def _is_alone(claim: Claim, place: _Place | None) -> bool:
    """Whether what was found leaves no room for what is claimed beside it."""
    if claim.open.startswith("When"):
        if is_of_life(claim.open):
            return True
        if not happens_once(claim.open) and claim.open.split()[1] != "is":
            when = date(claim.value)
            is_period = place is not None and period(*place) is not None and is_one_term(*place)
            return place is not None and is_period and when is not None and not told_otherwise(when, *place)
    if place is None:
        return True
    text, start, end = place
    around = text[slice(*sentence(text, start, end))]
    when = date(claim.value)
    if when is not None:
        return all(when.before(other) is not None for other in dates_of(around))
    words = set(normalize_answer(claim.value).split())
    return not words <= set(normalize_answer(around).split()) and _is_kin_told(claim.open, around)


def _is_kin_told(question: str, around: str) -> bool:
    """Whether a sentence tells of the kin that is asked for, if any: whom a daughter married is not her father."""
    return all(told.search(around) for asked, told in _KIN if asked.search(question))


def _of(text: str, answer: Answer, score: float) -> Answer:
    return Answer(text, score, "boolean", answer.support, (), (text,))


def _meeting(claim: Claim, answer: Answer) -> Derivation | None:
    """How the graph leads to what is claimed, where it does."""
    made = answer.derivation
    named = [one.id for one in answer.entities if normalize_answer(one.label) == normalize_answer(claim.value)]
    plain = made is not None and made.asks == "members" and not made.kinds and not made.among
    return Derivation("boolean", made.walks, subject=named[0]) if made is not None and plain and named else None


class ClaimReader:
    """A reader of what questions for yes or no claim: a :class:`kgqa.stages.Reader` over another one."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def read(self, questions: Sequence[Question], evidence: Sequence[tuple[Evidence, ...]]) -> list[tuple[Answer, ...]]:
        """The verdict on each question's claim; the answers of any other question."""
        claims = [claimed(question.text) for question in questions]
        opened = [
            question if claim is None else replace(question, text=claim.open)
            for question, claim in zip(questions, claims, strict=True)
        ]
        found = self.reader.read(opened, evidence)
        return [
            own if claim is None else judged(claim, own, pieces)
            for own, claim, pieces in zip(found, claims, evidence, strict=True)
        ]
