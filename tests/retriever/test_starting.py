"""Which of several entities of one name a question starts from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from kgqa import Entity, Question, Triple
from kgqa.kg.graph import Graph
from kgqa.linker import EntityLinker, LinkIndex
from kgqa.retriever.path_scorer import PathScorer
from kgqa.retriever.paths import PathFinder
from kgqa.retriever.starting import StartFit

TRIPLES = [
    ("film", "directed by", "Ines Moll"),
    ("film", "release year", "1998"),
    ("band", "record label", "Low Tide Records"),
    ("band", "members", "Olaf Brek"),
    ("marlin song", "has tag", "tag"),
    ("other song", "has tag", "tag"),
]
ENTITIES = [Entity("film", "Silver Marlin"), Entity("band", "Silver Marlin"), Entity("tag", "silver marlin")]
GRAPH = Graph.build([Triple(*triple) for triple in TRIPLES], [*ENTITIES, Entity("bare", "Silver Marlin")], [])


def test_shares_are_of_all_entities_together(scorer: PathScorer) -> None:
    fit = StartFit(PathFinder(GRAPH, scorer), hops=2)
    rows = [GRAPH.row(id) or 0 for id in ("film", "band", "bare")]
    shares = fit("who directed it", rows)
    assert shares[0] > 0.5 > shares[1] and shares[2] == 0.0 and sum(shares) <= 1.0
    assert fit("which record label is it on", rows)[1] > 0.5
    assert fit("who directed it", rows[2:]) == [0.0]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("who directed Silver Marlin?", "film"),
        ("When was Silver Marlin released?", "film"),
        ("Which record label is Silver Marlin on?", "band"),
        ("who are the members of silver marlin", "band"),
        ("which songs have the tag silver marlin", "tag"),
        ("who directed silver marlin", "film"),
    ],
)
def test_what_is_asked_for_tells_entities_of_one_name_apart(question: str, meant: str, scorer: PathScorer) -> None:
    linker = EntityLinker(GRAPH, LinkIndex.build(GRAPH), fit=StartFit(PathFinder(GRAPH, scorer)))
    assert [link.entity.id for link in linker.link([Question("q", question)])[0]] == [meant]


def test_meaning_decides_where_no_path_does() -> None:
    encoded: list[int] = []

    def encode(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        encoded.append(len(texts))
        return np.ones((len(texts), 1), dtype=np.float32)

    for share, times in ((0.0, 1), (0.4, 0)):
        linker = EntityLinker(
            GRAPH, LinkIndex.build(GRAPH), encode=encode, fit=lambda text, rows, share=share: [share] * len(rows)
        )
        encoded.clear()
        assert linker.link([Question("q", "who directed Silver Marlin")])[0]
        assert len(encoded) == times


def test_the_fit_is_asked_only_where_names_are_alike() -> None:
    asked: list[tuple[str, int]] = []

    def fit(question: str, rows: Sequence[int]) -> list[float]:
        asked.append((question, len(rows)))
        return [0.0] * len(rows)

    linker = EntityLinker(GRAPH, LinkIndex.build(GRAPH), fit=fit)
    linker.link([Question("q", "where is Ines Moll from")])
    assert asked == []
    linker.link([Question("q", "who directed Silver Marlin")])
    assert asked == [("who directed it", 3)]  # not the tag, whose letters are of another case
