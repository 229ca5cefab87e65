"""The reading stage: paths are read first, the best of them are injected as facts beside each passage."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import replace

from kgqa.encoders.precision import device_of
from kgqa.kg.graph import Graph
from kgqa.kg.said import SaidFacts
from kgqa.kg.verbalize import Verbalized, node_name, passage_text, verbalize
from kgqa.reader.aggregation.answers import Resolve
from kgqa.reader.aggregation.chances import is_alone, passage_probability, path_probability
from kgqa.reader.aggregation.coverage import Coverage
from kgqa.reader.answering import Answering
from kgqa.reader.asked.several import asks_for_several
from kgqa.reader.checkpoint import Checkpoint
from kgqa.reader.doubts.echoes import ECHO, SURELY_ASKED, gives_back
from kgqa.reader.doubts.years import of_asked_year
from kgqa.reader.language.as_question import as_question
from kgqa.reader.language.kinds import as_which, asks_how_many
from kgqa.reader.language.named import place
from kgqa.reader.lists.told import beside
from kgqa.reader.network.decode import CANDIDATES, Span, best_spans, by_text
from kgqa.reader.network.forward import logits_of
from kgqa.reader.network.found import FoundPath, FoundSpan
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.passages.by_date import by_date, says, within_time
from kgqa.reader.passages.injected import beside_passages
from kgqa.reader.passages.lists import counted, lists_of
from kgqa.reader.passages.rivals import weighed
from kgqa.reader.passages.rows import by_rows, first_of
from kgqa.reader.passages.so_many_words import MARGIN, OTHER_PARENT, said_outright
from kgqa.reader.passages.year_columns import by_year_columns
from kgqa.reader.typed.decide import planned
from kgqa.types import Answer, Evidence, Passage, Path, Question

SPANS_PER_PASSAGE = 2
SPANS_IN_LIST = 5
"""Spans of a passage where a question asks for several things."""

_EMPTY_LINE = re.compile(r"\s*\n\s*\n\s*")

ROWS = 8
"""Rows of 64 tokens in a batch of the network (see ``kgqa.encoders.batching``)."""

Item = tuple[str, Sequence[str], str]


class BertReader:
    """Reads answers out of passages and paths with one fine-tuned BERT. A :class:`kgqa.stages.Reader`."""

    def __init__(
        self,
        checkpoint: Checkpoint,
        graph: Graph,
        *,
        resolve: Resolve = lambda text: None,
        device: str = "auto",
        precision: str = "auto",
        said: SaidFacts | None = None,
    ) -> None:
        """``said``: which facts of ``graph`` were found in documents."""
        self.checkpoint = checkpoint
        self.graph = graph
        self.resolve = resolve
        self.said = said
        self.model = checkpoint.model.for_inference(device_of(device), precision)
        self.builder = InputBuilder(checkpoint.tokenizer, checkpoint.limits)

    @property
    def precision(self) -> str:
        """What the network runs in: fp32, bf16 or int8."""
        return self.model.precision

    @property
    def min_score(self) -> float:
        """Least score of an answer that is said, as the checkpoint has it."""
        return self.checkpoint.calibration.min_score

    def over(self, graph: Graph) -> BertReader:
        """The same reader over another graph, whose entities are not looked up by name."""
        other = copy.copy(self)
        other.graph, other.resolve, other.said = graph, lambda text: None, None
        return other

    def read(self, questions: Sequence[Question], evidence: Sequence[tuple[Evidence, ...]]) -> list[tuple[Answer, ...]]:
        """Answers of each question, best first, scores in [0, 1]; what to abstain from is not decided here."""
        paths = self.read_paths(questions, evidence)
        spans = self.read_passages(questions, evidence, paths)
        lists, told = self.read_lists(questions, evidence, paths, spans)
        return [self.answers(*found) for found in zip(questions, evidence, paths, told, lists, strict=True)]

    def answers(
        self,
        question: Question,
        evidence: Sequence[Evidence],
        paths: Sequence[FoundPath],
        spans: Sequence[FoundSpan],
        listed: Answer | None = None,
    ) -> tuple[Answer, ...]:
        """The answers of one question out of what was found in its evidence, as :meth:`read` gives them.

        ``listed``: what its spans say together, where it asks for several things.
        """
        answering = Answering(self.graph, self.checkpoint.calibration, self.resolve, self.said)
        answers = answering.answers(question, evidence, paths, spans, listed)
        sure = self.checkpoint.calibration.passage(MARGIN, 1, share=1.0)
        row = by_rows(question.text, evidence, (1 + sure) / 2)
        row = row or by_year_columns(question.text, evidence, (1 + sure) / 2)
        return answers if row is None else first_of(row, answers)

    def read_paths(
        self, questions: Sequence[Question], evidence: Sequence[tuple[Evidence, ...]]
    ) -> list[list[FoundPath]]:
        """Every path of each question with its margin and probability, in order of evidence."""
        items: list[Item] = []
        owners: list[tuple[int, int, Path, Verbalized]] = []
        calibration = self.checkpoint.calibration
        for q, (question, own) in enumerate(zip(questions, evidence, strict=True)):
            wordings = [question.text]
            if asks_how_many(question.text):
                wordings.append(as_which(question.text))
            parts = part_wordings(question.text, own, self.graph)
            for e, piece in enumerate(own):
                if isinstance(piece.content, Path):
                    words = verbalize(piece.content, self.graph)
                    for wording in (*wordings, *parts.get(piece.content.start, ())):
                        items.append((wording, (), words.text))
                        owners.append((q, e, piece.content, words))
        spans = self.spans(items, [words.ends for _, _, _, words in owners], count=1)
        best: dict[tuple[int, int], FoundPath] = {}
        alone = [is_alone(own) for own in evidence]
        for (q, e, path, _), own_spans in zip(owners, spans, strict=True):
            for span in own_spans:
                before = best.get((q, e))
                if before is None or span.margin > before.margin:
                    probability = path_probability(calibration, span.margin, evidence[q][e], alone=alone[q])
                    if gives_back(path) and evidence[q][e].score < SURELY_ASKED:
                        probability *= ECHO
                    best[q, e] = FoundPath(e, path, span.margin, probability)
        return [[best[key] for key in sorted(best) if key[0] == q] for q in range(len(questions))]

    def read_passages(
        self,
        questions: Sequence[Question],
        evidence: Sequence[tuple[Evidence, ...]],
        paths: Sequence[Sequence[FoundPath]],
    ) -> list[list[FoundSpan]]:
        """The best spans of every passage, read beside the best of the question's ``paths`` as facts."""
        items: list[Item] = []
        owners: list[tuple[int, int, Passage, int]] = []
        allowed: list[tuple[tuple[int, int], ...]] = []
        for q, (question, own) in enumerate(zip(questions, evidence, strict=True)):
            best = beside_passages(question.text, paths[q], own, self.graph)
            facts = [own[found.evidence].text for found in best]
            for e, piece in enumerate(own):
                if isinstance(piece.content, Passage):
                    passage = piece.content
                    context = passage_text(passage.title, passage.text)
                    shift = len(context) - len(passage.text)
                    items.append((as_question(question.text), facts, context))
                    owners.append((q, e, passage, shift))
                    allowed.append(of_asked_year(question.text, context, paragraphs(context, shift)))
        several = [asks_for_several(question.text) is not None for question in questions]
        cover = [Coverage(question.text, own) for question, own in zip(questions, evidence, strict=True)]
        spans = self.spans(items, allowed, count=SPANS_IN_LIST)
        found: list[list[FoundSpan]] = [[] for _ in questions]
        for (q, e, passage, shift), own_spans in zip(owners, spans, strict=True):
            mine: list[FoundSpan] = []
            for span in weighed(questions[q].text, passage.text, own_spans, shift=shift, title=passage.title):
                share = None if several[q] else span.share
                covered = cover[q].of(e, span.start, span.end)
                read = passage_probability(self.checkpoint.calibration, span.margin, share, e, evidence[q], covered)
                probability = span.probability(read)
                mine.append(FoundSpan(e, passage, span.start, span.end, span.margin, probability, share or 0.0))
            said, denied = said_outright(questions[q].text, passage)
            mine = [
                replace(one, probability=one.probability * OTHER_PARENT) if _meets(one, denied) else one
                for one in mine
                if not _meets(one, said)
            ]
            for start, end in said:
                sure = self.checkpoint.calibration.passage(MARGIN, 1, share=1.0)
                mine.append(FoundSpan(e, passage, start, end, MARGIN, (1 + sure) / 2))
            if not several[q]:
                mine = sorted(mine, key=lambda one: -one.probability)[:SPANS_PER_PASSAGE]
            found[q] += mine
        return found

    def by_itself(self, question: Question, evidence: Sequence[Evidence], answer: Answer) -> float:
        """How sure the reader is of a span, in [0, 1], where it reads its passages without facts; 1 for what was not
        read out of one of ``evidence``."""
        places = [place for place in answer.support if place.start is not None and place.end is not None]
        pieces = [evidence[place.evidence] for place in places]
        if not all(isinstance(piece.content, Passage) for piece in pieces) or not pieces:
            return 1.0
        (spans,) = self.read_passages([question], [tuple(pieces)], [()])
        ranges = [(place.start or 0, place.end or 0) for place in places]
        return max((span.probability for span in spans if _meets(span, [ranges[span.evidence]])), default=0.0)

    def read_lists(
        self,
        questions: Sequence[Question],
        evidence: Sequence[tuple[Evidence, ...]],
        paths: Sequence[Sequence[FoundPath]],
        spans: Sequence[Sequence[FoundSpan]],
    ) -> tuple[list[Answer | None], list[Sequence[FoundSpan]]]:
        """What the ``spans`` of each question for several things say together
        (:func:`kgqa.reader.passages.lists.lists_of`); for one that asks how many, their number, where one text lists
        them; for one that asks for those of some time, or for the latest, these. And the ``spans``, without those that
        time has decided on."""
        which, looked = list(questions), list(spans)
        counts = [number for number, question in enumerate(questions) if asks_how_many(question.text)]
        for number in counts:
            which[number] = replace(questions[number], text=as_which(questions[number].text))
        timed = {i: one for i, question in enumerate(which) if (one := by_date(question.text)) is not None}
        for number, one in timed.items():
            which[number] = replace(questions[number], text=one.question)
        if anew := sorted({*counts, *timed}):
            asked, known, facts = zip(*((which[i], evidence[i], paths[i]) for i in anew), strict=True)
            for number, found in zip(anew, self.read_passages(asked, known, facts), strict=True):
                looked[number] = found

        def read(items: Sequence[Item], allowed: Sequence[Sequence[tuple[int, int]]]) -> list[list[Span]]:
            return self.spans(items, allowed, count=SPANS_IN_LIST)

        lists = lists_of(which, evidence, looked, read, self.checkpoint.calibration, self.resolve)
        left = list(spans)
        if timed:
            whole = [lists[number] for number in timed]
            picked = within_time([*timed.values()], [evidence[number] for number in timed], whole, read)
            for (number, one), every, some in zip(timed.items(), whole, picked, strict=True):
                lists[number] = some
                if some is not None or one.late is None:
                    left[number] = [s for s in spans[number] if s in beside(every, spans[number]) or says(s, one.said)]
        for number in counts:
            lists[number] = counted(lists[number])
        return lists, left

    def spans(
        self, items: Sequence[Item], allowed: Sequence[Sequence[tuple[int, int]]], *, count: int
    ) -> list[list[Span]]:
        """The best spans of each item (question, facts, text) over all its windows, best first; no two overlap, or say
        the same.

        ``allowed``: half-open character ranges of each text, one of which must hold the span.
        """
        windows = self.builder.build(items)
        best: list[list[Span]] = [[] for _ in items]
        for window, logits in zip(windows, logits_of(self.model, windows, size=ROWS), strict=True):
            best[window.item] += best_spans(window, logits, count=CANDIDATES, allowed=allowed[window.item])
        return [_apart(by_text(spans, text))[:count] for spans, (_, _, text) in zip(best, items, strict=True)]


def _meets(span: FoundSpan, places: Sequence[tuple[int, int]]) -> bool:
    return any(span.start < end and start < span.end for start, end in places)


def paragraphs(text: str, start: int = 0) -> tuple[tuple[int, int], ...]:
    """Half-open ranges of what stands between empty lines from ``start`` on: no answer runs from one into another.

    >>> paragraphs("Lights\\n\\nA light is lit.")
    ((0, 6), (8, 23))
    """
    edges = [start, *(edge for found in _EMPTY_LINE.finditer(text, start) for edge in found.span()), len(text)]
    return tuple((low, high) for low, high in zip(edges[::2], edges[1::2], strict=True) if low < high)


def part_wordings(question: str, evidence: Sequence[Evidence], graph: Graph) -> dict[str, tuple[str, ...]]:
    """How a question with an operation asks for each of its sets, by the entity that each starts from."""
    found = planned(question, evidence, graph)
    if found is None:
        return {}
    wordings: dict[str, tuple[str, ...]] = {}
    for part in found[0].parts:
        start = found[1][part.name]
        text = part.text.replace(place(part.name), node_name(start, graph)) + "?"
        wordings[start] = (*wordings.get(start, ()), text)
    return wordings


def _apart(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (-s.margin, s.start, s.end)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return kept
