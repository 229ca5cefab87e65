"""Which names of a document are names of one thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kgqa.extract.documents.sentences import sentences
from kgqa.extract.resolve import likeness
from kgqa.extract.resolve.candidates import candidate_pairs
from kgqa.extract.resolve.forms import NameMatch, same_name
from kgqa.extract.resolve.name import VALUES, is_person, take_apart
from kgqa.extract.syntax.aliases import renamings
from kgqa.extract.syntax.name_mention import NameMention

__all__ = ["NameMention", "cluster_names"]

PLACES = frozenset({"location", "loc", "place"})
COMPANIES = frozenset({"organization", "org"})

SAME = frozenset(
    {
        likeness.EXACT,
        likeness.FOLDED,
        likeness.ARTICLE,
        likeness.TITLE,
        likeness.LEGAL,
        likeness.QUALIFIER,
        likeness.OTHER_NAME,
    }
)
"""Likenesses that make two names one thing in a document."""
OF_ONE = frozenset({likeness.MIDDLE, likeness.INITIALS, likeness.NICKNAME, likeness.ACRONYM})
"""Likenesses of a name that has one fuller one in the document, before it or behind it."""
EARLIER = frozenset({likeness.SURNAME, likeness.GIVEN, likeness.FIRST_WORDS, likeness.COMMON})
"""Likenesses of a name that stands for a fuller one before it."""
RARE, OFTEN = 1, 3
"""How often a form that is a slip of the pen is written at most, and the right one at least."""
LIST_WORDS = 20
"""Words of a line at most that is one of a list or table, where other lines stand above or below it."""
_TEAM = re.compile(r" |s$")
"""Last words of an organization's name that are called by it: two words, or a plural as teams have."""
_STATE = re.compile(
    r"(?:the )?(?:[A-Z]\w+ )?(?:Kingdom|Republic|State|Commonwealth|Principality|Sultanate|Duchy) of ", re.I
)
"""The official name of a country, by its beginning."""
_INTRODUCED = re.compile(
    r"\s*(?:\([^()\n]*\d{3}|,? (?:who |which )?(?:is|was|were)? ?(?:born|founded|established|formed)\b"
    r"|,? (?:is|was) an? )"
)
"""What follows the name of somebody who is told of for the first time: when born, what sort of thing it is."""


@dataclass(slots=True)
class _Form:
    """All mentions with one wording and type, in order."""

    text: str
    type: str
    mentions: list[int]


class _Groups:
    """Disjoint sets of forms (Tarjan 1975), the lowest number standing for each."""

    def __init__(self, names: Sequence[_Form]) -> None:
        self._parents = list(range(len(names)))
        self._generations = [{_generation(form)} - {None} for form in names]

    def root(self, number: int) -> int:
        while self._parents[number] != number:
            self._parents[number] = self._parents[self._parents[number]]
            number = self._parents[number]
        return number

    def join(self, one: int, two: int, *, said: bool = False) -> None:
        """Make one set of two, unless they hold a junior and a senior and the text does not say so."""
        low, high = sorted((self.root(one), self.root(two)))
        mine, others = self._generations[low], self._generations[high]
        if low == high or (mine and others and mine != others and not said):
            return
        self._parents[high] = low
        self._generations[low] = mine | others


def cluster_names(mentions: Sequence[NameMention], text: str) -> list[list[int]]:
    """The numbers of the mentions by the thing that they name: each in order of start, the things by first mention.

    Names of two known types are never of one thing; one of unknown type is of the type that its wording has
    elsewhere. One thing have names that differ by case, accents, an article, a title or a legal form; names that the
    text equates (:func:`~kgqa.extract.syntax.aliases.renamings`); a slip of the pen ("Tamsin Brindlevick" once beside
    "Tamsin Brindlewick") with what it stands for; and a short form (surname, given name, acronym,
    first or last words) with the fuller name before it, the nearest where there are two.
    """
    order = sorted(range(len(mentions)), key=lambda number: (mentions[number].start, -mentions[number].end, number))
    typed = _with_types([mentions[number] for number in order])
    names: dict[tuple[str, str], _Form] = {}
    for number, mention in enumerate(typed):
        names.setdefault((mention.text, mention.type), _Form(mention.text, mention.type, [])).mentions.append(number)
    held = list(names.values())
    at = {number: place for place, form in enumerate(held) for number in form.mentions}
    groups = _Groups(held)
    for one, two in renamings(typed, text):
        groups.join(at[one], at[two], said=True)
    alike = [
        (one, two, match)
        for one, two in candidate_pairs([(form.text, form.type) for form in held])
        if (match := _match(held[one], held[two])) is not None
    ]
    for one, two, match in alike:
        slip = _is_misspelt(match, held[one].type) and _is_slip(held[one], held[two], match.kind, typed, text)
        if match.kind in SAME or slip:
            groups.join(one, two)
    fuller: dict[int, list[tuple[float, int]]] = {}
    for one, two, match in alike:
        short, long = sorted((one, two), key=lambda place: (len(held[place].text), place))
        if match.kind in OF_ONE or (
            long < short and _is_short(match, held[short].text, held[long].text, held[one].type or held[two].type)
        ):
            fuller.setdefault(short, []).append((match.score, long))
    for short, others in sorted(fuller.items(), key=lambda item: (-len(held[item[0]].text), item[0])):
        best = max(score for score, _ in others)
        # Where two share a surname, the one named first is who the text is about.
        groups.join(min(long for score, long in others if score == best), short)
    found: dict[int, list[int]] = {}
    for number in range(len(typed)):
        found.setdefault(groups.root(at[number]), []).append(number)
    return [[order[number] for number in numbers] for numbers in found.values()]


def _with_types(mentions: list[NameMention]) -> list[NameMention]:
    """Mentions of unknown type with the type that their wording has elsewhere, the most frequent, then the first."""
    known: dict[str, Counter[str]] = {}
    for mention in mentions:
        if mention.type:
            known.setdefault(mention.text, Counter())[mention.type] += 1
    return [
        mention
        if mention.type or mention.text not in known
        else mention._replace(type=known[mention.text].most_common(1)[0][0])
        for mention in mentions
    ]


def _match(one: _Form, two: _Form) -> NameMatch | None:
    if one.type != two.type and one.type and two.type:
        return None
    return same_name(one.text, two.text, one.type or two.type)


def _is_misspelt(match: NameMatch, type: str) -> bool:
    kind = type.casefold()
    return match.kind in (likeness.TYPO, likeness.REORDERED) and (is_person(type) or kind in COMPANIES)


def _is_slip(one: _Form, two: _Form, kind: str, mentions: Sequence[NameMention], text: str) -> bool:
    """Whether one of two forms is so rare beside the other that it is no second name, and nothing tells it is.

    Against it speak: its own word elsewhere in the text, both in one sentence or list, both introduced to the
    reader, other titles, a given name that ends otherwise ("Maria" and "Marie").
    """
    rare, usual = sorted((one, two), key=lambda form: len(form.mentions))
    if len(rare.mentions) > RARE or len(usual.mentions) < OFTEN:
        return False
    if is_person(one.type or two.type) and not _fit_as_people(one.text, two.text, kind):
        return False
    own = set(rare.text.split()) - set(usual.text.split()) if kind == likeness.TYPO else ()
    if any(text.count(word) > RARE for word in own):
        return False
    for number in rare.mentions:
        start, end = _around(text, mentions[number].start, mentions[number].end)
        if any(start <= mentions[other].start < end for other in usual.mentions):
            return False
    return not all(
        any(_INTRODUCED.match(text, mentions[number].end) for number in form.mentions) for form in (rare, usual)
    )


def _fit_as_people(one: str, two: str, kind: str) -> bool:
    mine, other = take_apart(one, True), take_apart(two, True)
    if mine.title and other.title and mine.title != other.title:
        return False
    ends = [[word[-1] for word in name.words[:-1]] for name in (mine, other)]
    return kind != likeness.TYPO or len(ends[0]) != len(ends[1]) or ends[0] == ends[1]


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that a name stands in, or the whole list or table."""
    block = text.rfind("\n\n", 0, start) + 1, text.find("\n\n", end)
    block = block[0], len(text) if block[1] < 0 else block[1]
    line = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = line[0], len(text) if line[1] < 0 else line[1]
    if "\n" in text[block[0] : block[1]].strip() and len(text[line[0] : line[1]].split()) <= LIST_WORDS:
        return block
    return next((span for span in sentences(text, *line) if span.start <= start < span.end), line)


def _is_short(match: NameMatch, short: str, long: str, type: str) -> bool:
    kind = type.casefold()
    if kind in PLACES:
        return match.kind == likeness.COMMON or (match.kind == likeness.KIND and bool(_STATE.match(long)))
    if kind in COMPANIES:
        return (
            match.kind in EARLIER
            or match.kind == likeness.KIND
            or (match.kind == likeness.LAST_WORDS and bool(_TEAM.search(" ".join(take_apart(short, False).words))))
        )
    return match.kind in EARLIER or match.kind in (likeness.PART, likeness.KIND)


@lru_cache(maxsize=1 << 16)
def _parts(text: str) -> tuple[int, str]:
    name = take_apart(text, True)
    return len(name.words), name.generation


def _generation(form: _Form) -> str | None:
    """What tells a person from a namesake; None where the name is too short to say."""
    if not is_person(form.type) or form.type.casefold() in VALUES:
        return None
    words, generation = _parts(form.text)
    return generation if words > 1 or generation else None
