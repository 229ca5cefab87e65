"""Who made a thing, where its text says that in so many words: "was written, directed and narrated by Ada Lind"."""

from __future__ import annotations

import re

from kgqa.linker.normalise import fold
from kgqa.reader.slots.parents import name_from, sentences

_VERBS = {
    "director": "directed", "producer": "produced", "screenwriter": "written", "author": "written",
    "composer": "composed", "performer": "(?:recorded|performed|sung)", "lyricist": "written", "founder": "founded",
    "architect": "designed", "designer": "designed", "builder": "built", "inventor": "invented",
    "discoverer": "discovered", "editor": "edited", "creator": "created", "developer": "developed",
    "publisher": "published", "owner": "owned",
}  # fmt: skip
_MORE = r"(?:(?:,|,? and|,? &) (?:co-)?[a-z-]+(?:ed|en|ung|ilt|ing)){0,8}"
_OWN = frozenset(("it", "the", "this"))
"""What a sentence about the thing begins with, if not with its name."""

_LONGEST = 60
"""Signs of one word of a name."""


def maker(text: str, label: str, names: tuple[str, ...]) -> tuple[int, int] | None:
    """Offsets of the first one by whom something was done to what is called ``names``, as a relation ``label`` has it;
    None where ``text`` does not say so, or for another relation.

    >>> text = "Salt is a film. It was written, directed and narrated by the Danish painter Ada Lind for the stage."
    >>> text[slice(*maker(text, "director", ("Salt",)))]
    'Ada Lind'
    """
    verb = _VERBS.get(label)
    if verb is None:
        return None
    own = {word for name in names for word in fold(name).split()}
    told = re.compile(rf"\b{verb}{_MORE} by (?:and (?:starring|featuring) )?")
    for opens, closes in sentences(text):
        found = told.search(text, opens, closes)
        words = [] if found is None else fold(text[opens : min(closes, opens + _LONGEST * (len(own) + 2))]).split()
        if found is not None and words and (words[0] in _OWN or not own.isdisjoint(words[: len(own) + 2])):
            return name_from(text, found.end())
    return None
