"""What carries an answer, by occlusion: the same reader reads again with one thing left out.

Leave-one-out over pieces of evidence, injected facts and words of the question, without gradients (Li, Monroe and
Jurafsky 2016, "Understanding Neural Networks through Representation Erasure"). Two things that say the
same each hide the other's weight: then neither moves the answer alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgqa.data.metrics.answers import normalize_answer
from kgqa.reader.explain.facts import fact_effects
from kgqa.reader.explain.values import Alternative, Effect, Explained
from kgqa.reader.network.decode import Span
from kgqa.reader.stage import BertReader, Item
from kgqa.stages import Reader
from kgqa.types import Answer, Evidence, Question

_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def occlude(
    reader: Reader, question: Question, evidence: tuple[Evidence, ...], *, said: Sequence[Answer] = (), count: int = 1
) -> tuple[Explained, ...]:
    """The ``count`` best answers that ``reader`` gives, each with what moves it; fewer where it gives fewer.

    ``said``: those that were given to the user. All variants are read in one call, so in batches of fixed
    shape: the scores are to the bit those of reading each variant alone. One window that many variants share
    is read once. For p passages, f injected facts and w words that is about (1 + f + w) * p windows, where an
    ordinary reading is p. A reader other than BertReader reads every variant whole, 1 + pieces + w in number,
    and ``facts`` and ``spans`` stay empty, since only BertReader tells what it injects.
    """
    own = Remembering(reader) if isinstance(reader, BertReader) else reader
    words = [found.span() for found in _WORD.finditer(question.text)]
    words = [word for word in words if _without(question.text, *word)]
    pieces = range(len(evidence))
    questions = [question] * (1 + len(pieces))
    questions += [replace(question, text=_without(question.text, *word)) for word in words]
    given = [evidence, *((*evidence[:i], *evidence[i + 1 :]) for i in pieces)] + [evidence] * len(words)
    read = own.read(questions, given)
    explained = []
    for answer in read[0][:count]:
        margin: float | None = None
        probability: float | None = None
        spans: tuple[Alternative, ...] = ()
        facts: tuple[Effect, ...] = ()
        if isinstance(own, BertReader):
            margin, probability, spans, facts = fact_effects(own, question, evidence, answer)
        effects = [_effect(answer, answers) for answers in read[1:]]
        explained.append(
            Explained(
                answer,
                any(same_answer(answer, other) for other in said),
                margin,
                probability,
                tuple(_alternative(other) for other in read[0] if other is not answer),
                spans,
                facts,
                tuple(
                    replace(effect, text=evidence[i].text, evidence=i)
                    for i, effect in enumerate(effects[: len(pieces)])
                ),
                tuple(
                    replace(effect, text=question.text[start:end], start=start, end=end)
                    for (start, end), effect in zip(words, effects[len(pieces) :], strict=True)
                ),
            )
        )
    return tuple(explained)


class Remembering(BertReader):
    """A BertReader that reads equal inputs once. Batches are of fixed shape, so what it gives is the same."""

    def __init__(self, reader: BertReader) -> None:
        self.__dict__.update(reader.__dict__)  # the loaded network is shared, not made again
        self._seen: dict[tuple[object, ...], list[Span]] = {}

    def spans(
        self, items: Sequence[Item], allowed: Sequence[Sequence[tuple[int, int]]], *, count: int
    ) -> list[list[Span]]:
        keys = [(q, tuple(facts), text, tuple(a), count) for (q, facts, text), a in zip(items, allowed, strict=True)]
        rows = list({key: row for row, key in enumerate(keys) if key not in self._seen}.values())
        fresh = super().spans([items[row] for row in rows], [allowed[row] for row in rows], count=count)
        self._seen.update((keys[row], spans) for row, spans in zip(rows, fresh, strict=True))
        return [self._seen[key] for key in keys]


def same_answer(a: Answer, b: Answer) -> bool:
    """Whether both say the same: equal normalised values, or the same entities where that is what they are."""
    if {normalize_answer(value) for value in a.values or (a.text,)} == {
        normalize_answer(value) for value in b.values or (b.text,)
    }:
        return True
    if "number" in (a.kind, b.kind) or "boolean" in (a.kind, b.kind):
        return False  # a count's entities are what is counted
    return bool(a.entities) and {e.id for e in a.entities} == {e.id for e in b.entities}


def _effect(answer: Answer, answers: Sequence[Answer]) -> Effect:
    score = next((other.score for other in answers if same_answer(answer, other)), 0.0)
    return Effect("", score, round(score - answer.score, 4), answers[0].text if answers else "")


def _alternative(answer: Answer) -> Alternative:
    if not answer.support:
        return Alternative(answer.text, answer.score)
    first = answer.support[0]
    return Alternative(answer.text, answer.score, first.evidence, first.start, first.end)


def _without(text: str, start: int, end: int) -> str:
    """The text without a word and the blanks doubled by that; "" where no word is left."""
    rest = f"{text[:start].rstrip()} {text[end:].lstrip()}".strip()
    return rest if _WORD.search(rest) else ""
