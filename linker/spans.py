"""Every stretch of a question that may name an entity, exactly or with a typo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from kgqa.kg.graph import Graph
from kgqa.linker.forms import ALIAS, NO_ARTICLE, NO_QUALIFIER, forms, squash
from kgqa.linker.hashing import I64, code_points, deletions, hash_strings
from kgqa.linker.index import MAX_NEAR_CHARS, MAX_WORD_CHARS, LinkIndex
from kgqa.linker.normalise import is_own_token
from kgqa.linker.reading import FUNCTION_WEIGHT, Reading

ALIAS_QUALITY, ARTICLE_QUALITY, QUALIFIER_QUALITY, BLANK_QUALITY, PLURAL_QUALITY = 0.97, 0.92, 0.93, 0.95, 0.8
TYPO_COST, MOST_TYPO_COST = 1.2, 0.2
"""What one typo takes from the quality: the first over the length of the name, at most the second."""
KNOWN_WORD_QUALITY, PLAIN_WORD_QUALITY = 0.7, 0.6
"""Of a typo that would turn one word of the graph, or a function or ordinary word, into another."""

MAX_MISSPELT = 24
"""Misspelt words of one question that are looked up by themselves; bounds the work on a very long one."""
MAX_CORRECTIONS = 6
"""Corrections tried for one misspelt word."""


SURE_OF_SLIPS = 12
"""Characters of a name from which on two letters put for others are slips."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of one stretch: original offsets, tokens [first, last), the entity's row, quality in (0,
    1], typos, and whether it is a part of the entity's name only."""

    start: int
    end: int
    first: int
    last: int
    row: int
    quality: float
    typos: int = 0
    part: bool = False


@dataclass(frozen=True, slots=True)
class _Windows:
    """Stretches of tokens to look up, arrays of one length: tokens [first, last), squashed [start, end),
    and the quality that cutting their end costs."""

    first: I64
    last: I64
    start: I64
    end: I64
    cut: npt.NDArray[np.float64]


def find_candidates(graph: Graph, index: LinkIndex, reading: Reading) -> list[Candidate]:
    """All candidates, one for each stretch and row at its best quality, ordered by offsets and row."""
    if not reading.tokens or not len(index.form_hash):
        return []
    windows = _windows(reading, index.max_tokens)
    best: dict[tuple[int, int, int], Candidate] = {}
    for candidate in (*_exact(graph, index, reading, windows), *_typos(graph, index, reading, windows)):
        key = (candidate.start, candidate.end, candidate.row)
        if key not in best or candidate.quality > best[key].quality:
            best[key] = candidate
    return [best[key] for key in sorted(best)]


def _windows(reading: Reading, max_tokens: int) -> _Windows:
    count = len(reading.tokens)
    # A name written with a blank or hyphen more than its label has is a token longer.
    width = min(count, max_tokens + 2)
    first = np.repeat(np.arange(count, dtype=np.int64), width)
    last = first + np.tile(np.arange(1, width + 1, dtype=np.int64), count)
    first, last = first[last <= count], last[last <= count]
    start, end = reading.bounds[first], reading.bounds[last]
    short, costs = _cuts(reading)
    parts = [(first, last, start, end, np.ones(len(first)))]
    for shorter, cost in zip(short, costs, strict=True):
        has = np.flatnonzero(shorter[last - 1])
        parts.append((first[has], last[has], start[has], end[has] - shorter[last[has] - 1], cost[last[has] - 1]))
    return _Windows(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _cuts(reading: Reading) -> tuple[list[I64], list[npt.NDArray[np.float64]]]:
    """Letters that may be cut from each token where it ends a name ("'s", a plural's "s" or "es"), at what
    quality."""
    count = len(reading.tokens)
    short = [np.zeros(count, dtype=np.int64) for _ in range(2)]
    cost = [np.full(count, PLURAL_QUALITY) for _ in range(2)]
    for place, token in enumerate(reading.tokens):
        if token.possessive:
            short[0][place], cost[0][place] = 1, 1.0
        elif token.text.endswith("s") and len(token.text) >= 4:
            short[0][place] = 1
            if token.text.endswith("es") and len(token.text) >= 5:
                short[1][place] = 2
    return short, cost


def _exact(graph: Graph, index: LinkIndex, reading: Reading, windows: _Windows) -> Iterator[Candidate]:
    places, entries = index.find(reading.stretches.hash(windows.start, windows.end))
    for place, entry in zip(places.tolist(), entries.tolist(), strict=True):
        form = _form(graph, index, entry)
        if form is None or squash(form) != reading.squashed[windows.start[place] : windows.end[place]]:
            continue
        quality = _kind_quality(int(index.form_kind[entry])) * float(windows.cut[place])
        if form != _window_text(reading, windows, place):
            quality *= BLANK_QUALITY
        yield _candidate(index, reading, windows, place, entry, quality)


def _typos(graph: Graph, index: LinkIndex, reading: Reading, windows: _Windows) -> Iterator[Candidate]:
    worth = _worth_correcting(reading, windows)
    if not len(worth):
        return
    pairs = {
        *_one_letter_out(index, reading, windows, worth),
        *_words_corrected(index, reading, windows, worth),
    }
    for place, entry in sorted(pairs):
        form = _form(graph, index, entry)
        if form is None:
            continue
        text = _window_text(reading, windows, place)
        allowed = allowed_typos(min(len(squash(form)), len(squash(text))))
        typos = OSA.distance(text, form, score_cutoff=allowed)
        if 0 < typos <= allowed and not is_near_name(text, form, typos) and has_same_digits(text, form):
            doubt = _doubt(reading, windows, place, form)
            if doubt:
                quality = _kind_quality(int(index.form_kind[entry])) * float(windows.cut[place]) * doubt
                quality *= _typo_quality(typos, len(form))
                yield _candidate(index, reading, windows, place, entry, quality, typos)


def allowed_typos(length: int) -> int:
    """Letters that may be wrong in a name of so many characters: none below 4, one below 8, else two."""
    return 0 if length < 4 else 1 if length < 8 else 2


def has_same_digits(one: str, other: str) -> bool:
    """Whether the words of two texts that have digits are the same: another number or code is no slip, but a digit for
    a letter may be one.

    >>> has_same_digits("65000", "55000"), has_same_digits("ward 3a", "ward 3b")
    (False, False)
    >>> has_same_digits("blade runer 2049", "blade runner 2049"), has_same_digits("sundl1ne", "sundline")
    (True, True)
    """
    codes = [[word for word in text.split() if any(map(str.isdecimal, word))] for text in (one, other)]
    return codes[0] == codes[1] or (len(one) == len(other) and [] in codes)


def is_near_name(one: str, other: str, typos: int) -> bool:
    """Whether two forms that are two letters apart are two names: two letters put for others are seldom a slip.

    >>> is_near_name("sundlake", "sundline", 2), is_near_name("sundlien", "sundline", 1)
    (True, False)
    >>> is_near_name("snudlime", "sundline", 2)
    False
    """
    if typos < 2 or len(one) != len(other) or len(squash(one)) >= SURE_OF_SLIPS:
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) == typos


def _worth_correcting(reading: Reading, windows: _Windows) -> I64:
    """Windows that hold a word that is not plain, in letters, not cut at a guessed plural."""
    solid = np.array(
        [not plain and not is_own_token(token.text) for plain, token in zip(reading.plain, reading.tokens, strict=True)]
    )
    own = np.array([is_own_token(token.text) for token in reading.tokens])
    solids, owns = (np.concatenate(([0], np.cumsum(flags))) for flags in (solid, own))
    length = windows.end - windows.start
    return np.flatnonzero(
        (solids[windows.last] > solids[windows.first])
        & (owns[windows.last] == owns[windows.first])
        & (windows.cut == 1.0)
        & (length >= 4)
        & (length <= MAX_NEAR_CHARS + 1)
    )


def _one_letter_out(index: LinkIndex, reading: Reading, windows: _Windows, worth: I64) -> Iterator[tuple[int, int]]:
    start, end = windows.start[worth], windows.end[worth]
    length = end - start
    before = np.cumsum(length) - length
    inside = np.arange(int(length.sum()), dtype=np.int64) - np.repeat(before, length)
    starts, ends = np.repeat(start, length), np.repeat(end, length)
    whole = reading.stretches.hash(start, end)
    less = reading.stretches.hash_without(starts, ends, starts + inside)
    places, entries = index.find_near(np.concatenate((whole, less)))
    owner = np.concatenate((worth, np.repeat(worth, length)))[places]
    yield from zip(owner.tolist(), entries.tolist(), strict=True)


def _words_corrected(index: LinkIndex, reading: Reading, windows: _Windows, worth: I64) -> Iterator[tuple[int, int]]:
    """Windows with one or two words that the graph does not know replaced by ones that it does."""
    fixes = _corrections(index, reading)
    if not fixes:
        return
    texts: list[str] = []
    owners: list[int] = []
    words = [token.text for token in reading.tokens]
    for place in worth.tolist():
        first, last = int(windows.first[place]), int(windows.last[place])
        if windows.end[place] != reading.bounds[last]:
            continue
        wrong = [n for n in range(first, last) if n in fixes]
        for some in (*((n,) for n in wrong), *combinations(wrong, 2)):
            for replaced in product(*(fixes[n] for n in some)):
                swap = dict(zip(some, replaced, strict=True))
                texts.append("".join(swap.get(n, words[n]) for n in range(first, last)))
                owners.append(place)
    places, entries = index.find(hash_strings(texts))
    yield from ((owners[place], entry) for place, entry in zip(places.tolist(), entries.tolist(), strict=True))


def _corrections(index: LinkIndex, reading: Reading) -> dict[int, list[str]]:
    """Words of the graph within the allowed typos of each unknown token, nearest first, then by spelling."""
    unknown = [
        n
        for n, token in enumerate(reading.tokens)
        if not reading.known[n]
        and not reading.plain[n]
        and 4 <= len(token.text) <= MAX_NEAR_CHARS
        and not is_own_token(token.text)
    ]
    fixes: dict[int, list[str]] = {}
    for n in unknown[:MAX_MISSPELT]:
        word = reading.tokens[n].text
        depth = 2 if 7 <= len(word) <= MAX_WORD_CHARS + 2 else 1
        hashes = deletions(code_points(word)[None, :], depth)[0]
        near = []
        for other in map(index.word, index.find_words(hashes).tolist()):
            allowed = allowed_typos(min(len(word), len(other)))
            typos = OSA.distance(word, other, score_cutoff=allowed)
            if typos <= allowed and not is_near_name(word, other, typos) and has_same_digits(word, other):
                near.append((typos, other))
        if near:
            fixes[n] = [other for _, other in sorted(near)[:MAX_CORRECTIONS]]
    return fixes


def _doubt(reading: Reading, windows: _Windows, place: int, form: str) -> float:
    """What a typo is worth by the words it changes, 0 to 1: less for known words, least for function and
    ordinary ones.

    Two words that stay as they are make either change likelier.
    """
    kept = set(form.split(" "))
    changed = [n for n in range(windows.first[place], windows.last[place]) if reading.tokens[n].text not in kept]
    doubt = 1.0
    for n in changed:
        if reading.plain[n]:
            # "It' Alive" may well be "It's Alive", but "by Anna" is no "Bo Anna".
            in_name = reading.cased and reading.upper[n] and not reading.begins[n]
            function = reading.weights[n] <= FUNCTION_WEIGHT
            if function and not in_name and windows.last[place] - windows.first[place] < 3:
                return 0.0
            doubt = min(doubt, PLAIN_WORD_QUALITY)
        elif reading.known[n]:
            doubt = min(doubt, KNOWN_WORD_QUALITY)
    firm = windows.last[place] - windows.first[place] - len(changed) >= 2
    return 1.0 - (1.0 - doubt) / 3 if firm else doubt


def _typo_quality(typos: int, length: int) -> float:
    return 1.0 - typos * min(MOST_TYPO_COST, TYPO_COST / length)


def _kind_quality(kind: int) -> float:
    quality = ALIAS_QUALITY if kind & ALIAS else 1.0
    quality *= ARTICLE_QUALITY if kind & NO_ARTICLE else 1.0
    return quality * (QUALIFIER_QUALITY if kind & NO_QUALIFIER else 1.0)


def _form(graph: Graph, index: LinkIndex, entry: int) -> str | None:
    """The text of a form, made anew from its entity; None where the hash of another form was met."""
    row, kind = int(index.form_row[entry]), int(index.form_kind[entry])
    of_kind = [form for form, its_kind in forms(graph.labels[row], graph.aliases[row]) if its_kind == kind]
    if len(of_kind) == 1:
        return of_kind[0]
    hashes = hash_strings([squash(form) for form in of_kind])
    same = np.flatnonzero(hashes == index.form_hash[entry])
    return of_kind[int(same[0])] if len(same) else None


def _window_text(reading: Reading, windows: _Windows, place: int) -> str:
    """A window's tokens joined by blanks, without what is cut."""
    first, last = int(windows.first[place]), int(windows.last[place])
    text = " ".join(token.text for token in reading.tokens[first:last])
    return text[: len(text) - int(reading.bounds[last] - windows.end[place])]


def _candidate(
    index: LinkIndex,
    reading: Reading,
    windows: _Windows,
    place: int,
    entry: int,
    quality: float,
    typos: int = 0,
) -> Candidate:
    first, last = int(windows.first[place]), int(windows.last[place])
    token = reading.tokens[last - 1]
    is_cut = windows.end[place] < reading.bounds[last]
    end = token.possessive if is_cut and token.possessive else token.end
    return Candidate(reading.tokens[first].start, end, first, last, int(index.form_row[entry]), quality, typos)
