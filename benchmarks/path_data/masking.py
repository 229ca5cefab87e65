"""Where a question names an entity, when only the question is given: its rarest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from kgqa.retriever.paths import MASK

COMMON, NEARLY = 12, 40
"""A name has a word that is met in at most so many questions, and words beside it that are met in as many as that."""

_WORD = re.compile(r"(?<!['’])\w+(?:(?!['’]s\b)['’.-]\w+)*", re.UNICODE)
_BRIDGES = frozenset(
    ["of", "the", "and", "in", "to", "for", "a", "de", "la", "on", "at", "von", "van", "no", "with", "from", "&", "by"]
)


class NameMasker:
    """Puts "it" for the name in a question, read off how often words are met in many questions."""

    def __init__(self, questions: Iterable[str]) -> None:
        self._met = Counter(word for question in questions for word in set(_words(question)))

    def masked(self, question: str) -> str:
        """The question with the longest stretch of rare words as "it"; as it is where there is none."""
        found = [
            (m.start(), m.end(), self._met[m[0].lower()] <= COMMON, m[0].lower()) for m in _WORD.finditer(question)
        ]
        best: tuple[int, int, int] | None = None
        at = 0
        while at < len(found):
            if not found[at][2]:
                at += 1
                continue
            end = at
            while at > 0 and self._met[found[at - 1][3]] <= NEARLY:
                at -= 1
            while end + 1 < len(found):
                if self._met[found[end + 1][3]] <= NEARLY:
                    end += 1
                    continue
                # "of the" may stand between two words of a name.
                joined = next((n for n in (2, 3) if end + n < len(found) and found[end + n][2]), 0)
                if not joined or any(found[end + n][3] not in _BRIDGES for n in range(1, joined)):
                    break
                end += joined
            size = found[end][1] - found[at][0]
            if best is None or size > best[0]:
                best = (size, found[at][0], found[end][1])
            at = end + 1
        if best is None:
            return question
        _, start, stop = best
        return f"{question[:start]}{MASK}{question[stop:]}"


def _words(question: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(question)]
