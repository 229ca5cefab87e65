"""Yes to a fact is no yes to it the other way round, nor to more than the fact."""

from __future__ import annotations

import pytest

from kgqa import Triple
from kgqa.kg.graph import Graph
from kgqa.reader.facts.yes_no import yes_or_no
from kgqa.reader.network.found import FoundPath
from kgqa.reader.typed.sets import walked
from kgqa.types import Step

GRAPH = Graph.build(
    [
        Triple("Ada Holt", "reports to", "Bo Lind"),
        Triple("Per Holm", "taught", "Jo Falk"),
        Triple("Alka", "operated by", "Sund"),
        Triple("Alka", "part of", "Fleet"),
        Triple("Ada Holt", "mother", "Ida Moe"),
        Triple("Tarn", "borders", "Lind"),
        Triple("Alka", "replaced", "Bris"),
    ]
)


def said(question: str) -> list[str]:
    found = []
    for fact in GRAPH.match():
        assert isinstance(fact.tail, str)
        for start, step in ((fact.head, Step(fact.relation)), (fact.tail, Step(fact.relation, True))):
            found.append(FoundPath(len(found), walked(start, (step,), GRAPH), 0.0, 0.9))
    return [answer.text for answer in yes_or_no(question, found, GRAPH)]


@pytest.mark.parametrize(
    "question",
    [
        "Does Ada Holt report to Bo Lind?",
        "Did Per Holm teach Jo Falk?",
        "Was Jo Falk taught by Per Holm?",
        "Does Sund operate Alka?",
        "Is Alka operated by Sund?",
        "Is Alka part of Fleet?",
        "Is Alka a part of the Fleet?",
        "Is Ida Moe the mother of Ada Holt?",
        "Is Ada Holt's mother Ida Moe?",
        "Is the mother of Ada Holt Ida Moe?",
        "Does Ada Holt have Ida Moe as her mother?",
        "Does Tarn border Lind?",
        "Does Lind border Tarn?",
        "Did Alka replace Bris?",
        "Was Bris replaced by Alka?",
    ],
)
def test_the_way_it_is_so(question: str) -> None:
    assert said(question) == ["yes"]


@pytest.mark.parametrize(
    "question",
    [
        "Does Bo Lind report to Ada Holt?",
        "Did Jo Falk teach Per Holm?",
        "Was Per Holm taught by Jo Falk?",
        "Does Alka operate Sund?",
        "Is Sund operated by Alka?",
        "Is Fleet part of Alka?",
        "Is the Fleet a part of Alka?",
        "Is Ada Holt the mother of Ida Moe?",
        "Is Ada Holt Ida Moe's mother?",
        "Is Ida Moe's mother Ada Holt?",
        "Is the mother of Ida Moe Ada Holt?",
        "Does Ida Moe have the mother Ada Holt?",
        "Does Ida Moe have Ada Holt as her mother?",
        "Did Bris replace Alka?",
        "Was Alka replaced by Bris?",
    ],
)
def test_the_other_way_round(question: str) -> None:
    assert "yes" not in said(question)


@pytest.mark.parametrize(
    "question",
    [
        "Does Per Holm not teach Jo Falk?",
        "Didn't Per Holm teach Jo Falk?",
        "Does Ada Holt no longer report to Bo Lind?",
        "Is Bo Lind the only one that Ada Holt reports to?",
        "Does Tarn border only Lind?",
        "Does Tarn border Lind and Orsk?",
        "Does Tarn border Orsk, Velm and Lind?",
        "Does neither Tarn nor Orsk border Lind?",
        "Does Tarn border Lind but not Orsk?",
        "Did Alka almost replace Bris?",
        "Did Per Holm teach Jo Falk before Bo Lind?",
    ],
)
def test_a_fact_says_nothing_of_more_than_that_it_is_so(question: str) -> None:
    assert said(question) == []
