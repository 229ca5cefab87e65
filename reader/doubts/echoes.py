"""Answers that only give back what the question itself names."""

from __future__ import annotations

import re

from kgqa.data.metrics.answers import normalize_answer
from kgqa.reader.asked.several import asks_for_several
from kgqa.reader.language.operations import singular
from kgqa.types import Path

ECHO = 0.3
"""What is left of the probability of an answer that the question names: on SQuAD 2.0's even half 2 of 20 such best
spans are right, both a number or a choice."""

SURELY_ASKED = 0.8
"""Share of all chains from which on a path that comes back to its start is what the question asks for: "the wife of her
husband"."""

LONGEST_KIND = 4
"""Words of what only says which kind of thing is meant."""

_FORM = re.compile(r"(?:Inc|Ltd|LLC|GmbH|Corp|Co|AG|AB|AS|Oy|PLC|plc|Limited|Incorporated)\.?")
_HOW_COME = re.compile(
    r"\s*(?:how (?:did|was|were)\b|what (?:was|is|were) the (?:cause|reason)|what caused)", re.IGNORECASE
)
_EVENT = re.compile(
    r"(?:is |was |were )?(?:dead|died|death|deceased|killed|destroyed|damaged|lost|closed|ended|injured)", re.IGNORECASE
)
_CHOICE = re.compile(r"\bor\b|\bwhich of\b", re.IGNORECASE)


def gives_back(path: Path) -> bool:
    """Whether a path of two steps or more leads back to where it starts, and nowhere else."""
    return len(path.steps) > 1 and path.ends == (path.start,)


def is_echo(question: str, answer: str) -> bool:
    """Whether an answer is a name out of the question, which offers no choice.

    >>> is_echo("Who are the sons of Jo Lind?", "Jo Lind"), is_echo("Who are the sons of Jo Lind?", "Abe Lind")
    (True, False)
    >>> is_echo("Is it Leeds or York?", "York"), is_echo("For each one, how many are there?", "one")
    (False, False)
    """
    said = normalize_answer(answer)
    if not said or not any(letter.isupper() for letter in answer) or _CHOICE.search(question):
        return False
    return f" {said} " in f" {normalize_answer(question)} "


def is_form_alone(answer: str) -> bool:
    """Whether an answer is the end of a firm's name and no more.

    >>> is_form_alone("Inc."), is_form_alone("Velm Inc.")
    (True, False)
    """
    return _FORM.fullmatch(answer.strip()) is not None


def is_event_alone(question: str, answer: str) -> bool:
    """Whether an answer only says that what is asked about happened: that somebody is dead tells not how he died.

    >>> is_event_alone("How did Ada die?", "dead"), is_event_alone("How did Ada die?", "of a fever")
    (True, False)
    """
    return _HOW_COME.match(question) is not None and _EVENT.fullmatch(answer.strip()) is not None


def is_kind_alone(question: str, answer: str) -> bool:
    """Whether an answer to a question for several things only says what kind of thing they are.

    >>> is_kind_alone("Which countries border Varland?", "landlocked country")
    True
    >>> is_kind_alone("Which countries border Varland?", "Kestria"), is_kind_alone("What is Varland?", "a country")
    (False, False)
    """
    several, words = asks_for_several(question), answer.split()
    if several is None or not 0 < len(words) <= LONGEST_KIND or any(letter.isupper() for letter in answer):
        return False
    return singular(words[-1].lower()) == several.noun
