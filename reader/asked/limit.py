"""A limit in a question, and what a "not" beside it makes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal as Choice

from kgqa.reader.language.quantities import Quantity

Sign = Choice["<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Limit:
    """``value``: what is compared with, ``said`` as it is written. ``wanted``: families of relations or words, one of
    which the measure's name should hold; none means any of its sort. ``counted``: whether it may be meant of the
    number of things, not of a value. ``loose``: whether it may only place what is asked ("released in 1999"). ``open``:
    why the words leave open what it is."""

    sort: Choice["date", "number"]
    sign: Sign
    value: Quantity
    said: str
    wanted: tuple[str, ...] = ()
    counted: bool = False
    loose: bool = False
    open: str = ""


OPPOSITE: dict[Sign, Sign] = {"<": ">=", ">=": "<", ">": "<=", "<=": ">"}
UNCLEAR_NOT = "what is not so is not clear"
_NOT = r"(?:not|never|neither|nor)"
NEGATED = rf"(?:[a-z]+n't|(?:(?:do|does|did|has|have|had|is|are|was|were|been) )*{_NOT})"
NO = rf"(?:no|{_NOT})"
_NOT_BEFORE = re.compile(
    rf"(?:\b{NO}|n't) (?P<between>(?:(?!(?:and|but|that|which|who|whose|while|where|than)\b)\S+ ){{0,4}})$"
)
"""A "not" before a limit that is of the limit or of what stands between: that is not told by the words."""
_CLAUSE = re.compile(
    r"(?:(?:that|which|who|and) )?(?:is|are|was|were|did|do|does|has|have|had|with|having|whose|come|came|comes)\b"
)
"""How a limit begins that is said of what stands before, not of the word before it."""

_STOP = re.compile(
    r"(?:by|in|of|that|which|who|and|are|is|did|does|do|were|was|to|from|with|on|at|for|the|as|but|has|have|or|not"
    r"|nor|neither|never|no|than|before|after|since|between|until|more|less|fewer|longer|older|higher|larger|shorter)$"
    r"|\w+(?:ing|ed)$|§"
)


def not_so(text: str, limit: Limit, found: re.Match[str], *, is_yes_no: bool = False) -> Limit:
    """A limit as its words say it: the opposite where it is denied, open where it is not clear what is. "Is it not
    longer than 2 m" may be answered either way."""
    denied = bool(found["not"]), bool(found["no"])
    if not any(denied):
        return replace(limit, open=UNCLEAR_NOT) if _is_of_other(text, found) else limit
    unclear = all(denied) or (is_yes_no and denied[0]) or limit.loose or limit.open or _is_of_other(text, found)
    if unclear or re.search(r"\buntil\b|\bbetween\b|\bfrom\b", found[0]):
        return replace(limit, open=UNCLEAR_NOT)
    return replace(limit, sign=OPPOSITE[limit.sign])


def _is_of_other(text: str, found: re.Match[str]) -> bool:
    """Whether a "not" stands before a limit that may be of it, or of the words between."""
    before = _NOT_BEFORE.search(text[: found.start()])
    if before is None:
        return False
    return not ("§" in before["between"] and (_CLAUSE.match(found[0]) or found.groupdict().get("verb")))


def words_after(text: str, at: int) -> tuple[list[str], int]:
    """The noun after a number, at most three words, and where it ends."""
    words: list[str] = []
    for found in re.finditer(r"\s+(\S+)", text[at:]):
        if len(words) == 3 or _STOP.match(found[1].strip(",")) or not re.match(r"[a-z°%]", found[1]):
            break
        words.append(found[1].strip(","))
        end = at + found.end()
    return words, end if words else at


def cleaned(text: str) -> str:
    """A question after something was taken out of it: no spaces or commas beside the gap."""
    return re.sub(r"\s*,(?=\s*(?:,|$))", "", " ".join(text.split())).strip(" ,")
