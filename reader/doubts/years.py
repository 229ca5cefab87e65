"""Who won in 2019 is not who won in 2018: a span whose clause tells of another year than the question names."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kgqa.linker.words import FUNCTION
from kgqa.reader.language.verbs import verb_key

OTHER_YEAR = 0.15
"""What is left of a span's probability where its clause tells of other years than the one that is asked about."""

_SAME = {"champ": "win", "victor": "win", "titl": "win", "triumph": "win"}
"""Keys of words that tell of one event."""

FOREVER = 9999

Range = tuple[int, int]

Years = tuple[int, int]
"""The first and the last year of a time."""

_YEAR = r"(?<![\d.,:/-])(?:1\d{3}|20\d\d)(?![\d:/]|[.,-]\d)"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WORK = (
    r"(?:film|movie|album|song|single|novel|book|play|opera|video|series|poem|painting|sequel|remake|version|edition)"
)
_ASKED = re.compile(
    rf"\b(?:in|during|for|of|at)(?: (?:the|early|late|mid|{_MONTH}|(?:the )?(?:year|season|summer|winter|spring|autumn)"
    rf"(?: of)?))*,? (?P<in>{_YEAR})(?! {_WORK}\b| (?:[a-z]+ ){{1,2}}[A-Z])"
    rf"|\bthe (?P<the>{_YEAR}) (?!{_WORK}\b)[a-z]+(?: [a-z]+)?\s*\??$"
)
_OF_ANOTHER = re.compile(
    r"\bof (?:the |an? )?[a-z]+ (?:of|who|that|which|whose)\b|(?<=[a-z] )(?:who|that|whose|where)\b"
    r"|(?<=[a-z]{3} )which\b"
)
"""The year may be of something else that the question leads by: "the father of the man who won in 1990"."""
_ASKS_WHEN = re.compile(
    r"\b(?:when|how (?:long|old)|(?:which|what) (?:year|date|day|month|decade|century)|before|after|since|until|till"
    r"|prior|born|died?|between|by \d{4})\b",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\s*(?:who|which [a-z]+)\b(?! (?:was|were) the (?:winner|champion))[^?]*?\b(?:is|was|were|are|led|leads|headed"
    r"|heads|ran|runs|managed|coach(?:ed|es)|owned|held|holds|chaired|served|ruled|governed|captained|edited|played)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<![A-Z])[.!?]\s+(?=[A-Z\"“\d])|\n")
_GOES_ON = (
    r"(?!(?:is|are|was|were|has|had|have|also|then|later|[a-z]+ed|sank|won|lost|became|began|fell|rose|went|came|left|took"
    r"|made|built|held)\b)"
)
_CLAUSE = re.compile(
    rf"(?<=\d{{4}})(?= to (?!{_YEAR}|\d\d\b))|;\s+|,\s+(?:and|but|while|whereas|then)\s+{_GOES_ON}"
    rf"|(?<!\s)\s+(?:and|but|while|whereas)\s+(?=(?:in |the |for )?{_YEAR})"
)
_TIME = re.compile(
    rf"(?:\b(?:from|between)\s+)?(?P<from>{_YEAR})\s*(?:[–—/-]|to|until|till|and(?=\s+{_YEAR}))\s*"
    rf"(?P<to>{_YEAR}|\d\d(?!\d))"
    rf"|(?P<since>\b(?:since|from|after)\s+(?:{_MONTH}\s+)?)?"
    rf"(?P<until>\b(?:until|till|up to|before)\s+(?:{_MONTH}\s+)?)?"
    rf"(?P<year>{_YEAR})(?! (?:[a-z]+s|people)\b(?! (?:was|were|is|are)\b))",
)
_THAT_YEAR = re.compile(r"\b(?:that|the) same year\b|\bthat year\b", re.IGNORECASE)
_BEHIND = rf"\s*(?:,\s*)?(?:\(|\b(?:in|for|of|during)\s+)(?:{_MONTH}\s+)?(?:the\s+)?(?P<year>{_YEAR})\b"
_OWN = re.compile(_BEHIND)
_OWN_OF_NUMBER = re.compile(rf"(?:\s+(?!(?:and|but|or|while|then|who|which|that)\b)[a-z]+){{0,2}}{_BEHIND}")
_BEGAN = re.compile(
    r"\b(?:took (?:office|over)|became|has been|have been|was (?:appointed|elected|named|made)|joined|succeeded"
    r"|replaced|took up|arrived|started|began)\b"
)


@lru_cache(maxsize=64)
def asked_year(question: str) -> int | None:
    """The one year in which something is asked for; None where none or several are named, or where time is asked for.

    >>> asked_year("Who won the cup in 2019?"), asked_year("Who won the 2019 race?")
    (2019, 2019)
    >>> asked_year("Who directed the 1995 film Heat?"), asked_year("When was the mill of 1840 rebuilt?")
    (None, None)
    """
    if _ASKS_WHEN.search(question) or _OF_ANOTHER.search(question):
        return None
    found = [match["in"] or match["the"] for match in _ASKED.finditer(question)]
    named = re.findall(_YEAR, question)
    return int(found[0]) if len(found) == 1 and len(named) == 1 else None


def is_of_another_year(question: str, text: str, start: int, end: int) -> bool:
    """Whether the clause of ``text[start:end]`` tells of other years than the one that the question names, or its
    sentence of something else that happened in it.

    >>> text = "Tern won the 2018 race, and in 2019 the cup went to Kestrel."
    >>> [is_of_another_year("Who won the cup in 2019?", text, at, at + 4) for at in (0, 52)]
    [True, False]
    >>> text = "By 1943 it had 130 staff. In May of that year a fire took all drawings from before 1920."
    >>> is_of_another_year("What was lost in the 1943 fire?", text, 57, 69)
    False
    """
    told = _told(question, text, start, end)
    return bool(told) and not (_holds(question, told) and _is_of_asked(question, text, start))


def is_told_year(question: str, text: str, start: int, end: int) -> bool:
    """Whether the clause of ``text[start:end]`` tells of the very year that the question names; of an event where its
    sentence has a word of the question, too."""
    return _holds(question, _told(question, text, start, end)) and _is_of_asked(question, text, start)


def _is_of_asked(question: str, text: str, start: int) -> bool:
    own = (clause.sentence for clause in _clauses(text) if clause.start <= start < clause.end)
    return _asks_of_state(question) or any(_is_about(question, sentence) for sentence in own)


def _holds(question: str, told: tuple[Years, ...]) -> bool:
    """Whether an office was held in the year, or something happened in that very one."""
    asked, is_state = asked_year(question), _asks_of_state(question)
    return asked is not None and any(first <= asked <= last and (is_state or last - first <= 1) for first, last in told)


def _told(question: str, text: str, start: int, end: int) -> tuple[Years, ...]:
    """The times that ``text[start:end]`` is told of; () where there are none, or the question names no year."""
    if asked_year(question) is None:
        return ()
    if times := _times(text[start:end]):
        return times
    own = _OWN_OF_NUMBER if text[start:end].strip()[-1:].isdigit() else _OWN  # "310 beds in 1990"
    if (behind := own.match(text, end)) is not None:
        return ((int(behind["year"]), int(behind["year"])),)
    here = [clause for clause in _clauses(text) if clause.start <= start and not clause.is_carried]
    clause = here[-1] if here and start < here[-1].end else None
    if clause is None or (clause.is_after and _asks_of_state(question)):
        return ()
    return _lasting(question, clause, text)


def of_asked_year(question: str, text: str, ranges: Sequence[Range]) -> tuple[Range, ...]:
    """What of some ``ranges`` of a text, half-open characters, is told of the year in which a question says that
    something happened; all of them where that is nothing.

    >>> text = "Tern won the 2018 race, and in 2019 the cup went to Kestrel. It was a calm day."
    >>> [text[slice(*part)] for part in of_asked_year("Who won in 2019?", text, [(0, len(text))])]
    ['in 2019 the cup went to Kestrel.', ' It was a calm day.']
    """
    if asked_year(question) is None or _asks_of_state(question):
        return tuple(ranges)
    told: list[Range] = []
    for clause in _clauses(text):
        if not _holds(question, _lasting(question, clause, text)):
            continue
        is_next = clause.is_carried and bool(told) and told[-1][1] <= clause.start <= told[-1][1] + 1
        if is_next or _is_about(question, clause.sentence):
            told.append((clause.start, clause.end))
    kept = [(max(low, a), min(high, b)) for low, high in ranges for a, b in told if max(low, a) < min(high, b)]
    return tuple(kept) or tuple(ranges)


def _is_about(question: str, sentence: str) -> bool:
    """Whether a sentence has a word of a question, in whatever form."""
    return not _keys(question).isdisjoint(_keys(sentence))


@lru_cache(maxsize=512)
def _keys(text: str) -> frozenset[str]:
    words = re.findall(r"(?<![\w’'-])[a-z]{3,}", text.lower())
    return frozenset(_SAME.get(key := verb_key(word), key) for word in words if word not in FUNCTION)


def _asks_of_state(question: str) -> bool:
    """Whether somebody's office is asked for, which is held for years, and no deed or number."""
    return _STATE.match(question) is not None


def _lasting(question: str, clause: _Clause, text: str) -> tuple[Years, ...]:
    """The times of a clause; where an office is asked for, from a year on in which somebody began to hold it."""
    if not _asks_of_state(question) or not _BEGAN.search(text, clause.start, clause.end):
        return clause.times
    return tuple((first, FOREVER if first == last else last) for first, last in clause.times)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A stretch of a text and the times that it names, or those of the clause before it (``is_after``), or of a
    sentence before (``is_carried``), where it names none."""

    start: int
    end: int
    times: tuple[Years, ...]
    is_after: bool = False
    is_carried: bool = False
    sentence: str = ""


@lru_cache(maxsize=64)
def _clauses(text: str) -> tuple[_Clause, ...]:
    """The clauses of a text that have a time, in order."""
    found: list[_Clause] = []
    sentences = [0, *(cut.start() + 1 for cut in _SENTENCE.finditer(text)), len(text)]
    last: tuple[Years, ...] = ()
    for low, high in itertools.pairwise(sentences):
        if "\n\n" in text[max(0, low - 2) : low + 2]:
            last = ()
        parts = [low, *(cut.end() for cut in _CLAUSE.finditer(text, low, high)), high]
        ends = [*(cut.start() for cut in _CLAUSE.finditer(text, low, high)), high]
        here: tuple[Years, ...] = ()
        for start, end in zip(parts, ends, strict=False):
            times = _times(text[start:end])
            if last and _THAT_YEAR.search(text, start, end):
                times = (*last, *times)
            if times or here or last:
                carried = not times and not here
                found.append(_Clause(start, end, times or here or last, not times, carried, text[low:high]))
            here = times or here
        last = here or last
    return tuple(found)


@lru_cache(maxsize=512)
def _times(text: str) -> tuple[Years, ...]:
    """The times that a clause names, in years.

    >>> _times("from 2015 to 2021"), _times("since 2017"), _times("until 1950"), _times("in 1,952 days")
    (((2015, 2021),), ((2017, 9999),), ((0, 1950),), ())
    """
    found: list[Years] = []
    for match in _TIME.finditer(text):
        if match["from"]:
            first, last = match["from"], match["to"]
            found.append((int(first), int(last if len(last) == 4 else first[:2] + last)))
        else:
            year = int(match["year"])
            found.append((0 if match["until"] else year, FOREVER if match["since"] else year))
    return tuple(found)
