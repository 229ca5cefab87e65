"""The examples of an evaluation, out of one file or several."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from kgqa.errors import InputError
from kgqa.pipelines.evaluation.benchmarks import Benchmark
from kgqa.pipelines.evaluation.settings import EvaluationSettings


def examples_of(benchmark: Benchmark, settings: EvaluationSettings) -> Iterator[Any]:
    """Every example of the files in their order, read anew at each call, as many as the limit says."""
    where = dict(settings.where) or None
    if len(settings.questions) == 1:
        found = benchmark.read(Path(settings.questions[0]), where)
    else:
        names = labels(settings.questions)
        found = chain.from_iterable(
            (replace(example, id=f"{name}:{example.id}") for example in benchmark.read(Path(file), where))
            for name, file in zip(names, settings.questions, strict=True)
        )
    return islice(found, settings.limit) if settings.limit else found


def regular(file: str | Path) -> None:
    """Raises InputError for what is no ordinary file: one that comes through a pipe can't be read twice."""
    path = Path(file)
    if str(file) and path.exists() and not path.is_file() and not path.is_dir():
        raise InputError(f"{path}: must be an ordinary file, which can be read more than once; save it first")


def labels(files: tuple[str, ...]) -> list[str]:
    """What tells files apart: their paths below the folder that they have in common.

    >>> labels(("metaqa/1-hop/qa_dev.txt", "metaqa/2-hop/qa_dev.txt"))
    ['1-hop/qa_dev.txt', '2-hop/qa_dev.txt']
    """
    paths = [Path(file).absolute() for file in files]
    common = os.path.commonpath([path.parent for path in paths])
    return [path.relative_to(common).as_posix() for path in paths]
