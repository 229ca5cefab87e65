"""Extraction: the facts that a text states, against gold triples and an ontology."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kgqa.data.example import ExtractionExample
from kgqa.data.ontology import Ontology, read_ontology
from kgqa.errors import InputError
from kgqa.extract.document import Span
from kgqa.pipelines.evaluation.baselines.memorised import MemorisedExtractor
from kgqa.pipelines.evaluation.judged import Judged
from kgqa.pipelines.evaluation.summary import Row
from kgqa.pipelines.evaluation.tasks.task import Job, Outcome, run_row
from kgqa.pipelines.evaluation.triples import judge
from kgqa.types import Triple

if TYPE_CHECKING:
    from kgqa.extract.relations.extractor import RelationExtractor

Facts = tuple[tuple[Triple, ...], tuple[tuple[int, str, int], ...]]
"""Facts by names, and by the indexes of the entities where these are given."""

Extract = Callable[[Sequence[ExtractionExample]], Sequence[Facts]]

_WIKIDATA = re.compile(r"P\d+")


def run(job: Job) -> Outcome:
    """kgqa's extractor, unless only baselines are asked for, and the baselines.

    With an ontology (text2kgbench) the extractor finds the arguments itself: a row calls them as the ontology's graph
    does where that is known, another as the text does. Where mentions are given (redocred) it finds relations between
    them.
    """
    settings = job.settings
    for name in settings.baselines:
        if name != "memorised":
            raise InputError(f"no baseline {name!r} for extraction; there is: memorised")
    if settings.without:
        raise InputError("an extraction benchmark has no ablations yet")
    if settings.baselines and not settings.train:
        raise InputError("the baseline 'memorised' needs a file to learn from (train)")
    ontology = read_ontology(settings.ontology) if settings.ontology else None
    rows = [] if settings.only_baselines else _own(job, ontology)
    warnings: tuple[str, ...] = ()
    if settings.baselines:
        extractor = MemorisedExtractor(list(job.benchmark.read(Path(settings.train), None)))
        known = {example.text for example in job.benchmark.read(Path(settings.train), None)}
        both = sum(example.text in known for example in job.examples())
        if both:
            warnings = (f"{both} of {job.total} texts stand in {settings.train} too, which the baseline learns from",)
        rows.append(
            run_row(
                job,
                "memorised",
                "",
                Extraction(lambda each: _named(extractor.extract([e.text for e in each])), ontology),
            )
        )
    return Outcome(tuple(rows), warnings)


def _own(job: Job, ontology: Ontology | None) -> list[Row]:
    from kgqa.extract.relations.checkpoint import load_extractor
    from kgqa.extract.relations.extractor import RelationExtractor

    if any(example.mentions for example in job.examples()):
        model = load_extractor()
        schema = [each for each in model.schema if _WIKIDATA.fullmatch(each.id)]
        given = Given(RelationExtractor(model, schema))
        return [run_row(job, "kgqa", "given", Extraction(given, ontology))]
    if ontology is None:
        raise InputError(
            f"on {job.settings.benchmark} kgqa extracts the facts of an ontology: name its file (ontology), or ask for "
            "baselines alone (only_baselines)"
        )
    extractor = RelationExtractor(load_extractor())
    guide = ontology

    def known(examples: Sequence[ExtractionExample]) -> list[Facts]:
        return _named(extractor.extract_sentences([example.text for example in examples], guide))

    def written(examples: Sequence[ExtractionExample]) -> list[Facts]:
        return _named(extractor.extract_sentences([example.text for example in examples], guide, names="written"))

    return [
        run_row(job, "kgqa", "", Extraction(known, ontology)),
        run_row(job, "kgqa, names as written", "", Extraction(written, ontology)),
    ]


def _named(found: Sequence[tuple[Triple, ...]]) -> list[Facts]:
    return [(triples, ()) for triples in found]


@dataclass(frozen=True, slots=True)
class Given:
    """Facts between the mentions that the data set gives, by the names it gives."""

    extractor: RelationExtractor

    def __call__(self, examples: Sequence[ExtractionExample]) -> list[Facts]:
        spans = [[[Span(m.start, m.end) for m in each] for each in example.mentions] for example in examples]
        found = self.extractor.given([example.text for example in examples], spans)
        return [
            (
                tuple(
                    dict.fromkeys(
                        Triple(example.mentions[head][0].text, relation, example.mentions[tail][0].text)
                        for head, relation, tail, _ in facts
                    )
                ),
                tuple(dict.fromkeys((head, relation, tail) for head, relation, tail, _ in facts)),
            )
            for example, facts in zip(examples, found, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Extraction:
    """Judges what is extracted from some texts together, and one by one where that raises."""

    extract: Extract
    ontology: Ontology | None

    def __call__(self, examples: list[ExtractionExample]) -> list[Judged]:
        begin = time.perf_counter()
        try:
            found = self.extract(examples)
        except Exception as error:
            if len(examples) > 1:
                return [judged for example in examples for judged in self([example])]
            return [judge(examples[0], (), self.ontology, error=f"{type(error).__name__}: {error}")]
        seconds = (time.perf_counter() - begin) / len(examples)
        return [
            judge(example, triples, self.ontology, indexes=indexes, seconds=seconds)
            for example, (triples, indexes) in zip(examples, found, strict=True)
        ]
