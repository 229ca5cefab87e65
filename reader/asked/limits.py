"""All limits in a question: numbers more and less than, and dates."""

from __future__ import annotations

import re
from dataclasses import replace

from kgqa.reader.asked.limit import NEGATED, NO, OPPOSITE, Limit, Sign, cleaned, not_so, words_after
from kgqa.reader.asked.limits_of_time import taken_dates
from kgqa.reader.language.money import currency
from kgqa.reader.language.operations import SIZES, synonyms
from kgqa.reader.language.quantities import Quantity, number, unit

_SIGNS: dict[str, Sign] = {
    **dict.fromkeys(("more than", "over", "above", "greater than", "exceeding", "in excess of"), ">"),
    **dict.fromkeys(("at least", "no less than", "not less than", "no fewer than"), ">="),
    **dict.fromkeys(("less than", "fewer than", "under", "below"), "<"),
    **dict.fromkeys(("at most", "no more than", "not more than", "up to"), "<="),
}
_NUMBER = r"[$€£¥]?\d[\d,]*(?:\.\d+)?(?:\s+(?:thousand|million|billion|trillion))?"
_HAVE = r"with|having|have|has|had|whose"
_NO_VERB = rf"{_HAVE}|{NO}|of|is|was|by|in|and|are|the|were|be|been|or|that|which|who|do|does|did|but"
_MEASURED = (
    rf"(?:\b(?:that|which|who|and) )?(?:\b(?P<not>{NEGATED}) )?(?:\b(?P<have>{_HAVE}) (?:(?:a|an|the) )?"
    rf"(?P<noun>(?:(?!(?:of|is|was|are|were|{NO}|{_HAVE})\b)[a-z]+ ){{0,3}}?)"
    rf"(?:(?:of|is|was|are|were) )?|(?P<verb>\b(?!(?:{_NO_VERB})\b)[a-z]+ )?)"
)
_SIGN = "|".join(sorted(_SIGNS, key=len, reverse=True))
_COMPARED = re.compile(rf"{_MEASURED}\b(?:(?P<no>{NO}) )?(?P<sign>{_SIGN}) (?P<number>{_NUMBER})")
_BETWEEN = re.compile(rf"{_MEASURED}\b(?:(?P<no>{NO}) )?between (?P<low>{_NUMBER}) and (?P<high>{_NUMBER})")
_ADJECTIVES = tuple(
    (re.sub(r"\|[a-z ]*est\b|\|most [a-z]+", "", pattern), largest, wanted)
    for pattern, largest, wanted in (*SIZES, ("older|elder", True, ("age",)), ("younger", False, ("age",)))
)
_THAN = re.compile(
    rf"(?:\b(?:that|which|who|and) )?(?:\b(?P<not>{NEGATED}) )?(?:\b(?:is|are|was|were) )?\b(?:(?P<no>{NO}) )?"
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


def taken_limits(text: str, *, is_yes_no: bool) -> tuple[str, tuple[Limit, ...], tuple[Sign, int] | None]:
    """The question without its limits, these, and how many there must be for "yes".

    >>> taken_limits("countries with more than 10 million people bordering §0", is_yes_no=False)[0]
    'countries bordering §0'
    >>> taken_limits("did §0 direct more than 3 films", is_yes_no=True)[2]
    ('>', 3)
    """
    limits: list[Limit] = []
    text = taken_dates(text, limits, is_yes_no=is_yes_no)
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
    return cleaned(text), tuple(limits), least


def _than(text: str, found: re.Match[str], limits: list[Limit], *, is_yes_no: bool) -> str:
    largest, wanted = next(
        (largest, wanted) for pattern, largest, wanted in _ADJECTIVES if re.fullmatch(pattern, found["adjective"])
    )
    words, end = words_after(text, found.end())
    value, said = _number(found["number"], words)
    if value is not None:
        limit = Limit("number", ">" if largest else "<", value, said, wanted)
        limits.append(not_so(text, limit, found, is_yes_no=is_yes_no))
    return text[: found.start()] + " " + text[end:]


def _between(text: str, found: re.Match[str], limits: list[Limit]) -> str:
    words, end = words_after(text, found.end())
    start, noun = _nouns_start(text, found)
    wanted = _wanted_of(noun, words, text, found.end())
    lowest = found["low"]
    if (scale := _SCALE.search(found["high"])) and not _SCALE.search(lowest):
        lowest += scale[0]  # "between 100 and 200 thousand"
    for written, sign in ((lowest, ">="), (found["high"], "<=")):
        value, said = _number(written, words)
        if value is not None:
            limit = Limit("number", sign, value, said, wanted)  # type: ignore[arg-type]  # one of the two
            limits.append(not_so(text, limit, found))
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
    behind = _IN_MEASURE.match(text, words_after(text, end)[1])
    said = [*([behind["noun"]] if behind else []), *noun]
    return tuple(dict.fromkeys((*_wanted(said), *_wanted(words))))


def _measures_end(text: str, end: int) -> int:
    behind = _IN_MEASURE.match(text, end)
    return end if behind is None else behind.end()


def _compared(
    text: str, found: re.Match[str], limits: list[Limit], *, is_yes_no: bool, least: tuple[Sign, int] | None
) -> tuple[str, tuple[Sign, int] | None]:
    sign = _SIGNS[found["sign"]]
    words, end = words_after(text, found.end())
    value, said = _number(found["number"], words)
    if value is None:
        return text[: found.start()] + " " + text[end:], least
    start, noun = _nouns_start(text, found)
    whole = value.low.is_integer() and not value.unit
    if found["no"]:
        sign = OPPOSITE[sign]
    if is_yes_no and not found["have"] and words and whole and not _SO_LARGE.keys() & set(words):
        # "did §0 direct more than 3 films": of their number
        kept = f"{text[: found.start()]} {found['not'] or ''} {found['verb'] or ''} {' '.join(words)} {text[end:]}"
        return kept, (sign, int(value.low))
    limit = Limit("number", sign, value, said, _wanted_of(noun, words, text, found.end()))
    if found["not"] or not found["no"]:
        limit = not_so(text, limit, found, is_yes_no=is_yes_no)
    if is_yes_no and found["have"] and whole and re.fullmatch(r"\w+ §\d+ ", text[: found.start()]):
        limits.append(replace(limit, counted=True))
        return f"{text[: found.start()]} have {' '.join([*noun, *words])} {text[end:]}", least
    limits.append(limit)
    return text[:start] + " " + text[_measures_end(text, end) :], least


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
