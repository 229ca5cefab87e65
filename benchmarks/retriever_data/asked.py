"""Questions with the passages that are right for them, by data set, each set with the passages to be told apart.

Nothing comes from a question that is for choosing or reporting: of hotpotqa one half by hash of the question's id is
taken (see benchmarks/retrieval.py), of 2wikimultihopqa the 500 questions that are set aside for training.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks.retrieval import examples as asked_over
from kgqa.data.example import ReadingExample
from kgqa.data.squad import read_squad
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.kg.formats.passages import read_passages
from kgqa.types import Passage

A_SENTENCE = 4
"""Questions of QAMR taken of one sentence; there are some forty."""

BESIDE, NEAREST = 3, 8
"""Sentences put around an answering one, at most, and how many of the nearest they are drawn from."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the rows of the passages that are right for it, and what other passages must not hold to be wrong."""

    question: str
    right: tuple[int, ...]
    answers: tuple[str, ...] = ()
    hops: tuple[tuple[int, int], ...] = ()
    """(row, row): of two right passages the first names what the second is about."""


@dataclass(frozen=True, slots=True)
class Source:
    """A data set: its passages and its questions."""

    name: str
    passages: list[Passage]
    asked: list[Asked] = field(default_factory=list)

    @property
    def several(self) -> bool:
        """Whether its questions are of several hops."""
        return any(len(each.right) > 1 for each in self.asked)


def sources(data: Path, encoder: SentenceEncoder, rng: random.Random) -> list[Source]:
    """All of them."""
    return [
        _paragraphs("squad", read_squad(data / "squad" / "squad1_train_subset_4k.json"), titled=False),
        _paragraphs("nq", read_squad(data / "nq_open_oracle" / "nq_open_oracle_squad_style.json"), titled=True),
        _paragraphs(
            "qamr",
            (e for name in ("dev", "test") for e in read_squad(data / "qamr" / f"qamr_{name}_squad_style.json")),
            titled=False,
            most=A_SENTENCE,
            rng=rng,
        ),
        _sentences(data / "squad" / "reqa_squad_train.json", encoder, rng),
        *(_several_hops(name, data, part) for name, part in (("hotpotqa", "even"), ("2wikimultihopqa", "train500"))),
    ]


def _paragraphs(
    name: str, examples: Iterable[ReadingExample], *, titled: bool, most: int = 0, rng: random.Random | None = None
) -> Source:
    """Each context a passage; of one with many questions ``most``, those that name something before others."""
    by_context: dict[str, list[ReadingExample]] = defaultdict(list)
    for example in examples:
        by_context[example.context].append(example)
    passages, asked = [], []
    for row, (context, own) in enumerate(by_context.items()):
        passages.append(Passage(f"{name}-{row:06}", name, own[0].title if titled else "", context))
        if most and rng is not None:
            own = sorted(rng.sample(own, len(own)), key=lambda e: -_names(e.question))[:most]
        asked += [Asked(e.question, (row,), tuple(answer.text for answer in e.answers)) for e in own]
    return Source(name, passages, asked)


def _names(question: str) -> bool:
    """Whether a word beyond the first begins in upper case."""
    return any(word[:1].isupper() for word in question.split()[1:])


def _sentences(path: Path, encoder: SentenceEncoder, rng: random.Random) -> Source:
    """Questions with an answering sentence; half of the sentences stand among some of their nearest others."""
    found = json.loads(path.read_text(encoding="utf-8"))
    pairs = list(zip(found["questions"], found["answers"], strict=True))
    sentences = sorted({sentence for _, sentence in pairs})
    vectors = encoder.encode(sentences)
    texts = []
    for row, sentence in enumerate(sentences):
        others: list[str] = []
        if rng.random() < 0.5:
            near = np.argsort(-(vectors @ vectors[row]), kind="stable")[: NEAREST + 1]
            others = rng.sample([sentences[i] for i in near if i != row], rng.randint(1, BESIDE))
        at = rng.randint(0, len(others))
        texts.append(" ".join([*others[:at], sentence, *others[at:]]))
    row_of = {sentence: row for row, sentence in enumerate(sentences)}
    passages = [Passage(f"reqa-{row:06}", "reqa", "", text) for row, text in enumerate(texts)]
    return Source("reqa", passages, [Asked(question, (row_of[s],), (s,)) for question, s in pairs])


def _several_hops(name: str, data: Path, part: str) -> Source:
    passages = sorted(read_passages(data / name / "corpus.jsonl"), key=lambda passage: passage.id)
    row_of = {passage.id: row for row, passage in enumerate(passages)}
    asked = []
    for example in asked_over(name, data, part):
        right = tuple(row_of[id] for id in example.gold_passages)
        asked.append(Asked(example.question, right, (), _hops(right, passages)))
    return Source(name, passages, asked)


def _hops(right: Sequence[int], passages: Sequence[Passage]) -> tuple[tuple[int, int], ...]:
    """Pairs of right passages of which one names the other by its title."""
    bare = {row: passages[row].title.partition(" (")[0] for row in right}
    return tuple((a, b) for a in right for b in right if a != b and bare[b] and bare[b] in passages[a].text)
