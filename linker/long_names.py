"""Names that a text gives in more words than the graph: "Herbert Charles Brown" for "Herbert C. Brown"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgqa.kg.graph import Graph
from kgqa.linker.index import LinkIndex
from kgqa.linker.parts import find_parts
from kgqa.linker.people import person_words
from kgqa.linker.reading import Reading
from kgqa.linker.spans import Candidate
from kgqa.linker.words import COMPANY_FORMS

FULLER_QUALITY = 0.85
"""Of a person's name of which the graph has initials, or fewer given names."""
FORM_QUALITY = 0.95
"""What a company's name keeps of its quality where its form is added to it."""
LONGEST = 4
"""Words of the longest person's name."""


def fuller_names(graph: Graph, index: LinkIndex, reading: Reading, runs: Sequence[tuple[int, int]]) -> list[Candidate]:
    """Persons of the same surname whose given names agree: one begins with, or is, the other's, in their order."""
    found: list[Candidate] = []
    for first, last in runs:
        while last - first > 1 and reading.plain[first]:
            first += 1
        words = [reading.tokens[n].text for n in range(first, last)]
        ends = reading.tokens[last - 1]
        if ends.possessive:
            words[-1] = words[-1][:-1]
        if not 2 <= len(words) <= LONGEST or len(words[-1]) < 2:
            continue
        for row in find_parts(index.part_hash, index.part_row, [words[-1]]):
            own = [part for word in person_words(graph.labels[row]) for part in word.split(" ")]
            if len(own) > 1 and own[-1] == words[-1] and own != words and agree(words[:-1], own[:-1]):
                end = ends.possessive or ends.end
                found.append(Candidate(reading.tokens[first].start, end, first, last, row, FULLER_QUALITY, part=True))
    return found


def agree(text: Sequence[str], label: Sequence[str]) -> bool:
    """Whether given names may be one person's: the first agree, and the shorter list is within the longer.

    >>> [agree(["herbert", "charles"], other) for other in (["herbert", "c"], ["h", "c"], ["herbert"], ["charles"])]
    [True, True, True, False]
    """
    if not text or not label or not _same(text[0], label[0]):
        return False
    short, long = sorted((text, label), key=len)
    rest = iter(long)
    return all(any(_same(word, other) for other in rest) for word in short)


def with_forms(reading: Reading, whole: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that a company's form follows, with it: "Nichia Corporation" for "Nichia"."""
    found: list[Candidate] = []
    for one in whole:
        if one.last >= len(reading.tokens) or one.part:
            continue
        form = reading.tokens[one.last]
        between = reading.text[reading.tokens[one.last - 1].end : form.start]
        if (
            form.text in COMPANY_FORMS
            and reading.upper[one.last]
            and reading.upper[one.first]
            and between in (" ", ", ")
        ):
            end = form.possessive or form.end
            found.append(replace(one, end=end, last=one.last + 1, quality=one.quality * FORM_QUALITY))
    return found


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) == 1 and long.startswith(short))
