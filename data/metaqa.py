"""MetaQA: questions about films over one to three hops (Zhang et al., AAAI 2018)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kgqa.data.example import AskExample
from kgqa.data.lines import numbered_lines
from kgqa.errors import InputError

_TOPIC = re.compile(r"\[([^\[\]]+)\]")


def read_metaqa(path: Path | str) -> Iterator[AskExample]:
    """Every question of a ``qa_*.txt``: "what films did [Tom Cullen] act in", a tab, "Weekend|...".

    The brackets are taken off the question and the entity in them is in ``entities``. ``kind`` and ``hops``
    come from ``*_qtype.txt`` beside the file, line by line ("actor_to_movie_to_year" is two hops), where
    there is one. The id is the file's name and the line. Raises InputError with file and line.
    """
    path = Path(path)
    kinds = _kinds(path)
    for number, line in numbered_lines(path):
        question, tab, answers = line.partition("\t")
        topics = tuple(_TOPIC.findall(question))
        values = tuple(dict.fromkeys(value for value in answers.split("|") if value.strip()))
        if not (tab and topics and values):
            raise InputError(
                f"{path}:{number}: a line is a question with a [topic entity], a tab, and answers with | "
                f"between them, not {line!r:.200}"
            )
        kind = kinds.get(number, "")
        if kinds and not kind:
            raise InputError(f"{path}:{number}: {_kind_file(path).name} has no line {number}")
        yield AskExample(
            f"{path.stem}-{number}",
            _TOPIC.sub(r"\1", question).strip(),
            values,
            topics,
            kind.count("_to_") or None,
            kind,
        )


def _kind_file(path: Path) -> Path:
    # The paraphrases of ntm_qa_dev.txt have no file of their own: they stand in the order of qa_dev.txt.
    return path.with_name(f"{path.stem.removeprefix('ntm_')}_qtype.txt")


def _kinds(path: Path) -> dict[int, str]:
    beside = _kind_file(path)
    return {number: line.strip() for number, line in numbered_lines(beside)} if beside.exists() else {}
