"""Limits in a question: dates before, after and between, numbers more and less than."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal as Choice

from kgqa.reader.language.operations import SIZES, VERBS, synonyms
from kgqa.reader.language.quantities import Quantity, date, number, unit

Sign = Choice["<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Limit:
    """``value``: what is compared with, ``said`` as it is written. ``wanted``: families of relations or words, one of
    which the measure's name should hold; none means any of its sort. ``counted``: whether it may be meant of the
    number of things, not of a value. ``loose``: whether it may only place what is asked ("released in 1999")."""

    sort: Choice["date", "number"]
    sign: Sign
    value: Quantity
    said: str
    wanted: tuple[str, ...] = ()
    counted: bool = False
    loose: bool = False


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:\d{{4}}-\d\d-\d\d|(?:the )?{_DAY} (?:of )?{_MONTH},? \d{{3,4}}"
    rf"|{_MONTH} {_DAY},? \d{{3,4}}|{_MONTH},? \d{{3,4}}"
    r"|the \d{3}0s|the \d{1,2}(?:st|nd|rd|th) century|\d{3,4}(?: bce?)?"
    r"(?![\d,.]*\d|\w| (?:thousand|million|billion|trillion|[a-z]*met|[a-z]*gram|people|inhabitants|minutes|hours)))"
)
_SAID = "|".join(f"(?:{pattern})" for pattern, _ in VERBS)
_BEFORE_DATE = (
    r"(?:\b(?:that|which|who|and) )?(?:\b(?:was|were|is|are|had been|have been|did|first) )*"
    rf"(?:\b(?P<verb>{_SAID}) )?"
)
_DATED = re.compile(
    rf"{_BEFORE_DATE}\b(?:(?P<word>after|since|later than|before|prior to|earlier than|until|in|during|from|on) "
    rf"(?P<date>{_DATE})(?P<on> on\b| onwards?\b| or later\b| and later\b| or earlier\b)?"
    rf"|(?:between|from) (?P<low>{_DATE}) (?:and|to|until|through|till) (?P<high>{_DATE}))"
)
_FROM = re.compile(r"\b(?:between|from)\b")
_SIGNS: dict[str, Sign] = {
    **dict.fromkeys(("more than", "over", "above", "greater than", "exceeding", "in excess of"), ">"),
    **dict.fromkeys(("at least", "no less than", "not less than", "no fewer than"), ">="),
    **dict.fromkeys(("less than", "fewer than", "under", "below"), "<"),
    **dict.fromkeys(("at most", "no more than", "not more than", "up to"), "<="),
}
_NUMBER = r"[$€£¥]?\d[\d,]*(?:\.\d+)?(?:\s+(?:thousand|million|billion|trillion))?"
_HAVE = r"with|having|have|has|had|whose"
_COMPARED = re.compile(
    rf"(?:\b(?:that|which|who|and) )?(?:\b(?P<have>{_HAVE}) (?:(?:a|an|the) )?"
    rf"(?P<noun>(?:(?!of\b|is\b|was\b|{_HAVE})[a-z]+ ){{0,3}}?)"
    rf"(?:(?:of|is|was|are|were) )?|(?P<verb>\b(?!{_HAVE}|of\b|is\b|was\b|by\b|in\b|and\b|are\b|the\b)[a-z]+ )?)"
    rf"\b(?P<sign>{'|'.join(sorted(_SIGNS, key=len, reverse=True))}) (?P<number>{_NUMBER})"
)
_BETWEEN = re.compile(
    rf"(?:\b(?:that|which|who) )?(?:\b(?P<have>{_HAVE}) (?:(?:a|an|the) )?)?"
    rf"(?P<noun>(?:(?!of\b|{_HAVE}|by\b|in\b)[a-z]+ ){{0,2}}?)(?:(?:of|is|was) )?"
    rf"between (?P<low>{_NUMBER}) and (?P<high>{_NUMBER})"
)
_ADJECTIVES = tuple(
    (re.sub(r"\|[a-z ]*est\b|\|most [a-z]+", "", pattern), largest, wanted) for pattern, largest, wanted in SIZES
)
_THAN = re.compile(
    r"(?:\b(?:that|which|who|and) )?(?:\b(?:is|are|was|were) )?\b"
    rf"(?P<adjective>{'|'.join(pattern for pattern, *_ in _ADJECTIVES)}) than (?P<number>{_NUMBER})"
)
_SHORT = ("m", "g", "t", "s", "h")
"""Units that are one only where nothing follows them."""
_STOP = re.compile(
    r"(?:by|in|of|that|which|who|and|are|is|did|does|do|were|was|to|from|with|on|at|for|the|as|but|has|have|or|not)$"
    r"|\w+(?:ing|ed)$|§"
)


def taken_limits(text: str, *, is_yes_no: bool) -> tuple[str, tuple[Limit, ...], tuple[Sign, int] | None]:
    """The question without its limits, these, and how many there must be for "yes".

    >>> taken_limits("countries with more than 10 million people bordering §0", is_yes_no=False)[0]
    'countries bordering §0'
    >>> taken_limits("did §0 direct more than 3 films", is_yes_no=True)[2]
    ('>', 3)
    """
    limits: list[Limit] = []
    text = _dates(text, limits)
    least: tuple[Sign, int] | None = None
    for _ in range(3):
        if found := _THAN.search(text):
            text = _than(text, found, limits)
        elif found := _BETWEEN.search(text):
            text = _between(text, found, limits)
        elif found := _COMPARED.search(text):
            text, least = _compared(text, found, limits, is_yes_no=is_yes_no, least=least)
        else:
            break
    return _clean(text), tuple(limits), least


def dated_limits(question: str) -> tuple[str, tuple[Limit, ...]]:
    """A question as it is written, without its limits of time, and these.

    >>> dated_limits("Which films did Ada make between 1990 and 1995?")[0]
    'Which films did Ada make?'
    """
    limits: list[Limit] = []
    at = 0
    while found := _DATED.search(question.lower(), at):
        made = _date_limits(found, ())
        start = found.start("word")
        if start < 0:
            lead = _FROM.search(found[0])
            assert lead is not None  # one of the two words is there
            start = found.start() + lead.start()
        at = found.end()
        if made and len(question) == len(question.lower()):
            limits += made
            question = _clean(question[:start] + question[at:])
            at = start
    return re.sub(r"\s+(?=[?.!]+$)", "", question), tuple(limits)


def _dates(text: str, limits: list[Limit]) -> str:
    at = 0
    while found := _DATED.search(text, at):
        wanted = next((families for pattern, families in VERBS if re.fullmatch(pattern, found["verb"] or "")), ())
        # "Between 100 and 200 employees" are no years.
        made = [] if found["low"] and _words(text, found.end())[0] else _date_limits(found, wanted)
        if not made:
            at = found.end()
            continue
        limits += made
        text = _clean(text[: found.start()] + " " + text[found.end() :])
    return text


def _date_limits(found: re.Match[str], wanted: tuple[str, ...]) -> list[Limit]:
    if found["low"]:
        low, high = date(found["low"]), date(found["high"])
        if low is None or high is None:
            return []
        return [
            Limit("date", ">=", low, found["low"], wanted),
            Limit("date", "<=", high, found["high"], wanted),
        ]
    value, word, said = date(_bare(found["date"])), found["word"], found["date"]
    if value is None:
        return []
    if word == "from" and not found["on"]:
        return []
    if word in ("in", "during", "on") and (found["on"] or "").strip() not in ("or later", "or earlier", "and later"):
        return [
            Limit("date", ">=", value, said, wanted, loose=True),
            Limit("date", "<=", value, said, wanted, loose=True),
        ]
    sign: Sign = ">"
    if word in ("since", "from") or "later" in (found["on"] or ""):
        sign = ">="
    elif word in ("before", "prior to", "earlier than"):
        sign = "<"
    elif word == "until" or "earlier" in (found["on"] or ""):
        sign = "<="
    return [Limit("date", sign, value, said, wanted)]


def _than(text: str, found: re.Match[str], limits: list[Limit]) -> str:
    largest, wanted = next(
        (largest, wanted) for pattern, largest, wanted in _ADJECTIVES if re.fullmatch(pattern, found["adjective"])
    )
    words, end = _words(text, found.end())
    value, said = _number(found["number"], words)
    if value is not None:
        limits.append(Limit("number", ">" if largest else "<", value, said, wanted))
    return text[: found.start()] + " " + text[end:]


def _between(text: str, found: re.Match[str], limits: list[Limit]) -> str:
    words, end = _words(text, found.end())
    wanted = _wanted((found["noun"] or "").split() or words)
    for part, sign in (("low", ">="), ("high", "<=")):
        value, said = _number(found[part], words)
        if value is not None:
            limits.append(Limit("number", sign, value, said, wanted))  # type: ignore[arg-type]  # one of the two
    return text[: found.start()] + " " + text[end:]


def _compared(
    text: str, found: re.Match[str], limits: list[Limit], *, is_yes_no: bool, least: tuple[Sign, int] | None
) -> tuple[str, tuple[Sign, int] | None]:
    sign = _SIGNS[found["sign"]]
    words, end = _words(text, found.end())
    value, said = _number(found["number"], words)
    if value is None:
        return text[: found.start()] + " " + text[end:], least
    noun, verb = (found["noun"] or "").split(), (found["verb"] or "").split()
    whole = value.low == int(value.low) and not value.unit
    if is_yes_no and not found["have"] and words and whole:
        # "did §0 direct more than 3 films": of their number
        kept = text[: found.start()] + (" " + " ".join(verb)) + " " + " ".join(words) + " " + text[end:]
        return kept, (sign, int(value.low))
    limit = Limit("number", sign, value, said, _wanted([*noun, *verb] if noun or verb else words))
    if noun or verb:
        limit = replace(limit, wanted=tuple(dict.fromkeys((*limit.wanted, *_wanted(words)))))
    if is_yes_no and found["have"] and whole and re.fullmatch(r"\w+ §\d+ ", text[: found.start()]):
        limits.append(replace(limit, counted=True))
        return f"{text[: found.start()]} have {' '.join([*noun, *words])} {text[end:]}", least
    limits.append(limit)
    return text[: found.start()] + " " + text[end:], least


def _words(text: str, at: int) -> tuple[list[str], int]:
    """The noun after a number, at most three words, and where it ends."""
    words: list[str] = []
    for found in re.finditer(r"\s+(\S+)", text[at:]):
        if len(words) == 3 or _STOP.match(found[1].strip(",")) or not re.match(r"[a-z°%]", found[1]):
            break
        words.append(found[1].strip(","))
        end = at + found.end()
    return words, end if words else at


def _number(written: str, words: list[str]) -> tuple[Quantity | None, str]:
    """The number with its unit where the words after it begin with one."""
    plain = number(written.replace("$", "").replace("€", "").replace("£", "").replace("¥", ""))
    for count in (2, 1):
        name = " ".join(words[:count])
        found = (
            number(f"{written} {name}")
            if len(words) >= count and (is_unit(name) or (words == [name] and name in _SHORT))
            else None
        )
        if found is not None:
            return found, f"{written} {name}"
    return plain, written


def is_unit(text: str) -> bool:
    """Whether a text is a unit that numbers can be turned into another from.

    >>> is_unit("minutes"), is_unit("people")
    (True, False)
    """
    return unit(text) is not None and text not in ("in", "t", "s", "h", "m", "g")


def _wanted(words: list[str]) -> tuple[str, ...]:
    is_short = len(words) == 1 and words[0] in _SHORT  # "35 m" at the end of a clause
    kept = [word for word in words if not is_unit(word) and word != "square" and not is_short]
    return tuple(dict.fromkeys(name for word in kept for name in synonyms(word)))


def _bare(text: str) -> str:
    return text if re.search(r"century|\d0s", text) else text.removeprefix("the ")


def _clean(text: str) -> str:
    return re.sub(r"\s*,(?=\s*(?:,|$))", "", " ".join(text.split())).strip(" ,")
