"""Who did something, and who did something else: the builder of a mill is not said to have designed it."""

from __future__ import annotations

import re
from functools import lru_cache

from kgqa.reader.language.events import sentence, vocabulary

OTHER_DEED = 0.3
"""What is left of a span's probability where the text gives it as the one who did something else."""

_DEEDS = {
    "designed": r"design(?:s|ed)?|drew up|planned|plans?",
    "built": r"buil[dt]s?|construct(?:s|ed)?|erect(?:s|ed)?",
    "made": r"mak(?:es?|ing)|made|creat(?:es?|ed)|manufactur(?:es?|ed)|develop(?:s|ed)?",
    "produced": r"(?:co-?)?produc(?:es?|ed)",
    "restored": r"restor(?:es?|ed)|repair(?:s|ed)?|renovat(?:es?|ed)|refurbish(?:es|ed)?|re-?buil[dt]"
    r"|reconstruct(?:s|ed)?|fix(?:es|ed)?|mend(?:s|ed)?",
    "destroyed": r"destroy(?:s|ed)?|demolish(?:es|ed)?|burn(?:t|ed)?|sank|sunk|sink",
    "owned": r"own(?:s|ed)?|belong(?:s|ed)? to",
    "bought": r"b(?:ought|uys?)|acquir(?:es?|ed)|purchas(?:es?|ed)|taken over|took over",
    "sold": r"s(?:old|ells?)",
    "painted": r"paint(?:s|ed)?|decorat(?:es?|ed)",
    "wrote": r"wr(?:ote|ites?|itten)|author(?:s|ed)?|penned",
    "composed": r"compos(?:es?|ed)",
    "translated": r"translat(?:es?|ed)",
    "edited": r"edit(?:s|ed)?",
    "illustrated": r"illustrat(?:es?|ed)",
    "published": r"publish(?:es|ed)?",
    "directed": r"direct(?:s|ed)?",
    "performed": r"perform(?:s|ed)?|s[au]ng|sings?|record(?:s|ed)?|play(?:s|ed)?",
    "founded": r"(?:co-?)?found(?:s|ed)|(?:did|to) found|establish(?:es|ed)?"
    r"|set up|start(?:s|ed)?|form(?:s|ed)?|launch(?:es|ed)?",
    "opened": r"open(?:s|ed)?|inaugurat(?:es?|ed)|unveil(?:s|ed)?",
    "discovered": r"discover(?:s|ed)?|found(?: out)?|identif(?:y|ies|ied)|isolat(?:es?|ed)|describ(?:es?|ed)",
    "invented": r"invent(?:s|ed)?|patent(?:s|ed)?",
    "reported": r"report(?:s|ed)?",
    "removed": r"remov(?:es?|ed)|delet(?:es?|ed)|dropp(?:ed)",
    "added": r"add(?:s|ed)?",
    "provided": r"provid(?:es?|ed)|suppl(?:y|ies|ied)|fund(?:s|ed)?|financ(?:es?|ed)|sponsor(?:s|ed)?|host(?:s|ed)?",
    "stole": r"st(?:eals?|ole|olen)",
    "killed": r"kill(?:s|ed)?|murder(?:s|ed)?|shot|assassinat(?:es?|ed)",
}  # fmt: skip
_DEED = vocabulary(_DEEDS)
_FITS: dict[str, frozenset[str]] = {
    "designed": frozenset({"invented"}),
    "built": frozenset({"made", "produced", "founded", "restored"}),
    "made": frozenset(
        set(_DEEDS) - {"owned", "bought", "sold", "destroyed", "restored", "reported", "removed", "killed", "provided"}
    ),
    "produced": frozenset({"made", "built", "published"}),
    "restored": frozenset({"made"}),
    "owned": frozenset({"bought", "made", "founded"}),
    "bought": frozenset({"owned"}),
    "painted": frozenset({"made"}),
    "wrote": frozenset({"made", "composed", "published"}),
    "composed": frozenset({"made", "wrote"}),
    "directed": frozenset({"made"}),
    "performed": frozenset({"made", "published", "wrote"}),
    "published": frozenset({"made", "produced", "founded"}),
    "founded": frozenset({"made", "opened", "built"}),
    "opened": frozenset({"founded", "made", "built"}),
    "discovered": frozenset({"invented", "made"}),
    "invented": frozenset({"designed", "made", "discovered"}),
    "added": frozenset({"made"}),
    "illustrated": frozenset({"made", "painted"}),
    "destroyed": frozenset({"killed"}),
    "killed": frozenset({"destroyed"}),
}  # fmt: skip
"""What else a text may say of the one who did what is asked: "made by" of whoever built it."""

_WHO = re.compile(r"\s*(?:by )?(?:who|whom|(?:what|which) (?:[a-z]+ ){0,2}?[a-z]+(?<!year)(?<!place))\b", re.IGNORECASE)
_AGENTS = {
    "designer": "designed", "architect": "designed", "builder": "built", "maker": "made", "manufacturer": "made",
    "developer": "made", "creator": "made", "restorer": "restored", "owner": "owned", "buyer": "bought",
    "seller": "sold", "painter": "painted", "author": "wrote", "writer": "wrote", "composer": "composed",
    "illustrator": "illustrated", "translator": "translated", "publisher": "published",
    "founder": "founded", "inventor": "invented", "discoverer": "discovered",
}  # fmt: skip
_AGENT = re.compile(rf"\b(?:the|its) (?P<noun>{'|'.join(_AGENTS)})s? of\b|['’]s (?P<whose>{'|'.join(_AGENTS)})\b")
_THEIR_TRADE = re.compile(r"\b(?:architect|designer|planner|engineer)s?\b", re.IGNORECASE)
_BY = re.compile(r"\b[Bb]y(?: the| an?)?(?: [a-z]+(?:-[a-z]+)*){0,3} ?$")
_FOR_WHOM = re.compile(r"\s*(?:for (?:who|whom|which)\b|who(?:m)? (?:was|were) [^?]* for\s*\?*$)", re.IGNORECASE)
_TO = re.compile(
    r"\b(?:sold|given|donated|presented|bequeathed|handed over|lent|let|leased) to(?: the| an?)?(?: [a-z-]+){0,3} ?$"
)
_OWNED_BY = re.compile(r"\bbelong(?:s|ed)? to(?: the| an?)?(?: [a-z-]+){0,3} ?$")
_FOR = re.compile(r"\bby\b.*\b(?:for|instead of|on behalf of)(?: the| an?)?(?: [a-z]+(?:-[a-z]+)*){0,3} ?$")
_BEHIND = re.compile(
    r"(?: \([^)]*\))?(?:, [^,.;]{1,60},)?,?(?: (?:who|which|and|also|had|has|later|then|first|himself|herself)){0,3} "
)
_PARTICIPLE = re.compile(r"\b(?:be|is|was|were|and|been) [a-z]+(?:ed|en)\b")
OTHERWISE = "otherwise"
"""A deed that the table lacks."""
_FARTHEST = 90
"""Characters between "built" and the name after "by"."""


@lru_cache(maxsize=64)
def asked_deed(question: str) -> str:
    """The one thing that a question asks who did; "" where it asks for something else, or names several.

    >>> questions = ("Who designed the mill?", "Who is the owner of the mill?", "When was it built?")
    >>> [asked_deed(question) for question in questions]
    ['designed', 'owned', '']
    """
    if _FOR_WHOM.match(question):
        return "owned"
    if _WHO.match(question) is None:
        return ""
    if agent := _AGENT.search(question):
        return _AGENTS[agent["noun"] or agent["whose"]]
    found = {str(one.lastgroup) for one in _DEED.finditer(question) if one[0].islower()}
    return found.pop() if len(found) == 1 else ""


def is_of_another_deed(question: str, text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is told as the one who did something else than the question asks who did.

    >>> text = "The mill was built by Abe Falk. Cora Wall painted the sails."
    >>> [is_of_another_deed(question, text, 22, 30) for question in ("Who designed the mill?", "Who built it?")]
    [True, False]
    >>> is_of_another_deed("Who repaired the sails?", text, 32, 41)
    True
    >>> is_of_another_deed("Who directed Salt?", "Salt is a film. It was produced by Ada Holt.", 35, 43)
    True
    >>> is_of_another_deed("Who developed Salt?", "Salt is a tool. Its tests are provided by Ada Holt.", 42, 50)
    True
    """
    asked = asked_deed(question)
    if not asked or not text[start:end].strip():
        return False
    if asked == "designed" and _THEIR_TRADE.search(text, max(0, start - 40), end):
        return False
    told = deeds_of(text, start, end)
    return bool(told) and told.isdisjoint({asked, *_FITS.get(asked, ())})


def deeds_of(text: str, start: int, end: int) -> frozenset[str]:
    """What a text says that ``text[start:end]`` did: "built by X", "X built"; none where it says neither.

    >>> sorted(deeds_of("It was designed and built by the smith Abe Falk in 1901.", 38, 46))
    ['built', 'designed']
    """
    first, last = sentence(text, start, end)
    span = text[start:end]
    within = len(span) - len(span.lstrip()) + (len(found[0]) if (found := re.match(r"(?:by )", span)) else 0)
    before = text[first : start + within]
    if by := _BY.search(before):
        return frozenset(_joined(before[: by.start()]))
    if _TO.search(before):
        return frozenset({"bought"})
    if _OWNED_BY.search(before) or _FOR.search(before):
        return frozenset({"owned"})
    behind = _BEHIND.match(text, end, last)
    at = behind.end() if behind else end
    found = _DEED.match(text, at, last)
    # "The firm X restored the tower" says what it did; "X, built in 1901," not.
    if found and not re.match(r" (?:by|in|at|on)\b", text[found.end() : last]):
        return frozenset({str(found.lastgroup)})
    return frozenset()


def _joined(words: str) -> set[str]:
    """The last deed of what stands before "by", and those joined to it by "and"."""
    told: set[str] = set()
    at = len(words)
    for found in reversed(list(_DEED.finditer(words))):
        between = words[found.end() : at]
        if told and not re.fullmatch(r"\s*(?:,|and|,? and|or)\s*(?:\w+ly )?", between):
            break
        if not told and len(between) > _FARTHEST:
            break
        if not told and _PARTICIPLE.search(between):
            return {OTHERWISE}  # "designed to be used by developers"
        told.add(str(found.lastgroup))
        at = found.start()
    return told
