"""Answers to questions that set two things side by side, out of what the page of each says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kgqa.linker.normalise import fold
from kgqa.reader.aggregation.answers import merged
from kgqa.reader.aggregation.origins import Origins
from kgqa.reader.language.sentences import sentences
from kgqa.reader.pairs.asked import Asked, asked
from kgqa.reader.pairs.by_whom import by_another
from kgqa.reader.pairs.counts import Count, count_of
from kgqa.reader.pairs.definition import definition
from kgqa.reader.pairs.named import Pair, Thing, pair_of
from kgqa.reader.pairs.places import places
from kgqa.reader.pairs.said import Against, Need, Said, against, best_said, kind_asked, needs, needs_of_one
from kgqa.reader.pairs.shared import shared_kinds, shared_places
from kgqa.reader.pairs.words import root, words_of
from kgqa.reader.slots.subjects import Pages
from kgqa.reader.slots.walk import Spans
from kgqa.sources import READ
from kgqa.types import Answer, Evidence, Passage, Question, Support

BOTH, ELSEWHERE, OTHER_KIND, MORE, SHARED, WHERE = 0.8, 0.83, 0.75, 0.86, 0.8, 0.67
CHOSEN, SUREST = 1.1, 0.9
"""How probable an answer of each kind is: the smoothed shares that ``benchmarks.pairs`` finds right, of few questions
(5 for yes, 6 for no, 5 for more, 4 for what is shared, 10 for one of two). Of one of two it goes with the root of how
much more its page says than the other's, and the factor makes the mean of these the share that is right."""

LEAST_SAID = 0.5
"""Least share of a question's words that the page of the one that is chosen must say in one sentence."""

SURE = 0.7
"""Facts that make an answer as sure as this leave nothing to be read."""

OFF_CHOICE = 0.3
"""What is left of a span that names neither of two things of which one is asked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a passage, by its row."""

    row: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """An answer and the places that say it."""

    text: str
    score: float
    places: tuple[Place, ...]
    is_truth: bool = False


class PairLook:
    """Reads off the pages of two things what a question asks of both."""

    def __init__(self, reader: Spans) -> None:
        """``reader``: reads who something is by; all else is said in so many words or is not answered."""
        self._reader = reader

    def look(
        self, question: Question, evidence: Sequence[Evidence], answers: Sequence[Answer], pages: Pages
    ) -> tuple[tuple[Evidence, ...], tuple[Answer, ...]]:
        """The evidence and the answers with what the pages of two things say, best first; these as they are where a
        question sets no two things side by side."""
        if answers and answers[0].score >= SURE and not Origins(evidence).of_one_text(answers[0]):
            return tuple(evidence), tuple(answers)  # facts decide
        pair = pair_of(question.text, pages)
        about = None if pair is None else asked(pair.marked)
        if pair is None or about is None:
            return tuple(evidence), tuple(answers)
        everything = list(evidence)
        if about.kind in ("which", "more"):
            answers = [_within(answer, pair, evidence) for answer in answers]
        if about.kind in ("shared", "common", "where"):
            answers = [_of_both(answer, about, pair, pages, everything) for answer in answers]
        found = found_in(about, pair, pages, self._reader)
        if found is not None:
            new = _answer(found, pages, everything)
            answers = [*answers, new]
        ranked = merged(answers, Origins(everything))
        return tuple(everything), tuple(replace(answer, score=round(answer.score, 4)) for answer in ranked)


def found_in(about: Asked, pair: Pair, pages: Pages, reader: Spans) -> Found | None:
    """What the pages of two things say to what is asked of them; None where that is not enough."""
    things = [_meant(thing, about, pages) for thing in (pair.first, pair.second)]
    if about.kind in ("both", "did"):
        return _both(about, things, pages) or _by_whom(about, pair, things, pages, reader)
    if about.kind == "which":
        return _which(about, pair, things, pages)
    if about.kind == "more":
        return _more(about, pair, things, pages)
    if about.kind == "common":
        return None
    if about.kind == "same":
        return _same(about, things, pages)
    return _shared(about, things, pages)


def _both(about: Asked, things: Sequence[tuple[int, ...]], pages: Pages) -> Found | None:
    wanted = needs(about.said)
    if not wanted or any(any(c.isdigit() for c in need.root) for need in wanted):
        return None
    read: list[tuple[int, Said | None, Against | None]] = []
    for rows in things:
        best = _best(rows, pages, wanted, opening=True, kind=kind_asked(about.said))
        if best is not None and best[1].share == 1.0:
            read.append((*best, None))
        else:
            read.append((rows[0], None, _against(about, wanted, rows, pages)))
    if all(said is not None for _, said, _ in read):
        return Found("yes", BOTH, tuple(Place(row, s.start, s.end) for row, s, _ in read if s is not None), True)
    proof = [(row, one) for row, _, one in read if one is not None]
    if not proof:
        return None
    score = ELSEWHERE if any(one.by == "place" for _, one in proof) else OTHER_KIND
    spans = [Place(row, one.start, one.end) for row, one in proof]
    spans += [Place(row, s.start, s.end) for row, s, _ in read if s is not None]
    return Found("no", score, tuple(spans), True)


def _against(about: Asked, wanted: Sequence[Need], rows: Sequence[int], pages: Pages) -> Against | None:
    found = against(about.said, wanted, [pages.passages.texts[row] for row in rows])
    # What is elsewhere may well do what is asked about: "did both play in Veland?"
    return found if about.kind == "both" else None


def _by_whom(about: Asked, pair: Pair, things: Sequence[tuple[int, ...]], pages: Pages, reader: Spans) -> Found | None:
    for thing, rows in zip((pair.first, pair.second), things, strict=True):
        if (other := by_another(about.said, thing.name, rows, pages, reader)) is not None:
            return Found("no", OTHER_KIND, (Place(other.row, other.start, other.end),), True)
    return None


def _which(about: Asked, pair: Pair, things: Sequence[tuple[int, ...]], pages: Pages) -> Found | None:
    wanted = needs_of_one(about.said)
    if not wanted:
        return None
    best = [_best(rows, pages, wanted) for rows in things]
    shares = [0.0 if one is None else one[1].share for one in best]
    winner = 0 if shares[0] > shares[1] else 1
    chosen = best[winner]
    if chosen is None or shares[winner] < LEAST_SAID or shares[0] == shares[1]:
        return None
    name, other_name = (
        thing.name for thing in ((pair.first, pair.second) if winner == 0 else (pair.second, pair.first))
    )
    if _names(other_name, pages.passages.texts[chosen[0]], chosen[1]):
        return None  # of which of them the sentence tells is not clear
    spans = [Place(chosen[0], chosen[1].start, chosen[1].end)]
    other = things[1 - winner][0]
    what = definition(pages.passages.texts[other])
    if what is None:
        return None  # of what it is not said what it is nothing can be said not to be so
    spans.append(Place(other, what.start, what.end))
    return Found(name, min(SUREST, CHOSEN * (shares[winner] - shares[1 - winner]) ** 0.5), tuple(spans))


def _names(name: str, text: str, said: Said) -> bool:
    """Whether the sentence that says something names somebody or something."""
    start, end = next((each for each in sentences(text) if each[0] <= said.start < each[1]), (0, len(text)))
    return f" {fold(name)} " in f" {fold(text[start:end])} "


def _more(about: Asked, pair: Pair, things: Sequence[tuple[int, ...]], pages: Pages) -> Found | None:
    read: list[tuple[int, Count]] = []
    for rows in things:
        found = next(
            ((row, count) for row in rows if (count := count_of(about.said, pages.passages.texts[row])) is not None),
            None,
        )
        if found is None:
            return None
        read.append(found)
    one, other = read[0][1].number, read[1][1].number
    before = one.before(other)
    if before is None:
        return None
    winner = pair.second if before == about.largest else pair.first
    return Found(winner.name, MORE, tuple(Place(row, count.start, count.end) for row, count in read))


def _shared(about: Asked, things: Sequence[tuple[int, ...]], pages: Pages) -> Found | None:
    first, second = (rows[0] for rows in things)
    texts = pages.passages.texts[first], pages.passages.texts[second]
    found = shared_places(about.said, *texts) if about.kind == "where" else shared_kinds(about.said, *texts)
    if not found:
        return None
    spans = tuple(place for each in found for place in (Place(first, *each.first), Place(second, *each.second)))
    joint = ", " if about.kind == "where" else " and "
    score = WHERE if about.kind == "where" else SHARED
    return Found(joint.join(each.text for each in found), score, spans)


def _same(about: Asked, things: Sequence[tuple[int, ...]], pages: Pages) -> Found | None:
    """Whether two things lie in one state, or are of one kind, by the first sentences of their pages."""
    if about.said != "state":
        return _alike(about, things, pages)
    read = []
    for rows in things:
        text = pages.passages.texts[rows[0]]
        own = [place for place in places(text, *sentences(text)[0]) if place.state]
        if len({place.state for place in own}) != 1:
            return None
        read.append((rows[0], own[-1]))
    (_, one), (_, other) = read
    is_same = one.state == other.state
    proof = tuple(Place(row, place.start, place.end) for row, place in read)
    return Found("yes" if is_same == about.largest else "no", ELSEWHERE, proof, True)


def _alike(about: Asked, things: Sequence[tuple[int, ...]], pages: Pages) -> Found | None:
    rows = [own[0] for own in things]
    texts = [pages.passages.texts[row] for row in rows]
    shared = shared_kinds(about.said, *texts)
    kinds = [definition(text) for text in texts]
    spans = [*shared[0].both] if shared else [(what.start, what.end) for what in kinds if what is not None]
    if len(spans) < 2:
        return None
    proof = tuple(Place(row, *span) for row, span in zip(rows, spans, strict=True))
    return Found("yes" if bool(shared) == about.largest else "no", SHARED if shared else OTHER_KIND, proof, True)


def _best(
    rows: Sequence[int], pages: Pages, wanted: Sequence[Need], *, opening: bool = False, kind: str = ""
) -> tuple[int, Said] | None:
    found = [
        (row, said)
        for row in rows
        if (said := best_said(wanted, pages.passages.texts[row], opening=opening, kind=kind)) is not None
    ]
    return max(found, key=lambda each: each[1].share, default=None)


def _meant(thing: Thing, about: Asked, pages: Pages) -> tuple[int, ...]:
    """The pages of the one that is meant of several things of one name: what the question says that it is, it is said
    to be first of all."""
    if len(thing.pages) == 1:
        return thing.pages[0]
    words = {word.root for word in words_of(about.said)} | {kind_asked(about.said), root(about.said)}

    def fit(number: int) -> tuple[int, int]:
        text = pages.passages.texts[thing.pages[number][0]]
        what = definition(text)
        own = set() if what is None else {word.root for word in words_of(text, what.start, what.end)}
        return (-len(own & words), number)

    return thing.pages[min(range(len(thing.pages)), key=fit)]


def _is_read(answer: Answer, evidence: Sequence[Evidence]) -> bool:
    """Whether all that an answer rests on was read in passages when it was asked for."""
    return all(support.start is not None or evidence[support.evidence].source == READ for support in answer.support)


def _within(answer: Answer, pair: Pair, evidence: Sequence[Evidence]) -> Answer:
    """An answer as it is believed where one of two things is asked for."""
    said = set(fold(answer.text).split())
    names = [set(fold(thing.name).split()) for thing in (pair.first, pair.second)]
    if not _is_read(answer, evidence) or any(said & name for name in names):
        return answer
    return replace(answer, score=answer.score * OFF_CHOICE)


def _of_both(answer: Answer, about: Asked, pair: Pair, pages: Pages, evidence: list[Evidence]) -> Answer:
    """An answer as it is believed where it is asked for what two things have in common: what is said on the page of one
    alone is hardly one, and what is said on both stands on both."""
    if not _is_read(answer, evidence):
        return answer
    places: list[Place] = []
    for thing in (pair.first, pair.second):
        said = re.compile(rf"(?<!\w){re.escape(answer.text)}(?!\w)", re.IGNORECASE)
        rows = _meant(thing, about, pages)
        found = next(((row, m) for row in rows if (m := said.search(pages.passages.texts[row])) is not None), None)
        if found is None:
            return replace(answer, score=answer.score * OFF_CHOICE)
        places.append(Place(found[0], *found[1].span()))
    return replace(answer, support=tuple(dict.fromkeys((*answer.support, *_support(places, pages, evidence)))))


def _answer(found: Found, pages: Pages, everything: list[Evidence]) -> Answer:
    """The answer with its places; passages that are no evidence yet are added to ``everything``."""
    support = tuple(dict.fromkeys(_support(found.places, pages, everything)))
    return Answer(found.text, found.score, "boolean" if found.is_truth else "span", support, (), (found.text,))


def _support(places: Sequence[Place], pages: Pages, everything: list[Evidence]) -> list[Support]:
    by_id = {piece.content.id: i for i, piece in enumerate(everything) if isinstance(piece.content, Passage)}
    support: list[Support] = []
    for place in places:
        passage = pages.passages[place.row]
        if passage.id not in by_id:
            by_id[passage.id] = len(everything)
            everything.append(Evidence(passage, passage.text, 0.0, READ))
        support.append(Support(by_id[passage.id], place.start, place.end))
    return support
