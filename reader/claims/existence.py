"""Whether there is one: "Is there a lifeguard at the beach?" where a text says "There is no lifeguard"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgqa.linker.normalise import fold
from kgqa.linker.words import FUNCTION
from kgqa.reader.language.verbs import verb_key

_ASKED = re.compile(
    r"\s*(?:is|are|was|were|will) there (?:be )?(?:going to be )?(?P<what>\S.*)"
    r"|\s*(?:do|does|did) .*? have (?P<had>(?:a|an|any)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_TOLD = re.compile(
    r"\s*(?:[^,]{0,40}, |(?:unfortunately|sadly|currently|please note that|at present) )?"
    r"there (?:is|are|was|were|will be) (?P<no>no |not (?:a|an|any) )?(?P<what>[^,;:(]+)"
    r"|.*?\b(?:has|have|had|offers?) (?P<none>no |not (?:a|an|any) )(?P<had>[^,;:(]+)",
    re.IGNORECASE | re.DOTALL,
)
_PHRASE_END = re.compile(
    r"\b(?:at|in|on|for|of|by|with|from|to|near|beside|behind|that|which|who|whose|where)\b.*", re.DOTALL
)
_OF_ALL = re.compile(r"\b(?:all|every|each|both|own|enough|only|still|always)\b", re.IGNORECASE)
_HALF = re.compile(
    r"\b(?:only|except|unless|if|until|no longer|not yet|almost|nearly|hardly|more than|less than|fewer than|plans?"
    r"|reason|need|point|doubt|question|way|talk|rumou?rs?|one|sometimes|often|usually|before|after)\b",
    re.IGNORECASE,
)


def exists(asked: Sequence[str], question: str, clause: str) -> str:
    """ "yes" or "no" where the clause says that there is what the ``question`` asks for, or none; else "".

    ``asked``: keys of the question's words, all of which stand in the clause or around it.

    >>> [exists(("pool",), "Is there a pool?", told) for told in ("There is no pool.", "There is a pool.", "Wet.")]
    ['no', 'yes', '']
    """
    found, told = _ASKED.match(question), _TOLD.match(clause)
    if found is None or told is None or _HALF.search(clause) or _OF_ALL.search(question):
        return ""
    wanted = _keys(_PHRASE_END.sub("", found["what"] or found["had"]))
    there = _keys(_PHRASE_END.sub("", told["what"] or told["had"]))
    if not wanted or not there or wanted[-1] != there[-1]:
        return ""
    if told["no"] or told["none"]:
        return "no" if set(there) <= set(asked) else ""
    return "yes" if set(wanted) <= set(_keys(clause)) else ""


def _keys(text: str) -> list[str]:
    return [verb_key(word) for word in fold(text).split() if word not in FUNCTION]
