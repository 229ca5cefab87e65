"""Short names in running text: "Kennedy", "Oxford University", "LSU", as parts or initials of longer ones."""

from __future__ import annotations

from dataclasses import replace

from kgqa.kg.graph import Graph
from kgqa.linker.demonyms import COUNTRIES
from kgqa.linker.forms import forms, squash
from kgqa.linker.hashing import hash_strings
from kgqa.linker.index import LinkIndex
from kgqa.linker.normalise import fold
from kgqa.linker.parts import INITIALS, find_initials, find_parts, initials_key, keys
from kgqa.linker.people import is_person_name
from kgqa.linker.reading import FUNCTION_WEIGHT, Reading
from kgqa.linker.spans import Candidate
from kgqa.linker.standing import standing
from kgqa.linker.words import FUNCTION, JOINING, KINDS, MORE_KINDS, ORDINARY, TITLES

_PLACED = ("in", "at", "near")
_ARTICLES = ("the", "a", "an")
LONGEST = 8
"""Tokens of the longest short name."""
INITIALS_QUALITY = 0.75
"""Of initials."""
PEOPLE_QUALITY, COUNTRY_QUALITY = 0.85, 0.7
"""Of a people, or of its country, for an adjective."""
NO_PERSON = 0.55
"""What a person's name keeps where the words around it speak of a place or a thing: "in Berkeley", "the Vatican"."""
OTHER_CASE = 0.55
"""What a part keeps of its quality where the name has it in lower case."""


def name_runs(reading: Reading) -> list[tuple[int, int]]:
    """Token spans [first, last) that upper case sets apart as one name each, joining words inside them included.

    Signs but blanks, hyphens and an initial's point end a run, so does "'s". None where case tells nothing.
    """
    if not any(reading.upper) or all(reading.upper):
        return []
    runs: list[tuple[int, int]] = []
    first = last = -1
    for place in range(len(reading.tokens)):
        if not reading.upper[place]:
            if reading.tokens[place].text not in JOINING or (last >= 0 and not _touches(reading, place)):
                first, last = _close(runs, first, last)
            continue
        joined = last >= 0 and all(_touches(reading, n) for n in range(last, place + 1)) and not reading.begins[place]
        if not joined:
            _close(runs, first, last)
            first = place
        last = place + 1
    _close(runs, first, last)
    return runs


def short_names(graph: Graph, index: LinkIndex, reading: Reading, runs: list[tuple[int, int]]) -> list[Candidate]:
    """Candidates whose name holds the words of a stretch, or is abbreviated by it, but is not it."""
    found: list[Candidate] = []
    for run in runs:
        for first, last in _stretches(reading, run):
            found += _parts(graph, index, reading, first, last)
    found += _of_peoples(graph, index, reading)
    for first, last, letters in _abbreviations(reading):
        for row in find_initials(index.part_hash, index.part_row, letters):
            if any(initials_key(letters) in keys(form) for form, _ in forms(graph.labels[row], graph.aliases[row])):
                found.append(_candidate(reading, first, last, row, INITIALS_QUALITY))
    return found


def says_little(word: str) -> bool:
    """Whether a folded word is too common in names to be a short one: a title, a kind of thing, a number, a letter."""
    return word in FUNCTION or word in TITLES or word in KINDS or word.isdecimal() or len(word) == 1


def is_thing(reading: Reading, first: int, last: int) -> bool:
    """Whether a name stands as no person's does: after "in" or "at", or after an article and before no noun of its own.

    "The Curie family" is about a person, "the Vatican" is not.
    """
    before = reading.tokens[first - 1].text if first and not reading.begins[first] else ""
    if before in _PLACED:
        return True
    if before not in _ARTICLES:
        return False
    if (
        last == len(reading.tokens)
        or not reading.text[reading.tokens[last - 1].end : reading.tokens[last].start].isspace()
    ):
        return not reading.tokens[last - 1].possessive
    return reading.tokens[last].text in FUNCTION


def is_common(word: str) -> bool:
    """Whether a folded word means something by itself, so that it seldom is a name: "institute", "film"."""
    return says_little(word) or word in ORDINARY or word in MORE_KINDS


def _close(runs: list[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    if last > first >= 0:
        runs.append((first, last))
    return -1, -1


def _touches(reading: Reading, place: int) -> bool:
    """Whether nothing but a blank, a hyphen or an initial's point parts a token from the one before."""
    if not place:
        return False
    before = reading.tokens[place - 1]
    if before.possessive:
        return False
    between = reading.text[before.end : reading.tokens[place].start].strip(" \t\n")
    return between in ("", "-", "–") or (between in (".", "&") and len(before.text) <= 2)


def _stretches(reading: Reading, run: tuple[int, int]) -> list[tuple[int, int]]:
    """The stretches of a run that may stand for a whole name: cut at "and", less what leads it on."""
    words = [reading.tokens[n].text for n in range(*run)]
    starts = [run[0]] + [run[0] + n for n in range(1, len(words)) if words[n - 1] == "and"]
    for start in tuple(starts):
        # "President Kennedy", "In Munich"
        leading = start
        while leading + 1 < run[1] and _leads(reading, leading):
            leading += 1
            starts.append(leading)
    ends = [run[0] + n for n in range(1, len(words)) if words[n] == "and"] + [run[1]]
    return [
        (first, last)
        for first in sorted(set(starts))
        for last in ends
        if 0 < last - first <= LONGEST
        and reading.upper[first]
        and reading.weights[first] > FUNCTION_WEIGHT
        and not _is_empty(reading, first, last)
    ]


def _leads(reading: Reading, place: int) -> bool:
    return reading.plain[place] or reading.tokens[place].text in TITLES


def _is_empty(reading: Reading, first: int, last: int) -> bool:
    """Whether a stretch is all of words that say too little to find a name by."""
    return all(
        says_little(reading.tokens[n].text) or (reading.plain[n] and reading.begins[n]) for n in range(first, last)
    )


def _of_peoples(graph: Graph, index: LinkIndex, reading: Reading) -> list[Candidate]:
    """What an adjective such as "Italian" speaks of: the "Italians", the "Irish people", else "Italy"."""
    if not reading.cased:
        return []
    asked: list[tuple[int, str, float]] = []
    for place, token in enumerate(reading.tokens):
        if reading.upper[place] and token.text.isalpha():
            asked += [(place, f"{token.text}s", PEOPLE_QUALITY), (place, f"{token.text} people", PEOPLE_QUALITY)]
            if token.text in COUNTRIES and _is_adjective(reading, place):
                asked.append((place, COUNTRIES[token.text], COUNTRY_QUALITY))
    if not asked:
        return []
    found = []
    for hit, form in zip(*index.find(hash_strings([squash(name) for _, name, _ in asked])), strict=True):
        row = int(index.form_row[form])
        place, name, quality = asked[int(hit)]
        label = graph.labels[row]
        if label[:1].isupper() and any(name == form for form, _ in forms(label, graph.aliases[row])):
            found.append(replace(_candidate(reading, place, place + 1, row, quality), part=False))
    return found


def _is_adjective(reading: Reading, place: int) -> bool:
    """Whether a noun follows: "an English publisher" is one of England, "she taught in English" is not of it."""
    if place + 1 == len(reading.tokens):
        return False
    after = reading.tokens[place + 1]
    return reading.text[reading.tokens[place].end : after.start].isspace() and after.text not in FUNCTION


def _abbreviations(reading: Reading) -> list[tuple[int, int, str]]:
    """Stretches such as "LSU" and "M.I.T." with their letters, folded."""
    found: list[tuple[int, int, str]] = []
    tokens = reading.tokens
    place = 0
    while place < len(tokens):
        last = place + 1
        while (
            last < len(tokens)
            and len(tokens[last].text) == len(tokens[last - 1].text) == 1
            and reading.text[tokens[last - 1].end : tokens[last].start] == "."
        ):
            last += 1
        letters = "".join(token.text for token in tokens[place:last])
        written = reading.text[tokens[place].start : tokens[last - 1].end].replace(".", "")
        if reading.cased and INITIALS[0] <= len(letters) <= INITIALS[1] and written.isalpha() and written.isupper():
            found.append((place, last, letters))
        place = last
    return found


def _parts(graph: Graph, index: LinkIndex, reading: Reading, first: int, last: int) -> list[Candidate]:
    words = [token.text for token in reading.tokens[first:last]]
    if reading.tokens[last - 1].possessive:
        words[-1] = words[-1][:-1]
    words = [word for word in words if word not in FUNCTION or len(word) == 1]
    if not words or (len(words) == 1 and words[0] in COUNTRIES):
        return []
    ways = [words]
    if len(words) > 1 and words[0] in COUNTRIES:
        # "Chilean Communist Party" is the "Communist Party of Chile".
        ways.append([*COUNTRIES[words[0]].split(" "), *words[1:]])
    thing = is_thing(reading, first, last)
    found = []
    for way in ways:
        for row in find_parts(index.part_hash, index.part_row, [word for word in way if len(word) > 1]):
            quality = max(_quality(way, name) for name in (graph.labels[row], *graph.aliases[row]))
            if thing and is_person_name(graph.labels[row]):
                quality *= NO_PERSON
            if quality:
                found.append(_candidate(reading, first, last, row, quality))
    return found


def _quality(words: list[str], name: str) -> float:
    """The quality of words as a short name for ``name``; 0 where it lacks one of them, or has it less often."""
    content = [word for word in fold(name).split(" ") if word not in FUNCTION or len(word) == 1]
    if len(content) < 2:
        return 0.0
    whole: list[str] = []
    for word in words:
        # An initial may stand for any word that starts with it.
        meant = word if word in content else next((one for one in content if len(word) == 1 and one[0] == word), "")
        if not meant:
            return 0.0
        content.remove(meant)
        whole.append(meant)
    return standing(whole, name) * (OTHER_CASE if _in_lower_case(words, name) else 1.0)


def _in_lower_case(words: list[str], name: str) -> bool:
    """Whether a name has one of the words in lower case."""
    return any(fold(part) in words for part in name.split() if part[:1].islower())


def _candidate(reading: Reading, first: int, last: int, row: int, quality: float) -> Candidate:
    end = reading.tokens[last - 1].possessive or reading.tokens[last - 1].end
    return Candidate(reading.tokens[first].start, end, first, last, row, quality, part=True)
