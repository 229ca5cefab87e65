"""Facts found by their parts or words: what is any, and what is a name of signs."""

from __future__ import annotations

import pytest

from kgqa import Entity, Passage, Triple
from kgqa.errors import InputError
from kgqa.kg.draft import reserve
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.pipelines.why import Reasons

FACTS = [
    Triple("Low Tide", "directed by", "Ivar Sund"),
    Triple("Low Tide", "written by", "!!!"),
    Triple("Q7", "directed by", "Ivar Sund"),
]
NAMES = [Entity("Q7", "???", ("?!",))]


@pytest.fixture(scope="module")
def reasons(tmp_path_factory: pytest.TempPathFactory) -> Reasons:
    kb = tmp_path_factory.mktemp("why") / "signs.kb"
    graph = Graph.build(FACTS, NAMES)
    passages = PassageTable.build([Passage("p", "p", "Tide", "A tide.")])
    with reserve(kb, replace=True) as place, place.draft("ab1") as draft:
        draft.write("graph", graph.arrays())
        draft.write("passages", passages.arrays())
        draft.commit({"counts": {"triples": 3, "entities": graph.n_entities, "passages": 1}})
    return Reasons(kb)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Low Tide | directed by |", [FACTS[0]]),
        ("low tide | * | *", FACTS[:2]),
        ("| directed by |", [FACTS[0], FACTS[2]]),
        ("Low Tide | | !!!", [FACTS[1]]),
        ("??? | directed by |", [FACTS[2]]),
        ("?! | | Ivar Sund", [FACTS[2]]),
        ("tide ivar", [FACTS[0]]),
    ],
)
def test_an_empty_part_is_any_and_one_of_signs_a_name(reasons: Reasons, text: str, facts: list[Triple]) -> None:
    assert {why.triple for why in reasons.find(text)} == set(facts)


@pytest.mark.parametrize("text", ["Low Tide | directed by | ???", "Low Tide | ... |", "!!! | | Ivar Sund", "??? | | ?"])
def test_signs_that_nothing_is_called_mean_nothing(reasons: Reasons, text: str) -> None:
    with pytest.raises(InputError, match="says nothing like"):
        reasons.find(text)


@pytest.mark.parametrize("text", ["???", "!!!", ". -"])
def test_signs_alone_are_no_words(reasons: Reasons, text: str) -> None:
    with pytest.raises(InputError, match="has no word"):
        reasons.find(text)
