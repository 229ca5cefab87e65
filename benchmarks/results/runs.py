"""The evaluations that are published: each is one call of ``kgqa.pipelines.evaluate``."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.halves import half_of
from benchmarks.path_data.graphs import pathquestion_examples
from benchmarks.splits import metaqa_parts, pathquestion_parts
from kgqa.pipelines.adapt import train_scorer
from kgqa.pipelines.evaluation.prepare import prepare
from kgqa.pipelines.progress import Progress
from kgqa.retriever.path_examples import write_examples
from kgqa.retriever.path_scorer import DEFAULT_SCORER
from kgqa.retriever.path_training import PathSettings

READERS = ("bm25", "dense", "fusion", "titles")
WALKS = ("graph", "strings")
METAQA_QUESTIONS = 1000
PATHS_3H = 1000
TRAINED_PATHS = PathSettings(epochs=2, learning_rate=1e-4)
"""How a path scorer learns from PathQuestion's training part."""


@dataclass(frozen=True, slots=True)
class Run:
    """One evaluation. ``note``: what a reader of its table must know beforehand."""

    name: str
    title: str
    benchmark: str
    note: str
    options: dict[str, Any]
    questions: tuple[Path, ...]
    kb: tuple[str, Path, bool] | None = field(default=None)
    """Name of the knowledge base, what it is prepared from, and whether with the gold evidence."""
    scorer: tuple[Path, Path] | None = field(default=None)
    """The folder of a path scorer of its own, and the file of questions that it learns from."""


def all_runs(data: Path, work: Path) -> Iterator[Run]:
    """Every run, the cheap ones first."""
    yield from _linking(data)
    yield from _extraction(data, work)
    yield Run(
        "squad2-dev",
        "Reading: half of SQuAD 2.0's dev set",
        "squad",
        "The reader alone. These questions chose between its training stages, and some of them fitted its "
        "probabilities.",
        {"baselines": ("abstain",)},
        (data / "squad/squad2_dev_cs224n.json",),
    )
    yield from _pathquestion(data)
    yield from _pathquestion_trained(data, work)
    yield from _metaqa(data, work)
    yield from _texts(data, work)
    yield Run(
        "metaqa-all",
        "MetaQA, all 39,138 dev questions, over the graph alone",
        "metaqa",
        "The three files in one run, up to three hops for all of them, without the reader.",
        {"baselines": ("graph",), "only_baselines": True},
        tuple(data / f"metaqa/{hops}-hop/qa_dev.txt" for hops in (1, 2, 3)),
        ("metaqa.kb", data / "metaqa", False),
    )


def knowledge_base(run: Run, work: Path, progress: Progress) -> Path | None:
    """The run's knowledge base, made where it is not there yet."""
    if run.kb is None:
        return None
    name, source, evidence = run.kb
    path = work / name
    if not path.exists():
        prepare(run.benchmark, source, path, evidence=evidence, progress=progress)
    return path


def trained_scorer(run: Run, progress: Progress) -> Path | None:
    """The run's own path scorer, trained where it is not there yet."""
    if run.scorer is None:
        return None
    folder, questions = run.scorer
    if not (folder / "paths.json").exists():
        train_scorer([questions], folder, init=DEFAULT_SCORER, settings=TRAINED_PATHS, progress=progress)
    return folder


def _linking(data: Path) -> Iterator[Run]:
    folder = data / "entity_linking_elevant"
    for name in ("kore50", "spotlight", "oke-2015-train", "oke-2016-train"):
        yield Run(
            f"linking-{name}",
            f"Linking in texts: {name}",
            "elevant",
            "Over the 893 gold names of all four sets, each other's only distractors: far fewer than a real graph has. "
            "The linker of texts is not trained on any of these; errors on OKE 2016 (which holds most of OKE 2015) and "
            "Spotlight were looked at to choose its rules.",
            {},
            (folder / f"{name}.benchmark.jsonl",),
            ("elevant.kb", folder, False),
        )


def _extraction(data: Path, work: Path) -> Iterator[Run]:
    folder = data / "text2kgbench/dbpedia_webnlg"
    for test in sorted((folder / "test").glob("*_test.jsonl")):
        name = test.stem.removesuffix("_test")
        train = folder / "train" / f"{name}_train.jsonl"
        (ontology,) = (folder / "ontologies").glob(f"{name.removeprefix('ont_')}_ontology.json")
        yield Run(
            f"text2kgbench-{name}",
            f"Extraction: Text2KGBench, {name}",
            "text2kgbench",
            "Names called as the graph calls them, and as the text writes them; a baseline beside.",
            {"baselines": ("memorised",), "train": str(train), "ontology": str(ontology)},
            (test,),
        )


def _pathquestion(data: Path) -> Iterator[Run]:
    for hops, limit in ((2, 0), (3, PATHS_3H)):
        yield Run(
            f"pathquestion-{hops}",
            f"PathQuestion, {hops} hops" + (f", the first {limit:,} questions" if limit else ""),
            "pathquestion",
            "Nothing in kgqa was trained on this graph or its questions.",
            {"baselines": WALKS, "limit": limit},
            (data / f"pathquestion/PQ-{hops}H.txt",),
            (f"pathquestion-{hops}.kb", data / f"pathquestion/{hops}H-kb.txt", False),
        )


def _pathquestion_trained(data: Path, work: Path) -> Iterator[Run]:
    questions = pathquestion_files(data, work)
    for hops in (2, 3):
        yield Run(
            f"pathquestion-trained-{hops}",
            f"PathQuestion, {hops} hops: topic entities left out of training",
            "pathquestion",
            "The path scorer learnt from the questions about the other four fifths of the topic entities, with their "
            "chains, on the same graph; the reader from none of them.",
            {"baselines": WALKS, "paths": str(work / "pathquestion-paths")},
            (work / f"PQ-{hops}H-chosen.txt",),
            (f"pathquestion-{hops}.kb", data / f"pathquestion/{hops}H-kb.txt", False),
            (work / "pathquestion-paths", questions),
        )


def _metaqa(data: Path, work: Path) -> Iterator[Run]:
    for hops in (1, 2, 3):
        questions, train = metaqa_files(data, work, hops)
        yield Run(
            f"metaqa-{hops}",
            f"MetaQA, {hops} hop{'s' if hops > 1 else ''}: 1,000 questions of templates left out of training",
            "metaqa",
            "The reader and the row 'templates' learnt from the other four fifths of the question templates, on the "
            "same graph: this is not a graph never seen.",
            {"baselines": (*WALKS, "templates"), "train": str(train), "hops": max(2, hops)},
            (questions,),
            ("metaqa.kb", data / "metaqa", False),
        )


def _texts(data: Path, work: Path) -> Iterator[Run]:
    wiki = data / "2wikimultihopqa"
    train = work / "2wiki-train500.jsonl"
    if not train.exists():
        lines = (wiki / "questions.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
        train.write_text("".join(line for line in lines if '"split": "train500"' in line), encoding="utf-8")
    yield Run(
        "2wiki-oracle",
        "2WikiMultihopQA dev500, texts and oracle graph",
        "2wikimultihopqa",
        "The graph is the gold evidence of all questions of the file, among others: an oracle, never to be compared "
        "with published retrieval. Rows without facts and paths, and those that only read, are from text alone.",
        {
            "where": (("split", "dev500"),),
            "without": ("facts", "passages", "paths", "linker", "second", "facts+paths+second"),
            "baselines": (*READERS, *WALKS, "templates"),
            "train": str(train),
        },
        (wiki / "questions.jsonl",),
        ("2wiki.kb", wiki, True),
    )
    yield Run(
        "2wiki-text",
        "2WikiMultihopQA dev500, text alone",
        "2wikimultihopqa",
        "The 12,003 passages and no graph. What stands in no one passage is read fact by fact (the second look). The "
        "reader and the path scorer learnt from the 500 questions set aside for training.",
        {"where": (("split", "dev500"),), "without": ("second",), "baselines": READERS},
        (wiki / "questions.jsonl",),
        ("2wiki-text.kb", wiki, False),
    )
    questions = work / "hotpotqa-odd.jsonl"
    lines = (data / "hotpotqa/questions.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    work.mkdir(parents=True, exist_ok=True)
    questions.write_text("".join(line for line in lines if half_of(json.loads(line)["id"]) == 1), encoding="utf-8")
    yield Run(
        "hotpotqa",
        "HotpotQA, questions with complete gold passages, text alone",
        "hotpotqa",
        "No graph. The half of the questions, by a hash of their ids, that nothing learnt from.",
        {"where": (("gold_complete", "true"),), "without": ("second",), "baselines": READERS},
        (questions,),
        ("hotpotqa.kb", data / "hotpotqa", False),
    )


def metaqa_files(data: Path, work: Path, hops: int) -> tuple[Path, Path]:
    """A seeded sample of the templates left out, and all of the others, in MetaQA's own layout."""
    names = (f"metaqa-{hops}-chosen", f"metaqa-{hops}-train")
    choosing, training = metaqa_parts(data, hops)
    chosen = random.Random(hops).sample(choosing, min(METAQA_QUESTIONS, len(choosing)))
    for name, lines in zip(names, (chosen, training), strict=True):
        work.mkdir(parents=True, exist_ok=True)
        (work / f"{name}.txt").write_text("".join(f"{line}\n" for line, _ in lines), encoding="utf-8")
        (work / f"{name}_qtype.txt").write_text("".join(f"{kind}\n" for _, kind in lines), encoding="utf-8")
    return work / f"{names[0]}.txt", work / f"{names[1]}.txt"


def pathquestion_files(data: Path, work: Path) -> Path:
    """Writes the questions that are left out, in PathQuestion's own layout, and all others as a path scorer's
    training file, which is returned."""
    work.mkdir(parents=True, exist_ok=True)
    train = work / "pathquestion-train.jsonl"
    if train.exists():  # written last
        return train
    examples = []
    for hops in (2, 3):
        for part, lines in zip(("chosen", "train"), pathquestion_parts(data, hops), strict=True):
            (work / f"PQ-{hops}H-{part}.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        kb = data / f"pathquestion/{hops}H-kb.txt"
        examples += pathquestion_examples(work / f"PQ-{hops}H-train.txt", kb, random.Random(hops))
    write_examples(examples, train)
    return train
