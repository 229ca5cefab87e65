"""Questions of other languages that begin like English ones for yes or no: German "Was kostet ...?" asks what."""

from __future__ import annotations

import re

_VERBS = (
    "ist sind wird wurde wurden werden hat hatte hatten haben kann konnte konnten können könnte darf durfte dürfen muss"
    " musste müssen soll sollte sollen mag möchte möchten heißt heisst hieß weiß weiss gibt gab geht ging macht machte"
    " machen tut tat tun liegt lag steht findet fand kam kommt sah sieht schrieb sprach geschah geschieht passiert"
    " passierte bedeutet bedeuten kostet kosten wäre wären würde gehört gehörte entdeckte erfand malte baute gründete"
    " trägt trug isst trinkt lernt lehrt nennt nannte verband verbindet begann beginnt schuf steckt trennt"
)
_SMALL_WORDS = (
    "der die das den dem des ein eine einen einem einer eines und oder nicht auch noch von vom im am zum zur zu mit für"
    " auf aus bei beim nach seit über unter vor durch gegen ohne um als wie war waren man will ich du er sie es wir ihr"
    " sich sein seine seinen ihre ihren alles genau dort hier"
)
_ENGLISH_WORDS = (
    "the a of and or by to from with for at on is was were are be been it that this these those he she they his its"
    " their there not ever one any some"
)
_GERMAN_VERBS = frozenset(_VERBS.split())
"""What stands behind "was" and is no English word."""
_GERMAN = _GERMAN_VERBS | frozenset(_SMALL_WORDS.split())
_BOTH = frozenset(("in", "an", "so"))
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_DUTCH = frozenset(("het", "dat", "niet"))
_LIKE_A_VERB = re.compile(r"(?!.*(?:dent|ment|ant|ist|tect|saint|rete|ight)$)[a-zäöüß]{2,}(?:t|te|ten|en)")
_PARTICIPLE = re.compile(r"[a-z]{2,}ed")
_NAMED = re.compile(r"[^\W_a-zäöüß].*")
_SLAVIC_OR_ROMANCE_WHAT = re.compile(
    r"do\s+(?:kog[oa]|koho|kt[oóô]r\w+|kter\w+|cze(?:go|j)|čeho|čoho|kiedy|kedy|kdy|jak\w*|que|quem|quals?|quais)\b",
    re.IGNORECASE,
)


def is_foreign(clause: str) -> bool:
    """Whether what begins like an English auxiliary is none: behind German "was" stand a verb, or "für", with no
    English word after it; behind "do" a word that asks.

    >>> [is_foreign(text) for text in ("Was kostet der Eintritt?", "Was baute Emil Brand 1890?", "Do kogo należy?")]
    [True, True, True]
    >>> [is_foreign(text) for text in ("Was der Spiegel founded in 1947?", "Was it built by Jo?", "Do cats swim?")]
    [False, False, False]
    """
    if _SLAVIC_OR_ROMANCE_WHAT.match(clause):
        return True
    first, *rest = re.findall(r"[\w'’-]+", clause)[:40] or [""]
    if first.lower() != "was" or not rest or any(_is_english(word) for word in rest):
        return False
    second, others = rest[0], rest[1:]
    if second in _GERMAN_VERBS or second == "für":
        return True
    if second in _DUTCH or not (second in _GERMAN or _LIKE_A_VERB.fullmatch(second)):
        return False
    if second not in _GERMAN and all(_NAMED.fullmatch(word) or word in _BOTH for word in others):
        return bool(others)
    return any(word in _GERMAN for word in others)


def _is_english(word: str) -> bool:
    return word in _ENGLISH or _PARTICIPLE.fullmatch(word) is not None
