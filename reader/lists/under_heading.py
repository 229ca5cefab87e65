"""Lists below a heading that says what they are: "Which honours did she receive?" where a section "Honours" of her page
is three lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgqa.linker.normalise import fold
from kgqa.linker.words import FUNCTION
from kgqa.reader.asked.several import asks_for_several
from kgqa.reader.language.verbs import verb_key
from kgqa.reader.lists.listing import as_list
from kgqa.types import Answer, Evidence, Passage, Support

Place = tuple[int, int]
"""Half-open characters of a text."""

LEAST, MOST = 2, 40
"""Lines of a list."""

_WRAPPED = 55
"""Characters of a line without a stop from which on it may go on in the next one."""
_LONG = 40
"""Characters of a line from which on what is behind its first comma tells of the item and is no part of it."""
_OPEN = re.compile(
    r"what(?: is|['’]s| has| have)? (?:been )?(?:planned|new|included|needed|required|changed)\b", re.IGNORECASE
)
_LIGHT = frozenset(
    verb_key(word)
    for word in re.findall(
        r"\w+",
        "receive have get win offer provide contain include list give plan planned new item thing name show need needed"
        " required there available different various main all hold sell bring exist mean come support do take",
    )
)
"""Words of a question that a heading need not have."""
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_AT_END = re.compile(r"[\s.;,]+$")


def listed_under_heading(question: str, evidence: Sequence[Evidence], score: float) -> Answer | None:
    """The lines below the one heading that a question for several things calls by its name, as probable as ``score``;
    None where there is none, or more than one."""
    if asks_for_several(question) is None and _OPEN.match(question.strip()) is None:
        return None
    found = [
        (number, piece.content, places)
        for number, piece in enumerate(evidence)
        if isinstance(piece.content, Passage)
        and _is_meant(question, piece.content)
        and (places := list(lines_below(piece.content.text, _heading(piece.content))))
    ]
    if len(found) != 1:
        return None
    number, passage, places = found[0]
    texts = [(passage.text[slice(*place)], place) for place in places]
    return as_list([Answer(text, score, "span", (Support(number, *place),), (), (text,)) for text, place in texts])


def _heading(passage: Passage) -> str:
    """The heading of a section, which its title and its text have; "" of what is no section."""
    first = passage.text.partition("\n\n")[0].strip()
    document, _, own = passage.title.rpartition(": ")
    return first if document and fold(own) == fold(first) else ""


def _is_meant(question: str, passage: Passage) -> bool:
    """Whether all that a question says is said by the heading or the document's title, and the heading says some."""
    heading = _keys(_heading(passage))
    asked = _keys(question)
    left = asked - _keys(passage.title.rpartition(": ")[0]) - heading - _LIGHT
    shared = asked & heading
    if not shared or any(letter.isdigit() for key in left for letter in key):
        return False
    return len(left) <= max(0, len(shared - _LIGHT) - 1)


def lines_below(text: str, heading: str) -> Iterator[Place]:
    """What each line of the block below a heading lists; nothing where that is no list.

    >>> text = "Honours\\n\\nHolm Medal, 1963 (the first woman)\\nFellow of the Academy\\n\\nShe declined a title."
    >>> [text[slice(*place)] for place in lines_below(text, "Honours")]
    ['Holm Medal, 1963', 'Fellow of the Academy']
    """
    body = len(heading) + len(text) - len(text.lstrip())
    block = re.match(r"\s*\n\n(?P<lines>[^\n]+(?:\n[^\n]+)+)", text[body:]) if heading else None
    if block is None:
        return
    lines = [*re.finditer(r"[^\n]+", block["lines"])]
    ends = [line[0].rstrip()[-1:] in ".;:!?)" or len(line[0]) < _WRAPPED for line in lines[:-1]]
    is_prose = any(re.search(r"[.!?] [A-Z]", line[0]) for line in lines) or any("|" in line[0] for line in lines)
    if not LEAST <= len(lines) <= MOST or not all(ends) or is_prose:
        return
    start = body + block.start("lines")
    for line in lines:
        said = _AT_END.sub("", _BRACKETS.sub("", _AT_END.sub("", line[0])))
        if len(said) > _LONG and len((short := said.partition(",")[0]).split()) > 1:
            said = short
        if said.strip():
            begin = start + line.start() + len(said) - len(said.lstrip())
            yield begin, begin + len(said.strip())


def _keys(text: str) -> frozenset[str]:
    words = re.findall(r"\d+(?:\.\d+)+|[^\W_]+", re.sub(r"['’]s\b", "", text.lower()))
    return frozenset(verb_key(word) for word in words if word not in FUNCTION)
