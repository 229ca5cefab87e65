"""Whether a claimed value is the one that was found: yes, no, or what cannot be told. "Tarn" is no proof of "New Tarn",
nor the "University of Tarn" of "Tarn", nor 1921 of 3 June 1921."""

from __future__ import annotations

import re

from kgqa.data.metrics.answers import normalize_answer
from kgqa.reader.language.agreement import agree
from kgqa.reader.language.nations import same_nation
from kgqa.reader.language.quantities import date, number
from kgqa.types import Answer

_TITLE = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Rev|Capt|Col|Gen|Lt|Sgt|Sir|Dame|St)\.?|Miss|Professor|Doctor|Captain|Colonel|General|King"
    r"|Queen|Prince|Princess|Count|Countess|Baron|Lord|Lady|Bishop|Pope|Saint|President|Mayor|Father|Sister)"
)
_TITLES = re.compile(rf"(?:(?:[Tt]he )?{_TITLE} )+(?=\w)")
_PLACES = re.compile(
    r"(?:new|old|great|little|north|south|east|west|upper|lower|port|fort|mount|lake|cape|saint|st|san|santa|hotel|villa"
    r"|castle|river|isle|bank|point)",
    re.IGNORECASE,
)
"""What makes another name of the name of a place."""

_JOINED = re.compile(r"(?:and|or|&|the|a|an|[,;(/\"'‘’“”]|from|called|named)", re.IGNORECASE)
_KIND_OF_PLACE = re.compile(
    r"(?:town|city|village|hamlet|island|isle|county|country|port|state|province|region|district|parish|borough|commune"
    r"|municipality|kingdom|republic|duchy|suburb)$",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"(?:in|at|near|on|outside|of)", re.IGNORECASE)
_PIECE = re.compile(r"\w[\w.'’-]*|[^\w\s]")


def meets(claim: str, answer: Answer, *, asks: str, told: str = "") -> bool | None:
    """Whether what an answer says is what ``claim`` says; None where it may be. ``asks``: the open question. ``told``:
    the text that the answer was found in, which may say the whole of a person's name.

    >>> found = Answer("Karl Lind", 1.0, "span")
    >>> [meets(name, found, asks="Who is the mayor?") for name in ("Lind", "Dr. Karl Lind", "Jo Lind", "Ann Holt")]
    [True, True, None, False]
    >>> meets("Tarn", Answer("New Tarn", 1.0, "span"), asks="What is the capital?")
    >>> meets("3 June 1921", Answer("1921", 1.0, "date"), asks="When was it?")
    """
    values = answer.values or (answer.text,)
    names = [name for entity in answer.entities for name in (entity.label, *entity.aliases)]
    said = [_meets(claim, value, asks, told) for value in dict.fromkeys((*values, *names))]
    if True in said:
        return True
    likely = agree(answer, Answer(claim, 1.0, "span", (), (), (claim,)))
    return None if None in said or likely else False


def _meets(claim: str, value: str, asks: str, told: str) -> bool | None:
    days = (None, None) if claim.isdigit() and len(claim) > 4 else (date(claim), date(value))
    if days[0] is not None and days[1] is not None:
        if days[0].low <= days[1].low and days[1].high <= days[0].high:
            return True
        return False if days[0].before(days[1]) or days[1].before(days[0]) else None
    numbers = number(claim), number(value)
    if numbers[0] is not None and numbers[1] is not None:
        if numbers[0].unit and numbers[1].unit and numbers[0].unit != numbers[1].unit:
            return None  # nor is $5 refuted by €4
        near = agree(Answer(claim, 1.0, "number", (), (), (claim,)), Answer(value, 1.0, "number", (), (), (value,)))
        return (numbers[0].low == numbers[1].low and near) or (None if near else False)
    claim, value = untitled(claim), untitled(value)
    if normalize_answer(claim) == normalize_answer(value) or same_nation(claim, value):
        return True
    longer, shorter = (value, claim) if len(value) > len(claim) else (claim, value)
    pieces, part = _PIECE.findall(longer), _PIECE.findall(re.sub(r"^[Tt]he ", "", shorter))
    at = _place(pieces, part)
    if at is None:
        return None if _shares(claim, value, asks) else False
    before, after = pieces[at - 1] if at else "", pieces[at + len(part)] if at + len(part) < len(pieces) else ""
    if longer is claim:
        # No more than a person's surname was found: who is meant is said where the text has all of the name.
        return True if asks.startswith("Who") and claim in told and not after else None
    begins = _ends(before, asks, first=True) or (before == "of" and at > 1 and _KIND_OF_PLACE.match(pieces[at - 2]))
    if begins and _ends(after, asks, first=False):
        return True
    return _is_of_person(pieces, at, len(part), asks)


def untitled(text: str) -> str:
    """A text without what stands before people's names.

    >>> untitled("Is the Rev. Dr. Jo Lind from Tarn?")
    'Is Jo Lind from Tarn?'
    """
    return _TITLES.sub("", text)


def _place(pieces: list[str], part: list[str]) -> int | None:
    folded, sought = [piece.lower() for piece in pieces], [piece.lower() for piece in part]
    places = range(len(folded) - len(sought) + 1) if sought else ()
    return next((at for at in places if folded[at : at + len(sought)] == sought), None)


def _ends(beside: str, asks: str, *, first: bool) -> bool:
    """Whether a name ends beside this piece of a text."""
    if not beside or _JOINED.fullmatch(beside):
        return True
    if _WITHIN.fullmatch(beside):
        return not first or (asks.startswith("Where") and beside.lower() != "of")
    return beside[0].islower() or (not beside[0].isalnum() and (not first or beside != "-"))


def _is_of_person(pieces: list[str], at: int, count: int, asks: str) -> bool | None:
    """Whether the claimed name is a part of somebody's: the last of it, or the first of two."""
    if not asks.startswith("Who") or any(_PLACES.fullmatch(piece) for piece in pieces):
        return None
    if at and at + count == len(pieces):
        return True if pieces[at - 1][:1].isupper() else None
    is_first = at == 0 and len(pieces) == count + 1 and not asks.endswith(" by?")
    return True if is_first and pieces[-1][:1].isupper() else None


def _shares(claim: str, value: str, asks: str) -> bool:
    """Whether two people may be one: their surnames are the same."""
    ends = [normalize_answer(name).split()[-1:] for name in (claim, value)]
    return asks.startswith("Who") and ends[0] == ends[1]
