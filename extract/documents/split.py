"""A document to passages that a reader can take in at once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kgqa.errors import InputError
from kgqa.extract.document import Document, Span, Table
from kgqa.extract.documents.sentences import sentences, trimmed
from kgqa.types import Passage

MAX_WORDS = 180
"""Words of a passage at most: about 250 word pieces of English, so that a question fits beside it."""
MAX_TABLE_WORDS = 3000
"""Words at most of a table by time that is not cut: who won most often, or where most was sold in a year, is said by
all of it, and by its header."""
TIMES = frozenset(("year", "season", "date", "term", "term of office", "years", "period", "in office", "tenure"))
"""Headers of a column that says of what time a row is."""
_YEAR = re.compile(r"(?:FY ?)?\d{4}(?:[/–-]\d{2,4})?(?: ?\(.*\))?")
"""The header of a column that is of a year."""
LONGEST_WORD = 1000
"""Characters without a space from which on they are no word, and may be cut."""

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
# Each is about as much of the reader's window as an English word.
_WORD = re.compile(f"[{_CJK}]|[{_SPACELESS}]{{1,4}}|[^\\s{_CJK}{_SPACELESS}]{{1,20}}")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_CLAUSE = re.compile(r"[;:,—–](?=\s)|[，、：]")
_TOKEN = re.compile(r"\S+")
_CHARACTERS = re.compile(f"[{_CJK}][^\\w\\s]*|[^\\s{_CJK}]{{1,{LONGEST_WORD}}}")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A stretch that is not cut further. ``alone``: it shares its passage with headings only."""

    start: int
    end: int
    words: int
    is_heading: bool = False
    alone: bool = False


def split_passages(document: Document, max_words: int = MAX_WORDS) -> list[Passage]:
    """The passages of a document in order: they do not overlap and leave out nothing but white space.

    A heading begins a passage, headings in a row one together; a table whose header names its columns is one of its
    own, with the headings right before it. Below one heading paragraphs are put together as evenly as they come;
    one of more than ``max_words`` is cut at its lines, else its sentences, its commas, its spaces. A word is not cut;
    characters of Chinese and Japanese count as words. Without headings and tables a document of ``max_words`` or
    less is one passage, its whole text.

    A passage's title is "Title: Heading" with the last heading before its words, the title being that of the part where
    a document of several outermost headings has no title but the first of them; its id the document's and its start
    ("notes.md#120"), or the document's alone where there is one passage. Raises InputError where ``max_words`` is
    less than 1.
    """
    if max_words < 1:
        raise InputError(f"max_words must be 1 or more, found {max_words}")
    text = document.text
    if not text.strip():
        return []
    if not document.headings and not document.tables and _fits(text, max_words):
        return [Passage(document.id, document.id, document.title, text)]
    spans = [span for section in _sections(_units(document, max_words)) for span in _packed(section, max_words)]
    if len(spans) == 1:
        spans = [Span(0, len(text))]
    starts = [heading.start for heading in document.headings]
    articles = Articles.of(document)
    passages = []
    for start, end in spans:
        # Of headings in a row the last one.
        place = bisect_right(starts, start)
        while place < len(starts) and starts[place] < end:
            place += 1
        heading = document.headings[place - 1] if place else None
        title = _title(articles.title(end), text[heading.start : heading.end] if heading else "")
        id = document.id if len(spans) == 1 else f"{document.id}#{start}"
        passages.append(Passage(id, document.id, title, text[start:end], start))
    return passages


def n_words(text: str) -> int:
    """Words of a text, counted as :func:`split_passages` does.

    >>> n_words("two words"), n_words("東京は"), n_words("x" * 50)
    (2, 3, 3)
    """
    return sum(1 for _ in _WORD.finditer(text))


def _fits(text: str, max_words: int) -> bool:
    return len(text) <= max_words or n_words(text) <= max_words


@dataclass(frozen=True, slots=True)
class Articles:
    """Where the articles of a file of several start, and their titles; of any other its title alone."""

    starts: tuple[int, ...]
    titles: tuple[str, ...]

    @classmethod
    def of(cls, document: Document) -> Articles:
        """Several where a document has several outermost headings and no title but the first of them."""
        tops = [heading for heading in document.headings if heading.level == 1]
        titles = tuple(document.text[top.start : top.end] for top in tops)
        if len(tops) < 2 or titles[0] != document.title:
            return cls((0,), (document.title,))
        return cls(tuple(top.start for top in tops), titles)

    def title(self, end: int) -> str:
        """The title of the article that a stretch which ends here (past its last character) is of."""
        return self.titles[max(0, bisect_left(self.starts, end) - 1)]


def _title(title: str, heading: str) -> str:
    if not title or not heading:
        return title or heading
    return title if heading.lower() in title.lower() else f"{title}: {heading}"


def _units(document: Document, max_words: int) -> Iterator[_Unit]:
    text = document.text
    headings = {heading.start for heading in document.headings}
    tables = sorted(Span(table.header[0].start, table.rows[-1][-1].end) for table in document.tables)
    by_time = {table.header[0].start for table in document.tables if _is_by_time(text, table)}
    whole = sorted([*tables, *document.code])
    cuts = {0, len(text)}
    for span in (*whole, *(Span(heading.start, heading.end) for heading in document.headings)):
        cuts.update((span.start, span.end))
    starts = [span.start for span in whole]
    for blank in _BLANK.finditer(text):
        place = bisect_right(starts, blank.start()) - 1
        if place < 0 or blank.end() > whole[place].end:
            cuts.add(blank.end())
    alone = {table.start for table in tables}
    for cut, next_cut in pairwise(sorted(cuts)):
        for start, end in trimmed(text, cut, next_cut):
            words = n_words(text[start:end])
            if cut in headings or words <= (max(max_words, MAX_TABLE_WORDS) if cut in by_time else max_words):
                yield _Unit(start, end, words, cut in headings, cut in alone)
                continue
            for piece in _pieces(text, start, end, max_words):
                yield _Unit(*piece, n_words(text[piece.start : piece.end]), alone=cut in alone)


def _is_by_time(text: str, table: Table) -> bool:
    headers = [text[cell.start : cell.end] for cell in table.header]
    return any(header.lower() in TIMES for header in headers) or sum(map(bool, map(_YEAR.fullmatch, headers))) > 1


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop + 1
        yield from trimmed(text, start, stop)
        start = stop


def _clauses(text: str, start: int, end: int) -> Iterator[Span]:
    for stop in _CLAUSE.finditer(text, start, end):
        yield from trimmed(text, start, stop.end())
        start = stop.end()
    yield from trimmed(text, start, end)


def _tokens(text: str, start: int, end: int) -> Iterator[Span]:
    return (Span(*found.span()) for found in _TOKEN.finditer(text, start, end))


def _characters(text: str, start: int, end: int) -> Iterator[Span]:
    return (Span(*found.span()) for found in _CHARACTERS.finditer(text, start, end))


_FINER: tuple[Callable[[str, int, int], Iterator[Span]], ...] = (_lines, sentences, _clauses, _tokens, _characters)


def _pieces(text: str, start: int, end: int, max_words: int, level: int = 0) -> Iterator[Span]:
    """The stretch in pieces of ``max_words`` at most where that can be, each as coarse as fits."""
    for span in _FINER[level](text, start, end):
        found = text[span.start : span.end]
        is_last = level + 1 == len(_FINER) or (_FINER[level + 1] is _characters and not _can_be_cut(found))
        if is_last or _fits(found, max_words):
            yield span
        else:
            yield from _pieces(text, span.start, span.end, max_words, level + 1)


def _can_be_cut(token: str) -> bool:
    return len(token) > LONGEST_WORD or re.search(f"[{_CJK}]", token) is not None


def _sections(units: Iterator[_Unit]) -> Iterator[list[_Unit]]:
    """The units between one run of headings and the next; a table and what comes after it are cut off too."""
    section: list[_Unit] = []
    for unit in units:
        before = section[-1] if section else None
        if before and not before.is_heading and (unit.is_heading or unit.alone != before.alone):
            yield section
            section = []
        section.append(unit)
    if section:
        yield section


def _packed(units: list[_Unit], max_words: int) -> Iterator[Span]:
    """The units put together: none fuller than it must be, and not one full and the next one nearly empty."""
    total = sum(unit.words for unit in units)
    even = total / -(-total // max_words)
    start, end, words, is_heading = units[0].start, units[0].end, units[0].words, units[0].is_heading
    for unit in units[1:]:
        fits = words + unit.words <= max_words and words + unit.words / 2 <= even
        if is_heading or fits:
            end, words, is_heading = unit.end, words + unit.words, unit.is_heading
        else:
            yield Span(start, end)
            start, end, words, is_heading = unit.start, unit.end, unit.words, False
    yield Span(start, end)
