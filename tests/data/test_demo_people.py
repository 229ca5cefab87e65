from __future__ import annotations

import pytest

from kgqa.data.demo.people import agent_id, discoverers, full_name, other_names


@pytest.mark.parametrize(
    "text, names",
    [
        ("Known to the ancients.", ()),
        ("Pierre and Marie Curie", ("Pierre Curie", "Marie Curie")),
        ("Fausto and Juan José de Elhuyar", ("Fausto de Elhuyar", "Juan José de Elhuyar")),
        ("Sir William Ramsay, M. W. Travers", ("William Ramsay", "Morris Travers")),
        ("Sir William Ramsey; M. W. Travers", ("William Ramsay", "Morris Travers")),
        ("Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ("A. Ghiorso, et al", ("Albert Ghiorso",)),
        ("G.T.Seaborg, K.Street Jr.", ("Glenn T. Seaborg", "Kenneth Street Jr.")),
        ("Heavy Ion Research Laboratory (HIRL)", ("GSI Helmholtz Centre for Heavy Ion Research",)),
        (
            "Argonne, Los Alamos, U of Calif",
            ("Argonne National Laboratory", "Los Alamos National Laboratory", "University of California"),
        ),
        (
            "Soviet Nuclear Research/ U. of Cal at Berkeley",
            ("Soviet Nuclear Research", "University of California"),
        ),
    ],
)
def test_free_text_is_split_into_single_names(text: str, names: tuple[str, ...]) -> None:
    assert discoverers(text) == names


def test_spellings_of_one_person_are_one_name() -> None:
    assert full_name("Sir H. Davy") == full_name("Sir Humphrey Davy") == "Humphry Davy"
    assert other_names("Humphry Davy") == ("Davy", "H. Davy", "Humphrey Davy")


def test_a_surname_that_is_a_common_word_is_no_alias() -> None:
    assert "Brand" not in other_names("Hennig Brand")


def test_persons_and_institutions_have_ids_of_their_own() -> None:
    assert agent_id("Marie Curie") == "person:Marie Curie"
    assert agent_id("RIKEN") == "organization:RIKEN"
