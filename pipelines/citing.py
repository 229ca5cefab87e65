"""Where the documents say what a graph answers: facts of a knowledge base that was built cite their sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgqa.kg.passages import PassageTable
from kgqa.kg.provenance import Statement
from kgqa.kg.said import SaidFacts
from kgqa.reader.quantities import DATES, date
from kgqa.sources import CITED, READ
from kgqa.types import Answer, Evidence, Passage, Path, Result, Support, Triple

FACTS_CITED = 6
"""Facts of an answer whose sentences are given: of a long list the first."""


class Citations:
    """The passages that hold the sentences of facts."""

    def __init__(self, said: SaidFacts, passages: PassageTable) -> None:
        self._said = said
        self._passages = passages

    def cited(self, result: Result) -> Result:
        """A result whose best answer has the places of its facts, and a date as its document writes it; its evidence
        has the passages these stand in at its end."""
        answers, evidence = result.answers, result.evidence
        if not answers or any(evidence[support.evidence].source == READ for support in answers[0].support):
            return result  # what was read has its places already
        best, pieces = answers[0], list(evidence)
        numbers = {piece.content.id: i for i, piece in enumerate(evidence) if isinstance(piece.content, Passage)}
        places: list[Support] = []
        text = best.text
        for triple in _facts(best, evidence)[:FACTS_CITED]:
            found = self._place(triple)
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
        return replace(result, evidence=tuple(pieces), answers=(best, *answers[1:]))

    def _place(self, triple: Triple) -> tuple[int, Statement] | None:
        """The statement of a fact that is surest and stands in a passage, after the row of that."""
        for statement in sorted(self._said.statements(triple), key=_surest):
            row = self._said.row(statement)
            if row is not None:
                return row, statement
        return None


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


def _surest(statement: Statement) -> tuple[float, str, tuple[int, int]]:
    return (-statement.confidence, statement.doc_id, statement.span)


def _as_written(text: str, said: str) -> str:
    """The same day in the words of ``said``, where it stands there."""
    wanted = date(text)
    return next((m[0] for m in DATES.finditer(said) if wanted is not None and date(m[0]) == wanted), text)
