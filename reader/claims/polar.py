"""A question for yes or no in its words: what it is about, and what it asks of that."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgqa.linker.normalise import fold
from kgqa.linker.words import FUNCTION
from kgqa.reader.language.kinds import NEGATION
from kgqa.reader.language.verbs import is_verb_form, verb_key

SUBJECTS = frozenset(("it", "he", "she", "they", "i", "you", "we"))
PRONOUNS = SUBJECTS | {"this", "these", "anybody", "anyone", "somebody", "there", "nobody"}
ALLOWED = frozenset(map(verb_key, ("allowed", "permitted", "possible", "welcome", "ok", "okay", "fine")))
"""Keys of words that ask what may be."""
WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
IS = re.compile(r"\s*\b(?:is|are|am)\b", re.IGNORECASE)

_POLAR = re.compile(
    r"\s*(?:(?P<may>can|could|may)|(?P<will>will)|am|is|are|was|were|do|does|did|has|have|had)\s+"
    r"(?P<rest>\S.*?)[\s?]*",
    re.IGNORECASE | re.DOTALL,
)
_NOT_ASKED = re.compile(
    r"\b(?:than|before|after|since|until|during|more|less|most|least|still|yet|already|or|if|when|same|both|always|often"
    r"|first|last|\d{4})\b",
    re.IGNORECASE,
)
_ANYBODY = re.compile(r"\b(?:any(?:body|one| people))\b", re.IGNORECASE)
_SHORT = (
    (re.compile(r"\bcan['’]t\b|\bcannot\b"), "can not"),
    (re.compile(r"n['’]t\b"), " not"),
    (re.compile(r"\b(there)['’]s\b", re.IGNORECASE), r"\1 is"),
    (re.compile(r"\b(it|he|she|that|what)['’]s\b", re.IGNORECASE), r"\1 is"),
)
_IN_PHRASE = re.compile(
    r"\b(?:(?:with|of|in|by|at|from|for|on) (?:the |a |an |my |our |your )?|to (?:the |a |an |my |our |your ))$",
    re.IGNORECASE,
)
_PAST = re.compile(r"\s*(?:did|was|were|had)\b", re.IGNORECASE)
_TO = re.compile(r"\bto $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PolarQuestion:
    """Keys of a question's words in order; ``placed``: those behind a preposition, which a title may say; ``may``:
    whether it asks what can or may be; ``who``: keys of what it is about, as far as that is a name; ``any``: whether it
    is about anybody; ``will``: about what is to come; ``past``: about what was; ``here``: about what is."""

    keys: tuple[str, ...]
    placed: frozenset[str]
    who: frozenset[str]
    may: bool
    any: bool
    will: bool
    past: bool
    here: bool


def polar(question: str) -> PolarQuestion | None:
    """What a question for yes or no asks; None where it is none, or asks for a time, an order or a choice, too."""
    found = _POLAR.fullmatch(question)
    if found is None or NEGATION.search(question) or _NOT_ASKED.search(found["rest"]):
        return None
    rest = found["rest"]
    keys: list[str] = []
    placed: set[str] = set()
    who: set[str] = set()
    is_placed = was_name = False
    for word in WORD.finditer(rest):
        if fold(word[0]) in FUNCTION | PRONOUNS:
            continue
        own = [verb_key(part) for part in fold(word[0]).split()]
        is_name = word[0][0].isupper() or any(map(str.isdigit, word[0]))
        if _IN_PHRASE.search(rest[: word.start()]) or (is_name and _TO.search(rest[: word.start()])):
            is_placed = True
        elif _TO.search(rest[: word.start()]) or (was_name and is_verb_form(word[0])):
            is_placed = False
        was_name = is_name
        if is_placed:
            placed.update(own)
        elif is_name and len(who) == len(keys):
            who.update(own)
        keys += own
    may = found["may"] is not None or not ALLOWED.isdisjoint(keys)
    keys = [key for key in keys if key not in ALLOWED]
    if not set(keys) - placed - who:
        return None
    is_any = _ANYBODY.match(rest) is not None
    return PolarQuestion(
        tuple(keys),
        frozenset(placed),
        frozenset(who),
        may,
        is_any,
        found["will"] is not None,
        _PAST.match(question) is not None,
        IS.match(question) is not None,
    )


def in_full(text: str) -> str:
    """With "not" for "n't" and "is" for "'s" behind a pronoun."""
    for short, full in _SHORT:
        text = short.sub(full, text)
    return text


def keys_of(text: str) -> list[str]:
    """Keys (:func:`kgqa.reader.language.verbs.verb_key`) of the words of a text that are no function words."""
    return [verb_key(word) for word in fold(in_full(text)).split() if word not in FUNCTION and word not in PRONOUNS]
