"""Whether a text is English, which is the one language that the parser's model knows."""

from __future__ import annotations

import re
import unicodedata


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGLISH, OTHER, UNKNOWN = "en", "other", ""

SAMPLE = 20_000
"""Characters that are looked at."""
FEWEST_WORDS, MANY_WORDS = 12, 50
"""In fewer words than these nothing tells a language but the script; from the second on, English has function words."""
LEAST_LATIN, LEAST_FUNCTION = 0.6, 0.05
"""Shares that English keeps to: of letters that are Latin, and of words that are its function words."""

_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION = _words("""
the of and in to was is for as on with by he at from his an were are which it that this be or has had its but not
have their who they been also she her after when one first into will can if you we i my there than more about
""")
_ELSEWHERE = _words("""
der das und ist von den mit dem nicht auf ein eine le la les des est et une dans pour que qui du par sur el los
las del en una por con es il di che della non sono het een van zijn niet met voor och att som på är og i til um
uma não os da na em se nie jest się z ve bir bu için
""")


def check_language(text: str) -> str:
    """One of "en", "other", or "" where the text is too short to tell: its first 20,000 characters.

    English is what has at least 60 in 100 of its letters in Latin script, no fewer function words of English than of
    other languages and, in 50 words or more, at least 5 in 100 of these. A list of names is taken for English.

    >>> check_language("The mill stands at the river, and it was built by the monks of the abbey in the old town.")
    'en'
    >>> check_language("Die Mühle steht am Fluss, und sie ist von den Mönchen der alten Abtei in der Stadt erbaut.")
    'other'
    """
    sample = text[:SAMPLE]
    letters = [sign for sign in sample if sign.isalpha()]
    if not letters:
        return UNKNOWN
    latin = sum(sign.isascii() or unicodedata.name(sign, "").startswith("LATIN") for sign in letters)
    if latin < LEAST_LATIN * len(letters):
        return OTHER
    words = [word.casefold() for word in _WORD.findall(sample)]
    if len(words) < FEWEST_WORDS:
        return UNKNOWN
    english, elsewhere = (sum(word in known for word in words) for known in (_FUNCTION, _ELSEWHERE))
    is_poor = len(words) >= MANY_WORDS and english < LEAST_FUNCTION * len(words)
    return OTHER if is_poor or elsewhere > english else ENGLISH
