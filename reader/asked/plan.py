"""What a question asks to be done with sets of entities, by its words: which sets, what of them, what about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal as Choice

from kgqa.reader.asked.limit import UNCLEAR_NOT, Limit
from kgqa.reader.asked.limits import taken_limits
from kgqa.reader.asked.parts import Part, noun_of, parts_of
from kgqa.reader.asked.superlative import Superlative, taken_superlative
from kgqa.reader.asked.totals import Total, taken_total
from kgqa.reader.asked.unclear import NOT_BEST, unclear
from kgqa.reader.asked.works import by_its_maker
from kgqa.reader.language.kinds import NEGATION, asks_how_many
from kgqa.reader.language.operations import operation, plural
from kgqa.reader.language.yes_or_no import asks_yes_or_no

Asks = Choice["members", "count", "boolean"]

_NAME = re.compile(r"§(\d+)")
_APART = re.compile(
    r",?\s*\b(?:other than|besides|except(?: for| from)?|apart from|aside from|excluding|with the exception of)"
    r"\s+(?:the\s+)?(?:[a-z]+\s+)?(?P<names>§\d+(?:(?:,| and|, and| or)\s+§\d+)*),?"
)
_FROM_THE_END = re.compile(r"\b(?:second|third|fourth|fifth|\d+(?:nd|rd|th|st))[ -](?:to )?last\b")
_NO_SET = re.compile(r"(?:is|are|was|were|does|do|did|has|have|had|the|a|an|there|\s|§\d+|')*")
_SOME = re.compile(
    r"\b(?:a|an|any|some) [a-z]+ (?:\w+ing|\w+ed|written|that|who|which)\b|^(?:is|are|was|were) there\b"
    r"|\b(?:any|some) [a-z]+ (?:in|at|from|of|by|with) §"
)
_EITHER_NAME = re.compile(r"§\d+(?:, §\d+)*,? or (?:by |in |from |with |at |of |to )?(?:the )?§\d+")
_CHOICE = re.compile(
    r"[,:] §\d+,? or (?:the )?§\d+$|^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)\b"
)
_EITHER = re.compile(r"\bor\b(?! (?:more|less|fewer|later|earlier|after|before|over|under)\b)")


_NOUN = re.compile(
    r"(?:which|what|how many|(?:list|name|show)(?: all)?(?: the)?) (?!(?:is|are|was|were|do|does|did)\b)[a-z]+ "
)
_OF_ITS = re.compile(r"^(?P<which>which|what|how many)(?: of)? (?:the )?(?P<name>§\d+)(?: ?['’]s?) (?P<noun>[a-z]+s)\b")
_OF_ONE = re.compile(
    r"(?:what|which) (?:is|was) the (?P<noun>[a-z]+) (?=(?:by|in|directed|written|made|from|near|on) )"
)
_PLAIN = re.compile(
    r"(?:(?:which|what) (?!is\b|was\b|are\b|were\b|did\b|does\b|do\b|has\b)\w+|who|how many|(?:list|name|show) |\w+s\b)"
)
_AND = re.compile(
    r"§\d+ (?:\w+ ){0,2}(?:and|but|that|who|which|starring|directed|written|have|has|star|are|were) |§\d+ and §\d+"
)
_SAID_OF_THOSE = re.compile(
    r"(?:which|what|how many) \w+ (?:(?!did\b|does\b|do\b|is\b|was\b|are\b|were\b)[a-z]+ )+(?:the )?§\d+ "
    r"(?!and\b|in\b|or\b|of\b|by\b|at\b|is\b|was\b|did\b|does\b|do\b)[a-z]+ "
    r"(?:(?:in|at|by|through|to|from|for|on|with|into) )?(?:the )?§\d+"
)
""" "Which actors born in A starred in B": of those that the first name tells of, something is said with the second."""

MOST_PARTS, LONGEST_CLAUSE = 3, 6
"""Names that a question may join, and words between two of them."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked. Numbers are those of the names in the masked question.

    ``parts``: the questions whose answers are the sets; none where the one of ``subject`` is measured itself.
    ``apart``: names that are no answer. ``limits``, ``pick``: what the values of a member must be. ``least``: how
    many there must be for "yes". ``either``: whether a member of one of the sets is one, not only of all of them.
    ``open``: why the words leave open what is asked. ``total``: what of all members is summed up. ``noun``: what a
    member is called, singular, "" where that is open. ``described``: the words that tell which are meant where a noun
    alone does not, ``who``: whether somebody is.
    """

    asks: Asks
    parts: tuple[Part, ...]
    apart: tuple[int, ...] = ()
    limits: tuple[Limit, ...] = ()
    pick: Superlative | None = None
    subject: int | None = None
    least: tuple[Choice["<", "<=", ">", ">="], int] | None = None
    either: bool = False
    open: str = ""
    noun: str = ""
    words: str = ""
    total: Total | None = None
    described: str = ""
    who: bool = False

    @property
    def sure(self) -> bool:
        """Whether the words leave no doubt that there is an operation: if it can't be done, nothing else is asked."""
        return bool(
            self.apart
            or self.either
            or (self.pick is not None and self.pick.sure)
            or self.total is not None
            or any(not limit.loose for limit in self.limits)
            or any(part.negated for part in self.parts)
            or re.search(r"\bboth §", self.words)
        )


def plan(text: str) -> Plan | None:
    """The plan of a masked question (:func:`kgqa.reader.asked.mentions.masked_names`); None for any ordinary one.

    >>> plan("which films directed by §0 were released after 2001?").limits[0].sign
    '>'
    >>> plan("which film by §0 is the longest?").pick.wanted[0], plan("who directed §0?")
    ('length', None)
    """
    text = re.sub(r"(?:(?<=\bboth )|(?<=\band ))the (?=§)", "", re.sub(r"[?.!\s]+$", "", text))
    text = _OF_ITS.sub(r"\g<which> \g<noun> of \g<name>", text)
    if "§0" not in text or _FROM_THE_END.search(text) or operation(_folded(text)) is not None:
        return None
    if why := unclear(text) or _neither(text):
        return Plan("members", (), open=why, words=text)
    either = _EITHER.search(text) is not None
    if either:
        if _CHOICE.search(text):
            return None
        if (joined := _EITHER_NAME.search(text)) is None:
            some = _NOUN.match(text) and taken_limits(text, is_yes_no=False)[1]
            return Plan("members", (), open="what is joined by 'or' is not clear", words=text) if some else None
        if set(_NAME.findall(joined[0])) != set(_NAME.findall(text)):
            return Plan("members", (), open="what is joined by 'or' is not clear", words=text)
        text = text.replace(" or ", " and ")
    asks: Asks = "count" if asks_how_many(text) else "boolean" if asks_yes_or_no(text) else "members"
    left, total = taken_total(text)
    left, apart = _taken_apart(left)
    left, limits, least = taken_limits(left, is_yes_no=asks == "boolean")
    is_limited = asks != "boolean" and any(not limit.loose for limit in limits)
    if is_limited and not either and re.search(r"\bor\b", left):  # "before 1990 or after 2000"
        return Plan(asks, (), open="what is joined by 'or' is not clear", words=text)
    left, pick = taken_superlative(left)
    if pick is not None and (one := _OF_ONE.match(left)):
        left = f"which {plural(one['noun'])} {left[one.end() :]}"  # the set that the best is one of
    elif pick is not None:
        left = by_its_maker(left)
    found = _NAME.findall(left)
    if not found:
        return None
    noun = noun_of(left)
    open_ = pick.open if pick is not None else ""
    if unclear_limit := next((limit.open for limit in limits if limit.open), ""):
        # What is not so in so many words may be a value of its own, which no plan is needed for.
        denied = unclear_limit == UNCLEAR_NOT and asks != "boolean" and NEGATION.search(text)
        return None if denied else Plan(asks, (), open=unclear_limit, words=text)
    about = Plan(
        asks, (), apart, limits, pick, least=least, either=either, open=open_, noun=noun, words=text, total=total
    )
    if total is not None and (noun == "" or pick is not None or plural(noun.split()[-1]) not in left.split()):
        return None
    if asks == "boolean":
        return _yes_or_no(about, left, found)
    parts = parts_of(left, noun)
    if not parts or len(parts) > MOST_PARTS or (all(part.negated for part in parts) and not _NOUN.match(text)):
        return None
    if any(part.unclear for part in parts):
        return None
    about = replace(about, parts=parts)
    if either and len({part.text.replace(f"§{part.name}", "§") for part in parts}) > 1:
        return replace(about, open="what is joined by 'or' is not clear")
    if about.sure or (len(parts) == 1 and (limits or pick)):
        return about
    return about if len(parts) > 1 and _joins(text) else None


def _neither(text: str) -> str:
    """Why it is left open what "neither" is about; "" where it is not."""
    words = text.split()
    if "neither" not in words and "nor" not in words:
        return ""
    denied = re.search(r"(?:\b(?:neither|not|never|nor)|n't)\b.*\bnor\b", text)
    asked = re.match(r"who\b|(?:what|which) (?:is|are|was|were|do|does|did)\b", text)
    return "" if denied and not asked else "what 'neither' is about is not clear"


def _joins(text: str) -> bool:
    """Whether a question for what several names have in common is as plain as one: a noun, and a few words a name."""
    clauses = re.split(r"§\d+", text)
    short = all(len(clause.split()) <= LONGEST_CLAUSE for clause in clauses)
    is_joined = _AND.search(text) is not None or _SAID_OF_THOSE.fullmatch(text) is not None
    return short and "," not in text and _PLAIN.match(text) is not None and is_joined


def _yes_or_no(about: Plan, left: str, found: list[str]) -> Plan | None:
    if len(set(found)) == 1 and _NO_SET.fullmatch(left) and about.limits and not about.pick and not about.apart:
        return replace(about, subject=int(found[0]))  # "was §0 released after 2005": of §0 itself
    if about.least is None and about.limits and about.limits[0].counted and len(set(found)) == 1:
        return replace(about, subject=int(found[0]), parts=parts_of(left, about.noun))
    first = re.match(r"\w+ §(\d+) (?P<rest>.*)", left)
    several = first is not None and len(set(found)) > 1
    if first is not None and several and (about.pick or re.search(r"\bboth §|\band not §", left)):
        # "is §0 the longest film of §1", "does §0 border both §1 and §2"
        if about.pick and first["rest"].startswith("not "):
            return replace(about, open=NOT_BEST)
        rest = re.sub(r"^(?:not )?", "", first["rest"])
        parts = parts_of(f"which {rest}" if not rest.startswith("the ") else f"which is {rest}", about.noun)
        return replace(about, parts=parts, subject=int(first[1])) if parts else None
    if re.match(r"(?:is|are|was|were) §", left):
        # "is §0 a country with more than 10 million people": of §0 itself; "is §0 the capital of §1" is a fact.
        itself = len(set(found)) == 1 and about.limits and len(left.split()) <= LONGEST_CLAUSE
        return replace(about, subject=int(found[0])) if itself and not about.pick and not about.apart else None
    parts = parts_of(left, about.noun)
    if not parts or any(part.negated for part in parts):
        return None
    if len(set(found)) > 1:
        return replace(about, parts=parts) if about.noun and _SOME.search(left) else None
    return replace(about, parts=parts) if about.limits or about.least else None


def _taken_apart(text: str) -> tuple[str, tuple[int, ...]]:
    apart: list[int] = []

    def take(found: re.Match[str]) -> str:
        apart.extend(int(number) for number in _NAME.findall(found["names"]))
        return " "

    left = _APART.sub(take, text)
    return " ".join(left.replace(" , ", " ").split()).strip(" ,"), tuple(apart)


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[^\w§ ]", " ", text.replace("'", "")).split())
