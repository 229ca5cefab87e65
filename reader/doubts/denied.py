"""What a text says is not so: "she never travelled to Veland" names no country that she travelled to."""

from __future__ import annotations

import re
from functools import lru_cache

from kgqa.linker.stem import stem
from kgqa.linker.words import FUNCTION
from kgqa.reader.language.events import sentence
from kgqa.reader.language.kinds import NEGATION
from kgqa.reader.language.yes_or_no import asks_yes_or_no

DENIED = 0.2
"""What is left of a span's probability where its clause denies what the question asks for."""

_REFUSED = r"(?:refus|declin|fail)(?:ed|es|ing) to|(?:unable|unwilling|forbidden) to"
_LATELY = "no longer"
_FILLED = (
    r"(?:(?:ever|even|yet|once|also|actually|have|had|been|be|(?:allowed|able|permitted|willing|want|wish) to"
    r"|(?!only|mere|sole|simply|exclusive)[a-z]+ly) )*"
)
_IS_NO = r"\b(?:is|are|was|were|been)(?: not| never|n['’]t) (?:ever )?(?:the|an?|his|her|its|their)"
_DENIAL = re.compile(
    rf"(?:(?P<no>\bnever|\bnot|n['’]t|\bcannot|\b{_LATELY}|\b(?:{_REFUSED})) {_FILLED}|{_IS_NO} )(?P<verb>[a-z]+)\b"
)
_TWICE = re.compile(r"(?:\bnever|\bnot|n['’]t) $")
_ASKED_DENIAL = re.compile(
    rf"\b(?:no(?:t|ne|r|body|thing|where|n)?\b|refus|declin|fail|{_LATELY}|unable|unwilling|forb[ia]d|banned|avoid|lack"
    r"|prevent|reject|refrain|stop|cease)"
)
"""What a question says in small letters: "Norrin" and "Stopford" are names."""

_PRESENT = re.compile(r"\b(?:does|do|is|are|now|currently|today)\b", re.IGNORECASE)

_LIMITS = (
    r"until|till|before|after|since|unless|because|although|though|while|when|where|that|except(?:ion)?|besides|than|only|just"
    r"|for|if|again|further|farther|beyond|without|alone|long|permanently|always"
)
"""What limits a denial: she who did not go until 1950 went then."""
_SMALL = r"the|an?|his|her|its|their|in|at|to|by|of|from|on"
_ENDS = re.compile(rf"[;:!?()]|\b(?:{_LIMITS}|but|who|which)\b|\band (?!(?:{_SMALL})\b)[a-z]")
_LISTED = re.compile(r"(?:,|\b(?:or|nor|and|to|in|at|the)\b|\b[A-Z][\w'’.-]*|\s)*")
_LIMITED = re.compile(rf",? (?:{_LIMITS}|by)\b")
_NOT = r"\bnot (?:(?:in|at|on|by|to|from|with|the|an?) ){0,2}$"
_BUT_NOT, _NOT_THIS, _BUT = re.compile(rf"(?:,|\band) {_NOT}"), re.compile(_NOT), re.compile(r",? but\b")
_SUBJECT = re.compile(r"(?: \([^)]*\))?(?:,? who|,? which| and)? (?:(?:has|have|had|did|does|do|was|is|were|are) ?)?$")
_ASKS_SUBJECT = re.compile(
    r"\s*(?:[Ww]ho|(?:[Ww]hich|[Ww]hat)(?: (?!did|does|do|was|is|were|are)[a-z]+){1,4}?)"
    r"(?: (?:has|have|had|(?:is|was|are|were)(?: the| an?)?))?(?: ever)? $"
)

_PAST = {
    "taught": "teach", "went": "travel", "gone": "travel", "go": "travel", "goes": "travel", "visit": "travel",
    "won": "win", "met": "meet", "took": "take", "taken": "take", "gave": "give", "given": "give", "came": "come",
    "became": "become", "held": "hold", "left": "leave", "lost": "lose", "sold": "sell", "bought": "buy",
    "spoke": "speak", "fought": "fight", "flew": "fly", "ran": "run", "saw": "see", "seen": "see", "knew": "know",
    "led": "lead", "drew": "draw", "sat": "sit", "paid": "pay", "chose": "choose", "chosen": "choose",
}  # fmt: skip
"""Forms that the stemmer does not take for one, and what is said for travelling."""


_SUFFIX = re.compile(r"(?<=[a-z]{4})(?:[ae]nt|[ai]ble)$")
"""Of adjectives that say what a verb does: what is "not dependent on it" does not depend on it."""


def is_denied(question: str, text: str, start: int, end: int) -> bool:
    """Whether the clause of ``text[start:end]`` says that what the question asks for was not so.

    >>> text = "She never travelled to Veland, but she lived in Norrin."
    >>> [is_denied(f"Which countries did she {verb}?", text, 23, 29) for verb in ("travel to", "live in", "not visit")]
    [True, False, False]
    """
    asked = _asked(question)
    if not asked or not text[start:end].strip():
        return False
    first, last = sentence(text, start, end)
    if _BUT_NOT.search(text, first, start) or (_NOT_THIS.search(text, first, start) and _BUT.match(text, end)):
        return True
    if _LIMITED.match(text, end, last):
        return False
    for found in _DENIAL.finditer(text, first, last):
        if _key(found["verb"]) not in asked or _TWICE.search(text, first, found.start()):
            continue
        if found["no"] == _LATELY and _PRESENT.search(question) is None:
            continue
        if found.end() <= start and _reaches(text[found.end() : start]):
            return True
        is_subject = found.start() >= end and _SUBJECT.match(text[end : found.start()])
        if is_subject and _asks_subject(question, _key(found["verb"])) and not _ENDS.search(text, found.end(), last):
            return True
    return False


@lru_cache(maxsize=64)
def _asked(question: str) -> frozenset[str]:
    """What a question's words say that somebody did; none where it asks for what is not so."""
    if (
        NEGATION.search(question)
        or _ASKED_DENIAL.search(question[:1].lower() + question[1:])
        or asks_yes_or_no(question)
    ):
        return frozenset()
    words = re.findall(r"\b[a-z]+\b", question)
    return frozenset(_key(word) for word in words if word not in FUNCTION or word in _PAST)


def _asks_subject(question: str, key: str) -> bool:
    """Whether a question asks who or what did this: "Who taught her?", not "Whom did she teach?"."""
    return any(
        _key(word[0]) == key and _ASKS_SUBJECT.match(question[: word.start()])
        for word in re.finditer(r"\b[a-z]+\b", question)
    )


def _reaches(between: str) -> bool:
    """Whether a denial still holds behind these words."""
    if _ENDS.search(between):
        return False
    comma = between.find(",")
    return comma < 0 or (between[:comma].strip() != "" and _LISTED.fullmatch(between[comma:]) is not None)


def _key(word: str) -> str:
    found = stem(word)
    found = found[:-1] if found.endswith("ll") else found
    found = _SUFFIX.sub("", found)
    return stem(_PAST.get(word, _PAST.get(found, found)))
