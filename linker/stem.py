"""A light stemmer for comparing a question's words with those of relations and types."""

from __future__ import annotations

from functools import lru_cache

_ENDINGS = (
    "ations", "ation", "ments", "ment", "ings", "ions", "ing", "ion", "ors", "ers", "ies", "or", "er", "ed",
    "es", "s", "e", "y",
)  # fmt: skip
_IRREGULAR = {
    "wrote": "writ", "written": "writ", "sang": "sing", "sung": "sing", "born": "birth", "died": "death",
    "die": "death", "made": "mak", "led": "lead", "won": "win", "winner": "win", "wife": "spous",
    "husband": "spous", "spoken": "speak", "actress": "act", "actresses": "act", "buried": "burial",
    "grew": "grow", "built": "build",
}  # fmt: skip
_SHORTEST = 3


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A folded word less one common English ending, where three letters or more are left; a few by heart.

    >>> [stem(word) for word in ("directed", "directors", "actor", "acted", "stars", "starred", "wrote")]
    ['direct', 'direct', 'act', 'act', 'star', 'star', 'writ']
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            left = word[: -len(ending)]
            doubled = len(left) > _SHORTEST and left[-1] == left[-2] and left[-1] not in "aeiouls"
            return left[:-1] if doubled and ending in ("ed", "ing", "er", "ers") else left
    return word
