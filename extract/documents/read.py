"""Files of many kinds to documents, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kgqa.errors import InputError
from kgqa.extract.document import Document
from kgqa.extract.documents.clean import clean
from kgqa.extract.documents.decode import decode
from kgqa.extract.documents.delimited import read_csv, read_tsv
from kgqa.extract.documents.docx import read_docx
from kgqa.extract.documents.draft import Draft
from kgqa.extract.documents.extras import check_installed
from kgqa.extract.documents.html import html_text, read_html
from kgqa.extract.documents.jsonl import read_jsonl
from kgqa.extract.documents.markdown import read_markdown
from kgqa.extract.documents.pdf import read_pdf
from kgqa.extract.documents.plain import read_plain
from kgqa.extract.documents.sources import ENDINGS, Source, find_sources
from kgqa.extract.documents.unread import NotReadable, Unread

LARGEST_TEXT, LARGEST_MARKDOWN, LARGEST_PACKED = 20_000_000, 5_000_000, 200_000_000
"""Bytes of a .txt, .html, .csv or .tsv file at most, of a .md file, whose tree takes up to 1000 times as much memory,
and of a .pdf or .docx file, most of which is pictures. A .jsonl file may be of any size."""

_OTHERS = {b"{\\rtf": "RTF", b"%PDF-": "PDF", b"%!PS": "PostScript", b"MIME-Version:": "an archived web page"}
"""How files of other kinds begin whose bytes are text, as a wrong ending may hide."""
_MARKDOWN = (".md", ".markdown")
_PACKED: dict[str, Callable[[Path, Draft], None]] = {".pdf": read_pdf, ".docx": read_docx}
_TEXTS: dict[str, Callable[[str, Draft], None]] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".csv": read_csv,
    ".tsv": read_tsv,
}


def read_documents(paths: Sequence[str | Path]) -> Iterator[Document | Unread]:
    """The documents of files, folders and globs, in order, with what could not be read among them.

    One document is held at a time. Raises InputError at once where a path means nothing, two files give one id, or a
    library that a file needs is not installed; and while reading where a record of a .jsonl file has the id of an
    earlier document.

    >>> next(read_documents(["no/such.txt"]))
    Traceback (most recent call last):
    kgqa.errors.InputError: a document must be a file, a folder or a glob, found none at no/such.txt
    """
    if isinstance(paths, str | Path):
        paths = [paths]
    sources = find_sources(paths)
    for ending in sorted({source.ending for source in sources if isinstance(source, Source)}):
        check_installed(ending)
    return _read(sources)


def _read(sources: list[Source | Unread]) -> Iterator[Document | Unread]:
    files = {
        source.name: source.shown for source in sources if isinstance(source, Source) and source.ending != ".jsonl"
    }
    records: dict[str, str] = {}
    for source in sources:
        if isinstance(source, Unread):
            yield source
            continue
        try:
            if source.ending == ".jsonl":
                for each in read_jsonl(source.path, source.name, source.shown):
                    if isinstance(each, Document):
                        _check_id(each, files, records)
                    yield each
            else:
                yield read_document(source.path, source.name)
        except NotReadable as error:
            yield Unread(source.shown, str(error))
        except OSError as error:
            yield Unread(source.shown, f"can't be read: {error.strerror or error}")


def _check_id(record: Document, files: dict[str, str], records: dict[str, str]) -> None:
    other = files.get(record.id) or records.get(record.id)
    if other is not None:
        raise InputError(f"a document's id must be given once, found {record.id!r} for {other} and {record.source}")
    records[record.id] = record.source


def read_document(path: Path, name: str) -> Document:
    """The document ``name`` of one file that is no .jsonl. Raises NotReadable or OSError where it gives none."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise NotReadable(f"the ending of a file must be one of {' '.join(ENDINGS)}, found {ending or 'none'!r}")
    if not path.is_file():
        raise NotReadable("is no regular file")
    largest = LARGEST_PACKED if ending in _PACKED else LARGEST_MARKDOWN if ending in _MARKDOWN else LARGEST_TEXT
    size = path.stat().st_size
    if size > largest:
        raise NotReadable(f"a {ending} file has at most {largest} bytes, and this one has {size}")
    if not size:
        raise NotReadable("is empty")
    draft = Draft()
    if ending in _PACKED:
        _PACKED[ending](path, draft)
    elif ending in (".html", ".htm"):
        read_html(html_text(path.read_bytes()), draft)
    else:
        raw = path.read_bytes()
        if other := next((name for start, name in _OTHERS.items() if raw.lstrip().startswith(start)), ""):
            raise NotReadable(f"is {other}, and its ending says {ending}")
        _TEXTS[ending](clean(decode(raw)), draft)
    document = draft.document(name, name, clean(path.stem))
    if not document.text.strip():
        raise NotReadable("holds no text")
    return document
