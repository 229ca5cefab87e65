"""Values that say whether something is so: "yes" under "Pool", "no" under "In stock"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgqa.reader.vocabulary.ends_named import are_one

YES = frozenset(("yes", "y", "true", "x", "✓", "✔"))
NO = frozenset(("no", "n", "false", "✗", "✘"))

_HAS = re.compile(
    r"(?:(?:still|now|currently|also) )?(?:(?:have|has|offer|include|got|get) )?(?:(?:an?|any|the) )?(?P<what>.+)"
)


def flag(label: str, names: Sequence[str], said: str) -> bool | None:
    """What a fact with the relation ``label`` and an end of these (folded) names says of what is ``said`` of a thing;
    None where it says nothing of that.

    >>> flag("pool", ["yes"], "have a pool"), flag("in stock", ["no"], "in stock"), flag("pool", ["large"], "pool")
    (True, False, None)
    """
    found = _HAS.fullmatch(said)
    if found is None or not (are_one(label, said) or are_one(label, found["what"])):
        return None
    return True if YES & set(names) else False if NO & set(names) else None
