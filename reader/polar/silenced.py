"""Verdicts that a text does not give, however sure a network is of them: what it says is narrower, or about something
else than what is asked."""

from __future__ import annotations

import re

from kgqa.reader.language.measures import Amount, amounts, as_money, same

_WHOLE = 0.999

_ONLY = re.compile(r"\b(?:only|nothing but|alone)\b", re.IGNORECASE)
_WAS = re.compile(r"\b(?:was|were|did|had)\b", re.IGNORECASE)
_NO_LONGER = re.compile(r"\bno longer\b|\bany ?more\b", re.IGNORECASE)
_DENIED = r"\b(?:not|no|never|nobody|no one|nothing|n['’]t|cannot)\b"
_DEGREE = re.compile(
    rf"{_DENIED}(?:\s+\w+){{0,3}}?\s+(very|fully|always|quite|entirely|completely|unanimously|too|due|strict\w*|direct\w*"
    r"|ordinary|mean|seriously|badly|both|founding|late|early|today|yet|young|often|far|alone|more than one|this week"
    r"|at first|at the start)\b",
    re.IGNORECASE,
)
"""What is denied is a degree, a time or a part, and not the whole."""
_SELDOM = re.compile(r"\b(?:is|are|was|were) (?:seldom|rarely|hardly ever)\b", re.IGNORECASE)
_PART = re.compile(r"\b(?:partly|partially|nearly|almost|some of|would have|it is a myth)\b", re.IGNORECASE)
_SAVE = re.compile(
    r"\b(?:save|bar|except(?: for| on| in)?|apart from|other than|but not)\s+(?:on |in |for )?(\w+)", re.IGNORECASE
)

_DUTY_ASKED = re.compile(r"\b(?:must|should|have to|has to|needs? to|required|obligatory)\b", re.IGNORECASE)
_DUTY_TOLD = re.compile(
    r"\b(?:must|shall|should|ha(?:ve|s|d) to|need\w*|requir\w*|obligat\w*|compulsory|mandatory|essential|only|always"
    r"|never|without|unless|please|ask(?:s|ed)? (?:you|them|all)|make sure|expect\w*|(?:is|are) to|insist\w*|rule)\b",
    re.IGNORECASE,
)
_OFFERED = re.compile(
    r"\b(?:can|may|comes? with|includ\w*|provid\w*|suppl\w*|available|free|lend\w*|lent|offer\w*|at no charge)\b",
    re.IGNORECASE,
)

_FACT = re.compile(r"\s*(?:is|are|was|were|do|does|did|has|have|had)\b", re.IGNORECASE)
_BOUND = re.compile(
    r"\b(?:from|to|until|till|up to|between|over|under|above|below|within|than|(?:at )?(?:least|most)"
    r"|max(?:imum)?|min(?:imum)?|about|around|roughly|approximately|nearly|almost|some|for|by|at|aged?|every|first|another)\s*$",
    re.IGNORECASE,
)
_NEAR = 20
"""Characters before a number in which a bound stands."""
_CLAIMED = 3
"""Amounts that a question claims, at most."""
_BOUND_AFTER = re.compile(
    r"\s*(?:[–-]|(?:and|or|to) (?:over|under|more|less|fewer|above|below|older|younger|up(?:wards)?|\d)"
    r"|of age\b|olds?\b)",
    re.IGNORECASE,
)
_PRESENT = re.compile(r"\s*(?:is|are|do|does|can|may|must)\b", re.IGNORECASE)
_BYGONE = re.compile(
    r"\b(?:was|were|had|could)\b[^.;]*\b(?:until|till)\b|\b(?:until|till) [^.;]*\b(?:was|were|had|could)\b"
    r"|\b(?:formerly|used to be|was once|were once|once was)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:is|are|isn|aren|am|do|does|don|doesn|has|have|can|cannot|(?-i:may)|must|will|remains?|now|today|still|since)\b",
    re.IGNORECASE,
)


def silenced(question: str, text: str, covered: float) -> tuple[bool, bool]:
    """Whether a text can give no yes, and no no. ``covered``: the share in [0, 1] of the question's words that it has.

    >>> silenced("Must I wear a helmet?", "A helmet comes with every bicycle.", 0.5)
    (True, False)
    >>> silenced("Was the pool heated?", "The pool is no longer heated.", 1.0)
    (False, True)
    >>> silenced("Is the trail open?", "The trail is not always open.", 1.0)
    (False, True)
    >>> silenced("Is the hall open on Sundays?", "The hall is open every day save Sundays.", 1.0)
    (True, False)
    >>> silenced("Does it cost $90?", "It costs €90.", 1.0), silenced("Does it cost $90?", "It costs $80.", 1.0)
    ((True, True), (True, False))
    """
    asked = question.lower()
    in_other_unit, of_other_number = _amount_told(question, text)
    only_offered = _OFFERED.search(text) is not None and _DUTY_TOLD.search(text) is None
    no_yes = (
        (_DUTY_ASKED.search(question) is not None and only_offered)
        or any(found[0].lower() not in asked for found in _PART.finditer(text))
        or any(found[1].lower() in re.findall(r"\w+", asked) for found in _SAVE.finditer(text))
        or in_other_unit
        or of_other_number
        or _is_bygone(question, text)
    )
    no_no = (
        # "We take cards only" is no "no" to who asks for cards.
        (covered >= _WHOLE and _ONLY.search(text) is not None)
        or (_WAS.match(asked.lstrip()) is not None and _NO_LONGER.search(text) is not None)
        or any(found[1].lower() not in asked for found in _DEGREE.finditer(text))
        or _SELDOM.search(text) is not None
        or in_other_unit
    )
    return no_yes, no_no


def _amount_told(question: str, text: str) -> tuple[bool, bool]:
    """Whether a text has an amount that is asked about in another unit or currency alone, and whether it has other
    numbers alone where a question claims one.

    >>> _amount_told("Does it take 3 weeks?", "It takes 3 days."), _amount_told("Does it take 3 weeks?", "21 days.")
    ((True, True), (False, False))
    """
    if _FACT.match(question) is None:
        return False, False  # "May I hire a boat at 15?" claims no number
    claimed, told = [one for one in amounts(question) if _is_claimed(one, question)], amounts(text)
    if len(claimed) > _CLAIMED:
        return False, False
    missing = [one for one in claimed if not _is_bound(one, question) and not any(same(one, each) for each in told)]
    in_other_unit = any(_is_in_other_unit(one, told) for one in missing)
    of_other_number = (
        len(claimed) == 1
        and len(missing) == 1
        and any(each.kind == claimed[0].kind and not _is_year(each, text) for each in told)
        and not any(each.bare == claimed[0].bare or _is_bound(each, text) for each in told)
    )
    return in_other_unit, in_other_unit or of_other_number


def _is_claimed(one: Amount, question: str) -> bool:
    """Whether a number is an amount and written in figures: neither a year nor "two of them"."""
    in_figures = any(map(str.isdigit, question[one.start : one.end]))
    return one.unit != "" or (in_figures and not _is_year(one, question))


def _is_in_other_unit(one: Amount, told: list[Amount]) -> bool:
    """Whether amounts of the kind are told in units that can't be compared with its own, or the same number is."""
    alike = [each for each in (as_money(each, one) for each in told) if one.unit and each.kind == one.kind]
    own = as_money(one, alike[0]) if alike else one
    as_said = any(each.bare == own.bare and each.value != own.value for each in alike)
    return as_said or (bool(alike) and all(each.unit != own.unit for each in alike))


def _is_year(one: Amount, text: str) -> bool:
    return one.unit == "" and re.fullmatch(r"1\d{3}|20\d\d", text[one.start : one.end]) is not None


def _is_bound(one: Amount, text: str) -> bool:
    return (
        _BOUND.search(text[max(0, one.start - _NEAR) : one.start]) is not None
        or _BOUND_AFTER.match(text, one.end) is not None
    )


def _is_bygone(question: str, text: str) -> bool:
    """Whether a text tells of the past alone what is asked of the present."""
    return _PRESENT.match(question) is not None and _BYGONE.search(text) is not None and _NOW.search(text) is None
