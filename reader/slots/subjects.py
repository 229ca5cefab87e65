"""What a question is about, found by the names of passages: no graph is needed for that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.passages import PassageTable
from kgqa.linker.normalise import fold
from kgqa.linker.words import FUNCTION
from kgqa.reader.language.called import called
from kgqa.reader.language.nations import known_nation
from kgqa.reader.slots.spelled import sound
from kgqa.retriever.fusion import best_rows
from kgqa.retriever.lexical import LexicalIndex
from kgqa.retriever.names import NameGraph
from kgqa.retriever.paths import MASK
from kgqa.retriever.words import cut
from kgqa.types import Link

PAGES = 3
"""Documents of one name that are read: more share it than a question can tell apart."""

READ_ON = 2
"""Passages of them beyond their openings that are read for one slot: those that hold most of its words."""

LOOKED_AT = 12
"""Passages that are looked through for a name that none is about."""


OPENING = 300
"""Characters of a document that say what it is about."""

_ALSO = (
    r"\b(?:born|b\.|née|nee|known (?:professionally )?as|called|nicknamed|formerly|stage name|pseudonym)[ :,“\"]{1,3}"
)

_LAND = re.compile(r" (?:of|zu|von) ([^\W\d_a-z][\w'’-]*)$")
_SECOND_LAND = re.compile(r" and ([^\W\d_a-z][\w'’-]*)")

_OWNED = re.compile(r"['’ʼ＇]s?\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing by its name, as the question or a text has it, the id that it goes by, and the rows of the passages that
    are about it."""

    id: str
    name: str
    also: tuple[str, ...]
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class About:
    """``masked``: the question with each name as "it"; ``words``: with "§0", "§1" instead."""

    masked: str
    words: str
    subjects: tuple[Subject, ...]


class Pages:
    """Passages by what they are about."""

    def __init__(
        self, passages: PassageTable, names: NameGraph, lexical: LexicalIndex, rows: frozenset[int] | None = None
    ) -> None:
        """``rows``: the only passages that are found."""
        self.passages = passages
        self.names = names
        self.lexical = lexical
        self.rows = rows

    def within(self, rows: frozenset[int] | None) -> Pages:
        """These, of ``rows`` alone where that is given."""
        return self if rows is None else Pages(self.passages, self.names, self.lexical, rows)

    def about(self, name: str) -> list[int]:
        """Rows of the passages whose title or opening is this name."""
        words, _ = cut(name)
        number = self.names.number(" ".join(words))
        return [] if number is None else self._of(number)

    def meant(self, text: str, start: int, end: int) -> tuple[str, list[int]]:
        """What ``text[start:end]`` is called where passages are about it, and their rows: by its whole name, without
        titles, by the one title that begins with it, or by the one that spells it otherwise."""
        names = called(text, start, end)
        for name in names:
            rows = self.about(name)
            if name != text[start:end] and len(cut(name)[0]) == 1:
                # "Prince Olaf" is no Olaf Lind that other texts call Olaf.
                rows = [row for row in rows if fold(re.split(r" \(|,", self.passages.titles[row])[0]) == fold(name)]
            if rows:
                return name, rows
        for name in names:
            rows = self._beginning(name)
            if len({self.passages.doc_ids[row] for row in rows}) == 1:
                return name, rows
        for name in names:
            rows = self._also_called(name)
            if len({self.passages.doc_ids[row] for row in rows}) == 1:
                return name, rows
        rows = self._spelled(names[0])
        return text[start:end], rows if len({self.passages.doc_ids[row] for row in rows}) == 1 else []

    def _spelled(self, name: str) -> list[int]:
        """Rows of the passages whose title is another spelling of a name of two words or more, one of which they
        share."""
        heard = sound(name) if " " in name else ""
        rows = [row for row, _ in best_rows(self._scores(cut(name)[0]), LOOKED_AT)] if heard else []
        return [row for row in rows if sound(self.passages.titles[row].partition(" (")[0]) == heard]

    def with_lands(self, text: str, start: int, end: int) -> tuple[int, int]:
        """``text[start:end]`` with the second land of a house, where the title of a passage joins the two: "Ida of Dorn
        and Veland"."""
        joined = _SECOND_LAND.match(text, end)
        land = _LAND.search(text, start, end)
        if joined is None or land is None:
            return start, end
        words = [*cut(land[1])[0], "and", *cut(joined[1])[0]]
        rows = [row for row, _ in best_rows(self._scores(words), LOOKED_AT)]
        said = f" {' '.join(words)} "
        known = any(said in f" {' '.join(cut(self.passages.titles[row])[0])} " for row in rows)
        return (start, joined.end()) if known else (start, end)

    def is_namesake(self, subject: Subject, row: int) -> bool:
        """Whether a passage is of another document than the one that has the name of ``subject`` alone as its title."""
        if row not in subject.pages or " (" in self.passages.titles[subject.pages[0]]:
            return False
        first = subject.pages[0]
        return self.passages.doc_ids[row] != self.passages.doc_ids[first] and " (" in self.passages.titles[row]

    def _beginning(self, name: str) -> list[int]:
        """Rows of the passages whose title goes on from a name of two words or more."""
        words = cut(name)[0]
        if len(words) < 2:
            return []
        rows = [row for row, _ in best_rows(self._scores(words), LOOKED_AT)]
        return [row for row in rows if cut(self.passages.titles[row])[0][: len(words)] == words]

    def _also_called(self, name: str) -> list[int]:
        """Rows of the passages whose opening says that what they are about is, or was, called by this name of two words
        or more as well."""
        words = cut(name)[0]
        if len(words) < 2:
            return []
        called = re.compile(rf"{_ALSO}(?:[^.;()]{{0,60}}?[,“\"] ?)?(?:[Tt]he )?{re.escape(name)}(?!\w)")
        rows = [row for row, _ in best_rows(self._scores(words), LOOKED_AT)]
        return [
            row for row in rows if self.passages.starts[row] == 0 and called.search(self.passages.texts[row][:OPENING])
        ]

    def _scores(self, words: Sequence[str]) -> NDArray[np.float32]:
        scores = self.lexical.scores(list(words))
        if self.rows is not None:
            scores = np.where(np.isin(np.arange(len(scores)), sorted(self.rows)), scores, np.float32(0))
        return scores

    def _of(self, number: int) -> list[int]:
        rows: list[int] = self.names.about[number].tolist()
        return [row for row in rows if self.rows is None or row in self.rows]

    def _is_nation(self, form: str, rows: Sequence[int]) -> bool:
        """Whether a name is a country's that no page is titled by: a text that opens "American Sweetgum" is about no
        American."""
        return known_nation(form) and not any(is_titled(self.passages.titles[row], form) for row in rows)

    def subject(self, name: str, rows: Sequence[int], kind: str = "") -> Subject:
        """What a question names, with its pages, the best first: it goes by the title of that.

        ``kind``: the word before the name: "the song Salt" is "Salt (song)" alone, where there is such a page and the
        page "Salt" is about no song.
        """
        form = " ".join(cut(name)[0])
        plain = [row for row in rows if not _kind(self.passages.titles[row])]
        if kind and not any(kind in cut(self.passages.texts[row][:OPENING])[0] for row in plain):
            rows = [row for row in rows if _kind(self.passages.titles[row]) == kind] or rows
        # Many a text opens with a name that is the title of another.
        rows = sorted(rows, key=lambda row: not is_titled(self.passages.titles[row], form))
        title = self.passages.titles[rows[0]] if rows else name
        named = list(dict.fromkeys(self.passages.doc_ids[row] for row in rows))[:PAGES]
        pages = tuple(part for doc_id in named for part in self._parts(doc_id, rows))
        return Subject(title or name, title.partition(" (")[0] or name, (name,), pages)

    def value(self, text: str, row: int | None, rows: Sequence[int] = ()) -> Subject:
        """What a text names, with its page where there is one: it is called as the text has it. ``rows``: those of the
        pages that it may be; what of them is of the document of ``row`` is its page too."""
        if row is None:
            return Subject(text, text, (), ())
        title = self.passages.titles[row]
        parts = self._parts(self.passages.doc_ids[row], rows) or (row,)
        return Subject(title or text, text, (title,) if title else (), parts)

    def _parts(self, doc_id: str, rows: Sequence[int]) -> tuple[int, ...]:
        """Those of ``rows`` that are of a document, from its beginning on."""
        own = [row for row in rows if self.passages.doc_ids[row] == doc_id]
        return tuple(sorted(own, key=lambda row: (int(self.passages.starts[row]), row)))

    def to_read(self, subject: Subject, label: str, question: str) -> Sequence[int]:
        """Rows of the passages in which a relation of ``subject`` is looked for: the openings of its pages, and further
        on what has most words of the relation's ``label`` and of the ``question`` that asks for it. Of what has no page
        those that name it."""
        if not subject.pages:
            return self.naming(subject.name, label)
        openings = {self.passages.doc_ids[row]: row for row in reversed(subject.pages)}
        first = [row for row in subject.pages if row in openings.values()]
        rest = [row for row in subject.pages if row not in first]
        if len(rest) > READ_ON:
            words = set(cut(label)[0] + cut(question)[0]) - set(cut(subject.name)[0]) - FUNCTION
            scores = self.lexical.scores(sorted(words))
            rest = sorted(rest, key=lambda row: (-float(scores[row]), row))[:READ_ON]
        return [*first, *rest]

    def naming(self, name: str, slot: str) -> list[int]:
        """Rows of the passages that hold a name, those first that hold most of the words of it and of ``slot``."""
        words = list(dict.fromkeys([*cut(name)[0], *cut(slot)[0]]))
        scores = self._scores(words)
        wanted = f" {fold(name)} "
        best = [row for row, _ in best_rows(scores, LOOKED_AT)]
        return [row for row in best if wanted in f" {fold(self.passages.texts[row])} "][:PAGES]

    def read_off(self, question: str, links: Sequence[Link]) -> About:
        """What a question names: names of passages, and what it was linked to beyond those."""
        words, upper = cut(question)
        # A name whose every page is filtered out names nothing here.
        found = [
            (first, last, self.subject(" ".join(words[first:last]), rows, words[first - 1] if first else ""))
            for first, last, number in self.names.spans(words, upper)
            if (rows := self._of(number)) and not self._is_nation(" ".join(words[first:last]), rows)
        ]
        free = [True] * len(words)
        for first, last, _ in found:
            free[first:last] = [False] * (last - first)
        unnamed: list[Subject] = []
        for link in links:
            subject = self.subject(link.entity.label, self.about(link.entity.label))
            first, last = _place(question, words, link)
            if not link.mention.text:
                unnamed.append(subject)
            elif first < last and all(free[first:last]):
                found.append((first, last, subject))
                free[first:last] = [False] * (last - first)
        owned = _possessives(question)
        masked, marked, at = [], [], 0
        subjects: list[Subject] = []
        for first, last, subject in sorted(found, key=lambda one: one[0]):
            masked += [*words[at:first], f"{MASK}'s" if owned[last - 1] else MASK]
            marked += [*words[at:first], f"§{len(subjects)}"]
            subjects.append(subject)
            at = last
        subjects += unnamed
        rest = words[at:]
        return About(" ".join([*masked, *rest]), " ".join([*marked, *rest]), tuple(_apart(subjects)))


def is_titled(title: str, form: str) -> bool:
    """Whether a title, without what it has in brackets, is a name (its words, joined by blanks).

    >>> is_titled("Lindium (metal)", "lindium"), is_titled("Ann's Inn", "ann inn")
    (True, True)
    """
    return " ".join(cut(title.partition(" (")[0])[0]) == form


def _kind(title: str) -> str:
    """What a title in brackets says that its thing is, by the last word of it: "film" of "Salt (1951 film)"."""
    words = cut(title.partition(" (")[2])[0]
    return words[-1] if words else ""


def _place(question: str, words: Sequence[str], link: Link) -> tuple[int, int]:
    """The ``words`` of a question, from the first up to but not the last, that a link is about. They stand elsewhere
    than in the question that was linked where its names were put as the graph has them; the first time that they are
    found counts, and (0, 0) is no place."""
    for name in (link.mention.text, link.entity.label):
        at = link.mention.start if question.startswith(name, link.mention.start) else question.find(name)
        first = len(cut(question[: max(0, at)])[0])
        last = first + len(cut(name)[0])
        if at >= 0 and last <= len(words):
            return first, last
    return 0, 0


def _possessives(text: str) -> list[bool]:
    """Whether each word of a text ends in the "'s" that is cut off."""
    owned: list[bool] = []
    for piece in text.split():
        count = len(cut(piece)[0])
        owned += [False] * (count - 1) + [_OWNED.search(piece) is not None] * (count > 0)
    return owned


def _apart(subjects: Sequence[Subject]) -> list[Subject]:
    return list({subject.id: subject for subject in subjects}.values())
