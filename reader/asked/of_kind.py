"""The plans of questions for things that no name is given for: all of a kind ("the longest river", "which ports were
opened before 1900"), or those that are described ("the average salary of nurses in Ward 1")."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kgqa.linker.normalise import fold
from kgqa.reader.asked.limit import UNCLEAR_NOT, Limit
from kgqa.reader.asked.limits import taken_limits
from kgqa.reader.asked.parts import noun_of
from kgqa.reader.asked.plan import Asks, Plan
from kgqa.reader.asked.superlative import Superlative, taken_superlative
from kgqa.reader.asked.totals import ALL, Total, taken_total
from kgqa.reader.asked.unclear import unclear
from kgqa.reader.asked.works import is_work
from kgqa.reader.language.kinds import asks_how_many
from kgqa.reader.language.operations import operation, plural, singular

_SET = re.compile(
    r"(?:(?:please )?(?:list|name|show)(?: me)?(?: all)?|which(?: of)?|what|who|how many)(?: (?:is|are|was|were))?"
    r"(?: all)?(?: the)? (?P<noun>[a-z]+(?: [a-z]+){0,2}?)"
    r"(?P<there>(?: (?:is|are|was|were|do|does|did))*(?: (?:you know|there))?(?: in total| altogether)?)"
    r"(?: (?:is|are|was|were|been) (?P<verb>[a-z]+(?:ed|en|nd|ld|lt|pt|wn)))?"
)
_OPENED = re.compile(
    r"(?P<who>who) (?!(?:is|was|are|were) the )|(?:which|what|who)(?: (?:is|was|are|were) the)? |how many "
    r"|(?:list|name|show)(?: me)?(?: all)?(?: the)? |the "
)
ANYTHING = "thing"
"""What a total is of where the question names no set."""
_BEGUN = ("start", "join", "hire", "since", "entry", "employ", "appoint")
_SINCE = (
    (r"join(?:ed)?|hired|employed|start(?:ed)?|beg[au]n|appointed|recruited", _BEGUN),
    (r"founded|opened|built|created|established|launched", ("found", "built", "open", "creat", "establish", "launch")),
    (r"left|retired|closed|ended", ("left", "leav", "end", "retire", "clos")),
    (r"born", ("birth", "born")),
)
"""Words for what happened at a date, and beginnings of what a column of such dates is called."""
_DONE = re.compile(
    r"(?:^|(?<= ))(?:(?:that|who|which) )?(?:(?:was|were|is|are|has|have|had|been|did) )*(?P<verb>[a-z]+) ?$"
)
_BY_DATE = ("most recent", "latest", "earliest")
_DATED_VERB = re.compile(r"(?:ed|en)$")
_NO_NOUN = {
    "is",
    "are",
    "was",
    "were",
    "there",
    "one",
    "ones",
    "of",
    "the",
    "all",
    "it",
    "thing",
    "things",
    "that",
    "or",
    "and",
}


@dataclass(frozen=True, slots=True)
class _Taken:
    """A question in small letters, ``left`` of it without its operations, and these."""

    text: str
    left: str
    limits: tuple[Limit, ...]
    pick: Superlative | None
    total: Total | None

    @property
    def asks(self) -> Asks:
        return "count" if asks_how_many(self.text) else "members"

    @property
    def open(self) -> str:
        """Why the words leave open what is asked, whatever is the best of it."""
        return unclear(self.text) or next((limit.open for limit in self.limits if limit.open), "")


def _taken(question: str) -> _Taken | None:
    """None where things are named, or compared with each other."""
    text = " ".join(re.sub(r"[?.!\s]+$", "", question.lower()).replace("’", "'").split())
    if "§" in text or operation(fold(text)) is not None:
        return None
    left, total = taken_total(text)
    if left == ALL:
        return _Taken(text, left, (), None, total)
    left, limits, _ = taken_limits(left, is_yes_no=False)
    if limits:
        left = re.sub(r" (?:took|takes?|has taken) place$| (?:happened|occurred)$", "", left)
    left, pick = taken_superlative(left)
    if pick is not None and pick.deed:
        left = re.sub(r"^(?:in|at|on|for|to|from|by|with) (?=which|what)", "", left)
    return _Taken(text, left, limits, pick, total)


def plan_of_kind(text: str) -> Plan | None:
    """The plan of a question that asks for some of all things of a kind and names none; None for any other.

    >>> plan_of_kind("Which is the longest river?").noun, plan_of_kind("Which ports were opened before 1900?").noun
    ('river', 'port')
    >>> plan_of_kind("How many rivers are there?").asks, plan_of_kind("Which is the longest river of Tarn?")
    ('count', None)
    """
    taken = _taken(text)
    if taken is None:
        return None
    left, limits, pick, total = taken.left, taken.limits, taken.pick, taken.total
    if taken.open == UNCLEAR_NOT:
        return None  # what is not so in so many words may be a value of its own
    if taken.open:
        return Plan(taken.asks, (), open=taken.open, noun=noun_of(taken.text), words=taken.text)
    if left == ALL:
        return Plan("members", (), noun=ANYTHING, words=taken.text, total=total)
    if left in ("", "who") and re.match(r"who (?!(?:is|was) the \w+$)", taken.text):
        left = "who person"  # what is limited is said of persons
    found = _SET.fullmatch(left)
    if found is None or _NO_NOUN & set(found["noun"].split()):
        return None
    noun = " ".join([*found["noun"].split()[:-1], singular(found["noun"].split()[-1])])
    is_plain = not limits and pick is None and total is None
    if total is not None and (pick is not None or plural(noun.split()[-1]) not in left.split()):
        return None
    if is_plain and (found["verb"] or not _asks_for_all(taken, found)):
        return None
    if pick is not None and not (pick.sure and (pick.wanted or is_work(noun) or pick.said in _BY_DATE)):
        return None  # "the first president" need not be the one who was born first
    if found["verb"]:
        if any(limit.wanted or limit.sort != "date" for limit in limits) or pick is not None:
            return None
        wanted = (_DATED_VERB.sub("", found["verb"]),)
        limits = tuple(replace(limit, wanted=wanted) for limit in limits)
    open_ = pick.open if pick is not None else ""
    return Plan(taken.asks, (), (), limits, pick, open=open_, noun=noun, words=taken.text, total=total)


def _asks_for_all(taken: _Taken, found: re.Match[str]) -> bool:
    """Whether a question without any operation is for all of a kind that there are."""
    return taken.asks == "count" or (
        taken.text.startswith(("list", "name", "show", "which")) and "there" in found["there"]
    )


def plan_of_described(text: str) -> Plan | None:
    """The plan of a question whose limits, superlative or total are of things that it describes: ``described`` are
    the words that do; None where it has none of these.

    >>> plan_of_described("Which nurses in Ward 1 earn more than 300 euros?").described
    'nurses in ward 1'
    >>> plan_of_described("Who joined after 2016?").limits[0].wanted[:2], plan_of_described("Who is in Ward 1?")
    (('start', 'join'), None)
    """
    taken = _taken(text)
    if taken is None or (taken.pick is not None and not taken.pick.sure) or taken.open == UNCLEAR_NOT:
        return None
    opened = _OPENED.match(f"{taken.left} ")
    if opened is None or not (taken.limits or taken.pick is not None or taken.total is not None):
        return None
    left, limits, is_who = taken.left[opened.end() :], taken.limits, bool(opened["who"])
    done = _DONE.search(left)
    if done is not None and any(limit.sort == "date" and not limit.wanted for limit in limits):
        meant = next((names for verbs, names in _SINCE if re.fullmatch(verbs, done["verb"])), ())
        if meant:
            left = left[: done.start()].strip()
            limits = tuple(
                replace(limit, wanted=meant) if limit.sort == "date" and not limit.wanted else limit for limit in limits
            )
    pick = taken.pick
    return Plan(
        taken.asks,
        (),
        (),
        limits,
        pick,
        open=taken.open or (pick.open if pick is not None else ""),
        words=taken.text,
        total=taken.total,
        described=left,
        who=is_who,
    )
