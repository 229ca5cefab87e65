"""What a clause denies, and what leaves open whether it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from kgqa.linker.normalise import fold
from kgqa.linker.words import FUNCTION
from kgqa.reader.claims.polar import ALLOWED, IS, PRONOUNS, PolarQuestion, keys_of
from kgqa.reader.claims.pronouns import begins_with_pronoun
from kgqa.reader.language.verbs import verb_key

DENIAL = re.compile(
    r"\b(?:not|never|nobody|no one|none|nothing|neither|forbidden|prohibited|banned|no longer|no)\b", re.IGNORECASE
)
_HALF = re.compile(
    r"\bnot (?:only|just|merely|until|before|all|every|always|necessarily|yet|very|too|so|both|entirely|fully|quite"
    r"|exactly|really|completely)\b|^\s*all\b|\bno (?:more|less|fewer) than\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:if|unless|whether|for the first|as long as|provided|providing|apart from|other than"
    r"|except(?:ing)?|exclud\w+|save|bar|all but"
    r"|more|know[sn]?|knew|only|until|since|without|almost|nearly|than|before|after|when|once|again|instead"
    r"|would|might|perhaps|maybe|possibly|probably|likely|rarely|seldom|hardly|sometimes|some|few|most|many"
    r"|formerly|used to|plan(?:s|ned)?|propos\w+|hope[sd]?|want(?:s|ed)?|attribut\w+|alleg\w+|report(?:s|ed|edly)"
    r"|claim(?:s|ed)?|said|says|denie[sd]|deny|refus\w+|tr(?:y|ied|ies)|attempt\w*|expect\w*|suppos\w+|rumou?r\w*"
    r"|believ\w+|thought|thinks?|(?:should|could) have|fail\w*|unable|wish\w*|intend\w*|consider\w*|discuss\w*"
    r"|unlike|like)\b",
    re.IGNORECASE,
)
_WILL = re.compile(r"\bwill\b", re.IGNORECASE)
_AT_TIMES = re.compile(
    r"\b(?:in (?:the )?(?:winter|summer|spring|autumn|fall|mornings?|afternoons?|evenings?)"
    r"|on (?:the )?\w*(?:days|weekends?|holidays)|at (?:night|weekends|times)|during [a-z ]+|out of season)\b",
    re.IGNORECASE,
)
"""At these times alone, of which the question must speak, too."""
MAY = re.compile(
    r"\b(?:can|may|could|must|should|able|allowed|permitted|possible|welcome|forbidden|prohibited|banned)\b",
    re.IGNORECASE,
)
NOBODY = re.compile(r"\b(?:nobody|no one|none)\b", re.IGNORECASE)
_LIMITS = re.compile(r"\s*(?:in|on|at|for|with|from|up to|two|three|one|no)\b", re.IGNORECASE)
LIGHT = frozenset(
    map(verb_key, ("ever", "get", "got", "actually", "really", "ok", "okay", "take", "bring", "use", "way"))
)
"""Words of a question that a denial need not have."""
_LEAST_DENIED = 2
"""Words of the question that a clause which denies it has, or the sentence before it."""
_SOFT = frozenset(
    (
        *("always", "also", "now", "generally", "usually", "currently", "longer", "will"),
        *("however", "please", "sadly", "although", "while", "so"),
    )
)
"""Words of a clause that narrow nothing."""
_WAS = re.compile(r"\b(?:was|were|being)\b", re.IGNORECASE)
_IMPERATIVE = re.compile(r"\s*(?:please )?(?:do not|never)\b", re.IGNORECASE)


def leaves_open(asked: PolarQuestion, clause: str) -> bool:
    """Whether a clause says something half, on conditions, or of some times alone."""
    if _WILL.search(clause) and not asked.will:
        return True
    if _WAS.search(clause) and not IS.search(clause) and asked.here:
        return True
    times = {key for found in _AT_TIMES.finditer(clause) for key in keys_of(found[0])}
    return bool(_HALF.search(clause) or _OPEN.search(clause)) or not times <= set(asked.keys)


def on_condition(rest: str) -> bool:
    """Whether what stands behind a "Yes" in its sentence takes some of it back: "Yes, in summer"."""
    return bool(_OPEN.search(rest) or _HALF.search(rest) or _LIMITS.match(rest))


def is_narrowed(asked: PolarQuestion, words: Sequence[tuple[str, str]]) -> bool:
    """Whether a clause, as (key, word) in order, has words that the question has not, by which it may say something
    narrower or else: "by phone", "Holt's sister", "came close to winning"."""
    return any(
        key not in asked.keys
        and (key == "s" or fold(word) not in FUNCTION | PRONOUNS | _SOFT)
        and not (DENIAL.fullmatch(word) or MAY.fullmatch(word))
        for key, word in words
    )


def is_of_all(asked: PolarQuestion, clause: str, denial: re.Match[str]) -> bool:
    """Whether a denial is one of what the clause says: "no" of a word of the question, "nobody" where anybody is asked
    for; what is so no longer, was so."""
    said = denial[0].lower()
    if said in ("nobody", "no one", "none", "nothing"):
        return asked.any
    if said == "no longer":
        return not asked.past
    return said != "no" or not {*keys_of(clause[denial.end() :])[:1]}.isdisjoint(asked.keys)


def denies(asked: PolarQuestion, clause: str, title: Set[str], before: Set[str]) -> bool:
    """Whether a clause denies what a question asks with no other words than that has, so that it does so more widely.
    ``before``: keys of the sentence before it."""
    if len(DENIAL.findall(clause)) != 1 or leaves_open(asked, clause):
        return False
    keys, ordered = set(asked.keys), [key for key in keys_of(DENIAL.sub(" ", clause)) if key not in ALLOWED]
    own = {key for key in ordered if key in keys} - LIGHT
    if not own or not set(ordered) <= keys | LIGHT or not is_of_all(asked, clause, next(DENIAL.finditer(clause))):
        return False
    if not _in_order([key for key in ordered if key in own], asked.keys):
        return False
    is_may = MAY.search(clause) is not None or _IMPERATIVE.match(clause) is not None
    if is_may != asked.may:
        return False
    if asked.any and NOBODY.search(clause):
        return len(own | (keys & before)) >= _LEAST_DENIED
    if begins_with_pronoun(clause):
        return bool(own - asked.who - asked.placed - title - before)
    return len(own) >= _LEAST_DENIED


def _in_order(some: Sequence[str], all_: Sequence[str]) -> bool:
    """Whether ``some`` come one after the other in ``all_``."""
    rest = iter(all_)
    return all(key in rest for key in some)
