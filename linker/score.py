"""How well a stretch's letter case fits a label, and how likely a stretch is meant as a name at all."""

from __future__ import annotations

from kgqa.linker.reading import FUNCTION_WEIGHT, Reading
from kgqa.linker.spans import Candidate

CASE_COST = 0.15
"""What a label whose letter case the question contradicts loses, in a question that mixes the cases."""
OTHER_LETTERS = 0.03
"""What a label loses that is not written letter for letter, be it by case alone: it parts "Drama" from "drama"."""
LATER_WORD = 0.3
"""What each further word of a name adds to how likely it is meant as one, or each of function words alone."""
LATER_FUNCTION_WORD = 0.15
"""What a function word beside others adds."""
LONGER = 1.4
"""Power of a name's weight that makes one long name worth more than the short ones inside it."""
WEAK = 0.5
"""The most that a single word of a doubtful sort says; below linker.NIL_THRESHOLD."""
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
        reading.upper[n] != word[0].isupper() and not (n == 0 and reading.upper[n])
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
    return bool(content) and all(reading.upper[n] for n in content) and content[-1] > 0


def salience(reading: Reading, candidate: Candidate, label: str, *, hub: bool) -> float:
    """How likely a stretch is meant as the name that a label is, in (0, 1].

    Not set apart, a single word is at most WEAK where it is misspelt, where it is the lower case of a label that has
    upper case in a question that mixes them, or where it means a hub: a node that very many others point to is more
    often a property than the topic ("comedy", "1995").
    """
    first, last = candidate.first, candidate.last
    weights = sorted(reading.weights[first:last], reverse=True)
    likely = weights[0]
    for weight in weights[1:]:
        likely += LATER_FUNCTION_WORD if weight <= FUNCTION_WEIGHT < weights[0] else LATER_WORD
    if is_marked(reading, first, last) and ((first, last) in reading.quotes or label != label.lower()):
        return min(1.0, max(likely, MARKED))
    lowered = reading.cased and not reading.upper[first] and label[:1].isupper()
    if last - first == 1 and (hub or lowered or candidate.typos):
        likely = min(likely, WEAK)
    return min(1.0, likely)


def is_explained(reading: Reading, covered: set[int]) -> bool:
    """Whether all words outside the tokens covered are ones that a question may hold besides a name.

    What is left must not be new to the graph, nor written in upper case inside the sentence, unless it is a plain
    word: else the question names something that the graph does not have.
    """
    return not any(
        weight == 1.0
        and not plain
        and n not in covered
        and (not known or (reading.cased and upper and n > 0))
        for n, (weight, plain, known, upper) in enumerate(
            zip(reading.weights, reading.plain, reading.known.tolist(), reading.upper, strict=True)
        )
    )


def value(reading: Reading, first: int, last: int, quality: float) -> float:
    """What choosing a stretch is worth against others that overlap it: longer names first, then closer ones."""
    quoted = (first, last) in reading.quotes
    weight = sum(
        max(reading.weights[n], MARKED)
        if quoted or (reading.cased and reading.upper[n] and n)
        else reading.weights[n]
        for n in range(first, last)
    )
    return float(weight**LONGER * quality**2)
