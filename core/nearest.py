"""What of the passages that were read comes nearest to a question that stays open, for people to judge themselves."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from kgqa.types import Evidence, Passage, Result

LEAST = 0.2
"""Share of the question's words, each by how rare and how long it is, that a sentence has to have to be near."""

_BESIDE = 0.6
"""Share of what the nearest has that another sentence has to have to be shown beside it."""

_OF_TITLE = 0.5
"""What a word counts that only the title of its passage has."""

_LATER = 0.97
"""What a sentence counts less for each passage that was found before its own."""

_ENDS = re.compile(r"(?<=[.!?。！？])\s+|(?<=[。！？])|\n+")
_WORDS = re.compile(r"[一-鿿぀-ヿ가-힯]|[^\W_]+")
_STEM = 5
"""Letters by which forms of a word are told from other words: enough for "travel" and "travelling"."""


def nearest(result: Result, count: int = 2) -> list[tuple[Evidence, str]]:
    """The sentences of the passages that have most of the question's words, rare and long ones counting more (which
    tells function words of any language); one a passage.

    At most ``count``, the nearest first; those that have less than :data:`LEAST` of the words are left out, and those
    that have much less than the nearest.
    """
    asked = _stems(result.question.text)
    texts = [(rank, *told) for rank, evidence in enumerate(result.evidence) for told in _sentences(evidence)]
    found = [_stems(sentence) & asked for _, _, sentence in texts]
    times = Counter(stem for stems in found for stem in stems)
    weights = {stem: len(stem) * math.log(1 + len(texts) / max(1, times[stem])) for stem in asked}
    # Exact sums: a set has another order in each process, and a plain sum another last digit.
    whole = math.fsum(weights.values()) or 1.0
    best: dict[int, tuple[float, str]] = {}
    for (rank, title, sentence), stems in zip(texts, found, strict=True):
        of_title = (_stems(title) & asked) - stems
        has = math.fsum(weights[stem] for stem in stems) + _OF_TITLE * math.fsum(weights[stem] for stem in of_title)
        share = _LATER**rank * has / whole
        if share >= LEAST - 1e-9 and share > best.get(rank, (0.0,))[0]:
            best[rank] = (share, sentence)
    ordered = sorted(best, key=lambda rank: -best[rank][0])
    near = [rank for rank in ordered if best[rank][0] >= _BESIDE * best[ordered[0]][0]]
    return [(result.evidence[rank], best[rank][1]) for rank in near[:count]]


def _sentences(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Those of a passage, each behind its title, which is none of them; one that asks goes with the next, which answers
    it."""
    if not isinstance(evidence.content, Passage):
        return
    title, asked = evidence.content.title, ""
    for sentence in filter(None, map(str.strip, _ENDS.split(evidence.content.text))):
        whole = f"{asked} {sentence}".strip()
        asked = whole if sentence.endswith(("?", "？")) else ""
        if not asked and whole.casefold() not in title.casefold():
            yield title, whole
    if asked:
        yield title, asked


def _stems(text: str) -> set[str]:
    """The words without what their forms differ by: "dogs" and "dog", "marry" and "married"."""
    words = (word[:_STEM] for word in _WORDS.findall(text.casefold()))
    return {re.sub("(?<=.)s$", "", re.sub("y$", "i", word)) for word in words}
