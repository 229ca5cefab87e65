"""What two pages both say that their things are: "flowering plants", "film director"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kgqa.linker.normalise import fold
from kgqa.linker.words import FUNCTION
from kgqa.reader.language.nations import adjective, country, known_nation, same_nation
from kgqa.reader.language.sentences import sentences
from kgqa.reader.pairs.definition import Definition, definition
from kgqa.reader.pairs.places import places
from kgqa.reader.pairs.wider import widest
from kgqa.reader.pairs.words import Word, roots, words_of

_PLACED = re.compile(r"(?:\b(?:in|on|of|near|at|the) |, |\()(?:the )?(?P<name>[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)*)")
_WORK = roots("profession occupation job career")
_NO_KIND = roots("type kind genus breed species form member one sort group")


@dataclass(frozen=True, slots=True)
class Shared:
    """The words both pages have, as the first has them, and their offsets in each text."""

    text: str
    first: tuple[int, int]
    second: tuple[int, int]

    @property
    def both(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The offsets in both texts."""
        return self.first, self.second


def shared_kinds(noun: str, first: str, second: str) -> list[Shared]:
    """The kinds that two openings both name, the longest common ends of them; ``noun``: what sort of kind is asked for
    ("plants", "profession"), one that is longer than that noun comes first.

    >>> one = "Veldia is a genus of flowering plants in the family Veldiaceae."
    >>> [each.text for each in shared_kinds("plants", one, "Dorvia is a genus of tropical flowering plants.")]
    ['flowering plants']
    """
    ours, theirs = definition(first), definition(second)
    if ours is None or theirs is None:
        return []
    asked = {word.root for word in words_of(noun)}
    found: list[Shared] = []
    for own in _kinds(first, ours):
        best: Shared | None = None
        for other in _kinds(second, theirs):
            length = _common(own, other)
            length = max((n for n in range(1, length + 1) if _is_whole(first, own[-n])), default=0)
            if length and (best is None or own[-length].start < best.first[0]):
                one = (own[-length].start, own[-1].end)
                two = (other[-length].start, other[-1].end)
                best = Shared(first[slice(*one)], one, two)
        if best is not None and all(best.text != each.text for each in found):
            found.append(best)
    if not found:
        found = _wider(first, second, ours, theirs)
    found = [each for each in found if {word.root for word in words_of(each.text)} - asked - _NO_KIND]
    if asked <= _WORK:
        return found
    fitting = [each for each in found if asked & {word.root for word in words_of(each.text)}]
    return (fitting or found)[:1]


def _wider(first: str, second: str, ours: Definition, theirs: Definition) -> list[Shared]:
    """A word of one opening for a kind that what the other says is of: "writer" of a writer and a novelist."""
    found = []
    for text, what, other, told in ((first, ours, second, theirs), (second, theirs, first, ours)):
        for own in _kinds(text, what):
            match = next((k[-1] for k in _kinds(other, told) if own[-1].root in widest(frozenset({k[-1].root}))), None)
            if match is not None:
                here, there = (own[-1].start, own[-1].end), (match.start, match.end)
                found.append(Shared(text[slice(*here)], *((here, there) if text is first else (there, here))))
    return found[:1]


def shared_places(noun: str, first: str, second: str) -> list[Shared]:
    """The places that the first sentences of two pages both name, in the order of the first; of countries and states
    those alone where a ``noun`` asks for one."""
    if noun.startswith(("countr", "nation", "state")):
        return _regions(noun, first, second)
    one, two = (_named(text) for text in (first, second))
    found = []
    for name, place in one.items():
        if name in two:
            found.append(Shared(first[slice(*place)], place, two[name]))
    return found


def _regions(noun: str, first: str, second: str) -> list[Shared]:
    ours, theirs = (places(text, *sentences(text)[0]) if sentences(text) else [] for text in (first, second))
    is_state = noun.startswith("state")
    for one in ours:
        for other in theirs:
            is_one = one.state == other.state != "" if is_state else same_nation(one.country, other.country)
            if is_one and (one.country or is_state):
                text = first[one.start : one.end]
                if not is_state:
                    text = adjective(text) if noun.startswith("nationalit") else country(one.country)
                return [Shared(text, (one.start, one.end), (other.start, other.end))]
    return []


def _named(text: str) -> dict[str, tuple[int, int]]:
    """The names in the first sentence that stand where places do, by their folded form."""
    if not sentences(text):
        return {}
    what = definition(text)
    return {
        fold(found["name"]): (found.start("name"), found.start("name") + len(found["name"].rstrip(".-'’")))
        for found in _PLACED.finditer(text, 0 if what is None else what.start, sentences(text)[0][1])
    }


def _kinds(text: str, what: Definition) -> list[list[Word]]:
    return [own for kind in what.kinds if (own := words_of(text, *kind))]


def _common(one: Sequence[Word], other: Sequence[Word]) -> int:
    length = 0
    while length < min(len(one), len(other)) and one[-1 - length].root == other[-1 - length].root:
        length += 1
    return length


def _is_whole(text: str, word: Word) -> bool:
    """Whether a kind may begin with a word: no function word, and no country, which is no part of what a thing is."""
    said = text[word.start : word.end]
    return said.lower() not in FUNCTION and not (word.upper and known_nation(said))
