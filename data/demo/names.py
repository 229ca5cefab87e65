"""Names that people type: which are fit to be an alias, and when two spellings are one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Codes that are also English words (or the end of one: "who's"). Linking ignores case, so as an alias such a
# code would be found in every second question.
_WORDS_TEXT = """
    ac al all am an and are as at bam be ben bob c cad can cod cog col com cop cub cup do dom fin fro gab gel
    gin go gum guy ha he ho hun i in is it la lie ma mac mad mar me mo mop my nad nam ner no nor o of on or os
    pa pan pen per pi pol pop pry ran rom ron s sen so sos sur tac tee til to ton top try tun up van vat we
    won zar
"""
_WORDS = frozenset(_WORDS_TEXT.split())
# Letters that are no base letter with a mark on it.
_NO_ACCENT_TO_LOSE = str.maketrans("øØłŁđĐı", "oOlLdDi")


def fold(name: str) -> str:
    """A name without case, accents, punctuation and the difference between "St" and "Saint".

    >>> fold("St. John's") == fold("Saint John’s")
    True
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.sub(r"[^\w\s-]", "", letters).replace("-", " ").split()
    return " ".join("saint" if word == "st" else word for word in words)


def without_accents(name: str) -> str:
    """A name as typed on a keyboard without accents ("Bogotá" as "Bogota")."""
    plain = unicodedata.normalize("NFKD", name.translate(_NO_ACCENT_TO_LOSE))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def is_word(code: str) -> bool:
    """Whether a code reads as an English word, so that it is no use as an alias."""
    return code.casefold() in _WORDS


def aliases(label: str, names: Iterable[str | None]) -> tuple[str, ...]:
    """The names beside the label, each once, sorted; empty ones and English words are left out."""
    kept = {name.strip() for name in names if name}
    return tuple(sorted(name for name in kept if name and name != label and not is_word(name)))
