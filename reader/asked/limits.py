"""Limits in a question: dates before, after and between, numbers more and less than."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal as Choice

from kgqa.reader.language.money import currency
from kgqa.reader.language.operations import SIZES, VERBS, synonyms
from kgqa.reader.language.quantities import Quantity, date, hull, number, unit

Sign = Choice["<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Limit:
    """``value``: what is compared with, ``said`` as it is written. ``wanted``: families of relations or words, one of
    which the measure's name should hold; none means any of its sort. ``counted``: whether it may be meant of the
    number of things, not of a value. ``loose``: whether it may only place what is asked ("released in 1999"). ``open``:
    why the words leave open what it is."""

    sort: Choice["date", "number"]
    sign: Sign
    value: Quantity
    said: str
    wanted: tuple[str, ...] = ()
    counted: bool = False
    loose: bool = False
    open: str = ""


_OPPOSITE: dict[Sign, Sign] = {"<": ">=", ">=": "<", ">": "<=", "<=": ">"}
UNCLEAR_NOT = "what is not so is not clear"
_NOT = r"(?:not|never|neither|nor)"
_NEGATED = rf"(?:[a-z]+n't|(?:(?:do|does|did|has|have|had|is|are|was|were|been) )*{_NOT})"
_NO = rf"(?:no|{_NOT})"
_NOT_BEFORE = re.compile(
    rf"(?:\b{_NO}|n't) (?P<between>(?:(?!(?:and|but|that|which|who|whose|while|where|than)\b)\S+ ){{0,4}})$"
)
"""A "not" before a limit that is of the limit or of what stands between: that is not told by the words."""
_CLAUSE = re.compile(
    r"(?:(?:that|which|who|and) )?(?:is|are|was|were|did|do|does|has|have|had|with|having|whose|come|came|comes)\b"
)
"""How a limit begins that is said of what stands before, not of the word before it."""

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
    rf"(?:\b(?:that|which|who|and) )?(?:\b(?P<not>{_NEGATED}) (?:been )?)?"
    r"(?:\b(?:was|were|is|are|had been|have been|did|first) )*"
    rf"(?:\b(?P<verb>{_SAID}) )?(?:\b(?P<no>{_NO}) )?"
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
    rf"{_BEFORE_DATE}\b(?:(?P<word>{'|'.join(words for words, _ in _DATE_SIGNS)}|in|during|from|on) "
    rf"(?P<date>{_DATE})(?P<on> on\b| onwards?\b| (?:or|and) (?:later|after|earlier|before)\b(?! [\d§]))?"
    rf"|(?:between|from) (?P<low>{_DATE}|\d{{1,4}}(?= {_TO} \d{{1,4}}{_ERA})|the {_NTH}(?= {_TO} ))"
    rf" {_TO} (?P<high>{_DATE}|{_NTH} century{_ERA}?))"
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
_NO_VERB = rf"{_HAVE}|{_NO}|of|is|was|by|in|and|are|the|were|be|been|or|that|which|who|do|does|did|but"
_MEASURED = (
    rf"(?:\b(?:that|which|who|and) )?(?:\b(?P<not>{_NEGATED}) )?(?:\b(?P<have>{_HAVE}) (?:(?:a|an|the) )?"
    rf"(?P<noun>(?:(?!(?:of|is|was|are|were|{_NO}|{_HAVE})\b)[a-z]+ ){{0,3}}?)"
    rf"(?:(?:of|is|was|are|were) )?|(?P<verb>\b(?!(?:{_NO_VERB})\b)[a-z]+ )?)"
)
_SIGN = "|".join(sorted(_SIGNS, key=len, reverse=True))
_COMPARED = re.compile(rf"{_MEASURED}\b(?:(?P<no>{_NO}) )?(?P<sign>{_SIGN}) (?P<number>{_NUMBER})")
_BETWEEN = re.compile(rf"{_MEASURED}\b(?:(?P<no>{_NO}) )?between (?P<low>{_NUMBER}) and (?P<high>{_NUMBER})")
_ADJECTIVES = tuple(
    (re.sub(r"\|[a-z ]*est\b|\|most [a-z]+", "", pattern), largest, wanted)
    for pattern, largest, wanted in (*SIZES, ("older|elder", True, ("age",)), ("younger", False, ("age",)))
)
_THAN = re.compile(
    rf"(?:\b(?:that|which|who|and) )?(?:\b(?P<not>{_NEGATED}) )?(?:\b(?:is|are|was|were) )?\b(?:(?P<no>{_NO}) )?"
    rf"(?P<adjective>{'|'.join(pattern for pattern, *_ in _ADJECTIVES)}) than (?P<number>{_NUMBER})"
)
_SCALE = re.compile(r"\s+(?:thousand|million|billion|trillion)$")
_SHORT = ("m", "g", "t", "s", "h")
"""Units that are one only where nothing follows them, or what is so long or high."""


def _family(comparative: str) -> tuple[str, ...]:
    return next(wanted for pattern, _, wanted in SIZES if re.fullmatch(pattern, comparative))


_SO_LARGE: dict[str, tuple[str, ...]] = {
    "long": _family("longer"),
    "high": _family("higher"),
    "tall": _family("taller"),
    "deep": _family("deeper"),
    "wide": _family("wider"),
    "heavy": _family("heavier"),
    "large": _family("larger"),
    "big": _family("bigger"),
    "thick": ("thickness",),
    "old": ("age",),
}
"""What labels call what an adjective behind a number measures: "100 km long"."""
_OPENED = re.compile(
    r"(?:.* )?(?:(?:which|what|how many|(?:list|name|show|find)(?: me)?)(?: (?:is|are|was|were))?|all|the) |"
)
"""What stands before the noun of a set."""
_IN_MEASURE = re.compile(
    r"\s+in (?P<noun>length|height|depth|width|area|size|weight|mass|elevation|altitude|diameter|duration|volume"
    r"|population|thickness|age)\b"
)
_STOP = re.compile(
    r"(?:by|in|of|that|which|who|and|are|is|did|does|do|were|was|to|from|with|on|at|for|the|as|but|has|have|or|not"
    r"|nor|neither|never|no|than|before|after|since|between|until|more|less|fewer|longer|older|higher|larger|shorter)$"
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
    text = _dates(text, limits, is_yes_no=is_yes_no)
    least: tuple[Sign, int] | None = None
    for _ in range(3):
        if found := _THAN.search(text):
            text = _than(text, found, limits, is_yes_no=is_yes_no)
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
        made = [_not_so(question.lower(), limit, found) for limit in _date_limits(found, ())]
        if found["not"] or any(limit.open for limit in made):
            return question, ()
        start = found.start("no") if found["no"] else found.start("word")
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


def _dates(text: str, limits: list[Limit], *, is_yes_no: bool) -> str:
    at = 0
    while found := _DATED.search(text, at):
        wanted = next((families for pattern, families in VERBS if re.fullmatch(pattern, found["verb"] or "")), ())
        # "Between 100 and 200 employees" are no years.
        made = [] if found["low"] and _words(text, found.end())[0] else _date_limits(found, wanted)
        if not made:
            at = found.end()
            continue
        limits += [_not_so(text, limit, found, is_yes_no=is_yes_no) for limit in made]
        text = _clean(text[: found.start()] + " " + text[found.end() :])
    return text


def _not_so(text: str, limit: Limit, found: re.Match[str], *, is_yes_no: bool = False) -> Limit:
    """A limit as its words say it: the opposite where it is denied, open where it is not clear what is. "Is it not
    longer than 2 m" may be answered either way."""
    denied = bool(found["not"]), bool(found["no"])
    if not any(denied):
        return replace(limit, open=UNCLEAR_NOT) if _is_of_other(text, found) else limit
    unclear = all(denied) or (is_yes_no and denied[0]) or limit.loose or limit.open or _is_of_other(text, found)
    if unclear or re.search(r"\buntil\b|\bbetween\b|\bfrom\b", found[0]):
        return replace(limit, open=UNCLEAR_NOT)
    return replace(limit, sign=_OPPOSITE[limit.sign])


def _is_of_other(text: str, found: re.Match[str]) -> bool:
    """Whether a "not" stands before a limit that may be of it, or of the words between."""
    before = _NOT_BEFORE.search(text[: found.start()])
    if before is None:
        return False
    return not ("§" in before["between"] and (_CLAUSE.match(found[0]) or found.groupdict().get("verb")))


def _date_limits(found: re.Match[str], wanted: tuple[str, ...]) -> list[Limit]:
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
    if not re.match(r"(?:or|and)\b", on) and word != "from":
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


def _than(text: str, found: re.Match[str], limits: list[Limit], *, is_yes_no: bool) -> str:
    largest, wanted = next(
        (largest, wanted) for pattern, largest, wanted in _ADJECTIVES if re.fullmatch(pattern, found["adjective"])
    )
    words, end = _words(text, found.end())
    value, said = _number(found["number"], words)
    if value is not None:
        limit = Limit("number", ">" if largest else "<", value, said, wanted)
        limits.append(_not_so(text, limit, found, is_yes_no=is_yes_no))
    return text[: found.start()] + " " + text[end:]


def _between(text: str, found: re.Match[str], limits: list[Limit]) -> str:
    words, end = _words(text, found.end())
    start, noun = _nouns_start(text, found)
    wanted = _wanted_of(noun, words, text, found.end())
    lowest = found["low"]
    if (scale := _SCALE.search(found["high"])) and not _SCALE.search(lowest):
        lowest += scale[0]  # "between 100 and 200 thousand"
    for written, sign in ((lowest, ">="), (found["high"], "<=")):
        value, said = _number(written, words)
        if value is not None:
            limit = Limit("number", sign, value, said, wanted)  # type: ignore[arg-type]  # one of the two
            limits.append(_not_so(text, limit, found))
    return text[:start] + " " + text[_measures_end(text, end) :]


def _nouns_start(text: str, found: re.Match[str]) -> tuple[int, list[str]]:
    """Where the words of a limit begin, and those of them that name its measure: in "rivers over 100 km" the rivers do
    not."""
    noun, verb = (found["noun"] or "").split(), (found["verb"] or "").split()
    if verb and _OPENED.fullmatch(text[: found.start("verb")]):
        return found.end("verb"), []
    return found.start(), [*noun, *verb]


def _wanted_of(noun: list[str], words: list[str], text: str, end: int) -> tuple[str, ...]:
    """What the measure of a limit is called: by its own noun, the words behind the number, or "in length"."""
    behind = _IN_MEASURE.match(text, _words(text, end)[1])
    said = [*([behind["noun"]] if behind else []), *noun]
    return tuple(dict.fromkeys((*_wanted(said), *_wanted(words))))


def _measures_end(text: str, end: int) -> int:
    behind = _IN_MEASURE.match(text, end)
    return end if behind is None else behind.end()


def _compared(
    text: str, found: re.Match[str], limits: list[Limit], *, is_yes_no: bool, least: tuple[Sign, int] | None
) -> tuple[str, tuple[Sign, int] | None]:
    sign = _SIGNS[found["sign"]]
    words, end = _words(text, found.end())
    value, said = _number(found["number"], words)
    if value is None:
        return text[: found.start()] + " " + text[end:], least
    start, noun = _nouns_start(text, found)
    whole = value.low.is_integer() and not value.unit
    if found["no"]:
        sign = _OPPOSITE[sign]
    if is_yes_no and not found["have"] and words and whole and not _SO_LARGE.keys() & set(words):
        # "did §0 direct more than 3 films": of their number
        kept = f"{text[: found.start()]} {found['not'] or ''} {found['verb'] or ''} {' '.join(words)} {text[end:]}"
        return kept, (sign, int(value.low))
    limit = Limit("number", sign, value, said, _wanted_of(noun, words, text, found.end()))
    if found["not"] or not found["no"]:
        limit = _not_so(text, limit, found, is_yes_no=is_yes_no)
    if is_yes_no and found["have"] and whole and re.fullmatch(r"\w+ §\d+ ", text[: found.start()]):
        limits.append(replace(limit, counted=True))
        return f"{text[: found.start()]} have {' '.join([*noun, *words])} {text[end:]}", least
    limits.append(limit)
    return text[:start] + " " + text[_measures_end(text, end) :], least


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
    plain = number(written)
    for count in (2, 1):
        name = " ".join(words[:count])
        found = (
            number(f"{written} {name}")
            if len(words) >= count and (is_unit(name) or currency(name) or (count == 1 and _begins_with_short(words)))
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
    if "old" in words:
        return _SO_LARGE["old"]  # 30 years old
    words = words[1:] if _begins_with_short(words) else words
    kept = [word for word in words if not is_unit(word) and word != "square"]
    return tuple(dict.fromkeys(name for word in kept for name in _SO_LARGE.get(word, synonyms(word))))


def _begins_with_short(words: list[str]) -> bool:
    """Whether words begin with a unit of one letter: "35 m" at the end of a clause, "35 m high"."""
    return bool(words) and words[0] in _SHORT and (len(words) == 1 or words[1] in _SO_LARGE)


def _bare(text: str) -> str:
    return text if re.search(r"century|\d0s", text) else text.removeprefix("the ")


def _clean(text: str) -> str:
    return re.sub(r"\s*,(?=\s*(?:,|$))", "", " ".join(text.split())).strip(" ,")
