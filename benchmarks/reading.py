"""One report of one reader on texts: scores, abstention, how honest its probabilities are.

    python -m benchmarks.reading --data DATA --reader NAME [--chinese] [--limit N] [--json]
    python -m benchmarks.reading --data DATA --choose READER READER... [--json]

The first reports on the odd half of the articles of SQuAD 2.0's dev file (benchmarks/halves.py): answerable questions
with the span forced; F1 over all questions as SQuAD 2.0's script counts it, with the threshold that the checkpoint
holds; the expected calibration error of its probabilities, right being an exact match of the best span (on a question
without an answer none is); and the risk at each coverage. ``--choose`` gives the same on the even half, where
checkpoint, threshold and temperature are chosen. ``--chinese`` adds DRCD and CMRC 2018, the articles that are kept
back from training, with the span forced, as CMRC's script counts it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.halves import squad2_halves
from benchmarks.reader_data.chinese import chinese_parts
from kgqa.data.example import ReadingExample
from kgqa.data.metrics.answers import exact_match, token_f1
from kgqa.data.metrics.calibration import adaptive_calibration_error, expected_calibration_error, reliability
from kgqa.data.metrics.cmrc import cmrc_scores
from kgqa.data.metrics.selective import area_under_risk_coverage, excess_area, risk_coverage, thinned
from kgqa.encoders.precision import device_of
from kgqa.reader.calibration import Calibration
from kgqa.reader.checkpoint import Checkpoint, load_checkpoint
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.network.scoring import Prediction, predict, score

COVERAGES = (0.25, 0.5, 0.75, 1.0)
POINTS = 21
"""Of the curve of risk and coverage that is printed."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Figures of one reader on one set, in percent where they are scores.

    ``f1``: over all questions, the span said where its probability reaches ``threshold``, the checkpoint's;
    ``best_f1``: with the best threshold for this very set; ``silent_f1``: where none is said. ``calibration_error``:
    over 15 bins of equal size, ``equal_width_error`` of equal width. ``reliability``: (low, high, n, confidence,
    accuracy) by bin of equal width. ``risk``: share of wrong spans at each of :data:`COVERAGES`.
    """

    reader: str
    questions: int
    answerable: int
    forced_em: float
    forced_f1: float
    threshold: float
    f1: float
    em: float
    has_answer_f1: float
    no_answer_f1: float
    best_f1: float
    silent_f1: float
    calibration_error: float
    equal_width_error: float
    aurc: float
    excess_aurc: float
    risk: tuple[float, ...]
    curve: tuple[tuple[float, float], ...]
    reliability: tuple[tuple[float, float, int, float, float], ...]


def read_all(checkpoint: Checkpoint, examples: Sequence[ReadingExample]) -> list[Prediction]:
    """The best span of each example, and its margin."""
    model = checkpoint.model.for_inference(device_of())
    return predict(model, InputBuilder(checkpoint.tokenizer, checkpoint.limits), examples)


def reading(
    name: str, curves: Calibration, examples: Sequence[ReadingExample], predictions: Sequence[Prediction]
) -> Reading:
    """All figures. ``examples``: one or more, some with answers."""
    golds = [[answer.text for answer in example.answers] for example in examples]
    answerable = np.array([bool(gold) for gold in golds])
    em, f1 = (
        np.array([float(metric(p.text, gold)) if gold else 0.0 for p, gold in zip(predictions, golds, strict=True)])
        for metric in (exact_match, token_f1)
    )
    chances = np.array([curves.given(p.margin, p.share) if p.text else 0.0 for p in predictions])
    said = (chances >= curves.given_min_score) & np.array([bool(p.text) for p in predictions])
    # Where nothing is said a question without an answer is right.
    all_em, all_f1 = (np.where(said, own, ~answerable) for own in (em, f1))
    best = score(examples, predictions)
    coverage, risk = risk_coverage(chances, em)
    return Reading(
        name,
        len(examples),
        int(answerable.sum()),
        best.forced_em,
        best.forced_f1,
        curves.given_min_score,
        100 * float(all_f1.mean()),
        100 * float(all_em.mean()),
        100 * float(all_f1[answerable].mean()),
        100 * float(all_f1[~answerable].mean()) if not answerable.all() else 0.0,
        best.f1,
        100 * float((~answerable).mean()),
        adaptive_calibration_error(chances, em, bins=15),
        expected_calibration_error(chances, em, bins=15),
        area_under_risk_coverage(chances, em),
        excess_area(chances, em),
        tuple(float(risk[min(int(np.searchsorted(coverage, wanted)), len(risk) - 1)]) for wanted in COVERAGES),
        tuple(thinned(coverage, risk, points=POINTS)),
        tuple(reliability(chances, em, bins=10)),
    )


def chinese(checkpoint: Checkpoint, examples: Sequence[ReadingExample]) -> dict[str, dict[str, float]]:
    """EM and character F1 in percent, the span forced: of each set, and of both."""
    predictions = {e.id: p.text for e, p in zip(examples, read_all(checkpoint, examples), strict=True)}
    parts = {"DRCD": lambda id_: not id_.startswith("TRIAL"), "CMRC 2018": lambda id_: id_.startswith("TRIAL")}
    found = {}
    for part, inside in {**parts, "both": lambda id_: True}.items():
        golds = {e.id: [answer.text for answer in e.answers] for e in examples if inside(e.id)}
        if golds:
            scores = cmrc_scores(golds, predictions)
            found[part] = {"questions": scores.total, "em": 100 * scores.exact, "f1": 100 * scores.f1}
    return found


def shown(found: Reading) -> str:
    """The figures as text."""
    lines = [
        f"{found.reader}: {found.questions} questions, {found.answerable} of them with an answer",
        f"answerable, span forced     EM {found.forced_em:.1f}  F1 {found.forced_f1:.1f}",
        f"all, said from {found.threshold:.3f} on      EM {found.em:.1f}  F1 {found.f1:.1f}  (with an answer "
        f"{found.has_answer_f1:.1f}, without {found.no_answer_f1:.1f})",
        f"all, best threshold here    F1 {found.best_f1:.1f};  nothing said F1 {found.silent_f1:.1f}",
        f"calibration error           {found.calibration_error:.4f} (15 bins of equal size), "
        f"{found.equal_width_error:.4f} (15 of equal width)",
        f"risk and coverage           AURC {found.aurc:.4f}, {found.excess_aurc:.4f} above the perfect order; risk at "
        + ", ".join(f"{wanted:.0%} {risk:.3f}" for wanted, risk in zip(COVERAGES, found.risk, strict=True)),
        "probability       n  confidence  accuracy",
    ]
    for low, high, n, confidence, accuracy in found.reliability:
        lines.append(f"{low:.1f} to {high:.1f}{n:9}{confidence:12.3f}{accuracy:10.3f}")
    return "\n".join(lines)


def table(found: Sequence[Reading]) -> str:
    """One line a reader, to choose by."""
    width = max(6, *(len(each.reader) for each in found))
    lines = [f"{'reader':{width}}  forced EM     F1  all F1    best  cal. error    AURC"]
    for each in found:
        lines.append(
            f"{each.reader:{width}}{each.forced_em:11.1f}{each.forced_f1:7.1f}{each.f1:8.1f}{each.best_f1:8.1f}"
            f"{each.calibration_error:12.4f}{each.aurc:8.4f}"
        )
    return "\n".join(lines)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--reader", help="a shipped reader or a checkpoint folder: reports on the odd half")
    which.add_argument("--choose", nargs="+", help="readers to choose between, on the even half")
    parser.add_argument("--chinese", action="store_true", help="DRCD and CMRC 2018 too")
    parser.add_argument("--limit", type=int, default=0, help="only every so many-th question, as many as this")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    even, odd = squad2_halves(args.data)
    examples = _spread(even if args.choose else odd, args.limit)
    characters = _spread(chinese_parts(args.data)[1], args.limit) if args.chinese else []
    readings: list[Reading] = []
    record: dict[str, Any] = {"half": "even" if args.choose else "odd", "readers": []}
    for name in args.choose or [args.reader]:
        checkpoint = load_checkpoint(name)
        readings.append(reading(checkpoint.name, checkpoint.calibration, examples, read_all(checkpoint, examples)))
        more = {"chinese": chinese(checkpoint, characters)} if characters else {}
        record["readers"].append(asdict(readings[-1]) | more)
        if not args.json:
            print(shown(readings[-1]))
            for part, scores in more.get("chinese", {}).items():
                print(f"{part:28}EM {scores['em']:.1f}  F1 {scores['f1']:.1f}  ({scores['questions']} questions)")
            print(flush=True)
    if args.json:
        print(json.dumps(record, indent=1))
    elif args.choose:
        print(table(readings))


def _spread(examples: Sequence[ReadingExample], limit: int) -> list[ReadingExample]:
    step = max(1, len(examples) // limit) if limit else 1
    return list(examples[::step])[: limit or None]


if __name__ == "__main__":
    main()
