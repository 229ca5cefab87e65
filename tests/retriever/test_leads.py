"""The names that a text opens with."""

from __future__ import annotations

import pytest

from kgqa.retriever.leads import leads


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Peder Holm( born 1788) was a builder.", ["Peder Holm"]),
        ("Lindium is a soft grey metal.", ["Lindium"]),
        ("Krydd og salt is a 1958 film.", ["Krydd og salt"]),
        ("The Long Pier was built by Peder Holm.", ["The Long Pier"]),
        ("Moe, Count of Brinn (1180 – 1209) was a son.", ["Moe, Count of Brinn", "Moe"]),
    ],
)
def test_the_opening_names_what_a_text_is_about(text: str, names: list[str]) -> None:
    assert leads(text) == names


def test_middle_names_initials_and_forms_of_address_may_be_left_out() -> None:
    assert leads("Ada Eva Lind (born 1850) was a chemist.") == ["Ada Eva Lind", "Ada Lind", "Ada E. Lind"]
    assert leads("Karl M. Moe was a poet.")[:2] == ["Karl M. Moe", "Karl Moe"]
    assert "Ada Lind" in leads("Dame Ada Lind was a chemist.")
    assert "Karl Moe" in leads("Karl Moe Jr. (born 1900) was a poet.")


def test_other_names_are_read_where_the_text_says_that_it_is_known_by_them() -> None:
    assert "Kalle Moe" in leads("Karl Johan Moe (born 1900), better known as Kalle Moe, was a poet.")


@pytest.mark.parametrize(
    "text", ["", "In 1979, he left.", "The film was released in May.", "it is a metal.", "1907 was a year.", "x" * 500]
)
def test_what_opens_without_a_name_has_none(text: str) -> None:
    assert leads(text) == []
