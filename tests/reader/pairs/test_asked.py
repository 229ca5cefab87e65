"""What is asked of two things, by the form of the question."""

from __future__ import annotations

import pytest

from kgqa.reader.pairs.asked import asked


@pytest.mark.parametrize(
    ("question", "kind", "said"),
    [
        ("Are both §0 and §1 located in Veland?", "both", "located in Veland"),
        ("Are the ships §0 and the §1 both frigates?", "both", "frigates"),
        ("§0 and §1 are both Danish bands?", "both", "Danish bands"),
        ("Did §0 and §1 both play for Tarnmouth?", "did", "play for Tarnmouth"),
        ("Which ship was built in Veland, §0 or §1?", "which", "ship was built in Veland"),
        ("Between §0 and §1, which is a frigate?", "which", "is a frigate"),
        ("§0 or §1, who is a painter?", "which", "is a painter"),
        ("Was it §0 or §1 that sank in 1911?", "which", "sank in 1911"),
        ("Which band has the most members, §0 or §1?", "more", "members"),
        ("Which has a larger number of islands §0 or §1?", "more", "islands"),
        ("What occupation do both §0 and §1 share?", "shared", "occupation"),
        ("§0 and §1 are both which kind of ship?", "shared", "ship"),
        ("To what type of plants do §0 and §1 belong?", "shared", "plants"),
        ("Where are §0 and §1 located?", "where", ""),
        ("What country are both §0 and §1 from?", "where", "country"),
        ("Are §0 and §1 in the same state?", "same", "state"),
        ("Did §0 and §1 share the same occupation?", "same", "occupation"),
        ("Are §0 and §1 the same type of plant?", "same", "plant"),
        ("What genre do §0 and §1 have in common?", "common", ""),
    ],
)
def test_forms_of_one_question(question: str, kind: str, said: str) -> None:
    found = asked(question)
    assert found is not None
    assert (found.kind, found.said) == (kind, said)


def test_fewer_is_not_more() -> None:
    found = asked("Which genus has fewer species, §0 or §1?")
    assert found is not None and not found.largest


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote §0 or §1?",  # one of the two is no answer
        "Which of §0 or §1 is not a ship?",
        "Are §0 and §1 both not ships?",
        "Who was born first, §0 or §1?",  # dates are compared elsewhere
        "Are §0 and §1 from the same country?",
        "Was §0 a ship, while §1 was a painter?",
        "Do §0 and §1 meet?",
        "§0 and §1, are both a kind of what?",
        "Are §0 and §1 both older than the mill?",
        "Who directed §0 and §1?",
    ],
)
def test_what_is_asked_otherwise(question: str) -> None:
    assert asked(question) is None
