"""Places in passages worth asking for: names, dates, numbers, noun phrases and clauses."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.reader_data.written.rows import Asked

_NAME, _PHRASE, _OBJECT, _CLAUSE, _WORD = 1.0, 0.45, 0.4, 0.35, 0.3
"""How readily a place is chosen, by what it is."""

_CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "pcomp", "acl"})
_LONGEST = 9
"""Words of a clause or an object."""


def chosen(pipeline: Any, passages: Sequence[tuple[str, int, bool]], rng: random.Random) -> Iterator[Asked]:
    """For passages, each with words a question and whether it answers searches, places to ask for, each with the
    sentences around it."""
    texts = (text for text, _, _ in passages)
    for (text, words, searched), doc in zip(passages, pipeline.pipe(texts, batch_size=64), strict=True):
        places = _places(doc)
        drawn = sorted(places, key=lambda place: -(rng.random() ** (1 / places[place])))
        sentences = [(each.start_char, each.end_char) for each in doc.sents]
        for start, end in drawn[: max(1, round(len(text.split()) / words))]:
            own = next((i for i, (_, last) in enumerate(sentences) if last > start), len(sentences) - 1)
            low = sentences[max(0, own - rng.choice((0, 1, 1, 2)))][0]
            high = max(end, sentences[min(len(sentences) - 1, own + rng.choice((0, 1, 1)))][1])
            style = "search" if searched and rng.random() < 0.6 else "squad"
            yield Asked(text[low:high], start - low, end - low, style, context=text, at=start)


def _places(doc: Any) -> dict[tuple[int, int], float]:
    """(start, end) in characters of what could be asked for, and its weight."""
    places: dict[tuple[int, int], float] = {}

    def put(first: int, last: int, weight: float) -> None:
        while first < last and (doc[first].pos_ in ("DET", "PRON") or doc[first].lower_ in ("the", "a", "an", "'s")):
            first += 1
        if first < last:
            places.setdefault((doc[first].idx, doc[last - 1].idx + len(doc[last - 1])), weight)

    for name in doc.ents:
        put(name.start, name.end, _NAME)
    for phrase in doc.noun_chunks:
        if phrase.end - phrase.start <= _LONGEST:
            put(phrase.start, phrase.end, _PHRASE)
    for token in doc:
        left, right = token.left_edge.i, token.right_edge.i
        if token.like_num or (token.pos_ == "ADJ" and token.dep_ in ("acomp", "attr")):
            put(token.i, token.i + 1, _WORD)
        if token.dep_ in _CLAUSES and 2 <= right - token.i <= _LONGEST:
            put(token.i, right + 1, _CLAUSE)
        if token.dep_ == "dobj" and 3 <= right - left <= _LONGEST:
            put(left, right + 1, _OBJECT)
    return places
