"""Fits the probabilities of a reader on questions asked end to end, and writes them into its checkpoint.

    python -m benchmarks.calibrate --data DATA --work runs/bench --reader FOLDER

For each question the best span of all passages read, and the best path, are right or wrong; a curve is fitted to
their margins for each kind of evidence. Questions: train500 of 2WikiMultihopQA and MetaQA's training templates
over their knowledge bases (made by ``kgqa evaluate --prepare``), and answerable questions of SQuAD 2.0's dev set,
over their own paragraph and over one of the nearest others, so that easy ones and texts that only sound right are
among them.
None of it is a test set.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import asdict, replace
from pathlib import Path

from benchmarks.reader_data.no_answer import near_misses
from benchmarks.splits import metaqa_training_part
from kgqa import KGQA, Question
from kgqa.data.metrics.answers import exact_match, set_f1
from kgqa.data.squad import read_squad
from kgqa.data.twowiki import read_2wiki
from kgqa.encoders.precision import device_of
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.kg.verbalize import node_name
from kgqa.reader.calibration import Calibration, fit_logistic, fit_platt
from kgqa.reader.checkpoint import load_checkpoint, save_record
from kgqa.reader.inputs import InputBuilder
from kgqa.reader.scoring import predict
from kgqa.reader.stage import BertReader, page_sign

Pairs = list[tuple[float, bool]]
Spans = list[tuple[tuple[float, float], bool]]


def asked(qa: KGQA, questions: list[tuple[str, tuple[str, ...]]]) -> tuple[Spans, Pairs]:
    """((margin, page sign), right) of each question's best spans, (margin, right) of its best path."""
    reader = qa.reader
    if not isinstance(reader, BertReader):
        raise TypeError("the packaged reader is calibrated, not another")
    spans: Spans = []
    paths: Pairs = []
    for start in range(0, len(questions), 16):
        part = [Question(str(i), text) for i, (text, _) in enumerate(questions[start : start + 16])]
        golds = [gold for _, gold in questions[start : start + 16]]
        evidence = qa.retriever.retrieve(part, qa.linker.link(part), top_k=8)
        found_paths = reader.read_paths(part, evidence)
        found_spans = reader.read_passages(part, evidence, found_paths)
        for gold, own, own_paths, own_spans in zip(golds, evidence, found_paths, found_spans, strict=True):
            if own_paths:
                best = max(own_paths, key=lambda found: found.margin)
                ends = [node_name(end, qa.graph) for end in best.path.ends]
                paths.append((best.margin, set_f1(ends, gold) >= 0.5))
            if own_spans:
                for page in (-1, 0, 1):
                    level = [found for found in own_spans if page_sign(found.evidence, own) == page]
                    if level:
                        top = max(level, key=lambda found: found.margin)
                        spans.append(((top.margin, float(page)), exact_match(top.text, gold) > 0))
    return spans, paths


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--reader", type=Path, required=True)
    parser.add_argument("--count", type=int, default=200, help="questions of each set")
    args = parser.parse_args()
    rng = random.Random(1)
    wiki = list(read_2wiki(args.data / "2wikimultihopqa/questions.jsonl", {"split": "train500"}))
    chosen = [(e.question, e.answers) for e in rng.sample(wiki, min(args.count, len(wiki)))]
    spans, paths = asked(KGQA.load(args.work / "2wiki.kb", reader=args.reader), chosen)
    qa = KGQA.load(args.work / "metaqa.kb", reader=args.reader)
    for hops in (1, 2):
        questions = rng.sample(metaqa_training_part(args.data, hops), args.count)
        _, more = asked(qa, [(q.question, q.answers) for q in questions])
        paths += more
    checkpoint = load_checkpoint(args.reader)
    squad = [e for e in read_squad(args.data / "squad/squad2_dev_cs224n.json") if e.answers]
    own = rng.sample(squad, 2 * args.count)
    misses = near_misses(squad, SentenceEncoder(), 2 * args.count, rng)
    model = load_checkpoint(args.reader).model.for_inference(device_of())
    for example, guess in zip(
        own + misses, predict(model, InputBuilder(checkpoint.tokenizer), own + misses), strict=True
    ):
        spans.append(((guess.margin, 0.0), exact_match(guess.text, [a.text for a in example.answers]) > 0))
    slope, page, bias = fit_logistic(*map(list, zip(*spans, strict=True)))
    path_slope, path_bias = fit_platt(*map(list, zip(*paths, strict=True)))
    curves = Calibration(slope, bias, page, path_slope, path_bias)
    save_record(replace(checkpoint, calibration=curves), args.reader)
    print(f"{len(spans)} spans, {sum(r for _, r in spans)} right; {len(paths)} paths, {sum(r for _, r in paths)} right")
    print(asdict(curves))


if __name__ == "__main__":
    main()
