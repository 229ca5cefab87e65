"""Which answers contradict each other, and which say the same in other words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgqa import Answer, Entity, Passage, Path, Step, Support, Triple
from kgqa.reader.aggregation.conflicts import conflicts
from kgqa.reader.language.agreement import agree
from kgqa.retriever.retriever import PAGE
from kgqa.types import Evidence

FACT = Path("W", (Step("developer"),), ("E",), (Triple("W", "developer", "E"),))
CHAIN = Path(
    "F", (Step("director"), Step("born in")), ("B",), (Triple("F", "director", "D"), Triple("D", "born in", "B"))
)


def _answer(text: str, *names: str) -> Answer:
    entities = (Entity("e", names[0], names[1:]),) if names else ()
    return Answer(text, 0.5, "entity" if names else "span", (), entities, (text,))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("March 8, 1975", "8 March 1975"),
        ("1975", "8 March 1975"),
        ("Holliston", "Holliston, Massachusetts"),
        ("German", "Germany"),
        ("Scottish", "United Kingdom"),
        ("587.9 m", "588"),
        ("210000", "209,500"),
        ("the Danube", "Danube"),
    ],
)
def test_the_same_in_other_words(one: str, other: str) -> None:
    assert agree(_answer(one), _answer(other))
    assert agree(_answer(other), _answer(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("7 March 1975", "8 March 1975"),
        ("1906", "1907"),
        ("210000", "310,000"),
        ("5 km", "5 kg"),
        ("Paris", "Parish"),
        ("Danish", "Polish"),
        ("", "Rome"),
    ],
)
def test_answers_that_differ(one: str, other: str) -> None:
    assert not agree(_answer(one), _answer(other))
    assert not agree(_answer(other), _answer(one))


def test_an_entity_agrees_by_any_of_its_names() -> None:
    assert agree(_answer("Nordhavn", "Nordhavn", "Norhaven"), _answer("Norhaven"))
    assert not agree(_answer("Nordhavn", "Nordhavn"), _answer("Norhaven"))


def _evidence(text: str, path: Path = FACT, words: str = "War Guild | developer: Eugen") -> tuple[Evidence, ...]:
    passage = Passage("p1", "p1", "", text)
    return (Evidence(path, words, 0.9, "path"), Evidence(passage, text, 0.8, "dense"))


def _sides(graph: float, text: float) -> tuple[Answer, ...]:
    from_graph = Answer("Eugen", graph, "entity", (Support(0),), (), ("Eugen",))
    from_text = Answer("Arena", text, "span", (Support(1, 0, 5),), (), ("Arena",))
    return tuple(sorted((from_graph, from_text), key=lambda answer: -answer.score))


def test_a_passage_about_the_same_thing_need_not_be_sure_to_contradict() -> None:
    about = _evidence("Arena made War Guild (2004).")
    (sentence,) = conflicts(_sides(0.9, 0.35), about)
    assert sentence == "the graph says 'Eugen' (0.90), but passage p1 says 'Arena' (0.35)"
    assert conflicts(_sides(0.9, 0.08), about) == ()
    assert conflicts(_sides(0.9, 0.35), _evidence("Arena made another game.")) == ()
    assert conflicts(_sides(0.9, 0.35), _evidence("Arena and Eugen made War Guild (2004).")) == ()


def test_the_page_of_the_entity_need_not_name_it() -> None:
    passage = Passage("p1", "p1", "", "It was made by Arena.")
    fact = Evidence(FACT, "War Guild | developer: Eugen", 0.9, "path")
    assert conflicts(_sides(0.9, 0.35), (fact, Evidence(passage, passage.text, 0.8, PAGE)))
    assert not conflicts(_sides(0.9, 0.35), (fact, Evidence(passage, passage.text, 0.8, "dense")))


def test_the_graph_must_be_sure_to_contradict_a_passage() -> None:
    about = _evidence("Arena made War Guild (2004).")
    assert conflicts(_sides(0.4, 0.9), about) == ()
    assert len(conflicts(_sides(0.6, 0.9), about)) == 1


def test_a_passage_is_about_the_node_whose_fact_is_asked() -> None:
    words = "Film | director: Dana Ash | born in: Eugen"
    assert conflicts(_sides(0.9, 0.35), _evidence("Dana Ash, born in Arena, made films.", CHAIN, words))
    fact, passage = _evidence("Film, by Dana Ash, was shot in Arena.", CHAIN, words)
    assert not conflicts(_sides(0.9, 0.35), (fact, replace(passage, source=PAGE)))
    assert not conflicts(_sides(0.9, 0.35), _evidence("Arena is a town.", CHAIN, words))
    assert not conflicts(_sides(0.9, 0.35), _evidence("Film was shot in Arena.", CHAIN, words))


def test_a_fuller_wording_is_no_contradiction() -> None:
    graph = Answer("8 March 1975", 0.9, "date", (Support(0),), (), ("8 March 1975",))
    text = Answer("March 8, 1975", 0.8, "date", (Support(1, 0, 5),), (), ("March 8, 1975",))
    year = Answer("1974", 0.7, "date", (Support(1, 0, 4),), (), ("1974",))
    evidence = _evidence("War Guild came out on March 8, 1975.")
    assert conflicts((graph, text), evidence) == ()
    assert len(conflicts((graph, text, year), evidence)) == 1


def test_what_a_thing_is_contradicts_nothing() -> None:
    kind = Path("W", (Step("P31"),), ("E",), (Triple("W", "P31", "E"),))
    about = _evidence("Arena made War Guild (2004).", kind, "War Guild | instance of: Eugen")
    assert conflicts(_sides(0.9, 0.8), about) == ()
    assert conflicts(_sides(0.6, 0.8), about) == ()
    assert len(conflicts(_sides(0.6, 0.8), _evidence("Arena made War Guild (2004)."))) == 1


@pytest.mark.parametrize(
    ("said", "sure", "told"),
    [("F", 0.0, 0), ("F", 0.1, 1), ("F", 1.0, 1), ("the north", 0.3, 0), ("the north", 0.4, 1)],
)
def test_a_passage_that_says_little_by_itself_contradicts_nothing(said: str, sure: float, told: int) -> None:
    passage = Passage("p", "d", "W", "W was developed by F, and is kept in the north.", 0)
    evidence = (Evidence(FACT, "W | developer: E", 0.9, "path"), Evidence(passage, passage.text, 0.9, PAGE))
    graph = replace(_answer("E"), score=0.9, support=(Support(0),))
    start = passage.text.index(said)
    text = replace(_answer(said), score=0.2, support=(Support(1, start, start + len(said)),))
    asked: list[Answer] = []

    def by_itself(answer: Answer) -> float:
        asked.append(answer)
        return sure

    assert len(conflicts([graph, text], evidence, by_itself)) == told
    assert asked == [text]
    surer = replace(text, score=0.95)
    assert len(conflicts([surer, graph], evidence, by_itself)) == 1 and len(asked) == 1


@pytest.mark.parametrize(("said", "told"), [("in parts-5.36", 0), ("by F", 0), ("in 1907", 1), ("three of them", 1)])
def test_a_number_is_contradicted_by_a_number(said: str, told: int) -> None:
    passage = Passage("p", "d", "W", f"W was built {said}.", 0)
    evidence = (Evidence(FACT, "W | developer: E", 0.9, "path"), Evidence(passage, passage.text, 0.9, PAGE))
    graph = replace(_answer("1906"), score=0.9, support=(Support(0),))
    text = replace(_answer(said), score=0.9, support=(Support(1, 12, 12 + len(said)),))
    assert len(conflicts([graph, text], evidence)) == told
