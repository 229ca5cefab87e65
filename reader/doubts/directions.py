"""The north is no country: a bare direction answers questions for places and sides alone."""

from __future__ import annotations

import re

NO_THING = 0.1
"""What is left of the probability of a direction where something else is asked for."""

_POINT = r"(?:north|south|east|west|(?:north|south)-?(?:east|west)|cent(?:re|er)|middle|interior)(?:ern)?"
_DIRECTION = re.compile(rf"(?:(?:in|to|on) )?(?:the )?{_POINT}", re.IGNORECASE)
_WHERE = re.compile(r"\b(?:where|direction|side|part|end|half|coast|region|way|wing)\b", re.IGNORECASE)


def is_only_direction(question: str, answer: str) -> bool:
    """Whether an answer is a direction, and the question asks for none.

    >>> is_only_direction("Which countries border it?", "the north"), is_only_direction("Where is it?", "the north")
    (True, False)
    """
    return _DIRECTION.fullmatch(answer.strip()) is not None and _WHERE.search(question) is None
