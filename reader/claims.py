"""A question for yes or no as the open question that its claim answers: "Was Jo Lind born in Ghent?" asks where Jo Lind
was born, and claims Ghent. A network that was taught to find answers reads the open one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kgqa.data.metrics.answers import normalize_answer
from kgqa.reader.claim_names import tells_of
from kgqa.reader.claim_times import dates_of, happens_once, is_of_life, period, sentence_of
from kgqa.reader.claim_values import meets
from kgqa.reader.kinds import NEGATION, asks_yes_or_no, looks_like
from kgqa.reader.quantities import date
from kgqa.reader.yes_no import CLOSED_WORLD
from kgqa.stages import Reader
from kgqa.types import Answer, Derivation, Evidence, Passage, Question

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
_OF_MANY = re.compile(
    r"(?:(?:grand|step|half-)?(?:son|daughter|child|brother|sister)|sibling|cousin|uncle|aunt|nephew|niece|friend|pupil"
    r"|student|member|part|example|resident|citizen|colleague|descendant|ancestor|name|child)$"
)
"""What many may be to one, so that another one refutes nothing."""

_OWN = re.compile(
    rf"\s*(?P<aux>is|was) (?P<role>{_NAME}(?:['’]s|(?<=s)['’]) (?P<head>[a-z][\w-]*)) (?P<claim>{_NAME})\s*\?*\s*"
)
_OF_ONE_WORD = re.compile(
    rf"\s*(?P<aux>is|was) (?P<role>the (?:[a-z][\w-]* )?(?P<head>[a-z][\w-]*) of {_WORD}) (?P<claim>{_WORD})\s*\?*\s*"
)
_TWO_NAMES = re.compile(rf"\s*(?:is|are|was|were) the (?:[a-z][\w-]* )+of {_NAME}\s*\?*\s*")
_KIN = (
    (re.compile(r"\b(?:husband|wife|spouse)\b"), re.compile(r"\b(?:husband|wife|spouse|widow\w*|marri\w+|wed\w*)\b")),
    (
        re.compile(r"\b(?:father|mother|parent)\b"),
        re.compile(r"\b(?:father|mother|parents?|(?:son|daughter|child|children) of|born to)\b"),
    ),
)
"""Words for kin in questions, and those of a sentence that tells of them."""

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
        return _of_role(found)
    if (found := _OWN.fullmatch(begun) or _OF_ONE_WORD.fullmatch(begun)) is not None:
        return _of_role(found)
    if _TWO_NAMES.fullmatch(begun) is not None:
        return None  # "the mayor of Port Tarn Jo Lind": where the one name ends is not to be seen
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


def _of_role(found: re.Match[str]) -> Claim:
    # Who was the director may have had successors; who is the director has none.
    only = found["aux"] == "is" and _OF_MANY.match(found["head"]) is None
    return Claim(f"{_asking(found['head'])} {found['aux']} {found['role']}?", found["claim"], only)


def _asking(head: str) -> str:
    return "Who" if _PEOPLE.match(head) is not None and head not in _NO_PERSON else "What"


def judged(claim: Claim, answers: Sequence[Answer], evidence: Sequence[Evidence] = ()) -> tuple[Answer, ...]:
    """What the ``answers`` to the open question, best first, say of the claim: yes where one that is half as likely as
    the best or more is what is claimed; no where the best is another and there can be but one; nothing where none is
    likely, or where it cannot be told (:mod:`kgqa.reader.claim_values`, :mod:`kgqa.reader.claim_times`).
    ``evidence``: what the answers were found in."""
    likely = [answer for answer in answers if answer.score >= max(LEAST, answers[0].score / 2)]
    if likely and not tells_of(claim.open, likely[0], evidence):
        return ()
    found = [_met(claim, answer, _place(answer, evidence)) for answer in likely]
    for answer, is_met in zip(likely, found, strict=True):
        if is_met and tells_of(claim.open, answer, evidence):
            return (replace(_of("yes", answer, answer.score), derivation=_meeting(claim, answer)),)
    refuted = likely and claim.only and None not in found and likely[0].kind != "boolean"
    if refuted and _is_alone(claim, _place(likely[0], evidence)):
        return (_of("no", likely[0], round(likely[0].score * CLOSED_WORLD, 4)),)
    return ()


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
    found = meets(claim.value, answer, asks=claim.open, told=place[0] if place else "")
    when = date(claim.value)
    if found or when is None or place is None or not claim.open.startswith("When"):
        return found
    told = period(*place)
    if told is None or told.before(when) or when.before(told) or is_of_life(claim.open):
        return found
    # What is built in some years is not built in each of them.
    return None if happens_once(claim.open) else (told.low <= when.low and when.high <= told.high) or None


def _is_alone(claim: Claim, place: _Place | None) -> bool:
    """Whether what was found leaves no room for what is claimed beside it."""
    if claim.open.startswith("When"):
        if is_of_life(claim.open):
            return True
        if not happens_once(claim.open) and claim.open.split()[1] != "is":
            return place is not None and period(*place) is not None
    if place is None:
        return True
    text, start, end = place
    around = text[slice(*sentence_of(text, start, end))]
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
