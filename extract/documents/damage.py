"""What of a text was damaged before it came here, and could not be mended."""

from __future__ import annotations

import re

_LOST = "\ufffd"
_MISREAD = re.compile("[ÃÂ][\x80-\xa9\xab-\xba\xbc-\xbf€]")
"""What is left of UTF-8 that was read as Latin-1; less what may stand before a quotation mark."""


def damage(text: str) -> str:
    """In words, "" where there is none: characters that are lost, and pairs that look misread.

    >>> damage("caf\\ufffd"), damage("Ã¼ber")
    ('1 character is lost (U+FFFD)', '1 pair of characters looks misread ("Ã¼")')
    """
    found = []
    if lost := text.count(_LOST):
        found.append(f"{lost} {'character is' if lost == 1 else 'characters are'} lost (U+FFFD)")
    if pairs := _MISREAD.findall(text):
        what = "pair of characters looks" if len(pairs) == 1 else "pairs of characters look"
        found.append(f'{len(pairs)} {what} misread ("{pairs[0]}")')
    return " and ".join(found)
