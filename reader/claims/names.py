"""Whether what was found tells of the names that a claim is about: of "Was Jo Lind born in Tarn in 1921?" a sentence
that says when Jo Lind was born says nothing where it does not name Tarn."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgqa.linker.words import FUNCTION
from kgqa.reader.claims.values import untitled
from kgqa.reader.language.events import sentence
from kgqa.retriever.words import cut
from kgqa.types import Answer, Evidence, Passage

_CAPITAL = re.compile(r"(?<![\w'’-])(?:[^\W\d_a-z]|\d)[\w'’.&-]*")
_NAMES = re.compile(rf"{_CAPITAL.pattern}(?: (?:(?:of|the|de|von|van) )*{_CAPITAL.pattern})*")
_AFTER_OF = re.compile(r"\bof (.*)", re.DOTALL)


def named_in(question: str) -> set[str]:
    """The words of the names in an open question; of one in small letters those after "of".

    >>> sorted(named_in("Where did Dr. Jo Lind meet Ada?")), sorted(named_in("What is the capital of the tarns?"))
    (['ada', 'jo', 'lind'], ['tarns'])
    """
    _, _, rest = question.partition(" ")
    if rest == rest.lower():
        found = _AFTER_OF.search(rest)
        return set(cut(found[1])[0]) - FUNCTION if found else set()
    return {word for name in _CAPITAL.findall(untitled(rest)) for word in cut(name)[0]}


def tells_of(question: str, answer: Answer, evidence: Sequence[Evidence]) -> bool:
    """Whether what an answer was found in has all names of an open question. Of a passage that is the sentence, its
    title, how it and the paragraph begin, and the sentence before where that begins with a name; of the graph, which
    calls things by other names, no less than two names are looked for."""
    sought, told, facts = named_in(question), set[str](), set[str]()
    is_read = False
    for support in answer.support:
        if support.evidence >= len(evidence):
            return True
        piece = evidence[support.evidence]
        if isinstance(piece.content, Passage) and support.start is not None and support.end is not None:
            told |= _around(piece.content, support.start, support.end)
            is_read = True
        else:
            facts |= set(cut(piece.text)[0])
    if is_read:
        return sought <= told  # a fact that was read out of a text is not said in other words than the text's
    return (len(_NAMES.findall(question.partition(" ")[2])) < 2) or sought <= facts


def _around(passage: Passage, start: int, end: int) -> set[str]:
    text = passage.text
    first, last = sentence(text, start, end)
    paragraph = max(0, text.rfind("\n\n", 0, first))
    begins = [text[slice(*sentence(text, at, at + 1))] for at in (0, min(paragraph + 2, first) if paragraph else 0)]
    words = [passage.title, text[first:last], *begins]
    if first:
        at = len(text[:first].rstrip(" .!?\n\t")) - 1
        before = text[slice(*sentence(text, max(0, at), max(1, at + 1)))].strip()
        name = re.match(r"(?:The )?(?:[^\W\d_a-z][\w'’.-]*\s?)+", before)
        words.append(name[0] if name else "")
    return {word for part in words for word in cut(part)[0]}
