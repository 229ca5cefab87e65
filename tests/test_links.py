"""The documents' links to files lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)")


def test_what_a_document_links_to_is_there() -> None:
    documents = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("*/checkpoints/*/*.md")]
    links = [(file, link) for file in documents for link in _LINK.findall(file.read_text(encoding="utf-8"))]
    assert len(links) > 40
    lost = [f"{file.relative_to(ROOT)}: {link}" for file, link in links if not (file.parent / link).exists()]
    assert lost == []
