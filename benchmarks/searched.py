"""How sure an answer is out of texts that search alone found: fits the curve and writes it into a reader.

    python -m benchmarks.searched --data DATA --work WORK --reader FOLDER [--count 300] [--report]

As people ask texts of their own: questions of SQuAD 2.0's even half (benchmarks/halves.py) over all of its paragraphs,
without their titles, so that no question names what a page is about. One in four is a question that nothing answers:
people mostly ask what their texts tell. The best span of the passages found is right or wrong; a curve is fitted to
its margin, its share and the nearness of its passage (``kgqa.reader.calibration.Calibration.searched``; Platt 1999).
``--report`` fits nothing, and shows for the odd half how right answers of each probability are, with as many questions
and the same share without an answer.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.halves import squad2_halves
from kgqa import KGQA, Question
from kgqa.data.example import ReadingExample
from kgqa.data.metrics.answers import exact_match
from kgqa.pipelines.ask import BATCH, TOP_K
from kgqa.pipelines.importing import import_files
from kgqa.reader.aggregation.chances import nearness, page_sign
from kgqa.reader.calibration import fit_logistic
from kgqa.reader.checkpoint import load_checkpoint, save_record
from kgqa.reader.stage import BertReader

UNANSWERED = 4
"""One in so many questions has no answer in the texts."""

BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Best:
    """The best span of all passages found: its signs and probability, and whether it is right."""

    margin: float
    share: float
    near: float
    probability: float
    right: bool


def knowledge_base(name: str, half: Sequence[ReadingExample], work: Path) -> Path:
    """The paragraphs of a half, without titles; made where it is not there yet."""
    path = work / f"squad2-{name}.kb"
    if not path.exists():
        texts = dict.fromkeys(example.context for example in half)
        source = work / f"squad2-{name}.jsonl"
        work.mkdir(parents=True, exist_ok=True)
        rows = [{"id": f"{name}-{number}", "title": "", "text": text} for number, text in enumerate(texts)]
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        import_files(path, passages=[source])
    return path


def drawn(half: Sequence[ReadingExample], count: int) -> list[ReadingExample]:
    """``count`` questions with an answer, and the share of others."""
    rng = random.Random(1)
    answered = [example for example in half if example.answers]
    others = [example for example in half if not example.answers]
    return rng.sample(answered, min(count, len(answered))) + rng.sample(others, count // (UNANSWERED - 1))


def bests(qa: KGQA, asked: Sequence[ReadingExample]) -> Iterator[Best]:
    """The best span for each question whose passages search alone found."""
    reader = qa.reader
    assert isinstance(reader, BertReader)
    for start in range(0, len(asked), BATCH):
        part = [Question(str(i), example.question) for i, example in enumerate(asked[start : start + BATCH])]
        evidence = qa.retriever.retrieve(part, qa.linker.link(part), top_k=TOP_K)
        spans = reader.read_passages(part, evidence, reader.read_paths(part, evidence))
        for example, own, found in zip(asked[start : start + BATCH], evidence, spans, strict=True):
            searched = [span for span in found if not page_sign(span.evidence, own)]
            if not searched:
                continue
            top = max(searched, key=lambda span: span.probability)
            golds = [answer.text for answer in example.answers]
            near = nearness(top.evidence, own)
            right = bool(golds) and exact_match(top.text, golds) > 0
            yield Best(top.margin, top.share, near, top.probability, right)


def shown(found: Sequence[Best]) -> Iterator[str]:
    """How right answers of each probability are, and the expected calibration error (Guo et al. 2017)."""
    chance, right = np.array([one.probability for one in found]), np.array([one.right for one in found], float)
    place, error = np.clip(np.digitize(chance, BINS) - 1, 0, len(BINS) - 2), 0.0
    for number in np.unique(place):
        own = place == number
        error += own.mean() * abs(chance[own].mean() - right[own].mean())
        said = f"{chance[own].mean():.2f} said  {right[own].mean():.2f} right"
        yield f"{BINS[number]:.1f}  {own.sum():4d} questions  {said}"
    yield f"{len(found)} questions, {right.mean():.2f} right, calibration error {error:.3f}"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--reader", type=Path, required=True)
    parser.add_argument("--count", type=int, default=300, help="questions with an answer")
    parser.add_argument("--report", action="store_true")
    args = parser.parse_args()
    name, half = list(zip(("even", "odd"), squad2_halves(args.data), strict=True))[args.report]
    qa = KGQA.load(knowledge_base(name, half, args.work), reader=args.reader)
    found = list(bests(qa, drawn(half, args.count)))
    if not args.report:
        checkpoint = load_checkpoint(args.reader)
        signs = [(one.margin, one.share, one.near) for one in found]
        slope, share, near, bias = fit_logistic(signs, [one.right for one in found])
        fitted = replace(
            checkpoint.calibration, searched_slope=slope, searched_share=share, searched_near=near, searched_bias=bias
        )
        save_record(replace(checkpoint, calibration=fitted), args.reader)
        print(f"searched: slope {slope:.4f}, share {share:.4f}, near {near:.4f}, bias {bias:.4f}")
        found = [replace(one, probability=fitted.searched(one.margin, share=one.share, near=one.near)) for one in found]
    print("\n".join(shown(found)))


if __name__ == "__main__":
    main()
