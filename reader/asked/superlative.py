"""Superlatives in a question: the longest, the first, the one with the most inhabitants."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal as Choice

from kgqa.reader.asked.works import WORK, is_work
from kgqa.reader.language.operations import AGES, EARLY, LATE, SIZES, VERBS, synonyms

_SAID = "|".join(f"(?:{pattern})" for pattern, _ in VERBS)
_NUMBER_OF = r"(?:largest|highest|greatest|biggest|smallest|lowest) number of"
_MOST = (
    rf"{_NUMBER_OF}|most recent|most|largest|highest|greatest|biggest|longest|best|least|fewest|smallest|lowest"
    r"|shortest|earliest|latest"
)
_LEAST = re.compile(r"(?:least|fewest|smallest|lowest|shortest)\b.*")
_BE = r"(?:(?:that|which|who|and) )?(?:is|are|was|were)"
_WITH = re.compile(
    rf"\b(?:(?:that|which|who|and) )?(?:has|have|had|with|having|carries|carry|holds|hold|seats|employs) the "
    rf"(?P<most>{_MOST})\s+"
    r"(?P<noun>[a-z]+(?: (?!of\b|in\b|by\b|and\b)[a-z]+){0,2})"
    r"(?= of\b| in\b| by\b| and\b|$| §)"
)
_TIMES = rf"the (?P<most>most|fewest|least|{_NUMBER_OF}) (?P<noun>(?!recent)[a-z]+(?: [a-z]+)?)"
_ON = r"(?:on|in|at|to|with|from|of|for)"
_DEED_OF = re.compile(
    rf"\b(?:(?:that|which|who) )?(?:(?:is|are|was|were|has|have|had|has been|have been) )?"
    rf"(?P<deed>(?!(?:has|have|had|with|is|are|was|were|does|did|do)\b)[a-z]+(?: {_ON})?(?: by)?) {_TIMES}$"
)
_DONE_TO = re.compile(rf"\b(?:do|does|did|is|are|was|were) {_TIMES} (?P<deed>(?!{_ON}\b)[a-z]+(?: {_ON})?)$")
_ROLE_OF = re.compile(rf"\b{_BE} (?:(?:the|an?) )?(?P<deed>[a-z]+(?: [a-z]+)??) (?:of|for|in|to) {_TIMES}$")
_DOING = re.compile(
    rf"\b(?:has|have|had|with) the (?P<most>most|fewest|least|{_NUMBER_OF}) (?P<noun>[a-z]+)"
    rf" (?P<deed>[a-z]+(?:ing|ed|en|rn) {_ON}) (?:it|them)$"
)
_MEASURED = re.compile(
    r"\b(?:(?:that|which|who) )?(?:(?:did|does|do|is|are|was|were) )?"
    r"(?P<verb>(?:earn|cost|weigh|last)(?:s|ed)?|paid) (?:the )?(?P<most>most|least)(?: money)?$"
)
_RANKS = rf"(?:{EARLY}|{LATE}|most recently)"
_VERB_LAST = re.compile(
    rf"\b(?:(?:that|which|who) )?(?:(?:was|were|is|are|did|has been) )?(?P<verb>{_SAID}) (?:the )?"
    rf"(?P<rank>(?!before|after|later|earlier|sooner){_RANKS})\b(?! §| (?:in|on|by|to)\b)"
)
_VERB_FIRST = re.compile(
    rf"\b{_BE} (?:the )?(?P<rank>first|earliest|last|latest|most recent|most recently) (?:one )?"
    rf"(?:to be )?(?P<verb>{_SAID})\b"
)
_WORK_DONE = re.compile(
    rf"^(?:which|what) (?:[a-z]+ )?(?:{WORK}) (?:did|has|have) .*\b(?P<word>first|last|earliest|latest|most recently)$"
)
_DONE = re.compile(
    r"\b(?:(?:that|which|who) )?(?:was|were|is|are|has been) (?P<verb>[a-z]+(?:ed|en|nd|lt|pt)) "
    r"(?P<rank>first|last|earliest|latest|most recently)$"
)


def _only(pattern: str) -> str:
    """The superlatives among the alternatives of a pattern."""
    return "|".join(word for word in pattern.split("|") if word.endswith("est") or word.startswith("most "))


_ADJECTIVES = tuple(
    [(_only(pattern), "date", largest, wanted) for pattern, largest, wanted in AGES]
    + [(_only(pattern), "number", largest, wanted) for pattern, largest, wanted in SIZES]
)
_ADJECTIVE = "|".join(pattern for pattern, *_ in _ADJECTIVES)
_AT_END = re.compile(
    rf"\b{_BE} (?:the )?(?P<word>{_ADJECTIVE}|first|earliest|latest|most recent)(?: one| of (?:them|these|all))?$"
)
_BEFORE_NOUN = re.compile(
    rf"(?:\bthe |\bwhose |(?<='s )|(?<=§\d's )|^(?:which|what|who) (?:is |was )?)?"
    rf"\b(?P<word>{_ADJECTIVE}|first|earliest|latest|last|most recent|newest|debut) (?=(?P<noun>[a-z]+(?: [a-z]+)?))"
)


_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_MOST_RANKS = 100
_COUNT = rf"(?P<count>{'|'.join(_NUMBERS)}|[2-9]|[1-9]\d)"
_BEST = rf"(?:{_ADJECTIVE}|most [a-z]+|first|earliest|latest|last|newest)"
BEST = rf"{_BEST}|least [a-z]+|fewest"
"""Words of what is more or less than all others."""
_MEASURES = {word for _, _, wanted in SIZES for word in wanted} - {"long", "tall", "high"}
_LINKS = "in|of|on|at|by|among|and|or|is|are|was|were|that|which|who"
_BY = re.compile(
    r",? (?P<way>by|in terms of|with respect to|as measured by|measured by|ranked by|according to|based on) "
    r"(?:its |their )?(?:(?:the )?(?:total |overall )?(?:number|amount) of )?"
    rf"(?P<noun>(?!(?:the|an?|any|all|far|{_LINKS})\b)[a-z]+(?: (?!(?:{_LINKS})\b)[a-z]+)?)(?=$|,| (?:{_LINKS})\b)"
)
"""What the best are chosen by, outright."""
_DONE_BY = re.compile(r"(?:ed|en|wn|lt|de|ught|ld|ung)$")
"""The largest country ruled by kings."""
_COUNTED = re.compile(rf"\b(?:top )?{_COUNT} (?={_BEST}\b)")
_COUNTED_AFTER = re.compile(rf"\b(?:{_ADJECTIVE}|first|earliest|latest|last|newest) {_COUNT}\b(?= [a-z§])")
_RANKED = re.compile(rf"\b(?P<rank>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:nd|rd|th|st))[ -](?={_BEST}\b)(?!last|first)")
_RANKED_WORK = re.compile(rf"\b(?P<rank>{'|'.join(_ORDINALS)})(?= (?:[a-z]+ )?(?:{WORK})\b)")
_WHICH_MANY = re.compile(rf"(?P<which>which|what) {_COUNT} ")
_MANY = re.compile(rf"\b(?:are|were|name|list) (?:the )?(?P<said>(?:{_ADJECTIVE}) [a-z]*[a-z]s)\b(?! is| was)")


@dataclass(frozen=True, slots=True)
class Superlative:
    """``largest``: whether the largest or latest is meant. ``wanted``: families of relations or words, as of a limit.
    ``said``: its words. ``sure``: whether its words leave no doubt: "the first president" need not be by date.
    ``first``, ``last``: the ranks that are asked for, from 1 on. ``open``: why it can't be told how many.
    ``deed``: what is done most often, to as many of the things called ``wanted``: "works on"; ``turned``: whether these
    do it to what is asked for."""

    sort: Choice["date", "number"]
    largest: bool
    wanted: tuple[str, ...]
    said: str
    sure: bool = True
    first: int = 1
    last: int = 1
    open: str = ""
    deed: str = ""
    turned: bool = False

    @property
    def is_how_many(self) -> bool:
        """Whether the words may ask for the number of things that one has: "most members", and not "longest wall"."""
        return re.match(rf"(?:most|fewest|least|{_NUMBER_OF}) (?!recent)", self.said) is not None


def taken_superlative(text: str) -> tuple[str, Superlative | None]:
    """The question without its superlative, and this; as it is where there is none, or more than one.

    >>> taken_superlative("which film directed by §0 came out first")[0], taken_superlative("the largest city of §0")[0]
    ('which film directed by §0', 'the city of §0')
    >>> [(pick.first, pick.last) for text in ("the two longest rivers of §0", "the second longest river of §0")
    ...     if (pick := taken_superlative(text)[1])]
    [(1, 2), (2, 2)]
    """
    by = measure_said(text)
    plain, ranks = _without_ranks(text if by is None else by[0])
    left, pick = _taken(plain)
    if pick is not None and by is not None and pick.sort == "number" and not pick.deed and not pick.is_how_many:
        pick = replace(pick, wanted=by[1])
    elif by is not None:  # "the first film by women"
        plain, ranks = _without_ranks(text)
        left, pick = _taken(plain)
    if pick is None:
        return text, None
    if text.startswith("who ") and "birth" in pick.wanted:
        pick = replace(pick, wanted=("birth",))  # the youngest of people is not who came last
    if ranks is None and (many := _WHICH_MANY.match(left)):
        left, ranks = f"{many['which']} {left[many.end() :]}", (1, _number(many["count"]))
    if ranks is not None:
        return left, replace(pick, first=ranks[0], last=ranks[1], sure=pick.sure or ranks[1] > 1)
    return left, replace(pick, open=_how_many_unsaid(text))


def measure_said(text: str) -> tuple[str, tuple[str, ...]] | None:
    """A question without the words that say what the best are chosen by, and what labels may call that; None where
    none do.

    >>> measure_said("the largest city of §0 by population")
    ('the largest city of §0', ('population', 'inhabitant'))
    """
    if (found := _BY.search(text)) is None or re.search(rf"\b{_BEST}\b", text) is None:
        return None
    if found["way"] == "by" and _DONE_BY.search(text[: found.start()]):
        return None
    whole, last = found["noun"], found["noun"].split()[-1]
    wanted = tuple(dict.fromkeys((whole, *synonyms(last))))
    if whole in _MEASURES or last in _MEASURES:
        wanted = tuple(dict.fromkeys((*synonyms(last), whole)))
    return text[: found.start()] + text[found.end() :], wanted


def _without_ranks(text: str) -> tuple[str, tuple[int, int] | None]:
    """A question without "two" and "second" before or behind its superlative, and the ranks that these say."""
    for pattern, group in ((_COUNTED, 0), (_COUNTED_AFTER, "count")):
        if found := pattern.search(text):
            start, end = found.span(group)
            return " ".join(f"{text[:start]} {text[end:]}".split()), (1, _number(found["count"]))
    if found := _RANKED.search(text):
        rank = _ORDINALS.index(found["rank"]) + 2 if found["rank"] in _ORDINALS else int(found["rank"][:-2])
        if 1 <= rank <= _MOST_RANKS:
            return f"{text[: found.start()]}{text[found.end() :]}", (rank, rank)
    if found := _RANKED_WORK.search(text):  # the second film is the second by date
        rank = _ORDINALS.index(found["rank"]) + 2
        return f"{text[: found.start()]}first{text[found.end() :]}", (rank, rank)
    return text, None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.index(word) + 2


def _how_many_unsaid(text: str) -> str:
    """Why "the longest rivers" is left open: one of them is no answer, and nothing says how many are."""
    found = _MANY.search(text)
    return f"how many of the {found['said']} are meant is not said" if found else ""


def _taken(text: str) -> tuple[str, Superlative | None]:
    if found := _WORK_DONE.match(text):
        return text[: found.start("word")].strip(), _of_word(found)
    for pattern, make in (
        (_DOING, _of_deeds),
        (_DONE_TO, _of_deeds),
        (_MEASURED, _of_measuring),
        (_WITH, _of_noun),
        (_VERB_LAST, _of_verb),
        (_VERB_FIRST, _of_verb),
        (_DONE, _of_deed),
        (_AT_END, _of_word),
        (_ROLE_OF, _of_deeds),
        (_DEED_OF, _of_deeds),
        (_BEFORE_NOUN, _of_word),
    ):
        if found := pattern.search(text):
            kept = "the " if pattern is _BEFORE_NOUN and found[0].startswith("the ") else ""
            if pattern is _BEFORE_NOUN and (opening := re.match(r"(which|what|who)( is| was)? ", found[0])):
                kept = opening[0]
            left = f"{text[: found.start()]} {kept}{text[found.end() :]}"
            return " ".join(left.split()).strip(" ,"), make(found)
    return text, None


def _of_noun(found: re.Match[str]) -> Superlative:
    words = found["noun"].split()
    whole = " ".join(words)
    wanted = (whole, *(name for word in words for name in synonyms(word)))
    if found["most"] in ("earliest", "latest", "most recent"):
        return Superlative("date", found["most"] != "earliest", (whole,), f"{found['most']} {whole}")
    return Superlative(
        "number", not _LEAST.fullmatch(found["most"]), tuple(dict.fromkeys(wanted)), f"{found['most']} {whole}"
    )


def _of_deeds(found: re.Match[str]) -> Superlative:
    deed, noun = found["deed"], found["noun"]
    turned = found.re not in (_DEED_OF, _ROLE_OF) or deed.endswith(" by")
    largest = not _LEAST.fullmatch(found["most"])
    said = f"{found['most']} {noun}"
    return Superlative("number", largest, (noun,), said, deed=deed.removesuffix(" by"), turned=turned)


def _of_measuring(found: re.Match[str]) -> Superlative:
    return Superlative("number", found["most"] == "most", synonyms(found["verb"]), found[0].strip())


def _of_verb(found: re.Match[str]) -> Superlative:
    wanted = next((families for pattern, families in VERBS if re.fullmatch(pattern, found["verb"])), ())
    return Superlative("date", _is_late(found["rank"]), wanted, found[0].strip())


def _of_deed(found: re.Match[str]) -> Superlative:
    """Of a verb of no known family: "was discovered first" is by a date whose name has the verb in it."""
    verb = re.sub(r"(?:ed|en)$", "", found["verb"])
    return Superlative("date", _is_late(found["rank"]), (verb,), found[0].strip())


def _of_word(found: re.Match[str]) -> Superlative:
    word = found["word"]
    for pattern, sort, largest, wanted in _ADJECTIVES:
        if re.fullmatch(pattern, word):
            return Superlative("number" if sort == "number" else "date", largest, wanted, word)
    noun = found.groupdict().get("noun") or ""
    sure = word not in ("first", "last", "debut") or found.re is _WORK_DONE or is_work(noun)
    return Superlative("date", _is_late(word), (), word, sure)


def _is_late(word: str) -> bool:
    return re.fullmatch(LATE, word) is not None or word == "newest"
