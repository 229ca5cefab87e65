"""Where sentences end, by rules: good enough to cut a long paragraph, in any language with stops."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgqa.extract.document import Span

_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？；｡]+[”’」』）》]*|[।॥؟۔](?=\s)|\n")
_SHORT = (
    "mr mrs ms dr prof st sr jr rev gen col lt capt sgt gov sen rep hon pres no nos vol vols pp fig figs ed eds al vs "
    "etc inc ltd co corp dept univ jan feb mar apr jun jul aug sep sept oct nov dec mt ft approx ca cf e.g i.e viz op "
    "u.s u.k a.m p.m b.c a.d bzw usw z.b nr bd hl mme mlle av avda sra dra art sec ch"
)
_ABBREVIATIONS = frozenset(_SHORT.split())
_OPENING = "\"'“‘«([{„¿¡「『（《"


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The sentences of ``text[start:end]`` in order, without the white space between them. Lines end sentences.

    >>> text = "Dr. Abel left. He was at 3.5 km! 「走る。」歩く。"
    >>> [text[a:b] for a, b in sentences(text)]
    ['Dr. Abel left.', 'He was at 3.5 km!', '「走る。」', '歩く。']
    """
    end = len(text) if end is None else end
    for stop in _STOP.finditer(text, start, end):
        if _is_end(text, start, stop, end):
            yield from trimmed(text, start, stop.end())
            start = stop.end()
    yield from trimmed(text, start, end)


def trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The span without white space at its ends, or nothing where it holds nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _is_end(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    if stop[0][0] not in ".!?…":
        return True
    after = stop.end()
    while after < end and text[after].isspace():
        after += 1
    if after == end or text[stop.end()] == "\n":
        return True
    follows = text[after]
    if follows.islower() or not (follows.isalnum() or follows in _OPENING):
        return False
    if stop[0] != ".":
        return True
    before = stop.start()
    while before > start and not text[before - 1].isspace():
        before -= 1
    word = text[before : stop.start()].strip(_OPENING)
    is_initial = len(word) == 1 and word.isupper()
    is_number = word.isdecimal() and not text[start:before].strip()
    return not (is_initial or is_number or word.lower() in _ABBREVIATIONS)
