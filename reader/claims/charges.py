"""Whether something has to be paid for: "Do I have to pay extra for the showers?" where a text says "Showers are
included"."""

from __future__ import annotations

import re
from collections.abc import Set

from kgqa.reader.language.verbs import verb_keys

_PAYS = re.compile(
    r"\s*do (?:i|we|you) (?:have to |need to )?pay "
    r"(?:extra |anything |more )*(?:for|to use) (?P<what>[^?,]+)"
    r"|\s*(?:does|do) (?P<costs>[^?,]+?) cost (?:anything|extra|money|something)\b"
    r"|\s*is there (?:a|an|any) (?:extra |additional )?(?:charge|fee) for (?P<charge>[^?,]+)",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"\s*(?:is|are) (?P<what>[^?,]+?) (?:free|free of charge|included|complimentary)"
    r"(?P<tail> (?:in|at|for|of|on|with)\b.*)?[\s?]*",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\s*(?P<what>[^,;:]+?) (?:"
    r"(?P<free>(?:is|are) (?:free(?: of charge)?|included(?: in the (?:price|fare|rent|fee|ticket))?|complimentary)"
    r"|(?:[^,;:]+ and )?costs? nothing)"
    r"|(?P<charged>costs? (?:an? )?(?:extra |another )?[£$€]?\d[\d.,]*"
    r"(?: ?(?!(?:for|in|on|at|to|with|per|each|extra|a)\b)\w+)?"
    r"(?: (?:each|extra|more|(?:a|per) \w+))?"
    r"|(?:is|are) charged (?:separately|extra)"
    r"|(?:is|are) not (?:free|included)(?: in the (?:price|fare|rent|fee|ticket))?)"
    r")\s*[.!]?\s*",
    re.IGNORECASE,
)
_AT_FIRST = re.compile(r"\b(?:for the first|up to|until|from|after|if|unless|only)\b", re.IGNORECASE)
_PHRASE = re.compile(r"\b(?:at|in|on|of|with|from|near|during)\b.*", re.IGNORECASE | re.DOTALL)


def charged(question: str, clause: str, around: Set[str]) -> str:
    """ "yes" or "no" to a question whether something costs, or is free, where the clause says so; else "".

    ``around``: keys (:func:`kgqa.reader.language.verbs.verb_key`) of the clause's sentence, the one before, and the
    title, which say the place that the question names.

    >>> charged("Do I have to pay for the showers?", "Showers are included.", set())
    'no'
    >>> [charged("Is parking free?", told, set()) for told in ("Parking costs £5.", "Parking is free on Sundays.")]
    ['no', '']
    """
    pays, free = _PAYS.match(question), _FREE.fullmatch(question)
    told = _TOLD.fullmatch(clause)
    if told is None or (pays is None and free is None):
        return ""
    asked = (pays["what"] or pays["costs"] or pays["charge"]) if pays else free["what"] if free else ""
    wanted, what = verb_keys(_PHRASE.sub("", asked)), verb_keys(told["what"])
    if not wanted or not what or what[-1] != wanted[-1] or not set(what) <= set(wanted):
        return ""
    tail = set(verb_keys(free["tail"] or "")) - {"charge"} if free else set()
    if not set(verb_keys(asked)) - set(wanted) | tail <= around or _AT_FIRST.search(clause):
        return ""
    is_free = told["free"] is not None
    return "yes" if is_free == (pays is None) else "no"
