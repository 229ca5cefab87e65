"""Lists and tables say one thing a line: "1952–1970: Cora Wall" is no answer about the one of the next line."""

from __future__ import annotations

import re

from kgqa.reader.language.operations import singular

OTHER_LINE = 0.3
"""What is left of a span's probability where the question names what another line of the same list is about."""

_NAME = re.compile(r"(?<!^)\b[A-Z][\w'’-]*(?: (?:of |the )?[A-Z\d][\w'’.-]*)+|(?<!^)\b[A-Z][\w'’-]{2,}|\b\d[\d.]*\d\b")
_CALLED = re.compile(r"\b(?:is|are|was|were) (?:an? )?(?P<noun>[a-z]{4,})\s*\?*$")
_OTHERS = re.compile(
    r"\b(?:before|after|follow(?:s|ed|ing)?|next|preced(?:es?|ed|ing)|succe(?:eds?|eded|ssor)|predecessor|than|other|else"
    r"|besides|except|between|since|until|from|to|and|or|like|same)\b",
    re.IGNORECASE,
)


def is_on_another_line(question: str, text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` stands in a line of a list or table, and what the question names only in another.

    >>> text = "Keepers\\n\\n1945–1952: Abe Falk\\n1952–1970: Cora Wall"
    >>> is_on_another_line("When was Cora Wall keeper?", text, 9, 18)
    True
    >>> text = "Keepers\\n\\nAbe Falk, smith\\nCora Wall, baker"
    >>> is_on_another_line("Which keepers were bakers?", text, 9, 17)
    True
    >>> is_on_another_line("When was Abe Falk keeper?", text, 9, 18)
    False
    """
    low = max(text.rfind("\n\n", 0, start) + 2, 0) if "\n\n" in text[:start] else 0
    high = text.find("\n\n", end)
    block = text[low : high if high >= 0 else len(text)]
    lines = block.split("\n")
    if len(lines) < 2 or "\n" in text[start:end]:
        return False
    own = block[: start - low].count("\n")
    if called := _CALLED.search(question):
        noun = re.compile(rf"\b{re.escape(singular(called['noun']))}\b")
        says = [noun.search(line) is not None for line in lines]
        if any(says) and not says[own]:
            return True
    if _OTHERS.search(question):
        return False
    for found in _NAME.finditer(question):
        name = re.sub(r"['’]s?$", "", found[0])
        holders = [number for number, line in enumerate(lines) if name in line]
        if len(holders) == 1 and holders[0] != own and name not in text[:low] + text[low + len(block) :]:
            return True
    return False
