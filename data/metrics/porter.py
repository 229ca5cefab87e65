"""Porter's stemmer (Porter 1980, "An algorithm for suffix stripping", Program 14(3), 130-137).

With the departures that NLTK's stemmer makes from the paper unless told not to, since published evaluation scripts
call that one: a few irregular words; "y" turns to "i" only after a consonant; "dies" and "died" keep the "e";
"-bli", "-alli", "-fulli" and "-logi" in step 2; words of one or two letters are left alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

_IRREGULAR = {"skies": "sky", "dying": "die", "lying": "lie", "tying": "tie", "innings": "inning"}
_IRREGULAR |= {"outings": "outing", "cannings": "canning"}
_IRREGULAR |= {word: word for word in ("sky", "news", "inning", "outing", "canning", "howe")}
_IRREGULAR |= {word: word for word in ("proceed", "exceed", "succeed")}

# The suffixes of steps 2 to 4 with what takes their place, tried from the left: the first that the word ends in
# decides, whether or not the condition on its stem holds.
_STEP_2 = (
    "ational:ate tional:tion enci:ence anci:ance izer:ize bli:ble alli:al entli:ent eli:e ousli:ous ization:ize "
    "ation:ate ator:ate alism:al iveness:ive fulness:ful ousness:ous aliti:al iviti:ive biliti:ble fulli:ful logi:log"
)
_STEP_3 = "icate:ic ative: alize:al iciti:ic ical:ic ful: ness:"
_STEP_4 = "al ance ence er ic able ible ant ement ment ent ion ou ism ate iti ous ive ize"
_RULES_2 = tuple(tuple(rule.split(":")) for rule in _STEP_2.split())
_RULES_3 = tuple(tuple(rule.split(":")) for rule in _STEP_3.split())
_RULES_4 = tuple((suffix, "") for suffix in _STEP_4.split())


@lru_cache(maxsize=65536)
def porter_stem(word: str) -> str:
    """The stem of a word, in lower case.

    >>> [porter_stem(word) for word in ("Universities", "relational", "hopping", "enjoy", "dies", "sky")]
    ['univers', 'relat', 'hop', 'enjoy', 'die', 'sky']
    """
    stem = word.lower()
    if stem in _IRREGULAR:
        return _IRREGULAR[stem]
    if len(word) <= 2:
        return stem
    stem = _past(_plural(stem))
    if stem.endswith("y") and len(stem) > 2 and _shape(stem)[-2] == "c":
        stem = stem[:-1] + "i"
    stem = _replace(_adverb(stem), _RULES_2, lambda left, suffix: _measure(left + "l" * (suffix == "logi")) > 0)
    stem = _replace(stem, _RULES_3, lambda left, _: _measure(left) > 0)
    stem = _replace(stem, _RULES_4, lambda left, suffix: _measure(left) > 1 and (suffix != "ion" or left[-1] in "st"))
    return _last_letter(stem)


def _shape(word: str) -> str:
    """A "c" for each consonant and a "v" for each vowel; "y" is a vowel after a consonant."""
    shape = ""
    for letter in word:
        vowel = letter in "aeiou" or (letter == "y" and shape.endswith("c"))
        shape += "v" if vowel else "c"
    return shape


def _measure(word: str) -> int:
    """The paper's m: how often consonants follow vowels."""
    return _shape(word).count("vc")


def _short(word: str) -> bool:
    """The paper's ``*o``: it ends consonant, vowel, consonant other than w, x and y; or it is vowel, consonant."""
    shape = _shape(word)
    return shape == "vc" or (shape.endswith("cvc") and word[-1] not in "wxy")


def _replace(word: str, rules: tuple[tuple[str, ...], ...], holds: Callable[[str, str], bool]) -> str:
    for suffix, other in rules:
        if word.endswith(suffix):
            left = word[: -len(suffix)]
            return left + other if holds(left, suffix) else word
    return word


def _plural(word: str) -> str:
    """Step 1a."""
    if word.endswith("ies"):
        return word[:-1] if len(word) == 4 else word[:-2]
    if word.endswith("sses"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _past(word: str) -> str:
    """Step 1b."""
    if word.endswith("ied"):
        return word[:-1] if len(word) == 4 else word[:-2]
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for suffix in ("ed", "ing"):
        left = word[: -len(suffix)]
        if word.endswith(suffix) and "v" in _shape(left):
            break
    else:
        return word
    if left.endswith(("at", "bl", "iz")):
        return left + "e"
    if left[-2:] == left[-1] * 2 and _shape(left)[-1] == "c":
        return left if left[-1] in "lsz" else left[:-1]
    return left + "e" if _measure(left) == 1 and _short(left) else left


def _adverb(word: str) -> str:
    """ "-alli" comes off first, for what is left to go through step 2 ("conditionalli")."""
    return word[:-2] if word.endswith("alli") and _measure(word[:-4]) > 0 else word


def _last_letter(word: str) -> str:
    """Steps 5a and 5b."""
    if word.endswith("e"):
        measure = _measure(word[:-1])
        if measure > 1 or (measure == 1 and not _short(word[:-1])):
            word = word[:-1]
    return word[:-1] if word.endswith("ll") and _measure(word[:-1]) > 1 else word
