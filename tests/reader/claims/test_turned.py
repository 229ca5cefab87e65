"""Facts that are a claim the other way round settle nothing of it."""

from __future__ import annotations

import pytest

from kgqa.reader.claims.claimed import claimed
from kgqa.reader.claims.verdict import judged
from kgqa.types import Answer, Evidence, Passage, Path, Step, Support


def verdict(question: str, text: str, value: str, *more: Evidence) -> list[str]:
    claim = claimed(question)
    assert claim is not None
    path = Path(text.partition(" | ")[0], (Step("r"),), (value,), ())
    evidence = [Evidence(path, text, 0.9, "path"), *more]
    support = [Support(0), *(Support(at, 0, len(value)) for at in range(1, len(evidence)))]
    found = judged(claim, [Answer(value, 0.9, "entity", tuple(support), (), (value,))], evidence)
    return [answer.text for answer in found]


@pytest.mark.parametrize(
    ("question", "text", "value", "said"),
    [
        ("Is Aria the capital of Arport?", "Arport | capital of: Aria", "Aria", []),
        ("Is Arport's capital Aria?", "Arport | capital of: Aria", "Aria", []),
        ("Is Cyra the capital of Arport?", "Arport | capital of: Aria", "Aria", []),
        ("Is Aria the capital city of Arport?", "Arport | is the capital of: Aria", "Aria", []),
        ("Is Arport the capital of Aria?", "Aria | capital: Arport", "Arport", ["yes"]),
        ("Is Aria's capital Arport?", "Aria | capital: Arport", "Arport", ["yes"]),
        ("Is Bora the capital of Aria?", "Aria | capital: Arport", "Arport", ["no"]),
        ("Is Arport's country Aria?", "Arport | country: Aria", "Aria", ["yes"]),
        ("Is Arport's country Aria?", "Arport | capital of: Aria", "Aria", ["yes"]),
        ("Is Ida Lund the mother of Jo Lund?", "Jo Lund | child of: Ida Lund", "Ida Lund", ["yes"]),
        ("Is Ida Lund the child of Jo Lund?", "Jo Lund | child of: Ida Lund", "Ida Lund", []),
        ("Is Jo Lund the spouse of Ida Lund?", "Ida Lund | spouse of: Jo Lund", "Jo Lund", ["yes"]),
        ("Is Jo Lund the sibling of Ida Lund?", "Ida Lund | sibling of: Jo Lund", "Jo Lund", ["yes"]),
        ("Is Ida Lund the member of Tarn Choir?", "Tarn Choir | those member of: Ida Lund", "Ida Lund", ["yes"]),
    ],
)
def test_a_fact_is_read_in_its_direction(question: str, text: str, value: str, said: list[str]) -> None:
    assert verdict(question, text, value) == said


def test_what_a_text_says_is_not_turned() -> None:
    text = "Aria is the capital of Arport."
    passage = Evidence(Passage("p", "p", "Arport", text, 0), text, 0.9, "dense")
    assert verdict("Is Aria the capital of Arport?", "Arport | capital of: Aria", "Aria", passage) == ["yes"]
