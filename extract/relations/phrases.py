"""Where the noun phrases of a document begin and end."""

from __future__ import annotations

from dataclasses import dataclass

from kgqa.extract.document import Span
from kgqa.extract.parsed import Parsed

_ARTICLES = frozenset(["the", "a", "an"])


@dataclass(frozen=True, slots=True)
class Phrases:
    """``starts`` and ``ends`` as characters of the document; a phrase begins behind its article, too."""

    starts: frozenset[int]
    ends: frozenset[int]

    @classmethod
    def of(cls, parsed: Parsed) -> Phrases:
        """By the parse; none where the document has none."""
        chunks = list(parsed.doc.noun_chunks) if parsed.doc.has_annotation("DEP") else []
        behind = {each[1].idx for each in chunks if len(each) > 1 and each[0].lower_ in _ARTICLES}
        return cls(
            frozenset(behind.union(each.start_char for each in chunks)), frozenset(each.end_char for each in chunks)
        )

    def edges(self, span: Span) -> tuple[bool, bool]:
        """Whether a phrase begins where the span does, and whether one ends where it does."""
        return span.start in self.starts, span.end in self.ends
