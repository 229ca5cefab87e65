"""A question for yes or no as the open question that its claim answers: "Was Jo Lind born in Ghent?" asks where Jo Lind
was born, and claims Ghent. A network that was taught to find answers reads the open one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kgqa.data.metrics.answers import normalize_answer
from kgqa.reader.agreement import agree
from kgqa.reader.kinds import NEGATION, asks_yes_or_no, looks_like
from kgqa.reader.yes_no import CLOSED_WORLD
from kgqa.stages import Reader
from kgqa.types import Answer, Derivation, Evidence, Question

LEAST = 0.1
"""Least score of an answer that a claim is held against."""

_WORD = r"(?:[A-Z][\w'’.&-]*|\d[\d,.]*)"
_NAME = rf"(?:[Tt]he )?{_WORD}(?:(?: (?:of|the|and|de|la|von|van|der|&))* {_WORD})*"
_AUX = r"(?P<aux>is|are|was|were|do|does|did|has|have|had)"
_PREP = r"(?P<prep>in|on|at|by|of|to|for|with|from|into|under|near|as)"
_ROLE = re.compile(
    rf"\s*(?P<aux>is|are|was|were) (?P<claim>{_NAME}) (?P<role>the (?P<head>[a-z][\w-]*)\b.*?)\s*\?*\s*", re.DOTALL
)
_ROLE_IN_SMALL = re.compile(
    r"\s*(?P<aux>is|was) (?P<claim>(?!the\b)\S+(?: \S+){0,2}?) (?P<role>the (?P<head>[a-z][\w-]*) of .*?)\s*\?*\s*"
)
_TAIL = re.compile(rf"\s*{_AUX} (?P<body>\S.*?\S)(?: {_PREP})? (?P<claim>{_NAME})\s*\?*\s*", re.DOTALL)
_OF_PLACE = re.compile(
    r"\b(?:born|died?|buried|lives?|lived|located|lies?|situated|based|stands?|held|built|founded|grow|grew|raised|stud\w+"
    r"|educated|works?|worked|hidden|kept|shown|made)$"
)
_PEOPLE = re.compile(
    r"(?:\w+(?:er|or|ist|ant|ian|man|woman)|king|queen|president|head|chief|wife|husband|mother|father|son|daughter|boss"
    r"|captain|bishop|pope|heir|spouse|child)$"
)
_NO_PERSON = frozenset(("river", "centre", "center", "number", "order", "winter", "summer", "letter", "paper", "water"))
_UNFINISHED = frozenset(("the", "a", "an", "and", "or"))
_ORDER = re.compile(r"\b(?:before|after|since|until|than|more|less|same|both|between|also)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """``open``: the question that ``value`` answers if the claim is true. ``only``: there is one such thing at most, so
    that another one refutes it."""

    open: str
    value: str
    only: bool


def claimed(question: str) -> Claim | None:
    """What a question for yes or no claims, or None where no open question can be made of it by rule.

    >>> claimed("Was Jo Lind born in Ghent?")
    Claim(open='Where was Jo Lind born?', value='Ghent', only=False)
    >>> claimed("Is Ghent the capital of Veland?")
    Claim(open='What is the capital of Veland?', value='Ghent', only=True)
    >>> claimed("Was the mill founded in 1871?")
    Claim(open='When was the mill founded?', value='1871', only=True)
    >>> claimed("Is the mill open?") is claimed("Who was born in Ghent?") is None
    True
    """
    if not asks_yes_or_no(question) or NEGATION.search(question) or _ORDER.search(question):
        return None
    begun = question[:1].lower() + question[1:]
    in_small = _ROLE_IN_SMALL.fullmatch(question) if question == question.lower() else None
    if (found := _ROLE.fullmatch(begun) or in_small) is not None:
        # Who was the director may have had successors; who is the director has none.
        return Claim(f"{_asking(found['head'])} {found['aux']} {found['role']}?", found["claim"], found["aux"] == "is")
    if (found := _TAIL.fullmatch(begun)) is None or found["body"].split()[-1].lower() in _UNFINISHED:
        return None
    aux, body, value, prep = found["aux"], found["body"], found["claim"], found["prep"]
    if prep in ("in", "on") and (looks_like(value) == "date" or re.fullmatch(r"\d{3,4}", value)):
        return Claim(f"When {aux} {body}?", value, True)
    if prep in ("in", "at") and _OF_PLACE.search(body):
        return Claim(f"Where {aux} {body}?", value, False)
    if prep is not None:
        return Claim(f"{'Who' if prep == 'by' else 'What'} {aux} {body} {prep}?", value, False)
    return Claim(f"What {aux} {body}?", value, False) if aux in ("do", "does", "did") and " " in body else None


def _asking(head: str) -> str:
    return "Who" if _PEOPLE.match(head) is not None and head not in _NO_PERSON else "What"


def judged(claim: Claim, answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """What the ``answers`` to the open question, best first, say of the claim: yes where one that is half as likely as
    the best or more is what is claimed; no where the best is another and there can be but one; nothing where none is
    likely."""
    likely = [answer for answer in answers if answer.score >= max(LEAST, answers[0].score / 2)]
    value = Answer(claim.value, 1.0, looks_like(claim.value), (), (), (claim.value,))
    for answer in likely:
        if agree(answer, value):
            return (replace(_of("yes", answer, answer.score), derivation=_meeting(claim, answer)),)
    if likely and claim.only and likely[0].kind != "boolean":
        return (_of("no", likely[0], round(likely[0].score * CLOSED_WORLD, 4)),)
    return ()


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
        return [own if claim is None else judged(claim, own) for own, claim in zip(found, claims, strict=True)]
