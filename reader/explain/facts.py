"""How the facts injected beside a passage move one of its spans."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kgqa.kg.verbalize import passage_text
from kgqa.reader.aggregation.chances import passage_probability
from kgqa.reader.aggregation.coverage import Coverage
from kgqa.reader.asked.several import asks_for_several
from kgqa.reader.doubts.believed import trimmed
from kgqa.reader.explain.values import SHOWN, Alternative, Effect
from kgqa.reader.language.as_question import as_question
from kgqa.reader.network.decode import CANDIDATES, Span, best_spans, by_text, text_key
from kgqa.reader.network.forward import logits_of
from kgqa.reader.network.inputs import Window
from kgqa.reader.passages.injected import beside_passages
from kgqa.reader.stage import ROWS, BertReader, paragraphs
from kgqa.types import Answer, Evidence, Passage, Question

Found = tuple[float | None, float | None, tuple[Alternative, ...], tuple[Effect, ...]]


def fact_effects(reader: BertReader, question: Question, evidence: tuple[Evidence, ...], answer: Answer) -> Found:
    """Margin and probability of an answer's first span, its passage's best spans, and each fact's effect on it.

    Nones and empty tuples where the answer stands in no passage: facts are read beside passages alone.
    """
    stands = next((s for s in answer.support if s.start is not None and s.end is not None), None)
    if stands is None or stands.start is None or stands.end is None:
        return None, None, (), ()
    passage = evidence[stands.evidence].content
    assert isinstance(passage, Passage)  # only a passage's support has characters
    context = passage_text(passage.title, passage.text)
    shift = len(context) - len(passage.text)
    cover = Coverage(question.text, evidence)

    def chance(span: Span) -> float:
        share = None if asks_for_several(question.text) is not None else span.share
        covered = cover.of(stands.evidence, span.start - shift, span.end - shift)
        return passage_probability(
            reader.checkpoint.calibration, span.margin, share, stands.evidence, evidence, covered
        )

    numbers = _injected(reader, question, evidence, context)
    facts = [evidence[n].text for n in numbers]
    lists = [facts, *([*facts[:i], *facts[i + 1 :]] for i in range(len(facts)))]
    windows = reader.builder.build([(as_question(question.text), own, context) for own in lists])
    logits = logits_of(reader.model, windows, size=ROWS)
    start, end = stands.start + shift, stands.end + shift
    spans: list[list[Span]] = [[] for _ in lists]
    for window, own_logits in zip(windows, logits, strict=True):
        spans[window.item] += best_spans(window, own_logits, count=CANDIDATES, allowed=paragraphs(context, shift))
        spans[window.item].append(Span(start, end, span_margin(window, own_logits, start, end)))
    told = [by_text(own, context) for own in spans]
    said = text_key(context[start:end])

    def said_as_it_stands(span: Span) -> bool:
        # The answer may be cut or made whole of what the network pointed at.
        return trimmed(question.text, passage.text, span.start - shift, span.end - shift) == (stands.start, stands.end)

    best = [
        next((span for span in own if said_as_it_stands(span)), None)
        or next(span for span in own if text_key(context[span.start : span.end]) == said)
        for own in told
    ]
    chances = [chance(span) for span in best]
    return (
        best[0].margin,
        round(chances[0], 4),
        tuple(
            Alternative(
                context[span.start : span.end],
                round(chance(span), 4),
                stands.evidence,
                span.start - shift,
                span.end - shift,
            )
            for span in told[0][:SHOWN]
        ),
        tuple(
            Effect(fact, round(chance, 4), round(chance - chances[0], 4), evidence=number, margin=span.margin)
            for fact, number, chance, span in zip(facts, numbers, chances[1:], best[1:], strict=True)
        ),
    )


def span_margin(window: Window, logits: NDArray[np.float32], start: int, end: int) -> float:
    """How far the span of exactly these characters lies above "no answer"; minus infinity where the window does
    not hold it. ``logits``: (tokens, 2), as for ``best_spans``."""
    starts = [i for i, (first, _) in enumerate(window.offsets) if first == start]
    ends = [i for i, (_, last) in enumerate(window.offsets) if last == end]
    null = float(logits[0, 0]) + float(logits[0, 1])
    sums = [
        float(logits[window.first + i, 0]) + float(logits[window.first + j, 1]) - null
        for i in starts
        for j in ends
        if i <= j
    ]
    return max(sums, default=float("-inf"))


def _injected(reader: BertReader, question: Question, evidence: Sequence[Evidence], context: str) -> list[int]:
    """Numbers of the paths that are read beside passages: as :meth:`BertReader.read_passages` takes them, that fit
    the facts' tokens."""
    (paths,) = reader.read_paths([question], [tuple(evidence)])
    numbers = [found.evidence for found in beside_passages(question.text, paths, evidence, reader.graph)]
    facts = [evidence[n].text for n in numbers]
    windows = reader.builder.build([(question.text, facts[:k], context) for k in range(len(facts) + 1)])
    heads = {window.item: window.first for window in windows}
    # The first so many facts that make the head as long as all of them do: the rest found no room.
    fitting = next((k for k in range(len(facts)) if heads.get(k) == heads.get(len(facts))), len(facts))
    return numbers[:fitting]
