"""How well a stretch's letter case fits a label, and how likely a stretch is meant as a name at all."""

from __future__ import annotations

import re

from kgqa.linker.reading import FUNCTION_WEIGHT, Reading
from kgqa.linker.spans import Candidate

CASE_COST = 0.15
"""What a label whose letter case the question contradicts loses, in a question that mixes the cases."""
OTHER_LETTERS = 0.03
"""What a label loses that is not written letter for letter, be it by case alone: it parts "Drama" from
"drama"."""
LATER_WORD = 0.3
"""What each further word of a name adds to how likely it is meant as one, or each of function words alone."""
LATER_FUNCTION_WORD = 0.15
"""What a function word beside others adds."""
LONGER = 1.4
"""Power of a name's weight that makes one long name worth more than the short ones inside it."""
WEAK = 0.5
"""The most that a single word of a doubtful sort says; below linker.NIL_THRESHOLD."""
_COUNTED = re.compile(r"\d+(?:s|st|nd|rd|th)")
MARKED = 0.95
"""How likely a stretch is a name that upper case inside the sentence or quotation marks say is one."""


def agreement(reading: Reading, candidate: Candidate, label: str) -> float:
    """1 where the question writes the label as it is or case says nothing, down to 1 - CASE_COST."""
    if reading.text[candidate.start : candidate.end] == label:
        return 1.0
    if not reading.cased:
        return 1.0 - OTHER_LETTERS
    words = label.split()
    spelt = range(candidate.first, candidate.last)
    if len(words) != len(spelt):
        return 1.0 - CASE_COST / 4
    wrong = sum(
        reading.upper[n] != word[0].isupper() and not (reading.begins[n] and reading.upper[n])
        for n, word in zip(spelt, words, strict=True)
    )
    return 1.0 - CASE_COST * (0.2 + 0.8 * wrong / len(words))


def is_marked(reading: Reading, first: int, last: int) -> bool:
    """Whether quotation marks, or upper case that a sentence's start does not explain, set tokens apart."""
    if (first, last) in reading.quotes:
        return True
    if not reading.cased:
        return False
    told = [n for n in range(first, last) if not reading.tokens[n].text.isdecimal()]
    content = [n for n in told if reading.weights[n] > FUNCTION_WEIGHT] or told
    return bool(content) and all(reading.upper[n] for n in content) and not reading.begins[content[-1]]


def salience(reading: Reading, candidate: Candidate, label: str, *, hub: bool) -> float:
    """How likely a stretch is meant as the name that a label is, in (0, 1].

    Not set apart, a single word is at most WEAK where it is misspelt, where it is the lower case of a label
    that has upper case in a question that mixes them, or where it means a hub: a node that very many others
    point to is more often a property than the topic ("comedy", "1995"), unless it is a code ("libx6").
    """
    first, last = candidate.first, candidate.last
    weights = sorted(reading.weights[first:last], reverse=True)
    likely = weights[0]
    for weight in weights[1:]:
        likely += LATER_FUNCTION_WORD if weight <= FUNCTION_WEIGHT < weights[0] else LATER_WORD
    quoted = (first, last) in reading.quotes
    if last - first == 1 and not quoted and is_part_of_name(reading, first):
        return min(likely, WEAK)
    if is_marked(reading, first, last) and (quoted or label != label.lower()):
        return min(1.0, max(likely, MARKED))
    lowered = reading.cased and not reading.upper[first] and label[:1].isupper()
    if last - first == 1 and ((hub and not is_code(reading.tokens[first].text)) or lowered or candidate.typos):
        likely = min(likely, WEAK)
    return min(1.0, likely)


def is_code(word: str) -> bool:
    """Whether a word has letters and digits, and is no ordinal or decade: no word of a language does.

    >>> is_code("libx6"), is_code("comedy"), is_code("1995"), is_code("19th"), is_code("1950s")
    (True, False, False, False, False)
    """
    return any(map(str.isalpha, word)) and any(map(str.isdecimal, word)) and not _COUNTED.fullmatch(word)


def is_part_of_name(reading: Reading, place: int) -> bool:
    """Whether the word beside a word makes a longer name of it: "John" in "John Garrick"."""
    if reading.cased and not reading.upper[place]:
        return False
    tokens = reading.tokens
    if place + 1 < len(tokens) and _is_name_word(reading, place + 1):
        between = reading.text[tokens[place].end : tokens[place + 1].start]
        if between.isspace() and not tokens[place].possessive:
            return True
    if place and _is_name_word(reading, place - 1):
        between = reading.text[tokens[place - 1].end : tokens[place].start]
        return between.isspace() and not tokens[place - 1].possessive
    return False


def _is_name_word(reading: Reading, place: int) -> bool:
    """Whether a word looks like one of a name: by upper case or, in a question all in one case, as
    unknown."""
    if reading.weights[place] < 1.0 or reading.plain[place]:
        return False
    if len(set(reading.upper)) < 2:
        return not reading.known[place]
    return reading.cased and reading.upper[place] and not reading.begins[place]


def is_explained(reading: Reading, covered: set[int]) -> bool:
    """Whether the question seems to name nothing besides the tokens covered.

    It does where a word that is not plain is written in upper case inside the sentence or, in a question
    all in one case, is new to the graph: a name that the graph does not have.
    """
    return not any(n not in covered and _is_name_word(reading, n) for n in range(len(reading.tokens)))


def value(reading: Reading, first: int, last: int, quality: float) -> float:
    """What choosing a stretch is worth against others that overlap it: longer names first, then closer
    ones."""
    quoted = (first, last) in reading.quotes
    told = [quoted or (reading.cased and reading.upper[n] and not reading.begins[n]) for n in range(first, last)]
    weight = sum(
        max(reading.weights[n], MARKED) if is_told else reading.weights[n]
        for n, is_told in zip(range(first, last), told, strict=True)
    )
    return float(weight**LONGER * quality**2)
