"""Fits a reader's probabilities and the thresholds below which it abstains, and writes them into its checkpoint.

    python -m benchmarks.calibrate --data DATA --work WORK --reader FOLDER [--count 200]

Over a knowledge base: for each question the best span of all passages read, and the best path, are right or wrong; a
curve is fitted to their margins for each kind of evidence (Platt 1999). Questions: train500 of 2WikiMultihopQA, each
asked twice, with its evidence in the knowledge base and of a copy without it (benchmarks/copies.py), so that
evidence that only looks like an answer is among it; MetaQA's training templates; questions with facts beside passages
(benchmarks/facts, its training part), wrong ones of the asked entity among them; and questions of SQuAD 2.0's even half
(benchmarks/halves.py) over their own paragraph, and over one of the nearest others. The threshold is the lowest that
is within a point of the best mean of two shares on train500: right answers that are said, and copies abstained from.
The reader has seen those questions, and is surer of them than of others: ``--min-score`` sets the threshold instead,
where another set has chosen it.

Over a given text: all questions of the even half, each over its own paragraph, with a curve of its own. The
threshold is the highest that is within a quarter of a point of the best F1 over all of them: where saying more brings
nothing that can be measured, nothing is said.

WORK/2wiki.kb and WORK/metaqa.kb are made where they are not there. None of it is a test set.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks.abstention import FOLDER, Twice, at, best_of, knowledge_base
from benchmarks.copies import Copies
from benchmarks.facts.asking import found as found_cases
from benchmarks.facts.cases import training_set
from benchmarks.graph_alone import FLOOR
from benchmarks.halves import squad2_halves
from benchmarks.reader_data.no_answer import near_misses
from benchmarks.reading import read_all
from benchmarks.splits import metaqa_training_part
from kgqa import KGQA, Question, Result
from kgqa.data.example import AskExample, ReadingExample
from kgqa.data.metrics.answers import exact_match, set_f1
from kgqa.data.twowiki import read_2wiki
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.kg.verbalize import node_name
from kgqa.pipelines.ask import BATCH
from kgqa.pipelines.evaluation.prepare import prepare
from kgqa.reader.aggregation.chances import NEAR, is_alone, page_sign, passage_probability, path_probability
from kgqa.reader.aggregation.coverage import Coverage
from kgqa.reader.calibration import Calibration, fit_logistic, log_odds
from kgqa.reader.checkpoint import load_checkpoint, save_record
from kgqa.reader.facts.kinship import relative
from kgqa.reader.network.found import FoundPath, FoundSpan
from kgqa.reader.network.scoring import Prediction, score
from kgqa.reader.stage import BertReader
from kgqa.reader.typed.compare import compared
from kgqa.types import Evidence

Points = list[tuple[tuple[float, ...], bool]]
"""Features of a best span or path, and whether it is right."""

GIVEN_SLACK = 0.25
"""Points of F1 that the threshold over given texts may cost."""

SLACK = 0.01
"""How far below the best a threshold may be."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was found for one question: enough to answer it anew with other curves."""

    reader: BertReader
    question: Question
    evidence: tuple[Evidence, ...]
    paths: tuple[FoundPath, ...]
    spans: tuple[FoundSpan, ...]

    def answered(self, curves: Calibration) -> Result:
        """The answers with these curves, whatever their scores."""
        paths = [
            replace(
                found,
                probability=path_probability(
                    curves, found.margin, self.evidence[found.evidence], alone=is_alone(self.evidence)
                ),
            )
            for found in self.paths
        ]
        cover = Coverage(self.question.text, self.evidence)
        spans = [
            replace(
                found,
                probability=passage_probability(
                    curves,
                    found.margin,
                    found.share,
                    found.evidence,
                    self.evidence,
                    cover.of(found.evidence, found.start, found.end),
                ),
            )
            for found in self.spans
        ]
        reader = BertReader(
            replace(self.reader.checkpoint, calibration=curves), self.reader.graph, resolve=self.reader.resolve
        )
        return Result(self.question, (), self.evidence, reader.answers(self.question, self.evidence, paths, spans))


def read(qa: KGQA, texts: Sequence[str]) -> Iterator[Read]:
    """What the reader finds for each question."""
    reader = qa.reader
    if not isinstance(reader, BertReader):
        raise TypeError("the packaged reader is calibrated, not another")
    for start in range(0, len(texts), BATCH):
        part = [Question(str(i), text) for i, text in enumerate(texts[start : start + BATCH])]
        evidence = qa.retriever.retrieve(part, qa.linker.link(part), top_k=8)
        paths = reader.read_paths(part, evidence)
        spans = reader.read_passages(part, evidence, paths)
        for question, own, own_paths, own_spans in zip(part, evidence, paths, spans, strict=True):
            yield Read(reader, question, own, tuple(own_paths), tuple(own_spans))


def path_points(found: Read, golds: Sequence[str]) -> Points:
    """The best path by its margin and the best by its probability among paths, if they are two: margin, whether it was
    found by likeness alone, log odds of that probability.

    None where labels or a comparison decide: there no path answers by itself.
    """
    if not found.paths or relative(found.question.text) is not None:
        return []
    if compared(found.question.text, found.evidence, found.reader.graph) is not None:
        return []
    read = max(found.paths, key=lambda path: path.margin)
    ranked = max(found.paths, key=lambda path: found.evidence[path.evidence].score)
    points: Points = []
    for best in (read, ranked) if ranked is not read else (read,):
        ends = [node_name(end, found.reader.graph) for end in best.path.ends]
        evidence = found.evidence[best.evidence]
        near = evidence.source in NEAR
        points.append(
            (
                (
                    max(best.margin, FLOOR) if len(best.path.steps) > 1 else best.margin,
                    float(near),
                    0.0 if near else log_odds(evidence.score),
                ),
                set_f1(ends, golds) >= 0.5,
            )
        )
    return points


def span_points(found: Read, golds: Sequence[str]) -> Points:
    """The best span by what is known of its page: its margin, its share and its page's sign."""
    points: Points = []
    for page in (-1, 0, 1):
        level = [span for span in found.spans if page_sign(span.evidence, found.evidence) == page]
        if level:
            top = max(level, key=lambda span: span.margin)
            points.append(((top.margin, top.share, float(page)), exact_match(top.text, golds) > 0))
    return points


def text_points(examples: Sequence[ReadingExample], guesses: Sequence[Prediction]) -> Points:
    """The best span of each text, as of a passage of which it is not known whose page it is."""
    return [
        ((guess.margin, guess.share, 0.0), exact_match(guess.text, [answer.text for answer in example.answers]) > 0)
        for example, guess in zip(examples, guesses, strict=True)
    ]


def given_curve(curves: Calibration, examples: Sequence[ReadingExample], guesses: Sequence[Prediction]) -> Calibration:
    """``curves`` with the curve and the threshold of given texts fitted to all of ``examples``."""
    points = text_points(examples, guesses)
    slope, share, bias = fit_logistic([signs[:2] for signs, _ in points], [right for _, right in points])
    fitted = replace(curves, given_slope=slope, given_share=share, given_bias=bias)
    # The threshold is one of probabilities, so these take the place of margins.
    chances = [replace(guess, margin=fitted.given(guess.margin, guess.share)) for guess in guesses]
    return replace(fitted, given_min_score=min(1.0, score(examples, chances, slack=GIVEN_SLACK).threshold))


def best_threshold(asked: Sequence[Twice]) -> float:
    """The lowest within :data:`SLACK` of the best mean of right answers kept and copies abstained from."""
    steps = [i / 100 for i in range(1, 100)]
    means = [(found.kept + found.abstained) / 2 for found in (at(step, asked) for step in steps)]
    return next(step for step, mean in zip(steps, means, strict=True) if mean >= max(means) - SLACK)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--reader", type=Path, required=True)
    parser.add_argument("--count", type=int, default=200, help="questions of each set")
    parser.add_argument("--min-score", type=float, help="the threshold over a knowledge base, instead of fitting it")
    args = parser.parse_args()
    rng = random.Random(1)
    checkpoint = load_checkpoint(args.reader)
    even, _ = squad2_halves(args.data)

    wiki: list[AskExample] = list(read_2wiki(args.data / FOLDER / "questions.jsonl", {"split": "train500"}))
    chosen = rng.sample(wiki, min(args.count, len(wiki)))
    copies = Copies(KGQA.load(knowledge_base(args.data, args.work), reader=args.reader))
    whole = list(read(copies.qa, [example.question for example in chosen]))
    less = [next(read(copies.without(example), [example.question])) for example in chosen]
    golds = [example.answers for example in chosen] * 2
    paths = [point for found, gold in zip(whole + less, golds, strict=True) for point in path_points(found, gold)]
    spans = [point for found, gold in zip(whole + less, golds, strict=True) for point in span_points(found, gold)]

    kb = args.work / "metaqa.kb"
    if not kb.exists():
        prepare("metaqa", args.data / "metaqa", kb)
    qa = KGQA.load(kb, reader=args.reader)
    for hops in (1, 2):
        questions = rng.sample(metaqa_training_part(args.data, hops), args.count)
        for found, question in zip(read(qa, [q.question for q in questions]), questions, strict=True):
            paths += path_points(found, question.answers)

    cases = [case for case in training_set(args.data, args.count // 2, rng) if case.group != "contradiction"]
    for case in found_cases(cases, checkpoint, copies.retriever.paths.scorer):
        found = Read(case.reader, case.question, case.evidence, case.paths, case.spans)
        paths += path_points(found, case.case.golds)
        spans += span_points(found, case.case.golds)

    guesses = read_all(checkpoint, even)
    drawn = rng.sample(range(len(even)), min(2 * args.count, len(even)))
    spans += text_points([even[i] for i in drawn], [guesses[i] for i in drawn])
    answerable = [example for example in even if example.answers]
    misses = near_misses(answerable, SentenceEncoder(), 2 * args.count, rng)
    spans += text_points(misses, read_all(checkpoint, misses))

    slope, share, page, bias = fit_logistic(*map(list, zip(*spans, strict=True)))
    path_slope, path_near, path_found, path_bias = fit_logistic(*map(list, zip(*paths, strict=True)))
    # The curve of graphs without text is another command's (benchmarks.graph_alone).
    curves = replace(
        checkpoint.calibration,
        passage_slope=slope,
        passage_bias=bias,
        passage_page=page,
        passage_share=share,
        path_slope=path_slope,
        path_bias=path_bias,
        path_near=path_near,
        path_found=path_found,
        path_floor=FLOOR,
    )
    asked = [
        Twice(e.id, e.kind, best_of(one.answered(curves), e), best_of(other.answered(curves), e))
        for e, one, other in zip(chosen, whole, less, strict=True)
    ]
    curves = replace(curves, min_score=best_threshold(asked) if args.min_score is None else args.min_score)
    curves = given_curve(curves, even, guesses)
    save_record(replace(checkpoint, calibration=curves), args.reader)
    print(f"{len(spans)} spans, {sum(r for _, r in spans)} right; {len(paths)} paths, {sum(r for _, r in paths)} right")
    for threshold in (best_threshold(asked), curves.min_score):
        print(f"train500: {at(threshold, asked)}")
    print(asdict(curves))


if __name__ == "__main__":
    main()
