"""Who held an office when, as sentences tell it one after the other: "Ada Holt was director from 1946 to 1959; Ben Ray
took office in 1959 and retired in 1971"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kgqa.linker.normalise import fold
from kgqa.types import Passage

Place = tuple[int, int]

OPEN = 9999
NEAR = 250
"""Characters before an office that is not named within which it was."""

LIKELY = 15
"""Years before its end that an office was likely held, where no beginning is told."""

_Y = r"(?:[A-Z][a-z]+ )?(\d{4})"
_TITLE = r"(?:(?:Dr|Mr|Mrs|Ms|Sir|Dame|Count|Lord|Lady|Professor)\.? )?"
_NO_NAME = r"(?!(?:Then|In|The|After|Before|Since|From|Between|And|But|When|Later|Her|His|Its|Until|At|As)\b)"
_NAME = rf"{_TITLE}{_NO_NAME}[A-Z][\w’'-]+(?: (?:[A-Z](?:\.|[\w’'-]+)|de|van|von|der)){{1,5}}"
_WHO = rf"(?P<who>{_NAME})"
_ALL = rf"(?:[Ff]rom|[Bb]etween) {_Y} (?:to|until|and|till) {_Y}"
_GONE = r"(?:left|retired|resigned|died|stepped down|held (?:it|the office|the post))"
_TIME = rf"(?P<time>{_ALL}|since {_Y}|(?:until|till) {_Y}|in {_Y}(?: and {_GONE}(?: in)? {_Y})?)"
_LEFT = re.compile(rf"[;,.]? (?:and )?(?:[Hh]e|[Ss]he|who) {_GONE} (?:in|until) {_Y}")
_DEEDS = {
    "director": "directed", "leader": "led", "head": "headed", "manager": "managed", "coach": "coached",
    "trainer": "trained", "editor": "edited", "chief executive": "led",
}  # fmt: skip
"""What the holder of an office does, in the past."""

_ONE = re.compile(r"\d{4}")
_BEGINS = re.compile(r"since|in ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """Where a text names somebody, and from what year to what year they held an office; None where it does not say."""

    place: Place
    first: int | None
    last: int | None


def told_terms(passage: Passage, office: str) -> list[Term]:
    """The terms that a passage tells of an office, in order of the text; a year that is not said of one is that of the
    one before or after it.

    >>> text = "Ada Holt was director until 1959. Ben Ray took office in 1959. Since 1971 the director is Cora Dun."
    >>> [(text[slice(*t.place)], t.first, t.last) for t in told_terms(Passage("1", "1", "Tarn", text), "director")]
    [('Ada Holt', None, 1959), ('Ben Ray', 1959, 1971), ('Cora Dun', 1971, 9999)]
    """
    if re.search(rf"\b{re.escape(office)}\b", passage.text, re.IGNORECASE) is None:
        return []  # whoever took office there, it is another one
    found = sorted(_found(passage.text, office), key=lambda term: term.place)
    terms = [term for at, term in enumerate(found) if not at or found[at - 1].place != term.place]
    for at, term in enumerate(terms):
        before = terms[at - 1].last if at else None
        after = terms[at + 1].first if at + 1 < len(terms) else None
        first = term.first if term.first is not None else before
        last = term.last if term.last is not None else after
        terms[at] = replace(term, first=first, last=last)
    return terms


def holder_in(passage: Passage, office: str, year: int) -> Place | None:
    """Where a passage names the one who held an office in a year; None where none or several may have."""
    terms = told_terms(passage, office)
    earliest = min(map(int, _ONE.findall(passage.text)), default=0)
    held = [
        term
        for term in terms
        if (term.first is not None or (term.last is not None and year >= min(earliest, term.last - LIKELY)))
        and (term.first or 0) <= year <= (OPEN if term.last is None else term.last)
        and not (term.last is None and term is not terms[-1])
    ]
    inside = [term for term in held if term.last is None or year < term.last] or held
    names = {fold(passage.text[slice(*term.place)]) for term in inside}
    return inside[0].place if len(names) == 1 else None


def _found(text: str, office: str) -> Iterator[Term]:
    of = rf"(?:(?:the|its|their|acting|first|second|new|a) )*{re.escape(office)}\b(?: of (?:the )?[A-Z][\w’' -]*?)?"
    became = r"(?:was elected|became|was appointed|was made)(?: as)?"
    doing = _DEEDS.get(office, "")
    for pattern in (
        rf"{_WHO}(?:,? who| succeeded (?:him|her|them) and)? (?:was|served as|has been|had been|is|{became}) "
        rf"{of},? {_TIME}",
        rf"\b(?P<time>{_ALL}),? (?i:{of}) was {_WHO}",
        rf"\b(?P<time>{_ALL}),? {_WHO} was {of}",
        rf"\b(?P<time>[Ss]ince {_Y}),? (?i:{of}) (?:has been|is) {_WHO}",
        rf"\b(?P<time>[Ss]ince {_Y}),? {_WHO} has been {of}",
        rf"\b(?P<time>[Ii]n {_Y}),? {_WHO} {became} {of}",
        rf"(?i:{of}) (?:was|is|has been) {_WHO} {_TIME}",
        rf"{_WHO} became {of},? and (?:he|she) held (?:it|the office|the post) {_TIME}",
        rf"{_WHO}(?:,| who)? took office(?: as {of})? {_TIME}",
        rf"{_WHO} {doing} [^.;]*?{_TIME}" if doing else r"(?!)",
    ):
        for match in re.finditer(pattern, text):
            if re.search(rf"\b{re.escape(office)}\b", match[0], re.IGNORECASE) or _is_meant(
                office, text, match.start()
            ):
                yield _term(match, text)


def _is_meant(office: str, text: str, at: int) -> bool:
    """Whether "took office" means this one: it was named shortly before, in the same paragraph."""
    before = text[max(0, at - NEAR) : at].rpartition("\n")[2]
    return re.search(rf"\b{re.escape(office)}\b", before, re.IGNORECASE) is not None


def _term(match: re.Match[str], text: str) -> Term:
    time = match["time"]
    years = [int(year) for year in _ONE.findall(time)]
    left = _LEFT.match(text, match.end())
    if len(years) == 2:
        first, last = years
        return Term(match.span("who"), first, last)
    if _BEGINS.match(time):
        ongoing = OPEN if time.lower().startswith("since") else None
        return Term(match.span("who"), years[0], int(left[1]) if left else ongoing)
    return Term(match.span("who"), None, years[0])
