"""Stretches of one relation within rows of edges, found by halving: what a hub has is not read to be found."""

from __future__ import annotations

import numpy as np

from kgqa.kg.arrays import Array

READ = 4096
"""Edges of a row up to which reading them all finds its relations faster than halving, unless they are of one; of a
longer row as many for each relation that is met among some of its edges."""

_SEEN = 64
"""Edges of a long row that are looked at to tell whether it has many relations."""

_JOINED = 128
"""Edges of a row, on average, from which on whole rows are read one by one faster than all edges by their places."""

SCANNED = 256
"""Edges of a row up to which reading them all finds one relation faster than halving."""

_FEW, _FEW_LONG = 8, 32
"""Rows up to which one after another is faster than all at once; and rows of more than :data:`SCANNED` edges."""


def runs(offsets: Array, relations: Array, rows: Array) -> tuple[Array, Array, Array]:
    """(sources, begins, ends) of every stretch of one relation: positions in ``rows``, and of edges; in order of both.

    ``relations`` (n_edges,) ascend within each row. A row of n edges of k relations takes some k * log(n) looks.
    """
    firsts, lasts = offsets[rows], offsets[rows + 1] - 1
    lengths = lasts - firsts + 1
    is_long = lengths > READ
    middling = np.flatnonzero(~is_long & (lengths > SCANNED))
    long = np.flatnonzero(is_long)
    if long.size:
        is_long[long] = lengths[long] > READ * _changes(relations, firsts[long], lasts[long])
    is_long[middling] = relations[firsts[middling]] == relations[lasts[middling]]
    short = np.flatnonzero(~is_long)
    counts = lengths[short]
    bounds = counts.cumsum()
    shifts = firsts[short] - bounds + counts
    if short.size and bounds[-1] >= _JOINED * short.size:
        spans = zip(firsts[short].tolist(), (lasts[short] + 1).tolist(), strict=True)
        kinds = np.concatenate([relations[begin:end] for begin, end in spans])
    else:
        kinds = relations[np.arange(counts.sum()) + shifts.repeat(counts)]
    is_first = np.ones(kinds.size, bool)
    np.not_equal(kinds[1:], kinds[:-1], out=is_first[1:])
    is_first[(bounds - counts)[counts > 0]] = True
    begins = np.flatnonzero(is_first)
    lengths = np.diff(begins, append=kinds.size)
    within = np.arange(len(short)).repeat(np.diff(np.searchsorted(begins, bounds), prepend=0))
    begins += shifts[within]
    sources = short[within]
    ends = begins + lengths
    long = np.flatnonzero(is_long)
    if not long.size:
        return sources, begins, ends
    within, inner = _halved(relations, firsts[long], lasts[long])
    within = np.concatenate([np.arange(len(long)), within])
    inner = np.concatenate([firsts[long], inner])
    order = np.lexsort((inner, within))
    within, inner = within[order], inner[order]
    closes = np.append(inner[1:], 0)
    is_last = np.append(within[1:] != within[:-1], True)
    closes[is_last] = lasts[long[within[is_last]]] + 1
    places = np.searchsorted(sources, long[within])
    return (
        np.insert(sources, places, long[within]),
        np.insert(begins, places, inner),
        np.insert(ends, places, closes),
    )


def stretch(offsets: Array, relations: Array, row: int, relation: int) -> tuple[int, int]:
    """(begin, end) of a row's edges of one relation, equal where it has none."""
    start, end = int(offsets[row]), int(offsets[row + 1])
    own = relations[start:end]
    # A needle of another type would have the whole row copied to that type.
    begin, close = (int(np.searchsorted(own, np.int32(kind))) for kind in (relation, relation + 1))
    return start + begin, start + close


def stretches(offsets: Array, relations: Array, rows: Array, wanted: Array) -> tuple[Array, Array]:
    """(begins, ends), each (len(rows),), of the edges of the relation ``wanted[i]`` in each row ``rows[i]``."""
    if len(rows) <= _FEW:
        return _each_stretch(offsets, relations, rows, wanted)
    begins, closes = offsets[rows], offsets[rows + 1]
    counts = closes - begins
    ends = closes.copy()
    long, short = np.flatnonzero(counts > SCANNED), np.flatnonzero(counts <= SCANNED)
    if 0 < long.size <= _FEW_LONG:
        begins[long], ends[long] = _each_stretch(offsets, relations, rows[long], wanted[long])
    elif long.size:
        begins[long] = _reaches(relations, begins[long], closes[long], wanted[long])
        # Most rows may have none of it, and these end where they begin.
        is_there = begins[long] < closes[long]
        some = long[is_there]
        ends[long[~is_there]] = begins[long[~is_there]]
        is_there = relations[begins[some]] == wanted[some]
        ends[some[~is_there]] = begins[some[~is_there]]
        some = some[is_there]
        ends[some] = _reaches(relations, begins[some], closes[some], wanted[some] + 1)
    counts = counts[short]
    bounds = np.concatenate([[0], counts.cumsum()])
    at = np.arange(bounds[-1])
    at += (begins[short] - bounds[:-1]).repeat(counts)
    over = relations[at] - wanted[short].repeat(counts)
    for found, passed in ((ends, over <= 0), (begins, over < 0)):
        total = np.concatenate([[0], passed.cumsum()])
        found[short] = begins[short] + total[bounds[1:]] - total[bounds[:-1]]
    return begins, ends


def _each_stretch(offsets: Array, relations: Array, rows: Array, wanted: Array) -> tuple[Array, Array]:
    """As :func:`stretches`, one after another."""
    pairs = zip(rows.tolist(), wanted.tolist(), strict=True)
    found = np.array([stretch(offsets, relations, *pair) for pair in pairs], np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def spread(begins: Array, ends: Array, most: int | None = None) -> tuple[Array, Array]:
    """(stretches, places) of all places of each stretch, in order of both; or of at most ``most`` of them.

    These are those of :func:`numpy.linspace`, rounded down: the first, and the last where there is more than one.
    """
    counts = ends - begins
    kept = counts if most is None else np.minimum(counts, most)
    of = np.arange(len(counts)).repeat(kept)
    at = np.arange(of.size)
    if most is None or not (counts > most).any():
        at += (begins - kept.cumsum() + kept).repeat(kept)
        return of, at
    at -= (kept.cumsum() - kept).repeat(kept)
    steps = (counts - 1) / np.maximum(kept - 1, 1)
    places: Array = begins[of] + (at * steps[of]).astype(np.int64)
    is_last = (at == kept[of] - 1) & (at > 0)
    places[is_last] = ends[of[is_last]] - 1
    return of, places


def _changes(relations: Array, firsts: Array, lasts: Array) -> Array:
    """(n,) how often the relation changes from one to the next of some edges of each stretch, spread evenly."""
    at = firsts + (lasts - firsts) * np.arange(_SEEN + 1)[:, None] // _SEEN
    seen = relations[at]
    found: Array = (seen[1:] != seen[:-1]).sum(axis=0)
    return found


def _halved(relations: Array, firsts: Array, lasts: Array) -> tuple[Array, Array]:
    """(stretches, places) where a relation begins after ``firsts``, up to ``lasts``; in no order."""
    own = np.arange(len(firsts))
    stretches, places = [own[:0]], [firsts[:0]]
    while own.size:
        differ = relations[firsts] != relations[lasts]
        own, firsts, lasts = own[differ], firsts[differ], lasts[differ]
        close = lasts - firsts == 1
        stretches.append(own[close])
        places.append(lasts[close])
        own, firsts, lasts = own[~close], firsts[~close], lasts[~close]
        middles = (firsts + lasts) // 2
        own = np.concatenate([own, own])
        firsts, lasts = np.concatenate([firsts, middles]), np.concatenate([middles, lasts])
    return np.concatenate(stretches), np.concatenate(places)


def _reaches(relations: Array, begins: Array, ends: Array, least: Array) -> Array:
    """(n,) the first place of each stretch whose relation is ``least[i]`` or more; its end where there is none."""
    low, high = begins.copy(), ends.copy()
    going = np.flatnonzero(low < high)
    while going.size:
        middle = (low[going] + high[going]) // 2
        is_below = relations[middle] < least[going]
        low[going[is_below]] = middle[is_below] + 1
        high[going[~is_below]] = middle[~is_below]
        going = going[low[going] < high[going]]
    return low
