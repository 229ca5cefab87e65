"""The splits that training and choosing use: MetaQA cut by question template, PathQuestion by topic entity."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class MetaQuestion:
    """A MetaQA question without its brackets, and what it is about."""

    question: str
    entity: str
    answers: tuple[str, ...]
    kind: str
    template: str


def metaqa_questions(data: Path, hops: int) -> list[MetaQuestion]:
    """All dev questions of a hop count, in the order of the file."""
    folder = data / "metaqa" / f"{hops}-hop"
    kinds = (folder / "qa_dev_qtype.txt").read_text("utf-8").splitlines()
    questions = []
    for line, kind in zip((folder / "qa_dev.txt").read_text("utf-8").splitlines(), kinds, strict=True):
        text, answers = line.split("\t")
        before, rest = text.split("[", 1)
        entity, after = rest.split("]", 1)
        plain = before + entity + after
        questions.append(MetaQuestion(plain, entity, tuple(answers.split("|")), kind, f"{before}[]{after}"))
    return questions


def metaqa_training_part(data: Path, hops: int) -> list[MetaQuestion]:
    """Four fifths of the templates: what may be trained on."""
    return [q for q in metaqa_questions(data, hops) if _fifth(q.template) != 0]


def metaqa_choosing_part(data: Path, hops: int) -> list[MetaQuestion]:
    """The other fifth of the templates: what is measured on. No template stands in both."""
    return [q for q in metaqa_questions(data, hops) if _fifth(q.template) == 0]


def metaqa_lines(data: Path, hops: int) -> list[tuple[str, str]]:
    """All dev questions of a hop count as (line of the file, kind of question)."""
    folder = data / "metaqa" / f"{hops}-hop"
    lines = (folder / "qa_dev.txt").read_text("utf-8").splitlines()
    kinds = (folder / "qa_dev_qtype.txt").read_text("utf-8").splitlines()
    return list(zip(lines, kinds, strict=True))


def metaqa_parts(data: Path, hops: int) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The same two parts, to choose on and to train on, as (line of the file, kind of question)."""
    pairs = metaqa_lines(data, hops)
    templates = [question.template for question in metaqa_questions(data, hops)]
    left_out = [pair for pair, template in zip(pairs, templates, strict=True) if _fifth(template) == 0]
    return left_out, [pair for pair, template in zip(pairs, templates, strict=True) if _fifth(template) != 0]


def pathquestion_parts(data: Path, hops: int) -> tuple[list[str], list[str]]:
    """PathQuestion's lines, to measure on and to train on: a fifth of the topic entities, and the others.

    A topic stands in one part alone, whatever the number of hops.
    """
    lines = (data / f"pathquestion/PQ-{hops}H.txt").read_text("utf-8").splitlines()
    topics = [line.split("\t")[2].split("#")[0] for line in lines]
    left_out = [line for line, topic in zip(lines, topics, strict=True) if _fifth(topic) == 0]
    return left_out, [line for line, topic in zip(lines, topics, strict=True) if _fifth(topic) != 0]


def _fifth(key: str) -> int:
    return hashlib.sha256(key.encode()).digest()[0] % 5
