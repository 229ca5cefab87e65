"""How much two passages read as one text bring, and how probable such readings are.

    python -m benchmarks.linked --data DATA --work WORK --reader FOLDER --fit
    python -m benchmarks.linked --data DATA --reader NAME --gold [--part hotpotqa|train|dev]

``--fit`` writes the curve of such readings into the checkpoint (Platt 1999): of each question that the first look and
the facts read out of texts leave open, the best span of its linked passages (kgqa.reader.linked) is right or wrong.
Questions: the quarter of HotpotQA's training questions that no reader of two passages trained on
(benchmarks/halves.py), over its texts, and that of 2WikiMultihopQA's without their gold passages
(benchmarks/copies.py), since readers that such a one goes on from have learnt the answers that stand there.
WORK/hotpotqa.kb and WORK/2wiki.kb are made where they are not there.

``--gold``: EM and F1 of questions of two gold passages, each read by itself and the surer span taken, against both read
as one text. Of 2WikiMultihopQA dev500; with ``--part train`` or ``hotpotqa`` of that quarter of train500 or HotpotQA.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from benchmarks.abstention import knowledge_base
from benchmarks.copies import Copies
from benchmarks.halves import half_of, is_kept_for_curves
from kgqa import KGQA, Question
from kgqa.data.example import AskExample, ReadingExample
from kgqa.data.hotpotqa import read_hotpotqa
from kgqa.data.metrics.answers import exact_match, token_f1
from kgqa.data.twowiki import read_2wiki
from kgqa.kg.verbalize import passage_text
from kgqa.pipelines.evaluation.prepare import prepare
from kgqa.reader.calibration import Calibration, fit_logistic
from kgqa.reader.checkpoint import Checkpoint, load_checkpoint, save_record
from kgqa.reader.linked import GAP, OPEN, LinkedReading, asks_for_one
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.network.scoring import Prediction, predict
from kgqa.reader.second_look import SecondLook
from kgqa.reader.stage import BertReader
from kgqa.retriever.retriever import HybridRetriever

Points = list[tuple[tuple[float, float, float], bool]]
"""Margin and share of a best span, how much of the question its passages have, and whether it is right."""


def points(qa: KGQA, pairs: BertReader, example: AskExample) -> Points:
    """The best span of linked passages to one question, where the looks of ``qa``, which reads none of these, leave it
    open; none where there is none."""
    assert isinstance(qa.reader, BertReader)
    question = Question(example.id, example.question)
    result = qa(question, min_score=0.0)
    if (result.answers and result.answers[0].score >= OPEN) or not asks_for_one(example.question):
        return []
    spans = LinkedReading(qa.reader, pairs).spans(question, result.evidence)
    if not spans:
        return []
    best = max(spans, key=lambda each: each.found.margin)
    signs = (best.found.margin, best.found.share, best.covered)
    return [(signs, exact_match(best.found.text, example.answers) > 0)]


def fitted(curves: Calibration, found: Points) -> Calibration:
    """``curves`` with that of linked passages."""
    slope, share, covered, bias = fit_logistic(*map(list, zip(*found, strict=True)))
    return replace(curves, linked_slope=slope, linked_share=share, linked_covered=covered, linked_bias=bias)


def all_points(data: Path, work: Path, checkpoint: Checkpoint) -> Iterator[tuple[str, Points]]:
    """Those of each set, with its name."""

    def pairs(qa: KGQA) -> BertReader:
        return BertReader(checkpoint, qa.graph)

    if not (work / "hotpotqa.kb").exists():
        prepare("hotpotqa", data / "hotpotqa", work / "hotpotqa.kb")
    qa = _reading_singly(KGQA.load(work / "hotpotqa.kb"))
    yield "hotpotqa", [point for example in _hotpot(data) for point in points(qa, pairs(qa), example)]
    wiki = [e for e in _wiki(data, "train500") if is_kept_for_curves(e.id)]
    copies = Copies(_reading_singly(KGQA.load(knowledge_base(data, work))))
    yield "2wikimultihopqa without gold", [p for e in wiki for p in points(copies.without(e), pairs(copies.qa), e)]


def _reading_singly(qa: KGQA) -> KGQA:
    """``qa`` without readings of linked passages."""
    assert isinstance(qa.reader, BertReader) and isinstance(qa.retriever, HybridRetriever)
    return replace(qa, second=SecondLook(qa.reader, qa.retriever))


def gold_pairs(data: Path, part: str) -> Iterator[tuple[AskExample, list[str]]]:
    """Questions of two gold passages one of which holds the answer, with these."""
    name = "hotpotqa" if part == "hotpotqa" else "2wikimultihopqa"
    rows = map(json.loads, (data / name / "corpus.jsonl").read_text("utf-8").splitlines())
    texts = {row["id"]: passage_text(row["title"], row["text"]) for row in rows}
    for example in _hotpot(data) if part == "hotpotqa" else _wiki(data, "dev500" if part == "dev" else "train500"):
        golds = [texts[id] for id in example.gold_passages if id in texts]
        if part == "train" and not is_kept_for_curves(example.id):
            continue
        if len(golds) == 2 and any(answer in text for answer in example.answers for text in golds):
            yield example, golds


def _hotpot(data: Path) -> list[AskExample]:
    """The quarter of HotpotQA's training questions that fits curves."""
    examples = read_hotpotqa(data / "hotpotqa/questions.jsonl", {"gold_complete": "true"})
    return [example for example in examples if half_of(example.id) == 0 and is_kept_for_curves(example.id)]


def _wiki(data: Path, split: str) -> list[AskExample]:
    return list(read_2wiki(data / "2wikimultihopqa/questions.jsonl", {"split": split}))


def gold(checkpoint: Checkpoint, pairs: Sequence[tuple[AskExample, list[str]]]) -> Iterator[str]:
    """A line for each kind of question, and for all."""
    builder = InputBuilder(checkpoint.tokenizer, checkpoint.limits)

    def read(texts: Sequence[tuple[AskExample, str]]) -> list[Prediction]:
        rows = [ReadingExample(example.id, example.question, text) for example, text in texts]
        return predict(checkpoint.model, builder, rows)

    apart = read([(example, text) for example, both in pairs for text in both])
    single = [max(apart[2 * i : 2 * i + 2], key=lambda guess: guess.margin).text for i in range(len(pairs))]
    joint = [guess.text for guess in read([(example, GAP.join(both)) for example, both in pairs])]
    for kind in (*sorted({example.kind for example, _ in pairs}), ""):
        rows = [i for i, (example, _) in enumerate(pairs) if kind in ("", example.kind)]
        line = f"{kind or 'all':20}{len(rows):5}"
        for name, texts in (("each", single), ("both", joint)):
            em, f1 = (
                100 * sum(float(metric(texts[i], pairs[i][0].answers)) for i in rows) / len(rows)
                for metric in (exact_match, token_f1)
            )
            line += f"   {name}: EM {em:5.1f} F1 {f1:5.1f}"
        yield line


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--reader", required=True)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--fit", action="store_true")
    which.add_argument("--gold", action="store_true")
    parser.add_argument("--part", choices=("hotpotqa", "train", "dev"), default="dev")
    args = parser.parse_args()
    checkpoint = load_checkpoint(args.reader)
    if args.gold:
        for line in gold(checkpoint, list(gold_pairs(args.data, args.part))):
            print(line)
        return
    found: Points = []
    for name, own in all_points(args.data, args.work, checkpoint):
        print(f"{name}: {len(own)} open, {sum(right for _, right in own)} right", flush=True)
        found += own
    curves = fitted(checkpoint.calibration, found)
    save_record(replace(checkpoint, calibration=curves), Path(args.reader))
    print({name: value for name, value in asdict(curves).items() if name.startswith("linked")})


if __name__ == "__main__":
    main()
