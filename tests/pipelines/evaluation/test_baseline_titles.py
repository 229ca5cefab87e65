"""The walk over titles."""

from __future__ import annotations

from kgqa import Passage, Question
from kgqa.kg.passages import PassageTable
from kgqa.pipelines.evaluation.baselines.titles import TitleRetriever

TABLE = PassageTable.build(
    [
        Passage("a", "a", "Lindium", "A metal isolated by Ada Lind in Nordhavn. See Lindium."),
        Passage("b", "b", "Ada Lind", "A chemist from Brinn."),
        Passage("c", "c", "Nordhavn", "A harbour city in Veland."),
        Passage("d", "d", "Brinn (Osmark)", "A city."),
        Passage("e", "e", "Veland", "A country."),
        Passage("f", "f", "The Who", "A band."),
        Passage("g", "g", "Lindium (ship)", "A ship launched at Brinn."),
    ]
)


def ids(text: str, top_k: int = 8) -> list[tuple[str, str]]:
    (found,) = TitleRetriever(TABLE).retrieve([Question("1", text)], [()], top_k=top_k)
    assert [e.score for e in found] == [round(1 / rank, 6) for rank in range(1, len(found) + 1)]
    return [(e.content.id, e.source) for e in found]


def test_titles_of_the_question_then_of_their_passages_in_turns() -> None:
    # Nordhavn is the longest; Lindium is two passages; then the first title of each text, the second of each.
    assert ids("Is Lindium from Nordhavn?") == [
        ("c", "title"),
        ("a", "title"),
        ("g", "title"),
        ("e", "bridge"),
        ("b", "bridge"),
        ("d", "bridge"),
    ]


def test_the_letters_of_the_title_are_tried_before_any_others() -> None:
    assert ids("who is ada lind?") == [("b", "title"), ("d", "bridge")]
    assert ids("nordhavn or Veland", top_k=2) == [("e", "title"), ("c", "title")]


def test_words_that_only_hold_a_title_and_function_words_are_none() -> None:
    assert ids("Who is the Lindiumsmith of Nordhavner?") == []
    assert ids("The Who, who?") == []


def test_no_more_than_asked_for() -> None:
    assert ids("Is Lindium from Nordhavn?", top_k=4) == ids("Is Lindium from Nordhavn?")[:4]
