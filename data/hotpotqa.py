"""HotpotQA (Yang et al., EMNLP 2018)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kgqa.data.card import Card
from kgqa.data.corpora import supporting, with_passages
from kgqa.data.example import AskExample
from kgqa.data.records import Record, examples_of
from kgqa.data.where import Where

CARD = Card(
    name="hotpotqa",
    task="asking",
    title="HotpotQA",
    files="hotpot_dev_distractor_v1.json, hotpot_dev_fullwiki_v1.json or hotpot_train_v1.1.json as published, whose "
    "contexts are the passages; or JSONL of the same fields with gold_ids, beside a corpus.jsonl of passages",
    licence="CC BY-SA 4.0",
    citation="Zhilin Yang, Peng Qi, Saizheng Zhang, Yoshua Bengio, William Cohen, Ruslan Salakhutdinov and "
    "Christopher D. Manning. HotpotQA: A Dataset for Diverse, Explainable Multi-hop Question Answering. EMNLP 2018.",
    home="https://hotpotqa.github.io",
    answers="any",
)


def read_hotpotqa(path: Path | str, where: Where | None = None) -> Iterator[AskExample]:
    """Every question, or those that have the values of ``where``: ``{"level": "hard"}``, ``{"gold_complete": "true"}``.

    ``gold_passages`` are the record's ``gold_ids``, or else the passages of the supporting titles. Raises
    InputError with file and line or record.
    """
    path = Path(path)
    return examples_of(path, with_passages(path), _example, where)


def _example(record: Record) -> AskExample:
    for other, name in (("evidences", "2WikiMultihopQA"), ("paragraphs", "MuSiQue")):
        if other in record.values:
            record.fail(f"HotpotQA's questions have no {other!r}; this one is of {name}")
    return AskExample(
        record.text("_id" if "_id" in record.values else "id"),
        record.text("question"),
        (record.text("answer"),),
        kind=str(record.values.get("type", "")),
        gold_passages=record.texts("gold_ids") or supporting(record),
        passages=record.passages,
    )
