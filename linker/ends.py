"""Where a mention ends: the point of "Mr.", "M.I.T." and "Washington, D.C." belongs to it."""

from __future__ import annotations

from kgqa.linker.reading import Reading
from kgqa.linker.spans import Candidate
from kgqa.linker.words import SHORTENED


def end_of(reading: Reading, one: Candidate, label: str) -> int:
    """The end of a candidate's stretch, after a point that closes an abbreviation.

    It does where the label ends with one, where the last word is one that a point shortens, and where the stretch is
    letters with points between them.
    """
    text = reading.text
    if text[one.end : one.end + 1] != ".":
        return one.end
    last = reading.tokens[one.last - 1]
    lettered = len(last.text) == 1 and one.last - one.first > 1 and text[last.start - 1 : last.start] == "."
    shortened = last.text in SHORTENED and text[last.start].isupper()
    return one.end + 1 if lettered or shortened or label.endswith(".") else one.end
