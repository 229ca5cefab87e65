"""What a question asks to be done with several facts: choose one of those named, or say whether they are the same.

A small lexicon of English comparatives: a word stands for the sort of value that is compared (a date, a number, a
length of life), for which end of it wins, and for the relations it is said of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal as Choice

from kgqa.reader.language.kinds import NEGATION

Verb = Choice["choose", "order", "same", "differ"]
"""One of several ("which came out first, A or B?"), yes or no on their order ("is A older than B?") or sameness."""

Sort = Choice["date", "number", "life", "any"]

FAMILIES: dict[str, tuple[str, ...]] = {
    "birth": ("birth", "born", "dob"),
    "death": ("death", "died", "dod", "deceas"),
    "release": ("publication", "publish", "releas", "premier", "issued", "aired", "air date", "introduc"),
    "founding": ("inception", "found", "establish", "formed", "formation", "created", "creation", "opened", "opening"),
    "making": ("built", "construct", "complet", "start", "launch", "incorporat", "began", "begin"),
    "end": ("dissol", "abolish", "end date", "end time", "closed", "demolish", "ended"),
    "country": ("countr", "national", "citizen", "origin"),
}
"""Relations said of one thing, by what their labels contain."""


@dataclass(frozen=True, slots=True)
class Operation:
    """``largest``: whether the latest or largest wins. ``wanted``: keys of :data:`FAMILIES`, or word beginnings, one
    of which the compared relation's label should hold; none means any."""

    verb: Verb
    sort: Sort
    largest: bool = False
    wanted: tuple[str, ...] = ()


VERBS = (
    (r"born|birth", ("birth",)),
    (r"died|dies|die|death|dead|passed away", ("death",)),
    (r"(came|come|comes|coming) out|released?|published|premiered|aired|issued|introduced|publication", ("release",)),
    (r"founded|established|formed|created|started|opened|built|launched|incorporated|began|constructed|inception",
     ("founding", "making")),
    (r"dissolved|abolished|closed|ended|demolished", ("end",)),
)  # fmt: skip
EARLY = r"first|earliest|earlier|before|sooner"
LATE = r"last|latest|later|after|more recently|most recently|more recent|most recent"
AGES = (
    (r"older|oldest|elder|eldest", False, ("birth", "founding", "making", "release")),
    (r"younger|youngest", True, ("birth", "founding", "making")),
    (r"newer|newest", True, ("release", "founding", "making")),
)
LIVES = (
    (
        r"lived (the )?(longer|longest)|longer life|longest life|(longer|longest) lived|outlived?|lived to be older",
        True,
    ),
    (r"lived (the )?(shorter|shortest)|shorter life|shortest life", False),
)
_AT_DEATH = r"died|dies|die|death|dead|passed away"
_OLD = ((r"older|oldest|elder|eldest|longer|later in life", True), (r"younger|youngest|earlier in life", False))
""""Who died younger": of whose life is the length that counts, not the day."""
SIZES = (
    (r"longer|longest", True, ("length", "duration", "runtime", "running time", "long")),
    (r"shorter|shortest", False, ("length", "duration", "runtime", "running time", "height", "long")),
    (r"taller|tallest", True, ("height", "tall", "elevation")),
    (r"higher|highest", True, ("height", "elevation", "altitude", "high")),
    (r"lower|lowest", False, ("height", "elevation", "altitude")),
    (r"bigger|biggest|larger|largest", True, ("area", "population", "size", "surface", "volume")),
    (r"smaller|smallest", False, ("area", "population", "size", "surface", "volume")),
    (r"heavier|heaviest", True, ("mass", "weight")),
    (r"lighter|lightest", False, ("mass", "weight")),
    (r"deeper|deepest", True, ("depth",)),
    (r"wider|widest", True, ("width",)),
    (r"narrower|narrowest", False, ("width",)),
    (r"faster|fastest", True, ("speed",)),
    (r"slower|slowest", False, ("speed",)),
    (r"more populous|most populous", True, ("population", "inhabitant")),
    (r"more expensive|most expensive|costlier|costliest", True, ("price", "cost", "budget")),
    (r"cheaper|cheapest", False, ("price", "cost", "budget")),
    (r"hotter|hottest|warmer|warmest", True, ("temperature",)),
    (r"colder|coldest|cooler|coolest", False, ("temperature",)),
)
_MORE = re.compile(
    r"\b(?P<more>more|most|larger|largest|higher|highest|greater|greatest|bigger|biggest|longer|longest)\s+(?P<a>\w+)"
    r"|\b(?:less|least|fewer|fewest|smaller|smallest|lower|lowest|shorter|shortest)\s+(?P<b>\w+)"
)
_SYNONYMS = {
    "inhabitants": ("inhabitant", "population"), "people": ("population", "inhabitant"),
    "residents": ("population", "inhabitant"), "population": ("population", "inhabitant"),
    "money": ("revenue", "gross", "box office", "net worth"),
    "grossed": ("gross", "box office", "revenue"), "gross": ("gross", "box office", "revenue"),
    "made": ("gross", "box office", "revenue"),
    "staff": ("employee",), "workers": ("employee",), "citizens": ("population", "inhabitant"),
    "paid": ("salary", "wage", "pay"), "weighing": ("mass", "weight"),
}  # fmt: skip
_MEASURING = {
    "earn": ("salary", "wage", "income", "pay", "gross", "box office", "revenue"),
    "cost": ("cost", "budget", "price", "fee"),
    "weigh": ("mass", "weight"),
    "last": ("duration", "length", "runtime"),
}
"""Verbs that measure, and what labels call what they measure."""
_SYNONYMS |= {f"{verb}{ending}": names for verb, names in _MEASURING.items() for ending in ("", "s", "ed")}
_NO_MORE = re.compile(
    r"\bno (?:later|earlier|sooner|older|younger|more|less|fewer|longer|shorter|taller|larger|smaller)\b"
)
_NO_NOUN = {"than", "of", "out", "is", "or", "and", "in", "by", "one", "the", "a", "recently", "recent", "did", "lived"}
_AUXILIARY = re.compile(r"(is|are|was|were|do|does|did|has|have|had|can|could)\b")
_CHOICE = re.compile(r"\b(which|who|whose|what|whom)\b")
_JOINED = re.compile(r"§0(?: \w+){0,6}? (?:or|and) (?:\w+ ){0,5}?§1|§0(?: \w+){0,3}? §1(?: \w+){0,6}? (?:or|and) ")
_SAME = re.compile(r"\b(same|share|shares|shared|common|identical)\b")
_DIFFER = re.compile(r"\b(different|differ|differing)\b")
_GRAMMAR = {
    "is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "both", "and", "or", "the", "a", "an", "of",
    "from", "in", "by", "with", "that", "who", "same", "share", "shares", "shared", "common", "identical", "different",
    "differ", "located", "born", "as", "to", "at", "on", "they", "their", "originate", "come", "any", "each", "other",
}  # fmt: skip


def operation(words: str) -> Operation | None:
    """The operation that a question asks for, or None. ``words``: folded, two names or more replaced by "§0", "§1"
    (:func:`kgqa.reader.language.named.named`).

    >>> operation("who is older §0 or §1")
    Operation(verb='choose', sort='date', largest=False, wanted=('birth', 'founding', 'making', 'release'))
    >>> operation("are §0 and §1 from the same country").verb, operation("is §0 taller than §1").verb
    ('same', 'order')
    >>> operation("who directed §0 and §1")
    """
    if "§1" not in words or NEGATION.search(words) or _NO_MORE.search(words):
        return None  # "who is not older", "no older than": as old may do
    if _AUXILIARY.match(words) and " or " not in words:
        for pattern, verb in ((_DIFFER, "differ"), (_SAME, "same")):
            if pattern.search(words):
                return Operation(verb, "any", False, _nouns(words))  # type: ignore[arg-type]  # the verb is one of the table's words
        found = _sense(words) if re.search(r"§0.* (than|before|after) (?:\w+ ){0,5}?§1", words) else None
        return None if found is None else Operation("order", *found)
    if (_CHOICE.search(words) or _AUXILIARY.match(words)) and _JOINED.search(words):
        found = _sense(words)
        return None if found is None else Operation("choose", *found)
    return None


def family(label: str) -> str:
    """The family of a relation, by its label; "" where it is in none.

    >>> family("date of birth"), family("inception"), family("director")
    ('birth', 'founding', '')
    """
    label = label.lower()
    return next((name for name, parts in FAMILIES.items() if any(part in label for part in parts)), "")


def fits(label: str, wanted: tuple[str, ...]) -> bool:
    """Whether a relation is one of those wanted: of a family, or with one of the words in its label."""
    return family(label) in wanted or any(word in label.lower() for word in wanted if word not in FAMILIES)


def _sense(words: str) -> tuple[Sort, bool, tuple[str, ...]] | None:
    for pattern, largest in LIVES:
        if _has(pattern, words):
            return "life", largest, ("birth", "death")
    for pattern, largest in _OLD if _has(_AT_DEATH, words) else ():
        if _has(pattern, words):
            return "life", largest, ("birth", "death")
    for pattern, largest, wanted in AGES:
        if _has(pattern, words):
            return "date", largest, wanted
    said = next((wanted for pattern, wanted in VERBS if _has(pattern, words)), ())
    if said or not _MORE.search(words):
        for pattern, largest in ((LATE, True), (EARLY, False)):
            if _has(pattern, words):
                return "date", largest, said
    sized = next(((largest, wanted) for pattern, largest, wanted in SIZES if _has(pattern, words)), None)
    found = _MORE.search(words)
    noun = (found["a"] or found["b"]) if found else ""
    if found and noun not in _NO_NOUN and not _has(r"(more|most) (populous|expensive)", words):
        # "The larger population" is a number of the noun, "the larger lake" one that lakes are measured by.
        named = synonyms(noun)
        return "number", bool(found["more"]), named + (sized[1] if sized else ())
    return None if sized is None else ("number", *sized)


def _nouns(words: str) -> tuple[str, ...]:
    """What is to be the same: the noun after "same" or "share the", "country" standing for its like."""
    found = re.search(
        r"\b(?:same|shared?|shares|common|different|identical)\s+(?:(?:the|a|same|any|kind of|type of)\s+)*(\w+)", words
    )
    noun = found[1] if found else ""
    if noun in ("nationality", "country", "citizenship", "countries", "nationalities", "nation", "origin"):
        return ("country",)
    return () if noun in _GRAMMAR or not noun else (singular(noun),)


def synonyms(noun: str) -> tuple[str, ...]:
    """What labels of relations may call what a noun counts or measures, the noun itself where nothing else is known.

    >>> synonyms("people"), synonyms("employees")
    (('population', 'inhabitant'), ('employee',))
    """
    return _SYNONYMS.get(noun, (singular(noun),))


_OTHER_PLURALS = {"movies": "movie", "series": "series", "species": "species", "children": "child", "people": "person"}


def singular(noun: str) -> str:
    """A noun less the "s" of its plural; "ies" is "y".

    >>> singular("films"), singular("countries"), singular("gross")
    ('film', 'country', 'gross')
    """
    if noun in _OTHER_PLURALS:
        return _OTHER_PLURALS[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def plural(noun: str) -> str:
    """What several members are called."""
    if not noun:
        return "members"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun in ("child", "person"):
        return {"child": "children", "person": "people"}[noun]
    return noun if noun.endswith(("s", "children", "people")) else noun + "s"


def _has(pattern: str, words: str) -> bool:
    return re.search(rf"\b(?:{pattern})\b", words) is not None
