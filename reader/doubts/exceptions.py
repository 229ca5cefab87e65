"""Values that hold for most and for some: "4 euros, for children 2 euros"."""

from __future__ import annotations

import re

_VALUE = r"[€$£]?(?<![\d.,])\d(?:[\d.,]{0,18}\d)?(?!\d)"
_VALUE += r"(?:\s?[%€$£]|\s(?!(?:for|on|in|at|from|with|and|or|a|of)\b)[a-zA-Z]+)?"
_EXCEPTION = re.compile(
    rf"(?P<most>{_VALUE})[^.;,]{{0,40}}?[,;] (?:and |but )?(?P<lead>for|on|in|at|from|with|during|over|under) "
    rf"(?P<whom>[\w’'-]+(?: [\w’'-]+){{0,2}}?),? (?:it is |they are |only |up to |at )*(?P<some>{_VALUE})"
)


def of_those_asked(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """A value that holds for most, as the one that holds for those whom the question names; of both, that for most
    where it names none.

    >>> text = "Admission is 4 euros, for children 1.50 euros."
    >>> text[slice(*of_those_asked("How much is admission for children?", text, 13, 20))]
    '1.50 euros'
    >>> text[slice(*of_those_asked("How much is admission?", text, 13, 45))]
    '4 euros'
    """
    for found in _EXCEPTION.finditer(text, max(0, start - 120), min(len(text), end + 120)):
        most, some = found.span("most"), found.span("some")
        is_most, is_some = (low < end and start < high for low, high in (most, some))
        if not (is_most or is_some):
            continue
        is_named = re.search(rf"\b{re.escape(found['whom'])}\b", question, re.IGNORECASE) is not None
        if is_named and not is_some:
            return some
        if not is_named and is_some and is_most:
            return most
    return start, end
