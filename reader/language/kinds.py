"""What a question asks for and what a value is: how many, a date, a number. For yes or no see ``yes_or_no``."""

from __future__ import annotations

import re

from kgqa.types import AnswerKind, Node

NEGATION = re.compile(
    r"\b(?:not|never|neither|nor|nobody|no one|no-one|none|without|except|besides|other than|apart from|excluding)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
"""What makes a question ask for what a fact does not say."""

ARITHMETIC = re.compile(
    r"\b(?:average|median|total|combined|altogether|indirectly|transitively|recursively"
    r"|how (?:much|many years|many days) (?:\w+er|more|less|apart))\b",
    re.IGNORECASE,
)
"""What asks for what is worked out of several facts: a sum, or all that is reached from one to the next."""

_COUNT = re.compile(r"\b(how many|the number of|count the)\b", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"(?:\d{{1,2}} {_MONTH},? \d{{3,4}}|{_MONTH} \d{{1,2}},? \d{{3,4}}|{_MONTH} \d{{3,4}}"
    r"|-?\d{4}-\d{2}-\d{2}.*)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+]?\d[\d,.\u00a0\u202f ]*(?:[eE][-+]?\d+)?")


def asks_how_many(question: str) -> bool:
    """Whether the question asks for a count.

    >>> asks_how_many("How many countries border Austria?"), asks_how_many("What is the CAS number of gold?")
    (True, False)
    """
    return _COUNT.search(question) is not None


def as_which(question: str) -> str:
    """A question for a count as one for what is counted: paths list members, and few state their number.

    >>> as_which("How many countries border Austria?")
    'Which countries border Austria?'
    """
    return _COUNT.sub(lambda found: "Which" if found.start() == 0 else "which", question, count=1)


def kind_of(node: Node) -> AnswerKind:
    """The kind of an answer that is this node: by a literal's datatype, else by its looks.

    >>> from kgqa.types import Literal
    >>> kind_of(Literal("1898", "number")), kind_of(Literal("8 March 1975")), kind_of("Q42")
    ('number', 'date', 'entity')
    """
    if isinstance(node, str):
        return "entity"
    datatype = node.datatype.rpartition("#")[2].lower()
    if datatype.startswith(("date", "gyear", "gmonth", "gday", "time")):
        return "date"
    if datatype in ("number", "integer", "int", "long", "short", "decimal", "double", "float") or (
        datatype.endswith("integer")
    ):
        return "number"
    return looks_like(node.value)


def looks_like(text: str) -> AnswerKind:
    """ "date" or "number" where the whole text is one, else "span".

    >>> looks_like("21 July 1969"), looks_like("1,200"), looks_like("in 1969")
    ('date', 'number', 'span')
    """
    stripped = text.strip()
    if _DATE.fullmatch(stripped):
        return "date"
    return "number" if _NUMBER.fullmatch(stripped) else "span"
