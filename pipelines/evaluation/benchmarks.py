"""The benchmarks by name: which reader takes their files and how their knowledge base is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgqa.data import (
    elevant,
    hotpotqa,
    jsonl_asks,
    metaqa,
    musique,
    pathquestion,
    redocred,
    squad,
    subgraphs,
    text2kgbench,
    twowiki,
)
from kgqa.data.card import Card
from kgqa.data.metrics.answers import multihop_f1, token_f1
from kgqa.errors import InputError

Where = Mapping[str, str] | None
WordScore = Callable[[str, Iterable[str]], float]
"""A prediction and the gold wordings to a score in [0, 1]."""

Read = Callable[[Path, Where], Iterator[Any]]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A data set that can be evaluated on.

    ``f1``: how the words of an answer out of text are scored. ``own_graph``: each question is asked over its own
    graph or passages, and a common knowledge base is not needed. ``prepared_from``: what ``--prepare`` looks for,
    "" where there is nothing to prepare.
    """

    card: Card
    read: Read
    f1: WordScore = token_f1
    own_graph: bool = False
    prepared_from: str = ""

    @property
    def as_set(self) -> bool:
        """Whether gold answers are a set to be found whole."""
        return self.card.answers == "all"


_ALL = (
    Benchmark(squad.CARD, squad.read_squad),
    Benchmark(metaqa.CARD, metaqa.read_metaqa, prepared_from="kb.txt"),
    Benchmark(pathquestion.CARD, pathquestion.read_pathquestion, prepared_from="one *-kb.txt, or a folder of them"),
    Benchmark(
        twowiki.CARD,
        twowiki.read_2wiki,
        multihop_f1,
        prepared_from="corpus.jsonl or the published JSON; with --evidence also evidence_kg.tsv",
    ),
    Benchmark(hotpotqa.CARD, hotpotqa.read_hotpotqa, multihop_f1, prepared_from="corpus.jsonl or the published JSON"),
    Benchmark(musique.CARD, musique.read_musique, prepared_from="corpus.jsonl or the published JSONL"),
    Benchmark(subgraphs.CARD_WEBQSP, subgraphs.read_subgraphs, own_graph=True),
    Benchmark(subgraphs.CARD_CWQ, subgraphs.read_subgraphs, own_graph=True),
    Benchmark(jsonl_asks.CARD, jsonl_asks.read_jsonl_asks, own_graph=True),
    Benchmark(elevant.CARD, elevant.read_elevant, prepared_from="*.benchmark.jsonl: their gold names"),
    Benchmark(text2kgbench.CARD, text2kgbench.read_text2kgbench),
    Benchmark(redocred.CARD, redocred.read_redocred),
)
BENCHMARKS: dict[str, Benchmark] = {benchmark.card.name: benchmark for benchmark in _ALL}


def find_benchmark(name: str) -> Benchmark:
    """The benchmark called ``name``. Raises InputError with the names that there are."""
    if name not in BENCHMARKS:
        raise InputError(f"no benchmark {name!r}; there are: {', '.join(BENCHMARKS)}")
    return BENCHMARKS[name]
