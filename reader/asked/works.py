"""Works: what is made by somebody and comes out at a date. The first of them is the one that came out first."""

from __future__ import annotations

import re

from kgqa.reader.language.operations import plural

WORK = "film|movie|album|record|ep|book|novel|play|opera|painting|game|single|series|musical|documentary|symphony"
"""No song or chapter: the first of those is the first in something."""

_OF = re.compile(
    rf"^(?:what|which) (?:is|are|was|were) (?:the )?(?P<noun>(?:[a-z]+ )?(?:{WORK}))s? (?:of|from) (?=(?:the )?§\d+$)"
)
_OWN = re.compile(
    rf"^(?:what|which) (?:is|are|was|were) (?P<name>(?:the )?§\d+) ?'s? (?P<noun>(?:[a-z]+ )?(?:{WORK}))s?$"
)
_IS_WORK = re.compile(rf"(?:{WORK})s?")


def is_work(words: str) -> bool:
    """Whether one of some words is one for a work.

    >>> is_work("film"), is_work("studio album"), is_work("president")
    (True, True, False)
    """
    return any(_IS_WORK.fullmatch(word) for word in words.split())


def by_its_maker(text: str) -> str:
    """A masked question for one of somebody's works as one for all of these; any other as it is.

    >>> by_its_maker("what was §0's film"), by_its_maker("what is the album of §0"), by_its_maker("who directed §0")
    ('which films by §0', 'which albums by §0', 'who directed §0')
    """
    if found := _OF.match(text):
        return f"which {plural(found['noun'])} by {text[found.end() :]}"
    if found := _OWN.match(text):
        return f"which {plural(found['noun'])} by {found['name']}"
    return text
