"""What a question asks to be done with sets: by its words alone, names masked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa import Entity, Triple
from kgqa.kg.graph import Graph
from kgqa.reader.asked.limits import taken_limits
from kgqa.reader.asked.mentions import masked_names
from kgqa.reader.asked.plan import Plan, plan
from kgqa.reader.asked.superlative import taken_superlative
from kgqa.reader.language.quantities import date, iso


def the_plan(text: str) -> Plan:
    found = plan(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "text",
    [
        "who directed §0?",
        "when was §0 released?",
        "what films did §0 star in?",
        "which films did the director of §0 also direct?",
        "who is older, §0 or §1?",
        "which film came out first, §0 or another one?",
        "are §0 and §1 from the same country?",
        "was §0 directed by §1?",
        "did §0 marry §1?",
        "is §0 the capital of §1?",
        "is §0 a city in §1?",
        "does §0 have a border with §1?",
        "was §0 born in §1 before 1900?",
        "how many films did §0 direct?",
        "what is the second to last film of §0?",
        "which film did §0 direct, §1 or §2?",
        "was §0 directed by §1 or §2?",
        "who was the father of the director of §0?",
        "what are the primary languages in the movies directed by §0?",
        "what is the longest river?",
    ],
)
def test_an_ordinary_question_has_no_plan(text: str) -> None:
    assert plan(text) is None


@pytest.mark.parametrize(
    ("text", "left", "largest"),
    [
        ("which film directed by §0 is the longest", "which film directed by §0", True),
        ("what is the most populous city of §0", "what is the city of §0", True),
        ("who is the youngest child of §0", "who is the child of §0", True),
        ("which film by §0 was released last", "which film by §0", True),
        ("which element found by §0 was discovered first", "which element found by §0", False),
        ("which country bordering §0 has the smallest population", "which country bordering §0", False),
        ("what was §0's first film", "what was §0's film", False),
        ("what was §0 's debut album", "what was §0 's album", False),
        ("which film did §0 direct first", "which film did §0 direct", False),
        ("what was the second novel by §0", "what was the novel by §0", False),
        ("name the film by §0 with the highest box office", "name the film by §0", True),
    ],
)
def test_a_superlative_is_taken_out(text: str, left: str, largest: bool) -> None:
    found = taken_superlative(text)
    assert found[0] == left
    assert found[1] is not None and found[1].largest is largest


@pytest.mark.parametrize(
    ("text", "left", "signs"),
    [
        ("which films of §0 were released after 2001", "which films of §0", [">"]),
        ("films of §0 between 1995 and 2005", "films of §0", [">=", "<="]),
        ("which children of §0 were born before 5 may 1976", "which children of §0", ["<"]),
        ("countries with more than 10 million people bordering §0", "countries bordering §0", [">"]),
        ("towns in §0 with a population of at most 10,000", "towns in §0", ["<="]),
        ("which rivers in §0 are longer than 100 km", "which rivers in §0", [">"]),
        ("films by §0 released in the 1990s", "films by §0", [">=", "<="]),
        ("which films did §0 make in 1999", "which films did §0 make", [">=", "<="]),
        ("firms owned by §0 with between 100 and 200 employees", "firms owned by §0", [">=", "<="]),
    ],
)
def test_limits_are_taken_out(text: str, left: str, signs: list[str]) -> None:
    found, limits, least = taken_limits(text, is_yes_no=False)
    assert found == left and least is None
    assert [limit.sign for limit in limits] == signs


@pytest.mark.parametrize(
    ("text", "left", "ranks"),
    [
        ("what are the two longest rivers in §0", "what are the rivers in §0", (1, 2)),
        ("the top five largest cities of §0", "the cities of §0", (1, 5)),
        ("what were the first 3 films by §0", "what were the films by §0", (1, 3)),
        ("which two rivers in §0 are the longest", "which rivers in §0", (1, 2)),
        ("what is the second largest city of §0", "what is the city of §0", (2, 2)),
        ("who is the 3rd oldest child of §0", "who is the child of §0", (3, 3)),
        ("what is the largest city of §0", "what is the city of §0", (1, 1)),
    ],
)
def test_ranks_are_taken_out(text: str, left: str, ranks: tuple[int, int]) -> None:
    found = taken_superlative(text)
    assert found[0] == left
    assert found[1] is not None and (found[1].first, found[1].last) == ranks and not found[1].open


def test_several_are_asked_for_and_how_many_is_not_said() -> None:
    assert "how many" in the_plan("what are the longest rivers in §0?").open
    assert not the_plan("which film by §0 is the longest?").open


def test_names_joined_by_or() -> None:
    found = the_plan("which films were directed by §0 or §1?")
    assert found.either and [part.text for part in found.parts] == [
        "which films were directed by §0",
        "which films were directed by §1",
    ]
    assert the_plan("which films by §0 star §1 or §2?").open


def test_two_things_said_of_one_set_need_no_and() -> None:
    found = the_plan("which actors born in §0 starred in §1?")
    assert [part.text for part in found.parts] == ["which actors born in §0", "which actors starred in §1"]
    assert found.noun == "actor"
    assert the_plan("how many rivers in §0 flow through §1?").asks == "count"
    assert plan("which award did §0 receive for §1?") is None


def test_parts_are_questions_of_their_own() -> None:
    found = the_plan("which films were directed by §0 and star §1?")
    assert [part.text for part in found.parts] == ["which films were directed by §0", "which films star §1"]
    found = the_plan("who studied at §0 but not at §1?")
    assert [(part.text, part.negated) for part in found.parts] == [
        ("who studied at §0", False),
        ("who studied at §1", True),
    ]
    found = the_plan("which countries border §0 but not §1?")
    assert [(part.text, part.negated) for part in found.parts] == [
        ("which countries border §0", False),
        ("which countries border §1", True),
    ]
    found = the_plan("which firms in the §0 industry are based in §1?")
    assert [part.text for part in found.parts] == ["which firms in the §0 industry", "which firms are based in §1"]
    assert the_plan("how many films other than §0 did §1 direct?").apart == (0,)
    assert the_plan("does §0 border both §1 and §2?").subject == 0
    found = the_plan("is §0 a country with more than 10 million people?")
    assert found.subject == 0 and not found.parts


@given(st.text("§0123 abc,.'?-", max_size=60) | st.text(max_size=60))
def test_any_text_has_a_plan_or_none(text: str) -> None:
    found = plan(text.lower())
    assert found is None or found.words


@given(st.dates())
def test_days_are_written_as_they_are_read(day: object) -> None:
    read = date(str(day))
    assert read is not None and iso(read.low) == str(day)


def test_names_are_masked_and_years_are_not() -> None:
    triples = [Triple("f1", "year", "1917"), Triple("p1", "born", "x")]
    graph = Graph.build(triples, [Entity("1917", "1917"), Entity("p1", "Ada Lind", ("A. Lind",))])
    found = masked_names("Which of Ada Lind's films came out after 1917, and 1,200 more?", ["1917", "p1"], graph)
    assert found.text == "which of §0 's films came out after 1917, and 1,200 more?"
    assert found.starts == ("p1",)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("what was §0 's first film?", "which films by §0"),
        ("what is §0 ' latest album?", "which albums by §0"),
        ("which was the last novel of §0?", "which novels by §0"),
        ("what was the first film by §0?", "which films by §0"),
        ("which film did §0 direct first?", "which film did §0 direct"),
    ],
)
def test_the_first_of_somebodys_works_is_by_date(text: str, part: str) -> None:
    found = the_plan(text)
    assert [one.text for one in found.parts] == [part]
    assert found.pick is not None and found.pick.sort == "date" and found.sure


def test_the_first_of_other_things_need_not_be_by_date() -> None:
    for text in ("who was the first president of §0?", "what is the first song of §0?"):
        assert not the_plan(text).sure
