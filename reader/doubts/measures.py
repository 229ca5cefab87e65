"""Values of another sort than a question asks for: a weight in percent, a height that is the way to somewhere, a depth
that is a length."""

from __future__ import annotations

import re

NO_MEASURE = 0.2
"""What is left of a span's probability where it is no value of the sort that is asked for."""

_NUMBER = r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|hundred|thousand|million)\b"
_AMOUNT = rf"{_NUMBER}|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|waist|knee|ankle|shoulder"
_LENGTH = re.compile(
    r"metre|meter|\b(?:c|k|m)?m\b|feet|foot|\bft\b|inch|mile|stor(?:e?y|e?ys|ies)|yard|fathom|floor|hour|minute|second|day"
    r"|week|month|year|page|word|[\"'′″]",
    re.IGNORECASE,
)
_WEIGHT = re.compile(
    r"gram|\b(?:k|m)?g\b|tonne|\bt(?:on)?s?\b|pound|\blbs?\b|ounce|\boz\b|stone|\bkilos?\b|carat", re.IGNORECASE
)
_ASKED = (
    (
        re.compile(r"\bhow (?:tall|high|deep|wide|thick|broad)\b|\bwhat (?:height|depth|width)\b", re.IGNORECASE),
        _LENGTH,
    ),
    (
        re.compile(
            r"\bhow much (?:does|do|did) .*\bweigh\b|\bhow heavy\b|\bwhat (?:is|was) the (?:weight|mass)\b",
            re.IGNORECASE,
        ),
        _WEIGHT,
    ),
)
_WAY = re.compile(
    r"[\s-]*(?:(?:kilo)?met(?:re|er)s?|km|m|miles?|feet)?\s*(?:(?:to the|away|off|from|north|south|east|west|inland"
    r"|upstream|downstream|per hour|an hour|/h|long)\b)",
    re.IGNORECASE,
)
_UPRIGHT = re.compile(r"\bhow (?:tall|high)\b|\bwhat (?:is|was) the height\b", re.IGNORECASE)
_UNIT = r"(?:(?:kilo|centi|milli)?met(?:re|er)s?|[ckm]?m|miles?|foot|feet|ft|inch(?:es)?|yards?|fathoms?)"
_SIDES = (
    {"tall", "high", "height", "deep", "depth", "thick"},
    {"wide", "broad", "width", "across"},
    {"long", "length"},
)
"""Words for one side of a thing; snow and ice are as deep as they are high or thick."""
_ASKED_SIDE = re.compile(r"\bhow (tall|high|wide|broad|deep|thick)\b", re.IGNORECASE)
_TOLD_SIDE = re.compile(
    rf"[ -]{{0,2}}(?:{_UNIT}\b)?[ -]{{0,2}}(?:in )?"
    r"(tall|high|height|wide|broad|width|across|deep|depth|thick|long|length)\b(?! (?:above|below|into|the|all)\b)",
    re.IGNORECASE,
)
_CELL_END = re.compile(r" ?(?:\||\n|$)")
_UNIT_BEHIND = 15
"""Characters behind a number in which its unit may stand."""


def is_other_measure(question: str, text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]``, a number, is no length or weight where one is asked for, the way to somewhere where
    a height is, or what another side of a thing measures.

    >>> text = "Cape Sorrow, nine kilometres to the south, has a lighthouse. It is 38 metres tall."
    >>> [is_other_measure("How tall is the lighthouse?", text, *at) for at in ((13, 28), (67, 76))]
    [True, False]
    >>> is_other_measure("How heavy is the bench?", "bench | pine | 14.5 | yes", 15, 19)
    False
    >>> is_other_measure("How much does the Duet weigh?", "It is light and thin.", 16, 20)
    True
    >>> text = "The lake is two miles long and 40 feet deep."
    >>> [is_other_measure("How deep is the lake?", text, *at) for at in ((12, 21), (31, 38))]
    [True, False]
    """
    answer = text[start:end]
    is_cell = _CELL_END.match(text, end) is not None  # its unit is that of its column
    for asked, measured in _ASKED:
        if is_cell or not asked.search(question):
            continue
        if len(answer.split()) == 1 and answer.islower() and not re.search(_AMOUNT, answer, re.IGNORECASE):
            return True
        if re.search(_NUMBER, answer, re.IGNORECASE):
            told = text[start : end + _UNIT_BEHIND] if re.search(r"\d\W*$", answer) else answer
            if not measured.search(told):
                return True
    if _is_other_side(question, text, end):
        return True
    return _UPRIGHT.search(question) is not None and _WAY.match(text, end) is not None


def _is_other_side(question: str, text: str, end: int) -> bool:
    asked, told = _ASKED_SIDE.findall(question), _TOLD_SIDE.match(text, end)
    if len(asked) != 1 or told is None:
        return False
    return not any({asked[0].lower(), told[1].lower()} <= side for side in _SIDES)
