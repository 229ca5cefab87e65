"""Whether there is one: "Is there a lifeguard at the beach?" where a text says "There is no lifeguard"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgqa.reader.language.verbs import verb_keys

_ASKED = re.compile(
    r"\s*(?P<be>is|are|was|were|will) there (?:be )?(?P<what>\S.*)"
    r"|\s*(?:do|does|did) .*? have (?P<had>(?:a|an|any)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_TOLD = re.compile(
    r"\s*(?:[^,]{0,40}, |(?:unfortunately|sadly|currently|please note that|at present) )?"
    r"there (?P<be>is|are|was|were|will be) (?P<no>no |not (?:a|an|any) )?(?P<what>[^,;:(]+)"
    r"|(?P<who>.*?)\b(?:has|have|had|offers?) (?P<none>no |not (?:a|an|any) )(?P<had>[^,;:(]+)",
    re.IGNORECASE | re.DOTALL,
)
_PHRASE_END = re.compile(
    r"\b(?:at|in|on|for|of|by|with|from|to|near|beside|behind|that|which|who|whose|where)\b.*", re.DOTALL
)
_TENSES = {
    **dict.fromkeys(("is", "are"), ("is", "are")),
    **dict.fromkeys(("was", "were"), ("was", "were")),
    "will": ("will be",),
}
_FROM, _FOR = re.compile(r"\bfrom\b", re.IGNORECASE), re.compile(r"\bfor\b", re.IGNORECASE)
_OF_ALL = re.compile(
    r"\b(?:all|every(?! (?:day|night|week|month|year|morning|evening))|each|both|own|enough|only|still|always)\b",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"\b(?:only|except|unless|if|until|no longer|not yet|almost|nearly|hardly|more than|less than|fewer than|plans?"
    r"|reason|need|point|doubt|question|way|talk|rumou?rs?|one|sometimes|often|usually|before|after)\b",
    re.IGNORECASE,
)


def exists(asked: Sequence[str], question: str, clause: str) -> str | None:
    """ "yes" or "no" where the clause says that there is what the ``question`` asks for, or none; else "". None where
    that is not what it asks.

    ``asked``: keys of the question's words, all of which stand in the clause or around it.

    >>> [exists(("pool",), "Is there a pool?", told) for told in ("There is no pool.", "There is a pool.", "Wet.")]
    ['no', 'yes', '']
    """
    found, told = _ASKED.match(question), _TOLD.match(clause)
    if found is None:
        return None
    if told is None or _HALF.search(clause) or _OF_ALL.search(question):
        return ""
    if found["what"] and (told["had"] or told["be"].lower() not in _TENSES[found["be"].lower()]):
        return ""
    owner = set(verb_keys(told["who"] or ""))
    if told["had"] and (not owner or not owner <= set(asked)):
        return ""
    phrase = told["what"] or told["had"]
    wanted = verb_keys(_PHRASE_END.sub("", found["what"] or found["had"]))
    there = verb_keys(_PHRASE_END.sub("", phrase))
    if not wanted or not there or wanted[-1] != there[-1]:
        return ""
    is_placed = not set(verb_keys(found["what"] or found["had"])) <= set(wanted)
    is_none = bool(told["no"] or told["none"])
    if (is_none or is_placed) and not set(verb_keys(phrase)) - set(there) <= set(asked):
        return ""
    if any((word.search(question) is None) != (word.search(phrase) is None) for word in (_FROM, _FOR)):
        return ""
    if is_none:
        return "no" if set(there) <= set(asked) else ""
    return "yes" if set(wanted) <= set(verb_keys(clause)) else ""
