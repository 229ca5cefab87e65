"""Where the documents say what a graph answers: facts of a knowledge base that was built cite their sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kgqa.kg.passages import PassageTable
from kgqa.kg.provenance import Statement
from kgqa.kg.said import SaidFacts
from kgqa.linker.normalise import fold
from kgqa.reader.language.quantities import DATES, date
from kgqa.sources import CITED, READ
from kgqa.types import Answer, Entity, Evidence, Passage, Path, Result, Support, Triple

FACTS_CITED = 6
"""Facts of an answer whose sentences are given: of a long list the first."""


class Citations:
    """The passages that hold the sentences of facts."""

    def __init__(self, said: SaidFacts, passages: PassageTable) -> None:
        self._said = said
        self._passages = passages

    @property
    def said(self) -> SaidFacts:
        """Which facts documents say."""
        return self._said

    def cited(self, result: Result, rows: frozenset[int] | None = None) -> Result:
        """A result whose best answer has the places of its facts, and a date as its document writes it; its evidence
        has the passages these stand in at its end. ``rows``: of the passages that may be cited; None is any."""
        answers, evidence = result.answers, result.evidence
        if not answers or any(evidence[support.evidence].source == READ for support in answers[0].support):
            return result  # what was read has its places already
        best, pieces = answers[0], list(evidence)
        called = self._called(best, result, rows)
        numbers = {piece.content.id: i for i, piece in enumerate(evidence) if isinstance(piece.content, Passage)}
        places: list[Support] = []
        text = best.text
        for triple in _facts(best, evidence)[:FACTS_CITED]:
            found = next(self._places(triple, rows), None)
            if found is None:
                continue
            row, statement = found
            passage = self._passages[row]
            if passage.id not in numbers:
                numbers[passage.id] = len(pieces)
                pieces.append(Evidence(passage, passage.text, 0.0, CITED))
            places.append(Support(numbers[passage.id], *(at - passage.start for at in statement.span)))
            if best.kind == "date":
                first, last = (at - passage.start for at in statement.sentence)
                text = _as_written(text, passage.text[max(0, first) : last])
        support = tuple(dict.fromkeys([*best.support, *places]))
        best = replace(best, text=text, support=support)
        if called:
            best = replace(best, text=called, values=(called,))
        return replace(result, evidence=tuple(pieces), answers=(best, *answers[1:]))

    def _called(self, answer: Answer, result: Result, rows: frozenset[int] | None) -> str:
        """What an answer is called where the question or its documents call it otherwise than the graph, which has one
        name for all; else ""."""
        if len(answer.entities) != 1 or answer.text != answer.entities[0].label:
            return ""
        entity = answer.entities[0]
        facts = [fact for fact in _facts(answer, result.evidence) if entity.id in (fact.head, fact.tail)]
        if not facts or not all(map(self._said.is_said, facts)):
            return ""
        asked = [link.mention.text for link in result.links if link.entity.id == entity.id]
        if asked:
            return _longest(whole_name(entity, mention) for mention in asked)
        places = [place for fact in facts for place in self._places(fact, rows)]
        said = [_words(self._passages[row], statement) for row, statement in places]
        if any(f" {fold(entity.label)} " in f" {fold(words)} " for words in said):
            return ""
        return _longest(name_there(entity, words) for words in said)

    def _places(self, triple: Triple, rows: frozenset[int] | None) -> Iterator[tuple[int, Statement]]:
        """The statements of a fact that stand in passages that may be cited, the surest first, each after its row."""
        for statement in sorted(self._said.statements(triple), key=_surest):
            row = self._said.row(statement)
            if row is not None and (rows is None or row in rows):
                yield row, statement


def whole_name(entity: Entity, mention: str) -> str:
    """The name that a question calls an entity by, where its label is less than that; else "".

    >>> whole_name(Entity("1", "The Return of Olaf", ("The Return of Olaf to Veland",)), "The Return Of Olaf To Veland")
    'The Return of Olaf to Veland'
    """
    said, label = f" {fold(mention)} ", fold(entity.label)
    names = {name: fold(name) for name in entity.aliases if "(" not in name}
    more = (name for name, form in names.items() if label != form and f" {label} " in f" {form} ")
    return _longest(name for name in more if f" {names[name]} " in said)


def name_there(entity: Entity, words: str) -> str:
    """The name of an entity in words that do not call it by its label; "" where there is none that says as much.

    >>> city = Entity("1", "Port Nordhavn", ("Norhaven", "Nordhavn"))
    >>> [name_there(city, f"Born in {name}.") for name in ("Norhaven", "Nordhavn", "Port Nordhavn")]
    ['Norhaven', '', '']
    """
    said, label = f" {fold(words)} ", fold(entity.label)
    if f" {label} " in said:
        return ""
    names = [name for name in entity.aliases if f" {fold(name)} " in said]
    return _longest(name for name in names if not set(fold(name).split()) <= set(label.split()))


def _longest(names: Iterable[str]) -> str:
    return max(names, key=lambda name: (len(name), name), default="")


def uncited(result: Result) -> Result:
    """The result before its facts were cited, but for the words of a date."""
    kept = tuple(piece for piece in result.evidence if piece.source != CITED)
    answers = tuple(
        replace(answer, support=tuple(s for s in answer.support if s.evidence < len(kept))) for answer in result.answers
    )
    return replace(result, evidence=kept, answers=answers)


def _facts(answer: Answer, evidence: Sequence[Evidence]) -> list[Triple]:
    paths = [evidence[support.evidence].content for support in answer.support]
    return list(dict.fromkeys(triple for path in paths if isinstance(path, Path) for triple in path.triples))


def _words(passage: Passage, statement: Statement) -> str:
    """The stretch of a passage that says a fact."""
    first, last = (at - passage.start for at in statement.span)
    return passage.text[max(0, first) : last]


def _surest(statement: Statement) -> tuple[float, str, tuple[int, int]]:
    return (-statement.confidence, statement.doc_id, statement.span)


def _as_written(text: str, said: str) -> str:
    """The same day in the words of ``said``, where it stands there."""
    wanted = date(text)
    return next((m[0] for m in DATES.finditer(said) if wanted is not None and date(m[0]) == wanted), text)
