"""What a question asks about two things: whether both are so, which is, which has more, what or where both are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kgqa.linker.normalise import fold
from kgqa.reader.language.kinds import NEGATION
from kgqa.reader.language.operations import operation

Kind = Literal["both", "did", "which", "more", "shared", "common", "where", "same"]


@dataclass(frozen=True, slots=True)
class Asked:
    """``said``: the words that must hold of a thing, as the question has them, of "did" what both do and not what they
    are; of "more" the noun that is counted, of "shared" and "where" the noun that says what sort of thing is asked
    for, of "same" what may be. "common": what both have of some other sort. ``largest``: whether the larger
    number wins."""

    kind: Kind
    said: str
    largest: bool = True


_A, _B = r"(?:the |an? )?§0,?", r"(?:the |an? )?§1,?"
_AUX = r"(?:is|are|was|were|do|does|did|have|has|had)"
_BOTH = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<aux>{_AUX})\s+(?P<before>(?:\S+ ){{0,4}}?)§0,? and {_B} (?P<rest>.+)",
        rf"(?P<before>(?:both )?){_A} and {_B} (?P<aux>are|were|is) (?P<rest>both (?!what\b|which\b).+)",
    )
)
_WHICH = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:which|what|who|whose)(?: of (?:the|these)(?: two)?)? (?P<rest>.+?)(?P<apart>[,:]|,? (?:between|either))?"
        rf" {_A} or {_B}(?:\W.*)?",
        rf"(?:between|of|out of|from) {_A} (?:or|and) {_B} (?:which|who|what)(?: one)? (?P<rest>.+)",
        rf"{_A} or {_B} (?:which|who|what)(?: one)? (?P<rest>.+)",
        rf"(?:is|was) it {_A} or {_B} (?:that|who|which) (?P<rest>.+)",
        rf"{_AUX} {_A} or {_B} (?P<rest>.+)",
    )
)
_MORE = re.compile(
    r"\b(?:(?P<more>more|most|(?:higher|highest|larger|largest|greater|greatest) number of)"
    r"|less|least|fewer|fewest|(?:lower|lowest|smaller|smallest) number of)"
    r"\s+(?:(?:band|total|known|different|recognized|recognised|accepted|living) )?(?P<noun>[a-z-]+)"
    r"(?: (?:in|of|to|on) (?:it|them|total)| overall| altogether)?$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:more|most|less|least|fewer|fewest|than|first|last|earlier|earliest|later|latest|same|different|share"
    r"|before|after|further|farther|both)\b|\b(?:larg|small|long|short|high|tall|low|big|heavi|deep|wid|fast|old|eld"
    r"|young|new|great|near|clos|furth|farth|bright|hot|cold|warm|cheap|strong|rich)(?:er|est)\b",
    re.IGNORECASE,
)
_MANNER = r"(?:types?|kinds?|sorts?|forms?|groups?|class|category|varieties|variety)"
_WORK = r"(?:profession|occupation|job|career)s?"
_PLACE = r"(?:country|nation|nationality|countries|state|states|place|location|region)"
_SAME = re.compile(
    rf"(?:are|were|is|was|do|did|does|have|had|has) (?:both )?(?:\w+ ){{0,3}}?§0 and {_B} .*\b(?:same|different) "
    rf"(?:(?P<noun>state|{_WORK})\b.*|{_MANNER} of (?P<sort>[a-z]+))",
    re.IGNORECASE,
)
_SHARED = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:both )?{_A} and {_B} (?:are|were|is|was) (?:both |each |all )?(?:an? )?(?:what|which)"
        rf" (?:{_MANNER} of (?:an? )?)?(?P<noun>[a-z]+)",
        rf"(?:to |in )?(?:what|which) {_MANNER} of (?:an? )?(?P<noun>[a-z]+)(?: \w+)? {_AUX}"
        rf" (?:both )?(?:of )?{_A} and {_B}(?: both)?(?: (?:belong|represent|considered)(?: to)?)?",
        rf"(?:what|which) (?:(?:common|shared|same|is the|are the|was the) )*(?P<noun>{_WORK})"
        rf"(?: {_AUX})?(?: both| of)? §0 and §1(?: both)?"
        r"(?: (?:have|had|share|shared|hold|held|do|in|common|as|an?|their|they|are|known|for|the|same|work|worked))*",
        rf"(?:what|which) (?:is|are|was|were) the (?:common|shared|same)? ?(?P<noun>{_WORK})"
        r" (?:of|for|between|shared by) (?:both )?§0 and §1",
        rf"(?:what|which) (?P<noun>{_WORK}) (?:is|was|are|were) (?:shared|common|held) (?:by|to|between|of|in)"
        r" (?:both )?§0 and §1",
        rf"(?:both )?§0 and §1 (?:both )?(?:share|have|had|shared|hold|held) (?:what|which) (?:common |same )?"
        rf"(?P<noun>{_WORK})(?: in common)?",
        rf"what (?:is|are|was|were) (?:both )?{_A} and {_B}(?: both)?(?P<noun>)",
        rf"(?:both )?{_A} and {_B} are both what(?P<noun>)",
        r"what do (?:both )?§0 and §1 (?:both )?have in common(?P<noun>)",
    )
)
_COMMON = re.compile(
    rf"(?:what|which) \w+(?: \w+)?(?: {_AUX})? (?:both )?{_A} and {_B}(?: both)?"
    r" (?:have in common|share|shared|both have|both share|in common)",
    re.IGNORECASE,
)
_WHERE = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"where are (?:both )?(?:\w+ )?{_A} and {_B}(?: both)?(?: located| situated| found| based)?(?P<noun>)",
        rf"(?:in |of |from )?(?:what|which) (?P<noun>{_PLACE}) {_AUX} (?:both )?(?:the )?§0 and {_B}(?: both)?"
        r"(?: (?:located|situated|found|based|from|in|come|originate|reside|share|have|common))*",
        rf"(?:both )?{_A} and {_B} (?:are|were|is)(?: both)?(?: (?:located|situated|found|based|from|in|of))*"
        rf" (?:what|which) (?P<noun>{_PLACE})",
    )
)


def asked(question: str) -> Asked | None:
    """What a question asks of two things, which stand in it as "§0" and "§1"; None for what is asked otherwise, or is
    compared by a relation (:func:`kgqa.reader.language.operations.operation`).

    >>> asked("Are §0 and §1 both Danish magazines?")
    Asked(kind='both', said='Danish magazines', largest=True)
    >>> asked("Which genus has more species, §0 or §1?")
    Asked(kind='more', said='species', largest=True)
    >>> asked("Which company is based in Veland, §0 or §1?")
    Asked(kind='which', said='company is based in Veland', largest=True)
    >>> asked("Who wrote §0 or §1?")
    >>> asked("What profession do §0 and §1 have in common?")
    Asked(kind='shared', said='profession', largest=True)
    """
    text = question.strip().rstrip("?. ").strip()
    forms_of: tuple[tuple[Kind, tuple[re.Pattern[str], ...]], ...] = (("where", _WHERE), ("shared", _SHARED))
    for kind, forms in forms_of:
        for form in forms:
            if (found := form.fullmatch(text)) is not None:
                return Asked(kind, found["noun"].strip().lower())
    if _COMMON.fullmatch(text) is not None:
        return Asked("common", "")
    if NEGATION.search(text) or re.search(r"\bwhile\b|[?;]", text):
        return None
    if (found := _SAME.fullmatch(text)) is not None:
        return Asked("same", (found["noun"] or found["sort"]).lower(), "different" not in text.lower())
    if operation(_as_read(question)) is not None:
        return _more(text)
    for form in _BOTH:
        if (found := form.fullmatch(text)) is not None and " or " not in found["rest"]:
            return _both(found["aux"].lower(), found["before"].strip(), found["rest"].strip())
    for form in _WHICH:
        if (found := form.fullmatch(text)) is not None:
            rest = found["rest"].strip(" ,")
            # "Who wrote A or B?" asks for neither.
            is_apart = "apart" not in form.groupindex or found["apart"] is not None
            return Asked("which", rest) if is_apart and not _COMPARED.search(rest) else None
    return None


def _both(auxiliary: str, before: str, rest: str) -> Asked | None:
    is_both = re.search(r"\bboth\b", f"{before} {rest}", re.IGNORECASE) is not None
    rest = re.sub(r"^both\s+|\s+both$", "", rest, flags=re.IGNORECASE)
    rest = re.sub(
        r"^((?:located|situated|based|found|born|written|made|used)) both ", r"\1 ", rest, flags=re.IGNORECASE
    )
    if (
        _COMPARED.search(rest)
        or re.search(r"\b(?:what|which|who|where|when)\b", rest)
        or not (is_both or auxiliary in ("are", "were"))
    ):
        return None
    return Asked("both" if auxiliary in ("is", "are", "was", "were") else "did", rest)


def _more(text: str) -> Asked | None:
    for form in _WHICH:
        if (found := form.fullmatch(text)) is not None:
            more = _MORE.search(found["rest"].strip(" ,"))
            return None if more is None else Asked("more", more["noun"].lower(), more["more"] is not None)
    return None


def _as_read(question: str) -> str:
    """A question with its "§0" and "§1" in the form that operations are read in."""
    return " ".join(
        word if word.startswith("§") else fold(word) for word in re.findall(r"§\d|[^\s§]*\w[^\s§]*", question)
    )
