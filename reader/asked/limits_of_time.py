"""Limits of time in a question: dates before, after, between."""

from __future__ import annotations

import re

from kgqa.reader.asked.limit import NEGATED, NO, Limit, Sign, cleaned, not_so, words_after
from kgqa.reader.language.operations import VERBS
from kgqa.reader.language.quantities import Quantity, date, hull

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_ERA = r"(?: ?(?:b\.? ?c\.?(?: ?e\.?)?|a\.? ?d\.?|c\.? ?e\.?)(?!\w))"
_YEAR = rf"(?:\d{{1,4}}{_ERA}|\d{{3,4}})"
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty-first",
)  # fmt: skip
_NTH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(reversed(_ORDINALS))})"
_DATE = (
    rf"(?:\d{{4}}-\d\d-\d\d|(?:the )?{_DAY} (?:of )?{_MONTH},? {_YEAR}"
    rf"|{_MONTH} {_DAY},? {_YEAR}|{_MONTH},? {_YEAR}"
    rf"|the \d{{1,3}}0s{_ERA}|the \d{{3}}0s|the {_NTH} century{_ERA}?|\d{{1,4}}{_ERA}|\d{{3,4}}"
    r"(?![\d,.]*\d|\w| (?:thousand|million|billion|trillion|[a-z]*met|[a-z]*gram|people|inhabitants|minutes|hours"
    r"|days?\b|weeks?\b|months?\b|years?\b)))"
)
_SPAN_ERA = re.compile(rf"(?P<span>.*?(?:century|0s))(?P<era>{_ERA}?)")
_BC = re.compile(r"\bb\.? ?c|(?<=\d)b\.? ?c")
_HAS_ERA = re.compile(rf"(?:\b|(?<=\d)){_ERA}$")
_SAID = "|".join(f"(?:{pattern})" for pattern, _ in VERBS)
_BEFORE_DATE = (
    rf"(?:\b(?:that|which|who|and) )?(?:\b(?P<not>{NEGATED}) (?:been )?)?"
    r"(?:\b(?:was|were|is|are|had been|have been|did|first) )*"
    rf"(?:\b(?P<verb>{_SAID}) )?(?:\b(?P<no>{NO}) )?"
)
_AT = r"(?:in|on|during|at)"
_DATE_SIGNS: tuple[tuple[str, Sign], ...] = (
    (rf"{_AT} or (?:after|later than)|(?:after|later than) or {_AT}|since", ">="),
    (rf"{_AT} or (?:before|earlier than|prior to)|(?:before|earlier than|prior to) or {_AT}|(?:up )?until", "<="),
    (r"after|later than|newer than", ">"),
    (r"before|prior to|earlier than|sooner than|older than", "<"),
)
_TO = r"(?:and|to|until|through|till)"
_DATED = re.compile(
    rf"{_BEFORE_DATE}\b(?:(?P<lead>between|from)"
    rf" (?P<low>{_DATE}|\d{{1,4}}(?= {_TO} \d{{1,4}}{_ERA})|the {_NTH}(?= {_TO} ))"
    rf" {_TO} (?P<high>{_DATE}|{_NTH} century{_ERA}?)"
    rf"|(?P<word>{'|'.join(words for words, _ in _DATE_SIGNS)}|in|during|from|on|by) "
    rf"(?P<date>{_DATE})(?P<on> on\b| onwards?\b| (?:or|and) (?:later|after|earlier|before)\b(?! [\d§]))?)"
)
_DONE = re.compile(
    r"\b(?:mak(?:e|es)|made|writ(?:e|es|ten)|wrote|shot|shoot|film(?:ed)?|record(?:ed)?|produced?|direct(?:ed)?|paint(?:ed)?"
    r"|sold|win|won|sign(?:ed)?|releas(?:e|ed)|publish(?:ed)?)\s*$|(?:^|\b(?:which|what|the|all) )[a-z]+\s*$"
)
"""What stands before "from 1990 to 1995" and "by 1995" where they are limits: what is done at one time, or a bare noun.
"Was mayor from 1990 to 1995" is one long time."""


def dated_limits(question: str) -> tuple[str, tuple[Limit, ...]]:
    """A question as it is written, without its limits of time, and these.

    >>> dated_limits("Which films did Ada make between 1990 and 1995?")[0]
    'Which films did Ada make?'
    """
    limits: list[Limit] = []
    at = 0
    while found := _DATED.search(question.lower(), at):
        made = [not_so(question.lower(), limit, found) for limit in _date_limits(found, ())]
        if found["not"] or any(limit.open for limit in made):
            return question, ()
        start = max(found.start("word"), found.start("lead")) if not found["no"] else found.start("no")
        at = found.end()
        if made and len(question) == len(question.lower()):
            limits += made
            question = cleaned(question[:start] + question[at:])
            at = start
    return re.sub(r"\s+(?=[?.!]+$)", "", question), tuple(limits)


def taken_dates(text: str, limits: list[Limit], *, is_yes_no: bool) -> str:
    """The question without its limits of time, which are added to ``limits``."""
    at = 0
    while found := _DATED.search(text, at):
        wanted = next((families for pattern, families in VERBS if re.fullmatch(pattern, found["verb"] or "")), ())
        # "Between 100 and 200 employees" are no years.
        made = [] if found["low"] and words_after(text, found.end())[0] else _date_limits(found, wanted)
        if not made:
            at = found.end()
            continue
        limits += [not_so(text, limit, found, is_yes_no=is_yes_no) for limit in made]
        text = cleaned(text[: found.start()] + " " + text[found.end() :])
    return text


def _date_limits(found: re.Match[str], wanted: tuple[str, ...]) -> list[Limit]:
    is_done = bool(found["verb"]) or _DONE.search(found.string, 0, found.start()) is not None
    if not is_done and (found["lead"] == "from" or found["word"] == "by"):
        return []
    if found["low"]:
        early, late = found["low"], found["high"]
        if "century" in late and "century" not in early:
            early += " century"
        if not _HAS_ERA.search(early) and _BC.search(late):
            early += " bc"  # "between 50 and 44 BC"
        low, high = _date(early), _date(late)
        if low is None or high is None:
            return []
        unclear = "which of two dates is the earlier is not clear" if low.low > high.high else ""
        return [
            Limit("date", ">=", low, early, wanted, open=unclear),
            Limit("date", "<=", high, late, wanted, open=unclear),
        ]
    value, word, said = _date(found["date"]), found["word"], found["date"]
    if value is None:
        return []
    on = (found["on"] or "").strip()
    if word == "from" and not on:
        return []
    if word in ("in", "during", "on") and not re.match(r"(?:or|and)\b", on):
        return [
            Limit("date", ">=", value, said, wanted, loose=True),
            Limit("date", "<=", value, said, wanted, loose=True),
        ]
    sign: Sign = ">=" if re.search(r"later|after", on) or word == "from" else "<="
    if not re.match(r"(?:or|and)\b", on) and word not in ("from", "by"):
        sign = next(sign for words, sign in _DATE_SIGNS if re.fullmatch(words, word))
    return [Limit("date", sign, value, said, wanted)]


def _date(text: str) -> Quantity | None:
    """A date as :func:`kgqa.reader.language.quantities.date` has it, and centuries and decades of either era.

    >>> _date("the 1st century bc") == hull([date("100 bc"), date("1 bc")]), _date("the 50s bc") == date("59 bc")
    (True, False)
    """
    if (found := _SPAN_ERA.fullmatch(text)) is None:
        return date(_bare(text))
    span = found["span"]
    for place, word in enumerate(_ORDINALS, 1):
        span = re.sub(rf"\b{word}\b", f"{place}th", span)
    if not _BC.search(found["era"]):
        return date(span)
    (digits,) = re.findall(r"\d+", span)
    first = int(digits) if span.endswith("s") else 100 * int(digits) - 99
    last = first + (9 if span.endswith("s") and first % 100 else 99)
    return hull([one for year in (first, last) if (one := date(f"{year} bc")) is not None])


def _bare(text: str) -> str:
    return text if re.search(r"century|\d0s", text) else text.removeprefix("the ")
