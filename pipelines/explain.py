"""Explaining a result: which evidence, facts and words its answers rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgqa.errors import InputError
from kgqa.pipelines.ask import KGQA
from kgqa.pipelines.asked import as_plain, as_read
from kgqa.pipelines.citing import uncited
from kgqa.pipelines.settling import TextsReader
from kgqa.reader.claims.verdict import ClaimReader
from kgqa.reader.explain.occlusion import occlude, same_answer
from kgqa.reader.explain.values import Explanation
from kgqa.reader.linked import LinkedReader
from kgqa.reader.stage import BertReader
from kgqa.sources import READ
from kgqa.stages import Reader
from kgqa.types import Answer, Question, Result

FACT_BY_FACT = "this answer was read fact by fact: the facts and their places, listed with it, are what it rests on"


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

    Raises InputError where ``answers`` is below 1, where an answer was read fact by fact (its facts and their places
    are its support, and there is nothing to leave out of it), or the reader does not give the result's answers: then
    the result is another reader's.

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
    ways = _ways(qa, question, as_plain(result.question))
    reader, question = next((way for way in ways if _gives(*way, result, said)), (qa.reader, question))
    explained = occlude(reader, question, result.evidence, said=result.answers, count=answers)
    for answer, found in zip(said, explained, strict=False):
        if not _is_same(answer, found.answer):
            raise InputError(
                f"explain takes a result of the same pipeline: it says {answer.text!r} ({answer.score:.2f}), and "
                f"this reader {found.answer.text!r} ({found.answer.score:.2f})"
            )
    if said and not explained:
        raise InputError(f"explain takes a result of the same pipeline: this reader does not say {said[0].text!r}")
    return Explanation(question, explained)


def _ways(qa: KGQA, question: Question, plain: Question) -> Iterator[tuple[Reader, Question]]:
    """The ways in which a pipeline reads what it found: by itself, two linked passages as one text, the open question
    that a claim answers, or yes or no sentence by sentence; and the question as each has it."""
    readers: list[Reader] = [qa.reader]
    if qa.second is not None and qa.second.linked is not None and isinstance(qa.reader, BertReader):
        readers.append(LinkedReader(qa.reader, qa.second.linked))
    readers += [ClaimReader(reader) for reader in readers]
    yield from ((reader, question) for reader in readers)
    judge = None if qa.polar is None else qa.polar.weigh
    yield from ((TextsReader(reader, judge), plain) for reader in readers)


def _gives(reader: Reader, question: Question, result: Result, said: Sequence[Answer]) -> bool:
    (answers,) = reader.read([question], [result.evidence])
    return len(answers) >= len(said) and all(map(_is_same, said, answers))


def _is_same(answer: Answer, found: Answer) -> bool:
    return same_answer(answer, found) and abs(answer.score - found.score) <= 0.01
