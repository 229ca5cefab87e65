"""How sure an answer is out of texts that search alone found: fits the curve and writes it into a reader.

    python -m benchmarks.searched --data DATA --work WORK --reader FOLDER [--count 300] [--report]

As people ask texts of their own: questions of SQuAD 2.0's even half (benchmarks/halves.py) over all of its paragraphs,
without their titles, so that no question names what a page is about. One in eight is a question that its paragraph
leaves open, and one in eight a question whose paragraph is left out: people mostly ask what their texts tell, and else
what they don't speak of. The best span of the passages found is right or wrong, right being two thirds of token F1 and
more ("sail loft" for "the old sail loft"); a curve is fitted to its margin, its share, the nearness of its passage and
how much of the question its sentence has (``kgqa.reader.calibration.Calibration.searched``; Platt 1999). ``--report``
fits nothing, and shows for the odd half how right answers of each probability are, with as many questions of each kind.
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
from kgqa.data.metrics.answers import token_f1
from kgqa.pipelines.ask import BATCH, TOP_K
from kgqa.pipelines.importing import import_files
from kgqa.reader.aggregation.chances import nearness, page_sign
from kgqa.reader.aggregation.coverage import Coverage
from kgqa.reader.calibration import fit_logistic
from kgqa.reader.checkpoint import load_checkpoint, save_record
from kgqa.reader.stage import BertReader
from kgqa.types import Evidence, Passage

OPEN = 6
"""For so many questions with an answer there is one that its paragraph leaves open, and one whose paragraph is gone."""

RIGHT = 2 / 3
"""Token F1 from which a span is right."""

BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Best:
    """The best span of all passages found: its signs and probability, and whether it is right."""

    margin: float
    share: float
    near: float
    covered: float
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


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; ``gone``: whether its paragraph is left out."""

    example: ReadingExample
    gone: bool = False


def drawn(half: Sequence[ReadingExample], count: int) -> list[Asked]:
    """``count`` questions with an answer, and the share of others."""
    rng = random.Random(1)
    answered = [example for example in half if example.answers]
    others = [example for example in half if not example.answers]
    chosen = rng.sample(answered, min(count + count // OPEN, len(answered)))
    gone = len(chosen) - len(chosen) * OPEN // (OPEN + 1)
    return [
        *(Asked(example, number < gone) for number, example in enumerate(chosen)),
        *(Asked(example) for example in rng.sample(others, min(gone, len(others)))),
    ]


def bests(qa: KGQA, asked: Sequence[Asked]) -> Iterator[Best]:
    """The best span for each question whose passages search alone found."""
    reader = qa.reader
    assert isinstance(reader, BertReader)
    for start in range(0, len(asked), BATCH):
        own_asked = asked[start : start + BATCH]
        part = [Question(str(i), each.example.question) for i, each in enumerate(own_asked)]
        retrieved = qa.retriever.retrieve(part, qa.linker.link(part), top_k=TOP_K + 1)
        evidence = [_kept(each, own) for each, own in zip(own_asked, retrieved, strict=True)]
        spans = reader.read_passages(part, evidence, reader.read_paths(part, evidence))
        for each, own, found in zip(own_asked, evidence, spans, strict=True):
            searched = [span for span in found if not page_sign(span.evidence, own)]
            if not searched:
                continue
            top = max(searched, key=lambda span: span.probability)
            golds = [answer.text for answer in each.example.answers]
            covered = Coverage(each.example.question, own).of(top.evidence, top.start, top.end)
            right = bool(golds) and token_f1(top.text, golds) >= RIGHT
            yield Best(top.margin, top.share, nearness(top.evidence, own), covered, top.probability, right)


def _kept(asked: Asked, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """What is read for a question: the first passages, without its own where that is gone, and the facts."""
    own = asked.example.context if asked.gone else ""
    passages = [p for p in evidence if isinstance(p.content, Passage) and p.content.text != own]
    return (*passages[:TOP_K], *(p for p in evidence if not isinstance(p.content, Passage)))


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
        signs = [(one.margin, one.share, one.near, one.covered) for one in found]
        slope, share, near, covered, bias = fit_logistic(signs, [one.right for one in found])
        fitted = replace(
            checkpoint.calibration,
            searched_slope=slope,
            searched_share=share,
            searched_near=near,
            searched_covered=covered,
            searched_bias=bias,
        )
        save_record(replace(checkpoint, calibration=fitted), args.reader)
        print(
            f"searched: slope {slope:.4f}, share {share:.4f}, near {near:.4f}, covered {covered:.4f}, bias {bias:.4f}"
        )
        found = [
            replace(one, probability=fitted.searched(one.margin, share=one.share, near=one.near, covered=one.covered))
            for one in found
        ]
    print("\n".join(shown(found)))


if __name__ == "__main__":
    main()
