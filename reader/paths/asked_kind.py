"""A question's own word for what it asks for as a filter: "which cities are in Norway" are no mountains."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import chain_label, node_name
from kgqa.linker.normalise import fold
from kgqa.reader.asked.parts import noun_of
from kgqa.reader.asked.superlative import taken_superlative
from kgqa.reader.language.content import content_stems
from kgqa.reader.language.kinds import asks_how_many, looks_like
from kgqa.reader.language.operations import plural, singular, synonyms
from kgqa.reader.network.found import FoundPath
from kgqa.reader.typed.sets import ends_of, kept_ends, of_kind, of_kind_alone, of_numbers
from kgqa.reader.vocabulary.ids import rows_of
from kgqa.reader.vocabulary.kinds_of import BY_OTHER_NAMES, KindsOf, are_apart, is_called, says_kind
from kgqa.reader.vocabulary.members_of_kind import is_kind
from kgqa.retriever.paths import ENDS_KEPT
from kgqa.types import Node, Path

UNLIKE = 0.3
"""What is left of the probability of a path to things of other kinds than the one asked for."""

GOES_ON = 0.8
"""What is left of the probability of a path to things of another kind, for the one that goes on to that."""

_NUMBER_OF = re.compile(r"^(?:what(?: is|['’]s| was) |give |tell me |count )?the number of\b")
_WHO = re.compile(r"\s*who(?:m|['’]s)?\b", re.IGNORECASE)
_WHO_IS = re.compile(r"\s*who(?: (?:is|was|are|were)|['’]s) (?:the|its|his|her|their)\b", re.IGNORECASE)
_NOBODY = (
    "river", "lake", "mountain", "island", "bridge", "film", "album", "song", "book", "language", "project", "document",
)  # fmt: skip
_PLACES = ("city", "town", "village")
"""Kinds of what is nobody; a country or a company may be who somebody is, and a city who does something."""

ALL_OF_THEM = 0.3
"""What is left of the probability of a path to several, where the first or the largest of them is asked for."""

_MOST = re.compile(r"\b(?<!at )most (?!of\b|recent)[a-z]+|\bthe most$")

NO_NUMBER = 0.1
"""What is left of the probability of a path to a number that is not the one of the things asked for."""

_PICKED = re.compile(
    r"\b(?:capital|seat|(?:larg|bigg|small|long|short|high|tall|low|old|young|new|great|deep|earli|lat|wid)est|first|last)\b"
)
"""Words of relations that lead to the one of its kind."""

_WHERE = frozenset(
    (
        *_PLACES,
        "country",
        "region",
        "county",
        "state",
        "province",
        "district",
        "continent",
        "island",
        "stadium",
        "street",
    )
)
_KINDS = frozenset(("kind", "type", "sort", "class", "profession", "occupation", "job", "role", "title", "species"))
_VALUES = frozenset(("year", "date", "day", "month", "time", "century", "number", "price", "age", "size", "value"))

_NAMES_A_KIND = re.compile(
    r"\s*(?:(?:in|on|at|to|from|by|for) (?=which|what))?"
    r"(?:which|what|how many|name|list|show)\b(?! (?:is|was|are|were|did|does|do)\b)",
    re.IGNORECASE,
)


def of_asked_kind(question: str, paths: Sequence[FoundPath], graph: Graph) -> list[FoundPath]:
    """The paths with those of their ends that are of the kind which the question calls them by.

    A path that leads to none of that kind is left out where another one leads to some. One that leads to things
    of other kinds alone is hardly meant. Where no kinds are known all stays as it is.
    """
    noun = kind_asked(question)
    if asks_for_best(question):
        paths = [
            replace(found, probability=found.probability * ALL_OF_THEM) if len(found.path.ends) > 1 else found
            for found in paths
        ]
    if not noun and (best := _best_asked(question)):
        paths = [
            replace(found, probability=found.probability * NO_NUMBER)
            if is_no_such_number(question, found.path, best, graph)
            else found
            for found in paths
        ]
    if not noun:
        nobody = (*_NOBODY, *_PLACES) if _WHO_IS.match(question) else _NOBODY
        return _of_people(question, paths, KindsOf(graph), nobody) if _WHO.match(question) else list(paths)
    kept = []
    kinds = KindsOf(graph)
    paths = _by_relation(paths, noun, kinds)
    for found in _going_on(paths, of_kind_alone(paths, noun, kinds), noun, kinds):
        # Where nothing is known of a thousand, a hundred thousand are not named to be asked.
        some = kept_ends(found.path)
        is_any = any(kinds.grouped(rows_of(some, graph))[1])
        ids, chosen = of_kind(ends_of(found.path, graph) if is_any else some, noun, kinds)
        if chosen is not None:
            # What is of no known kind may be of any: a list may hold it, a number of them is the less sure.
            sure = _share(ids, noun, kinds) if asks_how_many(question) else 1.0
            path = replace(found.path, ends=tuple(ids[:ENDS_KEPT]))
            found = replace(found, path=path, chosen=chosen, probability=found.probability * sure)
        elif is_unlike(found.path, noun, kinds, several=asks_in_plural(question, noun)):
            found = replace(found, probability=found.probability * UNLIKE)
        if is_no_such_number(question, found.path, noun, graph) or _says_what_it_is(found.path, noun, graph):
            found = replace(found, probability=found.probability * NO_NUMBER)
        kept.append(found)
    return kept


def _going_on(paths: Sequence[FoundPath], left: Sequence[FoundPath], noun: str, kinds: KindsOf) -> Sequence[FoundPath]:
    """The paths that are ``left``, the one that goes on from one that is out made about as probable as that was: "on
    which island does the line end" is answered by the island of the port where it ends."""
    kept = {found.evidence for found in left}
    out = {(gone.path.start, gone.path.steps): gone.evidence for gone in paths if gone.evidence not in kept}
    further: dict[int, list[int]] = {}
    for at, found in enumerate(left):
        before = out.get((found.path.start, found.path.steps[:-1]))
        if before is not None and any(
            is_called(kind.name, noun) for end in kept_ends(found.path) for kind in kinds(end)
        ):
            further.setdefault(before, []).append(at)
    likely = {gone.evidence: gone.probability * GOES_ON for gone in paths}
    more = {places[0]: likely[gone] for gone, places in further.items() if len(places) == 1}
    return [replace(found, probability=max(found.probability, more.get(at, 0.0))) for at, found in enumerate(left)]


def _share(ids: Sequence[str], noun: str, kinds: KindsOf) -> float:
    """The share of things that are of the kind ``noun``, and not of no known kind."""
    groups, known = kinds.grouped(rows_of(ids, kinds.graph))
    called = np.array([any(is_called(kind.name, noun) for kind in own) for own in known])
    return int(np.count_nonzero(called[groups])) / len(ids)


def _by_relation(paths: Sequence[FoundPath], noun: str, kinds: KindsOf) -> list[FoundPath]:
    """The paths, one that leads to what is called by the noun, by its last relation or its kind, made about as probable
    as the one that it goes on from, which ends in things of other kinds: "in which country does she work" is no office.
    What has a country is none, where nothing says what it is."""
    graph = kinds.graph

    def is_of_other_kinds(found: FoundPath) -> bool:
        known = [kinds(end) for end in kept_ends(found.path)]
        is_told = bool(known) and all(known)
        return (is_told or not any(known)) and not any(is_called(kind.name, noun) for own in known for kind in own)

    def is_called_so(path: Path) -> bool:
        if fold(chain_label(path.steps[-1:], graph)) == noun:
            return True
        known = [kinds(end) for end in kept_ends(path)]
        return bool(known) and all(any(is_called(kind.name, noun) for kind in own) for own in known)

    before = {(found.path.start, found.path.steps): found for found in paths}
    changed = {found.evidence: found.probability for found in paths}
    for found in paths:
        for last in (1, 2):
            near = before.get((found.path.start, found.path.steps[:-last]))
            onward = found.path.steps[-last:]
            if near is None or any(step.inverse or step in near.path.steps for step in onward):
                continue
            if is_called_so(found.path) and is_of_other_kinds(near):
                changed[found.evidence] = max(changed[found.evidence], near.probability * GOES_ON)
                changed[near.evidence] = min(changed[near.evidence], near.probability * UNLIKE)
                break
    return [replace(found, probability=changed[found.evidence]) for found in paths]


def _of_people(question: str, paths: Sequence[FoundPath], kinds: KindsOf, nobody: Sequence[str]) -> list[FoundPath]:
    """The paths of a question for who: what is ``nobody``, as a film, or a number is hardly meant, unless the question
    names the relation: who won a prize may be a film."""
    said = content_stems(question)

    def is_nobody(id: str) -> bool:
        return any(is_called(kind.name, word) for kind in kinds(id) for word in nobody)

    kept = []
    for found in paths:
        ends, factor = kept_ends(found.path), 1.0
        if content_stems(chain_label(found.path.steps[-1:], kinds.graph)) & said:
            kept.append(found)
            continue
        if ends and all(is_nobody(end) for end in ends):
            factor = UNLIKE
        if found.path.ends and all(_is_number(end, kinds.graph) for end in found.path.ends):
            factor = NO_NUMBER
        kept.append(replace(found, probability=found.probability * factor))
    return kept


def _is_number(end: Node, graph: Graph) -> bool:
    if isinstance(end, str) and (row := graph.row(end)) is not None and graph.types[row]:
        return False  # a patient may be called by a number
    return looks_like(node_name(end, graph)) in ("date", "number")


def is_unlike(path: Path, noun: str, kinds: KindsOf, *, several: bool = False) -> bool:
    """Whether a path leads to several things, or to one where a question asks for ``several``, that are all known to be
    of other kinds than ``noun``: eight cities and rivers of a country are no eight lakes."""
    ends = kept_ends(path)
    if len(ends) < (1 if several else 2):
        return False
    _, known = kinds.grouped(rows_of(ends, kinds.graph))
    return all(any(are_apart(kind.name, noun) for kind in own) for own in known)


def _best_asked(question: str) -> str:
    """What the one is called that a question asks for as the largest, oldest or the like; "" where it asks for none."""
    left, pick = taken_superlative(question.strip(" ?.!").lower())
    return "" if pick is None or re.match(r"(?:what|which) (?:is|was|are|were) ", left) is None else noun_of(left)


def asks_for_best(question: str) -> bool:
    """Whether a question asks for the one that is first, largest or the like, which no list of all is.

    >>> [asks_for_best(f"{q}?") for q in ("What is the most recent race", "Which are the oldest mills", "Which race")]
    [True, False, False]
    """
    text = question.strip(" ?.!").lower()
    _, pick = taken_superlative(text)
    most = _MOST.search(text)
    return (pick is not None and pick.last == 1 and not pick.open) or most is not None


def asks_in_plural(question: str, noun: str) -> bool:
    """Whether a question has the plural of a noun."""
    return plural(noun) != noun and re.search(rf"\b{re.escape(plural(noun))}\b", question.lower()) is not None


def is_no_such_number(question: str, path: Path, noun: str, graph: Graph) -> bool:
    """Whether a path says nothing of the things of a kind that the graph knows: it leads to numbers or dates where
    things are asked for; or, where their number is, to that of something else, or to the one among them that its
    relation picks out, as the capital is of towns."""
    label = chain_label(path.steps, graph).lower()
    is_count = asks_how_many(question)
    if is_count and any(word not in question.lower() for word in _PICKED.findall(label)):
        return True
    if noun in _VALUES or (is_count and noun in BY_OTHER_NAMES) or not path.ends:
        return False
    if not of_numbers(path, graph):
        return False
    if is_count and any(word in label for word in (noun, plural(noun), *synonyms(noun), *synonyms(plural(noun)))):
        return False
    return noun in _WHERE or is_kind(noun, graph)


def _says_what_it_is(path: Path, noun: str, graph: Graph) -> bool:
    """Whether a path leads to the kind of something, where something of a kind is asked for: a nurse's hospital is no
    "nurse"."""
    label = chain_label(path.steps[-1:], graph)
    words = set(fold(label).split()) | _KINDS
    return not path.steps[-1].inverse and says_kind(label) and words.isdisjoint(noun.split())


def kind_asked(question: str) -> str:
    """What a question calls the things it asks for, singular; "" where it does not.

    >>> kind_asked("Which cities are in Norway?"), kind_asked("How many rivers flow there?"), kind_asked("Who is it?")
    ('city', 'river', '')
    >>> kind_asked("On which island does it end?")
    'island'
    """
    words = _NUMBER_OF.sub("how many", question.strip(" ?.!").lower())
    if _NAMES_A_KIND.match(words) is None:
        return ""
    words = re.sub(r"^(?:in|on|at|to|from|by|for) ", "", words)
    noun = singular(noun_of(words))
    return "star" if f" {noun} star " in words else noun  # "which film star" asks for no film
