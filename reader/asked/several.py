"""Questions that ask for several things, and how they are asked back of one of these."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kgqa.linker.normalise import fold
from kgqa.reader.asked.superlative import taken_superlative
from kgqa.reader.language.operations import singular

_LEAD = re.compile(
    r"\s*(?P<lead>(?:(?:please )?(?:list|name|give|tell|show|find)(?: me| us)?|(?:what|which|who) (?:are|were)"
    r"|(?:(?:in|at|on|from|through|for|with|by|to) )?(?:what|which))"
    r"(?: all)?(?: of)?(?: the)?(?: names? of)?(?: the)?)\s+(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_AUXILIARY = {
    "did", "do", "does", "are", "were", "is", "was", "have", "has", "had", "can", "could", "will", "would", "should",
}  # fmt: skip
_JOINS = {
    "of", "in", "by", "from", "with", "on", "at", "for", "to", "near", "that", "which", "who", "whose", "about",
    "under", "through", "into", "between", "where",
}  # fmt: skip
_NO_NOUN = {"happens", "makes", "means", "causes", "comes", "goes", "does", "lies", "stands", "becomes"}
_OF_PLACES = {"country", "city", "town", "river", "lake", "mountain", "language", "village", "state", "region"}
_NO_PLURAL = {"series", "species", "news", "physics", "mathematics", "politics", "economics", "always", "gross", "bus"}
_MANY = {"people", "children", "men", "women", "media", "criteria", "alumni"}
_CAPITAL = re.compile(
    r"(?<!\w)(?:The )?[A-Z][\w.-]*(?:['’](?!s\b)\w+| (?:(?:of|the|de|la|von|van|der|and) )*[A-Z0-9][\w.-]*)*"
)
MOST_BEFORE = 4
"""Words of a noun phrase before its noun."""


@dataclass(frozen=True, slots=True)
class Several:
    """``noun``: what each is called, singular. ``lead``: the offset in the question where what calls them so ends; the
    rest is said of each of them. ``of``: whether that begins with the noun: "languages of Velmora"."""

    noun: str
    lead: int
    of: bool = False


def asks_for_several(question: str) -> Several | None:
    """What is asked for where a question asks for more than one thing; None for any other.

    >>> asks_for_several("Which films did Ada Brock direct?"), asks_for_several("Which film did Ada Brock direct?")
    (Several(noun='film', lead=11, of=False), None)
    >>> asks_for_several("What are the official languages of Velmora?").noun
    'language'
    """
    found = _LEAD.match(question)
    if found is None:
        return None
    is_said = re.match(r"(?:what|which|who) (?:are|were)\b", found["lead"], re.IGNORECASE) is not None
    is_open = re.search(r"\b(?:what|which)$", found["lead"], re.IGNORECASE) is not None
    if is_open and taken_superlative(question.lower())[1] is not None:
        return None  # one of several, if the first or the longest
    words = [*re.finditer(r"[^\s?.,!]+", found["rest"])]
    for at, word in enumerate(words[: MOST_BEFORE + 1]):
        following, after = (words[i][0] if i < len(words) else "" for i in (at + 1, at + 2))
        if word[0].lower() in _AUXILIARY | _JOINS or (is_open and at and word[0].endswith("ed")):
            return None
        ends = _ends_noun(following, after)
        if is_open and _is_plural(word[0]) and _is_verb(word[0], following, first=at == 0, ends=ends):
            return None
        if not _is_plural(word[0]) or not ends:
            continue
        is_owned = any(re.search(r"['’]s?$", before[0]) for before in words[:at])
        of = is_said or is_owned
        return Several(singular(word[0].lower()), found.start("rest") + (0 if of else word.end()), of)
    return None


def asked_back(question: str, several: Several, name: tuple[int, int], member: str) -> str:
    """The question as it is asked of one of its answers: what is ``member`` to whom? ``name``: where the question names
    what it is about, behind ``several.lead``.

    It is made in one way of any question, and is not grammar; a reader of questions understands it.

    >>> text = "Which films did Ada Brock direct?"
    >>> asked_back(text, Several("film", 11), (16, 25), "Night Ferry")
    'Night Ferry did who direct?'
    """
    start, end = name
    owned = re.match(r"['’]s?(?=\s)", question[end:])
    is_place = several.noun in _OF_PLACES or re.search(r"\b(?:in|at|through|near|on) $", question[:start]) is not None
    whom = "whose" if owned else "what" if is_place else "whom" if several.of else "who"
    rest = f"{question[several.lead : start]}{whom}{question[end + (owned.end() if owned else 0) :]}"
    return f"{member} {'is one of ' if several.of else ''}{rest.strip().rstrip('?.! ')}?"


def name_in(question: str, several: Several, titles: Iterable[str]) -> tuple[int, int] | None:
    """Where the one name stands that a question for several things is about: the longest of ``titles`` that it holds,
    else the one stretch of words with a capital; None where there are two names or none."""
    rest = question[several.lead :]
    for title in sorted({title.partition(" (")[0] for title in titles}, key=lambda title: (-len(title), title)):
        found = re.search(rf"(?<!\w){re.escape(title)}(?!\w)", rest, re.IGNORECASE) if len(fold(title)) > 2 else None
        if found is not None:
            others = _CAPITAL.search(f"{rest[: found.start()]} {rest[found.end() :]}")
            return None if others else (several.lead + found.start(), several.lead + found.end())
    stretches = [*_CAPITAL.finditer(rest)]
    if len(stretches) != 1:
        return None
    return several.lead + stretches[0].start(), several.lead + stretches[0].end()


def _is_plural(word: str) -> bool:
    low = word.lower()
    if low in _NO_PLURAL or not low.isalpha() or word[0].isupper():
        return False
    return low in _MANY or (singular(low) != low and not low.endswith(("ss", "us", "is")) and len(low) > 3)


def _is_verb(word: str, following: str, *, first: bool, ends: bool) -> bool:
    """Whether what looks like a plural is what something does: "what happens to", "what makes Ada famous", "what body
    appoints judges", "which field involves the study of"."""
    if first and word.lower() in _NO_NOUN:
        return True
    has_object = following[:1].isupper() or following.lower() in ("the", "a", "an", "its", "their", "his", "her")
    return has_object or not (first or ends)


def _ends_noun(following: str, after: str) -> bool:
    """Whether a noun phrase ends before these words."""
    low = following.lower()
    if not following or following[0].isupper() or low in _AUXILIARY | _JOINS | {"the", "a", "an"}:
        return True
    if re.search(r"(?:ed|en|ing|wn)$", low):
        return True
    # "Films star Mila", "rivers flow through", not "sports team does": a verb has something behind it.
    is_object = after[:1].isupper() or after.lower() in _JOINS | {"the", "a", "an", "it"}
    return is_object and not _is_plural(low)
