"""What an evaluation is asked to do: all of it is saved beside what it found."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from kgqa.errors import InputError
from kgqa.pipelines.ask import MIN_SCORE, TOP_K
from kgqa.reader.checkpoint import DEFAULT_READER
from kgqa.retriever.path_scorer import DEFAULT_SCORER

Entities = Literal["both", "linked", "given"]

PARTS = ("facts", "passages", "paths", "linker", "second")
"""What ``without`` can take away."""


@dataclass(frozen=True, slots=True)
class EvaluationSettings:
    """One evaluation.

    ``questions``: files that are asked in one run; with more than one, ids get their file's name before them.
    ``where``: (field, value) pairs that choose records of the file. ``entities``: end to end, with the gold
    entities given, or a row of each. ``without``: each gives a row ("facts+paths" one without both).
    ``baselines``: names out of ``kgqa.pipelines.evaluation.baselines.registry``; ``train`` is the file of
    questions that some of them learn from. ``hops``: longest path, 0 for the longest there is.
    ``top_k``: passages to read, and twice as many paths. ``min_score``: an answer below it is an abstention.
    ``seed``: of the intervals.
    ``encoder``: of the passages, "" for the one that the knowledge base was built with; ``rerank``: the re-ranker, ""
    for none. ``paths``: the path scorer, "" for the knowledge base's own. Raises InputError where one breaks its rule.
    """

    benchmark: str
    questions: tuple[str, ...]
    kb: str = ""
    limit: int = 0
    where: tuple[tuple[str, str], ...] = ()
    entities: Entities = "both"
    without: tuple[str, ...] = ()
    baselines: tuple[str, ...] = ()
    only_baselines: bool = False
    train: str = ""
    ontology: str = ""
    reader: str = DEFAULT_READER
    paths: str = DEFAULT_SCORER
    encoder: str = ""
    rerank: str = ""
    hops: int = 0
    top_k: int = TOP_K
    min_score: float = MIN_SCORE
    device: str = "auto"
    seed: int = 0

    def __post_init__(self) -> None:
        if not self.questions:
            raise InputError("an evaluation needs a file of questions; none was given")
        if len({Path(file).resolve() for file in self.questions}) < len(self.questions):
            raise InputError(f"a file of questions is named twice: {', '.join(self.questions)}")
        if len(dict(self.where)) < len(self.where):
            raise InputError(f"where takes each field once, found {', '.join('='.join(pair) for pair in self.where)}")
        if self.limit < 0:
            raise InputError(f"limit must be 0 (all) or more, found {self.limit}")
        if not 0 <= self.hops <= 3:
            raise InputError(f"hops must be 0 (the longest there is), 1, 2 or 3, found {self.hops}")
        if not 1 <= self.top_k <= 1000:
            raise InputError(f"top_k must be from 1 to 1000, found {self.top_k}")
        if self.seed < 0:
            raise InputError(f"seed must be 0 or more, found {self.seed}")
        if not 0 <= self.min_score <= 1:
            raise InputError(f"min_score must be from 0 to 1, found {self.min_score}")
        if self.entities not in ("both", "linked", "given"):
            raise InputError(f"entities must be both, linked or given, found {self.entities!r}")
        for parts in self.without:
            for part in parts.split("+"):
                if part not in PARTS:
                    raise InputError(f"without takes {', '.join(PARTS)}, or some joined by +; found {parts!r}")
        if self.only_baselines and not self.baselines:
            raise InputError("only_baselines needs baselines; none is named")

    def record(self) -> dict[str, Any]:
        """The settings as plain values, tuples as lists, as a report shows them."""
        record = asdict(self)
        record["where"] = [f"{field}={value}" for field, value in self.where]
        record["questions"] = self.questions[0] if len(self.questions) == 1 else self.questions
        return {key: list(value) if isinstance(value, tuple) else value for key, value in record.items()}
