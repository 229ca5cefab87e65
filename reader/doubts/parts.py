"""A part of a thing that the text does not speak of: who built the mill is not said to have built its roof."""

from __future__ import annotations

import re
from functools import lru_cache

from kgqa.reader.language.events import sentence

NO_SUCH_PART = 0.3
"""What is left of a span's probability where the text up to there names no such part."""

_PART = (
    "roof|tower|dome|spire|steeple|wing|porch|portal|facade|façade|gates?|doors?|windows?|walls?|floors?|ceiling|stairs|staircase"
    "|cellar|crypt|altar|nave|choir|organ|bells?|clock|chimney|balcony|garden|courtyard|fountain|sails?|mast|keel|hull|deck|engine"
    "|rudder|wheels?|axle|arch(?:es)?|piers?|columns?|pillars?|lid|handle|case|casing|lens|battery|display|screen|antenna"
    "|frame|foundations?|annexe?|extension|attic"
)
_ASKED = re.compile(
    rf"\b(?:the|its|their) (?:[a-z]+ )?(?P<part>{_PART}) (?:of|on|in|at) |['’]s? (?:[a-z]+ )?(?P<whose>{_PART})\b"
    rf"|\bthe (?P<whole>[a-z]+) (?P<end>{_PART})\b(?=[?.]|$)"
)


@lru_cache(maxsize=64)
def asked_part(question: str) -> str:
    """The part of a thing that a question is about; "" where it is about none.

    >>> asked_part("Who built the roof of Harrow Mill?"), asked_part("Who built Harrow Mill?")
    ('roof', '')
    """
    found = _ASKED.search(question)
    return "" if found is None else found["part"] or found["whose"] or found["end"]


def lacks_part(question: str, text: str, start: int, end: int) -> bool:
    """Whether a question is about a part of a thing of which neither the sentence of ``text[start:end]`` nor any before
    speaks.

    >>> text = "The mill was built by Abe Falk. Its roof was laid by Cora Wall."
    >>> [lacks_part("Who built the roof of the mill?", text, start, start + 8) for start in (22, 53)]
    [True, False]
    """
    part = asked_part(question)
    if not part:
        return False
    told = text[: sentence(text, start, end)[1]].lower()
    return re.search(rf"\b{re.escape(part.rstrip('s'))}", told) is None
