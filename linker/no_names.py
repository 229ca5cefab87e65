"""What looks like the name of an entity where it stands in a question, and is not."""

from __future__ import annotations

import re

from kgqa.linker.normalise import fold
from kgqa.linker.words import FUNCTION, TITLES
from kgqa.types import Mention

_NUMBER = re.compile(r"[\s,]*(?P<number>\d[\d.]*)(?!\w)")
_BEFORE = re.compile(r"(?P<word>[^\W\d_][\w'’-]+) $")
_DIGITS = re.compile(r"\d[\d.]*")


def is_no_name(text: str, mention: Mention, label: str) -> bool:
    """Whether a mention means no entity of that label: another one of a row (the cup of 2019 is not that of 2018),
    "the most" before what is counted, or the surname behind another given name.

    >>> text, cup = "Who won the Tern Cup 2019?", Mention(12, 20, "Tern Cup")
    >>> [is_no_name(text, cup, label) for label in ("Tern Cup 2018", "Tern Cup 2019", "Tern Cup")]
    [True, False, False]
    >>> is_no_name("Which town has the most mills?", Mention(19, 23, "most"), "Most")
    True
    >>> [is_no_name("When was Piers Holt born?", Mention(15, 19, "Holt"), label) for label in ("Mara Holt", "Holt")]
    [True, False]
    """
    if _is_of_another_name(text, mention, label):
        return True
    if mention.text in ("most", "least") and re.search(r"\bthe\s+$", text[: mention.start]):
        return True
    own = _DIGITS.findall(label)
    behind = _NUMBER.match(text, mention.end)
    return bool(own) and behind is not None and behind["number"] not in own and not _DIGITS.search(mention.text)


def _is_of_another_name(text: str, mention: Mention, label: str) -> bool:
    """Whether a mention is the last word alone of a label of several, right behind a name that is none of its words."""
    own = fold(label).split()
    before = _BEFORE.search(text[: mention.start])
    if before is None or len(own) < 2 or fold(mention.text) != own[-1] or not mention.text[:1].isupper():
        return False
    word = fold(before["word"])
    return before["word"][0].isupper() and word not in own and word not in FUNCTION | TITLES
