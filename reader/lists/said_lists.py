"""Lists that a text gives in so many words: "the mayors of Tarn were A, B and C", "they had two children: A and B", and
what stands under the heading "Mayors" of a page about Tarn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgqa.linker.normalise import fold
from kgqa.reader.asked.several import Several
from kgqa.reader.language.operations import plural, singular
from kgqa.reader.lists.listing import as_list
from kgqa.reader.lists.told import names
from kgqa.types import Answer, Evidence, Passage, Support

Place = tuple[int, int]

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = rf"(?:{'|'.join(_NUMBERS)}|\d{{1,2}}|an?)"
_WORD = r"(?:[A-Z]\.|[A-Z0-9][\w'’-]*)"
_NAME = rf"(?:(?:the|The) )?{_WORD}(?:(?: (?:of|the|de|da|von|van|der|den|la|le))* {_WORD})*"
_ITEM = rf"(?:the [a-z]+ )?(?P<item>{_NAME})(?: ?\([^()\n]*\))?"
_LIST = rf"{_NAME}(?: ?\([^()\n]*\))?(?:(?:, and |, | and )(?!(?:his|her|their|its)\b){_NAME}(?: ?\([^()\n]*\))?)*"
_ONE = re.compile(_ITEM)
_LIKE = {"child": ("child", "son", "daughter", "kid"), "kid": ("child", "son", "daughter", "kid")}
_COUPLE = re.compile(r"(?:they|the couple|the two|the pair)$", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:he|she|it|the [a-z]+)$", re.IGNORECASE)
_MARRIED = re.compile(r"\b(?:married|marriage|wed|wife|husband|spouse)\b")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_BULLET = re.compile(r"\s*(?:[-*•–]|\d{1,2}[.)])?\s*")
_LINE = re.compile(rf"(?P<item>{_NAME})\s*(?:[(,:;|–—-].*)?")
_HEADING = re.compile(r"^#{1,6} +([^ #\n](?:[^#\n]|#(?!$))*)#*\n+", re.MULTILINE)
_LEAST_LINES, _MOST_LINES = 2, 60
_FARTHEST = 400
"""Characters before "had" that are looked at for whom it is about."""


def said_in_full(
    question: str, several: Several | None, name: Place | None, evidence: Sequence[Evidence], score: float
) -> Answer | None:
    """The list that one of the passages gives of what a question for several things asks for, as probable as
    ``score``; None where none does, or where two differ. ``name``: where the question says what it is about."""
    if several is None or name is None:
        return None
    about = question[slice(*name)]
    rest = f"{question[several.lead : name[0]]} {question[name[1] :]}".lower()
    if set(re.findall(r"[a-z]+", rest)) - _SMALL - {several.noun, plural(several.noun)}:
        return None  # "the mayors of Tarn who died in office"
    found: list[Answer] = []
    for number, piece in enumerate(evidence):
        if isinstance(piece.content, Passage) and (places := listed(piece.content, several.noun, about)):
            text = piece.content.text
            members = [
                Answer(text[slice(*place)], score, "span", (Support(number, *place),), (), (text[slice(*place)],))
                for place in places
            ]
            if {member.text for member in members} not in [set(one.values) for one in found]:
                found.append(as_list(members))
    return found[0] if len(found) == 1 else None


_SMALL = {
    "of", "the", "did", "do", "does", "had", "has", "have", "is", "are", "was", "were", "s", "in", "at", "for", "there",
    "been", "ever", "all",
}  # fmt: skip


def listed(passage: Passage, noun: str, about: str) -> list[Place]:
    """Where the passage names each of the ``noun`` s of what is called ``about``; [] where it gives no whole list.

    >>> passage = Passage("1", "1", "Ada Holt", "In 1950 she married Ben Ray. They had two sons: Cy and Dan.")
    >>> [[passage.text[slice(*place)] for place in listed(passage, "child", name)] for name in ("Ben Ray", "Cy Lund")]
    [['Cy', 'Dan'], []]
    >>> passage = Passage("1", "1", "Tarn", "The mayors of Tarn were Ada Holt (1950-1961) and Ben Ray (1961-1970).")
    >>> [passage.text[slice(*place)] for place in listed(passage, "mayor", "Tarn")]
    ['Ada Holt', 'Ben Ray']
    """
    return _headed(passage, noun, about) or _stated(passage, noun, about) or _had(passage, noun, about)


def _stated(passage: Passage, noun: str, about: str) -> list[Place]:
    """ "The mayors of Tarn were A, B and C", "Tarn's mayors were A and B"."""
    many, whole = re.escape(plural(noun)), re.escape(about)
    for form in (rf"\b{many} of (?:the )?{whole}", rf"\b{whole}['’]s? {many}"):
        found = re.search(rf"{form},? (?:were|are|have been):? (?={_NAME})", passage.text, re.IGNORECASE)
        if found is not None and (places := _items(passage.text, found.end())):
            return places
    return []


def _had(passage: Passage, noun: str, about: str) -> list[Place]:
    """ "They had three children: A, B and C": of whom the page is about, and of whom that one was married to."""
    kinds = _LIKE.get(noun, (noun,))
    words = "|".join(re.escape(form) for kind in kinds for form in (plural(kind), kind))
    one = rf"(?P<count>{_COUNT}) (?:[a-z]+ )?(?:{words})(?: together)?(?:,|:| -| –| named| called) "
    start = re.compile(rf"\b(?:had|has|have) (?={one})")
    group = re.compile(rf"(?:,? and |, )?{one}(?P<list>{_LIST})")
    title = passage.title.partition(" (")[0]
    for found in start.finditer(passage.text):
        before = passage.text[max(0, found.start() - _FARTHEST) : found.start()]
        subject = re.split(r"[.;:!?\n]", before)[-1]
        if not _is_of(subject.strip(), before[: len(before) - len(subject)], title, about):
            continue
        at = found.end()
        places: list[Place] = []
        while more := group.match(passage.text, at):
            own = _items(passage.text, more.start("list"), more.end("list"))
            if len(own) != _number(more["count"]):
                return []  # some of them
            places, at = [*places, *own], more.end()
        behind = re.match(
            rf",? (?:and|as well as) {_COUNT} (?:[a-z]+ )?(?:sons?|daughters?|child(?:ren)?)\b", passage.text[at:]
        )
        if len(places) > 1 and behind is None:
            return places
    return []


def _is_of(subject: str, before: str, title: str, about: str) -> bool:
    """Whether the subject of "had" is what is asked about."""
    subject = re.sub(r"^(?:.*, )?(?:together )?", "", subject).strip()
    is_page = names(title, about) or names(about, title)
    last = " ".join(_SENTENCE.split(before.strip())[-2:])
    if _COUPLE.match(subject):
        partner = _MARRIED.search(last) is not None and about in last
        return partner or (is_page and not re.search(r"\bparents\b", last))
    if _PRONOUN.match(subject):
        return is_page
    return any(names(one, about) for one in re.split(r" and (?:his wife |her husband )?", subject) if one)


def _headed(passage: Passage, noun: str, about: str) -> list[Place]:
    """Lines or rows under a heading that is the plural of ``noun``, on a page about ``about``."""
    page, _, last = passage.title.rpartition(": ")
    first, gap, _ = passage.text.partition("\n\n")
    is_under = bool(page and gap) and fold(first) == fold(last)
    blocks = [(page.rpartition(": ")[2], last, len(first) + len(gap))] if is_under else []
    blocks += [(passage.title, found[1], found.end()) for found in _HEADING.finditer(passage.text)]
    for title, heading, at in blocks:
        called = re.sub(r"^(?:list of|former|all) ", "", heading.strip().lower())
        own, _, of = called.partition(" of ")
        is_its = names(of, about) if of else names(title.partition(" (")[0], about)
        if singular(own) == noun and is_its and (places := _lines(passage.text, at)):
            return places
    return []


def _lines(text: str, at: int) -> list[Place]:
    """The name in each line of the block at ``at``; [] where one has none."""
    rows = text[at:].split("\n\n")[0].split("\n")
    column = _column(rows)
    places = []
    for number, row in enumerate(rows):
        if column is None or number:
            cells = row.split(" | ")
            lead = sum(len(cell) + 3 for cell in cells[: column or 0])
            bullet = _BULLET.match(cells[column or 0])
            found = _LINE.fullmatch(cells[column or 0].rstrip(), bullet.end() if bullet else 0)
            if found is None:
                return []
            start = at + lead + found.start("item")
            places.append((start, start + len(found["item"])))
        at += len(row) + 1
    return places if _LEAST_LINES <= len(places) <= _MOST_LINES else []


def _column(rows: Sequence[str]) -> int | None:
    """The column of a table, its header first, whose cells are names; None for lines that are no table."""
    cells = [row.split(" | ") for row in rows]
    if len(rows) < 1 + _LEAST_LINES or len(cells[0]) < 2 or len({len(row) for row in cells}) > 1:
        return None
    return next((at for at in range(len(cells[0])) if all(_LINE.fullmatch(row[at]) for row in cells[1:])), None)


def _items(text: str, start: int, end: int | None = None) -> list[Place]:
    """The names of a list that begins at ``start``; [] where it goes on with what is none."""
    found = re.compile(_LIST).match(text, start, len(text) if end is None else end)
    if found is None or not re.match(r"\s*(?:[.;:!?\n]|,? (?:and|as well as|all|who|which)\b|$)", text[found.end() :]):
        return []
    return [one.span("item") for one in _each(text, *found.span())]


def _each(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    at = start
    while found := _ONE.match(text, at, end):
        yield found
        between = re.compile(r", and |, | and ").match(text, found.end(), end)
        if between is None:
            return
        at = between.end()


def _number(word: str) -> int:
    return int(word) if word.isdigit() else 1 if word in ("a", "an") else _NUMBERS.index(word) + 1
