"""Word files (.docx), by way of HTML."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

from kgqa.extract.documents.clean import clean
from kgqa.extract.documents.draft import Draft
from kgqa.extract.documents.extras import need
from kgqa.extract.documents.html import read_html
from kgqa.extract.documents.unread import NotReadable

LARGEST_UNPACKED = 100_000_000
"""Bytes of the parts of a file that are not pictures or fonts at most, once unpacked."""

OLE = b"\xd0\xcf\x11\xe0"
"""How an encrypted .docx begins, and an old .doc."""

_CORE_TITLE = re.compile(r"<dc:title>([^<]+)</dc:title>")


def read_docx(path: Path, draft: Draft) -> None:
    """The blocks of a Word file: mammoth makes HTML of it, which :func:`read_html` reads.

    Headings are paragraphs of the styles "heading 1" to "heading 6" and "title". A table's first row is its header
    where it has few words and no numbers, as files seldom mark it. Raises NotReadable where the file is damaged,
    encrypted or too large.
    """
    try:
        with path.open("rb") as stream:
            if stream.read(4) == OLE:
                raise NotReadable("is encrypted, or of the old .doc format")
            with zipfile.ZipFile(stream) as packed:
                parts = [part for part in packed.infolist() if part.filename.endswith((".xml", ".rels"))]
                size = sum(part.file_size for part in parts)
                if size > LARGEST_UNPACKED:
                    raise NotReadable(f"a .docx has at most {LARGEST_UNPACKED} bytes of XML, and this one has {size}")
                if "docProps/core.xml" in packed.namelist():
                    found = _CORE_TITLE.search(packed.read("docProps/core.xml").decode("utf-8", "replace"))
                    title = clean(found[1]) if found else ""
                else:
                    title = ""
            stream.seek(0)
            mammoth = need("mammoth", "reading .docx")
            styles = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"
            html = mammoth.convert_to_html(stream, style_map=styles, convert_image=_no_image(mammoth)).value
    except (NotReadable, OSError):
        raise
    # A damaged file breaks mammoth in ways of its own (KeyError, ExpatError, AttributeError).
    except Exception as error:
        raise NotReadable(f"is no .docx that can be read: {type(error).__name__}: {error}") from error
    read_html(html, draft, first_row_is_header=True)
    draft.title = draft.title or title


def _no_image(mammoth: Any) -> object:
    return mammoth.images.img_element(lambda _: {})
