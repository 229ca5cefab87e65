"""Training questions for a path scorer as lines of JSON.

``{"question": "who directed the films of it", "right": [["starred actors", true], ["directed by", false]],
"wrong": [...], "graph": "films"}``: "it" stands for the entity, each step is a relation's label and whether it is
walked from tail to head.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgqa.errors import InputError, reason_of

MAX_HOPS = 3

Steps = tuple[tuple[str, bool], ...]
"""(label, inverse) of each hop of a chain."""


@dataclass(frozen=True, slots=True)
class PathExample:
    """A question with "it" for the entity that it starts from, its right chain and wrong ones of the same entity.

    Chains are compared only with those of the same ``graph``: two graphs may say one thing in two ways.
    """

    question: str
    right: Steps
    wrong: tuple[Steps, ...] = ()
    graph: str = ""


def write_examples(examples: Iterable[PathExample], path: Path) -> None:
    """One line an example."""
    with path.open("w", encoding="utf-8") as file:
        for example in examples:
            row = {"question": example.question, "right": example.right, "wrong": example.wrong, "graph": example.graph}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_examples(path: Path) -> Iterator[PathExample]:
    """The examples of a file. Raises InputError with file and line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # a name may hold other line ends
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: can't be read: {reason_of(error)}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            question, right = row["question"], _steps(row["right"])
            wrong = tuple(_steps(chain) for chain in row.get("wrong", ()))
            graph = row.get("graph", "")
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise InputError(f"{path}:{number}: {error!r}; a line is {_LAYOUT}") from None
        if not isinstance(question, str) or not question.strip() or not isinstance(graph, str):
            raise InputError(f"{path}:{number}: the question or graph is no text; a line is {_LAYOUT}")
        yield PathExample(question, right, wrong, graph)


_LAYOUT = '{"question": "... it ...", "right": [["label", false], ...], "wrong": [[...], ...]}'


def _steps(chain: Any) -> Steps:
    steps = tuple((label, inverse) for label, inverse in chain)
    if not all(isinstance(label, str) and label.strip() and isinstance(inverse, bool) for label, inverse in steps):
        raise ValueError(f"a step is a label and true or false, not {chain!r:.100}")
    if not 1 <= len(steps) <= MAX_HOPS:
        raise ValueError(f"a chain has 1 to {MAX_HOPS} steps, not {len(steps)}")
    return steps
