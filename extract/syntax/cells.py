"""Cells of a table: what they name or say, and what their header makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgqa.extract.document import Span, Table
from kgqa.extract.found import FoundEntity, FoundFact
from kgqa.extract.syntax.columns import Column
from kgqa.extract.syntax.figures import is_figure
from kgqa.extract.syntax.kinds import kind_of, type_of
from kgqa.extract.syntax.values import unit_name, whole_value
from kgqa.kg.provenance import TABLE
from kgqa.types import Literal

EXTRACTOR, CONFIDENCE = TABLE, 0.8
LONGEST_CELL, LONGEST_HEADER = 80, 40
"""Characters of a cell, or a header, that is a name or a value and no prose."""

MOST_WORDS = 3
"""Words of a term, where a column has no names."""

_NOTHING = {
    "", "-", "--", "---", "–", "—", "−", ".", "?", "…", "...", "n/a", "#n/a", "n.a.", "na", "nan", "none", "null",
    "nil", "unknown", "not known", "not applicable", "not available", "tba", "tbc", "tbd",
}  # fmt: skip
"""Cells that say that nothing is known, or is."""
_TOTALS = {"total", "totals", "sum", "subtotal", "grand total", "overall", "average", "mean", "median", "all"}
_FLAGS = {"yes", "no", "true", "false", "y", "n"}
_UNNAMED = frozenset(
    (
        "notes",
        "note",
        "ref",
        "ref.",
        "refs",
        "references",
        "source",
        "remarks",
        "comments",
        "#",
        "no.",
        "no",
        "image",
        "rank",
        "pos",
        "pos.",
        "id",
    )
)
_BRACKET = re.compile(r"\s*[(\[](?P<inside>[^)\]]*)[)\]]\s*$")
_PARTS, _COMMAS = re.compile(r"\s*[;\n]\s*"), re.compile(r"\s*,\s*")
_DONE = re.compile(r"[a-z]+(?:ed|lt|wn)|made|begun|cast|sunk")
_IN_CAMELS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_WORD = re.compile(r"[^\W\d_]{2}|[A-Z]")
_CALLED = {
    "born": "date of birth", "birth date": "date of birth", "died": "date of death", "death date": "date of death",
    "birthplace": "place of birth", "directed by": "director", "directors": "director", "written by": "author",
    "authors": "author", "writer": "author", "release date": "publication date", "released": "publication date",
    "published": "publication date", "founded": "inception", "established": "inception", "formed": "inception",
    "headquarters": "headquarters location", "location": "located in", "elevation": "elevation above sea level",
    "label": "record label", "artist": "performer", "cast": "cast member", "starring": "cast member",
    "founder": "founded by", "founders": "founded by", "owner": "owned by", "spouse": "spouse",
    "profession": "occupation", "team": "member of sports team", "club": "member of sports team",
    "party": "member of political party", "type": "instance of", "kind": "instance of", "awards": "award received",
    "award": "award received", "discoverer": "discovered by", "discovered": "date of discovery",
    "mayor": "head of government", "alma mater": "educated at",
    "chemical symbol": "symbol", "office": "work location", "workplace": "work location",
}  # fmt: skip

_LANGUAGES = {
    "location": "official language",
    "person": "languages spoken, written or signed",
    "work": "language of work or name",
}
"""What "Languages" are of a thing of a type."""

_TITLES = frozenset(("title", "titles"))
"""Headers of a column of works."""
_TOLD = frozenset(("work", "location", "organization", "event"))
"""Types that a header tells; "Model" or "Star" may be any thing's."""


_NO_KIND = {
    "name", "title", "member", "person", "who", "what", "item", "entry", "holder", "winner", "nominee",
    "recipient", "subject", "heading", "description", "detail", "text", "value", "nickname", "surname", "location",
    "place", "role", "position", "office", "function", "field", "key", "parameter", "option", "property", "period",
    "term", "state", "status", "from", "to", "category", "type", "kind", "class", "group", "author", "director",
    "candidate",
}  # fmt: skip
"""Headers, singular, that say no more than that there is a name, or what it is to something else."""


class Names:
    """Numbers the names of cells."""

    __slots__ = ("_by_name", "_by_span", "_given", "_made")

    def __init__(self, entities: Sequence[FoundEntity]) -> None:
        self._given = tuple(entities)
        self._made: list[tuple[str, str, list[Span]]] = []
        self._by_span = {span: at for at, one in enumerate(entities) for span in one.mentions}
        self._by_name: dict[str, int] = {}
        for at, one in enumerate(entities):
            for name in one.names:
                self._by_name.setdefault(name, at)

    def number(self, name: str, span: Span, type: str = "") -> int:
        """The entity of a cell, of this type where it is new."""
        found = self._by_span.get(span, self._by_name.get(name))
        if found is None:
            found = self._by_name[name] = len(self._given) + len(self._made)
            self._made.append((name, type, [span]))
        elif found >= len(self._given):
            at = found - len(self._given)
            known, told, spans = self._made[at]
            # Who was the manager of an earlier row is a person, too.
            self._made[at] = (known, told or type, spans if span in spans else [*spans, span])
        return found

    def entities(self) -> tuple[FoundEntity, ...]:
        """The given ones, then those of the cells."""
        made = (FoundEntity(name, type, (name,), tuple(sorted(spans))) for name, type, spans in self._made)
        return (*self._given, *made)


def fact_of(
    text: str,
    names: Names,
    head: int,
    subject: Span,
    label: str,
    unit: str,
    span: Span,
    sentence: Span,
    column: Column,
) -> Iterator[FoundFact]:
    """The fact of a cell, none where it says nothing of that relation."""
    words = text[span.start : span.end]
    between = Span(min(subject.start, span.start), max(subject.end, span.end))
    tail: int | Literal
    qualifiers: tuple[tuple[str, str], ...] = ()
    value = column.value(words, span.start)
    if value is not None and not (column.is_mixed and value.datatype == "number"):
        if label == "place of birth" or (label == "date of birth" and value.datatype != "date"):
            return
        if value.datatype == "date" and _DONE.fullmatch(label):
            label = f"date {label}"  # "Built" beside "Builder"
        tail = Literal(value.value, value.datatype)
        unit = value.unit or (unit if value.datatype == "number" else "")
        qualifiers = (("unit", unit),) if unit else ()
    elif is_name(words) and not column.is_amount(words):
        if label == "date of birth":
            label = "place of birth"
        elif label == "date of death":
            label = "place of death"
        tail = names.number(plain(text, span), span)
        if tail == head:
            return
    else:
        tail = Literal(" ".join(words.split()))
    yield FoundFact(head, label, tail, sentence, between, EXTRACTOR, CONFIDENCE, qualifiers)


def is_total(words: str) -> bool:
    """Whether what stands in the naming column sums up the rows above, and names none.

    >>> is_total("Total:"), is_total("Total Control")
    (True, False)
    """
    return words.lower().strip(" :.*†") in _TOTALS


def type_told(header: str) -> str:
    """The type of what a naming column names: "work" of "Films", "" where the header does not tell."""
    word = header.lower().strip(" :.*†").rpartition(" ")[2]
    found = kind_of(word) or kind_of(singular(word))
    type = "work" if word in _TITLES else type_of(found)
    return type if type in _TOLD else ""


def kind_told(header: str) -> str:
    """What the rows are, by the header of the naming column: "product" of "Products"; "" of "Name" or "Full title"."""
    words = header.lower().strip(" :.*†").split()
    if not 1 <= len(words) <= 2 or not all(word.isalpha() for word in words) or words[-1] in _NO_KIND:
        return ""
    if any(word.isupper() and len(word) > 1 for word in header.split()):
        return ""
    last = singular(words[-1])
    return "" if last in _NO_KIND or type_of(kind_of(last)) == "person" else " ".join([*words[:-1], last])


def singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4 and word != "series":
        return word[:-3] + "y"
    return word if word.endswith(("ss", "us", "series", "species")) else word.removesuffix("s")


def relation_of(header: str, type: str) -> tuple[str, str] | None:
    """A header's label and unit, in a table of things of this type."""
    unit = ""
    while bracket := _BRACKET.search(header):
        unit = unit or unit_name(bracket["inside"].strip())
        header = header[: bracket.start()]
    header = _IN_CAMELS.sub(" ", header.replace("_", " ")).strip(" :.*†")
    if not header or len(header) > LONGEST_HEADER or header.lower() in _UNNAMED or not any(map(str.isalpha, header)):
        return None
    words = " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in header.split())
    if words == "year" and type == "work":
        words = "publication date"
    if words in ("language", "languages", "languages spoken"):
        words = _LANGUAGES.get(type, words)
    if words in ("teacher", "teachers", "tutor", "taught by") and type != "person":
        words = "instructor"  # a course is nobody's student
    return _CALLED.get(words, words), unit


def columns_of(text: str, table: Table, headers: Sequence[str]) -> list[Column]:
    """How the cells of each column are to be read."""
    found = []
    for at, header in enumerate(headers):
        bracket = _BRACKET.search(header)
        unit = unit_name(bracket["inside"].strip()) if bracket else ""
        found.append(Column.of(header, unit, [text[slice(*row[at])] for row in table.rows if at < len(row)]))
    return found


def trimmed(text: str, span: Span) -> Span | None:
    """A cell without blanks around it and a note behind it; None where that is nothing, or prose."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    kept = re.sub(r"(?:\s*\[[^\]]*\])+\s*$", "", words).rstrip(" \t\n*†‡")
    end = span.start + len(kept)
    if end <= start or text[start:end].lower() in _NOTHING or end - start > LONGEST_CELL:
        return None
    return Span(start, end)


def items(text: str, span: Span, *, is_plural: bool = False) -> Iterator[Span]:
    """The parts of a cell that holds several, at semicolons and line ends; under a plural also at commas, where all
    parts are names."""
    parts = list(_split(text, span, _PARTS))
    for part in parts:
        named = list(_split(text, part, _COMMAS)) if is_plural and len(parts) == 1 else []
        yield from named if len(named) > 1 and all(is_name(text[one.start : one.end]) for one in named) else [part]


def _split(text: str, span: Span, between: re.Pattern[str]) -> Iterator[Span]:
    start = span.start
    for match in between.finditer(text, span.start, span.end):
        if part := trimmed(text, Span(start, match.start())):
            yield part
        start = match.end()
    if start < span.end and (part := trimmed(text, Span(start, span.end))):
        yield part


def is_plural(header: str, label: str) -> bool:
    """Whether a header says that its cells hold several: "Members", "Cast"."""
    word = header.lower().strip(" :.*†")
    return label == "cast member" or (word.endswith("s") and not word.endswith(("ss", "us", "series", "headquarters")))


def is_name(words: str) -> bool:
    """Whether a cell names something: its first letter is no small one, and it is no figure or date, no yes or no."""
    if words.lower() in _FLAGS:
        return False
    first = words.lstrip("\"“'‘(")[:1]
    told = first.isalnum() and not first.islower() and bool(_WORD.search(words))
    return told and whole_value(words) is None and not is_figure(words)


def is_term(words: str) -> bool:
    """Whether a cell is a short term, not a number, a date or a piece of prose."""
    is_short = len(words.split()) <= MOST_WORDS and bool(_LETTERS.search(words))
    return is_short and whole_value(words) is None and not is_figure(words)


def plain(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())
