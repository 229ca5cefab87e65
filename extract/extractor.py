"""Documents in, what each says out: parsed once, read by every extractor, joined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol, TypeVar

from kgqa.extract.asking import asks
from kgqa.extract.called_kin import as_called
from kgqa.extract.document import Document, Span
from kgqa.extract.doubt import less_sure_apart, with_doubt, without_denied
from kgqa.extract.fates import less_sure_of_other_fates
from kgqa.extract.found import Extraction, FoundEntity, FoundFact
from kgqa.extract.grounding import grounded
from kgqa.extract.kin import less_sure_of_kin
from kgqa.extract.parsed import Parsed
from kgqa.extract.relations.stated import Stated
from kgqa.extract.syntax.prompts import is_prompt, prompt_blocks
from kgqa.extract.wrong_kinds import without_wrong_kinds

BATCH, FEW = 64, 4
"""Documents that are parsed and read together; fewer where each sentence is asked for many relations, so that a job
that is stopped loses little."""


T = TypeVar("T")


class Reader(Protocol):
    """Finds facts between the entities of parsed documents, those of each in any order."""

    def extract(self, parsed: Sequence[Parsed]) -> Sequence[tuple[FoundFact, ...]]:
        """For each document the facts, by the numbers of its entities."""
        ...


class OpenReader(Protocol):
    """Finds facts of a parsed document, and entities that only these name."""

    def extract(self, parsed: Parsed) -> tuple[tuple[FoundEntity, ...], tuple[FoundFact, ...]]:
        """All entities, those of the document first and in their order, and the facts."""
        ...


class Asker(Protocol):
    """Asks sentences of parsed documents for the relations of an ontology."""

    def states(self, parsed: Sequence[Parsed]) -> Sequence[tuple[Stated, ...]]:
        """For each document what its sentences state."""
        ...


class DocumentParser(Protocol):
    """Makes sentences, mentions and values of documents."""

    def parse(self, documents: Iterable[Document]) -> Iterator[Parsed]:
        """One for each document, in order."""
        ...


@dataclass(frozen=True, slots=True)
class DocumentExtractor:
    """Extractors of relations side by side, over one parse; and the facts of tables."""

    parser: DocumentParser
    open: OpenReader | None
    trained: Reader | None
    tables: Callable[[Document, Sequence[FoundEntity]], tuple[tuple[FoundEntity, ...], tuple[FoundFact, ...]]] | None
    asked: Asker | None = None

    @property
    def batch(self) -> int:
        """Documents that are read together."""
        return FEW if self.asked else BATCH

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """What each document says, in their order. What one says does not depend on the others."""
        # The parser is given all of them: its processes start once.
        for parsed in batches(self.parser.parse(documents), self.batch):
            trained = self.trained.extract(parsed) if self.trained else [()] * len(parsed)
            stated = self.asked.states(parsed) if self.asked else [()] * len(parsed)
            yield from map(self._joined, parsed, trained, stated)

    def _joined(self, parsed: Parsed, trained: tuple[FoundFact, ...], stated: tuple[Stated, ...]) -> Extraction:
        entities, facts = self.open.extract(parsed) if self.open else (parsed.entities, ())
        if self.tables and parsed.document.tables:
            entities, more = self.tables(parsed.document, entities)
            facts = (*facts, *more)
        entities, asked = grounded(stated, entities, parsed)
        parsed = replace(parsed, entities=entities)
        trained = without_silent((*trained, *asked), parsed.document.text)
        trained = less_sure_of_kin(less_sure_apart(trained, parsed), parsed)
        trained = without_denied(less_sure_of_other_fates(trained, parsed), parsed)
        trained = with_doubt(trained, facts)
        facts = without_wrong_kinds(as_called((*facts, *trained), entities, parsed.document.text), entities)
        return numbered(Extraction(parsed.document.id, entities, facts))


def without_silent(trained: Sequence[FoundFact], text: str) -> tuple[FoundFact, ...]:
    """The trained extractor's facts but those of sentences that state nothing, at whose form it does not look:
    questions, and what is said to a language model."""
    prompts = prompt_blocks(text)
    silent = {
        sentence
        for sentence in {fact.sentence for fact in trained}
        if asks(said := text[sentence.start : sentence.end])
        or is_prompt(said)
        or any(_overlap(sentence, prompt) for prompt in prompts)
    }
    return tuple(fact for fact in trained if fact.sentence not in silent)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def numbered(found: Extraction) -> Extraction:
    """The same with facts in order of their places, each once, and without entities that are neither a name's nor in
    a fact."""
    facts = sorted(set(found.facts), key=_order)
    used = {number for fact in facts for number in (fact.head, fact.tail) if isinstance(number, int)}
    kept = [number for number, entity in enumerate(found.entities) if number in used or entity.mentions]
    to = {number: at for at, number in enumerate(kept)}
    return Extraction(
        found.doc_id,
        tuple(found.entities[number] for number in kept),
        tuple(
            replace(fact, head=to[fact.head], tail=to[fact.tail] if isinstance(fact.tail, int) else fact.tail)
            for fact in facts
        ),
    )


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch


def _order(fact: FoundFact) -> tuple[object, ...]:
    tail = (0, fact.tail, "", "") if isinstance(fact.tail, int) else (1, 0, fact.tail.value, fact.tail.datatype)
    return (fact.sentence, fact.span, fact.head, fact.relation, tail, fact.extractor, -fact.confidence, fact.qualifiers)
