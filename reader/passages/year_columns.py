"""What a table with a column for each year says of what is asked: how much it was somewhere in a year, where it was
most, in which year it was most somewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kgqa.linker.normalise import fold
from kgqa.linker.words import FUNCTION
from kgqa.reader.language.kinds import NEGATION
from kgqa.reader.language.verbs import verb_key
from kgqa.reader.lists.table_lines import Place
from kgqa.reader.lists.year_columns import NOTHING, YearColumns, is_total, numbers, year_columns
from kgqa.types import Answer, AnswerKind, Evidence, Passage, Support

_ASKED = re.compile(r"\s*(?:in )?(?:who|which|what|when|how (?:much|many)|where|by how)\b", re.IGNORECASE)
_WHEN = re.compile(r"\s*(?:when|(?:in )?(?:which|what) (?:financial |fiscal )?years?)\b", re.IGNORECASE)
_VALUE = re.compile(r"\s*(?:how (?:much|many)|what (?:is|are|was|were))\b", re.IGNORECASE)
_LARGEST = re.compile(r"\b(?:most|highest|largest|greatest|biggest|best|maximum|peak(?:ed)?|top)\b", re.IGNORECASE)
_SMALLEST = re.compile(r"\b(?:least|lowest|smallest|fewest|worst|minimum)\b", re.IGNORECASE)
_MORE = re.compile(r"\b(?:more|higher|larger|greater|bigger|better)\b", re.IGNORECASE)
_LESS = re.compile(r"\b(?:less|lower|smaller|fewer|worse)\b", re.IGNORECASE)
_NOT_IN = re.compile(
    r"\b(?:before|after|until|till|since|by|from|between|prior to|(?:later|earlier) than|up to) (?:the year )?\d{4}",
    re.IGNORECASE,
)
"""Of other years than the one that is named."""
_YEARS = re.compile(r"(?<!\d)\d{4}(?!\d)")

_SAME = (
    "sell sales sale", "earn revenue revenues income profit profits turnover take takings",
    "spend spending expenditure cost costs budget expenses", "produce production output make made",
    "visit visitor visitors", "live population inhabitants people residents", "employ employees staff work people",
    "export exports", "import imports", "rain rainfall precipitation fall fell", "harvest yield grow harvested",
    "passengers passenger travel ride riders", "enrol enrolment enroll enrollment students pupils",
    "births birth born", "deaths death die died", "price prices cost costs",
)  # fmt: skip
"""Words of which one in a question may mean another above a table."""
_VAGUE = frozenset(
    (
        "unit", "units", "amount", "amounts", "figure", "figures", "value", "values", "number", "numbers", "many",
        "much", "total", "year", "years", "record", "recorded", "there", "come", "came", "reach", "reached", "take",
        "place", "part", "region", "get", "got", "see", "saw",
    )
)  # fmt: skip
"""Words that say nothing of what a table must be about."""


def by_year_columns(question: str, evidence: Sequence[Evidence], score: float) -> Answer | None:
    """What one of the passages has in a table with a column for each year that says all that the question does, as
    probable as ``score``; None where none has, or where two differ."""
    if not _ASKED.match(question) or NEGATION.search(question) or _NOT_IN.search(question):
        return None
    found: dict[str, Answer] = {}
    for number, piece in enumerate(evidence):
        if isinstance(piece.content, Passage):
            for table in year_columns(piece.content.text):
                place = _Asked(question, piece.content, table).place()
                if place is not None:
                    text = piece.content.text[slice(*place)]
                    kind: AnswerKind = (
                        "number" if text[:1].isdigit() and place not in table.headers.values() else "span"
                    )
                    answer = Answer(text, score, kind, (Support(number, *place),), (), (text,))
                    found.setdefault(fold(text), answer)
    return next(iter(found.values())) if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question held against one table of a passage."""

    question: str
    passage: Passage
    table: YearColumns

    def place(self) -> Place | None:
        """The cell that answers."""
        years = [int(year) for year in _YEARS.findall(self.question)]
        named = self._named()
        if len(years) > 1 or not self._is_about(named):
            return None
        if not years:
            return self._when(named) if _WHEN.match(self.question) and len(named) == 1 else None
        if _WHEN.match(self.question) or years[0] not in self.table.headers:
            return None
        year = years[0]
        largest, smallest = _LARGEST.search(self.question), _SMALLEST.search(self.question)
        if len(named) == 1 and not (largest or smallest or _MORE.search(self.question) or _LESS.search(self.question)):
            return self._filled(self.table.rows[named[0]][1][year])
        if not named and bool(largest) != bool(smallest):
            return self._best(self._parts(), year, largest=largest is not None)
        more, less = _MORE.search(self.question), _LESS.search(self.question)
        if len(named) == 2 and bool(more) != bool(less) and re.search(r"\bor\b", self.question):
            return self._best(named, year, largest=more is not None)
        return None

    def _best(self, rows: Sequence[int], year: int, *, largest: bool) -> Place | None:
        """The name of the one row that has most or least in a year, or what it has where that is asked for."""
        cells = [self.table.rows[row][1][year] for row in rows]
        at = self._extreme(cells, largest=largest)
        if at is None:
            return None
        return cells[at] if _VALUE.match(self.question) else self.table.rows[rows[at]][0]

    def _when(self, named: Sequence[int]) -> Place | None:
        """The header of the one year in which a row has most or least."""
        largest, smallest = _LARGEST.search(self.question), _SMALLEST.search(self.question)
        if bool(largest) == bool(smallest):
            return None
        cells = self.table.rows[named[0]][1]
        years = list(cells)
        at = self._extreme([cells[year] for year in years], largest=largest is not None)
        return None if at is None else self.table.headers[years[at]]

    def _extreme(self, cells: Sequence[Place], *, largest: bool) -> int | None:
        """The number of the one cell with the largest or smallest number; None where one is none, or two are alike."""
        found = numbers([self.passage.text[slice(*cell)] for cell in cells])
        known = [value for value in found or () if value is not None]
        if found is None or not known or len(known) < len(found):
            return None
        best = max(known) if largest else min(known)
        return found.index(best) if known.count(best) == 1 else None

    def _filled(self, cell: Place) -> Place | None:
        return None if self.passage.text[slice(*cell)].lower() in NOTHING else cell

    def _named(self) -> list[int]:
        """The rows whose names stand in the question, none of them within another's."""
        words = f" {fold(self.question)} "
        found = []
        names = [(row, fold(self._name(row))) for row in range(len(self.table.rows))]
        for row, name in sorted(names, key=lambda one: -len(one[1])):
            if name and f" {name} " in words:
                words = words.replace(f" {name} ", " | ")
                found.append(row)
        return sorted(found)

    def _parts(self) -> list[int]:
        return [row for row in range(len(self.table.rows)) if not is_total(self._name(row))]

    def _name(self, row: int) -> str:
        return self.passage.text[slice(*self.table.rows[row][0])]

    def _is_about(self, named: Sequence[int]) -> bool:
        """Whether the table, by its title, the line above it and its header, is about all else that the question says,
        and the question says something of that."""
        small = _LARGEST, _SMALLEST, _MORE, _LESS, _YEARS
        words = self.question
        for pattern in small:
            words = pattern.sub(" ", words)
        own = {word for row in named for word in fold(self._name(row)).split()}
        asked = [word for word in fold(words).split() if word not in FUNCTION | _VAGUE | own]
        known = _keys(f"{self.passage.title} {self.table.above} {self.table.name}")
        measured = _keys(f"{self.passage.title} {self.table.above}")
        return all(_keys(word) & known for word in asked) and any(_keys(word) & measured for word in asked)


def _keys(text: str) -> set[str]:
    """Keys of words, and of those that may mean the same."""
    keys = {verb_key(word) for word in fold(text).split() if word not in FUNCTION}
    for same in _SAME:
        group = {verb_key(word) for word in same.split()}
        if group & keys:
            keys |= group
    return keys
