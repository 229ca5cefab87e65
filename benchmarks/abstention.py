"""Asks 2WikiMultihopQA's questions twice, with and without their evidence in the knowledge base.

    python -m benchmarks.abstention --data DATA --work WORK --reader NAME [--split train500] [--limit N] [--again]

The knowledge base is the whole corpus with the evidence triples of all questions as graph (WORK/2wiki.kb, made where
it is not there). Each question's second asking is over its own copy without its gold passages and gold triples
(benchmarks/copies.py): there to abstain is right. The threshold is the checkpoint's; ``benchmarks.calibrate`` chose
it on train500, and ``--split train500`` prints what the others would have done there. dev500 is for reporting.
What was asked is kept under WORK/abstention, by reader and knowledge base; a run that was stopped goes on, and
``--again`` starts over.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.copies import Copies
from kgqa import KGQA, Question, Result
from kgqa.data.example import AskExample
from kgqa.data.metrics.answers import exact_match
from kgqa.data.metrics.calibration import adaptive_calibration_error
from kgqa.data.metrics.selective import area_under_risk_coverage
from kgqa.data.twowiki import read_2wiki
from kgqa.kg.folder import open_folder
from kgqa.pipelines.cli.console import bars
from kgqa.pipelines.evaluation.prepare import prepare
from kgqa.reader.checkpoint import SHIPPED, stored_calibration

FOLDER = "2wikimultihopqa"
STEPS = tuple(round(0.05 * i, 2) for i in range(20))


@dataclass(frozen=True, slots=True)
class Best:
    """The best answer of one asking, whatever its score: "" at 0 where there is none."""

    text: str
    score: float
    right: bool


@dataclass(frozen=True, slots=True)
class Twice:
    """One question: ``whole`` with its evidence in the knowledge base, ``copy`` without."""

    id: str
    kind: str
    whole: Best
    copy: Best


@dataclass(frozen=True, slots=True)
class Abstention:
    """What a threshold does, as shares. ``kept``: right answers that are said, of those that are right where every
    best answer is said; ``cost`` is what is missing of it. ``abstained``: copies that nothing is said to.
    ``said_wrong``: wrong answers said with the evidence there, of all questions."""

    threshold: float
    kept: float
    cost: float
    abstained: float
    said_wrong: float


def ask_twice(copies: Copies, example: AskExample) -> Twice:
    """One question, asked of the knowledge base and of its copy without the question's evidence."""
    asked = Question(example.id, example.question)
    whole, copy = copies.qa(asked, min_score=0.0), copies.without(example)(asked, min_score=0.0)
    return Twice(example.id, example.kind, best_of(whole, example), best_of(copy, example))


def best_of(result: Result, example: AskExample) -> Best:
    """The best answer against the gold ones, by the exact match of SQuAD's script."""
    if not result.answers:
        return Best("", 0.0, False)
    best = result.answers[0]
    return Best(best.text, best.score, exact_match(best.text, example.answers) > 0)


def at(threshold: float, asked: Sequence[Twice]) -> Abstention:
    """What this threshold does; ``asked`` holds one question or more."""
    right = [each.whole for each in asked if each.whole.right]
    kept = sum(best.score >= threshold for best in right) / max(1, len(right))
    abstained = sum(not said(each.copy, threshold) for each in asked) / len(asked)
    wrong = sum(said(each.whole, threshold) and not each.whole.right for each in asked) / len(asked)
    return Abstention(threshold, kept, 1 - kept, abstained, wrong)


def said(best: Best, threshold: float) -> bool:
    """Whether it is said."""
    return bool(best.text) and best.score >= threshold


def summary(asked: Sequence[Twice], threshold: float) -> dict[str, Any]:
    """All figures of one set of questions."""
    whole = [each.whole for each in asked]
    scores, right = [best.score for best in whole], [best.right for best in whole]
    kinds = sorted({each.kind for each in asked})
    return {
        "questions": len(asked),
        "right_if_all_is_said": sum(right),
        "right_and_said": sum(best.right and said(best, threshold) for best in whole),
        **asdict(at(threshold, asked)),
        "copies_said_right": sum(each.copy.right and said(each.copy, threshold) for each in asked),
        "calibration_error": adaptive_calibration_error(scores, right),
        "aurc": area_under_risk_coverage(scores, right),
        "kinds": {kind: asdict(at(threshold, [e for e in asked if e.kind == kind])) for kind in kinds},
    }


def shown(found: dict[str, Any]) -> str:
    """The figures as text."""
    n = found["questions"]
    lines = [
        f"{n} questions; threshold {found['threshold']:.2f}",
        f"with the evidence     right if all is said {found['right_if_all_is_said']}, right and said "
        f"{found['right_and_said']}: cost {found['cost']:.1%} of the right answers",
        f"                      said and wrong {found['said_wrong']:.1%}, calibration error "
        f"{found['calibration_error']:.3f} (15 equal bins), AURC {found['aurc']:.3f}",
        f"without it            abstained {found['abstained']:.1%}; said and right all the same "
        f"{found['copies_said_right']}",
        "kind                  cost   abstained  said wrong",
    ]
    for kind, own in found["kinds"].items():
        lines.append(f"{kind:20}{own['cost']:7.1%}{own['abstained']:11.1%}{own['said_wrong']:12.1%}")
    return "\n".join(lines)


def fingerprint(reader: str, kb: Path) -> str:
    """Twelve digits of the reader's files and the knowledge base's content."""
    folder = SHIPPED / reader if (SHIPPED / reader).is_dir() else Path(reader)
    state = hashlib.sha256(str(open_folder(kb).manifest["digest"]).encode())
    for file in ("reader.json", "reader.safetensors"):
        state.update((folder / file).read_bytes())
    return state.hexdigest()[:12]


def knowledge_base(data: Path, work: Path) -> Path:
    """WORK/2wiki.kb, made with the evidence graph where it is not there."""
    kb = work / "2wiki.kb"
    if not kb.exists():
        with bars(quiet=False) as progress:
            prepare(FOLDER, data / FOLDER, kb, evidence=True, progress=progress)
    return kb


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--reader", required=True, help="a shipped reader or a checkpoint folder")
    parser.add_argument("--split", default="dev500", choices=("dev500", "train500"))
    parser.add_argument("--limit", type=int, default=0, help="only the first so many questions")
    parser.add_argument("--again", action="store_true", help="ask all of them anew")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    kb = knowledge_base(args.data, args.work)
    examples = list(read_2wiki(args.data / FOLDER / "questions.jsonl", {"split": args.split}))
    examples = examples[: args.limit] if args.limit else examples
    kept = args.work / "abstention" / f"{args.split}-{fingerprint(args.reader, kb)}.jsonl"
    kept.parent.mkdir(parents=True, exist_ok=True)
    if args.again:
        kept.unlink(missing_ok=True)
    found = kept_from(kept)
    missing = [example for example in examples if example.id not in found]
    if missing:
        copies = Copies(KGQA.load(kb, reader=args.reader))
        with kept.open("a", encoding="utf-8") as file, bars(quiet=args.json) as progress:
            for done, example in enumerate(missing, start=1):
                found[example.id] = ask_twice(copies, example)
                file.write(json.dumps(asdict(found[example.id]), ensure_ascii=False) + "\n")
                file.flush()
                progress("questions", done, len(missing))
    asked = [found[example.id] for example in examples]
    figures = {"split": args.split, "reader": Path(args.reader).name}
    figures |= summary(asked, stored_calibration(args.reader).min_score)
    print(json.dumps(figures, indent=1) if args.json else shown(figures))
    if args.split == "train500" and not args.json:
        print("threshold   kept  abstained  said wrong")
        for step in STEPS:
            each = at(step, asked)
            print(f"{step:9.2f}{each.kept:7.1%}{each.abstained:11.1%}{each.said_wrong:12.1%}")


def kept_from(file: Path) -> dict[str, Twice]:
    """What a run before has asked; a line that it was stopped in the middle of is asked again."""
    found: dict[str, Twice] = {}
    if file.exists():
        lines = file.read_bytes().split(b"\n")
        whole = lines[:-1]
        file.write_bytes(b"".join(line + b"\n" for line in whole))
        for line in whole:
            record = json.loads(line)
            found[record["id"]] = Twice(record["id"], record["kind"], Best(**record["whole"]), Best(**record["copy"]))
    return found


if __name__ == "__main__":
    main()
