"""What a table by time says of what is asked: who won in a year, when somebody won, how often, the most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.linker.words import FUNCTION
from kgqa.reader.doubts.years import asked_year
from kgqa.reader.language.kinds import NEGATION
from kgqa.reader.language.verbs import verb_key
from kgqa.reader.lists.listing import as_list
from kgqa.reader.lists.time_tables import OPEN, Row, TimeTable, time_tables
from kgqa.types import Answer, Evidence, Passage, Support

BESIDE = 0.5
"""What is left at most of the probability of anything else, where a table has a row that says all of the question."""

_ASKED = re.compile(r"\s*(?:(?:in|on|at|by|for|from|with|to) )?(?:who|whom|which|what|when|where|how)\b", re.IGNORECASE)
_WHEN = re.compile(r"\s*(?:when|(?:(?:in|on) )?(?:what|which) (?:years?|seasons?|date))\b", re.IGNORECASE)
_TIMES = re.compile(r"\s*how (?:many times|often)\b", re.IGNORECASE)
_MOST = re.compile(r"\b(?:the )?most(?: (?:often|times|titles|wins|victories))?\b", re.IGNORECASE)
_END = re.compile(r"\b(?:the )?(?:(?P<first>first)|last|latest|most recent|(?P<now>current))\b", re.IGNORECASE)
_WHERE = re.compile(r"\s*where\b", re.IGNORECASE)
_WHICH = re.compile(
    r"\s*(?:which|what) (?P<noun>team|club|side|player|person|country|nation|boat|crew|rider|driver|athlete)\b",
    re.IGNORECASE,
)
"""Words for whoever did it: no column is called so, and no row has it."""
_WHO = re.compile(r"\s*(?:in \d{4},? )?who\b", re.IGNORECASE)
_NOTHING = {"", "-", "–", "—", "n/a", "none", "unknown", "vacant", "not held", "cancelled", "no race", "tba", "tbd"}
_PLACES = frozenset(("venue", "host", "location", "city", "place", "ground", "stadium", "town", "country"))

_SAME = {
    "champ": "win", "champion": "win", "victor": "win", "titl": "win", "gold": "win", "triumph": "win",
    "runn": "second", "runner": "second", "silv": "second", "bronz": "third", "attend": "attendance",
    "participant": "part", "entrant": "part", "chairman": "chair", "chairwoman": "chair", "chairperson": "chair",
}  # fmt: skip
"""Keys of words that name one column."""

_VAGUE = {
    "race", "cup", "year", "years", "title", "titles", "edition", "editions", "competition", "tournament",
    "season", "seasons", "contest", "place", "come", "came", "finish", "finished", "took", "take", "taken", "part",
    "hold", "held", "get", "got", "many", "times", "often", "number", "there", "become", "became", "office",
    "event", "final", "finals", "first", "last", "latest", "most", "recent", "current", "same", "belong",
    "belonged", "wins", "victories", "play", "played", "staged",
}  # fmt: skip
"""Words that say nothing of what a table must be about."""


def by_rows(question: str, evidence: Sequence[Evidence], score: float) -> Answer | None:
    """What one of the passages has in a table by time that says all that the question does, as probable as ``score``;
    None where none has, or where two differ."""
    if not _ASKED.match(question) or NEGATION.search(question):
        return None
    if asked_year(question) is None and any(map(str.isdigit, question)):
        return None  # before, after or between: of several rows
    found: dict[str, Answer] = {}
    for number, piece in enumerate(evidence):
        if isinstance(piece.content, Passage):
            for table in time_tables(piece.content.text):
                answer = _Asked(question, piece.content, table).answer(number, score)
                if answer is not None:
                    found.setdefault(fold(answer.text), answer)
    return next(iter(found.values())) if len(found) == 1 else None


def first_of(row: Answer, answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answer of a table before the others, which are less probable than it where they say something else."""
    same = [answer for answer in answers if fold(answer.text) == fold(row.text)]
    others = [
        replace(answer, score=min(answer.score, round(row.score * BESIDE, 4)))
        for answer in answers
        if answer not in same
    ]
    return (max((row, *same), key=lambda answer: answer.score), *others)


class _Asked:
    """A question held against one table of a passage."""

    def __init__(self, question: str, passage: Passage, table: TimeTable) -> None:
        self.question, self.passage, self.table = question, passage, table
        self.column = self._column()
        known = self._stems(f"{passage.title} {' '.join(table.header)}")
        own = set() if self.column is None else _keys(table.header[self.column])
        words = [
            word for word in re.findall(r"[^\W\d_]\w*", fold(question)) if word not in FUNCTION and word not in _VAGUE
        ]
        self.left = {stem(word) for word in words if stem(word) not in known and not _keys(word) <= own}
        if (who := _WHICH.match(question)) and self.column is not None:
            self.left.discard(stem(who["noun"]))
        """Stems of what the question says beside what the table is about: a row must have them."""

    def answer(self, number: int, score: float) -> Answer | None:
        """The answer out of the table of evidence ``number``; None where it says none."""
        if self.column is None:
            return None
        year = asked_year(self.question)
        rows = [row for row in (self.table.rows if year is None else self.table.at(year)) if self._has_all(row)]
        if year is not None:
            return self._one(rows, self.column, number, score)
        # Who is named did it, where the name stands in the column that the question tells of; else it limits the rows.
        did = [row for row in rows if self.left & self._words(row.cells[self.column])]
        is_when, end = _WHEN.match(self.question) is not None, _END.search(self.question)
        if not did and _MOST.search(self.question):
            return self._most(rows, self.column, number, score)
        if end is not None:
            return self._one(self._at_end(did or rows, end), self.table.time if is_when else self.column, number, score)
        if not did:
            return self._one(rows, self.column, number, score) if self.left and not is_when else None
        if _TIMES.match(self.question):
            return self._count(did, number, score)
        return self._list(did, self.table.time, number, score) if is_when else None

    def _at_end(self, rows: Sequence[Row], end: re.Match[str]) -> list[Row]:
        """The first or the last of the rows, or the one that still lasts."""
        if end["now"]:
            rows = [row for row in rows if row.last == OPEN]
        if not rows:
            return []
        return [min(rows, key=lambda row: row.first) if end["first"] else max(rows, key=lambda row: row.last)]

    def _one(self, rows: Sequence[Row], column: int, number: int, score: float) -> Answer | None:
        """What the rows have in a column, where they agree."""
        texts = {fold(self._text(row, column)) for row in rows}
        return self._said(rows[0], column, number, score) if len(texts) == 1 and texts != {""} else None

    def _list(self, rows: Sequence[Row], column: int, number: int, score: float) -> Answer | None:
        members = [self._said(row, column, number, score) for row in rows]
        return None if not members else members[0] if len(members) == 1 else as_list(members)

    def _count(self, rows: Sequence[Row], number: int, score: float) -> Answer | None:
        if not rows:
            return None
        members = tuple(self._said(row, self.table.time, number, score) for row in rows)
        places = tuple(place for member in members for place in member.support)
        return Answer(str(len(rows)), score, "number", places, (), (str(len(rows)),), members=members)

    def _most(self, rows: Sequence[Row], column: int, number: int, score: float) -> Answer | None:
        times = Counter(fold(self._text(row, column)) for row in rows)
        times.pop("", None)
        best = [name for name, count in times.items() if count == max(times.values()) > 1]
        firsts = [next(row for row in rows if fold(self._text(row, column)) == name) for name in best]
        return self._list(firsts, column, number, score)

    def _said(self, row: Row, column: int, number: int, score: float) -> Answer:
        text = self._text(row, column)
        is_number = re.fullmatch(r"[\d.,%\s]+", text) is not None and column != self.table.time
        return Answer(
            text, score, "number" if is_number else "span", (Support(number, *row.cells[column]),), (), (text,)
        )

    def _text(self, row: Row, column: int) -> str:
        """What a row has in a column; "" of "not held" and the like where somebody is asked for."""
        text = self.passage.text[slice(*row.cells[column])]
        is_nobody = _WHO.match(self.question) is not None and not any(map(str.isupper, text))
        return "" if is_nobody or text.lower() in _NOTHING else text

    def _words(self, cell: tuple[int, int]) -> set[str]:
        return self._stems(self.passage.text[slice(*cell)])

    @staticmethod
    def _stems(text: str) -> set[str]:
        return {stem(word) for word in re.findall(r"\w+", fold(text))}

    def _has_all(self, row: Row) -> bool:
        return self.left <= {word for cell in row.cells for word in self._words(cell)}

    def _column(self) -> int | None:
        """The one column that the question asks for, or tells of, by its words."""
        # The Silver Cup is no second place: words of names, whatever their case, tell of no column.
        cells = " ".join(self._text(row, at) for row in self.table.rows for at in range(len(row.cells)))
        names = self._stems(f"{self.passage.title} {cells}") - self._stems(" ".join(self.table.header))
        plain = re.sub(r"(?<=\s)[^\W\d_a-z]\S*", "", self.question)
        keys = _keys(" ".join(word for word in fold(plain).split() if stem(word) not in names))
        if {"second", "third"} & keys:
            keys -= {"win"}
        header, time = self.table.header, self.table.time
        fitting = [at for at, name in enumerate(header) if at != time and _keys(name) & keys]
        if not fitting and _WHERE.match(self.question):
            fitting = [at for at, name in enumerate(header) if _PLACES & set(fold(name).split())]
        if len(fitting) > 1:
            fitting = [at for at in fitting if _keys(header[at]) <= keys] or fitting
        if len(fitting) > 1:
            fitting = [at for at in fitting if not set(fold(header[at]).split()) <= _VAGUE] or fitting
        return fitting[0] if len(fitting) == 1 else None


def _keys(text: str) -> set[str]:
    words = [word for word in re.findall(r"[^\W\d_]+", fold(text)) if word not in FUNCTION]
    return {_SAME.get(verb_key(word), _SAME.get(word, verb_key(word))) for word in words}
