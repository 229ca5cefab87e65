"""The open extractor: facts by patterns over the parse, without training and without a list of relations."""

from __future__ import annotations

from bisect import bisect_right

from kgqa.extract.document import Span
from kgqa.extract.found import FoundEntity, FoundFact
from kgqa.extract.parsed import Parsed
from kgqa.extract.syntax.arguments import Argument, Arguments
from kgqa.extract.syntax.prompts import prompt_blocks
from kgqa.extract.syntax.qualifiers import states_nothing
from kgqa.extract.syntax.relation_table import SYMMETRIC
from kgqa.extract.syntax.statement import Statement
from kgqa.extract.syntax.statements import statements
from kgqa.extract.syntax.tree import Tree
from kgqa.types import Literal

EXTRACTOR = "open"

CONFIDENCE = {
    "bracket": 0.95, "place list": 0.9, "copula nation": 0.85, "title nation": 0.85, "degree": 0.85, "verb": 0.8,
    "copula": 0.8, "participle": 0.78, "happening": 0.8, "title": 0.75, "possessive": 0.75, "noun": 0.75,
    "measure": 0.75, "apposition nation": 0.7, "apposition": 0.68, "copula parent": 0.7, "relative nation": 0.65,
    "relative": 0.6, "apposition parent": 0.5, "title parent": 0.5, "relative parent": 0.4, "copula kind": 0.75,
    "title kind": 0.7, "apposition kind": 0.65, "relative kind": 0.6, "verb open": 0.55, "relative open": 0.5,
    "participle open": 0.5, "open number": 0.5, "open concept": 0.4, "clash": 0.35,
}  # fmt: skip
"""How sure each pattern is. Where facts are of relations that Re-DocRED knows, about the share that its gold has, on
documents 1-250 of its dev file with gold mentions (benchmarks/open_extraction.py); its gold lacks some true ones.
Kinds, quantities and relations of the open sort ("... open", where both sides are names; "open concept", "clash":
the verb's rule wants other types) it can't measure: those are judged by hand."""
LEAST = 0.5
"""For a pattern that is not in the table."""


class OpenExtractor:
    """Reads subjects, verbs and objects, copulas, appositions, possessives, attachments, lists and quantities.

    Relations have Wikidata's names where :mod:`kgqa.extract.syntax.relation_table` knows their words, else the verb's
    lemma with its preposition ("collaborate with"). English only. A function of its input alone.
    """

    __slots__ = ()

    def extract(self, parsed: Parsed) -> tuple[tuple[FoundEntity, ...], tuple[FoundFact, ...]]:
        """The entities of ``parsed`` in their order, then the concepts that are arguments; and the facts, by place."""
        return _made(parsed).result()


def said_by(parsed: Parsed) -> list[tuple[Statement, FoundFact]]:
    """Each fact with the statement that it was made of: for measuring the patterns."""
    return _made(parsed).pairs()


def _made(parsed: Parsed) -> _Maker:
    tree = Tree.of(parsed.doc)
    arguments = Arguments(parsed, tree)
    made = _Maker(parsed, tree, arguments)
    for statement in statements(parsed, tree, arguments):
        made.add(statement)
        if statement.label in SYMMETRIC:
            made.add(statement._replace(first=statement.second, second=statement.first))
    return made


class _Maker:
    """Makes facts of statements: numbers the concepts, finds the sentence, leaves out what states nothing."""

    __slots__ = ("_arguments", "_closed", "_concepts", "_facts", "_parsed", "_silent", "_starts", "_tree")

    def __init__(self, parsed: Parsed, tree: Tree, arguments: Arguments) -> None:
        self._parsed = parsed
        self._tree = tree
        self._arguments = arguments
        self._starts = [sentence.start for sentence in parsed.sentences]
        self._closed = (*parsed.document.code, *prompt_blocks(parsed.document.text))
        self._silent: dict[int, bool] = {}
        self._concepts: dict[str, tuple[int, str, list[Span]]] = {}
        self._facts: dict[tuple[object, ...], tuple[Statement, FoundFact]] = {}

    def add(self, statement: Statement) -> None:
        first, second = statement.first, statement.second
        if first.value is not None or not _is_clean(statement):
            return
        tokens = [first.start, first.end, second.start, second.end, statement.token]
        span = Span(self._tree.starts[min(tokens)], self._tree.ends[max(tokens)])
        if second.value is not None:
            # Of "4 May 1921" the parse's token is one word.
            written = second.value.span
            span = Span(min(span.start, written.start), max(span.end, written.end))
        number = bisect_right(self._starts, span.start) - 1
        last = bisect_right(self._starts, span.end - 1) - 1
        if (
            number < 0
            or self._states_nothing(number)
            or any(closed.start < span.end and span.start < closed.end for closed in self._closed)
        ):
            return
        sentence = Span(self._parsed.sentences[number].start, max(self._parsed.sentences[last].end, span.end))
        head = self._number(first)
        tail: int | Literal
        qualifiers = set(statement.qualifiers)
        if second.value is not None:
            tail = Literal(second.value.value, second.value.datatype)
            if second.value.unit:
                qualifiers.add(("unit", second.value.unit))
            if second.value.datatype == "date":
                qualifiers.discard(("date", second.value.value))
        else:
            tail = self._number(second)
            if tail == head:
                return
            if second.entity >= 0:
                qualifiers.discard(("place", self._arguments.entities[second.entity].name))
        confidence = CONFIDENCE.get(statement.pattern, LEAST)
        fact = FoundFact(head, statement.label, tail, sentence, span, EXTRACTOR, confidence, tuple(sorted(qualifiers)))
        key = (head, statement.label, tail, sentence.start, fact.is_said)
        kept = self._facts.get(key)
        if kept is None or (kept[1].confidence, len(kept[1].qualifiers)) < (confidence, len(fact.qualifiers)):
            self._facts[key] = (statement, fact)

    def _number(self, argument: Argument) -> int:
        if argument.entity >= 0:
            return argument.entity
        key = argument.concept.casefold()
        span = Span(self._tree.starts[argument.start], self._tree.ends[argument.end])
        if key not in self._concepts:
            number = len(self._parsed.entities) + len(self._concepts)
            self._concepts[key] = (number, argument.concept, [])
        number, _, spans = self._concepts[key]
        if span not in spans:
            spans.append(span)
        return number

    def _states_nothing(self, number: int) -> bool:
        if (known := self._silent.get(number)) is None:
            sentence = self._parsed.sentences[number]
            first = bisect_right(self._tree.ends, sentence.start)
            last = bisect_right(self._tree.starts, sentence.end - 1) - 1
            text = self._parsed.document.text[sentence.start : sentence.end]
            known = self._silent[number] = first > last or states_nothing(text, self._tree, first, last)
        return known

    def result(self) -> tuple[tuple[FoundEntity, ...], tuple[FoundFact, ...]]:
        topic = self._arguments.topic
        made = [FoundEntity(*_name(words, topic), tuple(sorted(spans))) for _, words, spans in self._concepts.values()]
        return (*self._parsed.entities, *made), tuple(fact for _, fact in self.pairs())

    def pairs(self) -> list[tuple[Statement, FoundFact]]:
        """The facts in order, each with its statement."""
        return sorted(self._facts.values(), key=lambda pair: _order(pair[1]))


def _name(words: str, topic: str) -> tuple[str, str, tuple[str, ...]]:
    if topic and words.casefold() == topic.casefold():
        return topic, "concept", (topic,)
    return words, "concept", (words,)


def _is_clean(statement: Statement) -> bool:
    first, second = statement.first, statement.second
    return (first.is_named or bool(first.concept)) and (
        second.is_named or bool(second.concept) or second.value is not None
    )


def _order(fact: FoundFact) -> tuple[object, ...]:
    return (fact.span, fact.head, fact.relation, repr(fact.tail), fact.qualifiers)
