"""The names in a parsed text, with their types."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kgqa.extract.document import Document, Span
from kgqa.extract.syntax.dates import ERA
from kgqa.extract.syntax.gazetteer import Gazetteer
from kgqa.extract.syntax.lexicon import word_set
from kgqa.extract.syntax.name_edges import Stretch, pieces, strip, trimmed
from kgqa.extract.syntax.name_mention import NameMention
from kgqa.extract.syntax.name_types import TYPES, with_types
from kgqa.extract.syntax.titles import names_paper, opening_name, plain_title

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


LONGEST_QUOTE = 10
"""Words in quotation marks that may be a title."""

_QUOTED = re.compile(r"[\"“]\s*([^\"“”\n]{2,100}?)\s*[\"”]")
_URL = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_MONTHS = word_set("""
January February March April May June July August September October November December Monday Tuesday Wednesday
Thursday Friday Saturday Sunday
""")
_WORK_NOUN = re.compile(
    r"\b(?:films?|movies?|series|songs?|singles?|albums?|novels?|books?|plays?|poems?|operas?|episodes?|operettas?|magazines?"
    r"|games?"
    r"|titled|entitled|titles?(?: of)?|called)\s*,?\s*$"
)
_INSIDE = word_set("""
of the de la le du des del der den van von di da do dos el al y e & - – ' '
""")


def find_names(document: Document, doc: Doc, gazetteer: Gazetteer | None = None) -> list[NameMention]:
    """The names of a text in order, none inside another and none in code, tables or addresses of the web.

    Where two overlap, first goes what the gazetteer lists, then the title, then a title of a work in quotation marks,
    then the model's entities with their edges set right, then other runs of proper nouns.
    """
    text = document.text  # doc.text is put together anew each time
    closed = sorted([*_closed(document), *_paper(document)])
    eras = frozenset(found.start(found.lastgroup or 0) for found in ERA.finditer(text))
    taken = _Taken(len(text), closed)
    if gazetteer is not None:
        for found in gazetteer.find(text):
            taken.add(Stretch(*found.span, found.listed.type, 0))
    for stretch in _titled(document, text):
        taken.add(stretch)
    own = frozenset(document.title.split())
    begins = frozenset(token.idx for token in doc if token.is_sent_start)
    whole = [stretch for entity in doc.ents if entity.label_ in TYPES for stretch in trimmed(entity, text, own)]
    dateless = [stretch for stretch in whole if not (eras and _is_era(text, stretch, eras))]
    entities = [piece for stretch in dateless for piece in pieces(stretch, text, begins)]
    for stretch in _quoted(text):
        taken.add(stretch)
    for stretch in entities:
        taken.add(stretch)
    for stretch in _proper(doc, text, taken, eras):
        for piece in pieces(stretch, text, begins):
            taken.add(piece)
    mentions = [(NameMention(s.start, s.end, text[s.start : s.end], s.type), s.rank) for s in sorted(taken.kept)]
    return with_types(document, doc, mentions)


class _Taken:
    """Stretches that don't overlap: who comes first stays."""

    def __init__(self, size: int, closed: Sequence[Span]) -> None:
        self._signs = bytearray(size + 1)
        for span in closed:
            self._signs[span.start : span.end] = b"\1" * (min(span.end, size) - span.start)
        self.kept: list[Stretch] = []

    def is_free(self, start: int, end: int) -> bool:
        return not any(self._signs[start:end])

    def add(self, stretch: Stretch) -> None:
        if stretch.start < stretch.end and self.is_free(stretch.start, stretch.end):
            self._signs[stretch.start : stretch.end] = b"\1" * (stretch.end - stretch.start)
            self.kept.append(stretch)


def _closed(document: Document) -> Iterator[Span]:
    """Where no names are looked for."""
    yield from document.code
    yield from table_cells(document)
    if "://" in document.text or "www." in document.text or "@" in document.text:
        for found in _URL.finditer(document.text):
            yield Span(*found.span())


def _paper(document: Document) -> Iterator[Span]:
    """The title where it opens the text and names the document alone: a part of it is no fuller name of anything."""
    plain, _ = plain_title(document.title)
    if plain and names_paper(document.text, plain) and document.text.casefold().startswith(plain.casefold()):
        yield Span(0, len(plain))


def table_cells(document: Document) -> Iterator[Span]:
    for table in document.tables:
        for row in (table.header, *table.rows):
            yield from row


def _titled(document: Document, text: str) -> Iterator[Stretch]:
    opening = opening_name(text, document.title)
    plain, _ = plain_title(document.title)
    if opening is not None:
        yield Stretch(*opening, "", 1)
    if names_paper(text, plain):
        return
    if len(plain) > 2 and (" " in plain or opening is not None) and plain[:1].isupper():
        for found in re.finditer(rf"(?<!\w){re.escape(plain)}(?!\w)", text):
            yield Stretch(*found.span(), "", 1)


def _quoted(text: str) -> Iterator[Stretch]:
    """Titles in quotation marks: capitals at the start and in half of the words, and no sentence."""
    if '"' not in text and "“" not in text:
        return
    at = 0
    while found := _QUOTED.search(text, at):
        words = found[1].split()
        capitals = sum(word[:1].isupper() or word[:1].isdigit() for word in words)
        long = sum(len(word) > 3 for word in words)
        is_title = words[0][:1].isupper() or words[0][:1].isdigit()
        is_said = bool(_WORK_NOUN.search(text, max(0, found.start() - 30), found.start()))
        is_title = is_title and (
            is_said or (2 * capitals >= max(long, 1) and not re.search(r"[,.;] *$|[.;?!] ", found[1]))
        )
        if len(words) <= LONGEST_QUOTE and is_title:
            before, after = text[: found.start()].rstrip(), text[found.end() :].lstrip()
            nickname = (
                len(words) == 1 and before[-1:].isalpha() and before.split()[-1][:1].isupper() and after[:1].isupper()
            )
            if not nickname:
                end = found.end(1) - (found[1][-1] in ",.;:")
                yield Stretch(found.start(1), end, "work", 2)
            at = found.end()
        else:
            at = found.start() + 1 if len(words) > LONGEST_QUOTE else found.end()


def _is_era(text: str, stretch: Stretch, eras: frozenset[int]) -> bool:
    """Whether an entity of the model is the "BC" of a year, with or without digits, and no title."""
    words = text[stretch.start : stretch.end]
    letters = next((at for at, sign in enumerate(words) if sign.isalpha()), 0)
    return stretch.start + letters in eras and stretch.type != "work" and not re.search(r"[a-z]", words)


def _proper(doc: Doc, text: str, taken: _Taken, eras: frozenset[int]) -> Iterator[Stretch]:
    """Runs of proper nouns with capitals that the model made no entity of; one word that begins a sentence only where
    the text has it for a name elsewhere. ``eras``: where the "BC" of a year begins, which belongs to none."""
    tokens = list(doc)
    proper = [_is_proper(token) and token.idx not in eras for token in tokens]
    known = {text[stretch.start : stretch.end] for stretch in taken.kept}
    at = 0
    while at < len(tokens):
        if not proper[at]:
            at += 1
            continue
        end = at + 1
        while end < len(tokens):
            if proper[end]:
                end += 1
            elif tokens[end].lower_ in _INSIDE and end + 1 < len(tokens):
                more = end + 1
                while more < len(tokens) and more - end < 3 and tokens[more].lower_ in _INSIDE:
                    more += 1
                if more < len(tokens) and proper[more]:
                    end = more + 1
                else:
                    break
            else:
                break
        if at and tokens[at - 1].text[:1].isupper() and tokens[at - 1].is_alpha and not tokens[at - 1].is_sent_start:
            at -= tokens[at - 1].lower_ != "i" and taken.is_free(tokens[at - 1].idx, tokens[at].idx)
        first, last = tokens[at], tokens[end - 1]
        start, stop = first.idx, last.idx + len(last)
        is_first = first.is_sent_start and end - at == 1 and first.text not in known
        if not is_first and first.ent_type_ not in (
            "DATE",
            "TIME",
            "MONEY",
            "QUANTITY",
            "CARDINAL",
            "ORDINAL",
            "PERCENT",
        ):
            start, stop = strip(text, start, stop)
            if stop - start > 1 and taken.is_free(start, stop) and text[start:stop] not in _MONTHS:
                yield Stretch(start, stop, "", 4)
        at = end


PROPN = 96
"""spaCy's number of a proper noun; numbers compare without making strings."""


def _is_proper(token: Token) -> bool:
    return bool(token.pos == PROPN) and token.text[:1].isupper()
