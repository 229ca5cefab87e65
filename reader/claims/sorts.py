"""Claims of what a thing is: "Is Saltgrass a film?" holds where its page begins "Saltgrass is a 1987 drama film"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgqa.data.metrics.answers import normalize_answer
from kgqa.reader.language.sentences import sentences
from kgqa.reader.pairs.definition import definition, heads
from kgqa.reader.pairs.wider import narrower
from kgqa.reader.pairs.words import root, words_of
from kgqa.types import Evidence, Passage

_NAME = r"(?:[Tt]he )?[^\W\d_a-z][\w'’.&-]*(?: (?:(?:of|the|and|de|la|von|van|der|&) ){0,3}[^\W_a-z][\w'’.&-]*){0,7}"
_KIND = re.compile(
    rf"(?:is|are|was|were) (?P<who>{_NAME}) (?:an? )(?P<kind>[\w-]+"
    r"(?: (?!(?:of|in|by|from|at|on|to|for|with|that|which|who|and|than|or)\b)[\w-]+){0,3})"
)
_NO_LONGER = re.compile(
    r"\b(?:former|formerly|fictional|fictitious|mythical|legendary|defunct|proposed|planned|supposed|alleged|would-be"
    r"|unbuilt|abandoned|aspiring|retired|honorary|not|never|no longer)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:after|against|over|through|into|without|before|like|behind|beside|alongside|until|because|though|if|named|called"
    r"|owned|run|used|meant|via|per|versus|among|across|along|above|below|around|inside|within|toward|towards|upon)\b"
)
_DOER = re.compile(r"(?:er|or|ist|ian|ant|eer|nurse|chef|poet|judge|pilot|architect)$")
_NOT_QUITE = re.compile(
    r"\b(?:former|late|ex|deputy|vice|assistant|acting|junior|trainee|would-be|fake|not|no|than|like|of)[ -]$",
    re.IGNORECASE,
)
_KIND_OF = re.compile(r"\b(?:genus|breed|type|kind|sort|species|form|variety) of (?:the |an? )?$")
_ALWAYS = frozenset(
    map(root, ("writer", "musician", "artist", "scientist", "athlete", "plant", "animal", "film", "movie"))
)
"""Kinds of which the narrower ones always are."""


def sort_claimed(question: str) -> tuple[str, str] | None:
    """The thing and the kind that it is claimed to be of; None where no such thing is claimed.

    >>> sort_claimed("Is The Salt Year a drama film?"), sort_claimed("Is Osmark a town in Veland?")
    (('The Salt Year', 'drama film'), None)
    """
    begun = " ".join((question[:1].lower() + question[1:]).split()).rstrip(" ?.")
    found = _KIND.fullmatch(begun)
    return None if found is None else (found["who"], found["kind"])


def defined_as(who: str, kind: str, evidence: Sequence[Evidence]) -> tuple[int, int, int] | None:
    """Where a page says so: the number of the piece of evidence, and the half-open offsets of the words."""
    for number, piece in enumerate(evidence):
        if not isinstance(piece.content, Passage):
            continue
        passage = piece.content
        if (titled := _titled(passage.text, who, kind)) is not None:
            return number, *titled
        for start, end in sentences(passage.text):
            text = passage.text[start:end]
            if _begins(text, who, is_first=start == 0, title=passage.title) and (place := _is_one(text, kind)):
                return number, start + place[0], start + place[1]
    return None


def _titled(text: str, who: str, kind: str) -> tuple[int, int] | None:
    """Where a name has a kind of person right before it: "Meteorologist Wen Abara"."""
    if not _DOER.search(kind):
        return None
    found = re.search(rf"(?<![\w-]){re.escape(kind)} {re.escape(who)}(?!\w)", text, re.IGNORECASE)
    if found is None or _NOT_QUITE.search(text[: found.start()]):
        return None
    return found.span()


def _begins(text: str, who: str, *, is_first: bool, title: str) -> bool:
    """Whether a sentence begins by naming the thing, and goes on with what it is."""
    name = re.sub(r"^[Tt]he ", "", who)
    begun = re.match(
        rf"(?:[Tt]he )?[\"“‘]?{re.escape(name)}[\"”’]?,?(?: ?\([^()]*\),?)? (?:is|are|was|were) ", text, re.IGNORECASE
    )
    if begun is not None:
        return True
    is_own = normalize_answer(title.partition(" (")[0]) == normalize_answer(who)
    return is_first and is_own and re.match(r"(?:It|He|She|They) (?:is|was|are|were) ", text) is not None


def _is_its_own(before: str) -> bool:
    """Whether a kind is what the thing is, and not what it is a part of: a member of a band is no band."""
    return re.search(r"\bof\b", before) is None or _KIND_OF.search(before) is not None


def _is_one(text: str, kind: str) -> tuple[int, int] | None:
    if (stop := _ENDS.search(text)) is not None:
        text = text[: stop.start()]
    found = definition(text)
    if found is None or (_NO_LONGER.search(text[: found.end]) and not _NO_LONGER.search(kind)):
        return None
    wanted = [word.root for word in words_of(kind)]
    if not wanted:
        return None
    told = {word.root for word in words_of(text, found.start, found.end)}
    kinds = tuple(kind for kind in found.kinds if _is_its_own(text[found.start : kind[0]]))
    own = heads(text, replace(found, kinds=kinds))
    is_head = wanted[-1] in own or (wanted[-1] in _ALWAYS and bool(narrower(wanted[-1]) & own))
    return (found.start, found.end) if is_head and set(wanted[:-1]) <= told else None
