"""A question for yes or no as the open question that its claim answers: "Was Jo Lind born in Ghent?" asks where Jo Lind
was born, and claims Ghent. A network that was taught to find answers reads the open one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal as Choice

from kgqa.reader.claims.amounts import amount_claimed
from kgqa.reader.claims.sorts import sort_claimed
from kgqa.reader.language.kinds import NEGATION, looks_like
from kgqa.reader.language.yes_or_no import asks_yes_or_no

LONGEST = 500
"""Characters of a question that are looked at for a claim."""

_WORD = r"(?:[^\W\d_a-z][\w'’.&-]*|\d[\d,.]*)"
_NAME = rf"(?:[Tt]he )?{_WORD}(?:(?: (?:of|the|and|de|la|von|van|der|&)){{0,3}} {_WORD}){{0,9}}"
_AUX = r"(?P<aux>is|are|was|were|do|does|did|has|have|had)"
_PREP = r"(?P<prep>in|on|at|by|of|to|for|with|from|into|under|near|as)"
_ROLE = re.compile(
    rf"\s*(?P<aux>is|are|was|were) (?P<claim>{_NAME}) (?P<role>the (?P<head>[a-z][\w-]*)\b.*?)\s*\?*\s*", re.DOTALL
)
_IN_OFFICE = re.compile(
    rf"\s*(?P<aux>was|were) (?P<body>{_NAME} the [a-z][\w -]*? (?:of|at|for) {_NAME}) (?:in|during) "
    r"(?P<claim>\d{4})\s*\?*\s*"
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
_UNFINISHED = frozenset(("the", "a", "an", "and", "or"))
_ORDER = re.compile(r"\b(?:before|after|since|until|than|more|less|same|both|between|also)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """``open``: the question that ``value`` answers if the claim is true. ``only``: there is one such thing at most, so
    that another one refutes it. ``about``: "amount" where the value is a number with its unit, "sort" where it is what
    the thing ``who`` is said to be, "" otherwise."""

    open: str
    value: str
    only: bool
    about: Choice["", "amount", "sort"] = field(default="", repr=False)
    who: str = field(default="", repr=False)


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
    if len(question) > LONGEST or not asks_yes_or_no(question) or NEGATION.search(question) or _ORDER.search(question):
        return None
    if (amount := amount_claimed(question)) is not None:
        return Claim(*amount, True, "amount")
    if (sort := sort_claimed(question)) is not None:
        return Claim(f"What {question.split()[0].lower()} {sort[0]}?", sort[1], False, "sort", sort[0])
    begun = question[:1].lower() + question[1:]
    if (found := _IN_OFFICE.fullmatch(begun)) is not None:
        return Claim(f"When {found['aux']} {found['body']}?", found["claim"], True)
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
