"""Questions whether a thing is what a fact says it is: "is neon a noble gas", "is the Alka in use", "is Tarn in
Veland"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import verbalize
from kgqa.linker.normalise import fold
from kgqa.reader.language.kinds import NEGATION
from kgqa.reader.language.yes_or_no import asks_yes_or_no
from kgqa.reader.typed.all_of_kind import FOUND, GIVEN
from kgqa.reader.typed.sets import walked
from kgqa.reader.vocabulary.ends_named import are_one, ends_by_name
from kgqa.reader.vocabulary.flags import flag
from kgqa.reader.vocabulary.kinds_of import KindsOf
from kgqa.reader.vocabulary.values_by_name import values_of
from kgqa.types import Answer, Derivation, Evidence, Path, Step, Support, Walk

_BEGIN = re.compile(r"(?:is|are|was|were) (?:the )?")
_DOES = re.compile(r"(?:is|are|was|were|does|do|did|has|have) (?:the )?")
_WORKS = re.compile(r"^(?:work|working) ")
_VALUE = re.compile(r"(?:(?:still|now|currently) )?(?:(?P<in>in|on) |(?P<a>an?|the) )?(?P<value>.+)")
_PLACE = re.compile(
    r"\b(?:country|located|location|state|region|continent|county|city|municipality|district|part of|province|place)\b"
)
_NO_PLACE = re.compile(r"\b(?:birth|born|death|died|burial|buried|origin|citizenship)\b")
_NOT_SO = re.compile(r"\b(?:not|different|opposite|except|exclud\w+|former|previous|replac\w+|formerly)\b")
_NO_SUCH = frozenset(
    ("former", "ex", "non", "anti", "fake", "pseudo", "mock", "fictional", "proposed", "planned", "mythical")
)

_KIND = re.compile(r"(?:(?:still|now|currently) )?an? (?P<kind>[^?]+)")

_ONE_ALONE = re.compile(
    r"(?:(?:employment|contract|work(?:ing)?) )?(?:status|state)|(?:employment|contract|working) (?:type|time)"
    r"|employment|contract|gender|sex|level|grade|rank|condition|availability|shift|size|colou?r|type of employment"
    r"|roles?|positions?|job|job title|occupation|profession|title|department|team|unit|ward|division|section|category"
)
"""Relations of whose values a thing has one."""

Found = tuple[str, Step, str | None]
"""A start, the step to its value, and the value's id, None of a literal."""


def found_so(question: str, evidence: Sequence[Evidence], graph: Graph) -> Found | None:
    """The fact that says what a question asks whether it is so, of one of the entities that paths were found for."""
    if not asks_yes_or_no(question) or NEGATION.search(question):
        return None
    words = fold(question)
    begun = _BEGIN.match(words)
    if begun is None:
        return None
    starts = dict.fromkeys(piece.content.start for piece in evidence if isinstance(piece.content, Path))
    for start in starts:
        for rest in _after_name(words[begun.end() :], start, graph):
            said = _VALUE.fullmatch(rest)
            if said is not None and (found := _fact(start, said, graph)) is not None:
                return found
    return None


def _after_name(words: str, start: str, graph: Graph) -> Iterator[str]:
    known = graph.entity_by_id(start)
    for name in () if known is None else (known.label, *known.aliases):
        folded = fold(name).removeprefix("the ")
        if folded and words.startswith(f"{folded} "):
            yield words[len(folded) + 1 :]


def _fact(start: str, said: re.Match[str], graph: Graph) -> Found | None:
    row = graph.row(start)
    for label, step, node, names in () if row is None else ends_by_name(row, graph):
        # "In use" is a value by its own words; "in Veland" is the place that a relation of places leads to.
        if said["in"] and any(are_one(f"{said['in']} {said['value']}", name) for name in names):
            return start, step, node
        is_asked = not said["in"] or (_PLACE.search(label) and not _NO_PLACE.search(label))
        is_kind = said["a"] in ("a", "an")
        if is_asked and not _NOT_SO.search(label) and any(_is(name, said["value"], is_kind=is_kind) for name in names):
            return start, step, node
    return None


def _is(name: str, value: str, *, is_kind: bool) -> bool:
    """Whether what is called so is a value: a transition metal is a metal."""
    if are_one(name, value):
        return True
    whole, own = name.split(), value.split()
    return is_kind and len(whole) > len(own) and whole[-len(own) :] == own and not _NO_SUCH & set(whole)


def so(question: str, evidence: Sequence[Evidence], graph: Graph, *, built: bool) -> Answer | None:
    """Yes, where a fact says so, and no where its value is a no; None where none does, of which nothing follows.
    ``built``: whether facts of the graph were found in documents."""
    flagged = _flagged(question, evidence, graph)
    found = found_so(question, evidence, graph) if flagged is None else (*flagged[:2], None)
    if found is None:
        return _of_its_type(question, evidence, graph, built=built)
    start, step, node = found
    said = "no" if flagged is not None and not flagged[2] else "yes"
    support = tuple(
        Support(number)
        for number, piece in enumerate(evidence)
        if isinstance(piece.content, Path) and (piece.content.start, piece.content.steps) == (start, (step,))
    )
    if not support:
        return None  # what may be looked at does not have it
    made = None if node is None else Derivation("boolean", (Walk(start, (step,)),), subject=node)
    return Answer(said, FOUND if built else GIVEN, "boolean", support, (), (said,), made)


def _flagged(question: str, evidence: Sequence[Evidence], graph: Graph) -> tuple[str, Step, bool] | None:
    """The fact whose value is a yes or a no to what a question asks of an entity that paths were found for, or another
    one of which there is one alone: who works part-time does not work full-time."""
    words = fold(question)
    begun = _DOES.match(words)
    if begun is None or not asks_yes_or_no(question) or NEGATION.search(question):
        return None
    starts = dict.fromkeys(piece.content.start for piece in evidence if isinstance(piece.content, Path))
    for start in starts:
        row = graph.row(start)
        for rest in _after_name(words[begun.end() :], start, graph):
            for label, step, _, names in () if row is None else ends_by_name(row, graph):
                if (said := flag(label, names, rest)) is not None:
                    return start, step, said
                if _ONE_ALONE.fullmatch(label) and (is_so := _is_its_one(rest, names, step, graph)) is not None:
                    return start, step, is_so
    return None


def _is_its_one(rest: str, names: Collection[str], step: Step, graph: Graph) -> bool | None:
    """Whether a value that is asked for is what the thing has by a relation by which none has two; None where nothing
    has it, or some have two."""
    said, relation = _VALUE.fullmatch(_WORKS.sub("", rest)), graph.relation_index(step.relation)
    if said is None or relation is None:
        return None
    if any(_is(name, said["value"], is_kind=True) for name in names):
        return True
    heads = graph.pairs(relation)[0]
    is_value = any(value.relation == relation for value in values_of(graph)(said["value"].split()))
    return False if is_value and len(heads) == len(set(heads.tolist())) else None


def _of_its_type(question: str, evidence: Sequence[Evidence], graph: Graph, *, built: bool) -> Answer | None:
    """Yes, where an entity that paths were found for is of the type that a question asks for; None otherwise: what has
    other types may be of this one, too."""
    words = fold(question)
    begun = _BEGIN.match(words)
    if begun is None or not asks_yes_or_no(question) or NEGATION.search(question):
        return None
    kinds = KindsOf(graph)
    for number, piece in enumerate(evidence):
        start = piece.content.start if isinstance(piece.content, Path) else ""
        for rest in _after_name(words[begun.end() :], start, graph) if start else ():
            said = _KIND.fullmatch(rest)
            for kind in kinds.are(start, said["kind"]) if said else ():
                if not kind.steps and not _NO_SUCH & set(fold(kind.name).split()):
                    made = Derivation("boolean", among=(start,), kinds=(kind.name,))
                    score = FOUND if built else GIVEN
                    return Answer("yes", score, "boolean", (Support(number),), (), ("yes",), made)
    return None


def with_so(
    question: str, evidence: Sequence[Evidence], graph: Graph, relations: Collection[str] | None = None
) -> tuple[Evidence, ...]:
    """``evidence`` with the fact that such a question is decided by, where its relation is one of ``relations`` (ids;
    None is any)."""
    flagged = _flagged(question, evidence, graph)
    found = found_so(question, evidence, graph) if flagged is None else (*flagged[:2], None)
    if found is not None and relations is not None and found[1].relation not in relations:
        found = None
    known = {(piece.content.start, piece.content.steps) for piece in evidence if isinstance(piece.content, Path)}
    if found is None or (found[0], (found[1],)) in known:
        return tuple(evidence)
    path = walked(found[0], (found[1],), graph)
    return (*evidence, Evidence(path, verbalize(path, graph).text, 0.0, "values"))
