"""How a reader holds under perturbation: scores before and after, kind by kind, on the same questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from kgqa.data.example import ReadingExample
from kgqa.data.metrics.answers import exact_match, token_f1
from kgqa.data.metrics.intervals import paired_bootstrap, wilson
from kgqa.data.squad import read_squad
from kgqa.encoders.precision import device_of
from kgqa.errors import InputError
from kgqa.pipelines.progress import Progress, silent
from kgqa.pipelines.robustness_result import Change, Followed, KindResult, Robustness
from kgqa.reader.checkpoint import Checkpoint, load_checkpoint
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.network.scoring import predict
from kgqa.reader.perturb.kinds import PERTURBATIONS, perturb

__all__ = ["Change", "Followed", "KindResult", "Robustness", "robustness"]

Metric = Callable[[str, Iterable[str]], float]

CHUNK = 64
"""Questions read between two calls of ``progress``."""


def robustness(
    reader: Checkpoint | str | Path,
    questions: Sequence[ReadingExample] | str | Path,
    *,
    kinds: Sequence[str] | None = None,
    limit: int = 0,
    seed: int = 0,
    device: str = "auto",
    progress: Progress = silent,
) -> Robustness:
    """Reads every answerable question as it is and under each kind of perturbation.

    ``reader``: a checkpoint, a shipped reader's name or a folder. ``questions``: examples, or a file in SQuAD's
    layout; the first ``limit`` answerable ones, 0 for all. ``kinds``: of
    :data:`kgqa.reader.perturb.kinds.PERTURBATIONS`, all where none is named. The span is forced: the reader never
    abstains here. A kind's scores before are over the very questions that it applies to, against their own
    gold answers, and after against the perturbed example's. Raises InputError where a kind is unknown or named
    twice, limit or seed is below 0, or no question is answerable.
    """
    names = list(PERTURBATIONS) if kinds is None else list(kinds)
    unknown = [name for name in names if name not in PERTURBATIONS]
    if unknown:
        raise InputError(f"no perturbation {unknown[0]!r}; there are: {', '.join(PERTURBATIONS)}")
    if not names or len(set(names)) < len(names):
        raise InputError(f"kinds must be one or more, each once, found {', '.join(names) or 'none'}")
    if limit < 0 or seed < 0:
        raise InputError(f"limit and seed must be 0 or more, found {limit} and {seed}")
    examples: Iterable[ReadingExample] = read_squad(questions) if isinstance(questions, str | Path) else questions
    asked = [example for example in examples if example.answers]
    asked = asked[:limit] if limit else asked
    if not asked:
        raise InputError("robustness needs answerable questions, and found none")
    checkpoint = reader if isinstance(reader, Checkpoint) else load_checkpoint(reader)
    read = _Reading(checkpoint, device, progress)
    before = read("as asked", asked)
    results = []
    for name in names:
        perturbed = [(row, perturb(name, example, seed=seed)) for row, example in enumerate(asked)]
        rows = [row for row, example in perturbed if example is not None]
        changed = [example for _, example in perturbed if example is not None]
        own = [asked[row] for row in rows]
        results.append(_result(name, own, [before[row] for row in rows], changed, read(name, changed), seed))
    return Robustness(
        checkpoint.name, len(asked), _mean(token_f1, asked, before), _mean(exact_match, asked, before), seed,
        tuple(results),
    )  # fmt: skip


class _Reading:
    def __init__(self, checkpoint: Checkpoint, device: str, progress: Progress) -> None:
        self._model = checkpoint.model.for_inference(device_of(device))
        self._builder = InputBuilder(checkpoint.tokenizer, checkpoint.limits)
        self._progress = progress

    def __call__(self, stage: str, examples: Sequence[ReadingExample]) -> list[str]:
        """The best span of each example, in order; batches are of fixed shape, so chunks change nothing."""
        said: list[str] = []
        for start in range(0, len(examples), CHUNK):
            said += [p.text for p in predict(self._model, self._builder, examples[start : start + CHUNK])]
            self._progress(stage, len(said), len(examples))
        return said


def _result(
    name: str,
    own: Sequence[ReadingExample],
    before: Sequence[str],
    changed: Sequence[ReadingExample],
    after: Sequence[str],
    seed: int,
) -> KindResult:
    if not own:
        return KindResult(name, 0, None, None, None, None)
    follows = PERTURBATIONS[name].follows
    return KindResult(
        name,
        len(own),
        _change(_each(token_f1, own, before), _each(token_f1, changed, after), seed),
        _change(_each(exact_match, own, before), _each(exact_match, changed, after), seed),
        None if follows else sum(a == b for a, b in zip(before, after, strict=True)) / len(own),
        _followed(own, before, changed, after) if follows else None,
    )


def _followed(
    own: Sequence[ReadingExample], before: Sequence[str], changed: Sequence[ReadingExample], after: Sequence[str]
) -> Followed:
    right = [i for i, value in enumerate(_each(exact_match, own, before)) if value]
    swapped = sum(_golds(exact_match, changed[i], after[i]) for i in right)
    kept = sum(_golds(exact_match, own[i], after[i]) for i in right)
    low, high = wilson(int(swapped), len(right))
    return Followed(len(right), int(swapped), int(kept), swapped / max(1, len(right)), low, high)


def _change(before: Sequence[float], after: Sequence[float], seed: int) -> Change:
    found = paired_bootstrap(after, before, seed=seed)
    return Change(sum(before) / len(before), sum(after) / len(after), found.mean, found.low, found.high, found.p)


def _golds(metric: Metric, example: ReadingExample, said: str) -> float:
    return metric(said, [answer.text for answer in example.answers])


def _each(metric: Metric, examples: Sequence[ReadingExample], said: Sequence[str]) -> list[float]:
    return [_golds(metric, example, text) for example, text in zip(examples, said, strict=True)]


def _mean(metric: Metric, examples: Sequence[ReadingExample], said: Sequence[str]) -> float:
    return sum(_each(metric, examples, said)) / len(examples)
