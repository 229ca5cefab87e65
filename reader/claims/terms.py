"""Terms of office as a graph has them, in the qualifiers of a fact: from when to when somebody was mayor."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kgqa.kg.statements import PARTS, PREFIX
from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.linker.words import FUNCTION
from kgqa.reader.claims.names import named_in
from kgqa.reader.language.quantities import Quantity, date
from kgqa.types import Evidence, Literal, Path

_BEGIN = re.compile(r"\b(?:start\w*|since|from|begin\w*|began|begun)\b", re.IGNORECASE)
_END = re.compile(r"\b(?:end\w*|until|till|to|through)\b", re.IGNORECASE)


def in_term(question: str, value: str, evidence: Sequence[Evidence]) -> tuple[bool, int] | None:
    """Whether a time is within a term that the graph states for what an open "When" asks, and the number of the piece
    of evidence that says so: False only where there is a single one; None where that is not to be told."""
    when = date(value)
    if when is None or not question.startswith("When"):
        return None
    office = {stem(word) for word in fold(question).split() if word not in FUNCTION and word not in named_in(question)}
    terms: defaultdict[str, dict[str, Quantity]] = defaultdict(dict)
    places: dict[str, int] = {}
    for number, piece in enumerate(evidence):
        if not isinstance(piece.content, Path) or not office <= {stem(word) for word in fold(piece.text).split()}:
            continue
        label = piece.text.rpartition("|")[2].partition(":")[0]
        side = "begin" if _BEGIN.search(label) else "end" if _END.search(label) else ""
        for triple in piece.content.triples:
            if not triple.head.startswith(PREFIX) or triple.relation in PARTS or not isinstance(triple.tail, Literal):
                continue
            told = date(triple.tail.value)
            if side and told is not None:
                terms[triple.head][side] = told
                places.setdefault(triple.head, number)
    whole = {id: (term["begin"], term["end"]) for id, term in terms.items() if len(term) == 2}
    for id, (begin, end) in whole.items():
        if begin.low <= when.low and when.high <= end.high:
            return True, places[id]
    if len(whole) == len(terms) == 1:
        ((id, (begin, end)),) = whole.items()
        if when.before(begin) or end.before(when):
            return False, places[id]
    return None
