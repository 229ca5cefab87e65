"""People's questions to learn from, and passages to write questions about."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.halves import half_of
from benchmarks.reader_data.written.rows import Asked
from kgqa.data.example import ReadingExample
from kgqa.data.squad import read_squad

WEIGHTS = {"squad": 4.0, "qamr": 0.5, "search": 3.0}
"""How often an epoch a question of each style is learned from."""

_SENTENCE_END = re.compile(r"[.!?][\"')\]]*\s+(?=[A-Z\"(\[])")
_LEAST_WORDS = 25


def learned(data: Path, marked: Sequence[ReadingExample], rng: random.Random) -> list[Asked]:
    """Questions of SQuAD, QAMR and NQ-Open over the sentences around their answers, and ``marked``: ReQA's, over the
    sentences in which a reader found the answer."""
    made = [_around(example, "squad", rng) for example in read_squad(data / "squad/squad1_train_subset_4k.json")]
    for part in ("dev", "test"):
        examples = read_squad(data / f"qamr/qamr_{part}_squad_style.json")
        made += [_whole(e, "qamr") for e in examples if e.answers and _in_place(e)]
    search = read_squad(data / "nq_open_oracle/nq_open_oracle_squad_style.json")
    made += [_around(example, "search", rng) for example in search]
    return made + [_whole(example, "squad") for example in marked if example.answers]


def to_write_about(data: Path, paired: Path) -> Iterator[tuple[str, int, bool]]:
    """Passages of training parts, each once: text, words a question, whether it answers searches.

    ``paired``: ReQA's sentences among their neighbours (benchmarks/reader_data/pseudo.py).
    """
    seen: set[str] = set()
    for text, words, searched in _all(data, paired):
        if len(text.split()) >= _LEAST_WORDS and text not in seen:
            seen.add(text)
            yield text, words, searched


def _all(data: Path, paired: Path) -> Iterator[tuple[str, int, bool]]:
    for example in read_squad(data / "squad/squad1_train_subset_4k.json"):
        yield example.context, 12, False
    for example in read_squad(data / "nq_open_oracle/nq_open_oracle_squad_style.json"):
        yield example.context, 22, True
    for example in read_squad(paired):
        yield example.context, 40, False
    for text in _given(data / "hotpotqa", lambda row: half_of(row["id"]) == 0):
        yield text, 22, False
    for text in _given(data / "2wikimultihopqa", lambda row: row["split"] == "train500"):
        yield text, 25, False


def _given(folder: Path, trains: Callable[[dict[str, str]], bool]) -> list[str]:
    """Texts that training questions were given and no other question was."""
    rows = [json.loads(line) for line in (folder / "questions.jsonl").open(encoding="utf-8")]
    texts = {row["id"]: row["text"] for row in map(json.loads, (folder / "corpus.jsonl").open(encoding="utf-8"))}
    own = {each for row in rows if trains(row) for each in row["context_ids"]}
    others = {each for row in rows if not trains(row) for each in row["context_ids"]}
    return [texts[each] for each in sorted(own - others)]


def _around(example: ReadingExample, style: str, rng: random.Random) -> Asked:
    """The sentence of the answer and up to two on each side."""
    text, answer = example.context, example.answers[0]
    cuts = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    first = max(i for i, cut in enumerate(cuts) if cut <= answer.start)
    last = next(i for i, cut in enumerate(cuts) if cut >= answer.end)
    low = cuts[max(0, first - rng.choice((0, 1, 1, 2)))]
    high = cuts[min(len(cuts) - 1, last + rng.choice((0, 1, 1, 2)))]
    return Asked(text[low:high], answer.start - low, answer.end - low, style, example.question)


def _whole(example: ReadingExample, style: str) -> Asked:
    answer = example.answers[0]
    return Asked(example.context, answer.start, answer.end, style, example.question)


def _in_place(example: ReadingExample) -> bool:
    answer = example.answers[0]
    return example.context[answer.start : answer.end] == answer.text
