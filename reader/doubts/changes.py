"""Before and after a change: "in 1924 the krone replaced the florin" names both, and a question means one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kgqa.linker.normalise import fold
from kgqa.reader.asked.several import asks_for_several

OTHER_TIME = 0.3
"""What is left of a span's probability where the text says that it was so at another time than the one asked about."""

Range = tuple[int, int]

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_AT = (
    r"(?:(?:the year|version|release|v|\d{1,2}|early|late|mid|the end of) ?)?"
    rf"(?:(?:{_MONTH}) )?(?:\d[\d.]*\d\b|{_MONTH}\b)"
)
_ASKED = re.compile(
    r"\b(?P<word>before|prior to|until|till|up to|after|since|as of|became|becomes|succeeded|took over|moved?)\b"
    rf"[^,;?]*?\b(?P<time>{_AT})"
)
_IS = re.compile(r"\s*(?:(?:what|which|who|where|when)\b[^,;?]*?\b(?:is|are)\b|is\b|are\b)", re.IGNORECASE)
_EARLY = ("before", "prior to", "until", "till", "up to")

# What stands on either side of a change: a name or a short phrase, up to what goes on.
_SMALL = r"of|the|and|de|von|van|&"
_ARTICLE = r"(?<!\w)(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) )?"
_NO_NAME = (
    r"(?!(?i:was|were|is|are|has|have|had|and|or|but|who|which|that|he|she|it|they|his|her|this|these|when|by|from|to"
    r"|in)\b)"
)
_WORD = r"[\w~/\"“](?:[\w’'~/-]|\.(?=[\w~/]))*[”\"]?"
_NAME = rf"{_ARTICLE}(?P<{{0}}>{_NO_NAME}{_WORD}(?: (?:[A-Z\d](?:[\w’'-]|\.(?=\w))*|(?:{_SMALL})(?= [A-Z])))*)"
_WORDS = rf"{_ARTICLE}(?P<{{0}}>{_NO_NAME}{_WORD}(?: {_NO_NAME}{_WORD}){{{{0,3}}}}?)"
_STOP = r"(?=\s+(?:as|in|on|by|from|with|when|while|and|or|after|for|at|since|until)\b|\s*[,;:)]|\.(?:\s|$)|\s*$)"
_TIME = rf"(?:[^.;]{{0,40}}?\b(?:in|on|from|since|at|after) (?P<time>{_AT}))?"
_TOOK = (
    r"(?:has |had |have )?(?:replaced|succeeded|superseded|supplanted|ousted|followed|replaces|succeeds"
    r"|t(?:ook|akes) over from)"
)
_WAS_TAKEN = r"(?:was|were|has been|had been|is) (?:replaced|succeeded|superseded|supplanted|followed|ousted) by"
_MOVED = (
    r"(?:mov(?:ed|es|ing)|relocat(?:ed|es)|transferred|shifted|chang(?:ed|es)|switch(?:ed|es)|renamed|r[io]sen?|rises|raised|increased?s?"
    r"|fell|fallen|falls|lowered|reduced|cut|postponed|brought forward|converted|grew|grown|dropped)"
)
_BE = r"(?:is|was|are|were|has been|have been|had been)"
_IN = r"(?:(?:in|at|under|called|named|known as|released under|licensed under) )?"
_THEN = r"(?:before that|before then|until then|previously|earlier|formerly|before|till then)"


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_FORMS = (
    # "In 1924 the krone replaced the florin": the time may stand before.
    _form(rf"(?:\b[Ii]n (?P<early>{_AT}),? )?{_WORDS.format('after')} {_TOOK} {_NAME.format('before')}{_TIME}"),
    # "The florin was replaced by the krone in 1924."
    _form(rf"(?:\b[Ii]n (?P<early>{_AT}),? )?{_WORDS.format('before')} {_WAS_TAKEN} {_NAME.format('after')}{_TIME}"),
    # "The president is A, who succeeded B"; "the director was A; she was followed by B".
    _form(
        rf"\b{_BE} {_NAME.format('after')}(?: \([^)]*\))?,? (?:who|which|that|and) {_TOOK} "
        rf"{_NAME.format('before')}{_TIME}"
    ),
    _form(
        rf"\b{_BE} {_NAME.format('before')}(?: \([^)]*\))?[,;.]? (?:who|which|[Ss]he|[Hh]e|[Ii]t|[Tt]hey) {_WAS_TAKEN} "
        rf"{_NAME.format('after')}{_TIME}"
    ),
    # "It moved from A to B in 2003."
    _form(rf"\b{_MOVED} from {_WORDS.format('before')} (?:up |down )?to {_WORDS.format('after')}{_STOP}{_TIME}"),
    # "The capital was A until 1950, when the government moved to B"; "called A until 1998 and has been named B since".
    _form(
        rf"\b(?:{_BE}|called|named|in|at) {_IN}{_NAME.format('before')} (?:until|till|up to) (?P<time>{_AT})"
        rf"(?:, when [^.;]*?\b(?:{_MOVED} to|became|replaced by|chose|{_BE}) |"
        rf",? (?:and|but)(?: then| now)? (?:{_BE}|became|moved to|changed to) {_IN}|,? then {_IN})"
        + _NAME.format("after")
    ),
    # "Since 1994 it has been in B; until then it was in A"; "has been B since 1931; before that it was A".
    _form(
        rf"\b[Ss]ince (?P<time>{_AT}),? [^.;]*?\b{_BE} {_IN}{_NAME.format('after')}[;,.] (?:(?:and|but) )?"
        rf"(?i:{_THEN}),? (?:[^.;]*?{_BE} )?{_IN}{_NAME.format('before')}"
    ),
    _form(
        rf"\b(?:{_BE}|under) {_IN}{_NAME.format('after')}(?: licen[cs]e)? since (?P<time>{_AT})[;,.] (?:(?:and|but) )?"
        rf"(?i:{_THEN})(?: versions?| releases?)?,? (?:[^.;]*?{_BE} )?{_IN}{_NAME.format('before')}"
    ),
    # "It is now B instead of A."
    _form(rf"\b{_BE} now {_IN}{_NAME.format('after')},? (?:instead of|and no longer|not) {_NAME.format('before')}"),
)  # fmt: skip
_UNTIL = re.compile(rf",? \(?(?:until|till|up to) (?P<time>{_AT})")
_SINCE = re.compile(rf",? \(?since (?P<time>{_AT})")
_WAS = re.compile(
    r"\b(?:was|were|had|numbered|counted|stood at|came to)(?: (?:about|around|only|some|over|nearly|just))?\s+$"
)
_IN_THE_PAST = re.compile(
    r"(?: [a-z]+){0,2} in (?:the year )?\d{4}\b[^.;]{0,80}?\b(?:is|are|has|have|stands at|numbers)\b[^.;]{0,80}?\b"
    r"(?:today|now|nowadays|currently|at present)\b"
)
_SINCE_BEFORE = re.compile(rf"\b[Ss]ince (?P<time>{_AT}),? [^.;]*$")


@dataclass(frozen=True, slots=True)
class Change:
    """Where a text names what was before and what came after, and the time that it gives, "" where none."""

    before: Range
    after: Range
    time: str


@dataclass(frozen=True, slots=True)
class Side:
    """Which side of a change a question means, and the time that it gives, "" where none."""

    is_before: bool
    time: str

    def holds(self, time: str) -> bool:
        """Whether this side of the asked time is the same side of a change at ``time``."""
        if not self.time:
            return True
        if not time:
            return False
        asked, told = _number(self.time), _number(time)
        if asked is None or told is None:
            return fold(self.time) == fold(time)
        return asked <= told if self.is_before else asked >= told


@lru_cache(maxsize=64)
def asked_side(question: str) -> Side | None:
    """The side of a change that a question for one thing means; None where it says none.

    >>> asked_side("What was the currency before 1924?"), asked_side("Who became director in 2004?")
    (Side(is_before=True, time='1924'), Side(is_before=False, time='2004'))
    >>> asked_side("Where is the office?"), asked_side("Where was the office?")
    (Side(is_before=False, time=''), None)
    """
    if asks_for_several(question) is not None:
        return None
    if found := _ASKED.search(question):
        is_early = found["word"] in _EARLY or (found["word"].startswith("mov") and " from" in question)
        return Side(is_early, _bare(found["time"]))
    return Side(False, "") if _IS.match(question) else None


def changes_of(text: str) -> tuple[Change, ...]:
    """The changes that a text tells of.

    >>> text = "In 1924 the krone replaced the florin."
    >>> [(text[slice(*one.before)], text[slice(*one.after)], one.time) for one in changes_of(text)]
    [('florin', 'krone', '1924')]
    """
    return _changes(text)


@lru_cache(maxsize=256)
def _changes(text: str) -> tuple[Change, ...]:
    return tuple(_found(text))


def _found(text: str) -> Iterator[Change]:
    for form in _FORMS:
        for found in form.finditer(text):
            parts = found.groupdict()
            time = parts.get("early") or parts.get("time") or ""
            yield Change(found.span("before"), found.span("after"), _bare(time))


def on_asked_side(question: str, text: str, start: int, end: int) -> Range:
    """A span that is one side of a change, as the side that the question means; any other span as it is.

    >>> text = "In 1924 the krone replaced the florin."
    >>> times = ("before 1924", "after 1924")
    >>> [text[slice(*on_asked_side(f"What was the currency {time}?", text, 31, 37))] for time in times]
    ['florin', 'krone']
    """
    side = asked_side(question)
    if side is None:
        return start, end
    for change in changes_of(text):
        one, other = (change.before, change.after) if side.is_before else (change.after, change.before)
        touches = [low < end and start < high for low, high in (one, other)]
        if not any(touches) or not side.holds(change.time):
            continue
        if not side.time and not all(touches):
            continue  # "Where is it?" means no side, but not both
        if f" {fold(text[slice(*one)])} " in f" {fold(question)} ":
            continue
        return one
    return start, end


def is_told_side(question: str, text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is the side of a change that a question means which gives the very time of it.

    >>> text = "In 1924 the krone replaced the florin."
    >>> [is_told_side(f"What was the currency before {year}?", text, 31, 37) for year in (1924, 1920)]
    [True, False]
    """
    side = asked_side(question)
    if side is None or not side.time:
        return False
    sides = [
        change.before if side.is_before else change.after for change in changes_of(text) if change.time == side.time
    ]
    return (start, end) in sides


def is_of_other_time(question: str, text: str, start: int, end: int) -> bool:
    """Whether a text says of ``text[start:end]`` that it was so until, or is so since, and the other is asked for.

    >>> text = "The capital was Aldmoor until 1950."
    >>> [is_of_other_time(f"What was the capital {when}?", text, 16, 23) for when in ("after 1950", "in 1940")]
    [True, False]
    >>> text = "The population was 410 in 1900 and is 1,130 today."
    >>> [is_of_other_time(f"What {be} the population?", text, 19, 22) for be in ("is", "was")]
    [True, False]
    """
    side = asked_side(question)
    if side is None:
        return False
    if not side.time:
        # "It was 40 in 1900 and is 90 today": what is, was not meant.
        is_past = _IN_THE_PAST.match(text, end) is not None and _WAS.search(text, max(0, start - 40), start) is not None
        return is_past and not side.is_before
    found = (_SINCE if side.is_before else _UNTIL).match(text, end)
    if found is None and side.is_before:
        found = _SINCE_BEFORE.search(text, max(0, start - 100), start)
    return found is not None and side.holds(_bare(found["time"]))


def _bare(time: str) -> str:
    found = re.search(r"\d[\d.]*\d$", time)
    return found[0] if found else time.strip()


def _number(time: str) -> tuple[int, ...] | None:
    return tuple(int(part) for part in time.split(".") if part) if re.fullmatch(r"\d[\d.]*", time) else None
