"""Whether the pronoun that a sentence begins with stands for what a question is about."""

from __future__ import annotations

import re
from collections.abc import Set

from kgqa.linker.normalise import fold
from kgqa.reader.language.verbs import verb_key

_FIRST = 6
"""Words at the beginning of a sentence in which its subject stands, before its verb."""
_VERB = re.compile(
    r"\b(?:is|are|was|were|may|can|could|must|should|will|has|have|had|do|does|did|[a-z]+ed|[a-z]+s (?=the |an? )"
    r"|by|to|from|in|on|at|with|beside|near)\b"
)
_PERSONS = ("he", "she")
_OWN = re.compile(r"\s*(?:her|his|its|their)\b", re.IGNORECASE)
_SPEAKERS = re.compile(r"\b(?:we|you|i)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<!^)\b[A-Z][a-z]+")


def stands_for(sentence: str, named: Set[str], before: str, title: Set[str]) -> bool:
    """Whether the pronoun at the beginning of ``sentence`` stands for ``named``: the subject of the sentence ``before``
    ("" where there is none), what "we" or "you" do something with there, or what the title names, where that sentence
    goes on about it with the same pronoun.

    ``named`` and ``title``: keys (:func:`kgqa.reader.language.verbs.verb_key`).

    >>> stands_for("It fell.", {"bridg"}, "The bridge was old.", set())
    True
    >>> stands_for("It fell.", {"bridg"}, "The tower stood by the bridge.", set())
    False
    """
    pronoun = sentence.split()[0].lower()
    if not named:
        return False
    if not before:
        return named <= title
    words = before.split()
    others = {verb_key(part) for name in _NAME.findall(before) for part in fold(name).split()} - named - title
    if pronoun in _PERSONS and others:
        return False
    if named <= _keys(_VERB.split(" ".join(words[:_FIRST]))[0]):
        return True
    if pronoun not in _PERSONS and _SPEAKERS.search(before):
        return named <= _keys(before) | title
    goes_on = re.search(rf"\b{pronoun}\b", before, re.IGNORECASE) is not None and not _OWN.match(before)
    return goes_on and named <= title


def begins_with_pronoun(clause: str) -> bool:
    """Whether a clause begins with a pronoun of the third person."""
    return re.match(r"\s*(?:It|He|She|They|This|These)\b", clause) is not None


def _keys(text: str) -> set[str]:
    return {verb_key(word) for word in fold(text).split()}
