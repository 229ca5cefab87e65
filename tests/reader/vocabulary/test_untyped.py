"""Questions for some of all things of a graph that says of none what it is."""

import pytest

from kgqa import Answer, Entity, Literal, Triple
from kgqa.kg.graph import Graph
from kgqa.reader.typed.all_of_kind import of_kind, with_values

SIZES = {"tarn": 12, "weld": 40, "mire": 33}


def over(*extra: Triple, types: tuple[str, ...] = ()) -> Graph:
    facts = [Triple(name, "installed size", Literal(str(size))) for name, size in SIZES.items()]
    facts += [Triple(name, "section", "tools") for name in SIZES]
    return Graph.build([*facts, *extra], [Entity(name, name, types=types) for name in SIZES])


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which package has the largest installed size?", "weld"),
        ("Which two packages have the largest installed size?", "weld; mire"),
        ("What is the package with the smallest installed size?", "tarn"),
        ("Which packages have an installed size above 20?", "mire; weld"),
        ("How many packages have an installed size above 20?", "2"),
    ],
)
def test_all_that_have_a_value_are_meant(question: str, answer: str) -> None:
    found = of_kind(question, (), over(), built=False)
    assert isinstance(found, Answer) and found.text == answer
    assert len(with_values(question, (), over())) in (1, 2)


@pytest.mark.parametrize("question", ["Which is the largest package?", "Which package has the largest size of a file?"])
def test_a_value_that_is_not_named_chooses_nothing(question: str) -> None:
    assert of_kind(question, (), over(), built=False) is None


def test_where_things_have_kinds_their_noun_must_be_one() -> None:
    assert of_kind("Which package has the largest installed size?", (), over(types=("disk",)), built=False) is None
    two = over(Triple("weld", "size installed", Literal("3")), Triple("tarn", "instance of", "disk"))
    assert of_kind("Which package has the largest installed size?", (), two, built=False) is None


@pytest.mark.parametrize("question", ["Which nurse has the highest salary?", "Which ward has the highest salary?"])
def test_a_noun_in_some_names_tells_these(question: str) -> None:
    facts = [
        Triple(name, "salary", Literal(pay)) for name, pay in (("Nurse Holt", "5"), ("Dr Lind", "9"), ("Dr Moe", "7"))
    ]
    graph = Graph.build([*facts, Triple("Dr Lind", "works in", "Ward 3")])
    assert of_kind(question, (), graph, built=False) is None
    found = of_kind("Which employee has the highest salary?", (), graph, built=False)
    assert isinstance(found, Answer) and found.text == "Dr Lind"
