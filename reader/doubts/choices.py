"""Of two things to choose from, the page of one names that one whatever is asked."""

from __future__ import annotations

import re

from kgqa.linker.normalise import fold

OWN_NAME = 0.5
"""What is left of a span that is what its page is about, where a question offers it beside another thing."""

_CHOICE = re.compile(r"\b(?:which|what|who|whose)\b", re.IGNORECASE)


def is_own_name(question: str, text: str, start: int, end: int, title: str = "") -> bool:
    """Whether ``text[start:end]`` is one of the things that ``question`` offers, and what the text is about itself: the
    first words of it, or its ``title``.

    >>> text = "Alka is a 1987 ferry."
    >>> [is_own_name(f"Which is older, {name} or Bris?", text, 0, 4) for name in ("Alka", "Dun")]
    [True, False]
    """
    name = fold(text[start:end])
    if not name or _CHOICE.search(question) is None or (start and name != fold(title.partition(" (")[0])):
        return False
    asked = f" {fold(question)} "
    return f" {name} or " in asked or f" or {name} " in asked
