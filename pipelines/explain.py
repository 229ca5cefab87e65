"""Explaining a result: which evidence, facts and words its answers rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from kgqa.errors import InputError
from kgqa.pipelines.ask import KGQA, MIN_SCORE
from kgqa.pipelines.asked import as_plain, as_read, placed
from kgqa.pipelines.citing import uncited
from kgqa.pipelines.settling import TextsReader
from kgqa.reader.claims.verdict import ClaimReader
from kgqa.reader.explain.occlusion import occlude, same_answer
from kgqa.reader.explain.values import Explanation
from kgqa.reader.linked import LinkedReader
from kgqa.reader.second_look import SecondLook
from kgqa.reader.stage import BertReader
from kgqa.retriever.qualified import QualifiedFacts
from kgqa.sources import READ
from kgqa.stages import Reader
from kgqa.types import Answer, Evidence, Link, Question, Result

FACT_BY_FACT = "this answer was read fact by fact: the facts and their places, listed with it, are what it rests on"

SIDE_BY_SIDE = "this answer was read off the pages of two things: the places listed with it are what it rests on"


def read_fact_by_fact(result: Result, answers: int = 1) -> bool:
    """Whether one of the best ``answers`` is of the second look (``kgqa.reader.slots``)."""
    read = {number for number, piece in enumerate(result.evidence) if piece.source == READ}
    return any(support.evidence in read for answer in result.answers[:answers] for support in answer.support)


def explain(qa: KGQA, result: Result, *, answers: int = 1) -> Explanation:
    """What the best ``answers`` of a result rest on, by leaving things out one at a time.

    ``qa``: what gave the result; its reader reads the result's own evidence again, nothing is retrieved anew.
    Of an abstention the best guesses that were not said are explained. Deterministic. Cost: with p passages,
    f injected facts (at most 4) and w words in the question the reader runs over about (1 + f + w) * p
    windows, so that a question of nine words costs about 12 times its reading; see
    :func:`kgqa.reader.explain.occlusion.occlude`.

    Raises InputError where ``answers`` is below 1, where an answer was read fact by fact or off the pages of two
    things (its facts and their places are its support, and there is nothing to leave out of it), or the reader does not
    give the result's answers: then the result is another reader's, or a second look weighed it by pages that are not
    among the evidence.

    >>> qa = KGQA.load("movies.kb")                                     # doctest: +SKIP
    >>> print(explain(qa, qa("who directed Heat?")))                    # doctest: +SKIP
    """
    if answers < 1:
        raise InputError(f"answers must be 1 or more, found {answers}")
    if read_fact_by_fact(result, answers):
        raise InputError(FACT_BY_FACT)
    result = uncited(result)
    question = as_read(result.question, result.links, qa.graph)
    said = result.answers[:answers]
    way = next((way for way in _ways(qa, result, question, said) if _gives(*way, said, _least(qa))), None)
    if way is None:
        way = qa.reader, question, result.evidence
        (found,) = qa.reader.read([question], [result.evidence])
        for answer, other in zip_longest(said, found[: len(said)]):
            if other is None or not _is_same(answer, other):
                raise _not_given(qa, question, answer, other)
    reader, question, evidence = way
    return Explanation(question, occlude(reader, question, evidence, said=result.answers, count=answers))


_Way = tuple[Reader, Question, tuple[Evidence, ...]]


def _ways(qa: KGQA, result: Result, question: Question, said: Sequence[Answer]) -> Iterator[_Way]:
    """The ways in which a pipeline reads what it found: by itself, two linked passages as one text, as a second look
    doubts it, without the time that facts have settled, the open question that a claim answers, or yes or no sentence
    by sentence; and question and evidence as each has them."""
    readers: list[Reader] = [qa.reader]
    if qa.second is not None:
        if qa.second.linked is not None and isinstance(qa.reader, BertReader):
            readers.append(LinkedReader(qa.reader, qa.second.linked))
        readers.append(DoubtingReader(qa.reader, qa.second, result.links))
    if qa.qualified is not None:
        readers += [TimelessReader(reader, qa.qualified) for reader in readers]
    # What was read fact by fact stands at the end, and an answer that does not rest on it was found without it.
    first = tuple(piece for piece in result.evidence if piece.source != READ)
    for evidence in (first,) if first == result.evidence else (first, result.evidence):
        yield from ((reader, question, evidence) for reader in readers)
        if not any(answer.kind == "boolean" for answer in said):
            continue
        claims = [ClaimReader(reader) for reader in readers]
        yield from ((reader, question, evidence) for reader in claims)
        judge = None if qa.polar is None else qa.polar.weigh
        plain = as_plain(result.question)
        yield from ((TextsReader(reader, judge), plain, evidence) for reader in [*readers, *claims])


class DoubtingReader:
    """A reader whose answers are believed as a second look believes them: a :class:`kgqa.stages.Reader`."""

    def __init__(self, reader: Reader, second: SecondLook, links: tuple[Link, ...]) -> None:
        """``links``: of a question, however it is worded."""
        self._reader, self._second, self._links = reader, second, links

    def read(self, questions: Sequence[Question], evidence: Sequence[tuple[Evidence, ...]]) -> list[tuple[Answer, ...]]:
        """The answers of each question."""
        read = self._reader.read(questions, evidence)
        return [
            self._second.doubts(question, placed(self._links, question.text), pieces, own)
            for question, pieces, own in zip(questions, evidence, read, strict=True)
        ]


class TimelessReader:
    """A reader that is given questions without the time that their facts have settled: a
    :class:`kgqa.stages.Reader`."""

    def __init__(self, reader: Reader, qualified: QualifiedFacts) -> None:
        self._reader, self._qualified = reader, qualified

    def read(self, questions: Sequence[Question], evidence: Sequence[tuple[Evidence, ...]]) -> list[tuple[Answer, ...]]:
        """The answers of each question."""
        meant = [self._qualified.meant(*own)[0] for own in zip(questions, evidence, strict=True)]
        return self._reader.read(meant, evidence)


def _gives(
    reader: Reader, question: Question, evidence: tuple[Evidence, ...], said: Sequence[Answer], least: float
) -> bool:
    """Whether a reader gives what was ``said``, or nothing that is said where that is nothing."""
    (answers,) = reader.read([question], [evidence])
    if not said:
        return all(answer.score < least for answer in answers)
    return len(answers) >= len(said) and all(map(_is_same, said, answers))


def _least(qa: KGQA) -> float:
    return float(getattr(qa.reader, "min_score", MIN_SCORE))


def _not_given(qa: KGQA, question: Question, answer: Answer, found: Answer | None) -> InputError:
    """Why no way of reading gives an answer, where the pipeline's own reader has ``found`` another one or none."""
    if qa.second is not None and any(same_answer(answer, one) for one in qa.second.of_two_pages(question)):
        return InputError(SIDE_BY_SIDE)
    said = f"this reader does not say {answer.text!r}"
    if found is not None:
        said = f"it says {answer.text!r} ({answer.score:.2f}), and this reader {found.text!r} ({found.score:.2f})"
    unless = "" if qa.second is None else "; or a second look weighed it by pages beyond this evidence"
    return InputError(f"explain takes a result of the same pipeline: {said}{unless}")


def _is_same(answer: Answer, found: Answer) -> bool:
    return same_answer(answer, found) and abs(answer.score - found.score) <= 0.01
