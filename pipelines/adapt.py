"""The jobs ``adapt`` and ``train paths``: a path scorer tuned on a graph alone, or on questions with their chains."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kgqa.encoders.bases import DEFAULT_BASE
from kgqa.errors import InputError
from kgqa.kg.folder import GRAPH, open_folder
from kgqa.kg.graph import Graph
from kgqa.pipelines.progress import Progress, silent
from kgqa.retriever.adaptation import graph_questions
from kgqa.retriever.path_examples import PathExample, read_examples
from kgqa.retriever.path_scorer import DEFAULT_SCORER, PathCheckpoint, load_scorer, new_scorer, save_scorer
from kgqa.retriever.path_training import PathSettings, train_paths

COUNT = 4000
ADAPTING = PathSettings(learning_rate=5e-5)
"""Gentle: what the scorer knows of people's wordings is to stay."""


@dataclass(frozen=True, slots=True)
class Tuned:
    """What came of it: the folder, the number of questions and the steps made."""

    path: Path
    questions: int
    steps: int


def adapt(
    kb: str | Path,
    out: str | Path,
    *,
    scorer: str | Path = DEFAULT_SCORER,
    count: int = COUNT,
    settings: PathSettings = ADAPTING,
    progress: Progress = silent,
) -> Tuned:
    """Tunes a path scorer on questions that the graph of ``kb`` asks about itself, and writes it to ``out``.

    A stopped run goes on there. Raises InputError where the graph holds no triples.
    """
    if count < 1:
        raise InputError(f"count must be 1 or more, found {count}")
    graph = Graph.load(open_folder(kb).arrays(GRAPH))
    examples = graph_questions(graph, count, random.Random(settings.seed))
    return _tune(load_scorer(scorer), examples, Path(out), settings, {"init": str(scorer), "adapted": True}, progress)


def train_scorer(
    files: Sequence[str | Path],
    out: str | Path,
    *,
    base: str = DEFAULT_BASE,
    init: str | Path | None = None,
    settings: PathSettings = PathSettings(),  # noqa: B008  # frozen
    progress: Progress = silent,
) -> Tuned:
    """Trains a path scorer on files of questions with their chains (``kgqa.retriever.path_examples``).

    ``init``: the scorer to start from, else a fresh one on ``base``. A stopped run goes on in ``out``.
    """
    examples = [example for file in files for example in read_examples(Path(file))]
    start = load_scorer(init) if init else new_scorer(base, seed=settings.seed)
    training = {"init": Path(init).name if init else base, "files": [Path(file).name for file in files]}
    return _tune(start, examples, Path(out), settings, training, progress)


def _tune(
    start: PathCheckpoint,
    examples: Sequence[PathExample],
    out: Path,
    settings: PathSettings,
    training: Mapping[str, object],
    progress: Progress,
) -> Tuned:
    steps = train_paths(
        start.model,
        start.tokenizer,
        examples,
        settings,
        state=out / "state",
        progress=lambda done, total, loss: progress("steps", done, total),
    )
    record = {**training, "questions": len(examples), "settings": asdict(settings)}
    save_scorer(PathCheckpoint(out.name, start.base, start.model, start.tokenizer, record), out)
    return Tuned(out, len(examples), steps)
