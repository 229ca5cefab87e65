"""Whether a text is English, which is the one language that the parser's model knows."""

from __future__ import annotations

import re
import unicodedata

ENGLISH, OTHER, UNKNOWN = "en", "other", ""

SAMPLE = 20_000
"""Characters that are looked at."""
FEWEST_WORDS = 12
"""In fewer words than these nothing tells a language but the script."""
LEAST_LATIN, LEAST_FUNCTION = 0.6, 0.1
"""Shares that English keeps to: of letters that are Latin, and of words that are its function words."""

_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION = frozenset(
    "the of and in to was is for as on with by he at from his an were are which it that this be or has had its but not"
    " have their who they been also she her after when one first into will can if you we i my there than more about".split()
)
_ELSEWHERE = frozenset(
    "der die das und ist von den mit dem nicht auf ein eine le la les des est et une dans pour que qui du par sur el los"
    " las del en una por con es il di che per della non sono het een van zijn niet met voor och att som på är og i til"
    " um uma não os da do na em se nie jest się z ve bir bu için".split()
)


def check_language(text: str) -> str:
    """"en", "other", or "" where the text is too short to tell: its first 20,000 characters.

    English is what has at least 60 in 100 of its letters in Latin script and, where it has a dozen words or more, at
    least 10 in 100 of its words among the function words of English, and no more of them among those of other languages.

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
    return ENGLISH if english >= LEAST_FUNCTION * len(words) and english >= elsewhere else OTHER
