"""The clauses of a sentence, each made whole: "Dogs are welcome in the yard but not in the galleries" says two things
of dogs, and so does "Dogs are kept on a lead and are not allowed in the cabins"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from kgqa.linker.normalise import fold
from kgqa.reader.language.verbs import verb_key

_AUX = r"is|are|was|were|may|can|could|must|should|will|has|have|do|does|did|need|needs|never|cannot"
_ENDS = re.compile(
    r";|:|(?<!\ball)(?<!\bany)(?<!\bnothing),? but "
    rf"|, (?:and|so|which|who|while|though|although|because|as) |,? and (?=(?:{_AUX})\b)"
    r"|, (?=(?:never|not) (?:in|on|at|for|to|from|with|during|by|inside|outside)\b)",
    re.IGNORECASE,
)
_VERB = re.compile(rf"\b(?:{_AUX})\b", re.IGNORECASE)
_BEGINS_WITH_VERB = re.compile(rf"\s*(?:{_AUX})\b", re.IGNORECASE)
_BEGINS_WITH_NOT = re.compile(
    r"\s*(?:not\b(?! (?:only|just|merely))|never (?:in|on|at|for|to|from|with|during|by|inside|outside)\b)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"\s(?:in|on|at|for|to|from|with|during|by|inside|outside|anywhere)\s", re.IGNORECASE)
_SEVERAL = re.compile(
    rf"\s*(?P<subjects>(?:(?!\b(?:{_AUX})\b)[^,;:()])+(?:, (?:(?!\b(?:{_AUX})\b)[^,;:()])+)*,? (?:and|or) "
    rf"(?:(?!\b(?:{_AUX})\b)[^,;:()])+?) (?P<rest>(?:are|were|may|can|must|cannot|have)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_OF_ALL_OF_THEM = re.compile(
    r"\b(?:no|not|neither|nor|only|few|most|some|all|both|either|between|together|if|when|unless|after|before|except|without)\b",
    re.IGNORECASE,
)
"""Words that are of all the subjects, and would be lost to the later ones: "No dogs or cats are allowed"."""
_UN = re.compile(r"(?<=\b(?:is|be) )un(?P<rest>[a-z]{4,})|(?<=\b(?:are|was) )un(?P<rest2>[a-z]{4,})", re.IGNORECASE)
_ASIDES = re.compile(r"(?<=\w), [^,]{1,60},(?= )")
_ASIDE = re.compile(r"\b(?:not|never|no)\b[^,]*(?P<aside>, (?:a|an|the) .*)$", re.IGNORECASE)
_LONGEST_SUBJECT = 6
"""Words of a subject at most that a later clause goes on with."""


def clauses_of(sentence: str, asked: Set[str]) -> Iterator[str]:
    """The clauses, with the subject of the one before where they have none, and its verb where they begin with "not".

    ``asked``: keys (:func:`kgqa.reader.language.verbs.verb_key`) of the question's words: "unpaid" denies "paid".

    >>> list(clauses_of("Dogs are welcome in the yard but not in the galleries.", set()))
    ['Dogs are welcome in the yard', 'Dogs are welcome not in the galleries.']
    >>> list(clauses_of("Dogs are kept on a lead and are not allowed in the cabins.", set()))
    ['Dogs are kept on a lead', 'Dogs are not allowed in the cabins.']
    >>> list(clauses_of("Coffee, tea and fruit are free.", set()))
    ['Coffee are free.', 'tea are free.', 'fruit are free.']
    >>> list(clauses_of("No dogs or cats are allowed.", set()))
    ['No dogs or cats are allowed.']
    """
    before = ""
    for clause in _ENDS.split(sentence):
        whole = clause
        verb = _VERB.search(before)
        subject = before[: verb.start()].strip() if verb else ""
        if 0 < len(subject.split()) <= _LONGEST_SUBJECT:
            place = _PREPOSITION.search(before, verb.end() if verb else 0)
            if _BEGINS_WITH_NOT.match(clause) and place:
                whole = f"{before[: place.start()].strip()} {clause.strip()}"
            elif _BEGINS_WITH_VERB.match(clause):
                whole = f"{subject} {clause.strip()}"
        before = whole
        if aside := _ASIDE.search(whole):
            whole = whole[: aside.start("aside")]
        for each in _by_subject(whole):
            for part in _ASIDES.sub(" ", each).split(", "):
                yield _UN.sub(lambda found: _denied(found, asked), part)


def _by_subject(clause: str) -> Iterator[str]:
    """One clause for each of several that are its subject together: "Coffee, tea and fruit are free"."""
    found = _SEVERAL.match(clause)
    if found is None or _OF_ALL_OF_THEM.search(found["subjects"]):
        yield clause
        return
    for subject in re.split(r",? and |,? or |, ", found["subjects"]):
        yield f"{subject.strip()} {found['rest']}"


def _denied(found: re.Match[str], asked: Set[str]) -> str:
    """ "not paid" for "unpaid" where that is asked."""
    rest = found["rest"] or found["rest2"]
    keys = [verb_key(word) for word in fold(rest).split()]
    return f"not {rest}" if keys and set(keys) <= asked else found[0]
