"""What sort of value a question can only be answered by: a population is a number, and no "third director" is known to
be the third because a graph has a director."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import chain_label, node_name
from kgqa.reader.asked.event_dates import is_of_other_event
from kgqa.reader.language.opposites import OPPOSITE, is_opposite
from kgqa.reader.language.ordinals import OTHER_PLACE, asks_for_place
from kgqa.reader.language.quantities import DATES, number
from kgqa.reader.network.found import FoundPath
from kgqa.reader.paths.asked_form import has_asked_form

NO_NUMBER = 0.1
"""What is left of the probability of a path to what is no number, where a number is asked for, and of one to the father
where the mother is."""

_HOW_OFTEN = re.compile(r"\s*how (?:many times|often)\b", re.IGNORECASE)
_OFTEN = re.compile(
    r"(?:(?:about|around|only|at least|more than|over|nearly|some) )?(?:[\d,.]+|\w+)(?: times)?"
    r"|.*\b(?:every|each|a|per|times|once|twice|daily|weekly|monthly|yearly|annually|hourly|nightly|regularly|never)\b.*",
    re.IGNORECASE,
)
_AGE = re.compile(r"\s*(?:how old|at what age|what (?:is|was) the age)\b", re.IGNORECASE)
_MEASURES = (
    "population|number of inhabitants|height|elevation|altitude|depth|length|width|area|diameter|radius|aperture|weight"
    "|mass|speed|price|cost|budget|revenue|capacity|density|runtime"
)
_NUMBER = re.compile(
    r"\s*(?:how (?:tall|high|deep|wide|heavy|fast|far)\b"
    rf"|(?:what|how (?:large|big)) (?:is|was) the (?:total |average |highest )?(?:{_MEASURES})\b"
    r"(?! of (?:work|study|expertise|research|responsibility|interest|law|focus|activity|knowledge)))",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(r"\s*how (?:long|far|tall|high|deep|wide|heavy|fast|large|big|much|many)\b", re.IGNORECASE)
_OF_TIME = re.compile(r"\b(?:year|date|season|inception)\b", re.IGNORECASE)
_IN_TIME = re.compile(r"(?!.*\d{4}.*\d{4}).*\b\d{4}\b.*")
_WHEN_OUT = re.compile(
    r"\s*when (?:was|were|did|is|has)\b.*\b(?:releas|publish|written|c[ao]me? out|issued|founded|start|created)",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\s*(?:when|(?:in|on) (?:what|which) (?:year|day|date|month)|what year)\b", re.IGNORECASE)
_TIME = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|\w+days?|spring"
    r"|weeks?|months?|years?|quarters?|terms?|holidays?|hours?|plague|famine|depression|uprising|siege|occupation"
    r"|coronation|great (?:fire|flood|storm|frost)|blitz|armistice|jubilee|ramadan|michaelmas|whitsun|yule"
    r"|\w+assic|cretaceous|\w+cene|\w+lithic"
    r"|summer|autumn|fall|winter|century|centuries|eras?|ages?|periods?|times?|wars?|revolution|reign|dynasty|easter|christmas"
    r"|new year|advent|lent|noon|midnight|night|morning|evening|eve|festival|season|olympi\w+|rebellion|renaissance)\b",
    re.IGNORECASE,
)
_PHYSICAL = frozenset(("m", "kg", "s", "m2"))
_DIMENSIONS = (
    (re.compile(r"\bhow (?:much|heavy)\b.*\b(?:weighs?|weighed)\b|\bhow heavy\b", re.IGNORECASE), "kg"),
    (re.compile(r"\bhow (?:tall|high|deep|wide)\b", re.IGNORECASE), "m"),
    (re.compile(r"\bhow much\b.*\b(?:costs?|charged?)\b|\bwhat (?:does|did|do)\b.*\bcost\b", re.IGNORECASE), ""),
)
"""Questions and the base unit of their answers; "" where none of a physical kind is."""

_VERSION = re.compile(r"(?:version |v)?\d+(?:\.\d+)+")
_IN_WORDS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|half|dozen|hundreds?|thousands?"
    r"|millions?|billions?|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?)\b",
    re.IGNORECASE,
)

_COUPLES = (("father", "mother"), ("son", "daughter"), ("brother", "sister"), ("husband", "wife"))
_PAIRS = tuple(pair for one, other in _COUPLES for pair in ((one, other), (other, one)))
_SEXED = re.compile(r"\b(father|mother|son|daughter|brother|sister|husband|wife)s?\b")


def asks_for_number(question: str) -> bool:
    """Whether only a number answers, a count apart.

    >>> [asks_for_number(q) for q in ("What is the population of Varland?", "How old is Jo?", "Who is Jo?")]
    [True, True, False]
    """
    return _NUMBER.match(question) is not None or _AGE.match(question) is not None


def is_number(text: str, *, age: bool = False) -> bool:
    """Whether a value says a number; as an ``age`` no date does.

    >>> is_number("310,000"), is_number("three miles"), is_number("Jo Lind"), is_number("19 January 1940", age=True)
    (True, True, False, False)
    """
    if age and DATES.search(text):
        return False
    if not age and re.fullmatch(r"(?:free|no charge|free of charge)", text.strip(), re.IGNORECASE):
        return True  # a price
    return any(letter.isdigit() for letter in text) or _IN_WORDS.search(text) is not None


def fits_question(question: str, text: str) -> bool:
    """Whether a value is of the sort that ``question`` can only be answered by."""
    if not has_asked_form(question, text):
        return False
    if _WHEN_OUT.match(question) and _VERSION.fullmatch(text.strip()):
        return False  # the version is what came out, and no day
    if _WHEN.match(question) and is_only_name(text):
        return False
    if not is_of_dimension(question, text):
        return False
    if _HOW_OFTEN.match(question) and not _OFTEN.fullmatch(text.strip()):
        return False
    return not asks_for_number(question) or is_number(text, age=_AGE.match(question) is not None)


def is_only_name(text: str) -> bool:
    """Whether a text is a name that tells no time, which answers no "when".

    >>> [is_only_name(text) for text in ("Holm Medal", "World War II", "8 May 1901", "in spring", "May", "Easter")]
    [True, False, False, False, False, False]
    """
    words = re.findall(r"[^\W\d_][\w'’-]*", text)
    if len(words) < 2 or any(letter.isdigit() for letter in text) or _TIME.search(text):
        return False
    return all(word[0].isupper() or word in ("of", "the", "and", "de", "von", "van") for word in words)


def is_of_dimension(question: str, text: str) -> bool:
    """Whether a number is of what the question measures, as far as its unit tells: no price says how heavy a thing is.

    >>> asked = "How much does the lamp weigh?"
    >>> [is_of_dimension(asked, text) for text in ("310 crowns", "2.4 kg", "2.4", "about two pounds")]
    [False, True, True, True]
    """
    for asked, unit in _DIMENSIONS:
        if asked.search(question):
            found = number(text.strip())
            if found is None or not found.unit or "pound" in text.lower():
                return True
            return found.unit == unit if unit else found.unit not in _PHYSICAL
    return True


def is_of_other_sex(question: str, label: str) -> bool:
    """Whether relations lead to a father where a mother is asked for, and the like.

    >>> is_of_other_sex("Who was the mother of Jo?", "father"), is_of_other_sex("Who was the mother of Jo?", "parent")
    (True, False)
    """
    asked, said = (set(_SEXED.findall(text.lower())) for text in (question, label))
    return any(one in asked and other in said and not (other in asked or one in said) for one, other in _PAIRS)


def of_asked_value(question: str, paths: Sequence[FoundPath], graph: Graph) -> list[FoundPath]:
    """The paths, those made less probable that lead to no value of the sort asked for, to the date of another event or
    to one where a size is asked for, to kin of the other sex or the opposite of what is asked, or know of no order
    where one in an order is asked for."""
    kept = []
    for found in paths:
        left = 1.0
        ends = [node_name(end, graph) for end in found.path.ends]
        if not any(fits_question(question, end) for end in ends):
            left *= NO_NUMBER
        said = " ".join([chain_label(found.path.steps, graph), *ends])
        last = chain_label(found.path.steps[-1:], graph)
        if _WHEN.match(question) and is_of_other_event(question, last):
            left *= NO_NUMBER
        if _HOW_MUCH.match(question) and _OF_TIME.search(last) and all(map(_IN_TIME.fullmatch, ends)):
            left *= NO_NUMBER
        if is_of_other_sex(question, chain_label(found.path.steps, graph)):
            left *= NO_NUMBER
        if is_opposite(question, last):
            left *= OPPOSITE
        if asks_for_place(question) and not asks_for_place(f"the {said}"):
            left *= OTHER_PLACE
        kept.append(found if left == 1.0 else replace(found, probability=found.probability * left))
    return kept
