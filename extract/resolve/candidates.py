"""Which names of one document are worth holding against each other: those that share what names of one thing share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kgqa.extract.resolve.name import Name, is_person, take_apart
from kgqa.extract.resolve.places import usual
from kgqa.extract.resolve.spelling import LONG_NAME
from kgqa.extract.resolve.wordlists import LINKING, NICKNAMES
from kgqa.linker.words import STOP


def candidate_pairs(names: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
    """Pairs of names (text and type) by number, the lower first, sorted by the higher.

    Among them are all that :func:`~kgqa.extract.resolve.forms.same_name` finds alike, but for plurals and words for the
    people of a place. Without that every name would be held against every other.

    >>> candidate_pairs([("Ada Lind", "person"), ("Otto Brask", "person"), ("Lind", "person")])
    [(0, 2)]
    """
    found: set[tuple[int, int]] = set()
    for person in (True, False):
        taken = {
            row: take_apart(text, person)
            for row, (text, type) in enumerate(names)
            if not type or is_person(type) == person
        }
        for one, two in (*_of_equal_keys(taken, person), *_of_words(taken, person), *_of_letters(taken)):
            if one != two:
                found.add((min(one, two), max(one, two)))
    return sorted(found, key=lambda pair: (pair[1], pair[0]))


def _of_equal_keys(taken: dict[int, Name], person: bool) -> Iterator[tuple[int, int]]:
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    initials: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, name in taken.items():
        for key in set(_keys(name, person)):
            blocks[key].append(row)
        if person and len(name.words) > 1:
            initials[name.words[-1], name.words[0][0]].append(row)
    for rows in blocks.values():
        for place, row in enumerate(rows):
            yield from ((other, row) for other in rows[:place])
    for rows in initials.values():
        for row in rows:
            if min(map(len, taken[row].words)) == 1:
                yield from ((row, other) for other in rows)


def _keys(name: Name, person: bool) -> Iterator[tuple[str, ...]]:
    words = name.words
    yield "key", name.key
    if not words:
        return
    yield "name", usual(name.joined)
    yield from (("typo", left) for left in _typo_keys(name.joined))
    if person:
        yield from (("typo", left) for left in _typo_keys(words[-1]))
        yield "given", NICKNAMES.get(words[0], words[0]), "" if len(words) == 1 else words[-1]
        if len(words) > 1 and words[0] in NICKNAMES:
            yield "given", NICKNAMES[words[0]], ""


def _typo_keys(word: str) -> Iterator[str]:
    """A word and what is left of it without one letter: two that are one letter apart share one of these."""
    if len(word) >= LONG_NAME:
        yield word
        yield from (word[:place] + word[place + 1 :] for place in range(len(word)))


def _of_words(taken: dict[int, Name], person: bool) -> Iterator[tuple[int, int]]:
    """Names with those that hold all of their words, looked up by the rarest."""
    holders: dict[str, list[int]] = defaultdict(list)
    for row, name in taken.items():
        for word in {*name.words, *name.nickname.split()}:
            holders[word].append(row)
    for row, name in taken.items():
        words = [word for word in name.words if person or word not in LINKING]
        if words:
            rarest = min(words, key=lambda word: len(holders[word]))
            yield from ((row, other) for other in holders[rarest])


def _of_letters(taken: dict[int, Name]) -> Iterator[tuple[int, int]]:
    """Acronyms with the names that begin with their first letter."""
    by_first: dict[str, list[int]] = defaultdict(list)
    for row, name in taken.items():
        for letter in set(_first_letters(name)):
            by_first[letter].append(row)
    for row, name in taken.items():
        if name.letters:
            yield from ((row, other) for other in by_first[name.letters[0]])


def _first_letters(name: Name) -> Iterator[str]:
    words = [*name.words, *name.place.split()]
    if len(words) < 2:
        return
    content = [word for word in words if word not in STOP]
    # "TLA" of "United States Tide and Light Agency".
    behind = [word for word in words[2:] if word not in STOP]
    for some in (words, content, behind, [word for word in name.whole if word not in STOP]):
        yield from (word[0] for word in some[:1])
