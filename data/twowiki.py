"""2WikiMultihopQA (Ho et al., COLING 2020), one question a line with its gold passages by id."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kgqa.data.example import AskExample
from kgqa.data.lines import json_lines
from kgqa.errors import InputError


def read_2wiki(path: Path | str, split: str | None = None) -> Iterator[AskExample]:
    """Every question of a ``questions.jsonl``, or those of one ``split``.

    ``entities`` are the heads of the evidence triples that the question names. Raises InputError with file
    and line, and with the splits that there are where there is none of this name.
    """
    path = Path(path)
    splits: set[str] = set()
    found = False
    for number, record in json_lines(path):
        here = str(record.get("split", ""))
        splits.add(here)
        if split is None or here == split:
            found = True
            yield _example(f"{path}:{number}", record)
    if split is not None and not found:
        raise InputError(f"{path}: no question is of the split {split!r}; there are {sorted(splits)}")


def _example(where: str, record: dict[str, Any]) -> AskExample:
    for name in ("id", "question", "answer"):
        if not isinstance(record.get(name), str) or not record[name].strip():
            raise InputError(f"{where}: a question needs text under {name!r}, and has {record.get(name)!r:.80}")
    question = record["question"].strip()
    heads = (str(triple[0]) for triple in record.get("evidences") or ())
    return AskExample(
        record["id"],
        question,
        (record["answer"],),
        tuple(dict.fromkeys(head for head in heads if head in question)),
        None,
        str(record.get("type", "")),
        True,
        tuple(str(passage) for passage in record.get("gold_ids") or ()),
    )
