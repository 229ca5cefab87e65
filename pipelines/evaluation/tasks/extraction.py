"""Extraction: the facts that a text states, against gold triples and an ontology."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgqa.data.example import ExtractionExample
from kgqa.data.ontology import Ontology, read_ontology
from kgqa.errors import InputError
from kgqa.pipelines.evaluation.baselines.memorised import MemorisedExtractor
from kgqa.pipelines.evaluation.judged import Judged
from kgqa.pipelines.evaluation.tasks.task import Job, Outcome, run_row
from kgqa.pipelines.evaluation.triples import judge
from kgqa.types import Triple

Extract = Callable[[Sequence[str]], Sequence[tuple[Triple, ...]]]


def run(job: Job) -> Outcome:
    """The baselines: kgqa itself does not build graphs from texts yet."""
    settings = job.settings
    if not settings.baselines:
        raise InputError(
            f"kgqa does not extract facts from texts yet: on {settings.benchmark} it can score the predictions of "
            "others (kgqa score), or ask a baseline (memorised, with a file to learn from: train)"
        )
    for name in settings.baselines:
        if name != "memorised":
            raise InputError(f"no baseline {name!r} for extraction; there is: memorised")
    if settings.without:
        raise InputError("an extraction benchmark has no ablations yet")
    if not settings.train:
        raise InputError("the baseline 'memorised' needs a file to learn from (train)")
    ontology = read_ontology(settings.ontology) if settings.ontology else None
    extractor = MemorisedExtractor(list(job.benchmark.read(Path(settings.train), None)))
    known = {example.text for example in job.benchmark.read(Path(settings.train), None)}
    both = sum(example.text in known for example in job.examples())
    warning = f"{both} of {job.total} texts stand in {settings.train} too, which the baseline learns from"
    row = run_row(job, "memorised", "", _Extraction(extractor.extract, ontology))
    return Outcome((row,), (warning,) if both else ())


@dataclass(frozen=True, slots=True)
class _Extraction:
    extract: Extract
    ontology: Ontology | None

    def __call__(self, examples: list[ExtractionExample]) -> list[Judged]:
        begin = time.perf_counter()
        try:
            found = self.extract([example.text for example in examples])
        except Exception as error:
            if len(examples) > 1:
                return [judged for example in examples for judged in self([example])]
            return [judge(examples[0], (), self.ontology, error=f"{type(error).__name__}: {error}")]
        seconds = (time.perf_counter() - begin) / len(examples)
        pairs = zip(examples, found, strict=True)
        return [judge(example, triples, self.ontology, seconds=seconds) for example, triples in pairs]
